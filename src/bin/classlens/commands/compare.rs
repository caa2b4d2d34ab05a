//! `classlens compare`.

use std::process::ExitCode;

use anyhow::bail;
use classlens::audit::{
    Answer, Audit, CollocateOptions, CollocationMeasure, CompareOptions, ContrastMeasure, Reference, Subset, Unit,
};

use crate::args::{CompareArgs, Global, MeasureArg, UnitArg};
use crate::commands::open_audit;
use crate::commands::search::found_code;
use crate::commands::subset::{nothing_found, say_subset, subset_of};
use crate::output::{print_first, say};

pub fn run(global: &Global, args: &CompareArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let subset = subset_of(&audit, &args.subset)?;
    if let Some(empty) = subset.as_ref().filter(|subset| subset.n_articles() == 0) {
        return Ok(nothing_found(&audit, empty));
    }
    say_subset(global, subset.as_ref())?;
    let answer = match &args.collocates {
        Some(node) => collocates(args, &audit, node, subset.as_ref())?,
        None => contrast(args, &audit, subset.as_ref())?,
    };
    answer.before.iter().try_for_each(|line| say(global.format, line))?;
    print_first(&answer.table, global.format, args.limit)?;
    Ok(found_code(answer.n_found))
}

fn contrast(args: &CompareArgs, audit: &Audit, subset: Option<&Subset>) -> anyhow::Result<Answer> {
    let query = |text: &str| {
        let query = audit.query(text)?;
        anyhow::Ok(match subset {
            Some(subset) => subset.within(query),
            None => query,
        })
    };
    let target = query(args.target.as_deref().unwrap_or_default())?;
    let reference = match (&args.frequencies, &args.reference, subset) {
        (Some(path), ..) => Reference::Frequencies(path.clone()),
        (None, Some(text), _) => Reference::Articles(query(text)?),
        (None, None, Some(subset)) => Reference::Articles(subset.query().clone().without(target.clone())),
        (None, None, None) => Reference::Others,
    };
    let unit = match args.unit {
        UnitArg::Words => Unit::Word,
        UnitArg::Phrases => Unit::Phrase,
        UnitArg::Classes => Unit::Class,
    };
    let sort = match args.sort.unwrap_or(MeasureArg::G2) {
        MeasureArg::G2 => ContrastMeasure::G2,
        MeasureArg::LogRatio => ContrastMeasure::LogRatio,
        MeasureArg::LogOdds => ContrastMeasure::LogOdds,
        MeasureArg::P => ContrastMeasure::P,
        MeasureArg::LogDice | MeasureArg::Mi => bail!("--sort log-dice and mi are for --collocates"),
    };
    let options = CompareOptions { unit, min: args.min, prior: args.prior, fdr: args.fdr, sort };
    Ok(audit.compare(&target, &reference, &options)?)
}

fn collocates(args: &CompareArgs, audit: &Audit, node: &str, subset: Option<&Subset>) -> anyhow::Result<Answer> {
    if args.target.is_some() {
        bail!("--collocates has no target: name the articles it looks at with --where");
    }
    let sort = match args.sort.unwrap_or(MeasureArg::LogDice) {
        MeasureArg::G2 => CollocationMeasure::G2,
        MeasureArg::Mi => CollocationMeasure::Mi,
        MeasureArg::LogDice => CollocationMeasure::LogDice,
        _ => bail!("--sort with --collocates is log-dice, mi or g2"),
    };
    let options = CollocateOptions { window: args.window, min: args.min, sort, sample: None };
    Ok(audit.collocates(&audit.query(node)?, &options, subset)?)
}
