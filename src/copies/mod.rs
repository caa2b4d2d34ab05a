//! Finds articles that print the same story again: exact copies and near copies, in clusters.
//!
//! In: tokenized documents, one [`Signature`] each, spilled to a file while a run goes on. Out:
//! [`Stories`]: for every article the earliest article of its story. Text is not kept: a signature
//! is a sample of hashes, and memory is about 45 bytes an article.
//!
//! Two articles are copies of one story when
//! - their bodies are the same words (a body under [`SHORT_BODY`] tokens needs the same headline too);
//! - or their address is the same and their texts agree by [`SAME_PAGE`] or more;
//! - or their texts agree by [`NEAR`] or more, without the sentences that their outlets print day
//!   after day; what is left has to have [`SHORT_BODY`] tokens.
//!
//! Texts agree by the Jaccard index of their shingles: runs of [`SHINGLE`] words within a sentence.
//!
//! Stories are the connected components of that relation, so neither the order of the input nor
//! the number of threads changes them.

mod signature;
mod spill;
mod notice;
mod boilerplate;
mod sketch;
mod bands;
mod components;
mod stories;
mod cluster;
mod repeated;

pub use crate::copies::boilerplate::DAYS;
pub use crate::copies::cluster::{NEAR, SAME_PAGE, cluster};
pub use crate::copies::repeated::{RepeatedSentence, Suspicion, repeated_sentences};
pub use crate::copies::signature::{SHINGLE, SHORT_BODY, Signature};
pub use crate::copies::spill::{SignatureRecords, SignatureWriter};
pub use crate::copies::stories::{CopyKind, Stories};

use std::path::{Path, PathBuf};

/// What can go wrong with the signatures on disk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CopiesError {
    /// A file of signatures or a scratch file cannot be written.
    #[error("{}: signatures cannot be written ({reason}); is the disk full?", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A file of signatures or a scratch file cannot be read.
    #[error("{}: signatures cannot be read ({reason}); take the file from a backup, or score the texts of the audit again", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl CopiesError {
    fn write(path: &Path, reason: &impl ToString) -> Self {
        Self::Write { path: path.to_owned(), reason: reason.to_string() }
    }

    fn read(path: &Path, reason: &impl ToString) -> Self {
        Self::Read { path: path.to_owned(), reason: reason.to_string() }
    }
}

#[cfg(test)]
mod tests;
