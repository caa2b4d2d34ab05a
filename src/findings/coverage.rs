//! Sections on whose working life is covered.

use crate::present::figure::{Fill, Group, Measure, Plot, Series};
use crate::present::report::{Behind, Section};
use crate::present::{Cell, Kind, Table};
use crate::score::ArticleRow;
use crate::summarize::{Axis, Estimate};

use crate::findings::corpus::{Corpus, mark, quoted, tier_series};

/// Groups of a figure by outlet.
const OUTLETS: usize = 14;
/// Articles in the base that a group needs to be drawn, in a corpus of any size.
const LEAST: usize = 10;

/// The same in a corpus with few articles about somebody's working life.
fn least(corpus: &Corpus<'_>) -> usize {
    let focused = corpus.rows.iter().filter(|row| row.is_focused()).count();
    LEAST.min(focused / 20 + 2)
}

pub(super) fn sections(corpus: &Corpus<'_>) -> Vec<Section> {
    vec![by_outlet(corpus), trend(corpus), scope_gap(corpus), acknowledgement(corpus), proposals(corpus)]
}

/// True for articles whose focus is `tier`.
fn has_focus(tier: &str) -> impl Fn(&ArticleRow) -> bool {
    move |row: &ArticleRow| row.focus == tier
}

/// Shares of all tiers in one group.
fn by_tier(corpus: &Corpus<'_>, members: &[usize]) -> Vec<Option<Estimate>> {
    let tests: Vec<_> = corpus.tiers().iter().map(|tier| has_focus(tier)).collect();
    let tests: Vec<&dyn Fn(&ArticleRow) -> bool> = tests.iter().map(|test| test as _).collect();
    corpus.estimator.shares(members, &ArticleRow::is_focused, &tests)
}

/// A table with a group, its base, and count, share and interval of every series.
pub(super) struct ShareTable {
    table: Table,
    shares: Vec<String>,
}

impl ShareTable {
    pub(super) fn new(group: &str, base: &str, series: &[String]) -> Self {
        let mut names = vec![(group.to_owned(), Kind::Text), (base.to_owned(), Kind::Int)];
        let mut shares = Vec::new();
        for one in series {
            names.push((format!("n_{one}"), Kind::Int));
            for part in ["share", "low", "high"] {
                shares.push(format!("{part}_{one}"));
                names.push((format!("{part}_{one}"), Kind::Float));
            }
        }
        names.push(("interval".to_owned(), Kind::Text));
        let columns: Vec<(&str, Kind)> = names.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
        Self { table: Table::new(&columns), shares }
    }

    pub(super) fn push(&mut self, group: &str, n: usize, estimates: &[Option<Estimate>]) {
        let mut cells = vec![Cell::Text(group), Cell::count(n as u64)];
        for estimate in estimates {
            let share = estimate.map(|e| e.share);
            cells.push(Cell::count(share.map_or(0, |s| s.hits)));
            cells.extend(Cell::share(share));
        }
        cells.push(Cell::text(estimates.iter().flatten().next().map(Estimate::method)));
        self.table.push(&cells);
    }

    /// The section of the table, which has this id and title.
    pub(super) fn section(
        self,
        (id, title): (&str, &str),
        text: Vec<String>,
        plot: Plot,
        behind: Vec<Behind>,
    ) -> Section {
        let (id, title) = (id.to_owned(), title.to_owned());
        Section { id, title, text, plot: Some(plot), table: self.table, shares: self.shares, behind }
    }
}

fn by_outlet(corpus: &Corpus<'_>) -> Section {
    let mut table = ShareTable::new("outlet", "with_focus", corpus.tiers());
    let mut groups = Vec::new();
    let mut behind = Vec::new();
    let least = least(corpus);
    let all = corpus.groups(Axis::Outlet, ArticleRow::is_focused, least);
    for (outlet, members, n) in all.iter().take(OUTLETS) {
        let estimates = by_tier(corpus, members);
        table.push(outlet, *n, &estimates);
        groups.push(Group { label: format!("{outlet} ({n})"), marks: estimates.iter().map(|e| mark(*e)).collect() });
        for tier in corpus.tiers() {
            let test = |row: &ArticleRow| row.focus == *tier && row.outlet.as_deref() == Some(outlet);
            let query = format!("focus:{tier} outlet:{}", quoted(outlet));
            behind.extend(corpus.behind(&format!("{outlet}, {}", tier.replace('_', " ")), &query, test));
        }
    }
    let left = all.len().saturating_sub(OUTLETS);
    table.section(
        ("focus-by-outlet", "Whose working life, by outlet"),
        vec![format!(
            "Share of each tier among the articles of an outlet that are about somebody's working life (their number stands \
             in brackets); raw counts of the classifier. Outlets with {least} such articles or more, the largest first{}.",
            if left > 0 { format!("; {left} more are left out here") } else { String::new() }
        )],
        Plot::Rows { measure: Measure::Share, series: tier_series(corpus.tiers()), groups },
        behind,
    )
}

