//! Corrected shares from documents that were drawn with known probabilities.

use std::collections::BTreeMap;

use crate::validate::prevalence::{
    CorrectedShare, FEWEST, FEWEST_SAID, GoldDocument, Proportion, Refusal, is_short, proportion, worth,
};

/// The share of a label among the coded documents alone, weighted back to the population.
///
/// # Errors
/// When the documents are too few or their probabilities unknown.
///
/// # Source
/// Hájek (1971): the Horvitz–Thompson estimate divided by the estimated size of the population.
pub fn gold_alone(documents: &[GoldDocument], label: &str) -> Result<Proportion, Refusal> {
    let documents = drawn(documents)?;
    proportion(&documents, &|_| true, &|d| d.gold == label).ok_or(Refusal::NoGold)
}

/// The share of a label in a corpus of which the program gives it to the part `raw`.
///
/// Documents said to have the label and those said to lack it are two strata of known size: the share is
/// raw · precision + (1 − raw) · omission, where omission is the part of the others that have it after all.
/// That is the difference estimator of prediction-powered inference with its slope fitted (for a yes or no
/// the two are the same), and design-based supervised learning with the program as the fixed predictor. It
/// stays in 0–1, and no assumption is made on how the program errs. The interval joins the Wilson intervals
/// of the two parts by recovered variances. It is about this corpus, not about others like it.
///
/// # Errors
/// When the documents are too few, their probabilities unknown, or too few are said to have the label.
///
/// # Source
/// Särndal, Swensson & Wretman (1992), sections 6.6 and 7.6; Egami, Hinck, Stewart & Wei (2023);
/// Angelopoulos, Duchi & Zrnic (2023); interval: Zou & Donner (2008), Statistics in Medicine 27: 1693–1702.
pub fn design_based(documents: &[GoldDocument], label: &str, raw: f64) -> Result<CorrectedShare, Refusal> {
    let documents = drawn(documents)?;
    let said = |d: &GoldDocument| d.said == label;
    let has = |d: &GoldDocument| d.gold == label;
    // Where the program says it of nothing, or of everything, that part has no weight.
    for (size, part) in [(raw, true), (1.0 - raw, false)] {
        let within = |d: &GoldDocument| said(d) == part;
        let worth = worth(&documents, &within);
        if size > 0.0 && is_short(worth, FEWEST_SAID) {
            let n = documents.iter().filter(|d| within(d)).count();
            return Err(Refusal::FewSaid { label: label.to_owned(), said: part, n, worth });
        }
    }
    let parts = [(raw, proportion(&documents, &said, &has)), (1.0 - raw, proportion(&documents, &|d| !said(d), &has))];
    let (mut share, mut below, mut above) = (0.0, 0.0, 0.0);
    for (size, part) in parts {
        let Some(part) = part else { continue };
        share += size * part.share;
        below += (size * (part.share - part.low)).powi(2);
        above += (size * (part.high - part.share)).powi(2);
    }
    Ok(CorrectedShare { share, low: (share - below.sqrt()).max(0.0), high: (share + above.sqrt()).min(1.0) })
}

/// How many documents have each label, where all documents of the corpus are coded; `counts` has as many as it holds.
pub(super) fn counted<'a>(
    documents: &'a [GoldDocument],
    counts: &BTreeMap<String, u64>,
) -> Option<BTreeMap<&'a str, u64>> {
    if documents.is_empty() || documents.len() as u64 != counts.values().sum::<u64>() {
        return None;
    }
    let mut counted = BTreeMap::new();
    for document in documents {
        *counted.entry(document.gold.as_str()).or_default() += 1;
    }
    Some(counted)
}

/// The documents whose probability is known, when they are enough.
pub(super) fn drawn(documents: &[GoldDocument]) -> Result<Vec<GoldDocument>, Refusal> {
    if documents.is_empty() {
        return Err(Refusal::NoGold);
    }
    let drawn: Vec<GoldDocument> = documents.iter().filter(|d| d.probability.is_some()).cloned().collect();
    if drawn.is_empty() {
        return Err(Refusal::NoProbability);
    }
    let worth = worth(&drawn, &|_| true);
    if is_short(worth, FEWEST) {
        return Err(Refusal::TooFew { n: drawn.len(), worth });
    }
    Ok(drawn)
}
