//! What a reader finds in a dictionary: terms, remarks, and the line that ends the reading.

use std::path::PathBuf;

use crate::lexicon::SourceLine;

/// Something an import did not take over unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub place: SourceLine,
    /// Whether the words are in the lexicon all the same.
    pub kind: RemarkKind,
    /// What was done and what to do about it.
    pub message: String,
}

/// What became of the words a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// They are in the lexicon, changed as the remark says.
    Kept,
    /// They are not in the lexicon.
    LeftOut,
}

impl RemarkKind {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::LeftOut => "left out",
        }
    }
}

/// A term as a reader found it.
pub(super) struct Term {
    pub(super) line: usize,
    /// Names of its categories, outermost first.
    pub(super) levels: Vec<String>,
    pub(super) text: String,
    pub(super) weight: f64,
}

/// What a reader has found.
#[derive(Default)]
pub(super) struct ImportedTerms {
    pub(super) path: PathBuf,
    pub(super) terms: Vec<Term>,
    pub(super) remarks: Vec<Remark>,
}

impl ImportedTerms {
    pub(super) fn term(&mut self, line: usize, levels: &[String], text: &str, weight: f64) {
        self.terms.push(Term { line, levels: levels.to_vec(), text: text.to_owned(), weight });
    }

    pub(super) fn kept(&mut self, line: usize, message: impl Into<String>) {
        self.remark(line, RemarkKind::Kept, message.into());
    }

    pub(super) fn left_out(&mut self, line: usize, message: impl Into<String>) {
        self.remark(line, RemarkKind::LeftOut, message.into());
    }

    fn remark(&mut self, line: usize, kind: RemarkKind, message: String) {
        self.remarks.push(Remark { place: SourceLine { path: self.path.clone(), line }, kind, message });
    }
}

/// A line that ends the reading.
pub(super) struct Fault {
    pub(super) line: usize,
    pub(super) reason: String,
}

pub(super) fn fault(line: usize, reason: impl Into<String>) -> Fault {
    Fault { line, reason: reason.into() }
}
