//! A query over time: share or rate, moving average, sparkline, change of level.

use crate::audit::{Answer, Audit, AuditError};
use crate::record::{Cell, Kind, MISSING, Period, Table};
use crate::store::{ArticleGroup, Counted, Query};
use crate::summarize::{ChangePoint, Share, change_point, moving_average, sparkline};

/// What is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TrendMeasure {
    /// Share of the articles of the base.
    #[default]
    Share,
    /// Hits per 1,000 tokens of the base.
    Rate,
}

impl TrendMeasure {
    /// All measures with their names.
    pub const ALL: [(&'static str, Self); 2] = [("share", Self::Share), ("rate", Self::Rate)];
}

/// How a query is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrendOptions {
    /// Length of a period.
    pub by: Period,
    /// What is followed.
    pub measure: TrendMeasure,
    /// Articles a period needs.
    pub min: u64,
    /// Periods in the moving average, of those with at least 5 articles in the base.
    pub average: usize,
    /// What one result is called: articles, or stories where copies are one.
    pub counted: &'static str,
}

impl Default for TrendOptions {
    /// The share of articles by month.
    fn default() -> Self {
        Self { by: Period::Month, measure: TrendMeasure::Share, min: 1, average: 3, counted: "articles" }
    }
}

impl Audit {
    /// Follows the articles of `query` that are also of `base` over time, against all of `base`.
    ///
    /// # Errors
    /// When a query is wrong or the index cannot be read.
    pub fn trend(&self, query: &Query, base: &Query, options: &TrendOptions) -> Result<Answer, AuditError> {
        let store = self.finder()?;
        let axis = store.axis(options.by.name())?;
        let counted = match options.measure {
            TrendMeasure::Rate => Counted::Hits,
            TrendMeasure::Share => Counted::Articles,
        };
        let mut grouping = store.group(query, base, &[axis], counted)?;
        let undated = grouping.groups.iter().position(|g| g.key[0] == MISSING).map(|at| grouping.groups.remove(at));
        grouping.groups.retain(|group| group.n_all >= options.min);
        let groups = grouping.groups.as_slice();
        let series: Vec<Option<f64>> = groups.iter().map(|group| options.value(group)).collect();
        let many = options.counted;
        let what = match options.measure {
            TrendMeasure::Rate => "hits per 1,000 tokens of the base".to_owned(),
            TrendMeasure::Share => {
                format!("share of the {many} of the base, 95 % by Wilson, {many} taken as independent")
            }
        };
        let mut before = vec![format!("{} of {} {many}; {what}", grouping.n_found, grouping.n_base)];
        let left = undated.map(|undated| {
            format!("Undated {many} are left out: {}, of which the query finds {}", undated.n_all, undated.n)
        });
        before.extend(left);
        let after =
            few_found(grouping.n_found, many).into_iter().chain(drawn(groups, &series)).chain(change(groups, &series));
        let after = after.collect();
        Ok(Answer { before, table: options.table(groups, &series), after, n_found: grouping.n_found })
    }
}

/// Says that a series of few articles goes up and down by chance.
fn few_found(n: u64, counted: &str) -> Option<String> {
    let one = if n == 1 { format!("1 {}", counted.trim_end_matches('s')) } else { format!("{n} {counted}") };
    (n > 0 && n < FEW_ARTICLES).then(|| format!("Found in {one} only: what goes up and down here is mostly chance."))
}

/// Fewest periods that make a line.
const LEAST_PERIODS: usize = 3;

/// The line of the series, with a dot for periods that are too small; none where fewer than three are large enough.
fn drawn(groups: &[ArticleGroup], series: &[Option<f64>]) -> Option<String> {
    let (first, last) = groups.first().zip(groups.last())?;
    let large: Vec<Option<f64>> =
        groups.iter().zip(series).map(|(group, value)| value.filter(|_| group.n_all >= LEAST_ARTICLES)).collect();
    let n_dots = large.iter().filter(|value| value.is_none()).count();
    let dots = if n_dots > 0 { format!("  (· fewer than {LEAST_ARTICLES} articles)") } else { String::new() };
    (large.len() - n_dots >= LEAST_PERIODS)
        .then(|| format!("{}  {}  {}{dots}", first.key[0], sparkline(&large), last.key[0]))
}

/// From here on a change of level may be chance, and none is named.
const LEVEL: f64 = 0.05;

/// Periods from which on the test can find a change of level.
const LEAST_TESTED: usize = 11;

/// Articles of the base that a period needs to be compared with others: the share of fewer is mostly chance, and each
/// period counts the same.
const LEAST_ARTICLES: u64 = 5;

/// The most likely change of level, where one is shown, and which periods are too small to be asked.
fn change(groups: &[ArticleGroup], series: &[Option<f64>]) -> Vec<String> {
    let known: Vec<(&ArticleGroup, f64)> =
        groups.iter().zip(series).filter_map(|(group, value)| Some((group, (*value)?))).collect();
    let n_known = known.len();
    let large: Vec<(&ArticleGroup, f64)> =
        known.into_iter().filter(|(group, _)| group.n_all >= LEAST_ARTICLES).collect();
    let n_left = n_known - large.len();
    let left = format!(
        "{n_left} of {n_known} periods have fewer than {LEAST_ARTICLES} articles in the base: no change of level is looked for \
         in them."
    );
    (n_left > 0).then_some(left).into_iter().chain(change_between(&large)).collect()
}

/// The most likely change of level in periods that are large enough.
fn change_between(known: &[(&ArticleGroup, f64)]) -> Option<String> {
    let values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
    let found = change_point(&values, LEVEL)?;
    let ChangePoint { at, statistic, p, .. } = found;
    let name = |at: &usize| known[*at].0.key[0].as_str();
    if found.least_p >= LEVEL {
        return Some(format!(
            "Whether the level changes is not tested: Pettitt's test of {} periods finds none, however large it is ({LEAST_TESTED} or \
             more are needed).",
            known.len()
        ));
    }
    if p >= LEVEL {
        return Some(format!(
            "No change of level is shown: Pettitt K = {statistic}, p ≈ {p:.3}; each period counts the same, as if independent of \
             those before it. A change within the first or last {} periods cannot be found.",
            found.blind
        ));
    }
    let tied = match found.ties.as_slice() {
        [] => String::new(),
        ties => format!(
            " K is as large at {}: when it changed is not settled.",
            ties.iter().map(name).collect::<Vec<_>>().join(", ")
        ),
    };
    let articles = |side: &[(&ArticleGroup, f64)]| side.iter().map(|(group, _)| group.n_all).sum::<u64>();
    let small = articles(&known[..at]).min(articles(&known[at..]));
    let thin = if small < FEW_ARTICLES { format!(" One side rests on {small} articles.") } else { String::new() };
    Some(format!(
        "Most likely change of level: {}, from a mean of {:.4} to {:.4} (Pettitt K = {statistic}, p {}; each period counts the \
         same, as if independent of those before it).{tied}{thin}",
        name(&at),
        found.before,
        found.after,
        if p < 0.001 { "< 0.001".to_owned() } else { format!("≈ {p:.3}") }
    ))
}

/// Articles below which it is said how few a level rests on.
const FEW_ARTICLES: u64 = 30;

impl TrendOptions {
    fn value(&self, group: &ArticleGroup) -> Option<f64> {
        match self.measure {
            TrendMeasure::Rate => (group.n_tokens > 0).then(|| group.n_hits as f64 / group.n_tokens as f64 * 1000.0),
            TrendMeasure::Share => Share::of(group.n, group.n_all).map(|share| share.share),
        }
    }

