//! Simulations: how often a nominal 95 % interval contains the truth.

use rand::seq::index::sample;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::validate::prevalence::tests::document;
use crate::validate::prevalence::{
    CorrectedShare, GoldDocument, MatrixOptions, Refusal, back_calculate, corrected, design_based, focused_shares,
    gold_alone,
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

    /// Number of documents of each label said.
    fn draw_by_said(&self, sizes: &[usize], rng: &mut ChaCha8Rng) -> Vec<GoldDocument> {
        let all = self.strata.concat();
        let mut drawn = Vec::new();
        for (said, size) in sizes.iter().enumerate() {
            let members: Vec<usize> = all.iter().filter(|(_, label)| *label == said).map(|(gold, _)| *gold).collect();
            let n = (*size).min(members.len());
            let probability = Some(n as f64 / members.len() as f64);
            let of = |at: usize| document(TIERS[members[at]], TIERS[said], TIERS[said], probability);
            drawn.extend(sample(rng, members.len(), n).iter().map(of));
        }
        drawn
    }

    fn raw(&self, label: usize) -> f64 {
        self.counts[label] as f64 / N as f64
    }
}

/// Draws from one made-up corpus before the next is made: coverage is that of an average corpus.
const DRAWS_OF_A_CORPUS: usize = 20;

/// Of `n` draws, the intervals of 93–97 % contain the truth; see [`covered`].
#[track_caller]
fn check_coverage(
    name: &str,
    n: usize,
    corpus: impl Fn(&mut ChaCha8Rng) -> Population,
    estimate: impl Fn(&Population, &mut ChaCha8Rng) -> Result<Vec<(f64, CorrectedShare)>, Refusal>,
) {
    let held = covered(name, n, corpus, estimate);
    assert!((0.93..=0.97).contains(&held), "{name}: {held}");
}

/// Part of the intervals of `n` draws that contain the truth; up to 5 % of the draws may be refused.
///
/// `estimate` gives truths and what is made of a draw, label by label.
#[track_caller]
fn covered(
    name: &str,
    n: usize,
    corpus: impl Fn(&mut ChaCha8Rng) -> Population,
    estimate: impl Fn(&Population, &mut ChaCha8Rng) -> Result<Vec<(f64, CorrectedShare)>, Refusal>,
) -> f64 {
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
    assert!(bias.abs() < 0.1 * width, "{name}: {bias}");
    held
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
fn intervals_of_differences_of_corrected_shares_hold_the_truth() {
    // The program errs more on one side than on the other, so that the difference of raw shares is wrong.
    let settings = [((0.30, 0.90, 0.95), (0.15, 0.70, 0.90), 250), ((0.10, 0.80, 0.98), (0.10, 0.60, 0.95), 250)];
    for ((one, sensitivity, specificity), (other, less_sensitive, less_specific), size) in settings {
        check_coverage(
            &format!("difference {one} {other}"),
            2000,
            |rng| {
                let mut sides = two_labels(one, sensitivity, specificity, rng);
                let second = two_labels(other, less_sensitive, less_specific, rng);
                // Both sides in one corpus: the second has the strata and shares after those of the first.
                sides.strata = [sides.strata.concat(), second.strata.concat()];
                sides.shares = vec![sides.shares[1], second.shares[1]];
                sides.counts = vec![sides.counts[1], second.counts[1]];
                sides
            },
            |all, rng| {
                let drawn = all.draw(&[size, size], rng);
                let side = |at: usize| {
                    let name = at.to_string();
                    let documents: Vec<GoldDocument> = drawn.iter().filter(|d| d.stratum == name).cloned().collect();
                    design_based(&documents, LABELS[1], all.raw(at))
                };
                let apart = side(0)?.above(&side(1)?);
                let found = CorrectedShare { share: apart.value, low: apart.low, high: apart.high.unwrap_or(1.0) };
                Ok(vec![(all.shares[0] - all.shares[1], found)])
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

/// Labels of the simulations of focused shares.
const TIERS: [&str; 4] = ["none", "professional", "middle", "low_wage"];

/// Name, shares of the labels, rates of error, documents drawn of each label said.
type Setting = (&'static str, [f64; 4], [[f64; 4]; 4], [usize; 4]);

/// Corpora in which a fifth or a half of the foci is missed, as rare as in news or not.
const SETTINGS: [Setting; 4] = [
    (
        "half of the corpus",
        [0.5, 0.15, 0.2, 0.15],
        [[0.85, 0.05, 0.05, 0.05], [0.15, 0.7, 0.1, 0.05], [0.15, 0.1, 0.7, 0.05], [0.1, 0.05, 0.15, 0.7]],
        [60, 20, 20, 20],
    ),
    (
        "a tenth",
        [0.9, 0.02, 0.04, 0.04],
        [[0.98, 0.003, 0.01, 0.007], [0.3, 0.6, 0.1, 0.0], [0.25, 0.05, 0.65, 0.05], [0.2, 0.0, 0.1, 0.7]],
        [200, 40, 60, 60],
    ),
    (
        "a twentieth",
        [0.955, 0.008, 0.02, 0.017],
        [[0.985, 0.002, 0.008, 0.005], [0.5, 0.4, 0.1, 0.0], [0.3, 0.02, 0.63, 0.05], [0.25, 0.0, 0.1, 0.65]],
        [600, 60, 80, 80],
    ),
    (
        "a tenth, few codes",
        [0.9, 0.02, 0.04, 0.04],
        [[0.98, 0.003, 0.01, 0.007], [0.3, 0.6, 0.1, 0.0], [0.25, 0.05, 0.65, 0.05], [0.2, 0.0, 0.1, 0.7]],
        [60, 15, 15, 15],
    ),
];

#[test]
fn intervals_of_shares_among_focused_documents_hold_the_truth() {
    let labels = TIERS.map(str::to_owned);
    for (name, shares, rates, sizes) in SETTINGS {
        let rates: Vec<Vec<f64>> = rates.iter().map(|row| row.to_vec()).collect();
        let held = covered(
            &format!("focused, {name}"),
            1000,
            |rng| population(&shares, &rates, rng),
            |all, rng| {
                let counts = TIERS.iter().map(|l| (*l).to_owned()).zip(all.counts.clone()).collect();
                let options = MatrixOptions { draws: 300, seed: rng.random() };
                let found = focused_shares(&all.draw_by_said(&sizes, rng), &counts, &labels, TIERS[0], options)?;
                let focused: f64 = all.shares[1..].iter().sum();
                Ok(TIERS.iter().zip(&all.shares).skip(1).map(|(l, share)| (share / focused, found[*l])).collect())
            },
        );
        // With few codes the prior makes intervals wider than they need be.
        let most = if name.contains("few") { 1.0 } else { 0.97 };
        assert!((0.93..=most).contains(&held), "focused, {name}: {held}");
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
