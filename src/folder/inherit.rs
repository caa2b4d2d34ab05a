//! What outlives an audit when a new one takes its place in the same folder.
//!
//! Codes, saved queries and files that no command writes are the user's and stay. What was made of the
//! old articles (report, tables on request) goes, and is named, so that no one looks for it.
//!
//! Always holds: what is the user's is moved and never copied or written over, under the lock of those who
//! write it, so a take-over that was cut off is finished by doing it once more.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::folder::audit_folder::MANIFEST;
use crate::folder::lock::{IfLocked, lock};
use crate::folder::{AuditFolder, FolderError, KeptHashes};
use crate::record::TABLES;

/// What became of files of the old audit that the new one does not write; names, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inherited {
    /// Files and folders that stay.
    pub kept: Vec<String>,
    /// Files and folders that went, because they describe the old articles.
    pub dropped: Vec<String>,
    /// The codes that stay were scored against other articles or another lexicon: no share is corrected
    /// by them until they are scored again.
    pub gold_is_stale: bool,
}

/// Files of every audit, beside its tables.
const OF_A_RUN: [&str; 11] = [
    MANIFEST,
    "rejects.jsonl",
    "signatures",
    "index",
    NEW_INDEX,
    NEW_TEXTS,
    "parts",
    "run.json",
    "lock",
    "joined",
    QUERIES_LOCK,
];
/// An index that is being rebuilt.
const NEW_INDEX: &str = "index.new";
/// Texts that are being taken out of an older index.
const NEW_TEXTS: &str = "texts.parquet.new";
/// What other commands make of the articles.
const OF_ARTICLES: [&str; 2] = ["report.html", "report"];
const QUERIES_LOCK: &str = "queries.lock";

impl AuditFolder {
    /// Whether a file of a folder, by its name below it, is the manifest, the index, or what a run leaves or locks.
    pub(crate) fn is_of_run(name: &str) -> bool {
        OF_A_RUN.contains(&name.split('/').next().unwrap_or(name))
    }

    /// `index.new/`, while the index is rebuilt.
    pub(crate) fn new_index(&self) -> PathBuf {
        self.inside(NEW_INDEX)
    }

    /// `texts.parquet.new`, while texts are taken out of an older index.
    pub(crate) fn new_texts(&self) -> PathBuf {
        self.inside(NEW_TEXTS)
    }

    /// `queries.json`, the saved queries.
    pub(crate) fn queries(&self) -> PathBuf {
        self.inside(KeptHashes::QUERIES)
    }

    /// Waits until no other process writes what outlives this audit: saved queries and the record of codes.
    pub(crate) fn lock_kept(&self) -> Result<File, FolderError> {
        let path = self.inside(QUERIES_LOCK);
        lock(&path, IfLocked::Wait).map_err(|error| match error {
            TryLockError::Error(error) => FolderError::write(&path, &error),
            TryLockError::WouldBlock => FolderError::write(&path, &io::ErrorKind::WouldBlock.into()),
        })
    }

    /// As [`Self::lock_kept`], also for the audit `new` that comes to this place: who waits here waits for both.
    pub(crate) fn share_lock(&self, new: &Self) -> Result<File, FolderError> {
        let file = self.lock_kept()?;
        // A folder that knows no links has two locks; what is written between is then kept beside.
        let _ = std::fs::hard_link(self.inside(QUERIES_LOCK), new.inside(QUERIES_LOCK));
        Ok(file)
    }
}

/// Moves what is the user's from the old audit at `old` into the new one, and reports what goes.
pub(crate) fn take_over(old: &Path, new: &AuditFolder) -> Result<Inherited, FolderError> {
    let failed = |e: io::Error| FolderError::write(old, &e);
    let mut inherited = Inherited::default();
    for entry in old.read_dir().map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let here = new.inside(&name);
        let of_table = |ending: &str| TABLES.iter().any(|table| name == format!("{}.{ending}", table.name));
        let shown = if entry.path().is_dir() { format!("{name}/") } else { name.clone() };
        if OF_A_RUN.contains(&name.as_str()) || of_table("parquet") {
            // The new audit has its own.
        } else if name == KeptHashes::FILE {
            KeptHashes::take_over(old, new)?;
        } else if OF_ARTICLES.contains(&name.as_str()) || of_table("csv") {
            inherited.dropped.extend((!here.exists()).then_some(shown));
        } else {
            move_in(&entry.path(), &here).map_err(failed)?;
            inherited.kept.push(shown);
        }
    }
    inherited.kept.sort();
    inherited.dropped.sort();
    Ok(inherited)
}

/// Moves a file or a folder; where another file has its name, it is put beside that one as `NAME.older`.
fn move_in(from: &Path, to: &Path) -> io::Result<()> {
    if to.symlink_metadata().is_err() {
        return std::fs::rename(from, to);
    }
    if from.is_dir() && to.is_dir() {
        for entry in from.read_dir()? {
            let entry = entry?;
            move_in(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    let mut beside = to.as_os_str().to_owned();
    while Path::new(&beside).symlink_metadata().is_ok() {
        beside.push(".older");
    }
    std::fs::rename(from, beside)
}
