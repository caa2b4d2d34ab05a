//! What the sections of a report are made of.

use std::fmt::Display;
use std::sync::OnceLock;

use xxhash_rust::xxh3::xxh3_64;

use crate::folder::Manifest;
use crate::lexicon::{Lexicon, TierIdx};
use crate::present::figure::{FigureRow, Fill, Mark, OTHER, Series};
use crate::present::report::{Behind, Example};
use crate::present::{grouped, spelled};
use crate::record::{Axis, MISSING};
use crate::score::{ArticleRow, Focus, HitRow};
use crate::summarize::{self, Estimate, Estimator, Makeup, Method, RankAndFile, Resampling, Tally, Weight};

/// Articles of an audit, and how shares are estimated from them.
#[derive(Debug)]
pub struct Corpus<'a> {
    pub(super) manifest: &'a Manifest,
    pub(super) lexicon: &'a Lexicon,
    pub(super) rows: &'a [ArticleRow],
    pub(super) hits: &'a [HitRow<'a>],
    pub(super) weight: Weight,
    pub(super) method: Method,
    pub(super) estimator: Estimator<'a>,
    pub(super) rank_and_file: Option<RankAndFile>,
    makeup: OnceLock<Makeup>,
}

/// Articles listed behind one number.
const LISTED: usize = 4;

