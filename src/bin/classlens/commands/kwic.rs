//! `classlens kwic`.

use std::process::ExitCode;

use anyhow::anyhow;
use classlens::audit::{
    Concordance, ConcordanceLine, Draw, MOST_LINES, dispersion, line_groups, parse_window, sort_lines,
};
use classlens::present::lines_table;

use crate::args::{Format, Global, KwicArgs};
use crate::commands::open_searched;
use crate::commands::search::found_code;
use crate::commands::subset::{nothing_found, say_subset, subset_of};
use crate::output::{self, print_answer, print_first, say};

pub fn run(global: &Global, args: &KwicArgs) -> anyhow::Result<ExitCode> {
    let window = parse_window(&args.window).map_err(|reason| anyhow!("--window {}: {reason}", args.window))?;
    let audit = open_searched(global, &args.audit)?;
    let query = audit.query(&args.query)?;
    let subset = subset_of(&audit, &args.subset)?;
    if let Some(empty) = subset.as_ref().filter(|subset| subset.n_articles() == 0) {
        return Ok(nothing_found(&audit, empty));
    }
    say_subset(global, subset.as_ref())?;
    let query = match &subset {
        Some(subset) => subset.within(query),
        None => query,
    };
    let draw = args.sample.map_or(Draw::All(MOST_LINES), |n| Draw::Sample { n, seed: global.seed });
    let mut found = audit.kwic(&query, window, draw)?;
    head(global, args, &found)?;
    if found.n_hits == 0 {
        return Ok(found_code(0));
    }
    if args.dispersion {
        print_answer(&dispersion(&found), global.format)?;
    } else if !args.group.is_empty() {
        let left = print_first(&line_groups(&found.lines, &args.group), global.format, args.limit)?;
        if left > 0 {
            say(global.format, &format!("{left} more groups (--limit 0 prints all)"))?;
        }
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
        let padding = " ".repeat(word_width - word.chars().count());
        let place = format!("{} {}:{}–{}", line.id, line.field, line.span.start, line.span.end);
        say(Format::Table, &format!("{before}{left}  {word}{padding}  {}   [{place}]", one_line(&line.right)))?;
    }
    Ok(())
}
