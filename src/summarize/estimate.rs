//! Shares of articles with intervals that fit how the articles hang together.
//!
//! In: rows, what they weigh, how they cluster. Out: [`Estimate`]s.

use std::collections::BTreeMap;

use crate::lexicon::TierIdx;
use crate::record::{Axis, group_keys};
use crate::score::{ArticleRow, Focus};
use crate::summarize::bootstrap::{ClusterSums, FEW_CLUSTERS, Resampling, effective_number, percentile_interval};
use crate::summarize::cluster::{ClusterBy, Method};
use crate::summarize::interval::{Z95, wilson_of_share};
use crate::summarize::weight::{Weight, Weights};
use crate::summarize::{Cell, Share};

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
    /// `hits` of `n` articles taken as independent; `None` when `n` is 0.
    #[must_use]
    pub fn independent(hits: u64, n: u64) -> Option<Self> {
        let share = Share::of(hits, n)?;
        Some(Self { share, by: None, n_clusters: n as usize, n_effective: n as f64 })
    }

    /// True when too few clusters, or articles taken as independent, carry the interval for it to be trusted.
    #[must_use]
    pub fn is_thin(&self) -> bool {
        self.n_effective < FEW_CLUSTERS
    }

    /// The name of the method in tables.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.by.map_or("wilson", ClusterBy::name)
    }
}

/// The interval of clusters, but on neither side narrower than that of independent articles: clusters
/// can only take from the articles, and where hits are few a bootstrap does not see how few.
pub(super) fn widest(independent: (f64, f64), clustered: Option<(f64, f64)>) -> (f64, f64) {
    clustered.map_or(independent, |(low, high)| (independent.0.min(low), independent.1.max(high)))
}

/// True for the articles a share counts.
pub type Test<'a> = &'a dyn Fn(&ArticleRow) -> bool;

/// How many things an article holds.
pub type Count<'a> = &'a dyn Fn(&ArticleRow) -> u64;

/// Articles in a base and its parts.
struct Counts {
    /// Articles of the base.
    n: u64,
    /// Articles of each part.
    hits: Vec<u64>,
    /// Articles of equal weight that the base amounts to.
    independent: f64,
}

/// The shares of the parts in the base, which is the first of the sums.
fn estimates(
    sums: &ClusterSums,
    counts: &Counts,
    by: Option<ClusterBy>,
    resampling: Resampling,
) -> Vec<Option<Estimate>> {
    let total = sums.total();
    if total[0] <= 0.0 {
        return vec![None; counts.hits.len()];
    }
    let mut drawn = vec![Vec::new(); counts.hits.len()];
    if by.is_some() {
        sums.resample(resampling, |sums| {
            drawn.iter_mut().zip(&sums[1..]).for_each(|(drawn, part)| drawn.push(part / sums[0]));
        });
    }
    let (n_clusters, n_effective) = (sums.n_clusters(), sums.n_effective(0));
    let one = |((drawn, part), hits): ((&Vec<f64>, &f64), &u64)| {
        let share = (part / total[0]).min(1.0);
        let spanned = percentile_interval(drawn, n_clusters, n_effective);
        let (low, high) = widest(wilson_of_share(share, counts.independent, Z95), spanned);
        let share = Share { hits: *hits, n: counts.n, share, low, high };
        Some(Estimate { share, by: by.filter(|_| spanned.is_some()), n_clusters, n_effective })
    };
    drawn.iter().zip(&total[1..]).zip(&counts.hits).map(one).collect()
}

