//! What the hits of a document add up to, as numbers a linear model can weigh.
//!
//! Rates are per 1,000 tokens, so that doubling an article changes none of them; a text below
//! [`FLOOR_TOKENS`] counts as that long, so that one hit in a brief is no high rate.

use std::collections::BTreeSet;

use crate::clean::Zone;
use crate::lexicon::{Lexicon, Role, Tier};
use crate::matcher::Hit;
use crate::tokenize::Tokens;

/// Shortest length a rate is taken over, in tokens.
pub const FLOOR_TOKENS: usize = 200;
/// Most weight that counts in a headline.
const HEADLINE_CAP: f64 = 2.0;
/// Most weight that counts in a lede.
const LEDE_CAP: f64 = 3.0;

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
const PARTS: [&str; 6] = ["total", "headline", "lede", "spread", "dimensions", "entries"];
/// Features of all tiers together.
const N_SHARED: usize = 4;

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

/// The features of a document.
#[must_use]
pub fn features(lexicon: &Lexicon, tokens: &Tokens, hits: &[Hit]) -> Features {
    let sign = |hit: &Hit| Sign { entry: hit.entry, sentence: hit.sentence, zone: hit.zone };
    features_of_signs(lexicon, tokens.n_scored(), hits.iter().map(sign))
}

/// The features of a document with so many tokens in scored zones.
///
/// `tier.dimension` and `*.total` are `ln(1 + weight per 1,000 tokens)`, `tier.spread` the same of
/// sentences with a hit; `*.headline` and `tier.lede` are weights, capped; `tier.dimensions` is the
/// number of dimensions hit, `tier.entries` is `ln(1 + weight of the different entries hit)`, each of
/// them counted once and at most as 1.
#[must_use]
pub fn features_of_signs(lexicon: &Lexicon, n_scored: usize, signs: impl Iterator<Item = Sign>) -> Features {
    let n_dimensions = lexicon.dimensions.len();
    let mut by_dimension = vec![vec![0.0; n_dimensions]; lexicon.tiers.len()];
    let mut headline = vec![0.0; lexicon.tiers.len()];
    let mut lede = vec![0.0; lexicon.tiers.len()];
    let mut sentences = vec![BTreeSet::new(); lexicon.tiers.len()];
    let mut entries = vec![BTreeSet::new(); lexicon.tiers.len()];
    let (mut universal, mut universal_headline) = (0.0, 0.0);
    let (mut proposals, mut proposals_headline) = (0.0, 0.0);
    for hit in signs.filter(|sign| sign.zone.is_scored()) {
        let entry = &lexicon.entries[hit.entry as usize];
        if matches!(entry.role, Role::Proposal { .. }) {
            proposals += entry.weight;
            proposals_headline += if hit.zone == Zone::Headline { entry.weight } else { 0.0 };
            continue;
        }
        match entry.tier {
            Tier::Of(tier) => {
                let tier = usize::from(tier.0);
                by_dimension[tier][usize::from(entry.dimension.0)] += entry.weight;
                entries[tier].insert(hit.entry);
                match hit.zone {
                    Zone::Headline => headline[tier] += entry.weight,
                    Zone::Lede => lede[tier] += entry.weight,
                    _ => {}
                }
                if hit.zone != Zone::Headline {
                    sentences[tier].insert(hit.sentence);
                }
            }
            Tier::Universal => {
                universal += entry.weight;
                universal_headline += if hit.zone == Zone::Headline { entry.weight } else { 0.0 };
            }
            Tier::None => {}
        }
    }
    let thousands = n_scored.max(FLOOR_TOKENS) as f64 / 1000.0;
    let rate = |weight: f64| (weight / thousands).ln_1p();
    let mut out = Vec::with_capacity(lexicon.tiers.len() * (n_dimensions + PARTS.len()) + N_SHARED);
    for tier in 0..lexicon.tiers.len() {
        out.extend(by_dimension[tier].iter().map(|weight| rate(*weight)));
        out.push(rate(by_dimension[tier].iter().sum()));
        out.push(headline[tier].min(HEADLINE_CAP));
        out.push(lede[tier].min(LEDE_CAP));
        out.push(rate(sentences[tier].len() as f64));
        out.push(by_dimension[tier].iter().filter(|weight| **weight > 0.0).count() as f64);
        let different = entries[tier].iter().map(|e| lexicon.entries[*e as usize].weight.min(1.0));
        out.push(different.sum::<f64>().ln_1p());
    }
    out.extend([rate(universal), universal_headline.min(HEADLINE_CAP)]);
    out.extend([rate(proposals), proposals_headline.min(HEADLINE_CAP)]);
    Features(out)
}
