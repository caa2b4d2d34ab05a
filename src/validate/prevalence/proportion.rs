//! A proportion among coded documents that were drawn with known probabilities.

use std::collections::BTreeMap;

use statrs::distribution::{ContinuousCDF, StudentsT};

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
/// the Wilson interval: share · (1 − share) / variance, at most the number of documents over the part of the
/// domain that is not drawn, and Kish's size over that part where no variance is seen. A domain that is coded
/// whole has an interval of no width. Where documents have clusters, the variance of cluster totals (each
/// deviation from the mean of its stratum) gives a size as well, multiplied by (z / t)² for few clusters,
/// and the smaller one counts: clusters can only take from the documents.
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
    let left = undrawn(documents, within);
    if left <= ROUNDING {
        return Some(Proportion { share, low: share, high: share, n, n_effective: f64::INFINITY });
    }
    let deviation = |(d, w): (&GoldDocument, &f64)| w * (f64::from(u8::from(hit(d))) - share) / total;
    let deviations: Vec<f64> = documents.iter().zip(&weights).map(deviation).collect();
    let within_strata = centred(documents, &deviations);
    let variance = within_strata.iter().map(|deviation| deviation * deviation).sum::<f64>();
    let spread = share * (1.0 - share);
    let of_strata = if variance > spread * ROUNDING { (spread / variance).min(n as f64 / left) } else { kish / left };
    let of_clusters = clustered(documents, &weights, &within_strata)
        .filter(|(variance, _)| *variance > spread * ROUNDING)
        .map_or(f64::INFINITY, |(variance, factor)| spread / variance * factor);
    let n_effective = of_strata.min(of_clusters);
    let (low, high) = wilson_of_share(share, n_effective, Z95);
    Some(Proportion { share, low, high, n, n_effective })
}

/// Part of a variance that is rounding of the sums, and no variance that is seen.
const ROUNDING: f64 = 1e-12;

/// Deviations from the mean of their draw and stratum, scaled so that their squares add up to the variance of the sum
/// under a stratified design.
fn centred(documents: &[GoldDocument], deviations: &[f64]) -> Vec<f64> {
    let mut strata: BTreeMap<(&str, &str), (f64, f64)> = BTreeMap::new();
    for (document, deviation) in documents.iter().zip(deviations) {
        let (n, sum) = strata.entry((&document.sample, &document.stratum)).or_default();
        (*n, *sum) = (*n + 1.0, *sum + deviation);
    }
    let of = |(document, deviation): (&GoldDocument, &f64)| {
        let (n, sum) = strata[&(document.sample.as_str(), document.stratum.as_str())];
        let left = (1.0 - document.probability.unwrap_or(0.0)).max(0.0);
        if n < 2.0 { left.sqrt() * deviation } else { (left * n / (n - 1.0)).sqrt() * (deviation - sum / n) }
    };
    documents.iter().zip(deviations).map(of).collect()
}

/// The variance of the totals of clusters, and (z / t)² for their effective number less one degrees of freedom; `None`
/// where documents have no clusters, or all are in one.
fn clustered(documents: &[GoldDocument], weights: &[f64], deviations: &[f64]) -> Option<(f64, f64)> {
    let mut clusters: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for ((document, weight), deviation) in documents.iter().zip(weights).zip(deviations) {
        // Documents outside the domain weigh nothing; those of a stratum still deviate from its mean.
        let (size, total) = clusters.entry(document.cluster?).or_default();
        (*size, *total) = (*size + weight, *total + deviation);
    }
    let k = clusters.len() as f64;
    let (sum, squares) = clusters.values().fold((0.0, 0.0), |(s, q), (size, _)| (s + size, q + size * size));
    if k < 2.0 || squares <= 0.0 {
        return None;
    }
    let freedom = (sum * sum / squares - 1.0).max(1.0);
    let t = StudentsT::new(0.0, 1.0, freedom).expect("the freedom is above 0").inverse_cdf(0.975);
    let variance = k / (k - 1.0) * clusters.values().map(|(_, total)| total * total).sum::<f64>();
    Some((variance, (Z95 / t).powi(2)))
}

/// What the documents of a domain are worth, to be set beside the least that is asked for: their effective size; infinite
/// where all of the domain is coded.
#[must_use]
pub fn worth(documents: &[GoldDocument], within: &dyn Fn(&GoldDocument) -> bool) -> f64 {
    let size = effective_size(documents, within);
    if size > 0.0 && undrawn(documents, within) <= ROUNDING { f64::INFINITY } else { size }
}

/// Part of a domain that was not drawn, weighed as its variance is; 0 where all of it is coded, 1 where chances are not known.
#[must_use]
pub fn undrawn(documents: &[GoldDocument], within: &dyn Fn(&GoldDocument) -> bool) -> f64 {
    let (mut left, mut all) = (0.0, 0.0);
    for document in documents.iter().filter(|d| within(d)) {
        let Some(probability) = document.probability else { return 1.0 };
        left += (1.0 - probability) / probability.powi(2);
        all += probability.powi(-2);
    }
    if all > 0.0 { left / all } else { 1.0 }
}
