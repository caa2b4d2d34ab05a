//! The whole lexicon: its entries, its names, and what is asked of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lexicon::{About, Entry, Exclusion, Occupation, SourceLine, Tier, TierIdx, VoiceWords};

/// The instrument, checked and in a fixed order.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// Name of the lexicon.
    pub name: String,
    /// Language of its words, ISO 639-1.
    pub language: String,
    /// Tier names in the order of their columns.
    pub tiers: Vec<String>,
    /// Dimension names.
    pub dimensions: Vec<String>,
    /// Entries, sorted by file and pattern.
    pub entries: Vec<Entry>,
    /// Exclusions, sorted by pattern.
    pub exclusions: Vec<Exclusion>,
    /// Occupations by SOC code.
    pub occupations: BTreeMap<String, Occupation>,
    pub(super) wage_percentiles: BTreeMap<String, f64>,
    /// Fitted weights, as TOML; empty when there are none.
    pub calibration: String,
    /// Weights of the model of sentences, as CSV; empty when there is none.
    pub sentences: Arc<str>,
    /// Reporting verbs and what speakers are called.
    pub voice: VoiceWords,
    /// Words for its tiers, and what was measured of it.
    pub about: About,
    /// Hash over all files but those below `about/`, which decide nothing: 32 hexadecimal digits.
    pub hash: String,
    /// Hash over the files that decide hits, scores and focus, without those that say who speaks: what was measured of a
    /// focus holds for every lexicon with the same.
    pub scores_hash: String,
}

impl Lexicon {
    /// The entry that a hit names by its number.
    ///
    /// # Panics
    /// When the number is of another lexicon.
    #[must_use]
    pub fn entry(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    /// The name of a tier.
    #[must_use]
    pub fn tier_name(&self, tier: Tier) -> &str {
        tier.name(&self.tiers)
    }

    /// The name of the dimension of `entry`.
    #[must_use]
    pub fn dimension_name(&self, entry: &Entry) -> &str {
        &self.dimensions[usize::from(entry.dimension.0)]
    }

    /// Place of an occupation on the wage distribution of all jobs, 0–100: the share of jobs in
    /// occupations with a lower median wage, plus half of its own.
    ///
    /// `None` without a wage or employment figure.
    #[must_use]
    pub fn wage_percentile(&self, soc: &str) -> Option<f64> {
        self.wage_percentiles.get(soc).copied()
    }

    /// Entries and exclusions that are not in the order of their patterns within their file.
    #[must_use]
    pub fn order_faults(&self) -> Vec<(SourceLine, String)> {
        let entries = self.entries.iter().map(|e| (&e.place, e.pattern.to_string()));
        let exclusions = self.exclusions.iter().map(|e| (&e.place, e.pattern.to_string()));
        let all: Vec<_> = entries.chain(exclusions).collect();
        let unsorted = all.windows(2).filter(|pair| pair[0].0.path == pair[1].0.path && pair[0].1 > pair[1].1);
        unsorted
            .map(|pair| (pair[1].0.clone(), format!("`{}` comes after `{}`: sort the file", pair[1].1, pair[0].1)))
            .collect()
    }

    /// Whether it has weights for a model of sentences.
    #[must_use]
    pub fn has_sentence_model(&self) -> bool {
        !self.sentences.is_empty()
    }

    /// The tier called `name`.
    #[must_use]
    pub fn tier(&self, name: &str) -> Option<TierIdx> {
        match Tier::named(name, &self.tiers)? {
            Tier::Of(idx) => Some(idx),
            Tier::Universal | Tier::None => None,
        }
    }
}
