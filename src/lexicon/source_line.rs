//! Where a part of a lexicon is written.

use std::path::PathBuf;

/// File and line of a part of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// File.
    pub path: PathBuf,
    /// Line, from 1.
    pub line: usize,
}

impl std::fmt::Display for SourceLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.path.display(), self.line)
    }
}
