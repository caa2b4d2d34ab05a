//! Whether an audit, or a bundle of one, is still what was written: its files, its texts, its inputs, lexicon and version.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

use crate::article::text_hash;
use crate::audit::{Answer, Audit, AuditError};
use crate::folder::{AuditFolder, KeptHashes, RECORD_VERSION, hash_of_file};
use crate::read::{Fingerprint, ReadOptions, Source};
use crate::record::{Cell, Kind, ParquetError, ParquetGroups, TABLES, Table};
use crate::store::Store;
use crate::tokenize::CONTRACT_VERSION;

/// What was found of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// As it was written.
    Same,
    /// Written anew by this program after the bundle was made.
    ChangedSince,
    /// Not as it was written.
    Changed,
    /// It should be here.
    Missing,
    /// It need not be here, and is not.
    Absent,
    /// Nothing says what it was.
    Unknown,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::ChangedSince => "changed since",
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Absent => "not here",
            Self::Unknown => "not recorded",
        }
    }
}

/// The answer, and how many things are not what they were.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// A row a thing: what it is, its state, and what differs.
    pub answer: Answer,
    /// Things that changed or are missing.
    pub n_faults: usize,
}

struct Findings(Vec<(String, State, String)>);

impl Findings {
    fn add(&mut self, what: impl Into<String>, state: State, detail: impl Into<String>) {
        self.0.push((what.into(), state, detail.into()));
    }

    /// Compares what is with what was.
    fn compare(&mut self, what: impl Into<String>, was: &str, is: &str) {
        if was == is {
            self.add(what, State::Same, is);
        } else {
            self.add(what, State::Changed, format!("was {was}, is {is}"));
        }
    }
}

impl Audit {
    /// Checks the folder against its manifest, its texts against their hashes, and its sources where they are.
    ///
    /// # Errors
    /// When the lexicon or a file cannot be read.
    pub fn verify(&self) -> Result<Verified, AuditError> {
        let mut found = Findings(Vec::new());
        self.verify_versions(&mut found)?;
        self.verify_files(&mut found)?;
        if let Err(error) = self.verify_articles(&mut found) {
            found.add("articles and texts", State::Changed, format!("cannot be read: {error}"));
        }
        self.verify_index(&mut found);
        self.verify_kept(&mut found)?;
        self.verify_codes(&mut found);
        self.verify_others(&mut found);
        self.verify_sources(&mut found);
        let n_faults = found.0.iter().filter(|(_, state, _)| matches!(state, State::Changed | State::Missing)).count();
        let mut table = Table::new(&["what", "state", "detail"].map(|name| (name, Kind::Text)));
        for (what, state, detail) in &found.0 {
            table.push(&[Cell::Text(what), Cell::Text(state.name()), Cell::Text(detail)]);
        }
        let n = found.0.len() as u64;
        let mut answer = Answer::of(table, n);
        answer.after.push(match n_faults {
            0 => format!("{n} things checked: the audit is what was written, as far as that can be seen here."),
            n_faults => format!("{n} things checked: {n_faults} changed or missing."),
        });
        Ok(Verified { answer, n_faults })
    }

    fn verify_versions(&self, found: &mut Findings) -> Result<(), AuditError> {
        let manifest = self.manifest();
        found.compare("classlens", &manifest.version, env!("CARGO_PKG_VERSION"));
        match (manifest.seal.as_str(), manifest.files.is_empty()) {
            ("", true) => found.add("manifest", State::Unknown, "an earlier version wrote no hash of it"),
            ("", false) => found.add("manifest", State::Missing, "the hash of the manifest"),
            (was, _) => found.compare("manifest", was, &self.folder().seal_of_manifest(was)?),
        }
        // An older record is none the worse for its age; a newer one does not open.
        found.add(
            "record",
            State::Same,
            format!("version {}, this program writes {RECORD_VERSION}", manifest.record_version),
        );
        found.compare("tokenizer", &manifest.tokenizer.to_string(), &CONTRACT_VERSION.to_string());
        found.compare("lexicon", &manifest.lexicon_hash, &self.given_lexicon()?.hash);
        Ok(())
    }

