//! Agreement between gold codes and predictions.

use std::collections::{BTreeMap, BTreeSet};

/// Precision, recall and F1 of one label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClassScore {
    /// Documents with this label in the gold codes.
    pub n_gold: u64,
    /// Part of the documents said to have the label that have it; 0 when none is said to.
    pub precision: f64,
    /// Part of the documents with the label that are said to have it; 0 when none has it.
    pub recall: f64,
    /// Harmonic mean of the two; 0 when both are.
    pub f1: f64,
}

/// Documents by gold label and predicted label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Confusion {
    counts: BTreeMap<(String, String), u64>,
}

impl Confusion {
    /// Counts one document.
    pub fn add(&mut self, gold: &str, said: &str) {
        *self.counts.entry((gold.to_owned(), said.to_owned())).or_default() += 1;
    }

    /// Documents, by gold and predicted label.
    pub fn cells(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        self.counts.iter().map(|((gold, said), n)| (gold.as_str(), said.as_str(), *n))
    }

    /// All labels of either side.
    #[must_use]
    pub fn labels(&self) -> BTreeSet<&str> {
        self.cells().flat_map(|(gold, said, _)| [gold, said]).collect()
    }

    fn sum(&self, wanted: impl Fn(&str, &str) -> bool) -> u64 {
        self.cells().filter(|(gold, said, _)| wanted(gold, said)).map(|(_, _, n)| n).sum()
    }

    /// How well one label is detected.
    #[must_use]
    pub fn class(&self, label: &str) -> ClassScore {
        let both = self.sum(|gold, said| gold == label && said == label) as f64;
        let n_gold = self.sum(|gold, _| gold == label);
        let n_said = self.sum(|_, said| said == label);
        let part = |of: u64| if of == 0 { 0.0 } else { both / of as f64 };
        let (precision, recall) = (part(n_said), part(n_gold));
        let f1 = if both == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        ClassScore { n_gold, precision, recall, f1 }
    }

    /// Mean F1 over `labels`.
    #[must_use]
    pub fn macro_f1(&self, labels: &[&str]) -> f64 {
        labels.iter().map(|label| self.class(label).f1).sum::<f64>() / labels.len().max(1) as f64
    }

    /// Part of the documents with the right label.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        let n = self.sum(|_, _| true);
        if n == 0 { 0.0 } else { self.sum(|gold, said| gold == said) as f64 / n as f64 }
    }
}

/// Spearman's rank correlation with midranks for ties; 0 when one side is constant.
///
/// # Panics
/// When the sides differ in length: the caller paired wrong.
///
/// # Source
/// Spearman (1904), American Journal of Psychology 15(1): 72–101; Pearson's coefficient of ranks.
#[must_use]
pub fn spearman(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len(), "one pair a document");
    let (a, b) = (ranks(a), ranks(b));
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let (mean_a, mean_b) = (mean(&a), mean(&b));
    let (mut cross, mut square_a, mut square_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(&b) {
        cross += (a - mean_a) * (b - mean_b);
        square_a += (a - mean_a).powi(2);
        square_b += (b - mean_b).powi(2);
    }
    let scale = (square_a * square_b).sqrt();
    if scale == 0.0 { 0.0 } else { cross / scale }
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut out = vec![0.0; values.len()];
    let mut before = 0;
    for group in order.chunk_by(|a, b| values[*a].total_cmp(&values[*b]).is_eq()) {
        let midrank = before as f64 + (group.len() - 1) as f64 / 2.0;
        group.iter().for_each(|at| out[*at] = midrank);
        before += group.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::validate::{Confusion, spearman};

    #[test]
    fn f1_agrees_with_a_value_worked_by_hand() {
        let mut confusion = Confusion::default();
        for (gold, said) in [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b"), ("c", "b")] {
            confusion.add(gold, said);
        }
        // b: 2 right of 4 said and of 2 coded, so P = 1/2, R = 1, F1 = 2/3; a: P = 1, R = 1/2.
        assert!((confusion.class("b").f1 - 2.0 / 3.0).abs() < 1e-12);
        assert!((confusion.macro_f1(&["a", "b"]) - 2.0 / 3.0).abs() < 1e-12);
        assert!((confusion.accuracy() - 0.6).abs() < 1e-12);
    }

    #[test]
    fn spearman_agrees_with_a_value_worked_by_hand() {
        // Ranks 1 2 3 4 5 against 2 1 4 3 5: 1 − 6·4 / (5·24) = 0.8.
        assert!((spearman(&[1.0, 2.0, 3.0, 4.0, 5.0], &[20.0, 10.0, 40.0, 30.0, 50.0]) - 0.8).abs() < 1e-12);
        assert!(spearman(&[1.0, 1.0], &[1.0, 2.0]).abs() < 1e-12);
    }
}
