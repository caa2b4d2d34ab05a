//! Files in an audit folder that change after the run: saved queries, the record of codes, judgements. `kept.json` has the
//! hash of each as this program last wrote it.
//!
//! Always holds: the hash of what is about to be written is there before it, beside that of what was, so that a program that
//! is killed in between leaves a file whose hash is known.

use std::collections::BTreeMap;
use std::path::Path;

use crate::folder::hash::{hash_of_file, hash_of_text, seal_of, sealed};
use crate::folder::replace::replace;
use crate::folder::{AuditFolder, FolderError};

/// Hashes of files that people change through this program.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct KeptHashes {
    /// Hash of the file without this hash.
    seal: String,
    /// By the name of the file: its hash; two while it is written.
    pub files: BTreeMap<String, Vec<String>>,
}

impl KeptHashes {
    /// Name of the file.
    pub(crate) const FILE: &str = "kept.json";
    /// Saved queries.
    pub(crate) const QUERIES: &str = "queries.json";
    /// The record of codes.
    pub(crate) const CODES: &str = "gold/codes.json";
    /// Judgements of readers.
    pub(crate) const JUDGED: &str = "gold/judged.jsonl";
    /// What people change through this program.
    pub(crate) const NAMES: [&str; 3] = [Self::QUERIES, Self::CODES, Self::JUDGED];

    /// The hashes of a folder; none where it has no such file, a reason where the file is not what was written.
    pub(crate) fn read(folder: &AuditFolder) -> Result<Option<Self>, String> {
        let text = match std::fs::read_to_string(folder.inside(Self::FILE)) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.to_string()),
        };
        let read: Self = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        match seal_of(&text, &read.seal) {
            is if is == read.seal => Ok(Some(read)),
            is => Err(format!("was {}, is {is}", read.seal)),
        }
    }

    fn write(mut self, folder: &AuditFolder) -> Result<(), FolderError> {
        let path = folder.inside(Self::FILE);
        self.seal.clear();
        replace(&path, &sealed(&self)).map_err(|e| FolderError::write(&path, &e))
    }

    /// Adds what the folder `old` has of files that came from it; its file of hashes goes.
    pub(crate) fn take_over(old: &Path, new: &AuditFolder) -> Result<(), FolderError> {
        let from = AuditFolder::at(old);
        // Hashes that cannot be read say nothing: `verify` then reports files without one.
        let older = Self::read(&from).ok().flatten().unwrap_or_default();
        let mut kept = Self::read(new).ok().flatten().unwrap_or_default();
        let n_before = kept.files.len();
        older.files.into_iter().for_each(|(name, hashes)| {
            kept.files.entry(name).or_insert(hashes);
        });
        if kept.files.len() > n_before {
            kept.write(new)?;
        }
        let path = from.inside(Self::FILE);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(FolderError::write(&path, &error)),
            _ => Ok(()),
        }
    }
}

impl AuditFolder {
    /// Puts `text` in the place of one of [`KeptHashes::NAMES`] and keeps its hash; whoever calls has the lock of kept files.
    pub(crate) fn keep(&self, name: &str, text: &str) -> Result<(), FolderError> {
        let path = self.inside(name);
        let failed = |e: std::io::Error| FolderError::write(&path, &e);
        let mut kept = KeptHashes::read(self).ok().flatten().unwrap_or_default();
        let new = hash_of_text(text);
        let before = if path.exists() { Some(hash_of_file(&path).map_err(failed)?) } else { None };
        let both = [Some(new.clone()), before].into_iter().flatten().collect();
        kept.files.insert(name.to_owned(), both);
        kept.clone().write(self)?;
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        replace(&path, text).map_err(failed)?;
        kept.files.insert(name.to_owned(), vec![new]);
        kept.write(self)
    }
}

#[cfg(test)]
mod tests {
    use super::KeptHashes;
    use crate::folder::AuditFolder;
    use crate::folder::hash::hash_of_file;

    #[test]
    fn the_hash_of_what_was_written_last_is_kept_and_taken_over() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let old = AuditFolder::at(&root.path().join("old"));
        let new = AuditFolder::at(&root.path().join("new"));
        [&old, &new].iter().for_each(|folder| std::fs::create_dir(&folder.root).expect("a new folder"));
        old.keep("queries.json", "{}\n").expect("it is written");
        old.keep("queries.json", "{\"a\": \"wage\"}\n").expect("it is written");
        old.keep("gold/codes.json", "{}\n").expect("it is written");
        new.keep("queries.json", "{ }\n").expect("it is written");
        let hash = |folder: &AuditFolder, name: &str| vec![hash_of_file(&folder.inside(name)).expect("a file")];
        let kept = |folder: &AuditFolder| KeptHashes::read(folder).expect("a sound file").unwrap_or_default().files;
        assert_eq!(kept(&old)["queries.json"], hash(&old, "queries.json"));
        KeptHashes::take_over(&old.root, &new).expect("it is written");
        assert_eq!(kept(&new)["queries.json"], hash(&new, "queries.json"), "what is there already stays");
        assert_eq!(kept(&new)["gold/codes.json"], hash(&old, "gold/codes.json"));
        assert!(kept(&old).is_empty());
    }
}
