//! `classlens summary`, and the findings that `audit` prints.

use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::present::{Cell, Kind, Table, read_parquet, rows_of_articles, share_text};
use classlens::summarize::{self, Axis, Share, Tally};

use crate::args::{Format, Global, SummaryArgs};
use crate::commands::open_audit;
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
    let mut axes = Vec::new();
    for name in &args.by {
        let known = || Axis::ALL.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ");
        if args.by.iter().filter(|other| *other == name).count() > 1 {
            bail!("--by names {name} twice: name each column once");
        }
        axes.push(Axis::named(name).with_context(|| format!("--by {name}: use one of {}", known()))?);
    }
    let table = read_parquet(&folder.articles())?;
    let rows = match rows_of_articles(&table, &manifest.tiers) {
        Ok(rows) => rows,
        Err(reason) => bail!("{}: {reason}; run the audit again", folder.articles().display()),
    };
    let mut tally = Tally::new(&axes);
    rows.iter().for_each(|row| tally.add(row));
    say(global.format, &format!("{}; lexicon {} {}", args.audit.display(), manifest.lexicon, manifest.lexicon_hash))?;
    findings(global.format, &tally.total(), &manifest.tiers)?;
    print(global.format, &tally, &manifest.tiers, Rows::AtLeast(args.min))?;
    Ok(if rows.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The finding in plain words.
pub fn findings(format: Format, total: &summarize::Cell, tiers: &[String]) -> anyhow::Result<()> {
    let focused = total.n_focused();
    say(
        format,
        &format!(
            "{} articles speak of somebody's working life at length: {} of {} (95 % interval, articles taken as independent).",
            focused,
            share_text(Share::of(focused, total.n_articles)),
            total.n_articles
        ),
    )?;
    for tier in tiers {
        let n = total.focus.get(tier).copied().unwrap_or(0);
        let share =
            Share::of(n, focused).map_or_else(String::new, |s| format!(", {} of those {focused}", share_text(Some(s))));
        say(format, &format!("  focus {tier:<13} {n:>6} articles{share}"))?;
    }
    say(
        format,
        &format!(
            "Universal headlines over one tier: {} of {} universal headlines{}.",
            total.n_scope_gap,
            total.n_universal_headline,
            Share::of(total.n_scope_gap, total.n_universal_headline)
                .map_or_else(String::new, |s| format!(", {}", share_text(Some(s))))
        ),
    )?;
    let list = |names: &std::collections::BTreeMap<String, u64>| {
        let mut all: Vec<_> = names.iter().collect();
        all.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        all.iter().take(6).map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
    };
    for (what, names) in
        [("Remedies discussed", &total.proposals), ("They serve", &total.serve), ("Tropes", &total.tropes)]
    {
        if !names.is_empty() {
            say(format, &format!("{what} (articles): {}.", list(names)))?;
        }
    }
    say(format, "Raw lexicon shares, not corrected for classifier error: METHODS.md gives its size.\n")
}

/// A table of shares by group.
pub fn print(format: Format, tally: &Tally, tiers: &[String], rows: Rows) -> anyhow::Result<()> {
    let mut groups: Vec<_> = tally.cells().collect();
    match rows {
        Rows::AtLeast(min) => groups.retain(|(_, cell)| cell.n_articles >= min),
        Rows::Largest(n) => {
            groups.sort_by(|a, b| b.1.n_articles.cmp(&a.1.n_articles).then(a.0.cmp(b.0)));
            let left = groups.len().saturating_sub(n);
            groups.truncate(n);
            if left > 0 {
                say(format, &format!("The {n} largest groups; {left} smaller ones are left out."))?;
            }
        }
    }
    let table =
        if format == Format::Table { for_people(tally, tiers, &groups) } else { for_machines(tally, tiers, &groups) };
    output::print(&table, format)
}

type Groups<'a> = [(&'a [String], &'a summarize::Cell)];

fn for_people(tally: &Tally, tiers: &[String], groups: &Groups<'_>) -> Table {
    let mut columns: Vec<(&str, Kind)> = tally.axes().iter().map(|axis| (axis.name(), Kind::Text)).collect();
    columns.extend([("articles", Kind::Int), ("none", Kind::Int)]);
    columns.extend(tiers.iter().map(|tier| (tier.as_str(), Kind::Text)));
    columns.extend([("mixed", Kind::Int), ("scope_gap", Kind::Text)]);
    let mut table = Table::new(&columns);
    for (key, cell) in groups {
        let shares: Vec<String> = tiers.iter().map(|tier| share_text(cell.focus_share(tier))).collect();
        let count = |focus: &str| Cell::count(cell.focus.get(focus).copied().unwrap_or(0));
        let gap = format!("{} of {}", cell.n_scope_gap, cell.n_universal_headline);
        let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
        cells.extend([Cell::count(cell.n_articles), count("none")]);
        cells.extend(shares.iter().map(|s| Cell::Text(s)));
        cells.extend([count("mixed"), Cell::Text(&gap)]);
        table.push(&cells);
    }
    table
}

fn for_machines(tally: &Tally, tiers: &[String], groups: &Groups<'_>) -> Table {
    let foci: Vec<&str> = tiers.iter().map(String::as_str).chain(["mixed", "none"]).collect();
    let mut names: Vec<(String, Kind)> = tally.axes().iter().map(|a| (a.name().to_owned(), Kind::Text)).collect();
    for name in ["n_articles", "n_tokens", "n_universal_headline", "n_scope_gap"] {
        names.push((name.to_owned(), Kind::Int));
    }
    for focus in &foci {
        names.push((format!("n_{focus}"), Kind::Int));
        names.extend(["share", "low", "high"].map(|part| (format!("{part}_{focus}"), Kind::Float)));
    }
    for tier in tiers {
        names.push((format!("n_attended_{tier}"), Kind::Int));
        names.push((format!("n_token_{tier}"), Kind::Int));
    }
    let columns: Vec<(&str, Kind)> = names.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    let mut table = Table::new(&columns);
    for (key, cell) in groups {
        let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
        let counts = [cell.n_articles, cell.n_tokens, cell.n_universal_headline, cell.n_scope_gap];
        cells.extend(counts.map(Cell::count));
        for focus in &foci {
            let share = cell.focus_share(focus);
            cells.push(Cell::count(share.map_or(0, |s| s.hits)));
            cells.extend([share.map(|s| s.share), share.map(|s| s.low), share.map(|s| s.high)].map(Cell::float));
        }
        for (attended, token) in cell.n_attended.iter().zip(&cell.n_token) {
            cells.extend([Cell::count(*attended), Cell::count(*token)]);
        }
        table.push(&cells);
    }
    table
}