    fn verify_files(&self, found: &mut Findings) -> Result<(), AuditError> {
        let (manifest, folder) = (self.manifest(), self.folder());
        if manifest.files.is_empty() {
            found.add("files", State::Unknown, "an earlier version wrote no hashes of them");
        }
        for (name, was) in manifest.files.iter().filter(|(name, _)| !KeptHashes::NAMES.contains(&name.as_str())) {
            match self.hash_of(name)? {
                None => found.add(name, State::Missing, ""),
                Some(is) => found.compare(name, was, &is),
            }
        }
        for table in &TABLES {
            let path = folder.table(table.name);
            if path.exists() {
                let n_rows: u64 = manifest.sources.iter().filter_map(|source| source.n_rows.get(table.name)).sum();
                let what = format!("rows of {}", table.name);
                match rows_of(&path, table.name) {
                    Ok(is) => found.compare(what, &n_rows.to_string(), &is.to_string()),
                    Err(error) => found.add(what, State::Changed, format!("cannot be read: {}", error.reason)),
                }
            }
        }
        Ok(())
    }

    /// The hash of the corpus over the articles, and every text against the hash in its row.
    fn verify_articles(&self, found: &mut Findings) -> Result<(), AuditError> {
        let mut corpus = Xxh3::new();
        let mut hashes = Vec::new();
        for group in ParquetGroups::open(&self.folder().articles())?.only(&["id", "text_hash"])? {
            let group = group?;
            for row in 0..group.n_rows() {
                for column in 0..2 {
                    corpus.update(group.text(row, column).as_bytes());
                    corpus.update(&[0]);
                }
                hashes.push(u64::from_str_radix(group.text(row, 1), 16).unwrap_or(0));
            }
        }
        found.compare("corpus", &self.manifest().corpus_hash, &format!("{:032x}", corpus.digest128()));
        if !self.folder().texts().exists() {
            let state = if self.manifest().is_bundle() { State::Absent } else { State::Missing };
            found.add("texts", state, "texts.parquet");
            return Ok(());
        }
        let mut others = Vec::new();
        let texts = self.folder().read_articles()?;
        for (article, hash) in texts.zip(hashes) {
            let article = article?;
            if text_hash(&article.title, &article.body) != hash {
                others.push(article.id);
            }
        }
        match others.first() {
            None => found.add("texts", State::Same, "every text has the hash of its row"),
            Some(first) => {
                let detail = format!("{} texts are not those that were scored, the first `{first}`", others.len());
                found.add("texts", State::Changed, detail);
            }
        }
        Ok(())
    }

    fn verify_index(&self, found: &mut Findings) {
        let path = self.folder().index();
        if !path.exists() {
            let made = if self.manifest().is_bundle() {
                "a bundle has none"
            } else {
                "`classlens index` makes it of the texts"
            };
            return found.add("index", State::Absent, made);
        }
        let n_articles = self.manifest().n_articles;
        match self.store().map(Store::n_articles) {
            Ok(n) if n == n_articles => match self.store().map(Store::damaged_files) {
                Ok(Ok(files)) if files.is_empty() => found.add("index", State::Same, format!("{n} articles")),
                Ok(Ok(files)) => found.add("index", State::Changed, format!("damaged: {}", files.join(", "))),
                Ok(Err(error)) => found.add("index", State::Changed, error.to_string()),
                Err(error) => found.add("index", State::Changed, error.to_string()),
            },
            Ok(n) => found.add("index", State::Changed, format!("was {n_articles} articles, is {n}")),
            Err(error) => found.add("index", State::Changed, error.to_string()),
        }
    }

    /// The hash of a file of the folder; `None` where it is not there.
    fn hash_of(&self, name: &str) -> Result<Option<String>, AuditError> {
        let path = self.folder().current(name);
        if !path.exists() {
            return Ok(None);
        }
        hash_of_file(&path).map(Some).map_err(|e| AuditError::File { path, reason: format!(": {e}") })
    }

