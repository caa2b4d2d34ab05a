//! Distinguishes sentences that describe somebody's working life from sentences in which workers only act, speak or set a scene.
//!
//! In: tokens and hits of a document, a [`SentenceModel`]. Out: [`SentenceReadings`], for every scored sentence the
//! probability that it describes the working life of each tier, and of workers without a tier ([`GENERAL`]). The model is
//! linear in signs that can be read ([`signs`]): words and pairs of words of the sentence, and which
//! dimensions of the lexicon are hit in it, beside it and in the headline. So every
//! probability is a sum of weights out of one file, `sentences.csv`, and `explain` prints the sum.

mod sign;
mod reading;
mod rows;
mod model;

pub use crate::worklife::model::{GENERAL, SentenceModel, SentenceModelError, logistic, weight_in_article};
pub use crate::worklife::reading::{SentenceReading, SentenceReadings, SentenceTotals};
pub use crate::worklife::rows::WordSigns;
pub use crate::worklife::sign::{HitNames, SentenceSigns, Sign, signs};

#[cfg(test)]
mod tests;
