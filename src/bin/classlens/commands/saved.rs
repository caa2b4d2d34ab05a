//! Saved queries: `search --save`, `--saved`, `--forget`, and `saved:NAME` in every query.

use std::path::Path;
use std::process::ExitCode;

use classlens::folder::{AuditFolder, SavedQueries};
use classlens::record::{Cell, Kind, Table};
use classlens::store::parse_query;

use crate::args::{Command, Global, GoldCommand, SearchArgs};
use crate::commands::open_audit;
use crate::output::{self, say};

/// Puts saved queries in the place of their names in the queries of a command.
pub fn fill_in(command: &mut Command) -> anyhow::Result<()> {
    match command {
        Command::Search(args) if args.save.is_none() => fill(&args.audit, [Some(&mut args.query), args.of.as_mut()]),
        Command::Kwic(args) => fill(&args.audit, [Some(&mut args.query)]),
        Command::Compare(args) => {
            fill(&args.audit, [args.target.as_mut(), args.reference.as_mut(), args.collocates.as_mut()])
        }
        Command::Trend(args) => fill(&args.audit, [Some(&mut args.query), args.of.as_mut()]),
        Command::Delete(args) => fill(&args.audit, [Some(&mut args.query)]),
        Command::Gold(GoldCommand::Plan(args)) => fill(&args.audit, args.query.iter_mut().map(Some)),
        _ => Ok(()),
    }
}

fn fill<'a>(audit: &Path, queries: impl IntoIterator<Item = Option<&'a mut String>>) -> anyhow::Result<()> {
    for query in queries.into_iter().flatten().filter(|query| SavedQueries::is_named_in(query)) {
        *query = SavedQueries::load(&AuditFolder::at(audit))?.expand(query)?;
    }
    Ok(())
}

/// Saves, lists or removes; `None` when the command asks for none of these.
pub fn run(global: &Global, args: &SearchArgs) -> anyhow::Result<Option<ExitCode>> {
    if args.save.is_none() && !args.saved && args.forget.is_none() {
        return Ok(None);
    }
    let audit = open_audit(global, &args.audit)?;
    let (folder, saved) = (audit.folder(), audit.saved_queries()?);
    if let Some(name) = &args.save {
        parse_query(&saved.expand(&args.query)?)?;
        SavedQueries::save(folder, name, &args.query)?;
        say(global.format, &format!("saved: use it as saved:{name}"))?;
    }
    if let Some(name) = &args.forget {
        SavedQueries::remove(folder, name)?;
        say(global.format, &format!("removed: {name}"))?;
    }
    if args.saved {
        let mut table = Table::new(&[("name", Kind::Text), ("query", Kind::Text)]);
        saved.iter().for_each(|(name, query)| table.push(&[Cell::Text(name), Cell::Text(query)]));
        output::print(&table, global.format)?;
        return Ok(Some(if table.n_rows() == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS }));
    }
    Ok(Some(ExitCode::SUCCESS))
}
