//! The audit folder: where its parts lie.

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
    pub(super) root: PathBuf,
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

    pub(super) fn manifest_path(&self) -> PathBuf {
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
