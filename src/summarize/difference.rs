//! How far the shares of two groups of articles are apart, with intervals that respect the clusters both share.
//!
//! In: the articles of two sides, which may overlap, and the shares asked for. Out: a [`ShareDifference`] each.
//!
//! Clusters of both sides are drawn together and both shares are taken from the same draw, so what a cluster does to both
//! sides cancels as it should. On neither side is an interval narrower than that of independent articles, by which
//! articles that are on both sides count once.

use std::collections::BTreeMap;

use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::summarize::bootstrap::{ClusterSums, percentile_interval};
use crate::summarize::cluster::{ClusterBy, Method};
use crate::summarize::estimate::{Estimator, Test};
use crate::summarize::interval::Z95;
use crate::summarize::mover::{Parts, Tallied};
use crate::summarize::normal::normal_tails;

/// Articles of one side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SideShare {
    /// Articles of the base.
    pub n: u64,
    /// Articles counted.
    pub hits: u64,
    /// Part of the base by what the articles weigh, 0–1.
    pub share: f64,
}

/// A number with both ends of its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spanned {
    /// The number.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end; `None` where nothing bounds it.
    pub high: Option<f64>,
}

/// How far a share of one side is from that of the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareDifference {
    /// The side that is compared, and the one it is set against.
    pub sides: [SideShare; 2],
    /// Articles of the base that are on both sides.
    pub n_both: u64,
    /// Share of the first side less that of the second, −1–1.
    pub difference: Spanned,
    /// Share of the first side over that of the second; `None` where the second is 0.
    pub ratio: Option<Spanned>,
    /// How likely so large a difference is by chance, two-sided; below 0.05 just where the interval of the difference does
    /// not hold 0.
    pub p: f64,
    /// What was resampled; `None` where articles are taken as independent.
    pub by: Option<ClusterBy>,
    /// Clusters of equal size that those of the smaller side amount to.
    pub n_effective: f64,
}

impl ShareDifference {
    /// The name of the method in tables.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.by.map_or("independent", ClusterBy::name)
    }

    /// True when too few clusters carry the interval for it to be trusted.
    #[must_use]
    pub fn is_thin(&self) -> bool {
        self.by.is_some() && self.n_effective < crate::summarize::FEW_CLUSTERS
    }
}

/// A share: the articles of its base, and those of them it counts.
pub type ShareOf<'a> = (Test<'a>, Test<'a>);

/// On which sides an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct On([bool; 2]);

/// What the replicates of one share say.
#[derive(Default)]
struct Drawn {
    differences: Vec<f64>,
    ratios: Vec<f64>,
}

