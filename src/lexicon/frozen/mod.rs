//! The whole of a lexicon as one value: to pre-register it, and to compare it with another.
//!
//! In: a [`Lexicon`]. Out: [`Frozen`], which goes to TOML or JSON and back without loss;
//! [`Frozen::changes`] lists what turns one into another, entry by entry.

mod form;
mod change;

pub use crate::lexicon::frozen::change::{Change, ChangeKind};
pub use crate::lexicon::frozen::form::{Frozen, FrozenEntry, FrozenExclusion, FrozenFormat};

use std::path::PathBuf;

/// What can be wrong with a frozen file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FrozenError {
    /// It cannot be read.
    #[error("{}: cannot be read ({reason})", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// It is no frozen lexicon.
    #[error("{}:{line}: not a frozen lexicon ({reason}); make one with `classlens lexicon freeze`", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// Its listing, its hash and its files are not of one lexicon.
    #[error(
        "{}: it was changed after it was frozen ({reason}): get it again, or change the files in a folder (`classlens lexicon export`) \
         and freeze that",
        path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
        /// What differs.
        reason: String,
    },
}

#[cfg(test)]
mod tests;
