//! The arithmetic of a verdict: what each feature adds, and what each hit moved.

use crate::lexicon::{Lexicon, Tier};
use crate::matcher::Hit;
use crate::score::attention::Scorer;
use crate::score::document::ScoredDocument;
use crate::score::feature::{Features, Sign};
use crate::score::sums::Sums;

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
        .zip(&features.values)
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

/// What each hit moved: the case for its own tier with all hits, less the case without this one; 0
/// for hits without a tier or outside the scored zones.
///
/// The case is the log-odds against `none` with fitted weights, the expected attention by rule of
/// thumb. Features grow with the logarithm of rates, so effects of several hits do not add up exactly. The time
/// grows with the number of hits, so there is no limit to it.
#[must_use]
pub fn effects(scorer: &Scorer, lexicon: &Lexicon, scored: &ScoredDocument) -> Vec<f64> {
    let sums = Sums::of(lexicon, scored.tokens.n_scored(), scored.hits.iter().map(Sign::from));
    let all = cases(scorer, &scored.features);
    let effect = |hit: &Hit| match lexicon.entry(hit.entry).tier {
        Tier::Of(tier) => {
            let tier = usize::from(tier.0);
            all[tier] - cases(scorer, &sums.without(&scored.features, hit.into()))[tier]
        }
        _ => 0.0,
    };
    scored.hits.iter().map(effect).collect()
}

/// The case for each tier.
fn cases(scorer: &Scorer, features: &Features) -> Vec<f64> {
    match scorer {
        Scorer::Rule(_) => scorer.verdict(features).score,
        Scorer::Fitted(calibration) => {
            let mut focus = calibration.predict(features).focus;
            let none = focus.pop().unwrap_or(0.0);
            focus.into_iter().map(|tier| tier - none).collect()
        }
    }
}
