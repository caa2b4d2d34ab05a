//! `classlens compare`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::record::{Cell, Kind, Table};
use classlens::store::{Frequency, Groups, Store, Unit, parse_query};
use classlens::summarize::{Contrast, false_discovery, rank_test};

use crate::args::{CompareArgs, Global, MeasureArg, UnitArg};
use crate::commands::search::found_code;
use crate::commands::{collocates, open_audit};
use crate::output::{self, say};

pub fn run(global: &Global, args: &CompareArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let store = Store::open(&folder.index(), &manifest.tiers)?;
    if let Some(node) = &args.collocates {
        return collocates::run(global, args, &store, &manifest, node);
    }
    let target = parse_query(args.target.as_deref().unwrap_or_default())?;
    let reference = args.reference.as_deref().map(parse_query).transpose()?;
    let groups = store.groups(&target, reference.as_ref())?;
    let unit = match args.unit {
        UnitArg::Words => Unit::Word,
        UnitArg::Phrases => Unit::Phrase,
        UnitArg::Classes => Unit::Class,
    };
    if groups.n_target == 0 || (groups.n_reference == 0 && args.frequencies.is_none()) {
        bail!(
            "{} articles in the target, {} in the reference: nothing to compare",
            groups.n_target,
            groups.n_reference
        );
    }
    let frequencies = store.frequencies(&groups, unit, args.min.max(1))?;
    let mut rows = match &args.frequencies {
        Some(path) => against_file(path, &frequencies, &groups, args.prior)?,
        None => against_group(&frequencies, &groups, args.prior),
    };
    head(global, args, &groups, rows.len())?;
    if let Some(most) = args.fdr {
        rows.retain(|row| row.q.is_some_and(|q| q <= most));
    }
    sort(&mut rows, args.sort.unwrap_or(MeasureArg::G2))?;
    let shown = if args.limit == 0 { rows.len() } else { args.limit.min(rows.len()) };
    output::print(&table(&rows[..shown]), global.format)?;
    Ok(found_code(rows.len() as u64))
}

/// One word with all its figures.
struct Row<'a> {
    term: &'a str,
    contrast: Contrast,
    n_target_articles: u64,
    n_reference_articles: Option<u64>,
    z: f64,
    delta: f64,
    p: Option<f64>,
    q: Option<f64>,
}

fn against_group<'a>(frequencies: &'a [Frequency], groups: &Groups, prior: f64) -> Vec<Row<'a>> {
    let n_all = (groups.target_tokens + groups.reference_tokens) as f64;
    let one = |f: &'a Frequency| {
        let contrast = Contrast {
            target: f.target as f64,
            n_target: groups.target_tokens as f64,
            reference: f.reference as f64,
            n_reference: groups.reference_tokens as f64,
        };
        let (delta, z) = contrast.log_odds((f.target + f.reference) as f64 / n_all * prior, prior);
        let p = rank_test(&f.target_rates, groups.n_target, &f.reference_rates, groups.n_reference);
        let n_target_articles = f.target_rates.len() as u64;
        let n_reference_articles = Some(f.reference_rates.len() as u64);
        Row { term: &f.term, contrast, n_target_articles, n_reference_articles, z, delta, p: Some(p), q: None }
    };
    let mut rows: Vec<Row<'_>> = frequencies.iter().map(one).collect();
    let p_values: Vec<f64> = rows.iter().map(|row| row.p.unwrap_or(1.0)).collect();
    for (row, q) in rows.iter_mut().zip(false_discovery(&p_values)) {
        row.q = Some(q);
    }
    rows
}

