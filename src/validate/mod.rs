//! Gold codes against scored documents: agreement, error rates, fitted weights.
//!
//! In: hand-coded documents and what the program says of the same. Out: precision, recall, F1,
//! rank correlation, and a calibration fitted by cross-validation.

mod fit;
mod gold;
mod metric;

pub use crate::validate::fit::{Example, FitError, FitOptions, Fitted, Prediction, fit};
pub use crate::validate::gold::{GoldCode, GoldError, read_gold};
pub use crate::validate::metric::{ClassScore, Confusion, spearman};
