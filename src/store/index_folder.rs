//! The folder of an index: which version wrote it, how far it is written, how it is copied and opened.

use std::path::Path;

use tantivy::Index;

use crate::store::StoreError;
use crate::store::schema::{self, Fields};

pub(super) const VERSION_FILE: &str = "classlens-index-version";
/// Hashes of the files that have no checksum of their own.
const HASHES_FILE: &str = "classlens-index-hashes";
/// These files: the first two are written again with every commit.
const WITHOUT_CHECKSUM: [&str; 3] = ["meta.json", ".managed.json", VERSION_FILE];

/// Version of schema and tokenizer, as written in the index folder.
#[must_use]
pub fn version() -> String {
    format!("schema {} tokenizer {}\n", schema::SCHEMA_VERSION, crate::tokenize::CONTRACT_VERSION)
}

/// Links the files of an index into another folder; copies them where links are not possible.
///
/// No file is ever changed in place but the list of files and the locks, which are copied and left out.
pub(super) fn link_files(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let name = entry.file_name();
        let target = to.join(&name);
        match name.to_string_lossy().as_ref() {
            name if name.starts_with(".tantivy-") => continue,
            HASHES_FILE => {}
            name if WITHOUT_CHECKSUM.contains(&name) => {}
            _ if std::fs::hard_link(entry.path(), &target).is_ok() => continue,
            _ => {}
        }
        std::fs::copy(entry.path(), target)?;
    }
    Ok(())
}

/// Keeps the hashes of the files that have no checksum of their own.
pub(super) fn write_hashes(path: &Path) -> std::io::Result<()> {
    std::fs::write(path.join(HASHES_FILE), hashes(path)?)
}

/// Names of the files without a checksum of their own that are not what was written; none for an index of an earlier
/// version, which kept no hashes of them.
pub(super) fn changed_files(path: &Path) -> std::io::Result<Vec<String>> {
    let kept = match std::fs::read_to_string(path.join(HASHES_FILE)) {
        Ok(kept) => kept,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => return Ok(vec![HASHES_FILE.to_owned()]),
        Err(error) => return Err(error),
    };
    let now = hashes(path)?;
    if kept.lines().count() != now.lines().count() || kept.len() != now.len() {
        return Ok(vec![HASHES_FILE.to_owned()]);
    }
    let changed = WITHOUT_CHECKSUM.iter().zip(kept.lines().zip(now.lines())).filter(|(_, (was, is))| was != is);
    Ok(changed.map(|(name, _)| format!("{name} or its hash in {HASHES_FILE}")).collect())
}

/// A line a file: its hash and its name.
fn hashes(path: &Path) -> std::io::Result<String> {
    let line = |name: &&str| {
        let hash = xxhash_rust::xxh3::xxh3_128(&std::fs::read(path.join(name))?);
        Ok(format!("{hash:032x}  {name}\n"))
    };
    WITHOUT_CHECKSUM.iter().map(line).collect()
}

/// The part that the index in folder `path` was last committed with; `None` without an index or a commit.
#[must_use]
pub fn committed_part(path: &Path) -> Option<u32> {
    Index::open_in_dir(path).ok()?.load_metas().ok()?.payload?.parse().ok()
}

/// The index in folder `path`, when this version can read it.
pub(super) fn open_index(path: &Path, tiers: &[String]) -> Result<(Index, Fields), StoreError> {
    let broken = |reason: String| StoreError::Read { path: path.to_owned(), reason };
    let found = std::fs::read_to_string(path.join(VERSION_FILE)).map_err(|e| broken(e.to_string()))?;
    if found != version() {
        let (found, expected) = (found.trim().to_owned(), version().trim().to_owned());
        return Err(StoreError::Version { path: path.to_owned(), found, expected });
    }
    let index = Index::open_in_dir(path).map_err(|e| broken(e.to_string()))?;
    schema::register(&index);
    let (schema, fields) = schema::build(tiers);
    if index.schema() != schema {
        return Err(broken("its columns are not those of this lexicon".into()));
    }
    Ok((index, fields))
}
