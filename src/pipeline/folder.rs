//! The audit folder: where its parts lie, and how a new one takes the place of an old one.
//!
//! A run writes into a folder of its own beside the target and renames it when everything is
//! written, the manifest last. A run that is killed leaves the old audit untouched and a
//! `NAME.partial-PID` folder without a manifest, which the next run to the same target removes.

use std::io;
use std::path::{Path, PathBuf};

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
    /// There is no audit there.
    #[error("{}: is not an audit folder ({reason}); make one with `classlens audit PATH -o {}`", path.display(), path.display())]
    NoAudit {
        /// The path.
        path: PathBuf,
        /// What is missing.
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
    done: bool,
}

impl PartialFolder {
    /// Makes the folder beside `target`.
    pub(super) fn create(target: &Path) -> Result<Self, FolderError> {
        if target.exists() && !AuditFolder::at(target).manifest_path().exists() {
            let empty = target.is_dir() && target.read_dir().is_ok_and(|mut entries| entries.next().is_none());
            if !empty {
                return Err(FolderError::NotOurs { path: target.to_owned() });
            }
        }
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let write = |path: &Path| {
            let path = path.to_owned();
            move |e: io::Error| FolderError::Write { path, reason: e.to_string() }
        };
        std::fs::create_dir_all(&parent).map_err(write(&parent))?;
        remove_stale(&parent, target);
        let root = parent.join(partial_name(target, std::process::id()));
        std::fs::create_dir_all(&root).map_err(write(&root))?;
        Ok(Self { target: target.to_owned(), partial: AuditFolder { root }, done: false })
    }

    /// Where to write.
    pub(super) fn folder(&self) -> &AuditFolder {
        &self.partial
    }

    /// Writes the manifest and puts the folder in the place of the target.
    pub(super) fn finish(mut self, manifest: &Manifest) -> Result<(), FolderError> {
        let target = self.target.clone();
        let write = |e: io::Error| FolderError::Write { path: target.clone(), reason: e.to_string() };
        let text = serde_json::to_string_pretty(manifest).expect("a manifest holds nothing but plain values");
        std::fs::write(self.partial.manifest_path(), text + "\n").map_err(write)?;
        let old = self.partial.root.with_extension("old");
        let had_old = self.target.exists();
        if had_old {
            std::fs::rename(&self.target, &old).map_err(write)?;
        }
        if let Err(error) = std::fs::rename(&self.partial.root, &self.target) {
            if had_old {
                std::fs::rename(&old, &self.target).map_err(write)?;
            }
            return Err(write(error));
        }
        self.done = true;
        if had_old {
            std::fs::remove_dir_all(&old).map_err(write)?;
        }
        Ok(())
    }
}

impl Drop for PartialFolder {
    fn drop(&mut self) {
        if !self.done {
            // What an error leaves behind is of no use to anybody; a failure to remove it is not news.
            let _ = std::fs::remove_dir_all(&self.partial.root);
        }
    }
}

fn partial_name(target: &Path, pid: u32) -> String {
    let name = target.file_name().map_or_else(|| "audit".into(), |n| n.to_string_lossy().into_owned());
    format!("{name}.partial-{pid}")
}

/// Removes what killed runs to the same target left, where it is known that they are gone.
fn remove_stale(parent: &Path, target: &Path) {
    let stem = partial_name(target, 0);
    let stem = stem.trim_end_matches('0');
    let Ok(entries) = parent.read_dir() else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(pid) = name.strip_prefix(stem).and_then(|pid| pid.parse::<u32>().ok()) else { continue };
        let gone = Path::new("/proc").is_dir() && !Path::new("/proc").join(pid.to_string()).exists();
        if gone {
            // Left for the next run when it cannot be removed.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}
