//! Gold codes against scored documents: agreement, error rates, fitted weights.
//!
//! In: hand-coded documents and what the program says of the same. Out: precision, recall, F1,
//! rank correlation, and a calibration fitted by cross-validation.

mod codebook;
mod gold;
mod coding;
mod metric;
mod sentences;
mod fit;
mod alpha;
mod agreed;
mod pairs;
pub mod prevalence;
pub mod plan;
mod record;
mod answers;
mod evaluate;
mod presence;
mod tables;

pub use crate::validate::agreed::{AgreedCode, Reliability, agree, reliability};
pub use crate::validate::alpha::{Agreement, agreement, alpha};
pub use crate::validate::answers::{answers, read_predictions};
pub use crate::validate::codebook::{
    Codebook, FOCUS, Level, Variable, acknowledgement_name, attention_name, proposal_name,
};
pub use crate::validate::coding::{
    Coding, CodingError, Codings, JUDGED, LineOf, Problem, read_codings, read_line, rewrite_line, write_line,
};
pub use crate::validate::evaluate::{
    AttentionScore, Draws, Figure, LabelEvaluation, LabelScore, evaluate_attention, evaluate_labels,
};
pub use crate::validate::fit::{
    Example, FitError, FitOptions, Fitted, FittedSentences, HoldOut, Prediction, SentenceExamples, fit,
};
pub use crate::validate::gold::{GoldCode, GoldError, LabelledSpan, read_gold};
pub use crate::validate::metric::{ClassScore, Confusion, spearman};
pub use crate::validate::pairs::{Disagreement, PairedCodes, disagreements, paired_codes};
pub use crate::validate::presence::{LabelSets, PresenceScore, evaluate_presence};
pub use crate::validate::record::{FocusedShares, GoldRecord, Placed, place};
pub use crate::validate::sentences::{
    CodedSentences, DocumentSentences, SentenceFitOptions, SentenceWeights, SignTable, fit_sentences, labels,
};
pub use crate::validate::tables::{acknowledgement_table, attention_table, bounded, presence_table};
