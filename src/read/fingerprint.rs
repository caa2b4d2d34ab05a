//! Detects whether a source has changed since it was read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use crate::read::{ReadOptions, Source, described};

/// Size and hash of a source, with the table that describes it, if there is one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fingerprint {
    /// Size in bytes.
    pub bytes: u64,
    /// XXH3, 128 bits, hexadecimal.
    pub hash: String,
}

impl Fingerprint {
    /// The fingerprint of a source; `None` where it cannot be read twice (standard input, a pipe) or not at all.
    #[must_use]
    pub fn of(source: &Source, options: &ReadOptions) -> Option<Self> {
        let mut hash = Hash { hash: Xxh3::new(), bytes: 0 };
        match source {
            _ if source.is_read_once() => return None,
            Source::File(path) | Source::Spooled { path, .. } => {
                hash.file(path).ok()?;
                if let Some(manifest) = described::manifest_of(path, options) {
                    hash.file(&manifest).ok()?;
                }
            }
            Source::Memory { bytes, .. } => hash.take(bytes),
            Source::Stdin | Source::Broken { .. } => return None,
        }
        Some(Self { bytes: hash.bytes, hash: format!("{:032x}", hash.hash.digest128()) })
    }
}

struct Hash {
    hash: Xxh3,
    bytes: u64,
}

/// Bytes read at once.
const CHUNK: usize = 1 << 16;

impl Hash {
    fn take(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    fn file(&mut self, path: &Path) -> io::Result<()> {
        // A pipe would be emptied by reading it.
        if !path.metadata()?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut file = File::open(path)?;
        let mut buffer = vec![0; CHUNK];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(n) => self.take(&buffer[..n]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}
