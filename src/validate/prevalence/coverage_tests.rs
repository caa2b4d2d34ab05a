//! Simulations: how often a nominal 95 % interval contains the truth.

use rand::seq::index::sample;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::validate::prevalence::tests::document;
use crate::validate::prevalence::{
    CorrectedShare, GoldDocument, MatrixOptions, Refusal, back_calculate, corrected, design_based, gold_alone,
};

/// A made-up corpus: true label and label said of each document, by stratum.
struct Population {
    strata: [Vec<(usize, usize)>; 2],
    shares: Vec<f64>,
    counts: Vec<u64>,
}

const LABELS: [&str; 3] = ["none", "low_wage", "professional"];
const N: usize = 20_000;

/// `rates[k][j]` is the chance that label k is said to be j.
fn population(shares: &[f64], rates: &[Vec<f64>], rng: &mut ChaCha8Rng) -> Population {
    let pick = |weights: &[f64], rng: &mut ChaCha8Rng| {
        let mut left = rng.random::<f64>();
        let below = |weight: &f64| {
            left -= weight;
            left < 0.0
        };
        weights.iter().position(below).unwrap_or(weights.len() - 1)
    };
    let mut all =
        Population { strata: [Vec::new(), Vec::new()], shares: vec![0.0; shares.len()], counts: vec![0; shares.len()] };
    for _ in 0..N {
        let gold = pick(shares, rng);
        let said = pick(&rates[gold], rng);
        all.shares[gold] += 1.0 / N as f64;
        all.counts[said] += 1;
        // Dense articles, as a lexicon sees them: likelier where there is a focus, truly or not.
        let chance = 0.1 + 0.3 * f64::from(u8::from(gold > 0)) + 0.4 * f64::from(u8::from(said > 0));
        all.strata[usize::from(rng.random::<f64>() < chance)].push((gold, said));
    }
    all
}

impl Population {
    /// Number of documents of each stratum; of all together where there is one number.
    fn draw(&self, sizes: &[usize], rng: &mut ChaCha8Rng) -> Vec<GoldDocument> {
        let joined: Vec<(usize, usize)>;
        let strata: Vec<&[(usize, usize)]> = if sizes.len() == 1 {
            joined = self.strata.concat();
            vec![&joined]
        } else {
            self.strata.iter().map(Vec::as_slice).collect()
        };
        let mut drawn = Vec::new();
        for ((stratum, members), size) in strata.iter().enumerate().zip(sizes) {
            let probability = Some(*size as f64 / members.len() as f64);
            let of =
                |at: usize| document(LABELS[members[at].0], LABELS[members[at].1], &stratum.to_string(), probability);
            drawn.extend(sample(rng, members.len(), *size).iter().map(of));
        }
        drawn
    }

    fn raw(&self, label: usize) -> f64 {
        self.counts[label] as f64 / N as f64
    }
}

/// Draws from one made-up corpus before the next is made: coverage is that of an average corpus.
const DRAWS_OF_A_CORPUS: usize = 20;

/// Of `n` draws, the intervals of 93–97 % contain the truth; up to 5 % of the draws may be refused.
///
/// `estimate` gives truths and what is made of a draw, label by label.
#[track_caller]
fn check_coverage(
    name: &str,
    n: usize,
    corpus: impl Fn(&mut ChaCha8Rng) -> Population,
    estimate: impl Fn(&Population, &mut ChaCha8Rng) -> Result<Vec<(f64, CorrectedShare)>, Refusal>,
) {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let (mut found, mut n_refused) = (Vec::new(), 0);
    for _ in 0..n / DRAWS_OF_A_CORPUS {
        let all = corpus(&mut rng);
        for _ in 0..DRAWS_OF_A_CORPUS {
            match estimate(&all, &mut rng) {
                Ok(estimates) => found.extend(estimates),
                Err(_) => n_refused += 1,
            }
        }
    }
    let mean = |of: &dyn Fn(&(f64, CorrectedShare)) -> f64| found.iter().map(of).sum::<f64>() / found.len() as f64;
    let held = mean(&|(truth, e)| f64::from(u8::from(e.low <= *truth && *truth <= e.high)));
    let (bias, width) = (mean(&|(truth, e)| e.share - truth), mean(&|(_, e)| e.high - e.low));
    println!("{name}: {held:.3} of {} hold the truth; mean error {bias:+.4}, mean width {width:.3}", found.len());
    assert!(n_refused * 20 <= n, "{name}: {n_refused} of {n} are refused");
    assert!((0.93..=0.97).contains(&held), "{name}: {held}");
    assert!(bias.abs() < 0.1 * width, "{name}: {bias}");
}

