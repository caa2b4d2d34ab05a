//! Intervals by resampling whole clusters of articles.
//!
//! In: for each cluster the sums that statistics are made of. Out: the statistics of many corpora
//! drawn from the clusters, and intervals from them. Articles of a cluster stay together, so what
//! they share (an editor, a week of news, one text) widens the interval as it should.
//!
//! A replicate draws as many clusters as there are, with replacement, from a random stream of its
//! own: the same seed gives the same numbers, in whatever order replicates are computed.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// Clusters a bootstrap needs before its interval can be trusted; with fewer it is printed and said.
pub const FEW_CLUSTERS: f64 = 30.0;

/// How often clusters are drawn, and from which seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resampling {
    /// Replicates.
    pub replicates: u32,
    /// Seed.
    pub seed: u64,
}

impl Resampling {
    /// Calls `take` for each replicate with the number of times each cluster was drawn.
    pub fn each(&self, n_clusters: usize, mut take: impl FnMut(&[u32])) {
        let mut drawn = vec![0_u32; n_clusters];
        self.draw(n_clusters, |clusters| {
            drawn.fill(0);
            clusters.for_each(|cluster| drawn[cluster] += 1);
            take(&drawn);
        });
    }

    /// Calls `take` for each replicate with the clusters drawn, one after the other.
    fn draw(&self, n_clusters: usize, mut take: impl FnMut(&mut dyn Iterator<Item = usize>)) {
        if n_clusters == 0 {
            return;
        }
        for replicate in 0..self.replicates {
            let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
            rng.set_stream(u64::from(replicate));
            let bound = u32::try_from(n_clusters).expect("clusters are at most articles");
            take(&mut (0..n_clusters).map(|_| rng.random_range(0..bound) as usize));
        }
    }
}

/// Sums by cluster, the same number of them each.
///
/// Clusters with equal sums are kept once and counted: resampling cannot distinguish them, and a
/// corpus with a cluster for nearly every article has few different sums.
#[derive(Debug, Clone)]
pub struct ClusterSums {
    width: usize,
    kinds: Vec<f64>,
    kind_of: Vec<u32>,
    known: BTreeMap<Vec<u64>, u32>,
}

impl ClusterSums {
    /// No clusters, `width` sums each.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self { width, kinds: Vec::new(), kind_of: Vec::new(), known: BTreeMap::new() }
    }

    /// Adds a cluster.
    ///
    /// # Panics
    /// When there are not `width` sums.
    pub fn push(&mut self, sums: &[f64]) {
        assert_eq!(sums.len(), self.width, "every cluster has the same sums");
        let bits: Vec<u64> = sums.iter().map(|sum| sum.to_bits()).collect();
        let next = u32::try_from(self.known.len()).expect("clusters are at most articles");
        let kind = *self.known.entry(bits).or_insert(next);
        if kind == next {
            self.kinds.extend_from_slice(sums);
        }
        self.kind_of.push(kind);
    }

    /// Number of clusters.
    #[must_use]
    pub fn n_clusters(&self) -> usize {
        self.kind_of.len()
    }

    /// Clusters whose sum number `at` is above 0.
    #[must_use]
    pub fn n_above_zero(&self, at: usize) -> usize {
        self.kind_of.iter().filter(|kind| self.kinds[**kind as usize * self.width + at] > 0.0).count()
    }

    /// The sums over all clusters.
    #[must_use]
    pub fn total(&self) -> Vec<f64> {
        let mut total = vec![0.0; self.width];
        for kind in &self.kind_of {
            self.add(&mut total, *kind as usize, 1.0);
        }
        total
    }

    /// Clusters of equal size that would be as uneven as these are by sum number `at`.
    #[must_use]
    pub fn n_effective(&self, at: usize) -> f64 {
        effective_number(self.kind_of.iter().map(|kind| self.kinds[*kind as usize * self.width + at]))
    }

    /// Calls `take` for each replicate with its sums.
    pub fn resample(&self, resampling: Resampling, mut take: impl FnMut(&[f64])) {
        let mut times = vec![0_u32; self.known.len()];
        let mut sums = vec![0.0; self.width];
        resampling.draw(self.kind_of.len(), |clusters| {
            times.fill(0);
            clusters.for_each(|cluster| times[self.kind_of[cluster] as usize] += 1);
            sums.fill(0.0);
            for (kind, times) in times.iter().enumerate().filter(|(_, times)| **times > 0) {
                self.add(&mut sums, kind, f64::from(*times));
            }
            take(&sums);
        });
    }

    fn add(&self, sums: &mut [f64], kind: usize, times: f64) {
        let own = &self.kinds[kind * self.width..(kind + 1) * self.width];
        sums.iter_mut().zip(own).for_each(|(sum, x)| *sum += times * x);
    }
}

/// How many equal sizes amount to these: (Σn)² / Σn²; 0 for none above 0.
///
/// # Source
/// Kish (1965), Survey Sampling, section 8.2, with clusters in the place of weighted cases.
pub(super) fn effective_number(sizes: impl Iterator<Item = f64> + Clone) -> f64 {
    let sum: f64 = sizes.clone().sum();
    let squares: f64 = sizes.map(|size| size * size).sum();
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// The 95 % interval that replicates of a statistic span: percentiles, moved out for few clusters.
///
/// `n_clusters` were drawn from, `n_effective` counts them by their weight ([`ClusterSums::n_effective`]).
/// Plain percentiles are too narrow for few clusters, as a normal interval without Student's
/// t would be. They are taken at Φ(∓ t √(K / (K − 1))) instead, t of `n_effective` − 1 degrees of freedom, at
/// least 1. Replicates that are no number are left out; `None` without any other, or with one cluster.
///
/// # Source
/// Hesterberg (2015), American Statistician 69(4): 371–386, section 3.4 (the expanded percentile
/// interval); degrees of freedom of the effective number in the spirit of Carter, Schnepel &
/// Steigerwald (2017), Review of Economics and Statistics 99(4): 698–709.
#[must_use]
pub fn percentile_interval(replicates: &[f64], n_clusters: usize, n_effective: f64) -> Option<(f64, f64)> {
    let mut sorted: Vec<f64> = replicates.iter().copied().filter(|value| value.is_finite()).collect();
    if sorted.is_empty() || n_clusters < 2 {
        return None;
    }
    sorted.sort_by(f64::total_cmp);
    let freedom = (n_effective - 1.0).max(1.0);
    let t = StudentsT::new(0.0, 1.0, freedom).expect("the freedom is above 0").inverse_cdf(0.975);
    let k = n_clusters as f64;
    let tail = Normal::standard().cdf(-t * (k / (k - 1.0)).sqrt());
    Some((quantile(&sorted, tail), quantile(&sorted, 1.0 - tail)))
}

/// Quantile of sorted numbers, linear between neighbours.
///
/// # Panics
/// Without numbers.
#[must_use]
pub fn quantile(sorted: &[f64], at: f64) -> f64 {
    let place = at.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    sorted[below] + (sorted[above] - sorted[below]) * (place - place.floor())
}
