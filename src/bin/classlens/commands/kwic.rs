//! `classlens kwic`.

use std::process::ExitCode;

use anyhow::bail;
use classlens::present::lines_table;
use classlens::record::{Cell, Kind, Table};
use classlens::store::{
    Concordance, ConcordanceLine, Draw, LineKey, Store, Window, group_lines, parse_query, sort_lines,
};
use classlens::summarize::deviation_of_proportions;

use crate::args::{Format, Global, KwicArgs};
use crate::commands::search::found_code;
use crate::commands::{classes_of, open_audit};
use crate::output::{self, say};

/// Lines kept at once; some 100 MB.
const MOST_LINES: usize = 200_000;

pub fn run(global: &Global, args: &KwicArgs) -> anyhow::Result<ExitCode> {
    let query = parse_query(&args.query)?;
    let window = match (args.window.as_str(), args.window.parse::<u32>()) {
        ("sentence", _) => Window::Sentence,
        (_, Ok(n)) if n <= 100 => Window::Words(n),
        _ => bail!("--window {}: a number of words up to 100, or `sentence`", args.window),
    };
    let (folder, manifest) = open_audit(&args.audit)?;
    let store = Store::open(&folder.index(), &manifest.tiers)?;
    let classes = classes_of(global, &args.audit, &manifest, &args.query)?;
    let draw = args.sample.map_or(Draw::All(MOST_LINES), |n| Draw::Sample { n, seed: global.seed });
    let mut found = store.concordance(&query, window, draw, classes.as_ref().map(super::OwnedClasses::lend))?;
    head(global, args, &found)?;
    if found.n_hits == 0 {
        return Ok(found_code(0));
    }
    if args.dispersion {
        dispersion(global, &found)?;
    } else if !args.group.is_empty() {
        groups(global, args, &found.lines)?;
    } else {
        sort_lines(&mut found.lines, &args.sort);
        let shown = if args.limit == 0 { found.lines.len() } else { args.limit.min(found.lines.len()) };
        print(global, &found.lines[..shown])?;
    }
    Ok(found_code(found.n_hits))
}

fn head(global: &Global, args: &KwicArgs, found: &Concordance) -> anyhow::Result<()> {
    let mut line = format!("{} hits in {} articles", found.n_hits, found.n_articles);
    if let Some(n) = args.sample {
        line = format!("{line}; {} of them drawn with seed {}", n.min(found.lines.len()), global.seed);
    }
    say(global.format, &line)
}

fn groups(global: &Global, args: &KwicArgs, lines: &[ConcordanceLine]) -> anyhow::Result<()> {
    let names: Vec<String> = args.group.iter().map(|key: &LineKey| key.name()).collect();
    let mut columns: Vec<(&str, Kind)> = names.iter().map(|name| (name.as_str(), Kind::Text)).collect();
    columns.extend([("n", Kind::Int), ("share", Kind::Float)]);
    let mut table = Table::new(&columns);
    let groups = group_lines(lines, &args.group);
    let shown = if args.limit == 0 { groups.len() } else { args.limit.min(groups.len()) };
    for (key, n) in &groups[..shown] {
        let mut row: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
        row.extend([Cell::count(*n), Cell::Float(*n as f64 / lines.len().max(1) as f64)]);
        table.push(&row);
    }
    output::print(&table, global.format)?;
    if shown < groups.len() {
        say(global.format, &format!("{} more groups (--limit 0 prints all)", groups.len() - shown))?;
    }
    Ok(())
}

fn dispersion(global: &Global, found: &Concordance) -> anyhow::Result<()> {
    let mut table = Table::new(&[("tenth", Kind::Int), ("n", Kind::Int), ("share", Kind::Float)]);
    for (at, n) in found.tenths.iter().enumerate() {
        let share = *n as f64 / found.n_hits as f64;
        table.push(&[Cell::Int(i64::try_from(at)? + 1), Cell::count(*n), Cell::Float(share)]);
    }
    output::print(&table, global.format)?;
    if let Some(dp) = deviation_of_proportions(&found.by_article) {
        say(global.format, &format!("Gries' DP over the articles found: {dp:.3} (0 even, 1 in one article)"))?;
    }
    Ok(())
}

fn print(global: &Global, lines: &[ConcordanceLine]) -> anyhow::Result<()> {
    if global.format == Format::Table {
        return for_people(lines);
    }
    output::print(&lines_table(lines), global.format)
}

/// Hits below each other, with a column for each side.
fn for_people(lines: &[ConcordanceLine]) -> anyhow::Result<()> {
    let one_line = |text: &str| {
        text.split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lefts: Vec<String> = lines.iter().map(|line| one_line(&line.left)).collect();
    let words: Vec<String> = lines.iter().map(|line| one_line(&line.keyword)).collect();
    let width = |texts: &[String]| texts.iter().map(|t| t.chars().count()).max().unwrap_or(0);
    let (left_width, word_width) = (width(&lefts), width(&words));
    for ((line, left), word) in lines.iter().zip(&lefts).zip(&words) {
        let before = " ".repeat(left_width - left.chars().count());
        let behind = " ".repeat(word_width - word.chars().count());
        let place = format!("{} {}:{}–{}", line.id, line.field, line.span.start, line.span.end);
        say(Format::Table, &format!("{before}{left}  {word}{behind}  {}   [{place}]", one_line(&line.right)))?;
    }
    Ok(())
}