fn two_labels(share: f64, sensitivity: f64, specificity: f64, rng: &mut ChaCha8Rng) -> Population {
    let rates = [vec![specificity, 1.0 - specificity], vec![1.0 - sensitivity, sensitivity]];
    population(&[1.0 - share, share], &rates, rng)
}

#[test]
fn design_based_intervals_hold_the_truth() {
    // Share, sensitivity, specificity, documents by stratum; the second is the dictionary of the benchmark.
    let settings: [(f64, f64, f64, &[usize]); 4] = [
        (0.10, 0.80, 0.98, &[200]),
        (0.30, 0.84, 0.52, &[150]),
        (0.50, 0.90, 0.90, &[200]),
        (0.05, 0.70, 0.98, &[200, 150]),
    ];
    for (share, sensitivity, specificity, sizes) in settings {
        check_coverage(
            &format!("design {share} {sizes:?}"),
            2000,
            |rng| two_labels(share, sensitivity, specificity, rng),
            |all, rng| {
                let estimate = design_based(&all.draw(sizes, rng), LABELS[1], all.raw(1))?;
                Ok(vec![(all.shares[1], estimate)])
            },
        );
    }
}

#[test]
fn intervals_of_gold_alone_hold_the_truth() {
    for (share, size) in [(0.1, 250), (0.3, 150)] {
        check_coverage(
            &format!("gold alone {share} {size}"),
            2000,
            |rng| two_labels(share, 0.8, 0.95, rng),
            |all, rng| {
                let p = gold_alone(&all.draw(&[size], rng), LABELS[1])?;
                Ok(vec![(all.shares[1], CorrectedShare { share: p.share, low: p.low, high: p.high })])
            },
        );
    }
}

#[test]
fn lang_reiczigel_intervals_hold_the_truth() {
    let settings: [(f64, f64, f64, &[usize]); 3] =
        [(0.2, 0.8, 0.9, &[300]), (0.5, 0.9, 0.9, &[200]), (0.3, 0.8, 0.95, &[100, 100])];
    for (share, sensitivity, specificity, sizes) in settings {
        check_coverage(
            &format!("Rogan–Gladen {share} {sizes:?}"),
            2000,
            |rng| two_labels(share, sensitivity, specificity, rng),
            |all, rng| {
                let estimate = corrected(&all.draw(sizes, rng), LABELS[1], all.raw(1), N as u64)?;
                Ok(vec![(all.shares[1], estimate)])
            },
        );
    }
}

#[test]
fn intervals_of_the_matrix_hold_the_truth() {
    let rates = [vec![0.90, 0.06, 0.04], vec![0.20, 0.75, 0.05], vec![0.20, 0.10, 0.70]];
    check_coverage(
        "matrix",
        400,
        |rng| population(&[0.6, 0.25, 0.15], &rates, rng),
        |all, rng| {
            let counts = LABELS.iter().map(|l| (*l).to_owned()).zip(all.counts.clone()).collect();
            let options = MatrixOptions { draws: 200, seed: rng.random() };
            let found = back_calculate(&all.draw(&[300], rng), &counts, options)?;
            Ok(LABELS.iter().zip(&all.shares).map(|(label, share)| (*share, found[*label])).collect())
        },
    );
}
