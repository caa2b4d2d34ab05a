//! Shares of labels among the documents that have a focus, corrected.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::summarize::quantile;
use crate::validate::prevalence::design::{counted, drawn};
use crate::validate::prevalence::{
    CorrectedShare, FEWEST_SAID, GoldDocument, MatrixOptions, Refusal, dirichlet, effective_size, is_short, proportion,
    undrawn, worth,
};

/// Documents that Jeffreys' prior adds to each side: a focus or none, and of those with a focus each label. With less,
/// intervals are too narrow where a focus is rare and none of the coded documents said to have none has it.
const PRIOR: f64 = 0.5;

/// Documents of the corpus that the program gives one of some labels, and what the coded ones of them show.
#[derive(Debug, Clone, PartialEq)]
pub struct SaidCell {
    /// Documents of the corpus.
    pub size: f64,
    /// Part of them that has each label, in the order of the labels.
    pub shares: Vec<f64>,
    /// Coded documents that the weights are worth, raised where much of the cell is coded; infinite where all is.
    pub worth: f64,
}

/// The corrected share of each label but `none` among the documents that have one, where `counts` has the number
/// of documents to which the program gives each label.
///
/// A ratio of two design-based totals. Documents said to have a label are a stratum of known size; of the coded ones in it
/// the weighted part with each label is taken, and the parts times the sizes add up to totals. Labels said of too few coded
/// documents (but `none`) make one stratum together: that leaves the estimate without bias, and makes it less exact.
/// Intervals are percentiles over draws of the parts of every stratum, given the effective counts and Jeffreys' prior:
/// documents with a focus or none from a beta distribution, the labels of those with one from Dirichlet's. Clusters of
/// documents make the counts smaller. Where all documents are coded, the shares are counted, and their intervals have no width.
///
/// # Errors
/// When the documents are too few, their probabilities unknown, too few are said to have a focus or to have none, or none
/// of them has one.
///
/// # Source
/// Särndal, Swensson & Wretman (1992), sections 5.6 (ratios) and 7.6 (post-strata).
pub fn focused_shares(
    documents: &[GoldDocument],
    counts: &BTreeMap<String, u64>,
    labels: &[String],
    none: &str,
    options: MatrixOptions,
) -> Result<BTreeMap<String, CorrectedShare>, Refusal> {
    if let Some(counted) = counted(documents, counts) {
        let share = |label: &String| {
            let n = counted.get(label.as_str()).copied().unwrap_or(0) as f64;
            let n_focused = documents.len() as f64 - counted.get(none).copied().unwrap_or(0) as f64;
            (n_focused > 0.0).then(|| (label.clone(), CorrectedShare::exact(n / n_focused)))
        };
        return labels.iter().filter(|label| *label != none).map(share).collect::<Option<_>>().ok_or(Refusal::NoFocus);
    }
    let documents = drawn(documents)?;
    let mut cells = Vec::new();
    for said in strata(&documents, counts, none)? {
        let within = |d: &GoldDocument| said.contains(&d.said.as_str());
        let of = |label: &String| proportion(&documents, &within, &|d| d.gold == *label).map_or(0.0, |p| p.share);
        cells.push(SaidCell {
            size: said.iter().map(|label| counts[*label] as f64).sum(),
            shares: labels.iter().map(of).collect(),
            worth: effective_size(&documents, &within) / undrawn(&documents, &within)
                * clusters_leave(&documents, labels, &within),
        });
    }
    let found = ratios(&cells, labels, none, options).ok_or(Refusal::NoFocus)?;
    Ok(labels.iter().cloned().zip(found).filter(|(label, _)| label != none).collect())
}

/// Part of the effective size of a stratum that its clusters leave, 0–1: of all labels, the one they take most from.
fn clusters_leave(documents: &[GoldDocument], labels: &[String], within: &dyn Fn(&GoldDocument) -> bool) -> f64 {
    let alone: Vec<GoldDocument> = documents.iter().map(|d| GoldDocument { cluster: None, ..d.clone() }).collect();
    let left = |label: &String| {
        let size = |documents: &[GoldDocument]| {
            let found = proportion(documents, within, &|d| d.gold == *label);
            found.map(|p| p.n_effective).filter(|size| size.is_finite())
        };
        size(documents).zip(size(&alone)).map(|(clustered, alone)| clustered / alone)
    };
    labels.iter().filter_map(left).fold(1.0, f64::min)
}

