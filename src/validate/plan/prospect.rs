//! What corrections a plan will allow, before anything is coded.

use std::collections::{BTreeMap, HashMap};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::summarize::{Z95, quantile, wilson_of_share};
use crate::validate::plan::{Candidate, PlannedDocument};
use crate::validate::prevalence::{FEWEST, FEWEST_SAID, GoldDocument, MatrixOptions, Method, focused_shares, is_short};

/// What a plan can say of one label.
#[derive(Debug, Clone, PartialEq)]
pub struct Prospect {
    /// The label.
    pub label: String,
    /// Documents that the program gives it.
    pub n_documents: u64,
    /// Those of them that are to be coded.
    pub n_coded: u64,
    /// Their effective size.
    pub worth: f64,
    /// Method and expected width of its corrected share of all documents; `None` where it will be refused.
    pub of_all: Option<(Method, f64)>,
    /// Expected width of its corrected share of the documents with a focus; `None` where it will be refused, and for
    /// documents without one.
    pub of_focused: Option<f64>,
}

/// Codings that are drawn at most, and the codes that they have together where documents are many: the widths of many differ little.
const CODINGS: usize = 41;
const CODES: usize = 20_000;

/// What the codes of all `documents` of a plan will allow, label by label.
///
/// Widths are those of 95 % intervals, at most 1: of all documents where codes turn out just as the chances of the candidates
/// add up, among those with a focus the median over codings drawn from these chances. Few coded documents
/// come out unevenly, and clusters take from them: an interval of expected parts alone would look narrower.
#[must_use]
pub fn prospects(
    candidates: &[Candidate],
    documents: &[PlannedDocument],
    (labels, none): (&[String], &str),
    options: MatrixOptions,
) -> Vec<Prospect> {
    let cells = SaidSums::of(candidates, documents, labels.len());
    let focused = focused_widths((candidates, &cells.counts), documents, (labels, none), options);
    let one = |(at, label): (usize, &String)| Prospect {
        label: label.clone(),
        n_documents: cells.counts.get(label).copied().unwrap_or(0),
        n_coded: cells.by_label.get(label).map_or(0, |cell| cell.n_coded),
        worth: cells.worth(&[label]),
        of_all: cells.of_all(at, label),
        of_focused: focused.get(label).copied(),
    };
    labels.iter().enumerate().map(one).filter(|prospect| prospect.n_documents > 0).collect()
}

/// The median width of the corrected share of each label among the documents with a focus, over codings that are drawn; none
/// where most of these are refused.
fn focused_widths(
    (candidates, counts): (&[Candidate], &BTreeMap<String, u64>),
    documents: &[PlannedDocument],
    (labels, none): (&[String], &str),
    options: MatrixOptions,
) -> BTreeMap<String, f64> {
    let planned: HashMap<&str, &PlannedDocument> = documents.iter().map(|d| (d.id.as_str(), d)).collect();
    let drawn: Vec<(&Candidate, &PlannedDocument)> =
        candidates.iter().filter_map(|candidate| Some((candidate, *planned.get(candidate.id.as_str())?))).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let mut coded = |(candidate, document): &(&Candidate, &PlannedDocument)| GoldDocument {
        id: candidate.id.clone(),
        gold: drawn_label(candidate, (labels, none), &mut rng),
        said: candidate.said.clone(),
        sample: "plan".to_owned(),
        stratum: document.stratum.clone(),
        probability: Some(document.inclusion_probability),
        cluster: candidate.cluster,
    };
    let n_codings = (CODES / drawn.len().max(1)).clamp(5, CODINGS);
    let mut widths: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for _ in 0..n_codings {
        let codes: Vec<GoldDocument> = drawn.iter().map(&mut coded).collect();
        let Ok(shares) = focused_shares(&codes, counts, labels, none, options) else { continue };
        shares.into_iter().for_each(|(label, share)| widths.entry(label).or_default().push(share.high - share.low));
    }
    let median = |(label, mut widths): (String, Vec<f64>)| {
        widths.sort_by(f64::total_cmp);
        (widths.len() * 2 > n_codings).then(|| (label, quantile(&widths, 0.5)))
    };
    widths.into_iter().filter_map(median).collect()
}

