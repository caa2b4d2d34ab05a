//! `classlens shards`.

use std::process::ExitCode;

use classlens::audit::{Audit, ShardList};

use crate::args::{Global, ShardsArgs};
use crate::output::say;

/// Names audits in a file, once it is known that they can be searched as one.
pub fn run(global: &Global, args: &ShardsArgs) -> anyhow::Result<ExitCode> {
    args.write_over.check(&args.output)?;
    let list = ShardList::of(&args.audits, &args.output)?;
    let audit = Audit::of_shards(&list, &args.output)?;
    audit.store()?;
    list.write(&args.output)?;
    let (n, n_articles) = (list.shards.len(), audit.manifest().n_articles);
    say(global.format, &format!("{n} shards with {n_articles} articles: {}", args.output.display()))?;
    Ok(ExitCode::SUCCESS)
}
