//! What corrections a plan will allow, before anything is coded.

use std::collections::BTreeMap;

use crate::summarize::{Z95, wilson_of_share};
use crate::validate::plan::{Candidate, StratumSize};
use crate::validate::prevalence::{
    CorrectedShare, FEWEST, FEWEST_SAID, MatrixOptions, Method, SaidCell, ratios, said_strata,
};

/// What a plan can say of one label.
#[derive(Debug, Clone, PartialEq)]
pub struct Prospect {
    /// The label.
    pub label: String,
    /// Documents that the program gives it.
    pub n_documents: u64,
    /// Those of them that are expected to be coded.
    pub n_coded: f64,
    /// Their effective size.
    pub worth: f64,
    /// Method and expected width of its corrected share of all documents; `None` where it will be refused.
    pub of_all: Option<(Method, f64)>,
    /// Expected width of its corrected share of the documents with a focus; `None` where it will be refused, and for
    /// documents without one.
    pub of_focused: Option<f64>,
}

/// What the plan that draws `n_drawn` of each stratum will allow, label by label.
///
/// Widths are those of 95 % intervals, at most 1, where codes turn out as the chances of the candidates say.
#[must_use]
pub fn prospects(
    candidates: &[Candidate],
    strata: &[StratumSize],
    n_drawn: &BTreeMap<String, u64>,
    (labels, none): (&[String], &str),
    options: MatrixOptions,
) -> Vec<Prospect> {
    let cells = SaidSums::of(candidates, strata, n_drawn, labels.len());
    let focused = cells.focused(labels, none, options);
    let one = |(at, label): (usize, &String)| Prospect {
        label: label.clone(),
        n_documents: cells.counts.get(label).copied().unwrap_or(0),
        n_coded: cells.by_label.get(label).map_or(0.0, |cell| cell.n_coded),
        worth: cells.worth(&[label]),
        of_all: cells.of_all(at, label),
        of_focused: focused.as_ref().filter(|_| label != none).map(|shares| shares[at].high - shares[at].low),
    };
    labels.iter().enumerate().map(one).filter(|prospect| prospect.n_documents > 0).collect()
}

/// Documents that the program gives one label.
#[derive(Default)]
struct LabelSums {
    n: f64,
    n_coded: f64,
    /// Expected sum of the squared weights of coded ones, and that sum times the part not drawn.
    squares: f64,
    undrawn: f64,
    /// Expected documents with each label.
    chances: Vec<f64>,
}

struct SaidSums {
    by_label: BTreeMap<String, LabelSums>,
    counts: BTreeMap<String, u64>,
}

impl SaidSums {
    fn of(candidates: &[Candidate], strata: &[StratumSize], n_drawn: &BTreeMap<String, u64>, n_labels: usize) -> Self {
        let chances = strata.iter().map(|s| (s.name.as_str(), n_drawn[&s.name] as f64 / s.n_documents as f64));
        let chances: BTreeMap<&str, f64> = chances.collect();
        let mut by_label: BTreeMap<String, LabelSums> = BTreeMap::new();
        for candidate in candidates {
            let cell = by_label.entry(candidate.said.clone()).or_default();
            cell.chances.resize(n_labels, 0.0);
            let chance = chances[candidate.stratum.as_str()];
            cell.n += 1.0;
            cell.n_coded += chance;
            cell.squares += 1.0 / chance;
            cell.undrawn += (1.0 - chance) / chance;
            cell.chances.iter_mut().zip(&candidate.chances).for_each(|(sum, chance)| *sum += chance);
        }
        let counts = by_label.iter().map(|(label, cell)| (label.clone(), cell.n as u64)).collect();
        Self { by_label, counts }
    }

    /// Sums over the documents that have one of these labels.
    fn sum(&self, labels: &[&str]) -> LabelSums {
        let mut sum = LabelSums::default();
        for cell in labels.iter().filter_map(|label| self.by_label.get(*label)) {
            sum.n += cell.n;
            sum.squares += cell.squares;
            sum.undrawn += cell.undrawn;
            sum.chances.resize(cell.chances.len(), 0.0);
            sum.chances.iter_mut().zip(&cell.chances).for_each(|(sum, chance)| *sum += chance);
        }
        sum
    }

    /// Expected effective size of the coded documents that have one of these labels.
    fn worth(&self, labels: &[&str]) -> f64 {
        self.sum(labels).worth()
    }

    fn of_all(&self, at: usize, label: &str) -> Option<(Method, f64)> {
        let all: Vec<&str> = self.by_label.keys().map(String::as_str).collect();
        let (said, others): (Vec<&str>, Vec<&str>) = all.iter().copied().partition(|other| *other == label);
        let whole = self.sum(&all);
        if whole.worth() < FEWEST {
            return None;
        }
        let parts = [said, others].map(|labels| self.sum(&labels));
        let is_short = |cell: &LabelSums| cell.n > 0.0 && cell.worth() < FEWEST_SAID;
        if parts.iter().any(is_short) {
            let (low, high) = wilson_of_share(whole.share(at), whole.worth(), Z95);
            return Some((Method::GoldAlone, high - low));
        }
        let (mut below, mut above) = (0.0, 0.0);
        for cell in parts.iter().filter(|cell| cell.n > 0.0) {
            let (share, (low, high)) = (cell.share(at), wilson_of_share(cell.share(at), cell.worth(), Z95));
            below += (cell.n / whole.n * (share - low)).powi(2);
            above += (cell.n / whole.n * (high - share)).powi(2);
        }
        let share = whole.share(at);
        Some((Method::DesignBased, (share + above.sqrt()).min(1.0) - (share - below.sqrt()).max(0.0)))
    }

    fn focused(&self, labels: &[String], none: &str, options: MatrixOptions) -> Option<Vec<CorrectedShare>> {
        let all: Vec<&str> = self.by_label.keys().map(String::as_str).collect();
        if self.worth(&all) < FEWEST {
            return None;
        }
        let strata = said_strata(&self.counts, none, &|labels| self.worth(labels)).ok()?;
        let cell = |said: &Vec<&str>| {
            let sum = self.sum(said);
            let shares = (0..labels.len()).map(|at| sum.share(at)).collect();
            SaidCell { size: sum.n, shares, worth: sum.worth() * sum.squares / sum.undrawn }
        };
        ratios(&strata.iter().map(cell).collect::<Vec<_>>(), labels, none, options)
    }
}

impl LabelSums {
    fn worth(&self) -> f64 {
        if self.squares > 0.0 { self.n * self.n / self.squares } else { 0.0 }
    }

    fn share(&self, at: usize) -> f64 {
        self.chances.get(at).map_or(0.0, |chances| chances / self.n)
    }
}
