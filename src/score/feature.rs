//! What the hits of a document add up to, as numbers a linear model can weigh.
//!
//! Rates are per 1,000 tokens, so that doubling an article changes none of them; a text below
//! [`FLOOR_TOKENS`] counts as that long, so that one hit in a brief is no high rate.

use crate::clean::Zone;
use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::worklife::{SentenceModel, SentenceTotals};

/// Shortest length a rate is taken over, in tokens.
pub const FLOOR_TOKENS: usize = 200;

/// The numbers of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    /// In the order of [`feature_names`]: those of hits, then those of sentences.
    pub values: Vec<f64>,
    /// How many are of hits.
    pub n_of_hits: usize,
}

impl Features {
    /// True when tier number `tier` of `n_tiers` has a hit in a scored zone.
    #[must_use]
    pub fn has_evidence(&self, tier: usize, n_tiers: usize) -> bool {
        self.of_tier(tier, n_tiers).iter().any(|value| *value > 0.0)
    }

    /// `tier.spread` of tier number `tier` of `n_tiers`.
    #[must_use]
    pub fn spread(&self, tier: usize, n_tiers: usize) -> f64 {
        let own = self.of_tier(tier, n_tiers);
        let at = PARTS.iter().position(|part| *part == "spread").expect("it is a part");
        own[own.len() - PARTS.len() + at]
    }

    /// These with what the sentences add up to, a class each.
    #[must_use]
    pub fn with_sentences(&self, totals: &[SentenceTotals]) -> Self {
        let mut values = self.values[..self.n_of_hits].to_vec();
        push_sentences(&mut values, totals);
        Self { values, ..*self }
    }

    fn of_tier(&self, tier: usize, n_tiers: usize) -> &[f64] {
        let width = (self.n_of_hits - N_SHARED) / n_tiers;
        &self.values[tier * width..(tier + 1) * width]
    }
}

/// Features of a tier after those of its dimensions.
pub(super) const PARTS: [&str; 6] = ["total", "headline", "lede", "spread", "dimensions", "entries"];
/// Features of all tiers together.
pub(super) const N_SHARED: usize = 4;
/// Features of each class of sentences, a tier or none.
const SENTENCE_PARTS: [&str; 9] =
    ["sentences", "share", "in_headline", "in_opening", "strongest", "strong", "passage", "words", "lead"];

/// Names of the features of a lexicon: for each tier `tier.DIMENSION` and the parts `total`,
/// `headline`, `lede`, `spread`, `dimensions`, `entries`, then those of all tiers together; with a model of sentences
/// the parts of [`SentenceTotals`] for each tier and for sentences without a tier, `sentences.TIER.PART`.
#[must_use]
pub fn feature_names(lexicon: &Lexicon) -> Vec<String> {
    let mut names = Vec::new();
    for tier in &lexicon.tiers {
        names.extend(lexicon.dimensions.iter().map(|dimension| format!("{tier}.{dimension}")));
        names.extend(PARTS.map(|part| format!("{tier}.{part}")));
    }
    names.extend(["universal.total", "universal.headline", "proposals.total", "proposals.headline"].map(str::to_owned));
    if lexicon.has_sentence_model() {
        for class in SentenceModel::classes(lexicon) {
            names.extend(SENTENCE_PARTS.map(|part| format!("sentences.{class}.{part}")));
        }
    }
    names
}

/// Adds what the sentences of a document add up to, class by class: logarithm of the expected number, square root of
/// the share, means and log-odds as they are, and the lead, the logarithm of the expected number over that of the other classes.
pub(super) fn push_sentences(values: &mut Vec<f64>, totals: &[SentenceTotals]) {
    let all: f64 = totals.iter().map(|class| class.expected).sum();
    for class in totals {
        let SentenceTotals { expected, share, headline, opening, strongest, strong, passage, words } = *class;
        values.extend([libm::log1p(expected), share.sqrt(), headline, opening, strongest, strong, passage, words]);
        values.push(libm::log1p(expected) - libm::log1p((all - expected).max(0.0)));
    }
}

/// What of a hit the features look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// Index into [`Lexicon::entries`].
    pub entry: u32,
    /// Index of the sentence.
    pub sentence: u32,
    /// Zone of the sentence.
    pub zone: Zone,
}

impl From<&Hit> for Sign {
    fn from(hit: &Hit) -> Self {
        Self { entry: hit.entry, sentence: hit.sentence, zone: hit.zone }
    }
}
