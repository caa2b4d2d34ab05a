//! What can go wrong with an audit folder.

use std::io;
use std::path::{Path, PathBuf};

/// What a bundle does not answer.
pub(super) const BUNDLE: &str = "is a bundle, which has no texts and no index: `search`, `kwic`, `compare`, `explain` and whatever \
     reads texts need the audit it was made of";

/// What a file that names shards does not answer.
pub(super) const SHARDS: &str =
    "names shards, which are searched alone: figures and whole tables need one audit of them, by `classlens merge`";

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
    /// It was written by a later version of the program.
    #[error("{}: its record is of version {found}, this classlens reads up to {known}: use a later one", path.display())]
    Newer {
        /// The path.
        path: PathBuf,
        /// Version of its record.
        found: u32,
        /// Latest version that is known.
        known: u32,
    },
    /// A file that should name shards does not.
    #[error("{}: is neither an audit folder nor a list of shards ({reason}); `classlens shards` writes one", path.display())]
    ShardList {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A shard is missing or not what it should be.
    #[error("{}: {reason}; it is named in {}, and nothing is answered without it", shard.display(), list.display())]
    Shard {
        /// The file that names it.
        list: PathBuf,
        /// Its folder.
        shard: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A bundle, which is an audit without texts.
    #[error("{}: {BUNDLE}", path.display())]
    Bundle {
        /// The path.
        path: PathBuf,
    },
    /// The judgements of readers cannot be read.
    #[error("{}: {reason}; mend or delete the line", path.display())]
    Judged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
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
    pub(crate) fn write(path: &Path, error: &io::Error) -> Self {
        Self::Write { path: path.to_owned(), reason: error.to_string() }
    }
}
