//! What the hits of a document add up to, as numbers a linear model can weigh.
//!
//! Rates are per 1,000 tokens, so that doubling an article changes none of them; a text below
//! [`FLOOR_TOKENS`] counts as that long, so that one hit in a brief is no high rate.

use crate::clean::Zone;
use crate::lexicon::Lexicon;
use crate::matcher::Hit;

/// Shortest length a rate is taken over, in tokens.
pub const FLOOR_TOKENS: usize = 200;

/// The numbers of one document, in the order of [`feature_names`].
#[derive(Debug, Clone, PartialEq)]
pub struct Features(pub Vec<f64>);

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

    fn of_tier(&self, tier: usize, n_tiers: usize) -> &[f64] {
        let width = (self.0.len() - N_SHARED) / n_tiers;
        &self.0[tier * width..(tier + 1) * width]
    }
}

/// Features of a tier behind those of its dimensions.
pub(super) const PARTS: [&str; 6] = ["total", "headline", "lede", "spread", "dimensions", "entries"];
/// Features of all tiers together.
pub(super) const N_SHARED: usize = 4;

/// Names of the features of a lexicon: for each tier `tier.DIMENSION` and the parts `total`,
/// `headline`, `lede`, `spread`, `dimensions`, `entries`, then those of all tiers together.
#[must_use]
pub fn feature_names(lexicon: &Lexicon) -> Vec<String> {
    let mut names = Vec::new();
    for tier in &lexicon.tiers {
        names.extend(lexicon.dimensions.iter().map(|dimension| format!("{tier}.{dimension}")));
        names.extend(PARTS.map(|part| format!("{tier}.{part}")));
    }
    names.extend(["universal.total", "universal.headline", "proposals.total", "proposals.headline"].map(str::to_owned));
    names
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
