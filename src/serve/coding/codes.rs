//! The codes of one coder on disk.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use axum::http::StatusCode;
use hashbrown::HashSet;
use xxhash_rust::xxh3::xxh3_64;

use crate::folder::replace;
use crate::serve::coding::{Coder, CodingFolder, is_complete, with_other_fields};
use crate::serve::problem::Problem;
use crate::validate::{Codebook, Coding, LineOf, Problem as LineProblem, read_line, rewrite_line, write_line};

/// Why codes cannot be read or saved.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(in crate::serve) enum CodesError {
    /// The file was edited by hand or damaged.
    #[error("{}: {}. Fix this line or delete it from the file: nothing can be saved there until then", .0.place, .0.what)]
    Line(LineProblem),
    /// The file cannot be read.
    #[error("{}: cannot be read ({reason})", path.display())]
    Read { path: PathBuf, reason: String },
    /// The file cannot be written; its previous content is unchanged.
    #[error("{}: cannot be written ({reason}); check permissions and free space", path.display())]
    Write { path: PathBuf, reason: String },
}

impl CodesError {
    /// The position of the damage, without the content of the line.
    pub(in crate::serve) fn place(&self) -> String {
        match self {
            Self::Line(problem) => problem.place.clone(),
            Self::Read { path, .. } | Self::Write { path, .. } => path.display().to_string(),
        }
    }
}

impl From<CodesError> for Problem {
    fn from(error: CodesError) -> Self {
        let status = match error {
            CodesError::Line(_) => StatusCode::CONFLICT,
            CodesError::Read { .. } | CodesError::Write { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.to_string())
    }
}

/// The outcome of saving codes.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::serve) enum SaveOutcome {
    Saved,
    /// Other codes of the article were saved since the sender saw it; they are unchanged, with this stamp.
    Conflict {
        saved: Option<Coding>,
        stamp: String,
    },
}

/// Version stamp of the saved codes of an article: a hash of its id and its line.
fn stamp(id: &str, line: Option<&str>) -> String {
    format!("{:016x}", xxh3_64(format!("{id}\n{}", line.unwrap_or_default()).as_bytes()))
}

/// All codes of one coder: line and coding by id, which is the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::serve) struct Codes {
    lines: BTreeMap<String, (String, Coding)>,
}

impl Codes {
    /// Reads the file of a coder; without one there are no codes yet.
    pub(in crate::serve) fn read(folder: &CodingFolder, coder: &Coder) -> Result<Self, CodesError> {
        let path = folder.file(coder);
        match std::fs::read(&path) {
            Ok(bytes) => Self::parse(&bytes, &folder.display_name(coder), coder, &folder.plan.codebook),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(e) => Err(CodesError::Read { path, reason: e.to_string() }),
        }
    }

    /// Every line is a coding of an article of this coder, and each article has one.
    fn parse(bytes: &[u8], file: &str, coder: &Coder, codebook: &Codebook) -> Result<Self, CodesError> {
        let mut codes = Self::default();
        let own: HashSet<&String> = coder.articles.iter().collect();
        for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let of = LineOf { file, number: at + 1, coder: &coder.name };
            let wrong = |what: &str| CodesError::Line(of.problem(what));
            let line = std::str::from_utf8(line).map_err(|_| wrong("has bytes that are not UTF-8"))?;
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() {
                continue;
            }
            let coding = read_line(line, of, codebook).map_err(CodesError::Line)?;
            if coding.coder != coder.name {
                return Err(wrong(&format!("codes of `{}` in the file of {}", coding.coder, coder.name)));
            }
            if !own.contains(&coding.id) {
                return Err(wrong(&format!(
                    "`{}` is not an article that {} codes in this plan",
                    coding.id, coder.name
                )));
            }
            if codes.get(&coding.id).is_some() {
                return Err(wrong(&format!("codes `{}` a second time", coding.id)));
            }
            codes.lines.insert(coding.id.clone(), (line.to_owned(), coding));
        }
        Ok(codes)
    }

    /// The saved codes of an article.
    pub(in crate::serve) fn get(&self, id: &str) -> Option<&Coding> {
        self.lines.get(id).map(|(_, coding)| coding)
    }

    /// The stamp of the saved codes of an article.
    pub(in crate::serve) fn stamp(&self, id: &str) -> String {
        stamp(id, self.lines.get(id).map(|(line, _)| line.as_str()))
    }

    /// True when the article is coded in full.
    pub(in crate::serve) fn is_coded(&self, id: &str, codebook: &Codebook) -> bool {
        self.get(id).is_some_and(|coding| is_complete(coding, codebook))
    }

    /// The codings with at least one code.
    pub(in crate::serve) fn codings(self) -> impl Iterator<Item = Coding> {
        self.lines.into_values().map(|(_, coding)| coding).filter(|coding| !coding.codes.is_empty())
    }
}

impl CodingFolder {
    /// Saves a coding immediately, unless the codes of its article have changed since stamp `seen`.
    ///
    /// # Errors
    /// When the file is damaged or cannot be written; it then stays as it is.
    pub(in crate::serve) fn save(&self, coder: &Coder, sent: Coding, seen: &str) -> Result<SaveOutcome, CodesError> {
        let _one = self.writing.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut codes = Codes::read(self, coder)?;
        let codebook = &self.plan.codebook;
        if is_empty(&sent) && seen == stamp(&sent.id, None) {
            // An empty form was submitted.
            return Ok(SaveOutcome::Saved);
        }
        let id = sent.id.clone();
        let (coding, line) = match codes.lines.get(&id) {
            None => (sent.clone(), write_line(&sent, codebook)),
            Some((line, saved)) => {
                let coding = with_other_fields(sent, saved, codebook);
                if write_line(saved, codebook) == write_line(&coding, codebook) {
                    return Ok(SaveOutcome::Saved);
                }
                let line = rewrite_line(line, &coding, codebook);
                (coding, line)
            }
        };
        let stamp = codes.stamp(&id);
        if stamp != seen {
            return Ok(SaveOutcome::Conflict { saved: codes.get(&id).cloned(), stamp });
        }
        if is_empty(&coding) && line == write_line(&coding, codebook) {
            codes.lines.remove(&id);
        } else {
            codes.lines.insert(id, (line, coding));
        }
        let text: String = codes.lines.values().flat_map(|(line, _)| [line.as_str(), "\n"]).collect();
        let path = self.file(coder);
        replace(&path, &text).map_err(|e| CodesError::Write { path, reason: e.to_string() })?;
        Ok(SaveOutcome::Saved)
    }
}

fn is_empty(coding: &Coding) -> bool {
    let Coding { id: _, coder: _, file: _, codes, stratum, probability, note } = coding;
    codes.is_empty() && note.is_none() && stratum.is_none() && probability.is_none()
}
