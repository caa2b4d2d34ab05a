//! Attention and focus: how much of an article each tier gets, and which one it is about.

use crate::lexicon::Lexicon;
use crate::score::Focus;
use crate::score::calibration::{Calibration, CalibrationError, softmax};
use crate::score::feature::{Features, feature_names};
use crate::worklife::logistic;

/// How features become attention and focus.
#[derive(Debug, Clone, PartialEq)]
pub enum Scorer {
    /// Weights fitted on gold documents.
    Fitted(Box<Calibration>),
    /// A rule of thumb for a lexicon without a calibration.
    Rule(RuleOfThumb),
}

/// What a scorer says of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Attention 0–3, a tier each.
    pub attention: Vec<u8>,
    /// Expected attention 0–3, a tier each: what `attention` was cut from.
    pub score: Vec<f64>,
    /// Focus; it follows from `attention` by the rule of the codebook.
    pub focus: Focus,
    /// Probability of each focus, the tiers and then `none`; empty by rule of thumb.
    pub probability: Vec<f64>,
}

/// Points per 1,000 tokens and what they take.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleOfThumb {
    /// Index of `tier.total` and `tier.headline` among the features, a tier each.
    places: Vec<(usize, usize)>,
}

/// A tier gets attention 1, 2 and 3 from these rates of weighted hits per 1,000 tokens on, with
/// [`HEADLINE`] added for each unit of weight in the headline.
const RULE: [f64; 3] = [1.0, 8.0, 16.0];
/// What a unit of weight in the headline counts by the rule of thumb.
const HEADLINE: f64 = 4.0;
/// A second tier shares the focus when its expected attention is this or more, and at least as many
/// sentences speak of it as of the first.
const SHARED: f64 = 2.0;

impl Scorer {
    /// The scorer of a lexicon: its calibration, or the rule of thumb where it has none.
    ///
    /// # Errors
    /// When the calibration does not fit the lexicon.
    pub fn new(lexicon: &Lexicon) -> Result<Self, CalibrationError> {
        if let Some(calibration) = Calibration::of(lexicon)? {
            return Ok(Self::Fitted(Box::new(calibration)));
        }
        let names = feature_names(lexicon);
        let at = |name: String| names.iter().position(|n| *n == name).expect("every tier has this feature");
        let places = lexicon.tiers.iter().map(|t| (at(format!("{t}.total")), at(format!("{t}.headline"))));
        Ok(Self::Rule(RuleOfThumb { places: places.collect() }))
    }

    /// Attention and focus of a document with these features.
    #[must_use]
    pub fn verdict(&self, features: &Features) -> Verdict {
        match self {
            Self::Fitted(calibration) => fitted(calibration, features),
            Self::Rule(rule) => rule.verdict(features),
        }
    }
}

/// The verdict of a calibration.
///
/// The softmax decides the focus among the tiers with a hit, the logistic models the expected attention, which is 0 for a
/// tier without a single hit; attention is the expectation rounded and then bounded so that the focus
/// follows from it.
#[must_use]
pub fn fitted(calibration: &Calibration, features: &Features) -> Verdict {
    let predictors = calibration.predict(features);
    let probability = softmax(&predictors.focus);
    let n_tiers = predictors.attention.len();
    let expected = |(tier, cuts): (usize, &[f64; 3])| {
        if features.has_evidence(tier, n_tiers) { cuts.iter().map(|c| logistic(*c)).sum() } else { 0.0 }
    };
    let score: Vec<f64> = predictors.attention.iter().enumerate().map(expected).collect();
    let mut order: Vec<usize> = (0..n_tiers).filter(|tier| features.has_evidence(*tier, n_tiers)).collect();
    order.sort_by(|a, b| probability[*b].total_cmp(&probability[*a]).then(a.cmp(b)));
    let none = probability[n_tiers];
    let rounded = |tier: usize| score[tier].round() as u8;
    let mut attention: Vec<u8> = (0..n_tiers).map(|tier| rounded(tier).min(1)).collect();
    if let Some(first) = order.first().copied().filter(|first| probability[*first] > none) {
        let top = rounded(first).max(2);
        let shared = order.get(1).is_some_and(|second| {
            let spread = |tier: usize| features.spread(tier, n_tiers);
            score[*second] >= SHARED && spread(*second) >= spread(first)
        });
        for (rank, tier) in order.iter().enumerate() {
            attention[*tier] = match rank {
                0 => top,
                1 if shared => top,
                _ => rounded(*tier).min(top - 1),
            };
        }
    }
    Verdict { focus: Focus::of_attention(&attention), attention, score, probability }
}

impl RuleOfThumb {
    fn verdict(&self, features: &Features) -> Verdict {
        let rate = |(total, headline): &(usize, usize)| {
            libm::expm1(features.values[*total]) + HEADLINE * features.values[*headline]
        };
        let rates: Vec<f64> = self.places.iter().map(rate).collect();
        let attention: Vec<u8> =
            rates.iter().map(|rate| RULE.iter().filter(|bound| rate >= bound).count() as u8).collect();
        let score = rates.iter().map(|rate| 3.0 * rate / (rate + RULE[1])).collect();
        Verdict { focus: Focus::of_attention(&attention), attention, score, probability: Vec::new() }
    }
}