/// A label by the chances of a document.
fn drawn_label(candidate: &Candidate, (labels, none): (&[String], &str), rng: &mut ChaCha8Rng) -> String {
    let mut left: f64 = rng.random();
    let found = labels.iter().zip(&candidate.chances).find(|(_, chance)| {
        left -= **chance;
        left < 0.0
    });
    found.map_or(none, |(label, _)| label).to_owned()
}

/// Documents that the program gives one label.
#[derive(Default)]
struct LabelSums {
    n: f64,
    n_coded: u64,
    /// Sum of the weights of those to be coded, of their squares, and of these times the part not drawn.
    weights: f64,
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
    fn of(candidates: &[Candidate], documents: &[PlannedDocument], n_labels: usize) -> Self {
        let drawn: HashMap<&str, f64> =
            documents.iter().map(|document| (document.id.as_str(), document.inclusion_probability)).collect();
        let mut by_label: BTreeMap<String, LabelSums> = BTreeMap::new();
        for candidate in candidates {
            let cell = by_label.entry(candidate.said.clone()).or_default();
            cell.n += 1.0;
            cell.chances.resize(n_labels, 0.0);
            cell.chances.iter_mut().zip(&candidate.chances).for_each(|(sum, chance)| *sum += chance);
            if let Some(probability) = drawn.get(candidate.id.as_str()) {
                cell.n_coded += 1;
                cell.weights += 1.0 / probability;
                cell.squares += probability.powi(-2);
                cell.undrawn += (1.0 - probability) / probability.powi(2);
            }
        }
        let counts = by_label.iter().map(|(label, cell)| (label.clone(), cell.n as u64)).collect();
        Self { by_label, counts }
    }

    /// Sums over the documents that have one of these labels.
    fn sum(&self, labels: &[&str]) -> LabelSums {
        let mut sum = LabelSums::default();
        for cell in labels.iter().filter_map(|label| self.by_label.get(*label)) {
            sum.n += cell.n;
            sum.weights += cell.weights;
            sum.squares += cell.squares;
            sum.undrawn += cell.undrawn;
            sum.chances.resize(cell.chances.len(), 0.0);
            sum.chances.iter_mut().zip(&cell.chances).for_each(|(sum, chance)| *sum += chance);
        }
        sum
    }

    /// Effective size of the documents to be coded that have one of these labels.
    fn worth(&self, labels: &[&str]) -> f64 {
        self.sum(labels).worth()
    }

    fn of_all(&self, at: usize, label: &str) -> Option<(Method, f64)> {
        let all: Vec<&str> = self.by_label.keys().map(String::as_str).collect();
        let (said, others): (Vec<&str>, Vec<&str>) = all.iter().copied().partition(|other| *other == label);
        let whole = self.sum(&all);
        if is_short(whole.worth(), FEWEST) {
            return None;
        }
        let parts = [said, others].map(|labels| self.sum(&labels));
        let lacks = |cell: &LabelSums| cell.n > 0.0 && is_short(cell.worth(), FEWEST_SAID);
        if parts.iter().any(lacks) {
            let (low, high) = whole.interval(at);
            return Some((Method::GoldAlone, high - low));
        }
        let (mut below, mut above) = (0.0, 0.0);
        for cell in parts.iter().filter(|cell| cell.n > 0.0) {
            let (share, (low, high)) = (cell.share(at), cell.interval(at));
            below += (cell.n / whole.n * (share - low)).powi(2);
            above += (cell.n / whole.n * (high - share)).powi(2);
        }
        let share = whole.share(at);
        Some((Method::DesignBased, (share + above.sqrt()).min(1.0) - (share - below.sqrt()).max(0.0)))
    }
}

impl LabelSums {
    fn worth(&self) -> f64 {
        if self.squares > 0.0 { self.weights * self.weights / self.squares } else { 0.0 }
    }

    /// The effective size raised by the part that is drawn; infinite where all is, and nothing is left to chance.
    fn effective(&self) -> f64 {
        if self.undrawn > 0.0 { self.worth() * self.squares / self.undrawn } else { f64::INFINITY }
    }

    /// The interval that is expected of the share of label number `at`.
    fn interval(&self, at: usize) -> (f64, f64) {
        let share = self.share(at);
        let effective = self.effective();
        if effective.is_finite() { wilson_of_share(share, effective, Z95) } else { (share, share) }
    }

    fn share(&self, at: usize) -> f64 {
        self.chances.get(at).map_or(0.0, |chances| chances / self.n)
    }
}
