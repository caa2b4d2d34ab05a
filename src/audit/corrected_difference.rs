//! Differences of corrected shares, where people coded articles of the audit.
//!
//! In: two sides. Out: for each focus how far its corrected shares are apart, or why that is not said. Each side is corrected by the
//! codes among its own articles, as a group of `summary` is.

use std::collections::BTreeMap;

use crate::audit::comparison::Pair;
use crate::score::ArticleRow;
use crate::summarize::{Estimator, Spanned};
use crate::validate::GoldRecord;
use crate::validate::prevalence::{CorrectedShare, Correction};

/// The corrected shares of both sides, and how far they are apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CorrectedDifference {
    pub(super) sides: [CorrectedShare; 2],
    pub(super) apart: Spanned,
    /// All articles of both sides are coded: the difference is counted.
    pub(super) is_counted: bool,
}

/// By focus, among all scored articles; a reason where there is none.
pub(super) type CorrectedDifferences = BTreeMap<String, Result<CorrectedDifference, String>>;

/// The differences of the corrected shares of a pair.
pub(super) fn corrected_differences(
    pair: &Pair,
    codes: &GoldRecord,
    of: (&[ArticleRow], &Estimator<'_>),
    tiers: &[String],
) -> CorrectedDifferences {
    let shared = pair.sides[0].iter().any(|at| pair.sides[1].binary_search(at).is_ok());
    let shares = pair.sides.each_ref().map(|members| codes.corrections_of(of, members, tiers));
    let of_label = |label: &String| {
        let share = |at: usize| {
            let correction = shares[at].iter().find(|correction| correction.label == *label);
            let correction = correction.ok_or_else(|| "no article of the codes' population".to_owned());
            let share = |correction: &Correction| match correction.standing().1 {
                Ok(share) => Ok(*share),
                Err(refusal) => Err(refusal.to_string()),
            };
            correction.and_then(share).map_err(|reason| format!("{}: {reason}", pair.names[at]))
        };
        if shared {
            return Err("articles are on both sides, and so would be their codes".to_owned());
        }
        let sides = [share(0)?, share(1)?];
        let is_counted = [0, 1].iter().all(|at| shares[*at].first().is_some_and(|correction| correction.all_coded));
        Ok(CorrectedDifference { sides, apart: sides[0].above(&sides[1]), is_counted })
    };
    codes.labels.iter().map(|label| (label.clone(), of_label(label))).collect()
}
