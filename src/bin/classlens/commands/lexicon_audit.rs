//! `classlens lexicon audit`.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use classlens::folder::AuditFolder;
use classlens::lexicon::Lexicon;
use classlens::present::CsvWriter;
use classlens::quality::{Listed, Usage, precision_table, read_judged, usage, use_table};
use classlens::record::{Table, rows_of_hits};

use crate::args::{Format, Global, LexiconAuditArgs};
use crate::commands::open_audit;
use crate::output::{self, say};

/// Prints what the entries did in an audit, writes a sheet to judge, or reads a judged one.
pub fn run(global: &Global, args: &LexiconAuditArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let lexicon = audit.lexicon()?;
    let table = audit.hits_table()?;
    let broken = |reason: String| anyhow::anyhow!("{}: {reason}; run the audit again", audit.folder().hits().display());
    let rows = rows_of_hits(&table).map_err(broken)?;
    let used = usage(lexicon, &rows)?;
    if let Some(path) = &args.judged {
        return judged(global, path, lexicon, &used);
    }
    if let Some(path) = &args.sheet {
        return sheet(global, args, path, &audit.sheet_to_judge(&rows, args.per_entry as usize, global.seed)?);
    }
    let listed = if global.format == Format::Table { Listed::Noteworthy } else { Listed::Dead };
    people(global, lexicon, &used, audit.folder())?;
    output::print(&use_table(lexicon, &used, &rows, listed), global.format)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes up to `--per-entry` hits of every entry.
fn sheet(global: &Global, args: &LexiconAuditArgs, path: &Path, table: &Table) -> anyhow::Result<ExitCode> {
    args.write_over.check(path)?;
    let file = File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?;
    let mut writer = CsvWriter::new(file);
    writer.write(table)?;
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
    let line = format!("{} lines judged, {} open; Wilson intervals at 95 %", sheet.judged.len(), sheet.n_open);
    say(global.format, &line)?;
    output::print(&precision_table(lexicon, used, &sheet.judged), global.format)?;
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
