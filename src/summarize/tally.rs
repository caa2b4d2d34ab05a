//! Counts of articles by group, which merge in any order.

use std::collections::BTreeMap;

use crate::record::{Axis, group_keys, named_keys};
use crate::score::{AcknowledgementKind, ArticleRow, Focus};

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
        let cells = named_keys(axes).into_iter().map(|key| (key, Cell::default())).collect();
        Self { axes: axes.to_vec(), cells, ..Self::default() }
    }

    /// A tally of these groups; `total` counts all articles, each once.
    pub(super) fn of_parts(axes: Vec<Axis>, cells: BTreeMap<Vec<String>, Cell>, total: Cell) -> Self {
        Self { axes, cells, total }
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
        let once = |names: &[String]| names.iter().map(|name| (name.clone(), 1)).collect();
        Self {
            n_articles: 1,
            n_unscored: u64::from(row.unscored.is_some()),
            n_tokens: row.n_tokens,
            focus: BTreeMap::from([(row.focus, 1)]),
            n_universal_headline: u64::from(row.promises_all()),
            n_scope_gap: u64::from(row.scope_gap),
            n_attended: (0..row.attention.len()).map(|tier| u64::from(row.mentions(tier))).collect(),
            n_token: row.acknowledgement.iter().map(|kind| u64::from(*kind == AcknowledgementKind::Token)).collect(),
            proposals: once(&row.proposals),
            serve: row.proposals_serve.iter().map(|serves| (serves.name().to_owned(), 1)).collect(),
            tropes: once(&row.tropes),
            work: row.work.names().map(|name| (name.to_owned(), 1)).collect(),
        }
    }

    /// Counts one article with what shares are made of, and nothing else.
    #[cfg(any(test, all(feature = "search", feature = "parquet")))]
    pub(crate) fn add_shares_of(&mut self, row: &ArticleRow) {
        self.n_articles += 1;
        self.n_unscored += u64::from(row.unscored.is_some());
        *self.focus.entry(row.focus).or_default() += 1;
        self.n_universal_headline += u64::from(row.promises_all());
        self.n_scope_gap += u64::from(row.scope_gap);
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

pub(super) fn add_names<K: Ord + Clone>(into: &mut BTreeMap<K, u64>, from: &BTreeMap<K, u64>) {
    for (name, n) in from {
        *into.entry(name.clone()).or_default() += n;
    }
}

pub(super) fn add_counts(into: &mut Vec<u64>, from: &[u64]) {
    into.resize(into.len().max(from.len()), 0);
    into.iter_mut().zip(from).for_each(|(into, from)| *into += from);
}
