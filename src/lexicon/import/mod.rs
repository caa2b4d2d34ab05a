//! Reads dictionaries of other programs and turns them into a lexicon folder.
//!
//! In: the bytes of one file. Out: [`Imported`]: the files of a checked lexicon, and a remark with
//! file, line and remedy for everything that was changed or left out on the way. What cannot be
//! read at all is refused with its line.
//!
//! One file a format: each reader yields terms under a path of categories; `term` makes patterns of
//! them, `settle` makes tiers and dimensions of the categories.

mod terms;
mod decode;
mod table;
mod liwc_table;
mod format;
mod options;
mod liwc;
mod term;
mod settle;
mod wordstat;
mod xml;
mod lexicoder;
mod yaml;
mod imported;
mod folder;

pub use crate::lexicon::import::folder::write_folder;
pub use crate::lexicon::import::format::DictionaryFormat;
pub use crate::lexicon::import::imported::{Imported, import};
pub use crate::lexicon::import::options::{ImportOptions, TierChoice};
use crate::lexicon::import::terms::{Fault, ImportedTerms, Term, fault};
pub use crate::lexicon::import::terms::{Remark, RemarkKind};

use std::path::PathBuf;

use crate::lexicon::{LexiconError, SourceLine};

/// Why a dictionary is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// A line that nothing can be made of.
    #[error("{place}: {reason}")]
    Line {
        /// Where.
        place: SourceLine,
        /// What is wrong and what to do.
        reason: String,
    },
    /// Neither name nor content determine the format.
    #[error("{}: the format cannot be detected by name or content: name the format", path.display())]
    Format {
        /// The file.
        path: PathBuf,
    },
    /// No term could be kept.
    #[error("{}: no term could be kept{}", path.display(), first.as_ref().map(|r| format!("; the first remark: {}: {}", r.place, r.message)).unwrap_or_default())]
    Empty {
        /// The file.
        path: PathBuf,
        /// Why the first term was left out.
        first: Option<Box<Remark>>,
    },
    /// A choice of a tier that is none.
    #[error("`{argument}` chooses no tier: write NAME=CATEGORY or NAME=PARENT/CATEGORY, and another name than `mixed`")]
    Choice {
        /// The argument as given.
        argument: String,
    },
    /// A category that the dictionary does not have.
    #[error("{}: no category `{category}` with terms: the file has {known}", path.display())]
    Category {
        /// The file.
        path: PathBuf,
        /// The category asked for.
        category: String,
        /// The categories there are.
        known: String,
    },
    /// More categories than a lexicon can have.
    #[error("{}: {n} {what} and a lexicon holds 255: choose the categories you want as tiers", path.display())]
    TooMany {
        /// The file.
        path: PathBuf,
        /// How many.
        n: usize,
        /// `tiers` or `dimensions`.
        what: &'static str,
    },
    /// The target is not empty.
    #[error("{}: exists and is not empty: choose another folder", path.display())]
    Exists {
        /// The folder.
        path: PathBuf,
    },
    /// The target cannot be written.
    #[error("{}: cannot be written ({reason}); check permissions and free space", path.display())]
    Write {
        /// The path.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The lexicon made of the file is broken.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
}

#[cfg(test)]
mod tests;
