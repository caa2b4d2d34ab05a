//! `classlens summary --compare A --against B` and `--differences`: how far shares are apart.

use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::audit::{AuditError, Compared, DifferenceOptions, EstimateOptions, Selection};
use classlens::present::Style;
use classlens::record::Axis;

use crate::args::{Global, SummaryArgs};
use crate::commands::readers;
use crate::commands::search::found_code;
use crate::output::print_answer_styled;

/// Longest cell: a difference with its interval, or why there is none.
const WIDTH: usize = 140;

/// Groups above which nobody reads a table of differences.
const MOST_GROUPS: usize = 1_000;

/// True where the call asks for differences.
pub fn is_asked(args: &SummaryArgs) -> bool {
    args.compare.is_some() || args.differences
}

/// Prints the differences among these articles; `by` is what `--by` names.
pub fn run(
    global: &Global,
    args: &SummaryArgs,
    articles: &Selection<'_>,
    by: Vec<Axis>,
    estimate: EstimateOptions,
) -> anyhow::Result<ExitCode> {
    let compared = compared(args, by)?;
    let answer = match articles.differences(&DifferenceOptions { compared, readers: readers(global.format), estimate })
    {
        Err(error @ AuditError::NoGroup { .. }) => bail!("{error}; without --by it is a query"),
        answer => answer.context(if args.compare.is_some() { "--compare, --against" } else { "--differences" })?,
    };
    print_answer_styled(&answer, global.format, Style { max_cell: WIDTH })?;
    Ok(found_code(answer.n_found))
}

fn compared(args: &SummaryArgs, by: Vec<Axis>) -> anyhow::Result<Compared> {
    let Some(of) = args.compare.clone() else { return Ok(Compared::Each { by, min: args.min, most: MOST_GROUPS }) };
    let against = args.against.clone();
    match <[Axis; 1]>::try_from(by) {
        _ if args.by.is_empty() => Ok(Compared::Queries { of, against }),
        Ok([axis]) => Ok(Compared::Groups { axis, of, against }),
        Err(_) => bail!("--compare sets two groups of one field against each other: name one field with --by"),
    }
}
