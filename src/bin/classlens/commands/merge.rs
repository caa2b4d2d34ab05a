//! `classlens merge`.

use std::process::ExitCode;

use anyhow::bail;
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
    let outcome = match merge(&lexicon_of(global)?, &args.audits, &options) {
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
