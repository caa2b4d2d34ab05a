//! Sections on whose working life is covered, where, when, and with which remedies.

use std::collections::BTreeMap;

use crate::lexicon::{Serves, TierIdx};
use crate::present::figure::{FigureRow, Fill, Mark, Measure, OTHER, Plot, Series};
use crate::present::report::Section;
use crate::present::spelled;
use crate::record::{Axis, Period};
use crate::score::{ArticleRow, Focus};
use crate::summarize::busy_periods;

use crate::findings::corpus::{Corpus, figure_row, in_outlet, mark, tier_series};
use crate::findings::share_table::ShareTable;
use crate::findings::volume::every_period;

/// Groups of a figure by outlet.
pub(super) const OUTLETS: usize = 14;
/// Articles in the base that a group needs to be drawn, in a corpus of any size.
const LEAST: usize = 10;

/// The same in a corpus with few articles about somebody's working life.
pub(super) fn least(corpus: &Corpus<'_>) -> usize {
    let focused = corpus.rows.iter().filter(|row| row.is_focused()).count();
    LEAST.min(focused / 20 + 2)
}

pub(super) fn by_outlet(corpus: &Corpus<'_>) -> Section {
    let mut table = ShareTable::new(&["outlet"], "with_focus", &of_focused(corpus.tiers()));
    let mut groups = Vec::new();
    let mut behind = Vec::new();
    let least = least(corpus);
    let all = corpus.groups(Axis::outlet(), ArticleRow::is_focused, least);
    for (outlet, members, n) in all.iter().take(OUTLETS) {
        let estimates = corpus.estimator.by_focus(members, corpus.tiers());
        table.push(&[outlet], *n, &estimates);
        groups.push(figure_row(outlet, *n, &estimates));
        let Some(inside) = in_outlet(outlet) else { continue };
        for (idx, tier) in TierIdx::all(corpus.tiers()) {
            let of_tier = members.iter().copied().filter(|at| corpus.rows[*at].focus == Focus::Tier(idx));
            let label = format!("{outlet}, {}", spelled(tier));
            behind.extend(corpus.behind_of(&label, &format!("focus:{tier} {inside}"), of_tier));
        }
    }
    let left = all.len().saturating_sub(OUTLETS);
    table.section(
        ("focus-by-outlet", "Whose working life, by outlet"),
        vec![format!(
            "Of the articles of an outlet that are about somebody's working life (their number is in brackets): how many \
             are about each tier. Raw counts of the classifier, not corrected for its errors. Outlets with {least} such \
             articles or more, the largest first{}.",
            if left > 0 { format!("; {left} more are left out here") } else { String::new() }
        )],
        Plot::Rows { measure: Measure::Share, series: tier_series(corpus.tiers()), groups },
        behind,
    )
}

pub(super) fn trend(corpus: &Corpus<'_>) -> Section {
    let mut table = ShareTable::new(&["year"], "with_focus", &of_focused(corpus.tiers()));
    let mut behind = Vec::new();
    let least = least(corpus);
    let mut years = corpus.groups(Axis::period(Period::Year), ArticleRow::is_focused, 1);
    years.retain(|(year, _, _)| year.parse::<u16>().is_ok());
    years.sort();
    let axis = every_period(&years.iter().map(|(year, ..)| year.clone()).collect());
    let mut marks_of: BTreeMap<&str, Vec<Option<Mark>>> = BTreeMap::new();
    for (year, members, n) in &years {
        let estimates = corpus.estimator.by_focus(members, corpus.tiers());
        table.push(&[year], *n, &estimates);
        let drawn = *n >= least;
        marks_of.insert(year, estimates.iter().map(|e| mark(*e).filter(|_| drawn)).collect());
        for (idx, tier) in TierIdx::all(corpus.tiers()) {
            let of_tier = members.iter().copied().filter(|at| corpus.rows[*at].focus == Focus::Tier(idx));
            let label = format!("{year}, {}", spelled(tier));
            behind.extend(corpus.behind_of(&label, &format!("focus:{tier} date:{year}"), of_tier));
        }
    }
    let none = || vec![None; corpus.tiers().len()];
    let marks = |year: &String| marks_of.get(year.as_str()).cloned().unwrap_or_else(none);
    let n_of = |year: &String| years.iter().find(|(known, ..)| known == year).map_or(0, |(_, _, n)| *n as u64);
    let busy = busy_periods(&axis.iter().map(n_of).collect::<Vec<_>>());
    let groups = axis[busy].iter().map(|year| FigureRow { label: year.clone(), marks: marks(year) }).collect();
    table.section(
        ("focus-by-year", "Whose working life, over the years"),
        vec![format!(
            "Of the articles of a year that are about somebody's working life: how many are about each tier. Raw counts of the \
             classifier. Years with fewer than {least} of them, or far from the rest, are in the table but not in the figure. A change may come from \
             which outlets the corpus holds in which year."
        )],
        Plot::Lines { measure: Measure::Share, series: tier_series(corpus.tiers()), groups },
        behind,
    )
}

pub(super) fn proposals(corpus: &Corpus<'_>) -> Section {
    let serves = Serves::ALL;
    let mut table = ShareTable::new(&["focus"], "with_remedy", &serves.map(|whom| whom.name().to_owned()));
    let mut groups = Vec::new();
    for (idx, tier) in TierIdx::all(corpus.tiers()) {
        let base = |row: &ArticleRow| row.focus == Focus::Tier(idx) && !row.proposals.is_empty();
        let tests = serves.map(|whom| move |row: &ArticleRow| row.proposals_serve.contains(&whom));
        let tests: Vec<&dyn Fn(&ArticleRow) -> bool> = tests.iter().map(|test| test as _).collect();
        let estimates = corpus.shares(&base, &tests);
        let n = corpus.rows.iter().filter(|row| base(row)).count();
        table.push(&[tier], n, &estimates);
        groups.push(figure_row(&spelled(tier), n, &estimates));
    }
    let names = ["those with control over their time", "those with unstable work", "everybody"];
    let series = names.iter().enumerate().map(|(look, name)| Series {
        name: (*name).to_owned(),
        look: OTHER + look,
        fill: Fill::Solid,
    });
    let behind = serves.iter().filter_map(|whom| {
        let has = |row: &ArticleRow| row.is_focused() && row.proposals_serve.contains(whom);
        let name = whom.name();
        corpus.behind(&format!("Remedies that serve {name}"), &format!("proposals_serve:{name} NOT focus:none"), has)
    });
    table.section(
        ("remedies", "Remedies, and whom they serve"),
        vec![
            "Of the articles about a tier that discuss a remedy (their number is in brackets): how many discuss one that \
             serves workers with control over their time (such as flex-time), workers with unstable work (such as notice of \
             schedules), or everybody. An article may discuss several."
                .into(),
        ],
        Plot::Rows { measure: Measure::Share, series: series.collect(), groups },
        behind.collect(),
    )
}

/// Names of shares among articles with a focus: those of the summary are of all articles, and are called after the tier alone.
fn of_focused(tiers: &[String]) -> Vec<String> {
    tiers.iter().map(|tier| format!("of_focused_{tier}")).collect()
}
