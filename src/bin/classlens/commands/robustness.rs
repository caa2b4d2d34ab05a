//! `classlens robustness`: the main claim under other choices.

use std::process::ExitCode;

use crate::args::{Global, RobustnessArgs};
use crate::commands::{open_audit, readers};
use crate::output::{print_answer, say};

pub fn run(global: &Global, args: &RobustnessArgs) -> anyhow::Result<ExitCode> {
    let Some(answer) = open_audit(global, &args.audit)?.robustness(readers(global.format))? else {
        say(global.format, "No article has a focus on one tier: there is no claim to try.")?;
        return Ok(ExitCode::from(1));
    };
    print_answer(&answer, global.format)?;
    Ok(ExitCode::SUCCESS)
}
