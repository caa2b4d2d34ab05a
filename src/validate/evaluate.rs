//! The figures of an evaluation page: how well answers agree with codes, with intervals over documents.
//!
//! In: pairs of coded and predicted labels; coded and predicted attention. Out: scores of each label, their intervals,
//! rank correlations. The same pairs and seed give the same figures.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::score::Verdict;
use crate::summarize::{Z95, percentile_interval, wilson};
use crate::validate::{Confusion, GoldCode, spearman};

/// How intervals are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    /// Bootstrap samples of documents.
    pub n: usize,
    /// Seed of the draws.
    pub seed: u64,
}

/// A figure with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The figure.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How well one label is recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelScore {
    /// The label.
    pub label: String,
    /// Documents coded with it.
    pub n_gold: u64,
    /// Documents predicted to have it.
    pub n_said: u64,
    /// Part of the predicted documents that are coded with it, Wilson; none where none is predicted.
    pub precision: Option<Figure>,
    /// Part of the coded documents that are predicted, Wilson; none where none is coded.
    pub recall: Option<Figure>,
    /// Harmonic mean of the two, bootstrap over documents.
    pub f1: Figure,
}

/// How well a variable is recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelEvaluation {
    /// Documents by coded and predicted label.
    pub confusion: Confusion,
    /// Part of the documents with the coded label, bootstrap over documents.
    pub accuracy: Figure,
    /// Mean F1 over the labels asked for, bootstrap over documents.
    pub macro_f1: Figure,
    /// One score a label.
    pub labels: Vec<LabelScore>,
}

/// Scores predicted labels against coded ones; each pair is `(coded, predicted)`.
///
/// The macro F1 is the mean over `labels`; other labels count in the accuracy alone. Intervals of
/// F1 and accuracy are expanded percentiles over draws of documents with replacement
/// ([`percentile_interval`]).
#[must_use]
pub fn evaluate_labels(pairs: &[(&str, &str)], labels: &[&str], draws: Draws) -> LabelEvaluation {
    let confusion = confusion_of(pairs.iter());
    let mut rng = ChaCha8Rng::seed_from_u64(draws.seed);
    let n_samples = if pairs.is_empty() { 0 } else { draws.n };
    let samples: Vec<Confusion> =
        (0..n_samples).map(|_| confusion_of(pairs.iter().map(|_| &pairs[rng.random_range(0..pairs.len())]))).collect();
    let bounded = |figure: &dyn Fn(&Confusion) -> f64| {
        let (value, n) = (figure(&confusion), pairs.len());
        let replicates: Vec<f64> = samples.iter().map(figure).collect();
        let (low, high) = percentile_interval(&replicates, n, n as f64).unwrap_or((value, value));
        Figure { value, low, high }
    };
    let of_label = |label: &&str| {
        let n_said = confusion.cells().filter(|(_, said, _)| said == label).map(|(_, _, n)| n).sum();
        let n_both =
            confusion.cells().filter(|(gold, said, _)| gold == label && said == label).map(|(_, _, n)| n).sum();
        let n_gold = confusion.class(label).n_gold;
        LabelScore {
            label: (*label).to_owned(),
            n_gold,
            n_said,
            precision: share(n_both, n_said),
            recall: share(n_both, n_gold),
            f1: bounded(&|c| c.class(label).f1),
        }
    };
    LabelEvaluation {
        accuracy: bounded(&Confusion::accuracy),
        macro_f1: bounded(&|c| c.macro_f1(labels)),
        labels: labels.iter().map(of_label).collect(),
        confusion,
    }
}

/// How well the attention to one tier is recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct AttentionScore {
    /// The tier.
    pub tier: String,
    /// Spearman's coefficient of predicted and coded attention 0–3.
    pub attention: f64,
    /// Spearman's coefficient of the score (expected attention) and the coded attention.
    pub score: f64,
    /// Part of the documents with the coded attention exactly.
    pub same: f64,
}

