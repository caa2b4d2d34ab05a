//! `classlens trend`.

use std::process::ExitCode;

use classlens::audit::{TrendMeasure, TrendOptions};
use classlens::record::Period;

use crate::args::{Global, PeriodArg, TrendArgs};
use crate::commands::search::found_code;
use crate::commands::{folded_within, open_audit};
use crate::output::print_answer;

pub fn run(global: &Global, args: &TrendArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let query = audit.query(&args.query)?;
    let base = audit.query(args.of.as_deref().unwrap_or(""))?;
    let (query, base) = folded_within(global, args.fold, &audit, query, base)?;
    let options = TrendOptions {
        by: period(args.by),
        measure: if args.rate { TrendMeasure::Rate } else { TrendMeasure::Share },
        min: args.min,
        average: args.average,
        counted: if args.fold.is_some() { "stories" } else { "articles" },
    };
    let answer = audit.trend(&query, &base, &options)?;
    print_answer(&answer, global.format)?;
    Ok(found_code(answer.n_found))
}

fn period(by: PeriodArg) -> Period {
    match by {
        PeriodArg::Day => Period::Day,
        PeriodArg::Week => Period::Week,
        PeriodArg::Month => Period::Month,
        PeriodArg::Quarter => Period::Quarter,
        PeriodArg::Year => Period::Year,
    }
}
