//! `--fold copies`: one article per story, in a query and in the base of its shares.

use classlens::folder::AuditFolder;
use classlens::pipeline::printed_stories;
use classlens::store::{Deduplicated, DeduplicatedWithin, Query, Store, StoryRanks};

use crate::args::{FoldArg, Global};

/// The query, deduplicated where the flag says so.
pub fn query(
    global: &Global,
    fold: Option<FoldArg>,
    folder: &AuditFolder,
    store: &Store,
    query: Query,
) -> anyhow::Result<Query> {
    let Some(FoldArg::Copies) = fold else { return Ok(query) };
    let deduplicated = store.deduplicate(query, &ranks(folder, store)?)?;
    note(global, &deduplicated, "");
    Ok(deduplicated.query)
}

/// The query within its base, and the base, deduplicated where the flag says so.
pub fn of_base(
    global: &Global,
    fold: Option<FoldArg>,
    folder: &AuditFolder,
    store: &Store,
    query: Query,
    base: Query,
) -> anyhow::Result<(Query, Query)> {
    let Some(FoldArg::Copies) = fold else { return Ok((query, base)) };
    let DeduplicatedWithin { found, base } = store.deduplicate_within(query, base, &ranks(folder, store)?)?;
    note(global, &found, " of the articles found");
    note(global, &base, " of the base; counts and shares are of stories");
    Ok((found.query, base.query))
}

fn ranks(folder: &AuditFolder, store: &Store) -> anyhow::Result<StoryRanks> {
    Ok(store.story_ranks(&printed_stories(folder)?)?)
}

fn note(global: &Global, deduplicated: &Deduplicated, of: &str) {
    if !global.quiet {
        eprintln!("note: {} articles that print a story again are left out{of}", deduplicated.n_duplicates);
    }
}