/// Scores predicted attention against the codes, a tier each.
///
/// # Panics
/// When codes and verdicts differ in number: the caller paired wrong.
#[must_use]
pub fn evaluate_attention(tiers: &[String], codes: &[&GoldCode], verdicts: &[&Verdict]) -> Vec<AttentionScore> {
    assert_eq!(codes.len(), verdicts.len(), "one verdict a coded document");
    let of_tier = |(at, tier): (usize, &String)| {
        let gold: Vec<f64> = codes.iter().map(|code| f64::from(code.attention[tier])).collect();
        let said: Vec<f64> = verdicts.iter().map(|verdict| f64::from(verdict.attention[at])).collect();
        let score: Vec<f64> = verdicts.iter().map(|verdict| verdict.score[at]).collect();
        let n_same =
            codes.iter().zip(verdicts).filter(|(code, verdict)| code.attention[tier] == verdict.attention[at]).count();
        AttentionScore {
            tier: tier.clone(),
            attention: spearman(&gold, &said),
            score: spearman(&gold, &score),
            same: n_same as f64 / codes.len().max(1) as f64,
        }
    };
    tiers.iter().enumerate().map(of_tier).collect()
}

fn confusion_of<'a>(pairs: impl Iterator<Item = &'a (&'a str, &'a str)>) -> Confusion {
    let mut confusion = Confusion::default();
    pairs.for_each(|(gold, said)| confusion.add(gold, said));
    confusion
}

pub(super) fn share(hits: u64, n: u64) -> Option<Figure> {
    let (low, high) = wilson(hits, n, Z95)?;
    Some(Figure { value: hits as f64 / n as f64, low, high })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::score::{Focus, Verdict};
    use crate::validate::{Draws, GoldCode, evaluate_attention, evaluate_labels};

    const DRAWS: Draws = Draws { n: 500, seed: 1 };

    #[test]
    fn labels_agree_with_values_worked_by_hand() {
        // a: 1 right of 1 predicted, of 2 coded; b: 2 of 4 predicted, of 2 coded; c is in the accuracy alone.
        let pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b"), ("c", "b")];
        let found = evaluate_labels(&pairs, &["a", "b"], DRAWS);
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        near(found.accuracy.value, 0.6);
        near(found.macro_f1.value, 2.0 / 3.0);
        let b = &found.labels[1];
        assert_eq!((b.n_gold, b.n_said), (2, 4));
        near(b.precision.expect("b was predicted").value, 0.5);
        near(b.recall.expect("b was coded").value, 1.0);
        // Wilson for 2 of 4 at 95 %: 0.150 to 0.850 (Wilson 1927, worked by hand to three places).
        assert!((b.precision.expect("b was predicted").low - 0.150).abs() < 5e-4);
        assert!(found.accuracy.low < 0.6 && 0.6 < found.accuracy.high);
        assert_eq!(found, evaluate_labels(&pairs, &["a", "b"], DRAWS));
    }

    #[test]
    fn a_perfect_program_has_intervals_without_width_and_an_unused_label_has_no_precision() {
        let found = evaluate_labels(&[("a", "a"), ("a", "a")], &["a", "b"], DRAWS);
        assert_eq!(
            (found.accuracy.low.to_bits(), found.accuracy.high.to_bits()),
            (1.0_f64.to_bits(), 1.0_f64.to_bits())
        );
        assert_eq!(found.labels[1].precision, None);
        assert_eq!(found.labels[1].recall, None);
    }

    #[test]
    fn attention_is_compared_by_rank_and_exactly() {
        let code = |attention: u8| GoldCode {
            id: attention.to_string(),
            attention: BTreeMap::from([("low".to_owned(), attention)]),
            focus: "none".to_owned(),
            ..GoldCode::default()
        };
        let verdict = |attention: u8, score: f64| Verdict {
            attention: vec![attention],
            score: vec![score],
            focus: Focus::None,
            probability: Vec::new(),
        };
        let codes = [code(0), code(1), code(2), code(3)];
        let said = [verdict(0, 0.1), verdict(1, 0.9), verdict(3, 2.6), verdict(3, 2.5)];
        let found = evaluate_attention(
            &["low".to_owned()],
            &codes.iter().collect::<Vec<_>>(),
            &said.iter().collect::<Vec<_>>(),
        );
        // Ranks 1 2 3 4 against 1 2 4 3: 1 − 6·2 / (4·15) = 0.8.
        assert!((found[0].score - 0.8).abs() < 1e-12, "{found:?}");
        assert!((found[0].same - 0.75).abs() < 1e-12);
    }
}
