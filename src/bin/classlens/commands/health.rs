//! `classlens health`: what a corpus holds and what it lacks.

use std::io::{BufRead, BufReader};
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::clean::{Document, clean};
use classlens::copies::{RepeatedSentence, Suspicion, repeated_sentences};
use classlens::pipeline::AuditFolder;
use classlens::present::{Cell, Kind, ParquetGroups, Table, rows_of_articles};
use classlens::read::Reject;
use classlens::store::Store;
use classlens::summarize::{FAR, Health, HealthCell, UNKNOWN};
use classlens::tokenize::{Tokens, tokenize};

use crate::args::{Format, Global, HealthArgs, HealthTable};
use crate::commands::{axes_of, open_audit};
use crate::output::{self, say};

/// A sentence of fewer words is too common to be boilerplate.
const LEAST_WORDS: usize = 4;

pub fn run(global: &Global, args: &HealthArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let mut health = Health::new(&axes_of(&args.by)?);
    let mut ids = Vec::new();
    let path = folder.articles();
    for group in ParquetGroups::open(&path)? {
        let group = group?;
        let rows = rows_of_articles(&group, 0..group.n_rows(), &manifest.tiers);
        for row in rows.map_err(|reason| anyhow::anyhow!("{}: {reason}; run the audit again", path.display()))? {
            health.add(&row);
            ids.push(row.id);
        }
    }
    refuse(&mut health, &folder)?;
    let of_machine = (global.format != Format::Table).then_some(HealthTable::Articles);
    let wanted = args.table.or(of_machine);
    let wants = |table| wanted.is_none_or(|wanted| wanted == table);
    let shown = if global.format == Format::Table && args.top > 0 { args.top } else { usize::MAX };
    if wants(HealthTable::Articles) {
        section(global, "Articles, largest groups first", &articles(&health, args), shown)?;
    }
    if wants(HealthTable::Volume) {
        let head = format!("Months with far more or fewer articles than their outlet has as a rule (|z| > {FAR})");
        section(global, &head, &volume(&health), shown)?;
    }
    if wants(HealthTable::Sentences) {
        let head = format!("Sentences in more than {} % of the articles of an outlet", args.share * 100.0);
        section(global, &head, &sentences(args, &folder, &manifest.tiers, &ids)?, shown)?;
    }
    if wants(HealthTable::Refused) {
        section(global, "Refused records", &refused(&health), shown)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the first rows of a table under its headline.
fn section(global: &Global, head: &str, table: &Table, shown: usize) -> anyhow::Result<()> {
    if table.n_rows() == 0 {
        say(global.format, &format!("{head}: none.\n"))?;
        return if global.format == Format::Table { Ok(()) } else { output::print(table, global.format) };
    }
    say(global.format, &format!("{head}:"))?;
    output::print(&table.first(shown), global.format)?;
    let left = table.n_rows().saturating_sub(shown);
    let more = if left > 0 { format!("{left} more rows (--top 0 prints all)\n") } else { String::new() };
    say(global.format, &more)
}

fn refuse(health: &mut Health, folder: &AuditFolder) -> anyhow::Result<()> {
    let path = folder.rejects();
    let file = std::fs::File::open(&path).with_context(|| path.display().to_string())?;
    for line in BufReader::new(file).lines() {
        let line = line.with_context(|| path.display().to_string())?;
        let reject: Reject = serde_json::from_str(&line).with_context(|| path.display().to_string())?;
        health.refuse(&reject);
    }
    Ok(())
}

fn articles(health: &Health, args: &HealthArgs) -> Table {
    let mut columns: Vec<(&str, Kind)> = args.by.iter().map(|name| (name.as_str(), Kind::Text)).collect();
    let counts = ["articles", "undated", "no_byline", "no_title", "no_body", "copies", "wire", "unscored"];
    columns.extend(counts.map(|name| (name, Kind::Int)));
    columns.extend(["words_q1", "words_median", "words_q3"].map(|name| (name, Kind::Int)));
    columns.push(("languages", Kind::Text));
    let mut table = Table::new(&columns);
    let mut cells: Vec<(&[String], &HealthCell)> = health.cells().collect();
    cells.sort_by(|a, b| b.1.n_articles.cmp(&a.1.n_articles).then(a.0.cmp(b.0)));
    for (key, cell) in cells {
        let languages = languages(cell);
        let mut row: Vec<Cell<'_>> = key.iter().map(|value| Cell::Text(value)).collect();
        let missing = [cell.n_undated, cell.n_without_byline, cell.n_without_title, cell.n_without_body];
        row.push(Cell::count(cell.n_articles));
        row.extend(missing.map(Cell::count));
        row.extend([cell.n_repeated, cell.n_wire, cell.n_unscored].map(Cell::count));
        row.extend(cell.lengths().unwrap_or_default().map(Cell::count));
        row.push(Cell::Text(&languages));
        table.push(&row);
    }
    table
}

/// `en 12, de 3`, the most frequent first.
fn languages(cell: &HealthCell) -> String {
    let mut all: Vec<(&String, &u64)> = cell.languages.iter().collect();
    all.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    all.iter().map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
}

fn volume(health: &Health) -> Table {
    let mut table = Table::new(&[
        ("outlet", Kind::Text),
        ("month", Kind::Text),
        ("articles", Kind::Int),
        ("median", Kind::Float),
        ("z", Kind::Float),
    ]);
    let mut breaks = health.volume_breaks();
    breaks.sort_by(|a, b| {
        b.z.abs().total_cmp(&a.z.abs()).then_with(|| (&a.outlet, &a.month).cmp(&(&b.outlet, &b.month)))
    });
    for found in breaks {
        table.push(&[
            Cell::Text(&found.outlet),
            Cell::Text(&found.month),
            Cell::count(found.n_articles),
            Cell::float(Some(found.median)),
            Cell::float(Some(found.z)),
        ]);
    }
    table
}

fn sentences(args: &HealthArgs, folder: &AuditFolder, tiers: &[String], ids: &[String]) -> anyhow::Result<Table> {
    let mut table = Table::new(&[
        ("outlet", Kind::Text),
        ("articles", Kind::Int),
        ("cut", Kind::Int),
        ("share", Kind::Float),
        ("sentence", Kind::Text),
    ]);
    let suspicion = Suspicion { share: args.share, least_articles: args.least };
    let mut found = repeated_sentences(&[folder.signatures()], suspicion)?;
    let store = Store::open(&folder.index(), tiers)?;
    // By article, so that each is read once.
    let mut rows = Vec::new();
    for same in found.chunk_by_mut(|a, b| a.article == b.article) {
        let id = &ids[same[0].article as usize];
        let Some(stored) = store.article(id)? else { bail!("the index has no article `{id}`: run the audit again") };
        let document = clean(stored.raw());
        let tokens = tokenize(&document.text, &document.blocks);
        let printed = same.iter().filter_map(|found| Some((*found, printed(found, &document, &tokens)?)));
        let outlet = document.outlet.as_deref().unwrap_or(UNKNOWN);
        rows.extend(printed.map(|(found, text)| (outlet.to_owned(), found, text)));
    }
    rows.sort_by(|a, b| b.1.n_articles.cmp(&a.1.n_articles).then_with(|| (&a.0, &a.2).cmp(&(&b.0, &b.2))));
    for (outlet, found, text) in &rows {
        table.push(&[
            Cell::Text(outlet),
            Cell::count(u64::from(found.n_articles)),
            Cell::count(u64::from(found.n_cut)),
            Cell::float(Some(f64::from(found.n_articles) / f64::from(found.n_outlet))),
            Cell::Text(text),
        ]);
    }
    Ok(table)
}

/// The sentence on one line, where it is long enough.
fn printed(found: &RepeatedSentence, document: &Document, tokens: &Tokens) -> Option<String> {
    let text = found.text(document, tokens)?;
    let words: Vec<&str> = text.split_whitespace().collect();
    (words.len() >= LEAST_WORDS).then(|| words.join(" "))
}

fn refused(health: &Health) -> Table {
    let mut table = Table::new(&[("source", Kind::Text), ("records", Kind::Int), ("reason", Kind::Text)]);
    let mut all: Vec<_> = health.refused().collect();
    all.sort_by(|a, b| b.2.cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    for (source, reason, n) in all {
        table.push(&[Cell::Text(source), Cell::count(n), Cell::Text(reason)]);
    }
    table
}
