//! `classlens verify`: whether an audit is still what was written.

use std::process::ExitCode;

use crate::args::{Global, VerifyArgs};
use crate::commands::open_audit;
use crate::output::print_answer;

/// Prints what was checked; 1 when something changed or is missing.
pub fn run(global: &Global, args: &VerifyArgs) -> anyhow::Result<ExitCode> {
    let verified = open_audit(global, &args.audit)?.verify()?;
    print_answer(&verified.answer, global.format)?;
    Ok(if verified.n_faults == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
