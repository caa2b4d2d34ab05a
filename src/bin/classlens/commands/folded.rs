//! Every story once, where `--fold` asks for it.

use classlens::audit::{Audit, Deduplicated, DeduplicatedWithin, Query};

use crate::args::{FoldArg, Global};

/// Every story once where that is asked for.
pub(super) fn folded(global: &Global, fold: Option<FoldArg>, audit: &Audit, query: Query) -> anyhow::Result<Query> {
    let Some(FoldArg::Copies) = fold else { return Ok(query) };
    let folded = audit.deduplicate(query)?;
    note_folded(global, &folded, "");
    Ok(folded.query)
}

/// The query within its base, and the base, every story once where that is asked for.
pub(super) fn folded_within(
    global: &Global,
    fold: Option<FoldArg>,
    audit: &Audit,
    query: Query,
    base: Query,
) -> anyhow::Result<(Query, Query)> {
    let Some(FoldArg::Copies) = fold else { return Ok((query, base)) };
    let DeduplicatedWithin { found, base } = audit.deduplicate_within(query, base)?;
    note_folded(global, &found, " of the articles found");
    note_folded(global, &base, " of the base; counts and shares are of stories");
    Ok((found.query, base.query))
}

fn note_folded(global: &Global, folded: &Deduplicated, of: &str) {
    if !global.quiet {
        eprintln!("note: {} articles that print a story again are left out{of}", folded.n_duplicates);
    }
}
