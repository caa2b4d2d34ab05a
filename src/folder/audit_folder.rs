//! The audit folder: where its parts lie.

use std::path::{Path, PathBuf};

use crate::folder::FolderError;
use crate::folder::manifest::Manifest;

/// Paths of an audit folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFolder {
    pub(crate) root: PathBuf,
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
    pub(crate) fn table(&self, name: &str) -> PathBuf {
        self.root.join(format!("{name}.parquet"))
    }

    /// `NAME.csv`, written on request.
    pub(crate) fn csv(&self, name: &str) -> PathBuf {
        self.root.join(format!("{name}.csv"))
    }

    /// `signatures`, by which copies are known when the audit grows.
    #[must_use]
    pub fn signatures(&self) -> PathBuf {
        self.root.join("signatures")
    }

    /// A file in it.
    pub(crate) fn inside(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// `parts/`, while a run is going on.
    pub(crate) fn parts(&self) -> PathBuf {
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
    pub(crate) fn journal(&self) -> PathBuf {
        self.root.join("run.json")
    }

    pub(crate) fn manifest_path(&self) -> PathBuf {
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
