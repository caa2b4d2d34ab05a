//! Adds the signs of a document up to its features: with all of them, and without one.

use std::collections::BTreeMap;

use crate::clean::Zone;
use crate::lexicon::{Entry, Lexicon, Role, Tier};
use crate::matcher::Hit;
use crate::score::feature::{FLOOR_TOKENS, Features, N_SHARED, PARTS, Sign, push_sentences};
use crate::tokenize::Tokens;
use crate::worklife::SentenceTotals;

/// Most weight that counts in a headline.
const HEADLINE_CAP: f64 = 2.0;
/// Most weight that counts in a lede.
const LEDE_CAP: f64 = 3.0;

/// The features of a document; `totals` are those of its sentences, empty without a model of sentences.
#[must_use]
pub fn features(lexicon: &Lexicon, tokens: &Tokens, hits: &[Hit], totals: &[SentenceTotals]) -> Features {
    features_of_signs(lexicon, tokens.n_scored(), hits.iter().map(Sign::from), totals)
}

/// The features of a document with `n_scored` tokens in scored zones.
///
/// `tier.dimension` and `*.total` are `ln(1 + weight per 1,000 tokens)`, `tier.spread` the same of
/// sentences with a hit; `*.headline` and `tier.lede` are weights, capped; `tier.dimensions` is the
/// number of dimensions hit, `tier.entries` is `ln(1 + weight of the different entries hit)`, each of
/// them counted once and at most as 1.
#[must_use]
pub fn features_of_signs(
    lexicon: &Lexicon,
    n_scored: usize,
    signs: impl Iterator<Item = Sign>,
    totals: &[SentenceTotals],
) -> Features {
    let mut features = Sums::of(lexicon, n_scored, signs).features();
    push_sentences(&mut features.values, totals);
    features
}

/// Weights added up, and how many there are.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    weight: f64,
    n: u32,
}

impl Sum {
    fn add(&mut self, weight: f64) {
        self.weight += weight;
        self.n += 1;
    }

    /// Less one of the weights; exactly 0 when it was the only one.
    fn subtract(&mut self, weight: f64) {
        self.n -= 1;
        self.weight = if self.n == 0 { 0.0 } else { self.weight - weight };
    }
}

/// The signs of a document, added up as they come.
pub(super) struct Sums<'a> {
    lexicon: &'a Lexicon,
    thousands: f64,
    tiers: Vec<TierSums>,
    shared: SharedSums,
}

/// The signs of one tier.
struct TierSums {
    part: TierPart,
    /// Signs in each sentence outside the headline.
    sentences: BTreeMap<u32, u32>,
    /// Signs of each entry.
    entries: BTreeMap<u32, u32>,
}

/// What the features of a tier are worked out from.
#[derive(Debug, Clone)]
struct TierPart {
    by_dimension: Vec<Sum>,
    headline: Sum,
    lede: Sum,
    n_sentences: usize,
    /// Weight of the different entries, each at most 1.
    different: f64,
}

/// The signs of all tiers together.
#[derive(Debug, Clone, Copy, Default)]
struct SharedSums {
    universal: Sum,
    universal_headline: Sum,
    proposals: Sum,
    proposals_headline: Sum,
}

/// What a sign counts towards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Tier(usize),
    Universal,
    Proposals,
    Nothing,
}

fn side(entry: &Entry, zone: Zone) -> Side {
    match (&entry.role, entry.tier) {
        _ if !zone.is_scored() => Side::Nothing,
        (Role::Proposal { .. }, _) => Side::Proposals,
        (_, Tier::Of(tier)) => Side::Tier(usize::from(tier.0)),
        (_, Tier::Universal) => Side::Universal,
        (_, Tier::None) => Side::Nothing,
    }
}

