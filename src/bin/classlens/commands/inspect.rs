//! `classlens audit --inspect`: what would be read, without writing anything.

use std::process::ExitCode;

use classlens::pipeline::{AuditOptions, inspect};

use crate::args::{Format, Global};
use crate::{account, flags, output};

/// Records shown of each source.
const SHOWN: usize = 3;

/// Prints the first records of each source; 1 when none of them is an article.
pub fn run(global: &Global, options: &AuditOptions) -> anyhow::Result<ExitCode> {
    let found = inspect(options, SHOWN)?;
    output::print(&found.table, global.format)?;
    let refused = found.table.column("refused").expect("the table has reasons");
    let reasons = (0..found.table.n_rows()).map(|row| found.table.text(row, refused));
    let mut flags: Vec<String> = reasons.filter_map(flags::of_refusal).collect();
    flags.dedup();
    if !flags.is_empty() {
        output::say(global.format, &format!("\nto read what is refused: {}", flags.join(", ")))?;
    }
    let accounts = found.accounts.iter().map(|(name, account)| (name.as_str(), account));
    for line in account::lines(accounts) {
        output::say(global.format, &format!("\n{line}"))?;
    }
    let n_sources = options.sources.len();
    output::say(
        global.format,
        &format!("\nfirst {SHOWN} records of each of {n_sources} sources; nothing was written"),
    )?;
    Ok(if found.n_articles > 0 || global.format != Format::Table { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
