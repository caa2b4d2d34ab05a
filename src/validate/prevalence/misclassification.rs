//! Corrected shares from sensitivity and specificity.

use crate::summarize::Z95;
use crate::validate::prevalence::{
    CorrectedShare, FEWEST_OF_LABEL, GoldDocument, LEAST_INFORMEDNESS, Proportion, Refusal, effective_size, is_short,
    proportion,
};

/// The share that gives a raw share through a classifier with these error rates.
///
/// May lie outside 0–1 where the raw share is below the rate of false alarms, or above the sensitivity.
///
/// # Source
/// Rogan & Gladen (1978), American Journal of Epidemiology 107: 71–76.
#[must_use]
pub fn rogan_gladen(raw: f64, sensitivity: f64, specificity: f64) -> f64 {
    (raw + specificity - 1.0) / (sensitivity + specificity - 1.0)
}

/// Interval of [`rogan_gladen`] that knows the uncertainty of raw share, sensitivity and specificity.
///
/// Each is a share and the number of documents it rests on. Ends are cut at 0 and 1.
///
/// # Source
/// Lang & Reiczigel (2014), Preventive Veterinary Medicine 113: 13–22, equations 6, 7, 16 and 17.
#[must_use]
pub fn lang_reiczigel(raw: (f64, f64), sensitivity: (f64, f64), specificity: (f64, f64), z: f64) -> (f64, f64) {
    let plus_one = |(share, n): (f64, f64)| ((n * share + 1.0) / (n + 2.0), n + 2.0);
    let ((sensitivity, n_sensitivity), (specificity, n_specificity)) = (plus_one(sensitivity), plus_one(specificity));
    let z2 = z * z;
    let n = raw.1 + z2;
    let raw = (raw.1 * raw.0 + z2 / 2.0) / n;
    let share = rogan_gladen(raw, sensitivity, specificity);
    let of_sensitivity = sensitivity * (1.0 - sensitivity) / n_sensitivity;
    let of_specificity = specificity * (1.0 - specificity) / n_specificity;
    let shift = 2.0 * z2 * (share * of_sensitivity - (1.0 - share) * of_specificity);
    let variance = (raw * (1.0 - raw) / n + share.powi(2) * of_sensitivity + (1.0 - share).powi(2) * of_specificity)
        / (sensitivity + specificity - 1.0).powi(2);
    let half = z * variance.sqrt();
    ((share + shift - half).clamp(0.0, 1.0), (share + shift + half).clamp(0.0, 1.0))
}

/// The share of a label by Rogan and Gladen with Lang and Reiczigel's interval.
///
/// `raw` is the part of `n` documents that the program gives the label. Holds where the program errs in the
/// corpus as it does among the coded documents; weights, where known, see to that for draws of the corpus.
///
/// # Errors
/// When too few coded documents have or lack the label, or the program is too weak on it.
pub fn corrected(documents: &[GoldDocument], label: &str, raw: f64, n: u64) -> Result<CorrectedShare, Refusal> {
    let (sensitivity, specificity) = rates(documents, label)?;
    let share = rogan_gladen(raw, sensitivity.share, specificity.share).clamp(0.0, 1.0);
    let (low, high) = lang_reiczigel(
        (raw, n as f64),
        (sensitivity.share, sensitivity.n_effective),
        (specificity.share, specificity.n_effective),
        Z95,
    );
    Ok(CorrectedShare { share, low: low.min(share), high: high.max(share) })
}

/// Sensitivity and specificity, when they can be estimated and are of use.
pub(super) fn rates(documents: &[GoldDocument], label: &str) -> Result<(Proportion, Proportion), Refusal> {
    let has = |d: &GoldDocument| d.gold == label;
    let of = |with: bool| {
        let found = proportion(documents, &|d| has(d) == with, &|d| (d.said == label) == with);
        // Kish's size, because a variance of few heavy documents cannot be relied on to show how few they are.
        let worth = effective_size(documents, &|d| has(d) == with);
        let few = Refusal::FewOfLabel { label: label.to_owned(), with, n: found.map_or(0, |p| p.n), worth };
        // Error rates hold for articles beyond those coded, so they are never known exactly.
        let found = found.map(|p| Proportion { n_effective: p.n_effective.min(p.n as f64), ..p });
        found.filter(|_| !is_short(worth, FEWEST_OF_LABEL)).ok_or(few)
    };
    let (sensitivity, specificity) = (of(true)?, of(false)?);
    if sensitivity.share + specificity.share - 1.0 < LEAST_INFORMEDNESS {
        let (sensitivity, specificity) = (sensitivity.share, specificity.share);
        return Err(Refusal::Weak { label: label.to_owned(), sensitivity, specificity });
    }
    Ok((sensitivity, specificity))
}
