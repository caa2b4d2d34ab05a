//! Shares of articles with intervals that fit how the articles hang together.
//!
//! In: rows, what they weigh, how they cluster. Out: [`Estimate`]s.

use std::collections::BTreeMap;

use crate::score::ArticleRow;
use crate::summarize::bootstrap::{ClusterSums, FEW_CLUSTERS, Resampling, percentile_interval};
use crate::summarize::cluster::{ClusterBy, Method};
use crate::summarize::interval::{Z95, wilson_of_share};
use crate::summarize::weight::{Weight, Weights};
use crate::summarize::{Axis, Share};

/// A share and what its interval rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Counts, and the weighted share with its interval.
    pub share: Share,
    /// What was resampled; `None` for Wilson's interval.
    pub by: Option<ClusterBy>,
    /// Clusters with articles of the base; articles for Wilson's interval.
    pub n_clusters: usize,
    /// Clusters of equal size that these amount to.
    pub n_effective: f64,
}

impl Estimate {
    /// True when too few clusters carry the interval for it to be trusted.
    #[must_use]
    pub fn is_thin(&self) -> bool {
        self.by.is_some() && self.n_effective < FEW_CLUSTERS
    }

    /// The name of the method in tables.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.by.map_or("wilson", ClusterBy::name)
    }
}

/// The interval of clusters, but on neither side narrower than that of independent articles: clusters
/// can only take from what articles tell, and where hits are few a bootstrap does not see how few.
pub(super) fn widest(independent: (f64, f64), clustered: Option<(f64, f64)>) -> (f64, f64) {
    clustered.map_or(independent, |(low, high)| (independent.0.min(low), independent.1.max(high)))
}

/// True for the articles a share counts.
pub type Test<'a> = &'a dyn Fn(&ArticleRow) -> bool;

/// Makes estimates over one corpus.
#[derive(Debug)]
pub struct Estimator<'a> {
    rows: &'a [ArticleRow],
    weights: Weights,
    method: Method,
    resampling: Resampling,
    outlets: Vec<u32>,
    /// Clusters of the method, or those that stand in for outlets where there is only one.
    finer: Vec<u32>,
}

impl<'a> Estimator<'a> {
    /// Makes ready for `rows`.
    #[must_use]
    pub fn new(rows: &'a [ArticleRow], weight: &Weight, method: Method, resampling: Resampling) -> Self {
        let finer = match method {
            Method::Clusters(by) => by,
            Method::Coarsest | Method::Wilson => ClusterBy::OutletWeek,
        };
        let outlets = ClusterBy::Outlet.number(rows);
        Self { rows, weights: weight.of(rows), method, resampling, outlets, finer: finer.number(rows) }
    }

    /// What the articles weigh.
    #[must_use]
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The same corpus under another weight, without intervals.
    #[must_use]
    pub fn weighed(&self, weight: &Weight) -> Self {
        Self::new(self.rows, weight, Method::Wilson, self.resampling)
    }

    /// How clusters are drawn.
    #[must_use]
    pub fn resampling(&self) -> Resampling {
        self.resampling
    }

    /// The articles of each group by `axes`, in the order of the rows.
    #[must_use]
    pub fn groups(&self, axes: &[Axis]) -> BTreeMap<Vec<String>, Vec<usize>> {
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            groups.entry(axes.iter().map(|axis| axis.key(row)).collect()).or_default().push(at);
        }
        groups
    }

    /// The shares of `parts` among the articles of `members` that are in `base`.
    ///
    /// In the order of `parts`; `None` where no article of weight is in the base.
    #[must_use]
    pub fn shares(&self, members: &[usize], base: Test<'_>, parts: &[Test<'_>]) -> Vec<Option<Estimate>> {
        let members: Vec<usize> =
            members.iter().copied().filter(|at| self.weights.of[*at] > 0.0 && base(&self.rows[*at])).collect();
        let by = self.clustering(&members);
        let clusters = match by {
            Some(ClusterBy::Outlet) => self.sums(&members, parts, |at| self.outlets[at]),
            Some(_) => self.sums(&members, parts, |at| self.finer[at]),
            None => self.sums(&members, parts, |at| u32::try_from(at).expect("articles are below 2^32")),
        };
        let total = clusters.total();
        let all = total[0];
        if all <= 0.0 {
            return vec![None; parts.len()];
        }
        let mut drawn = vec![Vec::new(); parts.len()];
        if by.is_some() {
            clusters.resample(self.resampling, |sums| {
                drawn.iter_mut().zip(&sums[1..]).for_each(|(drawn, part)| drawn.push(part / sums[0]));
            });
        }
        let (n_clusters, n_effective) = (clusters.n_clusters(), clusters.n_effective(0));
        let one = |(at, part): (usize, &Test<'_>)| {
            let share = (total[at + 1] / all).min(1.0);
            let hits = members.iter().filter(|member| part(&self.rows[**member])).count() as u64;
            let independent = wilson_of_share(share, self.independent(&members), Z95);
            let spanned = by.and_then(|_| percentile_interval(&drawn[at], n_clusters, n_effective));
            let (low, high) = widest(independent, spanned);
            let share = Share { hits, n: members.len() as u64, share, low, high };
            Some(Estimate { share, by: by.filter(|_| spanned.is_some()), n_clusters, n_effective })
        };
        parts.iter().enumerate().map(one).collect()
    }

    /// Articles of equal weight that the members amount to: (Σw)² / Σw² (Kish 1965).
    fn independent(&self, members: &[usize]) -> f64 {
        let weight = |at: &usize| self.weights.of[*at];
        let (sum, squares) = members.iter().map(weight).fold((0.0, 0.0), |(s, q), w| (s + w, q + w * w));
        sum * sum / squares
    }

    fn clustering(&self, members: &[usize]) -> Option<ClusterBy> {
        let several = |of: &[u32]| members.windows(2).any(|pair| of[pair[0]] != of[pair[1]]);
        match self.method {
            Method::Wilson => None,
            Method::Clusters(by) => Some(by).filter(|_| several(&self.finer)),
            Method::Coarsest if several(&self.outlets) => Some(ClusterBy::Outlet),
            Method::Coarsest => Some(ClusterBy::OutletWeek).filter(|_| several(&self.finer)),
        }
    }

    /// Weight of the base and of each part, a cluster each.
    fn sums(&self, members: &[usize], parts: &[Test<'_>], cluster: impl Fn(usize) -> u32) -> ClusterSums {
        let mut sums: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        for at in members {
            let own = sums.entry(cluster(*at)).or_insert_with(|| vec![0.0; parts.len() + 1]);
            let weight = self.weights.of[*at];
            own[0] += weight;
            for (sum, part) in own[1..].iter_mut().zip(parts) {
                *sum += if part(&self.rows[*at]) { weight } else { 0.0 };
            }
        }
        let mut out = ClusterSums::new(parts.len() + 1);
        sums.values().for_each(|own| out.push(own));
        out
    }
}
