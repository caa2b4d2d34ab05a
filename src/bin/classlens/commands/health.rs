//! `classlens health`: what a corpus has and what it lacks.

use std::process::ExitCode;

use anyhow::bail;
use classlens::audit::{Answer, AuditError, HealthOptions, HealthTable, Suspicion};

use crate::args::{Format, Global, HealthArgs, HealthTableArg};
use crate::commands::subset::with_articles;
use crate::commands::{axes_of, open_audit};
use crate::output::{self, print_first, say};

pub fn run(global: &Global, args: &HealthArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let of_machine = (global.format != Format::Table).then_some(HealthTableArg::Articles);
    let tables = match args.table.or(of_machine) {
        Some(HealthTableArg::Articles) => vec![HealthTable::Articles],
        Some(HealthTableArg::Volume) => vec![HealthTable::Volume],
        Some(HealthTableArg::Sentences) => vec![HealthTable::Sentences],
        Some(HealthTableArg::Refused) => vec![HealthTable::Refused],
        None => HealthOptions::default().tables,
    };
    let suspicion = Suspicion { share: args.share, least_articles: args.least };
    let options = HealthOptions { tables, by: axes_of(&audit, &args.by)?, suspicion };
    with_articles(global, &audit, &args.subset, |articles| {
        let answers = match articles.health(&options) {
            Err(error @ AuditError::NoArticles) => bail!("--where: {error}"),
            answers => answers?,
        };
        answers.iter().try_for_each(|answer| section(global, args, answer))?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Prints the first rows of a table under its headline.
fn section(global: &Global, args: &HealthArgs, answer: &Answer) -> anyhow::Result<()> {
    let (head, table) = (answer.before.join(" "), &answer.table);
    if table.n_rows() == 0 {
        say(global.format, &format!("{head}: none.\n"))?;
        return if global.format == Format::Table { Ok(()) } else { output::print(table, global.format) };
    }
    say(global.format, &format!("{head}:"))?;
    let most = if global.format == Format::Table { args.top } else { 0 };
    let left = print_first(table, global.format, most)?;
    let more = if left > 0 { format!("{left} more rows (--top 0 prints all)\n") } else { String::new() };
    say(global.format, &more)?;
    answer.after.iter().try_for_each(|line| say(global.format, &format!("{line}\n")))
}
