//! `classlens variables`: the variables of an audit, and tables joined to it.

use std::process::ExitCode;

use classlens::audit::{Audit, JoinKey, Manifest};
use classlens::pipeline::{JoinOptions, join};

use crate::args::{Global, JoinKeyArg, VariablesArgs};
use crate::output::{print, say};

/// Variables named in one line.
const NAMED: usize = 12;

/// Joins a table where one is named, and prints the variables, or all fields; 1 when there is none.
pub fn run(global: &Global, args: &VariablesArgs) -> anyhow::Result<ExitCode> {
    if let Some(path) = &args.table {
        let key = args.by.map(|by| match by {
            JoinKeyArg::Id => JoinKey::Id,
            JoinKeyArg::Outlet => JoinKey::Outlet,
        });
        let (manifest, remarks) = join(&args.audit, &JoinOptions::new(path.clone(), key))?;
        if !global.quiet {
            let joined = manifest.joins.last().map(classlens::audit::JoinAccount::text);
            joined.iter().chain(&remarks).for_each(|line| eprintln!("note: {line}"));
        }
    }
    let audit = Audit::open(&args.audit)?;
    if args.all {
        print(&audit.fields(), global.format)?;
        return Ok(ExitCode::SUCCESS);
    }
    let table = audit.variables();
    if table.n_rows() == 0 {
        say(global.format, "No variables: the input had no further columns, and no table was joined.")?;
        return Ok(ExitCode::from(1));
    }
    print(&table, global.format)?;
    Ok(ExitCode::SUCCESS)
}

/// What a run says of its variables.
pub fn lines(manifest: &Manifest) -> Vec<String> {
    let named = manifest.variables.iter().take(NAMED).map(|v| format!("{} ({})", v.name, v.kind.name()));
    let named: Vec<String> = named.collect();
    let left = manifest.variables.len().saturating_sub(NAMED);
    let more = if left > 0 { format!(", and {left} more") } else { String::new() };
    let variables = (!named.is_empty())
        .then(|| format!("variables kept from the input: {}{more} (--keep, --drop)", named.join(", ")));
    variables.into_iter().chain(manifest.joins.iter().map(classlens::audit::JoinAccount::text)).collect()
}
