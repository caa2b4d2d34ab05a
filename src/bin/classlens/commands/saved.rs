//! Saved queries: `search --save`, `--saved`, `--forget`, and `saved:NAME` in every query.

use std::process::ExitCode;

use classlens::audit::SavedQueries;

use crate::args::{Global, SearchArgs};
use crate::commands::open_audit;
use crate::output::{self, say};

/// Saves, lists or removes; `None` when the command asks for none of these.
pub fn run(global: &Global, args: &SearchArgs) -> anyhow::Result<Option<ExitCode>> {
    if args.save.is_none() && !args.saved && args.forget.is_none() {
        return Ok(None);
    }
    let audit = open_audit(global, &args.audit)?;
    let (folder, saved) = (audit.folder(), audit.saved_queries()?);
    if let Some(name) = &args.save {
        audit.query(&args.query)?;
        SavedQueries::save(folder, name, &args.query)?;
        say(global.format, &format!("saved: use it as saved:{name}"))?;
    }
    if let Some(name) = &args.forget {
        SavedQueries::remove(folder, name)?;
        say(global.format, &format!("removed: {name}"))?;
    }
    if args.saved {
        let table = saved.table();
        output::print(&table, global.format)?;
        return Ok(Some(if table.n_rows() == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS }));
    }
    Ok(Some(ExitCode::SUCCESS))
}
