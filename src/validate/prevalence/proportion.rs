//! A proportion among coded documents that were drawn with known probabilities.

use std::collections::BTreeMap;

use crate::summarize::{Z95, wilson_of_share};
use crate::validate::prevalence::GoldDocument;

/// A weighted proportion with a Wilson interval at its effective size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    /// Part of the whole, 0–1.
    pub share: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Documents.
    pub n: usize,
    /// Size of the simple random sample that would be as precise.
    pub n_effective: f64,
}

/// Kish's effective size of the documents of a domain: what unequal weights leave of their number.
///
/// # Source
/// Kish (1965), Survey Sampling, section 11.7: (Σw)² / Σw², summed over draws.
#[must_use]
pub fn effective_size(documents: &[GoldDocument], within: &dyn Fn(&GoldDocument) -> bool) -> f64 {
    // An empty sum is −0.0.
    sizes(documents, within).values().map(|(sum, square)| sum * sum / square).sum::<f64>() + 0.0
}

/// Sum of weights and of their squares in a domain, by draw.
fn sizes<'a>(documents: &'a [GoldDocument], within: &dyn Fn(&GoldDocument) -> bool) -> BTreeMap<&'a str, (f64, f64)> {
    let mut sizes: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for document in documents.iter().filter(|d| within(d)) {
        let weight = 1.0 / document.probability.unwrap_or(1.0);
        let size = sizes.entry(&document.sample).or_default();
        size.0 += weight;
        size.1 += weight * weight;
    }
    sizes
}

/// Part of the documents `within` a domain that are a `hit`; `None` when the domain is empty.
///
/// A ratio of weighted sums (Hájek), weights being inverse probabilities; documents without a probability
/// weigh alike. Several draws are pooled in proportion to their effective size in the domain, which does not
/// look at the codes. The variance is the linearised one within strata, with the finite population factor
/// 1 − π; a stratum with one document counts its deviation from the whole. It gives the effective size of
/// the Wilson interval: share · (1 − share) / variance, at most the number of documents, and Kish's size
/// where no variance is seen.
///
/// # Source
/// Hájek (1971); Särndal, Swensson & Wretman (1992), section 5.8; Korn & Graubard (1998), Survey
/// Methodology 24: 193–201; pooling: O'Muircheartaigh & Pedlow (2002).
#[must_use]
pub fn proportion(
    documents: &[GoldDocument],
    within: &dyn Fn(&GoldDocument) -> bool,
    hit: &dyn Fn(&GoldDocument) -> bool,
) -> Option<Proportion> {
    let sizes = sizes(documents, within);
    let scale = |document: &GoldDocument| {
        let (sum, square) = sizes.get(document.sample.as_str())?;
        within(document).then(|| sum / square / document.probability.unwrap_or(1.0))
    };
    let weights: Vec<f64> = documents.iter().map(|d| scale(d).unwrap_or(0.0)).collect();
    let total: f64 = weights.iter().sum();
    if total <= 0.0 {
        return None;
    }
    let n = weights.iter().filter(|w| **w > 0.0).count();
    let hits: f64 = documents.iter().zip(&weights).filter(|(d, _)| hit(d)).map(|(_, w)| w).sum();
    let share = (hits / total).clamp(0.0, 1.0) + 0.0;
    let kish = effective_size(documents, within);
    let deviations = documents.iter().zip(&weights).map(|(d, w)| w * (f64::from(u8::from(hit(d))) - share) / total);
    let variance = variance(documents, deviations);
    let spread = share * (1.0 - share);
    let n_effective = if variance > spread * ROUNDING { (spread / variance).min(n as f64) } else { kish };
    let (low, high) = wilson_of_share(share, n_effective, Z95);
    Some(Proportion { share, low, high, n, n_effective })
}

/// Part of a variance that is rounding of the sums, and no variance that is seen.
const ROUNDING: f64 = 1e-12;

/// Variance of a sum of deviations under a design stratified by draw and stratum.
fn variance(documents: &[GoldDocument], deviations: impl Iterator<Item = f64>) -> f64 {
    let mut strata: BTreeMap<(&str, &str), Vec<(f64, f64)>> = BTreeMap::new();
    for (document, deviation) in documents.iter().zip(deviations) {
        let left = 1.0 - document.probability.unwrap_or(0.0);
        strata.entry((&document.sample, &document.stratum)).or_default().push((deviation, left));
    }
    let of_stratum = |members: Vec<(f64, f64)>| {
        let n = members.len() as f64;
        if members.len() < 2 {
            return members.iter().map(|(deviation, left)| left * deviation * deviation).sum();
        }
        let mean = members.iter().map(|(deviation, _)| deviation).sum::<f64>() / n;
        n / (n - 1.0) * members.iter().map(|(deviation, left)| left * (deviation - mean).powi(2)).sum::<f64>()
    };
    strata.into_values().map(of_stratum).sum()
}