#[cfg(test)]
thread_local! {
    /// Signs that were added up on this thread: how the work grows with a document.
    pub(super) static N_ADDED: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

impl<'a> Sums<'a> {
    /// The sums of `signs` in a document with `n_scored` tokens in scored zones.
    pub(super) fn of(lexicon: &'a Lexicon, n_scored: usize, signs: impl Iterator<Item = Sign>) -> Self {
        let tier = || TierSums {
            part: TierPart {
                by_dimension: vec![Sum::default(); lexicon.dimensions.len()],
                headline: Sum::default(),
                lede: Sum::default(),
                n_sentences: 0,
                different: 0.0,
            },
            sentences: BTreeMap::new(),
            entries: BTreeMap::new(),
        };
        let tiers = lexicon.tiers.iter().map(|_| tier()).collect();
        let thousands = n_scored.max(FLOOR_TOKENS) as f64 / 1000.0;
        let mut sums = Self { lexicon, thousands, tiers, shared: SharedSums::default() };
        signs.for_each(|sign| sums.add(sign));
        for tier in &mut sums.tiers {
            tier.part.n_sentences = tier.sentences.len();
            tier.part.different = tier.entries.keys().map(|e| counted_once(lexicon.entry(*e))).sum();
        }
        sums
    }

    fn add(&mut self, sign: Sign) {
        #[cfg(test)]
        N_ADDED.set(N_ADDED.get() + 1);
        let entry = self.lexicon.entry(sign.entry);
        match side(entry, sign.zone) {
            Side::Tier(tier) => {
                let TierSums { part, sentences, entries } = &mut self.tiers[tier];
                part.of(entry, sign.zone).into_iter().flatten().for_each(|sum| sum.add(entry.weight));
                *entries.entry(sign.entry).or_default() += 1;
                if sign.zone != Zone::Headline {
                    *sentences.entry(sign.sentence).or_default() += 1;
                }
            }
            other => self.shared.of(other, sign.zone).into_iter().flatten().for_each(|sum| sum.add(entry.weight)),
        }
    }

    /// The features of all signs, without those of sentences.
    pub(super) fn features(&self) -> Features {
        let mut out = Vec::with_capacity(self.tiers.len() * (self.lexicon.dimensions.len() + PARTS.len()) + N_SHARED);
        self.tiers.iter().for_each(|tier| tier.part.push_to(&mut out, self.thousands));
        self.shared.push_to(&mut out, self.thousands);
        Features { n_of_hits: out.len(), values: out }
    }

    /// The features of all signs but one of them; `all` are those of all. The time does not grow with their number.
    pub(super) fn without(&self, all: &Features, sign: Sign) -> Features {
        let entry = self.lexicon.entry(sign.entry);
        let side = side(entry, sign.zone);
        let (mut left, shared_start) = (all.values.clone(), all.n_of_hits - N_SHARED);
        let mut own = Vec::new();
        match side {
            Side::Nothing => {}
            Side::Tier(tier) => {
                self.tiers[tier].without(entry, sign).push_to(&mut own, self.thousands);
                let start = tier * own.len();
                left[start..start + own.len()].copy_from_slice(&own);
            }
            Side::Universal | Side::Proposals => {
                let mut shared = self.shared;
                shared.of(side, sign.zone).into_iter().flatten().for_each(|sum| sum.subtract(entry.weight));
                shared.push_to(&mut own, self.thousands);
                left[shared_start..shared_start + own.len()].copy_from_slice(&own);
            }
        }
        Features { values: left, ..*all }
    }
}

impl TierSums {
    fn without(&self, entry: &Entry, sign: Sign) -> TierPart {
        let mut part = self.part.clone();
        part.of(entry, sign.zone).into_iter().flatten().for_each(|sum| sum.subtract(entry.weight));
        if self.entries[&sign.entry] == 1 {
            let only = self.entries.len() == 1;
            part.different = if only { 0.0 } else { part.different - counted_once(entry) };
        }
        if sign.zone != Zone::Headline && self.sentences[&sign.sentence] == 1 {
            part.n_sentences -= 1;
        }
        part
    }
}

impl TierPart {
    /// The sums that a sign counts towards.
    fn of(&mut self, entry: &Entry, zone: Zone) -> [Option<&mut Sum>; 2] {
        let of_zone = match zone {
            Zone::Headline => Some(&mut self.headline),
            Zone::Lede => Some(&mut self.lede),
            _ => None,
        };
        [Some(&mut self.by_dimension[usize::from(entry.dimension.0)]), of_zone]
    }

    /// The dimensions, then [`PARTS`].
    fn push_to(&self, out: &mut Vec<f64>, thousands: f64) {
        let weights = || self.by_dimension.iter().map(|sum| sum.weight);
        out.extend(weights().map(|weight| rate(weight, thousands)));
        out.push(rate(weights().sum(), thousands));
        out.push(self.headline.weight.min(HEADLINE_CAP));
        out.push(self.lede.weight.min(LEDE_CAP));
        out.push(rate(self.n_sentences as f64, thousands));
        out.push(weights().filter(|weight| *weight > 0.0).count() as f64);
        out.push(libm::log1p(self.different));
    }
}

impl SharedSums {
    /// The sums that a sign counts towards.
    fn of(&mut self, side: Side, zone: Zone) -> [Option<&mut Sum>; 2] {
        let (all, headline) = match side {
            Side::Universal => (&mut self.universal, &mut self.universal_headline),
            Side::Proposals => (&mut self.proposals, &mut self.proposals_headline),
            Side::Tier(_) | Side::Nothing => return [None, None],
        };
        [Some(all), (zone == Zone::Headline).then_some(headline)]
    }

    /// In the order of the last names of [`crate::score::feature_names`].
    fn push_to(&self, out: &mut Vec<f64>, thousands: f64) {
        out.extend([rate(self.universal.weight, thousands), self.universal_headline.weight.min(HEADLINE_CAP)]);
        out.extend([rate(self.proposals.weight, thousands), self.proposals_headline.weight.min(HEADLINE_CAP)]);
    }
}

/// Weight of an entry among the different ones.
fn counted_once(entry: &Entry) -> f64 {
    entry.weight.min(1.0)
}

/// `ln(1 + weight per 1,000 tokens)`.
fn rate(weight: f64, thousands: f64) -> f64 {
    libm::log1p(weight / thousands)
}
