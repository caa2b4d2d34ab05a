//! `classlens gold code`.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use classlens::audit::CommandCoder;
use classlens::validate::plan::is_coder_name;

use crate::args::{CodeArgs, Global};
use crate::commands::open_audit;
use crate::output::say;

/// Has the command code the articles; 1 when some are left without codes.
pub fn run(global: &Global, args: &CodeArgs) -> anyhow::Result<ExitCode> {
    if !is_coder_name(&args.coder) {
        bail!("--coder {}: a name is made of letters, digits, - and _", args.coder);
    }
    let audit = open_audit(global, &args.audit)?;
    let options = CommandCoder {
        plan: args.plan.clone(),
        coder: args.coder.clone(),
        command: args.with.clone(),
        limit: args.limit,
        timeout: Duration::from_secs(args.timeout),
    };
    let coded = audit.code_by_command(&options, |id, failure| match failure {
        Some(reason) => eprintln!("no codes of {id}: {reason}"),
        None if !global.quiet => eprintln!("coded {id}"),
        None => {}
    })?;
    if coded.is_cut {
        eprintln!("note: {} ended within a line: its article is coded again", coded.file.display());
    }
    let (file, n_failed) = (coded.file.display(), coded.failed.len());
    let line = format!(
        "{} articles coded now, {} before, {n_failed} without an answer that can be read, {} left; codes are in {file}",
        coded.n_coded, coded.n_before, coded.n_left
    );
    say(global.format, &line)?;
    Ok(ExitCode::from(u8::from(n_failed > 0)))
}
