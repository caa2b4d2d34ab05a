//! Adds articles up and turns the sums into shares with intervals.
//!
//! In: [`ArticleRow`]s. Out: a [`Tally`], which merges in any order, and from it [`Share`]s.
//! It knows no index: every figure is recomputed from the rows of `articles.parquet`.

mod interval;
mod weight;
mod cluster;
mod bootstrap;
mod estimate;
mod normal;
mod rank;
mod keyness;
mod trend;
pub mod population;
mod voice;
mod median;
mod work;

pub use crate::summarize::bootstrap::{ClusterSums, FEW_CLUSTERS, Resampling, percentile_interval, quantile};
pub use crate::summarize::cluster::{ClusterBy, Method};
pub use crate::summarize::estimate::{Estimate, Estimator, Test, estimates_by_outlet};
mod health;

pub use crate::summarize::health::{FAR, Health, HealthCell, LEAST_MONTHS, VolumeBreak};
pub use crate::summarize::interval::{Z95, wilson, wilson_of_share};
pub use crate::summarize::keyness::{Collocation, Contrast};
pub use crate::summarize::median::Median;
pub use crate::summarize::normal::{chi_squared_tail, false_discovery, normal_tails};
pub use crate::summarize::rank::{deviation_of_proportions, rank_test};
pub use crate::summarize::trend::{ChangePoint, busy_periods, change_point, moving_average, sparkline};
pub use crate::summarize::voice::{VoiceCell, VoiceCount, VoiceTally};
pub use crate::summarize::weight::{Weight, WeightError, Weights};
pub use crate::summarize::work::{
    PayFigures, ReasonFigures, ScheduleFigures, TierSchedule, pay_by, reasons_by, schedules,
};

use std::collections::BTreeMap;

use crate::record::{Axis, group_keys};
use crate::score::{AcknowledgementKind, ArticleRow, Focus, HeadlineScope};

/// Counts of one group of articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Articles.
    pub n_articles: u64,
    /// Of these, articles that are not scored and in no base of a share.
    pub n_unscored: u64,
    /// Tokens in scored zones.
    pub n_tokens: u64,
    /// Articles by their focus.
    pub focus: BTreeMap<Focus, u64>,
    /// Articles with a universal headline.
    pub n_universal_headline: u64,
    /// Of these, articles with a scope gap.
    pub n_scope_gap: u64,
    /// Articles with attention of 1 or more, a tier each.
    pub n_attended: Vec<u64>,
    /// Articles that acknowledge a tier in a token way, a tier each.
    pub n_token: Vec<u64>,
    /// Articles by kind of proposal discussed.
    pub proposals: BTreeMap<String, u64>,
    /// Articles by whom the proposals discussed serve.
    pub serve: BTreeMap<String, u64>,
    /// Articles by trope used.
    pub tropes: BTreeMap<String, u64>,
    /// Articles that name pay (`pay`), by kinds of schedule and of reasons for leaving work.
    pub work: BTreeMap<String, u64>,
}

/// Counts by group; merging is associative and commutative.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    axes: Vec<Axis>,
    cells: BTreeMap<Vec<String>, Cell>,
    /// Not the sum of the cells: an article with several values of an axis is in several of them.
    total: Cell,
}

impl Tally {
    /// An empty tally by these axes; without axes there is one group.
    #[must_use]
    pub fn new(axes: &[Axis]) -> Self {
        Self { axes: axes.to_vec(), ..Self::default() }
    }

    /// Counts one article, in each of its groups.
    pub fn add(&mut self, row: &ArticleRow, tiers: &[String]) {
        let one = Cell::of(row);
        for key in group_keys(&self.axes, row, tiers) {
            self.cells.entry(key).or_default().merge(&one);
        }
        self.total.merge(&one);
    }

    /// Adds the counts of `other`, which has the same axes.
    pub fn merge(&mut self, other: &Self) {
        for (key, cell) in &other.cells {
            self.cells.entry(key.clone()).or_default().merge(cell);
        }
        self.total.merge(&other.total);
    }

    /// The axes.
    #[must_use]
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// Groups in the order of their keys.
    pub fn cells(&self) -> impl Iterator<Item = (&[String], &Cell)> {
        self.cells.iter().map(|(key, cell)| (key.as_slice(), cell))
    }

    /// All articles together, each once.
    #[must_use]
    pub fn total(&self) -> &Cell {
        &self.total
    }
}

impl Cell {
    fn of(row: &ArticleRow) -> Self {
        let universal = row.headline_scope == HeadlineScope::Universal;
        let once = |names: &[String]| names.iter().map(|name| (name.clone(), 1)).collect();
        Self {
            n_articles: 1,
            n_unscored: u64::from(row.unscored.is_some()),
            n_tokens: row.n_tokens,
            focus: BTreeMap::from([(row.focus, 1)]),
            n_universal_headline: u64::from(universal),
            n_scope_gap: u64::from(row.scope_gap),
            n_attended: (0..row.attention.len()).map(|tier| u64::from(row.mentions(tier))).collect(),
            n_token: row.acknowledgement.iter().map(|kind| u64::from(*kind == AcknowledgementKind::Token)).collect(),
            proposals: once(&row.proposals),
            serve: row.proposals_serve.iter().map(|serves| (serves.name().to_owned(), 1)).collect(),
            tropes: once(&row.tropes),
            work: row.work.names().map(|name| (name.to_owned(), 1)).collect(),
        }
    }

    fn merge(&mut self, other: &Self) {
        self.n_articles += other.n_articles;
        self.n_unscored += other.n_unscored;
        self.n_tokens += other.n_tokens;
        self.n_universal_headline += other.n_universal_headline;
        self.n_scope_gap += other.n_scope_gap;
        add_names(&mut self.focus, &other.focus);
        add_names(&mut self.proposals, &other.proposals);
        add_names(&mut self.serve, &other.serve);
        add_names(&mut self.tropes, &other.tropes);
        add_names(&mut self.work, &other.work);
        add_counts(&mut self.n_attended, &other.n_attended);
        add_counts(&mut self.n_token, &other.n_token);
    }

    /// Articles that were scored: the base of shares.
    #[must_use]
    pub fn n_scored(&self) -> u64 {
        self.n_articles - self.n_unscored
    }

    /// Articles with this focus.
    #[must_use]
    pub fn n_about(&self, focus: Focus) -> u64 {
        self.focus.get(&focus).copied().unwrap_or(0)
    }

    /// Articles with any focus.
    #[must_use]
    pub fn n_focused(&self) -> u64 {
        self.n_scored() - self.n_about(Focus::None)
    }
}

fn add_names<K: Ord + Clone>(into: &mut BTreeMap<K, u64>, from: &BTreeMap<K, u64>) {
    for (name, n) in from {
        *into.entry(name.clone()).or_default() += n;
    }
}

fn add_counts(into: &mut Vec<u64>, from: &[u64]) {
    into.resize(into.len().max(from.len()), 0);
    into.iter_mut().zip(from).for_each(|(into, from)| *into += from);
}

/// A share with its base and interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Articles counted.
    pub hits: u64,
    /// Out of this number.
    pub n: u64,
    /// Part of the whole, 0–1.
    pub share: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Share {
    /// `hits` of `n` articles taken as independent, at 95 %; `None` when `n` is 0.
    #[must_use]
    pub fn of(hits: u64, n: u64) -> Option<Self> {
        let (low, high) = wilson(hits, n, Z95)?;
        Some(Self { hits, n, share: hits as f64 / n as f64, low, high })
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod contrast_tests;
#[cfg(test)]
mod coverage_tests;
