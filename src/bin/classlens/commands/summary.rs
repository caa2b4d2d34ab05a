//! `classlens summary`: shares by group.

use std::collections::BTreeMap;
use std::process::ExitCode;

use classlens::findings::Corrected;
use classlens::lexicon::TierIdx;
use classlens::present::share_text;
use classlens::record::{Cell, Kind, Table};
use classlens::score::{ArticleRow, Focus};
use classlens::summarize::{self, Estimate, Estimator, Tally, Test};

use crate::args::{EstimateArgs, Format, Global, SummaryArgs};
use crate::commands::findings::{self, MainShares};
use crate::commands::{articles_of, axes_of, corrected, open_audit};
use crate::output::{self, say};

/// Which groups are printed.
#[derive(Debug, Clone, Copy)]
pub enum Rows {
    /// Those with so many articles or more, by key.
    AtLeast(u64),
    /// The so many largest.
    Largest(usize),
}

pub fn run(global: &Global, args: &SummaryArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let axes = axes_of(&args.by)?;
    let rows = articles_of(&folder, &manifest)?;
    say(global.format, &format!("{}; lexicon {} {}", args.audit.display(), manifest.lexicon, manifest.lexicon_hash))?;
    let mut tally = Tally::new(&axes);
    rows.iter().for_each(|row| tally.add(row, &manifest.tiers));
    let (tiers, weight) = (&manifest.tiers, args.estimate.weight()?);
    let estimator = Estimator::new(&rows, &weight, args.estimate.method(), args.estimate.resampling(global.seed));
    let shares = MainShares::of_articles(&estimator, rows.len(), tiers);
    let remarks = findings::moves(&rows, tiers, &estimator, &weight);
    findings::print(global.format, &tally.total(), tiers, &shares, &remarks)?;
    let corrected = corrected::corrected_of(&folder, &manifest, &rows, &axes)?;
    match &corrected {
        Some(corrected) => corrected::say_beside_raw(corrected, global.format)?,
        None => findings::say_raw(global.format)?,
    }
    let members = estimator.groups(&axes, tiers);
    print(global.format, &tally, tiers, Rows::AtLeast(args.min), corrected.as_ref(), |key, _| {
        let tests: Vec<_> = foci(tiers).map(|(focus, _)| move |row: &ArticleRow| row.focus == focus).collect();
        let tests: Vec<Test<'_>> = tests.iter().map(|test| test as Test<'_>).collect();
        estimator.shares(&members[key], &ArticleRow::is_scored, &tests)
    })?;
    if let Some(corrected) = &corrected {
        corrected::print_groups(corrected, &axes, global.format, args.min)?;
    }
    Ok(if rows.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The closing report of an audit, out of the counts of each outlet.
pub fn closing(global: &Global, tally: &Tally, tiers: &[String]) -> anyhow::Result<()> {
    let resampling = EstimateArgs::default().resampling(global.seed);
    let shares = MainShares::of_outlets(tally, tiers, resampling);
    findings::print(global.format, &tally.total(), tiers, &shares, &[])?;
    findings::say_raw(global.format)?;
    say(global.format, "Outlets with articles taken as independent; `classlens summary` clusters them by week.")?;
    print(global.format, tally, tiers, Rows::Largest(12), None, |_, cell| {
        foci(tiers).map(|(focus, _)| Estimate::independent(cell.n_about(focus), cell.n_scored())).collect()
    })
}

/// A table of shares by group; `shares` estimates that of each focus, and machines read corrected ones beside it.
fn print(
    format: Format,
    tally: &Tally,
    tiers: &[String],
    shown: Rows,
    corrected: Option<&Corrected>,
    shares: impl Fn(&[String], &summarize::Cell) -> Vec<Option<Estimate>>,
) -> anyhow::Result<()> {
    let mut cells: Vec<_> = tally.cells().collect();
    let n_cells = cells.len();
    match shown {
        Rows::AtLeast(min) => cells.retain(|(_, cell)| cell.n_articles >= min),
        Rows::Largest(n) => {
            cells.sort_by(|a, b| b.1.n_articles.cmp(&a.1.n_articles).then(a.0.cmp(b.0)));
            cells.truncate(n);
        }
    }
    if let (Rows::Largest(n), left @ 1..) = (shown, n_cells - cells.len()) {
        say(format, &format!("The {n} largest groups; {left} smaller ones are left out."))?;
    }
    let group = |(key, cell): (_, _)| Group {
        key,
        cell,
        shares: foci(tiers).map(|(_, name)| name).zip(shares(key, cell)).collect(),
    };
    let groups: Vec<Group<'_>> = cells.into_iter().map(group).collect();
    if groups.iter().any(|group| group.shares.values().flatten().any(Estimate::is_thin)) {
        let few = summarize::FEW_CLUSTERS;
        say(format, &format!("* an interval from fewer than {few} clusters of equal size: a rough guide."))?;
    }
    let table = if format == Format::Table {
        for_people(tally, tiers, &groups)
    } else {
        for_machines(tally, tiers, &groups, corrected)
    };
    output::print(&table, format)
}

/// One line of the table.
struct Group<'a> {
    key: &'a [String],
    cell: &'a summarize::Cell,
    /// Share of articles with each focus.
    shares: BTreeMap<&'a str, Option<Estimate>>,
}

