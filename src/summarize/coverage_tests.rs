//! How often intervals contain the truth, in simulated corpora of which the truth is known.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::summarize::estimate::widest;
use crate::summarize::{ClusterSums, Resampling, Z95, percentile_interval, wilson};

/// Corpora a simulation draws: the error of a coverage of 95 % is then 0.7 points.
const CORPORA: u64 = 1000;
const RESAMPLING: Resampling = Resampling { replicates: 500, seed: 7 };

#[track_caller]
fn between(found: f64, low: f64, high: f64) {
    assert!((low..=high).contains(&found), "{found} is not in {low}–{high}");
}

/// `(hits, articles)` of each cluster: outlets of 3 to 60 articles that differ in their share, on
/// average 0.3.
fn clusters(rng: &mut ChaCha8Rng, n_clusters: usize) -> Vec<(u64, u64)> {
    let one = |_| {
        let size: f64 = rng.random_range(0.0..1.0);
        let n = 3 + (57.0 * size * size) as u64;
        let share = rng.random_range(0.05..0.55);
        ((0..n).filter(|_| rng.random_bool(share)).count() as u64, n)
    };
    (0..n_clusters).map(one).collect()
}

fn clustered(clusters: &[(u64, u64)]) -> (f64, f64) {
    let mut sums = ClusterSums::new(2);
    clusters.iter().for_each(|(hits, n)| sums.push(&[*hits as f64, *n as f64]));
    let mut drawn = Vec::new();
    sums.resample(RESAMPLING, |sums| drawn.push(sums[0] / sums[1]));
    let spanned = percentile_interval(&drawn, sums.n_clusters(), sums.n_effective(1));
    widest(independent(clusters), spanned)
}

/// Wilson's interval, as if articles had no outlet.
fn independent(clusters: &[(u64, u64)]) -> (f64, f64) {
    let hits = clusters.iter().map(|(hits, _)| hits).sum();
    wilson(hits, clusters.iter().map(|(_, n)| n).sum(), Z95).expect("there are articles")
}

/// Part of the corpora whose interval contains the truth; `--nocapture` prints it.
fn coverage(what: &str, seed: u64, holds: impl Fn(&mut ChaCha8Rng) -> bool) -> f64 {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let covered = (0..CORPORA).filter(|_| holds(&mut rng)).count() as f64 / CORPORA as f64;
    println!("{what}: {covered}");
    covered
}

#[test]
fn wilson_covers_where_articles_are_independent() {
    let covered = coverage("wilson, independent articles", 1, |rng| {
        let (n, share) = (rng.random_range(40..400), rng.random_range(0.05..0.95));
        let hits = (0..n).filter(|_| rng.random_bool(share)).count() as u64;
        wilson(hits, n, Z95).is_some_and(|(low, high)| low <= share && share <= high)
    });
    between(covered, 0.93, 0.97);
}

#[test]
fn the_cluster_bootstrap_covers_with_thirty_clusters_and_more() {
    for n_clusters in [30, 60] {
        let covered = coverage(&format!("bootstrap, {n_clusters} outlets"), 2, |rng| {
            let (low, high) = clustered(&clusters(rng, n_clusters));
            low <= 0.3 && 0.3 <= high
        });
        between(covered, 0.93, 0.97);
    }
}

#[test]
fn articles_of_outlets_taken_as_independent_cover_too_seldom() {
    let covered = coverage("wilson, 60 outlets", 2, |rng| {
        let (low, high) = independent(&clusters(rng, 60));
        low <= 0.3 && 0.3 <= high
    });
    between(covered, 0.0, 0.85);
}
