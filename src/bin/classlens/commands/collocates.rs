//! `classlens compare --collocates`.

use std::process::ExitCode;

use anyhow::bail;
use classlens::folder::Manifest;
use classlens::record::{Cell, Kind, Table};
use classlens::store::{Neighbour, Store, parse_query};
use classlens::summarize::Collocation;

use crate::args::{CompareArgs, Global, MeasureArg};
use crate::commands::classes_of;
use crate::commands::search::found_code;
use crate::output::{self, say};

pub fn run(
    global: &Global,
    args: &CompareArgs,
    store: &Store,
    manifest: &Manifest,
    node: &str,
) -> anyhow::Result<ExitCode> {
    if args.target.is_some() {
        bail!("--collocates looks at the whole audit: write the condition into its query");
    }
    let classes = classes_of(global, &args.audit, manifest, node)?;
    let query = parse_query(node)?;
    let classes = classes.as_ref().map(super::OwnedClasses::lend);
    let found = store.neighbours(&query, args.window, args.min.max(1), classes)?;
    say(
        global.format,
        &format!(
            "{} hits of the node; words at most {} away in its sentence, in {} articles or more",
            found.n_node, args.window, args.min
        ),
    )?;
    let measured = found.words.iter().map(|word| {
        let pair = Collocation {
            together: word.together as f64,
            node: found.n_node as f64,
            collocate: word.total as f64,
            n_window: found.n_window as f64,
            n_tokens: found.n_tokens as f64,
        };
        (word, pair)
    });
    let mut rows: Vec<_> = measured.collect();
    let by = args.sort.unwrap_or(MeasureArg::LogDice);
    let measure = |pair: &Collocation| match by {
        MeasureArg::G2 => Ok(pair.g2()),
        MeasureArg::Mi => Ok(pair.mutual_information().unwrap_or(f64::NEG_INFINITY)),
        MeasureArg::LogDice => Ok(pair.log_dice().unwrap_or(f64::NEG_INFINITY)),
        _ => Err(anyhow::anyhow!("--sort with --collocates is log-dice, mi or g2")),
    };
    if let Some((_, pair)) = rows.first() {
        measure(pair)?;
    }
    let value = |pair: &Collocation| measure(pair).unwrap_or(f64::NEG_INFINITY);
    rows.sort_by(|a, b| value(&b.1).total_cmp(&value(&a.1)).then_with(|| a.0.word.cmp(&b.0.word)));
    let shown = if args.limit == 0 { rows.len() } else { args.limit.min(rows.len()) };
    output::print(&table(&rows[..shown]), global.format)?;
    Ok(found_code(rows.len() as u64))
}

fn table(rows: &[(&Neighbour, Collocation)]) -> Table {
    let mut columns = vec![("word", Kind::Text), ("n", Kind::Int), ("articles", Kind::Int), ("n_all", Kind::Int)];
    columns.extend(["log_dice", "mi", "g2"].map(|name| (name, Kind::Float)));
    let mut table = Table::new(&columns);
    for (word, pair) in rows {
        table.push(&[
            Cell::Text(&word.word),
            Cell::count(word.together),
            Cell::count(word.n_articles),
            Cell::count(word.total),
            Cell::float(pair.log_dice()),
            Cell::float(pair.mutual_information()),
            Cell::float(Some(pair.g2())),
        ]);
    }
    table
}