    /// Saved queries, codes and judgements: they may be written anew after the run, by this program.
    fn verify_kept(&self, found: &mut Findings) -> Result<(), AuditError> {
        let kept = match KeptHashes::read(self.folder()) {
            Ok(Some(kept)) => {
                found.add(KeptHashes::FILE, State::Same, "");
                kept
            }
            Ok(None) => KeptHashes::default(),
            Err(reason) => {
                found.add(KeptHashes::FILE, State::Changed, reason);
                KeptHashes::default()
            }
        };
        for name in KeptHashes::NAMES {
            let (bundled, written) = (self.manifest().files.get(name), kept.files.get(name));
            match (self.hash_of(name)?, bundled, written) {
                (None, None, None) => {}
                (None, ..) => found.add(name, State::Missing, ""),
                (Some(is), Some(was), _) if is == *was => found.add(name, State::Same, is),
                (Some(is), Some(was), Some(written)) if written.contains(&is) => {
                    found.add(
                        name,
                        State::ChangedSince,
                        format!("the bundle was made with {was}, classlens wrote {is}"),
                    );
                }
                (Some(is), None, Some(written)) if written.contains(&is) => {
                    found.add(name, State::Same, format!("{is}, as classlens last wrote it"));
                }
                (Some(is), None, None) => {
                    found.add(name, State::Unknown, format!("no hash of it was kept, is {is}"));
                }
                (Some(is), bundled, written) => {
                    let was = written.and_then(|hashes| hashes.first()).or(bundled).map_or("", String::as_str);
                    found.add(name, State::Changed, format!("classlens wrote {was}, is {is}"));
                }
            }
        }
        Ok(())
    }

    /// Names what lies in the folder and is checked by nothing: a report, tables on request, files of the user's.
    fn verify_others(&self, found: &mut Findings) {
        let (folder, files) = (self.folder(), &self.manifest().files);
        if files.is_empty() {
            return;
        }
        let is_checked = |name: &str| {
            let is_kept = name == KeptHashes::FILE || KeptHashes::NAMES.contains(&name);
            is_kept || files.contains_key(name) || AuditFolder::is_of_run(name)
        };
        let mut others = BTreeSet::new();
        for name in folder.files().into_iter().map(|(name, _)| name).filter(|name| !is_checked(name)) {
            let of_checked = |folder: &str| files.keys().any(|name| name.starts_with(folder));
            let shown = match name.split_once('/') {
                Some((folder, _)) if !of_checked(&format!("{folder}/")) => format!("{folder}/"),
                _ => name,
            };
            others.insert(shown);
        }
        for name in others {
            found.add(name, State::Unknown, "it is no part of the record, and no hash of it is kept");
        }
    }

    fn verify_codes(&self, found: &mut Findings) {
        match self.folder().gold_record(self.manifest()) {
            Ok(None) => {}
            Ok(Some(codes)) => found.add(
                "codes",
                State::Same,
                format!("{} coded articles, of this corpus and lexicon", codes.documents.len()),
            ),
            Err(error) => found.add("codes", State::Changed, error.to_string()),
        }
    }

    fn verify_sources(&self, found: &mut Findings) {
        for source in &self.manifest().sources {
            let Some(was) = &source.fingerprint else {
                found.add(&source.source, State::Unknown, "it cannot be read twice");
                continue;
            };
            let path = PathBuf::from(&source.source);
            let options = ReadOptions::default();
            let sample = crate::pipeline::sample_source();
            let here = if *sample.name() == *source.source { sample } else { Source::File(path) };
            match Fingerprint::of(&here, &options) {
                None => found.add(&source.source, State::Absent, ""),
                Some(is) if is == *was => found.add(&source.source, State::Same, was.hash.clone()),
                Some(is) => {
                    found.add(
                        &source.source,
                        State::Changed,
                        format!("was {} bytes with hash {}, is {} with {}", was.bytes, was.hash, is.bytes, is.hash),
                    );
                }
            }
        }
    }
}

/// The rows of a table.
fn rows_of(path: &Path, table: &str) -> Result<u64, ParquetError> {
    let mut n_rows = 0;
    for group in ParquetGroups::open(path)?.only(&[key_of(table)])? {
        n_rows += group?.n_rows() as u64;
    }
    Ok(n_rows)
}

/// The column of a table with the id of the article.
fn key_of(table: &str) -> &'static str {
    if table == "articles" { "id" } else { "article" }
}
