//! What the files of an audit hold, as hashes: by them it is known whether an audit is the one that was written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::folder::audit_folder::MANIFEST;
use crate::folder::hash::hash_of_file;
use crate::folder::{AuditFolder, FolderError};
use crate::record::TABLES;

impl AuditFolder {
    /// All files in it but the manifest, by their names below it.
    pub(crate) fn files(&self) -> Vec<(String, PathBuf)> {
        let entries = walkdir::WalkDir::new(&self.root).sort_by_file_name().into_iter().flatten();
        let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
            let below = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
            let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
            (parts.collect::<Vec<_>>().join("/"), entry.path().to_owned())
        });
        files.filter(|(name, _)| name != MANIFEST).collect()
    }

    /// The hashes of the files of the record that are there, by name.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn hashes(&self) -> Result<BTreeMap<String, String>, FolderError> {
        let tables =
            TABLES.iter().flat_map(|table| ["parquet", "csv"].map(|ending| format!("{}.{ending}", table.name)));
        let names = tables.chain(["rejects.jsonl", "signatures", Self::REPEATED].map(str::to_owned));
        let mut hashes = BTreeMap::new();
        for name in names {
            let path = self.current(&name);
            if path.exists() {
                let hash = hash_of_file(&path)
                    .map_err(|e| FolderError::NoAudit { path: path.clone(), reason: e.to_string() })?;
                hashes.insert(name, hash);
            }
        }
        Ok(hashes)
    }
}
