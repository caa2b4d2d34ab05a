//! `classlens merge`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use classlens::audit::ShardList;
use classlens::pipeline::{MergeOptions, PipelineError, merge};

use crate::args::{Global, MergeArgs};
use crate::commands::{audit, lexicon_of};

pub fn run(global: &Global, args: &MergeArgs) -> anyhow::Result<ExitCode> {
    let options = MergeOptions {
        output: args.output.clone(),
        csv: args.csv,
        replace: args.replace,
        threads: usize::from(global.threads),
        seed: global.seed,
        command: global.call.clone(),
    };
    let audits = audits(&args.audits)?;
    if audits.len() < 2 {
        bail!("name two audits or more to merge");
    }
    let outcome = match merge(&lexicon_of(global)?, &audits, &options) {
        Err(error @ PipelineError::WouldReplace { .. }) => {
            bail!("{error}: name another folder with -o, or give --replace")
        }
        merged => merged?,
    };
    if !global.quiet {
        audit::remarks(&outcome, &args.output);
    }
    audit::report(global, &outcome, &args.output)?;
    Ok(ExitCode::SUCCESS)
}

/// The audits, those of a file that names shards in its order.
fn audits(named: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut audits = Vec::new();
    for path in named {
        match ShardList::path_at(path) {
            Some(list) => audits.extend(ShardList::read(&list)?.folders(&list)?),
            None => audits.push(path.clone()),
        }
    }
    Ok(audits)
}
