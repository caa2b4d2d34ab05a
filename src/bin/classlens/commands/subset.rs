//! `--where`: the articles that a command is asked about.

use std::process::ExitCode;

use anyhow::Context;
use classlens::audit::{Audit, Selection, Subset};

use crate::args::{Format, Global, SubsetArgs};
use crate::output::say;

/// The subset of `--where`; `None` without it, and where the query finds every article because it is empty.
pub fn subset_of(audit: &Audit, args: &SubsetArgs) -> anyhow::Result<Option<Subset>> {
    let Some(query) = args.query.as_deref().filter(|query| !query.trim().is_empty()) else { return Ok(None) };
    audit.subset(query).map(Some).context("--where")
}

/// Says which articles an answer is of: before the answer for people, beside it for machines.
pub fn say_subset(global: &Global, subset: Option<&Subset>) -> anyhow::Result<()> {
    let Some(subset) = subset else { return Ok(()) };
    if global.format == Format::Table {
        return say(global.format, &format!("{subset}\n"));
    }
    if !global.quiet {
        eprintln!("note: {subset}");
    }
    Ok(())
}

/// What is done where `--where` finds no article: it is said, and there is no answer.
pub fn nothing_found(audit: &Audit, subset: &Subset) -> ExitCode {
    eprintln!(
        "classlens: no article of {} is found by `{}`: there is nothing to count; `classlens search AUDIT QUERY --explain` \
         shows how a query is understood",
        audit.path().display(),
        subset.text()
    );
    ExitCode::from(1)
}

/// Asks `figure` about the articles of `--where`, all without it; where there are none the answer is exit code 1.
pub fn with_articles(
    global: &Global,
    audit: &Audit,
    args: &SubsetArgs,
    figure: impl FnOnce(&Selection<'_>) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let subset = subset_of(audit, args)?;
    if let Some(empty) = subset.as_ref().filter(|subset| subset.n_articles() == 0) {
        return Ok(nothing_found(audit, empty));
    }
    let articles = audit.within(subset.as_ref())?;
    say_subset(global, subset.as_ref())?;
    figure(&articles)
}
