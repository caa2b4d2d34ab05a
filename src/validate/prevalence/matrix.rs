//! Corrected shares of all labels at once, by the matrix of error rates.

use std::collections::{BTreeMap, BTreeSet};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::summarize::quantile;
use crate::validate::prevalence::misclassification::rates;
use crate::validate::prevalence::{
    CorrectedShare, FEWEST_OF_LABEL, GoldDocument, Refusal, dirichlet, effective_size, is_short, proportion,
};

/// How intervals are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatrixOptions {
    /// Draws.
    pub draws: usize,
    /// Their seed.
    pub seed: u64,
}

/// Steps that [`mixture`] takes at most, and the least step worth going on for.
const MOST_STEPS: usize = 20_000;
const LEAST_STEP: f64 = 1e-8;

/// The shares of true labels whose error rates mix to the raw shares as nearly as can be.
///
/// `rates[k][j]` is the part of the documents with label k that are said to have label j; `raw[j]` the part
/// of all that are. Where the matrix can be inverted and the result is a set of shares, it is that; else the
/// set of shares (none below 0, sum 1) that makes the raw ones most likely.
///
/// # Source
/// Bachl & Scharkow (2017), Communication Methods and Measures 11: 87–104, for the matrix; the constrained
/// solution by expectation maximisation, Dempster, Laird & Rubin (1977).
#[must_use]
pub fn mixture(rates: &[Vec<f64>], raw: &[f64]) -> Vec<f64> {
    let n = rates.len();
    let mut shares = vec![1.0 / n as f64; n];
    for _ in 0..MOST_STEPS {
        let mut next = vec![0.0; n];
        for (j, raw) in raw.iter().enumerate() {
            let mixed: f64 = shares.iter().zip(rates).map(|(share, row)| share * row[j]).sum();
            if mixed > 0.0 {
                for (next, (share, row)) in next.iter_mut().zip(shares.iter().zip(rates)) {
                    *next += raw * share * row[j] / mixed;
                }
            }
        }
        let sum: f64 = next.iter().sum();
        next.iter_mut().for_each(|share| *share /= sum);
        let step = next.iter().zip(&shares).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        shares = next;
        if step < LEAST_STEP {
            break;
        }
    }
    shares
}

/// Corrected shares of every label that enough coded documents have.
///
/// `counts` says how many documents of the corpus the program gives each label. Labels with too few coded
/// documents are left out and count as absent from the corpus; their raw counts stay in. Intervals are
/// percentiles over draws of the error rates and raw shares from their Dirichlet distributions, given the
/// (effective) counts and a prior worth one document.
///
/// # Errors
/// When fewer than two labels remain, or the program is too weak on one.
pub fn back_calculate(
    documents: &[GoldDocument],
    counts: &BTreeMap<String, u64>,
    options: MatrixOptions,
) -> Result<BTreeMap<String, CorrectedShare>, Refusal> {
    let gold: BTreeSet<&str> = documents.iter().map(|d| d.gold.as_str()).collect();
    let all: BTreeSet<&str> =
        counts.keys().map(String::as_str).chain(documents.iter().map(|d| d.said.as_str())).collect();
    let mut rows: Vec<(&str, Vec<f64>, f64)> = Vec::new();
    let mut missing = Refusal::NoGold;
    for label in gold {
        let within = |d: &GoldDocument| d.gold == label;
        let row: Option<Vec<_>> = all.iter().map(|j| proportion(documents, &within, &|d| d.said == *j)).collect();
        let Some(row) = row else { continue };
        let worth = effective_size(documents, &within);
        if is_short(worth, FEWEST_OF_LABEL) {
            missing = Refusal::FewOfLabel { label: label.to_owned(), with: true, n: row[0].n, worth };
            continue;
        }
        rates(documents, label)?;
        rows.push((label, row.iter().map(|p| p.share).collect(), worth));
    }
    if rows.len() < 2 {
        return Err(missing);
    }
    let n: u64 = counts.values().sum();
    let raw: Vec<f64> = all.iter().map(|j| counts.get(*j).copied().unwrap_or(0) as f64).collect();
    let matrix: Vec<Vec<f64>> = rows.iter().map(|(_, row, _)| row.clone()).collect();
    let shares = mixture(&matrix, &raw.iter().map(|count| count / n as f64).collect::<Vec<_>>());
    let drawn = draw(&rows, &raw, options);
    let estimate = |(k, (label, _, _)): (usize, &(&str, Vec<f64>, f64))| {
        let mut values: Vec<f64> = drawn.iter().map(|shares| shares[k]).collect();
        values.sort_by(f64::total_cmp);
        let end = |at: f64| if values.is_empty() { shares[k] } else { quantile(&values, at) };
        let (low, high) = (end(0.025).min(shares[k]), end(0.975).max(shares[k]));
        ((*label).to_owned(), CorrectedShare { share: shares[k], low, high })
    };
    Ok(rows.iter().enumerate().map(estimate).collect())
}

/// Solutions for drawn error rates and raw shares.
fn draw(rows: &[(&str, Vec<f64>, f64)], raw: &[f64], options: MatrixOptions) -> Vec<Vec<f64>> {
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let prior = 1.0 / raw.len() as f64;
    let raw: Vec<f64> = raw.iter().map(|count| count + prior).collect();
    (0..options.draws)
        .map(|_| {
            let rates: Vec<Vec<f64>> = rows
                .iter()
                .map(|(_, row, worth)| {
                    dirichlet(&row.iter().map(|share| share * worth + prior).collect::<Vec<_>>(), &mut rng)
                })
                .collect();
            mixture(&rates, &dirichlet(&raw, &mut rng))
        })
        .collect()
}