impl<'a> Corpus<'a> {
    /// `rows` of the audit of `manifest`, all or some, with their `hits`.
    #[must_use]
    pub fn new(
        (manifest, lexicon): (&'a Manifest, &'a Lexicon),
        (rows, hits): (&'a [ArticleRow], &'a [HitRow<'a>]),
        weight: Weight,
        method: Method,
        resampling: Resampling,
    ) -> Self {
        let estimator = Estimator::new(rows, &weight, method, resampling);
        Self { manifest, lexicon, rows, hits, weight, method, estimator, rank_and_file: None, makeup: OnceLock::new() }
    }

    /// With the articles in which workers speak who are in charge of nobody's work, where that is known.
    #[must_use]
    pub fn with_rank_and_file(self, rank_and_file: Option<RankAndFile>) -> Self {
        Self { rank_and_file, ..self }
    }

    /// What the articles are like on average; measured when it is asked for first.
    pub(super) fn makeup(&self) -> &Makeup {
        self.makeup.get_or_init(|| Makeup::of_rows(self.rows, self.tiers().len()))
    }

    pub(crate) fn tiers(&self) -> &[String] {
        &self.manifest.tiers
    }

    /// Counts of all articles, which are those that shares are of.
    pub(super) fn total(&self) -> summarize::Cell {
        let mut tally = Tally::new(&[]);
        self.rows.iter().for_each(|row| tally.add(row, self.tiers()));
        tally.total().clone()
    }

    /// Shares of the parts among articles in the base, over all articles.
    pub(super) fn shares(
        &self,
        base: &dyn Fn(&ArticleRow) -> bool,
        parts: &[&dyn Fn(&ArticleRow) -> bool],
    ) -> Vec<Option<Estimate>> {
        let members: Vec<usize> = (0..self.rows.len()).collect();
        self.estimator.shares(&members, base, parts)
    }

    /// Groups by an axis with at least `least` articles in the base, the largest base first.
    pub(super) fn groups(
        &self,
        axis: Axis,
        base: impl Fn(&ArticleRow) -> bool,
        least: usize,
    ) -> Vec<(String, Vec<usize>, usize)> {
        let all = self.estimator.groups(&[axis], self.tiers()).into_iter();
        let mut groups: Vec<(String, Vec<usize>, usize)> = all
            .map(|(key, members)| {
                let n = members.iter().filter(|at| base(&self.rows[**at])).count();
                (key.concat(), members, n)
            })
            .filter(|(_, _, n)| *n >= least)
            .collect();
        groups.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
        groups
    }

    /// The articles that `test` holds for; see [`Self::behind_of`].
    pub(super) fn behind(&self, label: &str, query: &str, test: impl Fn(&ArticleRow) -> bool) -> Option<Behind> {
        self.behind_of(label, query, (0..self.rows.len()).filter(|at| test(&self.rows[*at])))
    }

    /// Some articles, which `query` finds in the whole audit. A few are listed: drawn by a hash of their ids,
    /// so that the choice is nobody's.
    pub(super) fn behind_of(&self, label: &str, query: &str, found: impl Iterator<Item = usize>) -> Option<Behind> {
        let mut found: Vec<&ArticleRow> = found.map(|at| &self.rows[at]).collect();
        found.sort_by_cached_key(|row| (xxh3_64(row.id.as_bytes()), row.id.clone()));
        let articles: Vec<Example> = found.iter().take(LISTED).map(|row| Example::of(row)).collect();
        (!found.is_empty()).then(|| Behind {
            label: label.to_owned(),
            n: found.len() as u64,
            query: query.to_owned(),
            articles,
        })
    }

    /// Articles about each tier, of all articles.
    pub(super) fn behind_tiers(&self) -> Vec<Behind> {
        let of = |(idx, tier): (TierIdx, &String)| {
            let label = format!("About {}", spelled(tier));
            self.behind(&label, &format!("focus:{tier}"), |row| row.focus == Focus::Tier(idx))
        };
        TierIdx::all(self.tiers()).filter_map(of).collect()
    }

    /// What is wrong with the intervals when too few clusters carry them.
    pub(super) fn thin(&self) -> Option<String> {
        let estimate = self.shares(&ArticleRow::is_focused, &[&ArticleRow::is_focused])[0].filter(Estimate::is_thin)?;
        Some(format!(
            "The intervals of shares among articles with a focus rest on {} clusters of articles ({}); a few are so much larger \
             than the others that they carry no more than {:.0} of equal size would. Take the intervals as a rough guide.",
            estimate.n_clusters,
            estimate.method(),
            estimate.n_effective
        ))
    }

    /// What the intervals rest on.
    pub(super) fn basis(&self) -> String {
        match self.shares(&ArticleRow::is_focused, &[&ArticleRow::is_focused])[0] {
            Some(estimate) if estimate.by.is_some() => format!(
                "95 %, by bootstrap over {} clusters ({}), worth {:.1} of equal size; {} replicates",
                estimate.n_clusters,
                estimate.method(),
                estimate.n_effective,
                self.estimator.resampling().replicates
            ),
            _ => "95 % by Wilson, articles taken as independent".to_owned(),
        }
    }
}

/// The mark of an estimate.
pub(super) fn mark(estimate: Option<Estimate>) -> Option<Mark> {
    estimate.map(|e| Mark { value: e.share.share, ends: Some((e.share.low, e.share.high)) })
}

/// A name with the number of articles it is of: `The Paper (1,204)`.
pub(super) fn with_count(name: &str, n: impl Display) -> String {
    format!("{name} ({})", grouped(n))
}

/// The row of a figure with the estimates of `n` articles.
pub(super) fn figure_row(name: &str, n: usize, estimates: &[Option<Estimate>]) -> FigureRow {
    FigureRow { label: with_count(name, n), marks: estimates.iter().map(|e| mark(*e)).collect() }
}

/// One series a tier.
pub(super) fn tier_series(tiers: &[String]) -> Vec<Series> {
    let one = |(look, tier): (usize, &String)| Series { name: spelled(tier), look: look % OTHER, fill: Fill::Solid };
    tiers.iter().enumerate().map(one).collect()
}

/// The people of a tier in the words of the lexicon.
pub(super) fn people(lexicon: &Lexicon, tier: &str) -> String {
    lexicon.about.tier(tier).map_or_else(|| spelled(tier), |words| words.people.clone())
}

/// The query for the articles of an outlet, letter for letter; `None` for a name that no query can hold.
pub(super) fn in_outlet(outlet: &str) -> Option<String> {
    match outlet {
        MISSING => Some("NOT outlet:*".to_owned()),
        name => (!name.contains('"')).then(|| format!("outlet:=\"{name}\"")),
    }
}
