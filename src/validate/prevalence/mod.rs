//! Shares corrected for classifier error.
//!
//! In: coded documents with what the program says of them and how they were drawn, and how many documents
//! of the whole corpus the program gives each label. Out: corrected shares with intervals, or the reason
//! why there is none. A share is refused rather than guessed.

mod gold_document;
mod corrected_share;
mod refusal;
mod draw;
mod proportion;
mod design;
mod misclassification;
mod matrix;
mod focused;
mod correction;
mod need;

pub use crate::validate::prevalence::corrected_share::CorrectedShare;
pub use crate::validate::prevalence::correction::{Correction, Method, correct};
pub use crate::validate::prevalence::design::{design_based, gold_alone};
pub use crate::validate::prevalence::draw::dirichlet;
pub use crate::validate::prevalence::focused::{SaidCell, focused_shares, ratios, said_strata};
pub use crate::validate::prevalence::gold_document::GoldDocument;
pub use crate::validate::prevalence::matrix::{MatrixOptions, back_calculate, mixture};
pub use crate::validate::prevalence::misclassification::{corrected, lang_reiczigel, rogan_gladen};
pub use crate::validate::prevalence::need::{Need, enough, needs};
pub use crate::validate::prevalence::proportion::{Proportion, effective_size, proportion, undrawn, worth};
pub use crate::validate::prevalence::refusal::{
    FEWEST, FEWEST_OF_LABEL, FEWEST_SAID, LEAST_INFORMEDNESS, Refusal, is_short,
};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod coverage_tests;
