//! `classlens trend`.

use std::process::ExitCode;

use classlens::audit::{Query, TrendMeasure, TrendOptions};
use classlens::record::Period;

use crate::args::{Global, PeriodArg, TrendArgs};
use crate::commands::search::found_code;
use crate::commands::subset::{nothing_found, say_subset, subset_of};
use crate::commands::{folded_within, open_audit};
use crate::output::print_answer;

pub fn run(global: &Global, args: &TrendArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let query = audit.query(&args.query)?;
    let base = audit.query(args.of.as_deref().unwrap_or(""))?;
    let subset = subset_of(&audit, &args.subset)?;
    if let Some(empty) = subset.as_ref().filter(|subset| subset.n_articles() == 0) {
        return Ok(nothing_found(&audit, empty));
    }
    say_subset(global, subset.as_ref())?;
    let base = match &subset {
        Some(subset) => Query::all_of(vec![subset.query().clone(), base]),
        None => base,
    };
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
        PeriodArg::Decade => Period::Decade,
    }
}
