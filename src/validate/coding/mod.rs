//! Codes of documents by people, in the formats in which they come.
//!
//! In: files of coding sheets (CSV, JSON Lines) and exports of doccano and Label Studio. Out: one [`Coding`]
//! a coder and document, checked against the [`Codebook`]. What is wrong is named with its place and
//! counted, and the rest is kept.

mod code_record;
mod label_list;
mod json;
mod label_studio;
mod table;
mod check;
mod line;
mod codings;

pub use crate::validate::coding::codings::{Codings, read_codings};

use crate::validate::coding::code_record::{CodeRecord, Read};
pub use crate::validate::coding::code_record::{Coding, JUDGED, Problem};
pub use crate::validate::coding::line::{LineOf, read_line, rewrite_line, write_line};

/// A file of codes that cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct CodingError {
    /// The file.
    pub file: String,
    /// Why, and what to do.
    pub reason: String,
}

#[cfg(test)]
mod tests;