    fn table(&self, groups: &[ArticleGroup], series: &[Option<f64>]) -> Table {
        let mut columns = vec![(self.by.name(), Kind::Text), ("n", Kind::Int), ("n_all", Kind::Int)];
        columns.extend(match self.measure {
            TrendMeasure::Rate => [("n_hits", Kind::Int), ("n_tokens", Kind::Int), ("rate", Kind::Float)],
            TrendMeasure::Share => [("share", Kind::Float), ("low", Kind::Float), ("high", Kind::Float)],
        });
        columns.push(("average", Kind::Float));
        let mut table = Table::new(&columns);
        // The share of a small period is mostly chance.
        let numbered = groups.iter().zip(series).map(|(group, value)| {
            (self.by.number(&group.key[0]).unwrap_or_default(), value.filter(|_| group.n_all >= LEAST_ARTICLES))
        });
        let average = moving_average(&numbered.collect::<Vec<_>>(), self.average);
        for ((group, value), average) in groups.iter().zip(series).zip(&average) {
            let mut row = vec![Cell::Text(&group.key[0]), Cell::count(group.n), Cell::count(group.n_all)];
            match self.measure {
                TrendMeasure::Rate => {
                    row.extend([Cell::count(group.n_hits), Cell::count(group.n_tokens), Cell::float(*value)]);
                }
                TrendMeasure::Share => row.extend(Cell::share(Share::of(group.n, group.n_all))),
            }
            row.push(Cell::float(*average));
            table.push(&row);
        }
        table
    }
}