/// The shares of all labels among the documents that have another one than `none`; that of `none` is 0. `None` where no
/// document has one.
#[must_use]
pub fn ratios(
    cells: &[SaidCell],
    labels: &[String],
    none: &str,
    options: MatrixOptions,
) -> Option<Vec<CorrectedShare>> {
    let is_focus: Vec<bool> = labels.iter().map(|label| label != none).collect();
    let parts: Vec<Vec<f64>> = cells.iter().map(|cell| cell.shares.clone()).collect();
    let shares = ratio(cells, &parts, &is_focus)?;
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let mut values = vec![Vec::with_capacity(options.draws); labels.len()];
    for _ in 0..options.draws {
        let parts: Vec<Vec<f64>> = cells.iter().map(|cell| drawn_parts(cell, &is_focus, &mut rng)).collect();
        let drawn = ratio(cells, &parts, &is_focus).unwrap_or_else(|| shares.clone());
        values.iter_mut().zip(drawn).for_each(|(values, share)| values.push(share));
    }
    let estimate = |(share, mut values): (f64, Vec<f64>)| {
        values.sort_by(f64::total_cmp);
        let end = |at: f64| if values.is_empty() { share } else { quantile(&values, at) };
        CorrectedShare { share, low: end(0.025).min(share), high: end(0.975).max(share) }
    };
    Some(shares.into_iter().zip(values).map(estimate).collect())
}

/// Parts of the labels in a stratum, drawn: first how many have a focus, then which of them has which. A prior on all labels
/// at once would take as many focused documents for granted as there are foci, which is much where few are coded.
fn drawn_parts(cell: &SaidCell, is_focus: &[bool], rng: &mut ChaCha8Rng) -> Vec<f64> {
    if !cell.worth.is_finite() {
        return cell.shares.clone();
    }
    let counts = |focused: bool| {
        let of = cell.shares.iter().zip(is_focus).filter(move |(_, is_focus)| **is_focus == focused);
        of.map(|(share, _)| share * cell.worth)
    };
    let sides = dirichlet(&[true, false].map(|side| counts(side).sum::<f64>() + PRIOR), rng);
    let [focused, others] =
        [true, false].map(|side| dirichlet(&counts(side).map(|n| n + PRIOR).collect::<Vec<_>>(), rng));
    let (mut focused, mut others) = (focused.into_iter(), others.into_iter());
    let mut next = |is_focus: &bool| {
        let (side, within) = if *is_focus { (sides[0], focused.next()) } else { (sides[1], others.next()) };
        side * within.unwrap_or(0.0)
    };
    is_focus.iter().map(&mut next).collect()
}

/// Part of each label among the documents with a focus, where each cell has these parts of each label.
fn ratio(cells: &[SaidCell], parts: &[Vec<f64>], is_focus: &[bool]) -> Option<Vec<f64>> {
    let total = |at: usize| cells.iter().zip(parts).map(|(cell, parts)| cell.size * parts[at]).sum::<f64>();
    let totals: Vec<f64> = (0..is_focus.len()).map(|at| if is_focus[at] { total(at) } else { 0.0 }).collect();
    let all: f64 = totals.iter().sum();
    (all > 0.0).then(|| totals.iter().map(|total| total / all).collect())
}

/// The labels said, in the strata that they make: each one, those of too few coded documents together. `worth` gives the
/// effective size of the coded documents that are said to have one of some labels.
///
/// # Errors
/// With the labels that are said of too few coded documents: `none`, or all others that are not enough together.
pub fn said_strata<'a>(
    counts: &'a BTreeMap<String, u64>,
    none: &str,
    worth: &dyn Fn(&[&str]) -> f64,
) -> Result<Vec<Vec<&'a str>>, Vec<&'a str>> {
    let said: Vec<&str> = counts.iter().filter(|(_, n)| **n > 0).map(|(label, _)| label.as_str()).collect();
    let (without, mut foci): (Vec<&str>, Vec<&str>) = said.into_iter().partition(|label| *label == none);
    foci.sort_by(|a, b| worth(&[*a]).total_cmp(&worth(&[*b])).then(a.cmp(b)));
    let (mut strata, mut together) = (Vec::new(), Vec::new());
    for label in foci {
        let is_small =
            is_short(worth(&[label]), FEWEST_SAID) || !together.is_empty() && is_short(worth(&together), FEWEST_SAID);
        if is_small { together.push(label) } else { strata.push(vec![label]) }
    }
    strata.extend([without, together].into_iter().filter(|labels| !labels.is_empty()));
    match strata.iter().position(|labels| is_short(worth(labels), FEWEST_SAID)) {
        Some(at) => Err(strata.swap_remove(at)),
        None => Ok(strata),
    }
}

/// [`said_strata`] of coded documents.
fn strata<'a>(
    documents: &[GoldDocument],
    counts: &'a BTreeMap<String, u64>,
    none: &str,
) -> Result<Vec<Vec<&'a str>>, Refusal> {
    let worth = |labels: &[&str]| worth(documents, &|d| labels.contains(&d.said.as_str()));
    said_strata(counts, none, &worth).map_err(|few| Refusal::FewSaid {
        label: none.to_owned(),
        said: few.contains(&none),
        n: documents.iter().filter(|d| few.contains(&d.said.as_str())).count(),
        worth: worth(&few),
    })
}
