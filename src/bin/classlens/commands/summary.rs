//! `classlens summary`: shares by group.

use std::process::ExitCode;

use classlens::audit::SummaryOptions;
use classlens::present::Style;
use classlens::record::Axis;

use crate::args::{Global, SummaryArgs};
use crate::commands::subset::with_articles;
use crate::commands::summary_differences;
use crate::commands::{axes_of, note_on_codes, open_audit, readers, say_audit};
use crate::output::{print_answer, print_answer_styled};

/// Longest cell of the table of corrected shares: a whole reason.
const REASON_WIDTH: usize = 140;

pub fn run(global: &Global, args: &SummaryArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let by = if args.by.is_empty() { vec![Axis::outlet()] } else { axes_of(&audit, &args.by)? };
    let estimate = args.estimate.options(global.seed)?;
    say_audit(global, &audit)?;
    with_articles(global, &audit, &args.subset, |articles| {
        note_on_codes(articles)?;
        let code = if articles.rows().is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS };
        if summary_differences::is_asked(args) {
            return summary_differences::run(global, args, articles, by, estimate);
        }
        if args.total {
            print_answer(&articles.total(&estimate)?, global.format)?;
            return Ok(code);
        }
        let options = SummaryOptions { by, min: args.min, readers: readers(global.format), estimate };
        let summary = articles.summary(&options)?;
        print_answer(&summary.shares, global.format)?;
        if let Some(corrected) = &summary.corrected {
            print_answer_styled(corrected, global.format, Style { max_cell: REASON_WIDTH })?;
        }
        Ok(code)
    })
}
