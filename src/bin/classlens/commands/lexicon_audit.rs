//! `classlens lexicon audit`.

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use classlens::audit::{Answer, Listed};
use classlens::present::CsvWriter;
use classlens::record::Table;

use crate::args::{Format, Global, LexiconAuditArgs};
use crate::commands::open_audit;
use crate::output::{self, say};

/// Prints what the entries did in an audit, writes a sheet to judge, or reads a judged one.
pub fn run(global: &Global, args: &LexiconAuditArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    if let Some(path) = &args.sheet.as_ref().filter(|_| args.judged.is_none()) {
        return sheet(global, args, path, &audit.sheet_to_judge(args.per_entry as usize, global.seed)?);
    }
    let answer = match &args.judged {
        Some(path) => audit.entries_judged(path)?,
        None => used(audit.entries_used(listed(global))?, &audit.folder().hits()),
    };
    answer.before.iter().try_for_each(|line| say(global.format, line))?;
    output::print(&answer.table, global.format)?;
    Ok(ExitCode::SUCCESS)
}

/// People see what is worth a look; a program gets all.
fn listed(global: &Global) -> Listed {
    if global.format == Format::Table { Listed::Noteworthy } else { Listed::Dead }
}

/// With the file of the hits, how to see all, and what the table lists.
fn used(mut answer: Answer, hits: &Path) -> Answer {
    if let Some(first) = answer.before.first_mut() {
        *first = format!("{}: {first} (all of them with --format csv)", hits.display());
    }
    answer
        .before
        .push("\nentries over 5 % of the weight of their tier, and entries that lie where another lies".to_owned());
    answer
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
