//! How good the entries of a lexicon are: what they do in a corpus, and how often they are right.
//!
//! In: hits of an audit, and sheets that people judged. Out: use by entry, entries that overlap, precision.

mod usage;
mod sheet;
mod tables;

pub use crate::quality::sheet::SheetError;
pub(crate) use crate::quality::sheet::{Judgement, kwic, precision, read_judged, sample};
pub use crate::quality::tables::{Listed, changes_table, changes_text, counts, entries, faults, remarks_table};
pub(crate) use crate::quality::tables::{precision_table, use_table};
pub use crate::quality::usage::UsageError;
pub(crate) use crate::quality::usage::{Usage, overlaps, usage};