fn trend(corpus: &Corpus<'_>) -> Section {
    let mut table = ShareTable::new("year", "with_focus", corpus.tiers());
    let mut groups = Vec::new();
    let least = least(corpus);
    let mut years = corpus.groups(Axis::Year, ArticleRow::is_focused, 1);
    years.retain(|(year, _, _)| year.parse::<u16>().is_ok());
    years.sort();
    for (year, members, n) in &years {
        let estimates = by_tier(corpus, members);
        table.push(year, *n, &estimates);
        let drawn = *n >= least;
        let marks = estimates.iter().map(|e| mark(*e).filter(|_| drawn)).collect();
        groups.push(Group { label: year.clone(), marks });
    }
    table.section(
        ("focus-by-year", "Whose working life, over the years"),
        vec![format!(
            "Share of each tier among the articles of a year that are about somebody's working life. Years with fewer than \
             {least} of them stand in the table but not in the figure. Which outlets the corpus holds may change from year to year."
        )],
        Plot::Lines { measure: Measure::Share, series: tier_series(corpus.tiers()), groups },
        Vec::new(),
    )
}

fn scope_gap(corpus: &Corpus<'_>) -> Section {
    let universal = |row: &ArticleRow| row.headline_scope == "universal";
    let mut table = ShareTable::new("outlet", "universal_headlines", &["scope_gap".to_owned()]);
    let mut groups = Vec::new();
    for (outlet, members, n) in corpus.groups(Axis::Outlet, universal, 3).iter().take(OUTLETS) {
        let estimates = corpus.estimator.shares(members, &universal, &[&|row: &ArticleRow| row.scope_gap]);
        table.push(outlet, *n, &estimates);
        groups.push(Group { label: format!("{outlet} ({n})"), marks: estimates.iter().map(|e| mark(*e)).collect() });
    }
    let gap = |tier: &str| {
        let query = format!("scope_gap:yes focus:{tier}");
        corpus.behind(&format!("Headline for all, article about {}", tier.replace('_', " ")), &query, |row| {
            row.scope_gap && row.focus == tier
        })
    };
    table.section(
        ("scope-gap", "Headlines for all, articles about some"),
        vec![
            "Of the headlines that promise all workers, parents or families: how many stand over an article about one \
             tier. Outlets with three universal headlines or more. About half of the universal headlines are not \
             recognised (METHODS.md), so the counts are too low."
                .into(),
        ],
        Plot::Rows { measure: Measure::Share, series: one_series("scope gap"), groups },
        corpus.tiers().iter().filter_map(|tier| gap(tier)).collect(),
    )
}

/// One series without a name of its own.
pub(super) fn one_series(name: &str) -> Vec<Series> {
    vec![Series { name: name.to_owned(), look: 0, fill: Fill::Solid }]
}

fn acknowledgement(corpus: &Corpus<'_>) -> Section {
    let mut table = ShareTable::new("tier", "attended", &["token".to_owned()]);
    let mut groups = Vec::new();
    let mut behind = Vec::new();
    for (at, tier) in corpus.tiers().iter().enumerate() {
        let attended = |row: &ArticleRow| row.mentions(at);
        let token = |row: &ArticleRow| row.acknowledgement.get(at).is_some_and(|kind| kind == "token");
        let estimates = corpus.shares(&attended, &[&token]);
        let n = corpus.rows.iter().filter(|row| attended(row)).count();
        table.push(tier, n, &estimates);
        let label = format!("{} ({n})", tier.replace('_', " "));
        groups.push(Group { label, marks: estimates.iter().map(|e| mark(*e)).collect() });
        let query = format!("acknowledgement_{tier}:token");
        behind.extend(corpus.behind(&format!("Token sentence on {}", tier.replace('_', " ")), &query, token));
    }
    table.section(
        ("token-acknowledgement", "A sentence, and no more"),
        vec![
            "Of the articles that speak of a tier at all: how many give it a token sentence and are about another tier."
                .into(),
        ],
        Plot::Rows { measure: Measure::Share, series: one_series("token"), groups },
        behind,
    )
}

fn proposals(corpus: &Corpus<'_>) -> Section {
    let serves = ["control", "unstable", "all"];
    let mut table = ShareTable::new("focus", "with_remedy", &serves.map(str::to_owned));
    let mut groups = Vec::new();
    for tier in corpus.tiers() {
        let base = |row: &ArticleRow| row.focus == *tier && !row.proposals.is_empty();
        let tests = serves.map(|whom| move |row: &ArticleRow| row.proposals_serve.iter().any(|w| w == whom));
        let tests: Vec<&dyn Fn(&ArticleRow) -> bool> = tests.iter().map(|test| test as _).collect();
        let estimates = corpus.shares(&base, &tests);
        let n = corpus.rows.iter().filter(|row| base(row)).count();
        table.push(tier, n, &estimates);
        let label = format!("{} ({n})", tier.replace('_', " "));
        groups.push(Group { label, marks: estimates.iter().map(|e| mark(*e)).collect() });
    }
    let names = ["those with control over their time", "those with unstable work", "everybody"];
    let series =
        names.iter().enumerate().map(|(look, name)| Series { name: (*name).to_owned(), look, fill: Fill::Solid });
    let behind = serves.iter().filter_map(|whom| {
        let has = |row: &ArticleRow| row.is_focused() && row.proposals_serve.iter().any(|w| w == whom);
        corpus.behind(&format!("Remedies that serve {whom}"), &format!("proposals_serve:{whom} NOT focus:none"), has)
    });
    table.section(
        ("remedies", "Remedies, and whom they serve"),
        vec![
            "Of the articles about a tier that discuss a remedy (their number stands in brackets): how many discuss one that \
             serves workers with control over their time (such as flex-time), workers with unstable work (such as notice of \
             schedules), or everybody. An article may discuss several."
                .into(),
        ],
        Plot::Rows { measure: Measure::Share, series: series.collect(), groups },
        behind.collect(),
    )
}
