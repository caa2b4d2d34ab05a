//! What outlives an audit when a new one takes its place in the same folder.
//!
//! Codes, saved queries and files that no command writes are the user's and stay. What was made of the
//! old articles (report, tables on request) goes, and is named, so that nobody looks for it.

use std::io;
use std::path::{Path, PathBuf};

use crate::pipeline::folder::{AuditFolder, FolderError};
use crate::pipeline::manifest::Manifest;
use crate::pipeline::tables::TABLES;

/// What became of files of the old audit that the new one does not write; names, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inherited {
    /// Files and folders that stay.
    pub kept: Vec<String>,
    /// Files and folders that went, because they told of the old articles.
    pub dropped: Vec<String>,
    /// The codes that stay were scored against other articles or another lexicon: no share is corrected
    /// by them until they are scored again.
    pub gold_is_stale: bool,
}

/// Files of every audit, beside its tables.
const OF_A_RUN: [&str; 9] =
    ["manifest.json", "rejects.jsonl", "signatures", "index", "parts", "run.json", "lock", "replaced", "queries.json"];
/// What other commands make of the articles.
const OF_ARTICLES: [&str; 2] = ["report.html", "report"];

impl AuditFolder {
    /// `queries.json`, the saved queries.
    pub(super) fn queries(&self) -> PathBuf {
        self.inside("queries.json")
    }
}

/// Copies what the user cannot make again by a command: nothing may happen to it between two renames.
pub(super) fn copy(old: &AuditFolder, new: &AuditFolder) -> Result<(), FolderError> {
    let write = |e: io::Error| FolderError::write(&new.gold(), &e);
    if old.queries().exists() {
        std::fs::copy(old.queries(), new.queries()).map_err(write)?;
    }
    if !old.gold().is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(new.gold()).map_err(write)?;
    for entry in walkdir::WalkDir::new(old.gold()).min_depth(1) {
        let entry = entry.map_err(|e| write(e.into()))?;
        let inside = entry.path().strip_prefix(old.gold()).expect("it was found below");
        let to = new.gold().join(inside);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&to).map_err(write)?;
        } else {
            std::fs::copy(entry.path(), &to).map_err(write)?;
        }
    }
    Ok(())
}

/// Moves the other files of the user from the old audit at `old` into the new one, and tells what goes.
pub(super) fn take_over(old: &Path, new: &AuditFolder, manifest: &Manifest) -> Result<Inherited, FolderError> {
    let failed = |e: io::Error| FolderError::write(old, &e);
    let mut inherited = Inherited::default();
    for entry in old.read_dir().map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let here = new.inside(&name);
        let of_table = |ending: &str| TABLES.iter().any(|table| name == format!("{}.{ending}", table.name));
        let shown = if entry.path().is_dir() { format!("{name}/") } else { name.clone() };
        if name == "gold" {
            inherited.kept.push(shown);
        } else if OF_A_RUN.contains(&name.as_str()) || of_table("parquet") {
            // The new audit has its own.
        } else if OF_ARTICLES.contains(&name.as_str()) || of_table("csv") {
            inherited.dropped.extend((!here.exists()).then_some(shown));
        } else if !here.exists() {
            std::fs::rename(entry.path(), &here).map_err(failed)?;
            inherited.kept.push(shown);
        }
    }
    inherited.kept.sort();
    inherited.dropped.sort();
    inherited.gold_is_stale = new.gold_record(manifest).is_err();
    Ok(inherited)
}
