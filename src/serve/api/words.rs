//! `/collocates`, `/keyness`: the words around hits, and those of articles against all others.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::response::Response;

use crate::audit::{Answer, CollocateOptions, CompareOptions};
use crate::serve::access::Role;
use crate::serve::api::figures::FigureAnswer;
use crate::serve::api::{FoldParams, QueryParams, json};
use crate::serve::attachment::csv_file;
use crate::serve::dedupe::Duplicates;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::words::{
    COLLOCATION_MEASURES, CONTRAST_MEASURES, collocates as around, keyness as against, may_see_words,
};
use crate::serve::{Shared, Site, blocking};

/// Most rows of one answer.
const MOST: usize = 100_000;

/// The words around the hits of a query, in their sentences.
#[utoipa::path(
    get,
    path = "/api/v1/collocates",
    params(
        QueryParams,
        FoldParams,
        ("window" = Option<u32>, Query, description = "Words on each side that count as around", minimum = 1, maximum = 100, example = 5),
        ("min" = Option<u64>, Query, description = "Articles a word needs", example = 5),
        ("sort" = Option<String>, Query, description = "`log-dice`, `mi` or `g2`", example = "log-dice"),
        ("limit" = Option<u32>, Query, description = "Rows", minimum = 1, maximum = 100_000, example = 50),
        ("format" = Option<String>, Query, description = "`json`, or `csv` for a file", pattern = "^(json|csv)$", example = "json"),
    ),
    responses((status = 200, description = "A row a word", content((FigureAnswer = "application/json"), (String = "text/csv"))))
)]
pub(super) async fn collocates(
    State(site): State<Shared>,
    Extension(role): Extension<Role>,
    params: Params,
) -> Result<Response, Problem> {
    let options = |params: &mut Params| {
        let usual = CollocateOptions::default();
        Ok(CollocateOptions {
            window: params.number("window", 1..=100, usual.window)?,
            min: params.number("min", 0..=u64::MAX, usual.min)?,
            sort: params.choice("sort", COLLOCATION_MEASURES)?.unwrap_or(usual.sort),
            ..usual
        })
    };
    counted((site, role, params), "collocates.csv", options, around).await
}

/// The words of the articles of a query against those of all others.
#[utoipa::path(
    get,
    path = "/api/v1/keyness",
    params(
        QueryParams,
        FoldParams,
        ("min" = Option<u64>, Query, description = "Articles a word needs", example = 5),
        ("sort" = Option<String>, Query, description = "`g2`, `log-ratio`, `log-odds` or `p`", example = "g2"),
        ("limit" = Option<u32>, Query, description = "Rows", minimum = 1, maximum = 100_000, example = 50),
        ("format" = Option<String>, Query, description = "`json`, or `csv` for a file", pattern = "^(json|csv)$", example = "json"),
    ),
    responses((status = 200, description = "A row a word", content((FigureAnswer = "application/json"), (String = "text/csv"))))
)]
pub(super) async fn keyness(
    State(site): State<Shared>,
    Extension(role): Extension<Role>,
    params: Params,
) -> Result<Response, Problem> {
    let options = |params: &mut Params| {
        let usual = CompareOptions::default();
        Ok(CompareOptions {
            min: params.number("min", 0..=u64::MAX, usual.min)?,
            sort: params.choice("sort", CONTRAST_MEASURES)?.unwrap_or(usual.sort),
            ..usual
        })
    };
    counted((site, role, params), "keyness.csv", options, against).await
}

/// Words of the articles of a query, which `count` counts by what `options` reads of the address; as the file `name` where
/// that is asked for, which has all rows unless a number is given.
async fn counted<O: Send + 'static>(
    (site, role, mut params): (Shared, Role, Params),
    name: &str,
    options: impl FnOnce(&mut Params) -> Result<O, Problem>,
    count: impl FnOnce(&Site, &FilteredQuery, Duplicates, &O) -> Result<Arc<Answer>, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    may_see_words(role)?;
    let asked = FilteredQuery::read(&mut params)?;
    let fold = Duplicates::read(&mut params)?;
    let options = options(&mut params)?;
    let is_csv = params.choice("format", &[("json", false), ("csv", true)])?.unwrap_or(false);
    let limit = params.number("limit", 1..=MOST, if is_csv { MOST } else { 50 })?;
    params.finish()?;
    let answer = blocking(&site, move |site| count(site, &asked, fold, &options)).await?;
    let table = answer.table.first(limit);
    if is_csv {
        return csv_file(name, &table);
    }
    json(&FigureAnswer::from(Answer {
        table,
        before: answer.before.clone(),
        after: answer.after.clone(),
        n_found: answer.n_found,
    }))
}
