//! `shards.json`: audits that are searched as one, without being merged.
//!
//! In: a file, or the folder that it is in. Out: the folders it names, checked against what it says of them.

use std::path::{Path, PathBuf};

use crate::folder::{AuditFolder, FolderError, Manifest, write_json};

/// Name of the file in a folder of shards.
pub const SHARD_LIST: &str = "shards.json";

/// The shards of a corpus, and what they have in common.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ShardList {
    /// Version of classlens.
    pub version: String,
    /// Name of the lexicon.
    pub lexicon: String,
    /// Content hash of the lexicon.
    pub lexicon_hash: String,
    /// The shards; the order does not matter.
    pub shards: Vec<ListedShard>,
}

/// An audit folder that a [`ShardList`] names.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ListedShard {
    /// Its folder, from the folder of the list.
    pub shard: PathBuf,
    /// Number of its articles.
    pub n_articles: u64,
}

/// A shard with its manifest.
#[derive(Debug, Clone)]
pub(crate) struct OpenedShard {
    pub(crate) folder: AuditFolder,
    pub(crate) manifest: Manifest,
}

impl ShardList {
    /// The list at `path`: a file, or in a folder that is no audit; `None` where there is none.
    #[must_use]
    pub fn path_at(path: &Path) -> Option<PathBuf> {
        if path.is_file() {
            return Some(path.to_owned());
        }
        let inside = path.join(SHARD_LIST);
        (inside.is_file() && !AuditFolder::at(path).manifest_path().exists()).then_some(inside)
    }

    /// Reads a list.
    ///
    /// # Errors
    /// When the file cannot be read, is no such list, or names no shard.
    pub fn read(path: &Path) -> Result<Self, FolderError> {
        let broken = |reason: String| FolderError::ShardList { path: path.to_owned(), reason };
        let text = std::fs::read_to_string(path).map_err(|e| broken(e.to_string()))?;
        let list: Self = serde_json::from_str(&text).map_err(|e| broken(e.to_string()))?;
        if list.shards.is_empty() {
            return Err(broken("it names no shard".to_owned()));
        }
        Ok(list)
    }

    /// Lists audits for a file at `path`, which is not written.
    ///
    /// # Errors
    /// When one is no whole audit, or differs from the first in what makes its figures.
    pub fn of(audits: &[PathBuf], path: &Path) -> Result<Self, FolderError> {
        let broken = |reason: String| FolderError::ShardList { path: path.to_owned(), reason };
        let base = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let base = base.canonicalize().map_err(|e| broken(e.to_string()))?;
        let mut shards = Vec::with_capacity(audits.len());
        let mut first = None;
        for audit in audits {
            let manifest = AuditFolder::at(audit).manifest()?;
            let whole = audit.canonicalize().map_err(|e| broken(format!("{}: {e}", audit.display())))?;
            let shard = whole.strip_prefix(&base).map_or_else(|_| whole.clone(), Path::to_owned);
            shards.push(ListedShard { shard, n_articles: manifest.n_articles });
            first.get_or_insert(manifest);
        }
        let first = first.ok_or_else(|| broken("it names no shard".to_owned()))?;
        let list = Self { version: first.version, lexicon: first.lexicon, lexicon_hash: first.lexicon_hash, shards };
        list.opened(path)?;
        Ok(list)
    }

    /// Writes the list in the place of what was at `path`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), FolderError> {
        write_json(path, self)
    }

    /// The folders of the shards of a list at `path`.
    ///
    /// # Errors
    /// When a shard is missing or not what the list says of it.
    pub fn folders(&self, path: &Path) -> Result<Vec<PathBuf>, FolderError> {
        Ok(self.opened(path)?.into_iter().map(|shard| shard.folder.root).collect())
    }

    /// The shards of a list at `path`, each of them checked.
    ///
    /// # Errors
    /// As [`Self::folders`].
    pub(crate) fn opened(&self, path: &Path) -> Result<Vec<OpenedShard>, FolderError> {
        let base = path.parent().unwrap_or_else(|| Path::new(""));
        let mut opened: Vec<OpenedShard> = Vec::with_capacity(self.shards.len());
        for listed in &self.shards {
            let folder = AuditFolder::at(&base.join(&listed.shard));
            let wrong =
                |reason: String| FolderError::Shard { list: path.to_owned(), shard: folder.root.clone(), reason };
            let manifest = folder.manifest().map_err(|error| match error {
                FolderError::NoAudit { reason, .. } => wrong(format!("it is no audit folder: {reason}")),
                other => wrong(other.to_string()),
            })?;
            if let Some(reason) = self.difference(listed, &manifest) {
                return Err(wrong(reason));
            }
            let first = opened.first().map_or(&manifest, |first| &first.manifest);
            if let Some(reason) = first.difference(&manifest) {
                return Err(wrong(reason));
            }
            opened.push(OpenedShard { folder, manifest });
        }
        Ok(opened)
    }

    /// What a shard is other than the list says.
    fn difference(&self, listed: &ListedShard, manifest: &Manifest) -> Option<String> {
        if manifest.lexicon_hash != self.lexicon_hash {
            let (listed, found) = (&self.lexicon_hash, &manifest.lexicon_hash);
            return Some(format!(
                "its lexicon is {} {found}, that of the list {} {listed}",
                manifest.lexicon, self.lexicon
            ));
        }
        if manifest.version != self.version {
            return Some(format!("it is of version {}, the list of {}", manifest.version, self.version));
        }
        if manifest.n_articles != listed.n_articles {
            return Some(format!("it has {} articles, and {} in the list", manifest.n_articles, listed.n_articles));
        }
        manifest.is_bundle().then(|| "it is a bundle, which has no texts and no index".to_owned())
    }
}
