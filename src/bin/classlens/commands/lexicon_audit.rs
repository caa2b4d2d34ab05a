//! `classlens lexicon audit`.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::folder::AuditFolder;
use classlens::lexicon::Lexicon;
use classlens::present::CsvWriter;
use classlens::quality::{Usage, kwic, overlaps, precision, read_judged, sample, usage};
use classlens::record::{Cell, Kind, Table, rows_of_hits};
use classlens::score::HitRow;
use classlens::store::{Store, StoredArticle};

use crate::args::{Format, Global, LexiconAuditArgs};
use crate::commands::open_audit;
use crate::output::{self, say};

/// An entry dominates from this part of the weight of its tier on.
const DOMINANT: f64 = 0.05;

/// Prints what the entries did in an audit, writes a sheet to judge, or reads a judged one.
pub fn run(global: &Global, args: &LexiconAuditArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let (folder, lexicon) = (audit.folder(), audit.lexicon()?);
    let table = folder.read_table("hits")?.whole()?;
    let broken = |reason: String| anyhow::anyhow!("{}: {reason}; run the audit again", folder.hits().display());
    let rows = rows_of_hits(&table).map_err(broken)?;
    let used = usage(lexicon, &rows)?;
    if let Some(path) = &args.judged {
        return judged(global, path, lexicon, &used);
    }
    if let Some(path) = &args.sheet {
        let store = audit.store()?;
        return sheet(global, args, path, &rows, store);
    }
    report(global, lexicon, &rows, &used, folder)
}

/// Writes up to `--per-entry` hits of every entry.
fn sheet(
    global: &Global,
    args: &LexiconAuditArgs,
    path: &Path,
    rows: &[HitRow<'_>],
    store: &Store,
) -> anyhow::Result<ExitCode> {
    let columns = ["entry", "article", "left", "hit", "right", "judged"].map(|name| (name, Kind::Text));
    let mut table = Table::new(&columns);
    let mut last: Option<StoredArticle> = None;
    for at in sample(rows, args.per_entry as usize, global.seed) {
        let row = &rows[at];
        if last.as_ref().is_none_or(|article| article.id != row.article) {
            last = store.article(row.article)?;
        }
        let text = last.as_ref().map(|article| if row.field == "title" { &article.title } else { &article.body });
        let Some(line) = text.and_then(|text| kwic(text, row.start, row.end)) else {
            bail!(
                "{}: the index does not hold the hit of {} in `{}`: rebuild it with `classlens index`",
                args.audit.display(),
                row.entry,
                row.article
            );
        };
        table.push(&[row.entry, row.article, &line.left, &line.hit, &line.right, ""].map(Cell::Text));
    }
    let file = File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?;
    let mut writer = CsvWriter::new(file);
    writer.write(&table)?;
    writer.finish()?;
    let line = format!(
        "{}: {} hits, up to {} of each entry, seed {}; write y or n into the column `judged`",
        path.display(),
        table.n_rows(),
        args.per_entry,
        global.seed
    );
    say(global.format, &line)?;
    Ok(if table.n_rows() == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Prints precision by the judged sheet.
fn judged(global: &Global, path: &Path, lexicon: &Lexicon, used: &Usage) -> anyhow::Result<ExitCode> {
    let sheet = read_judged(path, lexicon)?;
    let mut table = Table::new(&[
        ("of", Kind::Text),
        ("name", Kind::Text),
        ("n_right", Kind::Int),
        ("n_judged", Kind::Int),
        ("precision", Kind::Float),
        ("low", Kind::Float),
        ("high", Kind::Float),
        ("precision_by_hits", Kind::Float),
    ]);
    for row in precision(lexicon, used, &sheet.judged) {
        table.push(&[
            Cell::Text(row.of),
            Cell::Text(&row.name),
            Cell::count(row.share.hits),
            Cell::count(row.share.n),
            Cell::Float(row.share.share),
            Cell::Float(row.share.low),
            Cell::Float(row.share.high),
            Cell::float(row.by_hits),
        ]);
    }
    let line = format!("{} lines judged, {} open; Wilson intervals at 95 %", sheet.judged.len(), sheet.n_open);
    say(global.format, &line)?;
    output::print(&table, global.format)?;
    Ok(ExitCode::SUCCESS)
}

fn report(
    global: &Global,
    lexicon: &Lexicon,
    rows: &[HitRow<'_>],
    used: &Usage,
    folder: &AuditFolder,
) -> anyhow::Result<ExitCode> {
    let mut table = Table::new(&[
        ("finding", Kind::Text),
        ("entry", Kind::Text),
        ("other", Kind::Text),
        ("n_hits", Kind::Int),
        ("n_articles", Kind::Int),
        ("share_of_tier", Kind::Float),
        ("sentences_shared", Kind::Float),
        ("articles_shared", Kind::Float),
    ]);
    let id = |at: usize| lexicon.entries[at].id.as_str();
    for found in used.dominant(DOMINANT) {
        table.push(&[
            Cell::Text("dominates"),
            Cell::Text(id(found.entry)),
            Cell::Missing,
            Cell::count(found.n_hits),
            Cell::count(found.n_articles),
            Cell::float(found.share),
            Cell::Missing,
            Cell::Missing,
        ]);
    }
    for found in overlaps(lexicon, rows) {
        let own = &used.entries[found.entry];
        table.push(&[
            Cell::Text("overlaps"),
            Cell::Text(id(found.entry)),
            Cell::Text(id(found.other)),
            Cell::count(own.n_hits),
            Cell::count(own.n_articles),
            Cell::float(own.share),
            Cell::Float(found.shared_sentences as f64 / found.n_sentences as f64),
            Cell::Float(found.shared_articles as f64 / found.n_articles as f64),
        ]);
    }
    if global.format == Format::Table {
        people(global, lexicon, used, folder)?;
    } else {
        for found in used.dead() {
            let mut cells = [Cell::Missing; 8];
            (cells[0], cells[1], cells[3], cells[4]) =
                (Cell::Text("dead"), Cell::Text(id(found.entry)), Cell::Int(0), Cell::Int(0));
            table.push(&cells);
        }
    }
    output::print(&table, global.format)?;
    Ok(ExitCode::SUCCESS)
}

/// What the report says above the table for people: dead entries by tier and dimension.
fn people(global: &Global, lexicon: &Lexicon, used: &Usage, folder: &AuditFolder) -> anyhow::Result<()> {
    let n_dead = used.dead().count();
    let line = format!(
        "{}: {} of {} entries have no hit in scored zones (all of them with --format csv)",
        folder.hits().display(),
        n_dead,
        used.entries.len()
    );
    say(global.format, &line)?;
    let mut cells: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for one in &used.entries {
        let entry = &lexicon.entries[one.entry];
        let counts = cells.entry((lexicon.tier_name(entry.tier), lexicon.dimension_name(entry))).or_default();
        counts.0 += usize::from(one.n_hits == 0);
        counts.1 += 1;
    }
    for ((tier, dimension), (dead, n)) in cells {
        say(global.format, &format!("  {tier:<13} {dimension:<11} {dead:>5} of {n:>5} dead"))?;
    }
    say(global.format, "\nentries over 5 % of the weight of their tier, and entries that lie where another lies")
}
