//! `classlens lexicon`.

use std::collections::BTreeMap;
use std::process::ExitCode;

use classlens::lexicon::{Lexicon, Role};
use classlens::matcher::{Matcher, check_examples};
use classlens::record::{Cell, Kind, Table};

use crate::args::{Format, Global};
use crate::commands::lexicon_of;
use crate::output::{self, say};

/// Prints every fault; exit code 1 when there is one.
pub fn check(global: &Global) -> anyhow::Result<ExitCode> {
    let lexicon = lexicon_of(global)?;
    let (matcher, overlaps) = Matcher::with_overlaps(&lexicon);
    let mut faults: Vec<(String, String)> = Vec::new();
    for fault in lexicon.order_faults() {
        faults.push((fault.0.to_string(), fault.1));
    }
    for overlap in overlaps {
        let (first, second) = (lexicon.entry(overlap.first), lexicon.entry(overlap.second));
        let kind = if first.tier == second.tier { "the same words as" } else { "contradicts" };
        faults.push((
            second.place.to_string(),
            format!("`{}` {kind} `{}` at {}", second.pattern, first.pattern, first.place),
        ));
    }
    for failure in check_examples(&lexicon, &matcher) {
        faults.push((failure.place.to_string(), format!("`{}`: {}", failure.pattern, failure.reason)));
    }
    let mut table = Table::new(&[("place", Kind::Text), ("fault", Kind::Text)]);
    for (place, fault) in &faults {
        table.push(&[Cell::Text(place), Cell::Text(fault)]);
    }
    counts(global, &lexicon)?;
    if global.format != Format::Table {
        output::print(&table, global.format)?;
    }
    if faults.is_empty() {
        say(global.format, "no faults")?;
        return Ok(ExitCode::SUCCESS);
    }
    for (place, fault) in &faults {
        say(global.format, &format!("{place}: {fault}"))?;
    }
    say(global.format, &format!("{} faults", faults.len()))?;
    Ok(ExitCode::from(1))
}

fn counts(global: &Global, lexicon: &Lexicon) -> anyhow::Result<()> {
    let examples = lexicon.entries.iter().map(|e| usize::from(e.example.is_some()) + usize::from(e.counter.is_some()));
    let line = format!(
        "lexicon {} {}: {} entries, {} exclusions, {} occupations, {} example sentences",
        lexicon.name,
        lexicon.hash,
        lexicon.entries.len(),
        lexicon.exclusions.len(),
        lexicon.occupations.len(),
        examples.sum::<usize>()
    );
    say(global.format, &line)?;
    let mut cells: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for entry in &lexicon.entries {
        *cells.entry((lexicon.tier_name(entry.tier), lexicon.dimension_name(entry))).or_default() += 1;
    }
    for ((tier, dimension), n) in cells {
        say(global.format, &format!("  {tier:<13} {dimension:<11} {n:>5}"))?;
    }
    Ok(())
}

/// Prints entries; exit code 1 when there are none.
pub fn list(global: &Global, tier: Option<&str>, dimension: Option<&str>) -> anyhow::Result<ExitCode> {
    let lexicon = lexicon_of(global)?;
    let mut table = Table::new(&[
        ("id", Kind::Text),
        ("pattern", Kind::Text),
        ("tier", Kind::Text),
        ("dimension", Kind::Text),
        ("weight", Kind::Float),
        ("soc", Kind::Text),
        ("is", Kind::Text),
        ("source", Kind::Text),
    ]);
    for entry in &lexicon.entries {
        let (of_tier, of_dimension) = (lexicon.tier_name(entry.tier), lexicon.dimension_name(entry));
        if tier.is_some_and(|t| t != of_tier) || dimension.is_some_and(|d| d != of_dimension) {
            continue;
        }
        let role = match &entry.role {
            Role::Evidence => "evidence".to_owned(),
            Role::Proposal { kind, serves } => format!("proposal {kind}, serves {}", serves.name()),
            other => {
                let (role, kind) = other.names();
                format!("{role} {kind}")
            }
        };
        table.push(&[
            Cell::Text(&entry.id),
            Cell::Text(&entry.pattern.to_string()),
            Cell::Text(of_tier),
            Cell::Text(of_dimension),
            Cell::Float(entry.weight),
            Cell::text(entry.soc.as_deref()),
            Cell::Text(&role),
            Cell::Text(&entry.source),
        ]);
    }
    output::print(&table, global.format)?;
    Ok(if table.n_rows() == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
