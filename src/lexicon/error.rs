//! What can be wrong with a lexicon.

use std::path::PathBuf;

use crate::lexicon::SourceLine;

/// What can be wrong with a lexicon.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// A file or folder cannot be read.
    #[error("{}: cannot be read ({reason}); a lexicon is a folder with lexicon.toml in it", path.display())]
    Read {
        /// The path.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A frozen lexicon that cannot be used.
    #[error("{reason}")]
    Frozen {
        /// The file, what is wrong with it and what to do.
        reason: String,
    },
    /// A file is not TOML of the right form.
    #[error("{place}: {reason}")]
    Syntax {
        /// Where.
        place: SourceLine,
        /// What is wrong and what to do.
        reason: String,
    },
    /// An entry is broken.
    #[error("{place}: `{pattern}`: {reason}")]
    Entry {
        /// Where.
        place: SourceLine,
        /// The pattern of the entry.
        pattern: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// Several entries are broken.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<LexiconError>),
    /// Two entries claim the same pattern.
    #[error("{place}: `{pattern}` is at {other} already: keep one of them")]
    Twice {
        /// Where.
        place: SourceLine,
        /// The pattern.
        pattern: String,
        /// Where it was first.
        other: SourceLine,
    },
}
