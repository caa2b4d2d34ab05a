//! `classlens batch`.

use std::process::ExitCode;

use anyhow::bail;
use classlens::audit::read_queries;

use crate::args::{BatchArgs, Global};
use crate::commands::open_audit;
use crate::commands::search::found_code;
use crate::output;

pub fn run(global: &Global, args: &BatchArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let (origin, queries) = match &args.queries {
        Some(path) => (path.display().to_string(), read_queries(path)?),
        None => ("saved queries".to_owned(), audit.saved_named()?),
    };
    let counts = audit.batch(&queries, &args.by, args.min)?;
    if counts.table.n_rows() == 0 {
        bail!("{origin}: no queries, or no cell with {} articles", args.min);
    }
    output::print(&counts.table, global.format)?;
    Ok(found_code(counts.n_found))
}
