//! The audit folder: where its parts lie, and how a new one takes the place of an old one.
//!
//! A run writes into `NAME.partial` beside its target and renames it when everything is written, the
//! manifest last. While it lives it holds a lock there, so two runs to one target exclude each other,
//! and what a dead run left is told from what a living one writes. The old audit stays until then.

use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::pipeline::inherit::{self, Inherited};
use crate::pipeline::manifest::Manifest;

/// What can go wrong with an audit folder.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// It cannot be written.
    #[error("{}: cannot be written ({reason}); check permissions and free space", path.display())]
    Write {
        /// The path.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The target exists and is no audit.
    #[error("{}: exists and is not an audit folder; choose another with -o", path.display())]
    NotOurs {
        /// The path.
        path: PathBuf,
    },
    /// Another process is writing it.
    #[error("{}: another run is writing it (process {process}): wait for it, or choose another folder with -o", path.display())]
    Busy {
        /// The path.
        path: PathBuf,
        /// Number of the process.
        process: String,
    },
    /// There is no audit there.
    #[error("{}: is not an audit folder ({reason}); make one with `classlens audit PATH -o {}`", path.display(), path.display())]
    NoAudit {
        /// The path.
        path: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// The record of coded articles is broken or belongs to another audit.
    #[error("{}: {reason}; score the codes again with `classlens gold score`", path.display())]
    Gold {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

impl FolderError {
    pub(super) fn write(path: &Path, error: &io::Error) -> Self {
        Self::Write { path: path.to_owned(), reason: error.to_string() }
    }
}

/// Paths of an audit folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFolder {
    root: PathBuf,
}

impl AuditFolder {
    /// The folder at `root`; nothing is read yet.
    #[must_use]
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// `articles.parquet`.
    #[must_use]
    pub fn articles(&self) -> PathBuf {
        self.table("articles")
    }

    /// `hits.parquet`.
    #[must_use]
    pub fn hits(&self) -> PathBuf {
        self.table("hits")
    }

    /// `quotes.parquet`.
    #[must_use]
    pub fn quotes(&self) -> PathBuf {
        self.table("quotes")
    }

    /// `NAME.parquet`.
    pub(super) fn table(&self, name: &str) -> PathBuf {
        self.root.join(format!("{name}.parquet"))
    }

    /// `NAME.csv`, written on request.
    pub(super) fn csv(&self, name: &str) -> PathBuf {
        self.root.join(format!("{name}.csv"))
    }

    /// `signatures`, by which copies are known when the audit grows.
    #[must_use]
    pub fn signatures(&self) -> PathBuf {
        self.root.join("signatures")
    }

    /// A file in it.
    pub(super) fn inside(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// `parts/`, while a run is going on.
    pub(super) fn parts(&self) -> PathBuf {
        self.root.join("parts")
    }

    /// `rejects.jsonl`.
    #[must_use]
    pub fn rejects(&self) -> PathBuf {
        self.root.join("rejects.jsonl")
    }

    /// `index/`.
    #[must_use]
    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    /// `run.json`, while a run is going on.
    pub(super) fn journal(&self) -> PathBuf {
        self.root.join("run.json")
    }

    fn manifest_path(&self) -> PathBuf {
        self.root.join("manifest.json")
    }

    /// The manifest.
    ///
    /// # Errors
    /// When the folder is not a whole audit.
    pub fn manifest(&self) -> Result<Manifest, FolderError> {
        let no_audit = |reason: String| FolderError::NoAudit { path: self.root.clone(), reason };
        let path = self.manifest_path();
        let text = std::fs::read_to_string(&path).map_err(|e| no_audit(format!("manifest.json: {e}")))?;
        serde_json::from_str(&text).map_err(|e| no_audit(format!("manifest.json: {e}")))
    }
}

/// A folder that is being written.
#[derive(Debug)]
pub(super) struct PartialFolder {
    target: PathBuf,
    partial: AuditFolder,
    lock: File,
    /// What is left on an error or a panic.
    leave: Leave,
}

/// What happens to a partial folder that is not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leave {
    Nothing,
    Everything,
}

const LOCK: &str = "lock";
/// The audit that is being replaced, for the blink of an eye.
const REPLACED: &str = "replaced";

impl PartialFolder {
    /// Takes hold of the folder beside `target`; what a dead run left there is kept.
    pub(super) fn claim(target: &Path) -> Result<Self, FolderError> {
        if target.exists() && !AuditFolder::at(target).manifest_path().exists() {
            let empty = target.is_dir() && target.read_dir().is_ok_and(|mut entries| entries.next().is_none());
            if !empty {
                return Err(FolderError::NotOurs { path: target.to_owned() });
            }
        }
        let name = target.file_name().map_or_else(|| "audit".into(), |n| n.to_string_lossy().into_owned());
        let root = target.with_file_name(format!("{name}.partial"));
        std::fs::create_dir_all(&root).map_err(|e| FolderError::write(&root, &e))?;
        let lock = lock(&root, target)?;
        let replaced = root.join(REPLACED);
        if replaced.exists() && !target.exists() {
            std::fs::rename(&replaced, target).map_err(|e| FolderError::write(target, &e))?;
        }
        Ok(Self { target: target.to_owned(), partial: AuditFolder { root }, lock, leave: Leave::Nothing })
    }

    /// Where to write.
    pub(super) fn folder(&self) -> &AuditFolder {
        &self.partial
    }

    /// Removes what a dead run left.
    pub(super) fn clear(&self) -> Result<(), FolderError> {
        let root = &self.partial.root;
        let entries = root.read_dir().map_err(|e| FolderError::write(root, &e))?;
        for entry in entries.flatten().filter(|entry| entry.file_name() != LOCK) {
            remove(&entry.path())?;
        }
        Ok(())
    }

    /// From now on an error leaves the folder, so that a later run can go on.
    pub(super) fn keep(&mut self) {
        self.leave = Leave::Everything;
    }

    /// Nothing in it is of use.
    pub(super) fn discard(&mut self) {
        self.leave = Leave::Nothing;
    }

    /// Writes the manifest and puts the folder in the place of the target; tells what outlives it.
    pub(super) fn finish(mut self, manifest: &Manifest) -> Result<Inherited, FolderError> {
        let target = self.target.clone();
        let write = |e: io::Error| FolderError::write(&target, &e);
        inherit::copy(&AuditFolder::at(&target), &self.partial)?;
        write_json(&self.partial.manifest_path(), manifest)?;
        if cfg!(windows) {
            // A folder with an open file cannot be renamed there.
            self.lock.unlock().map_err(write)?;
        }
        let replaced = self.partial.root.join(REPLACED);
        let had_old = target.exists();
        if had_old {
            std::fs::rename(&target, &replaced).map_err(write)?;
        }
        if let Err(error) = std::fs::rename(&self.partial.root, &target) {
            if had_old {
                std::fs::rename(&replaced, &target).map_err(write)?;
            }
            return Err(write(error));
        }
        self.leave = Leave::Everything;
        let finished = AuditFolder::at(&target);
        let replaced = target.join(REPLACED);
        let inherited =
            if had_old { inherit::take_over(&replaced, &finished, manifest)? } else { Inherited::default() };
        for left in [replaced, finished.parts(), finished.journal(), target.join(LOCK)] {
            remove(&left)?;
        }
        Ok(inherited)
    }
}

impl Drop for PartialFolder {
    fn drop(&mut self) {
        if self.leave == Leave::Nothing {
            // What an error leaves behind is of no use to anybody; a failure to remove it is not news.
            let _ = std::fs::remove_dir_all(&self.partial.root);
        }
    }
}

fn remove(path: &Path) -> Result<(), FolderError> {
    let removed = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(FolderError::write(path, &error)),
        _ => Ok(()),
    }
}

/// Locks the partial folder `root` for this process.
fn lock(root: &Path, target: &Path) -> Result<File, FolderError> {
    let path = root.join(LOCK);
    let failed = |e: io::Error| FolderError::write(&path, &e);
    let busy = |process: &str| FolderError::Busy { path: target.to_owned(), process: process.trim().to_owned() };
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(busy(&std::fs::read_to_string(&path).unwrap_or_default())),
        // Some network folders know no locks; there the user takes care.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    let process = std::process::id().to_string();
    file.set_len(0).and_then(|()| file.write_all(process.as_bytes())).map_err(failed)?;
    // Another run may have finished meanwhile and taken this file away with its folder.
    match std::fs::read_to_string(&path) {
        Ok(holder) if holder == process => Ok(file),
        Ok(holder) => Err(busy(&holder)),
        Err(_) => Err(busy("")),
    }
}

/// Writes a file that is there as a whole or not at all.
pub(super) fn write_json(path: &Path, value: &impl serde::Serialize) -> Result<(), FolderError> {
    let text = serde_json::to_string_pretty(value).expect("plain values only") + "\n";
    let draft = path.with_extension("json.new");
    let written: io::Result<()> = std::fs::write(&draft, text).and_then(|()| std::fs::rename(&draft, path));
    written.map_err(|e| FolderError::write(path, &e))
}
