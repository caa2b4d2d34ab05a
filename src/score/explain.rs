//! The arithmetic behind a verdict: what each feature adds, and what each hit moved.

use crate::lexicon::{Lexicon, Tier};
use crate::matcher::Hit;
use crate::score::calibration::Calibration;
use crate::score::feature::{Features, features};
use crate::score::{ScoredDocument, Scorer};
use crate::tokenize::Tokens;

/// What one feature adds to the case for a tier.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// Name of the feature.
    pub feature: String,
    /// Its value in this document.
    pub value: f64,
    /// Its mean over the gold documents.
    pub mean: f64,
    /// Log-odds it adds for the tier against `none`.
    pub log_odds: f64,
}

/// The log-odds of a tier against `none`, as a sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Log-odds of a document that is average in everything.
    pub constant: f64,
    /// What each feature adds, the strongest first.
    pub contributions: Vec<Contribution>,
    /// The sum.
    pub log_odds: f64,
}

/// The argument for tier number `tier`; `None` without fitted weights.
#[must_use]
pub fn argument(scorer: &Scorer, features: &Features, tier: usize) -> Option<Argument> {
    let Scorer::Fitted(calibration) = scorer else { return None };
    let none = calibration.intercept.focus.len() - 1;
    let constant = calibration.intercept.focus[tier] - calibration.intercept.focus[none];
    let mut contributions: Vec<Contribution> = calibration
        .feature
        .iter()
        .zip(&features.0)
        .filter_map(|(row, value)| {
            let x = row.standardized(*value)?;
            let log_odds = x * (row.weights.focus[tier] - row.weights.focus[none]);
            Some(Contribution { feature: row.name.clone(), value: *value, mean: row.mean, log_odds })
        })
        .collect();
    let log_odds = constant + contributions.iter().map(|c| c.log_odds).sum::<f64>();
    contributions.sort_by(|a, b| b.log_odds.abs().total_cmp(&a.log_odds.abs()).then(a.feature.cmp(&b.feature)));
    Some(Argument { constant, contributions, log_odds })
}

/// What each hit moved: the log-odds of its own tier against `none` with all hits, less those
/// without this one; 0 for hits without a tier or outside the scored zones.
///
/// Features grow with the logarithm of rates, so effects of several hits do not add up exactly.
#[must_use]
pub fn effects(scorer: &Scorer, lexicon: &Lexicon, scored: &ScoredDocument) -> Vec<f64> {
    let Scorer::Fitted(calibration) = scorer else { return vec![0.0; scored.hits.len()] };
    let all = calibration.predict(&scored.features).focus;
    let without = |at: usize| {
        let mut hits = scored.hits.clone();
        hits.remove(at);
        predictors(calibration, lexicon, &scored.tokens, &hits)
    };
    let effect = |(at, hit): (usize, &Hit)| match lexicon.entries[hit.entry as usize].tier {
        Tier::Of(tier) if hit.zone.is_scored() => {
            let (tier, none) = (usize::from(tier.0), all.len() - 1);
            let rest = without(at);
            (all[tier] - all[none]) - (rest[tier] - rest[none])
        }
        _ => 0.0,
    };
    scored.hits.iter().enumerate().map(effect).collect()
}

fn predictors(calibration: &Calibration, lexicon: &Lexicon, tokens: &Tokens, hits: &[Hit]) -> Vec<f64> {
    calibration.predict(&features(lexicon, tokens, hits)).focus
}
