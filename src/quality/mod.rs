//! How good the entries of a lexicon are: what they do in a corpus, and how often they are right.
//!
//! In: hits of an audit, and sheets that people judged. Out: use by entry, entries that overlap, precision.

mod usage;
mod sheet;
mod tables;

pub use crate::quality::sheet::{
    JudgedSheet, Judgement, Precision, SheetError, SheetLine, kwic, precision, read_judged, sample,
};
pub use crate::quality::tables::{Listed, changes_table, entries, faults, precision_table, remarks_table, use_table};
pub use crate::quality::usage::{EntryUse, MIN_HITS, Overlap, Usage, UsageError, overlaps, usage};
