//! The section on how many articles there are over time.

use std::collections::{BTreeMap, BTreeSet};

use crate::findings::corpus::Corpus;
use crate::present::figure::{FigureRow, Fill, Mark, Measure, OTHER, Plot, Series};
use crate::present::report::Section;
use crate::record::{Axis, Cell, Kind, Period, Table, outlet_of};
use crate::score::ArticleRow;
use crate::summarize::busy_periods;

/// Outlets that have a line of their own.
const LINES: usize = 3;
/// Months that are drawn one by one; more are drawn by year.
const MONTHS: usize = 36;

/// True for articles that print a story which another one printed before.
fn is_copy(row: &ArticleRow) -> bool {
    row.copies > 1 && row.story != row.id
}

/// Months or years, by the time that the corpus spans, with the indexes of their articles.
fn periods(corpus: &Corpus<'_>) -> (&'static str, BTreeMap<String, Vec<usize>>) {
    let months = corpus.groups(Axis::period(Period::Month), |_| true, 1).into_iter().map(|(month, ..)| month);
    let months = every_period(&months.collect());
    let by = if months.len() <= MONTHS { Period::Month } else { Period::Year };
    let found = corpus.groups(Axis::period(by), |_| true, 1).into_iter().map(|(period, members, _)| (period, members));
    let mut periods: BTreeMap<String, Vec<usize>> = found.collect();
    for period in every_period(&periods.keys().cloned().collect()) {
        periods.entry(period).or_default();
    }
    (by.name(), periods)
}

pub(super) fn volume(corpus: &Corpus<'_>) -> Section {
    let (by, periods) = periods(corpus);
    let outlets: Vec<String> =
        corpus.groups(Axis::outlet(), |_| true, 1).into_iter().map(|o| o.0).take(LINES).collect();
    let mut table =
        Table::new(&[(by, Kind::Text), ("outlet", Kind::Text), ("articles", Kind::Int), ("copies", Kind::Int)]);
    let mut drawn = Vec::new();
    let mut behind = Vec::new();
    let dates: Vec<&String> = periods.keys().filter(|period| is_date(period)).collect();
    let near = busy_periods(&dates.iter().map(|date| periods[*date].len() as u64).collect::<Vec<_>>());
    let is_near = |period: &String| dates[near.clone()].binary_search(&period).is_ok();
    for (period, members) in periods.iter().filter(|(period, members)| !members.is_empty() || is_near(period)) {
        let mut marks = Vec::new();
        for outlet in std::iter::once(None).chain(outlets.iter().map(Some)) {
            let of = |at: &&usize| outlet.is_none_or(|outlet| outlet_of(&corpus.rows[**at]) == *outlet);
            let n = members.iter().filter(of).count() as u64;
            let copies = members.iter().filter(of).filter(|at| is_copy(&corpus.rows[**at])).count() as u64;
            let name = outlet.map_or("all", String::as_str);
            table.push(&[Cell::Text(period), Cell::Text(name), Cell::count(n), Cell::count(copies)]);
            marks.push(Some(Mark { value: n as f64, ends: None }));
        }
        if !is_date(period) {
            behind.extend(corpus.behind_of("Without a date", "NOT date:*", members.iter().copied()));
            continue;
        }
        drawn.push((members.len() as u64, FigureRow { label: period.clone(), marks }));
        behind.extend(corpus.behind_of(period, &format!("date:{period}"), members.iter().copied()));
    }
    let (groups, outside) = busy(drawn);
    let outside = match outside {
        0 => String::new(),
        n => format!(
            " {n} articles lie far before or after the rest and are in the table only: their dates may be wrong."
        ),
    };
    let names = std::iter::once("all").chain(outlets.iter().map(String::as_str)).enumerate();
    let series =
        names.map(|(look, name)| Series { name: name.to_owned(), look: OTHER + look, fill: Fill::Solid }).collect();
    let text = format!(
        "Articles by {by}: all, and those of the {} largest outlets. Copies print a story that another article of the \
         corpus printed before. A change in a trend may be a change in what was collected.{outside}",
        outlets.len()
    );
    Section {
        id: "volume".into(),
        title: format!("What the corpus holds, by {by}"),
        text: vec![text],
        plot: Some(Plot::Lines { measure: Measure::Count, series, groups }),
        table,
        shares: Vec::new(),
        behind,
    }
}

/// The groups of the busy periods, and the articles of the others.
fn busy(all: Vec<(u64, FigureRow)>) -> (Vec<FigureRow>, u64) {
    let counts: Vec<u64> = all.iter().map(|(n, _)| *n).collect();
    let busy = busy_periods(&counts);
    let outside = counts.iter().sum::<u64>() - counts[busy.clone()].iter().sum::<u64>();
    (all.into_iter().skip(busy.start).take(busy.len()).map(|(_, group)| group).collect(), outside)
}

/// True for a year or a month, and not for what has no date.
fn is_date(period: &str) -> bool {
    period.starts_with(|c: char| c.is_ascii_digit())
}

/// All years, or all months, from the first to the last of some.
pub(super) fn every_period(some: &BTreeSet<String>) -> Vec<String> {
    let dates: Vec<&String> = some.iter().filter(|period| is_date(period)).collect();
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return Vec::new() };
    let number = |text: &str| -> Option<u32> {
        let year: u32 = text.get(..4)?.parse().ok()?;
        Some(if text.len() == 4 { year } else { year * 12 + text.get(5..7)?.parse::<u32>().ok()? - 1 })
    };
    let print = |n: u32| if first.len() == 4 { format!("{n:04}") } else { format!("{:04}-{:02}", n / 12, n % 12 + 1) };
    let (Some(from), Some(to)) = (number(first), number(last)) else { return Vec::new() };
    (from..=to).map(print).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_period_between_the_first_and_the_last_is_missing() {
        let months = ["2019-11", "2020-02", "(none)"].map(str::to_owned);
        let all = every_period(&BTreeSet::from(months));
        assert_eq!(all, ["2019-11", "2019-12", "2020-01", "2020-02"]);
        assert_eq!(every_period(&BTreeSet::from(["2019", "2021"].map(str::to_owned))), ["2019", "2020", "2021"]);
        assert!(every_period(&BTreeSet::new()).is_empty());
    }

    #[test]
    fn a_wrong_date_does_not_stretch_the_axis() {
        let one = |(label, n): (&str, u64)| (n, FigureRow { label: label.to_owned(), marks: Vec::new() });
        let (groups, outside) =
            busy([("2001", 1), ("2012", 900), ("2013", 0), ("2014", 800), ("2050", 2)].map(one).to_vec());
        let labels: Vec<&str> = groups.iter().map(|group| group.label.as_str()).collect();
        assert_eq!((labels, outside), (vec!["2012", "2013", "2014"], 3));
    }
}
