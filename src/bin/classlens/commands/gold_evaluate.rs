//! `classlens gold evaluate`: an evaluation page in Markdown.

use std::io::Write;
use std::process::ExitCode;

use classlens::audit::EvaluationOptions;

use crate::args::{EvaluateArgs, Global};
use crate::commands::open_audit;

/// Scores the coded articles and prints the page.
pub fn run(global: &Global, args: &EvaluateArgs) -> anyhow::Result<ExitCode> {
    let page = open_audit(global, &args.audit)?.evaluation(&EvaluationOptions {
        gold: args.gold.clone(),
        shipped: args.shipped.clone(),
        date: args.date,
        penalty: args.penalty,
        folds: args.folds,
        repeats: args.repeats,
        seed: global.seed,
    })?;
    std::io::stdout().lock().write_all(page.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
