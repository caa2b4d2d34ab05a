//! How often answers other than the focus agree with codes of people or of a language model.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::{LexiconError, LexiconFile, fault};

/// Articles by one label: coded with it, given it by the lexicon, both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelCounts {
    /// Articles that the coders gave it.
    pub coded: u32,
    /// Articles that the lexicon gave it.
    pub predicted: u32,
    /// Articles that both gave it.
    pub both: u32,
}

/// Answers of a lexicon beside the codes of the same articles, by label.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelAgreement {
    /// Hash of the lexicon that answered.
    pub lexicon_hash: String,
    /// Hash over the files of that lexicon that decide hits and scores: [`Lexicon::scores_hash`](crate::lexicon::Lexicon::scores_hash).
    pub scores_hash: String,
    /// The page of the evaluation, below `docs/evaluation/`.
    pub evaluation: String,
    /// Who coded: `a language model`.
    pub coded_by: String,
    /// Articles coded.
    pub n_articles: u32,
    /// Universal headline over an article on one tier.
    pub scope_gap: LabelCounts,
    /// Headline that promises all workers.
    pub universal: LabelCounts,
    /// A tier that is mentioned in passing, by tier.
    pub token: BTreeMap<String, LabelCounts>,
}

impl LabelAgreement {
    pub(super) fn check(&self, file: &LexiconFile, start: usize) -> Result<(), LexiconError> {
        let all = self.token.values().chain([&self.scope_gap, &self.universal]);
        match all.clone().find(|counts| counts.both > counts.coded.min(counts.predicted)) {
            Some(counts) => Err(fault::at(
                file,
                start,
                format!("{} of {} coded and {} predicted cannot be both", counts.both, counts.coded, counts.predicted),
            )),
            None => Ok(()),
        }
    }
}
