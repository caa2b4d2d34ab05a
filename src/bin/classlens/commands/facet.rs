//! `classlens search --facet` and `--by`: counts, shares and ratios.

use std::process::ExitCode;

use classlens::audit::{Audit, Query};

use crate::args::{Global, SearchArgs};
use crate::commands::search::found_code;
use crate::output::{self, say};

pub fn run(global: &Global, args: &SearchArgs, audit: &Audit, query: &Query, base: &Query) -> anyhow::Result<ExitCode> {
    if !args.by.is_empty() {
        let found = audit.count_by(query, base, &args.by)?;
        head(global, args, found.n_found, found.n_base)?;
        output::print(&found.table, global.format)?;
        return Ok(found_code(found.n_found));
    }
    let top = if args.top == 0 { usize::MAX } else { args.top };
    let found = audit.facets(query, base, &args.facet, top)?;
    head(global, args, found.n_found, found.n_base)?;
    output::print(&found.table, global.format)?;
    for (name, n) in &found.left {
        say(global.format, &format!("{name}: {n} more values (--top 0 prints all)"))?;
    }
    Ok(found_code(found.n_found))
}

fn head(global: &Global, args: &SearchArgs, n_found: u64, n_base: u64) -> anyhow::Result<()> {
    let (one, many) = if args.fold.is_some() { ("a story", "stories") } else { ("an article", "articles") };
    say(global.format, &format!("{n_found} of {n_base} {many} found; {one} with several values counts in each"))
}
