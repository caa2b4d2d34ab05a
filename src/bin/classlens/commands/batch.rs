//! `classlens batch`.

use std::process::ExitCode;

use anyhow::bail;
use classlens::audit::read_queries;

use crate::args::{BatchArgs, Global};
use crate::commands::open_audit;
use crate::commands::search::found_code;
use crate::commands::subset::{nothing_found, say_subset, subset_of};
use crate::output;

pub fn run(global: &Global, args: &BatchArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let (origin, mut queries) = match &args.queries {
        Some(path) => (path.display().to_string(), read_queries(path)?),
        None => ("saved queries".to_owned(), audit.saved_named()?),
    };
    let subset = subset_of(&audit, &args.subset)?;
    if let Some(subset) = &subset {
        if subset.n_articles() == 0 {
            return Ok(nothing_found(&audit, subset));
        }
        queries.iter_mut().for_each(|named| named.of = Some(subset.narrowed(named.of.as_deref().unwrap_or_default())));
    }
    say_subset(global, subset.as_ref())?;
    let counts = audit.batch(&queries, &args.by, args.min)?;
    if counts.table.n_rows() == 0 {
        bail!("{origin}: no queries, or no cell with {} articles", args.min);
    }
    output::print(&counts.table, global.format)?;
    Ok(found_code(counts.n_found))
}
