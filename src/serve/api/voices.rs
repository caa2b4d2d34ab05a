//! `/quotes` and `/speakers`: who is quoted in the articles of a query.

use std::collections::HashSet;

use axum::extract::State;
use axum::response::Response;

use crate::serve::access::Reader;
use crate::serve::api::figures::FigureAnswer;
use crate::serve::api::{QueryParams, json};
use crate::serve::figures::among_articles;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// Names and descriptions of speakers are words of the article.
fn may_see_speakers(reader: &Reader) -> Result<(), Problem> {
    if reader.role.characters() < usize::MAX {
        return Err(Problem::forbidden("your role does not see the words of articles that name speakers"));
    }
    Ok(())
}

/// The articles of a query; none where all are asked for.
fn ids(site: &Site, ask: &FilteredQuery) -> Result<Option<HashSet<String>>, Problem> {
    if ask.is_empty() {
        return Ok(None);
    }
    Ok(Some(site.audit.store().ids(&ask.asked_of(site.audit.store())?)?.into_iter().collect()))
}

/// Quotations and reported speech in the articles of a query, in the order of the record: who speaks, as what, where.
#[utoipa::path(
    get,
    path = "/api/v1/quotes",
    params(
        QueryParams,
        ("from" = Option<u32>, Query, description = "Quotations to leave out at the start", minimum = 0, maximum = 10_000_000, example = 0),
        ("limit" = Option<u32>, Query, description = "Quotations", minimum = 1, maximum = 1000, example = 100),
    ),
    responses((status = 200, description = "A row a quotation; `n_found` counts them all", body = FigureAnswer))
)]
pub(super) async fn quotes(
    State(site): State<Shared>,
    reader: Reader,
    mut params: Params,
) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let from = params.number("from", 0..=10_000_000, 0)?;
    let limit = params.number("limit", 1..=1000, 100)?;
    params.finish()?;
    may_see_speakers(&reader)?;
    let answer = blocking(&site, move |site| {
        let ids = ids(site, &ask)?;
        let wanted = |id: &str| ids.as_ref().is_none_or(|ids| ids.contains(id));
        site.audit.files(|audit| audit.quotes(&wanted, from, limit))
    });
    json(&FigureAnswer::from(answer.await?))
}

/// Speakers with a name in the articles of a query, those in most articles first.
#[utoipa::path(
    get,
    path = "/api/v1/speakers",
    params(
        QueryParams,
        ("limit" = Option<u32>, Query, description = "Speakers", minimum = 1, maximum = 1000, example = 100),
    ),
    responses((status = 200, description = "A row a speaker; `n_found` counts them all", body = FigureAnswer))
)]
pub(super) async fn speakers(
    State(site): State<Shared>,
    reader: Reader,
    mut params: Params,
) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let limit = params.number("limit", 1..=1000, 100)?;
    params.finish()?;
    may_see_speakers(&reader)?;
    let answer =
        blocking(&site, move |site| among_articles(site, &ask, |articles, subset| articles.speakers(subset, limit)));
    json(&FigureAnswer::from(answer.await?))
}
