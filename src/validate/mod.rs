//! Gold codes against scored documents: agreement, error rates, fitted weights.
//!
//! In: hand-coded documents and what the program says of the same. Out: precision, recall, F1,
//! rank correlation, and a calibration fitted by cross-validation.

mod fit;
mod gold;
mod metric;
mod sheet;
mod usage;

pub use crate::validate::fit::{Example, FitError, FitOptions, Fitted, Prediction, fit};
pub use crate::validate::gold::{GoldCode, GoldError, read_gold};
pub use crate::validate::metric::{ClassScore, Confusion, spearman};
pub use crate::validate::sheet::{
    JudgedSheet, Judgement, Precision, SheetError, SheetLine, kwic, precision, read_judged, sample,
};
pub use crate::validate::usage::{EntryUse, MIN_HITS, Overlap, Usage, UsageError, overlaps, usage};
