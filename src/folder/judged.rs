//! What readers of an audit say of single articles: `gold/judged.jsonl`.
//!
//! In: the judgement of a reader who found an article wrong. Out: a line of codes with the stratum [`JUDGED`].
//!
//! Always holds: a line a reader and article, the last judgement; readers pick what they judge, so no line has a chance to
//! be drawn, and nothing here is used as if it had been drawn.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

use crate::folder::{AuditFolder, FolderError, KeptHashes};
use crate::validate::{Codebook, Coding, JUDGED, LineOf, read_line, write_line};

/// Name of the file in messages.
const FILE: &str = "judged.jsonl";

/// Judgements by article and reader.
type Judgements = BTreeMap<(String, String), Coding>;

impl AuditFolder {
    fn judged_file(&self) -> PathBuf {
        self.inside(KeptHashes::JUDGED)
    }

    /// The judgements of readers by article and reader; none where nobody judged.
    ///
    /// # Errors
    /// When a line is broken or the file cannot be read.
    pub fn judged(&self, codebook: &Codebook) -> Result<Vec<Coding>, FolderError> {
        Ok(self.judgements(codebook)?.into_values().collect())
    }

    fn judgements(&self, codebook: &Codebook) -> Result<Judgements, FolderError> {
        let path = self.judged_file();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(Judgements::new());
            }
            Err(e) => return Err(FolderError::Judged { path, reason: e.to_string() }),
        };
        let mut out = Judgements::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let of = LineOf { file: FILE, number: at + 1, coder: "" };
            let coding = read_line(line, of, codebook).map_err(|e| FolderError::Judged {
                path: path.clone(),
                reason: format!("line {}: {}", at + 1, e.what),
            })?;
            out.insert((coding.id.clone(), coding.coder.clone()), coding);
        }
        Ok(out)
    }

    /// Keeps the judgement of a reader on an article in the place of an older one; `focus` is a label of the codebook.
    ///
    /// # Errors
    /// When the file has a broken line, which is left as it is, or cannot be written.
    pub fn keep_judgement(&self, judged: Coding, codebook: &Codebook) -> Result<(), FolderError> {
        let _lock = self.lock_kept()?;
        let mut all = self.judgements(codebook)?;
        let judged = Coding { stratum: Some(JUDGED.to_owned()), probability: None, ..judged };
        all.insert((judged.id.clone(), judged.coder.clone()), judged);
        let text: String = all.values().flat_map(|coding| [write_line(coding, codebook), "\n".to_owned()]).collect();
        self.keep(KeptHashes::JUDGED, &text)
    }
}

#[cfg(test)]
mod tests {
    use crate::folder::AuditFolder;
    use crate::validate::{Codebook, Coding, FOCUS};

    #[test]
    fn the_last_judgement_of_a_reader_is_kept_without_a_chance_to_be_drawn() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let folder = AuditFolder::at(root.path());
        let codebook = Codebook::new(&["low".to_owned(), "high".to_owned()], &[]);
        let judge = |id: &str, coder: &str, focus: &str| {
            let coding = Coding {
                id: id.to_owned(),
                coder: coder.to_owned(),
                file: String::new(),
                codes: [(FOCUS.to_owned(), focus.to_owned())].into(),
                stratum: None,
                probability: Some(0.5),
                note: Some("why\nnot".to_owned()),
            };
            folder.keep_judgement(coding, &codebook).expect("it is written");
        };
        assert!(folder.judged(&codebook).expect("no file is no judgement").is_empty());
        judge("b", "ann", "low");
        judge("a", "ben", "none");
        judge("b", "ann", "high");
        let kept = folder.judged(&codebook).expect("sound lines");
        let kept: Vec<_> = kept.iter().map(|c| (c.id.as_str(), c.coder.as_str(), c.codes[FOCUS].as_str())).collect();
        assert_eq!(kept, [("a", "ben", "none"), ("b", "ann", "high")]);
        let all = folder.judged(&codebook).expect("sound lines");
        assert!(all.iter().all(|coding| coding.is_judged() && coding.probability.is_none()));
        std::fs::write(root.path().join("gold/judged.jsonl"), "{\n").expect("it can be written");
        assert!(folder.judged(&codebook).expect_err("a broken line").to_string().contains("line 1"));
    }
}
