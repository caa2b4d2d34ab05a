//! Draws a stratified sample of documents to code, with the chance of each to be drawn.
//!
//! In: the documents of an audit with their strata. Out: a [`Plan`], which says everything needed to weight
//! the codes back to the population. The draw of a stratum depends on its own documents and the seed only.

mod planned;
mod allocate;
mod candidate;
mod prospect;
mod file;
mod draw;

pub use crate::validate::plan::draw::{draw, sheet_order};

pub use crate::validate::plan::allocate::{Allocation, StratumSize, allocate, allocate_for_width, width_of};
pub use crate::validate::plan::candidate::{Candidate, strata_of};
pub use crate::validate::plan::file::{PlanError, is_coder_name, read_plan};
pub use crate::validate::plan::planned::{Plan, PlannedDocument, STRATUM_JOINT, Stratum};
pub use crate::validate::plan::prospect::{Prospect, prospects};

#[cfg(test)]
mod tests;
