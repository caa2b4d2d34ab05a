//! `--fold copies`: every story once, in a query and in the base its shares are taken of.

use classlens::folder::AuditFolder;
use classlens::pipeline::printed_stories;
use classlens::store::{Folded, FoldedWithin, Query, Store, StoryPlaces};

use crate::args::{FoldArg, Global};

/// The query, folded where that is asked for.
pub fn query(
    global: &Global,
    fold: Option<FoldArg>,
    folder: &AuditFolder,
    store: &Store,
    query: Query,
) -> anyhow::Result<Query> {
    let Some(FoldArg::Copies) = fold else { return Ok(query) };
    let folded = store.fold(query, &places(folder, store)?)?;
    note(global, &folded, "");
    Ok(folded.query)
}

/// The query within its base, and the base, folded where that is asked for.
pub fn of_base(
    global: &Global,
    fold: Option<FoldArg>,
    folder: &AuditFolder,
    store: &Store,
    query: Query,
    base: Query,
) -> anyhow::Result<(Query, Query)> {
    let Some(FoldArg::Copies) = fold else { return Ok((query, base)) };
    let FoldedWithin { found, base } = store.fold_within(query, base, &places(folder, store)?)?;
    note(global, &found, " of the articles found");
    note(global, &base, " of the base; counts and shares are of stories");
    Ok((found.query, base.query))
}

fn places(folder: &AuditFolder, store: &Store) -> anyhow::Result<StoryPlaces> {
    Ok(store.story_places(&printed_stories(folder)?)?)
}

fn note(global: &Global, folded: &Folded, of: &str) {
    if !global.quiet {
        eprintln!("note: {} articles that print a story again are left out{of}", folded.n_hidden);
    }
}
