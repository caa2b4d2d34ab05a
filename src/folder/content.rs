//! What the files of an audit hold, as hashes: by them it is known whether an audit is the one that was written.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use crate::folder::{AuditFolder, FolderError};
use crate::record::TABLES;

/// Bytes read at once.
const CHUNK: usize = 1 << 16;

/// XXH3 of a file, 128 bits, 32 hexadecimal digits. It detects damage and other versions, not forgery.
///
/// # Errors
/// When the file cannot be read.
pub fn hash_of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let (mut hash, mut buffer) = (Xxh3::new(), vec![0; CHUNK]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(format!("{:032x}", hash.digest128())),
            Ok(n) => hash.update(&buffer[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

impl AuditFolder {
    /// The hashes of the files of the record that are there, by name.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn hashes(&self) -> Result<BTreeMap<String, String>, FolderError> {
        let tables = TABLES.iter().map(|table| format!("{}.parquet", table.name));
        let names = tables.chain(["rejects.jsonl", "signatures", Self::REPEATED].map(str::to_owned));
        let mut hashes = BTreeMap::new();
        for name in names {
            let path = self.inside(&name);
            if path.exists() {
                let hash = hash_of_file(&path)
                    .map_err(|e| FolderError::NoAudit { path: path.clone(), reason: e.to_string() })?;
                hashes.insert(name, hash);
            }
        }
        Ok(hashes)
    }
}