impl Estimator<'_> {
    /// How far each share of `asked` is apart between the articles of two sides.
    ///
    /// Clusters are those of the method; where it takes the coarsest, outlets if both sides have several, else outlets and
    /// weeks if both sides have several of these, else none. In the order of `asked`; `None` where a side has no article
    /// of weight in the base.
    ///
    /// # Source
    /// Cluster bootstrap: Cameron & Miller (2015), Journal of Human Resources 50(2): 317–372, section VI.C. Independent
    /// articles: Newcombe (1998), Statistics in Medicine 17: 873–890, and the others of `docs/methods/differences.md`.
    #[must_use]
    pub fn differences(&self, sides: [&[usize]; 2], asked: &[ShareOf<'_>]) -> Vec<Option<ShareDifference>> {
        let on = self.sides_of(sides);
        let by = self.shared_clustering(&on);
        let sums = by.map(|by| self.sums_of_sides(&on, asked, by));
        let mut drawn: Vec<Drawn> = asked.iter().map(|_| Drawn::default()).collect();
        if let Some(sums) = &sums {
            sums.resample(self.resampling(), |sums| {
                for (drawn, own) in drawn.iter_mut().zip(sums.chunks_exact(4)) {
                    let [one, other] = [own[1] / own[0], own[3] / own[2]];
                    drawn.differences.push(one - other);
                    // More than any number of a positive share over none; no number of none over none.
                    drawn.ratios.push(if one > 0.0 && other <= 0.0 { f64::MAX } else { one / other });
                }
            });
        }
        let one = |(at, asked): (usize, &ShareOf<'_>)| {
            let clusters = sums.as_ref().map(|sums| Clusters::of(sums, at));
            self.difference(&on, *asked, by.zip(clusters), &drawn[at])
        };
        asked.iter().enumerate().map(one).collect()
    }

    /// The articles that are on a side and weigh something, in the order of the rows.
    fn sides_of(&self, sides: [&[usize]; 2]) -> BTreeMap<usize, On> {
        let mut on: BTreeMap<usize, On> = BTreeMap::new();
        for (side, members) in sides.into_iter().enumerate() {
            for at in members.iter().filter(|at| self.weights().of[**at] > 0.0) {
                on.entry(*at).or_default().0[side] = true;
            }
        }
        on
    }

    /// Clusters of which each side has several.
    fn shared_clustering(&self, on: &BTreeMap<usize, On>) -> Option<ClusterBy> {
        let several = |by: ClusterBy| {
            let cluster = |at: &usize| self.cluster(by, *at);
            [0, 1].into_iter().all(|side| {
                let mut own = on.iter().filter(|(_, on)| on.0[side]).map(|(at, _)| cluster(at));
                own.next().is_some_and(|first| own.any(|other| other != first))
            })
        };
        match self.method() {
            Method::Wilson => None,
            Method::Clusters(by) => Some(by).filter(|by| several(*by)),
            Method::Coarsest => [ClusterBy::Outlet, ClusterBy::OutletWeek].into_iter().find(|by| several(*by)),
        }
    }

    /// For each share the weight of base and part on one side, then on the other, a cluster each.
    fn sums_of_sides(&self, on: &BTreeMap<usize, On>, asked: &[ShareOf<'_>], by: ClusterBy) -> ClusterSums {
        let mut sums: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        for (at, on) in on {
            let own = sums.entry(self.cluster(by, *at)).or_insert_with(|| vec![0.0; asked.len() * 4]);
            let (row, weight) = (&self.rows()[*at], self.weights().of[*at]);
            for ((base, part), own) in asked.iter().zip(own.chunks_exact_mut(4)) {
                if !base(row) {
                    continue;
                }
                let part = if part(row) { weight } else { 0.0 };
                for side in [0, 1].into_iter().filter(|side| on.0[*side]) {
                    own[side * 2] += weight;
                    own[side * 2 + 1] += part;
                }
            }
        }
        let mut out = ClusterSums::new(asked.len() * 4);
        sums.values().for_each(|own| out.push(own));
        out
    }

    fn difference(
        &self,
        on: &BTreeMap<usize, On>,
        (base, part): ShareOf<'_>,
        clusters: Option<(ClusterBy, Clusters)>,
        drawn: &Drawn,
    ) -> Option<ShareDifference> {
        let mut parts = Parts::default();
        for (at, on) in on {
            let row = &self.rows()[*at];
            if base(row) {
                parts.of_mut(on.0).add(self.weights().of[*at], part(row));
            }
        }
        let sides = [0, 1].map(|side| side_share(&parts, side));
        let [Some(one), Some(other)] = sides else { return None };
        let apart = one.share - other.share;
        let spanned = |drawn: &[f64]| percentile_interval(drawn, clusters?.1.n, clusters?.1.n_effective);
        let widened = |independent: (f64, f64), drawn: &[f64]| match spanned(drawn) {
            Some((low, high)) => (independent.0.min(low), independent.1.max(high)),
            None => independent,
        };
        let (low, high) = widened(parts.difference(), &drawn.differences);
        let (low, high) = (low.max(-1.0), high.min(1.0));
        let ratio = (other.share > 0.0).then(|| {
            let (low, high) = widened(parts.ratio(), &drawn.ratios);
            Spanned { value: one.share / other.share, low, high: Some(high).filter(|high| *high < UNBOUNDED) }
        });
        let is_drawn = spanned(&drawn.differences).is_some();
        let n_effective = clusters.map_or(f64::NAN, |(_, clusters)| clusters.n_effective);
        Some(ShareDifference {
            sides: [one, other],
            n_both: parts.both.n,
            difference: Spanned { value: apart, low, high: Some(high) },
            ratio,
            p: p_of(apart, (low, high), Some(n_effective).filter(|_| is_drawn)),
            by: clusters.map(|(by, _)| by).filter(|_| is_drawn),
            n_effective: if is_drawn { n_effective } else { one.n.min(other.n) as f64 },
        })
    }
}

/// A ratio above which its interval has no upper end: a replicate had no article of the part on the second side.
const UNBOUNDED: f64 = 1e9;

fn side_share(parts: &Parts, side: usize) -> Option<SideShare> {
    let own: [&Tallied; 2] = if side == 0 { [&parts.one, &parts.both] } else { [&parts.other, &parts.both] };
    let weight = own[0].weight + own[1].weight;
    let share = ((own[0].part + own[1].part) / weight).min(1.0);
    (weight > 0.0).then(|| SideShare { n: own[0].n + own[1].n, hits: own[0].hits + own[1].hits, share })
}

/// Clusters with articles of a base on the side that has fewer of them.
#[derive(Debug, Clone, Copy)]
struct Clusters {
    n: usize,
    n_effective: f64,
}

impl Clusters {
    /// Those of share number `at`.
    fn of(sums: &ClusterSums, at: usize) -> Self {
        let of_side = |side: usize| (sums.n_above_zero(at * 4 + side * 2), sums.n_effective(at * 4 + side * 2));
        let (one, other) = (of_side(0), of_side(1));
        Self { n: one.0.min(other.0), n_effective: one.1.min(other.1) }
    }
}

/// The p-value of an interval: how far 0 is from the value, measured in the half of the interval that faces 0, by
/// Student's t of `n_effective` clusters, by the normal distribution where articles are independent.
///
/// # Source
/// Altman & Bland (2011), BMJ 343: d2304, with the quantiles by which the interval was made.
pub(super) fn p_of(value: f64, (low, high): (f64, f64), n_effective: Option<f64>) -> f64 {
    let half = if value > 0.0 { value - low } else { high - value };
    if value.abs() < f64::EPSILON {
        return 1.0;
    }
    if half <= 0.0 {
        return 0.0;
    }
    let standard = value.abs() / half;
    let Some(n_effective) = n_effective else { return normal_tails(standard * Z95) };
    let t = StudentsT::new(0.0, 1.0, (n_effective - 1.0).max(1.0)).expect("the freedom is above 0");
    (2.0 * t.cdf(-standard * t.inverse_cdf(0.975))).min(1.0)
}