/// The shares of `parts` in `base` over the counts of clusters, which are of articles that share what `by` says.
///
/// In the order of `parts`; `None` where nothing is in the base.
#[must_use]
pub fn estimates_by_cluster<'c>(
    (cells, by): (impl Iterator<Item = &'c Cell>, ClusterBy),
    base: &dyn Fn(&Cell) -> u64,
    parts: &[&dyn Fn(&Cell) -> u64],
    resampling: Resampling,
) -> Vec<Option<Estimate>> {
    let mut sums = ClusterSums::new(parts.len() + 1);
    let mut hits = vec![0; parts.len()];
    let mut n = 0;
    for cell in cells.filter(|cell| base(cell) > 0) {
        let own: Vec<u64> = parts.iter().map(|part| part(cell)).collect();
        hits.iter_mut().zip(&own).for_each(|(hits, own)| *hits += own);
        let row: Vec<f64> = std::iter::once(base(cell)).chain(own).map(|n| n as f64).collect();
        sums.push(&row);
        n += base(cell);
    }
    if sums.n_clusters() < 2 {
        return hits.into_iter().map(|hits| Estimate::independent(hits, n)).collect();
    }
    estimates(&sums, &Counts { n, hits, independent: n as f64 }, Some(by), resampling)
}

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

    /// The articles.
    pub(super) fn rows(&self) -> &[ArticleRow] {
        self.rows
    }

    /// How intervals are made.
    pub(super) fn method(&self) -> Method {
        self.method
    }

    /// The cluster of article number `at`: its outlet, or the finer ones of the method.
    #[must_use]
    pub fn cluster(&self, by: ClusterBy, at: usize) -> u32 {
        if by == ClusterBy::Outlet { self.outlets[at] } else { self.finer[at] }
    }

    /// How clusters are drawn.
    #[must_use]
    pub fn resampling(&self) -> Resampling {
        self.resampling
    }

    /// The articles of each group by `axes`, in the order of the rows.
    #[must_use]
    pub fn groups(&self, axes: &[Axis], tiers: &[String]) -> BTreeMap<Vec<String>, Vec<usize>> {
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            for key in group_keys(axes, row, tiers) {
                groups.entry(key).or_default().push(at);
            }
        }
        groups
    }

    /// The share of each tier among the articles of `members` with a focus; as [`Self::shares`].
    #[must_use]
    pub fn by_focus(&self, members: &[usize], tiers: &[String]) -> Vec<Option<Estimate>> {
        let tests: Vec<_> =
            TierIdx::all(tiers).map(|(idx, _)| move |row: &ArticleRow| row.focus == Focus::Tier(idx)).collect();
        let tests: Vec<Test<'_>> = tests.iter().map(|test| test as Test<'_>).collect();
        self.shares(members, &ArticleRow::is_focused, &tests)
    }

    /// The shares of `parts` among the articles of `members` that are in `base`.
    ///
    /// In the order of `parts`; `None` where no article of weight is in the base.
    #[must_use]
    pub fn shares(&self, members: &[usize], base: Test<'_>, parts: &[Test<'_>]) -> Vec<Option<Estimate>> {
        let members: Vec<usize> =
            members.iter().copied().filter(|at| self.weights.of[*at] > 0.0 && base(&self.rows[*at])).collect();
        let by = self.clustering(&members);
        let alone = |at: usize| u32::try_from(at).expect("articles are below 2^32");
        let sums = self.sums(&members, parts, |at| by.map_or_else(|| alone(at), |by| self.cluster(by, at)));
        let count = |part: &Test<'_>| members.iter().filter(|at| part(&self.rows[**at])).count() as u64;
        let counts = Counts {
            n: members.len() as u64,
            hits: parts.iter().map(count).collect(),
            independent: self.independent(&members),
        };
        estimates(&sums, &counts, by, self.resampling)
    }

    /// The shares of kinds of things that an article can hold several of, such as speakers, among all of them.
    ///
    /// `counts` has for each article of the corpus the number of its things of each kind; an empty list is none.
    /// In the order of the kinds, of which there are `n_kinds`; `None` where the members hold nothing.
    ///
    /// # Panics
    /// When the counts of an article are neither empty nor `n_kinds`.
    #[must_use]
    pub fn shares_of_things(&self, members: &[usize], counts: &[Vec<u64>], n_kinds: usize) -> Vec<Option<Estimate>> {
        let members: Vec<usize> =
            members.iter().copied().filter(|at| self.weights.of[*at] > 0.0 && !counts[*at].is_empty()).collect();
        let by = self.clustering(&members);
        let mut clusters: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        let mut hits = vec![0; n_kinds];
        for at in &members {
            let alone = u32::try_from(*at).expect("articles are below 2^32");
            let cluster = by.map_or(alone, |by| self.cluster(by, *at));
            let own = clusters.entry(cluster).or_insert_with(|| vec![0.0; n_kinds + 1]);
            assert_eq!(counts[*at].len(), n_kinds, "a count a kind");
            for (kind, n) in counts[*at].iter().enumerate() {
                let weighed = self.weights.of[*at] * *n as f64;
                own[0] += weighed;
                own[kind + 1] += weighed;
                hits[kind] += n;
            }
        }
        let mut sums = ClusterSums::new(n_kinds + 1);
        clusters.values().for_each(|own| sums.push(own));
        let n = hits.iter().sum();
        // Each thing weighs as its article.
        let weights = members.iter().map(|at| (self.weights.of[*at], counts[*at].iter().sum::<u64>() as f64));
        let sum: f64 = weights.clone().map(|(weight, n)| weight * n).sum();
        let squares: f64 = weights.map(|(weight, n)| weight * weight * n).sum();
        estimates(&sums, &Counts { n, hits, independent: sum * sum / squares }, by, self.resampling)
    }

    /// Of things that the articles of `members` hold, such as words, the part that `own` counts, weighed by article; `None`
    /// where they hold nothing.
    #[must_use]
    pub fn part(&self, members: &[usize], own: Count<'_>, all: Count<'_>) -> Option<f64> {
        let weighed = |count: Count<'_>| -> f64 {
            members.iter().map(|at| self.weights.of[*at] * count(&self.rows[*at]) as f64).sum()
        };
        let (part, whole) = (weighed(own), weighed(all));
        (whole > 0.0).then(|| part / whole)
    }

    /// Articles of equal weight that the members amount to.
    fn independent(&self, members: &[usize]) -> f64 {
        effective_number(members.iter().map(|at| self.weights.of[*at]))
    }

    /// What the articles `members` share that their intervals allow for; `None` where they are taken as independent.
    #[must_use]
    pub fn clustering(&self, members: &[usize]) -> Option<ClusterBy> {
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
