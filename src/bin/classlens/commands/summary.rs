//! `classlens summary`: shares by group.

use std::process::ExitCode;

use classlens::audit::SummaryOptions;
use classlens::present::Style;

use crate::args::{Global, SummaryArgs};
use crate::commands::{axes_of, note_on_codes, open_audit, readers, say_audit};
use crate::output::{print_answer, print_answer_styled};

/// Longest cell of the table of corrected shares: a whole reason.
const REASON_WIDTH: usize = 140;

pub fn run(global: &Global, args: &SummaryArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let by = axes_of(&audit, &args.by)?;
    let articles = audit.all()?;
    say_audit(global, &audit)?;
    let estimate = args.estimate.options(global.seed)?;
    note_on_codes(&articles)?;
    articles.check_weight(&estimate)?;
    if args.total {
        print_answer(&articles.total(&estimate), global.format)?;
        return Ok(if articles.rows().is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS });
    }
    let summary = articles.summary(&SummaryOptions { by, min: args.min, readers: readers(global.format), estimate });
    print_answer(&summary.shares, global.format)?;
    if let Some(corrected) = &summary.corrected {
        print_answer_styled(corrected, global.format, Style { max_cell: REASON_WIDTH })?;
    }
    Ok(if articles.rows().is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
