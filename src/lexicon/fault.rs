//! Says in which line of a file something is wrong.

use crate::lexicon::{LexiconError, LexiconFile, SourceLine};

/// Where the lines of a file start.
pub(super) struct LineStarts(Vec<usize>);

impl LineStarts {
    pub(super) fn of(content: &str) -> Self {
        Self(content.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect())
    }

    /// The line, from 1, that contains this byte.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|newline| *newline < byte) + 1
    }
}

/// What is wrong with the TOML of a file.
pub(super) fn syntax(file: &LexiconFile, error: &toml::de::Error) -> LexiconError {
    at(file, error.span().map_or(0, |span| span.start), error.message().to_owned())
}

/// What is wrong at a byte of a file.
pub(super) fn at(file: &LexiconFile, byte: usize, reason: String) -> LexiconError {
    let line = LineStarts::of(&file.content).at(byte);
    LexiconError::Syntax { place: SourceLine { path: file.path.clone(), line }, reason }
}
