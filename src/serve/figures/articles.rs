//! The articles of a query for one figure, under the limits of an answer.

use std::ops::ControlFlow;
use std::time::Instant;

use crate::audit::{AuditError, Selection, Subset};
use crate::serve::Site;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::problem::Problem;
use crate::serve::workers::ANSWER_TIMEOUT;

/// What `figure` makes of the articles of a query, and of which ones they are where they are not all.
///
/// # Errors
/// When the query is wrong, the audit cannot be read, or it takes too long.
pub(in crate::serve) fn of_articles<T>(
    site: &Site,
    ask: &FilteredQuery,
    figure: impl FnOnce(&Selection<'_>, Option<&Subset>) -> Result<T, AuditError>,
) -> Result<T, Problem> {
    let all = ask.is_empty();
    let subset = if all { None } else { Some(site.audit.audit.subset_of(&ask.text(), ask.query()?)?) };
    let n_articles = subset.as_ref().map_or(site.audit.manifest().n_articles, Subset::n_articles);
    let until = Instant::now() + ANSWER_TIMEOUT;
    let mut go_on = || if Instant::now() < until { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let late = || Problem::busy("other figures of many articles are being computed: try again, or narrow the query");
    let _held = site.many_rows.acquire(n_articles, &mut go_on).ok_or_else(late)?;
    let read = site.audit.files(|audit| audit.select(subset.as_ref().map(Subset::id_set), &mut go_on))?;
    let selection = read.ok_or_else(late)?;
    site.audit.files(|_| figure(&selection, subset.as_ref()))
}

/// What `figure` makes of the articles of a query where it takes all articles and those that it is to look at, none for all:
/// rows that are kept are then neither copied nor waited for.
///
/// # Errors
/// As [`of_articles`].
pub(in crate::serve) fn among_articles<T>(
    site: &Site,
    ask: &FilteredQuery,
    figure: impl FnOnce(&Selection<'_>, Option<&Subset>) -> Result<T, AuditError>,
) -> Result<T, Problem> {
    if !site.audit.audit.keeps_rows() {
        return of_articles(site, ask, |articles, _| figure(articles, None));
    }
    let subset = if ask.is_empty() { None } else { Some(site.audit.audit.subset_of(&ask.text(), ask.query()?)?) };
    site.audit.files(|audit| figure(&audit.all()?, subset.as_ref()))
}