/// Against frequencies from elsewhere: there are no articles to test by.
fn against_file<'a>(
    path: &Path,
    frequencies: &'a [Frequency],
    groups: &Groups,
    prior: f64,
) -> anyhow::Result<Vec<Row<'a>>> {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(path).with_context(|| path.display().to_string())?;
    for (at, record) in reader.deserialize::<FileRow>().enumerate() {
        let row = record.with_context(|| format!("{}, row {}: columns `word` and `count`", path.display(), at + 2))?;
        if !(row.count.is_finite() && row.count >= 0.0) {
            bail!("{}, row {}: a count is 0 or more", path.display(), at + 2);
        }
        *counts.entry(classlens::tokenize::fold_word(&row.word)).or_default() += row.count;
    }
    let n_reference: f64 = counts.values().sum();
    if n_reference <= 0.0 {
        bail!("{}: no counts", path.display());
    }
    let one = |f: &'a Frequency| {
        let reference = counts.get(&f.term).copied().unwrap_or(0.0);
        let (target, n_target) = (f.target as f64, groups.target_tokens as f64);
        let contrast = Contrast { target, n_target, reference, n_reference };
        let (delta, z) = contrast.log_odds((target + reference) / (n_target + n_reference) * prior, prior);
        let n_target_articles = f.target_rates.len() as u64;
        Row { term: &f.term, contrast, n_target_articles, n_reference_articles: None, z, delta, p: None, q: None }
    };
    Ok(frequencies.iter().filter(|f| f.target > 0).map(one).collect())
}

#[derive(serde::Deserialize)]
struct FileRow {
    word: String,
    count: f64,
}

fn head(global: &Global, args: &CompareArgs, groups: &Groups, n_tested: usize) -> anyhow::Result<()> {
    say(global.format, &format!("target: {} articles, {} tokens", groups.n_target, groups.target_tokens))?;
    match &args.frequencies {
        Some(path) => say(global.format, &format!("reference: frequencies of {}", path.display()))?,
        None => say(
            global.format,
            &format!("reference: {} articles, {} tokens", groups.n_reference, groups.reference_tokens),
        )?,
    }
    if groups.n_both > 0 {
        say(global.format, &format!("{} articles are in both and left out", groups.n_both))?;
    }
    say(
        global.format,
        &format!(
            "{n_tested} in {} articles or more; g2 takes words as independent, p and q take articles (Mann–Whitney, \
             Benjamini–Hochberg)",
            args.min
        ),
    )
}

fn sort(rows: &mut [Row<'_>], by: MeasureArg) -> anyhow::Result<()> {
    // Over-represented words first.
    let signed_g2 = |row: &Row<'_>| row.contrast.g2().copysign(row.contrast.log_ratio());
    match by {
        MeasureArg::G2 => rows.sort_by(|a, b| signed_g2(b).total_cmp(&signed_g2(a))),
        MeasureArg::LogRatio => rows.sort_by(|a, b| b.contrast.log_ratio().total_cmp(&a.contrast.log_ratio())),
        MeasureArg::LogOdds => rows.sort_by(|a, b| b.z.total_cmp(&a.z)),
        MeasureArg::P => rows.sort_by(|a, b| a.p.unwrap_or(1.0).total_cmp(&b.p.unwrap_or(1.0))),
        MeasureArg::LogDice | MeasureArg::Mi => bail!("--sort log-dice and mi are for --collocates"),
    }
    Ok(())
}

fn table(rows: &[Row<'_>]) -> Table {
    let mut columns = vec![("term", Kind::Text), ("n_target", Kind::Int), ("n_reference", Kind::Float)];
    columns.extend([("articles_target", Kind::Int), ("articles_reference", Kind::Int)]);
    columns.extend(
        ["rate_target", "rate_reference", "g2", "log_ratio", "log_odds", "z", "p", "q"].map(|name| (name, Kind::Float)),
    );
    let mut table = Table::new(&columns);
    for row in rows {
        let c = &row.contrast;
        let rate = |k: f64, n: f64| (n > 0.0).then(|| k / n * 1000.0);
        table.push(&[
            Cell::Text(row.term),
            Cell::count(c.target as u64),
            Cell::Float(c.reference),
            Cell::count(row.n_target_articles),
            row.n_reference_articles.map_or(Cell::Missing, Cell::count),
            Cell::float(rate(c.target, c.n_target)),
            Cell::float(rate(c.reference, c.n_reference)),
            Cell::float(Some(c.g2())),
            Cell::float(Some(c.log_ratio())),
            Cell::float(Some(row.delta)),
            Cell::float(Some(row.z)),
            Cell::float(row.p),
            Cell::float(row.q),
        ]);
    }
    table
}