/// The foci of scored articles with their names.
fn foci(tiers: &[String]) -> impl Iterator<Item = (Focus, &str)> {
    let of_tiers = TierIdx::all(tiers).map(|(idx, _)| Focus::Tier(idx));
    of_tiers.chain([Focus::Mixed, Focus::None]).map(|focus| (focus, focus.name(tiers)))
}

/// A share in percent with its interval, starred where few clusters carry it.
pub fn estimate_text(estimate: Option<Estimate>) -> String {
    let star = if estimate.is_some_and(|e| e.is_thin()) { "*" } else { "" };
    share_text(estimate.map(|e| e.share)) + star
}

fn for_people(tally: &Tally, tiers: &[String], groups: &[Group<'_>]) -> Table {
    let mut columns: Vec<(&str, Kind)> = tally.axes().iter().map(|axis| (axis.name(), Kind::Text)).collect();
    columns.extend([("articles", Kind::Int), ("none", Kind::Int)]);
    columns.extend(tiers.iter().map(|tier| (tier.as_str(), Kind::Text)));
    columns.extend([("mixed", Kind::Int), ("scope_gap", Kind::Text)]);
    let mut table = Table::new(&columns);
    for Group { key, cell, shares } in groups {
        let shares: Vec<String> = tiers.iter().map(|tier| estimate_text(shares[tier.as_str()])).collect();
        let count = |focus| Cell::count(cell.n_about(focus));
        let gap = format!("{} of {}", cell.n_scope_gap, cell.n_universal_headline);
        let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
        cells.extend([Cell::count(cell.n_articles), count(Focus::None)]);
        cells.extend(shares.iter().map(|s| Cell::Text(s)));
        cells.extend([count(Focus::Mixed), Cell::Text(&gap)]);
        table.push(&cells);
    }
    table
}

/// Articles that name pay, speak of a kind of schedule, give a kind of reason.
const WORK: [&str; 6] = ["pay", "control", "rigid", "unstable", "pull", "push"];

fn for_machines(tally: &Tally, tiers: &[String], groups: &[Group<'_>], corrected: Option<&Corrected>) -> Table {
    let mut names: Vec<(String, Kind)> = tally.axes().iter().map(|a| (a.name().to_owned(), Kind::Text)).collect();
    for name in ["n_articles", "n_unscored", "n_tokens", "n_universal_headline", "n_scope_gap"] {
        names.push((name.to_owned(), Kind::Int));
    }
    for (_, focus) in foci(tiers) {
        names.push((format!("n_{focus}"), Kind::Int));
        names.extend(["share", "low", "high"].map(|part| (format!("{part}_{focus}"), Kind::Float)));
        names.push((format!("interval_{focus}"), Kind::Text));
        names.extend(corrected::COLUMNS.map(|part| (format!("{part}_{focus}"), Kind::Float)));
    }
    for name in ["n_clusters", "n_effective_clusters"] {
        names.push((name.to_owned(), Kind::Float));
    }
    names.extend(WORK.map(|name| (format!("n_{name}"), Kind::Int)));
    for tier in tiers {
        names.push((format!("n_attended_{tier}"), Kind::Int));
        names.push((format!("n_token_{tier}"), Kind::Int));
    }
    let columns: Vec<(&str, Kind)> = names.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    let mut table = Table::new(&columns);
    for Group { key, cell, shares } in groups {
        let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
        let counts = [cell.n_articles, cell.n_unscored, cell.n_tokens, cell.n_universal_headline, cell.n_scope_gap];
        cells.extend(counts.map(Cell::count));
        for (_, focus) in foci(tiers) {
            let share = shares[focus].map(|e| e.share);
            cells.push(Cell::count(share.map_or(0, |s| s.hits)));
            cells.extend(Cell::share(share));
            cells.push(Cell::text(shares[focus].as_ref().map(Estimate::method)));
            cells.extend(corrected::cells(corrected, key, focus));
        }
        let first = shares.values().flatten().next();
        cells.push(Cell::float(first.map(|e| e.n_clusters as f64)));
        cells.push(Cell::float(first.map(|e| e.n_effective)));
        cells.extend(WORK.map(|name| Cell::count(cell.work.get(name).copied().unwrap_or(0))));
        for (attended, token) in cell.n_attended.iter().zip(&cell.n_token) {
            cells.extend([Cell::count(*attended), Cell::count(*token)]);
        }
        table.push(&cells);
    }
    table
}
