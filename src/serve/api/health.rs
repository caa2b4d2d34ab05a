//! `/health`: what a corpus has and lacks.
//!
//! Always holds: rows have the same cells as `health --table` in `--format json`. Sentences of texts and names of files
//! are for roles that read whole texts.

use axum::extract::State;
use axum::response::Response;

use crate::audit::{HealthOptions, HealthTable};
use crate::record::Axis;
use crate::serve::access::Reader;
use crate::serve::api::figures::{FigureAnswer, axes, selected};
use crate::serve::api::{QueryParams, json};
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, blocking};

/// What articles have and lack by group, months of odd volume, sentences that many articles print, or refused records.
#[utoipa::path(
    get,
    path = "/api/v1/health",
    params(
        QueryParams,
        ("table" = Option<String>, Query, description = "`articles`, `volume`, `sentences` or `refused`; the last two for roles that read whole texts, `refused` of the whole audit only", example = "articles"),
        ("by" = Option<String>, Query, description = "What articles are grouped by, as in `summary`; outlet without it", example = "outlet"),
    ),
    responses((status = 200, description = "A row a group, month, sentence or reason", body = FigureAnswer))
)]
pub(super) async fn health(
    State(site): State<Shared>,
    reader: Reader,
    mut params: Params,
) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let table = params.choice("table", &HealthTable::ALL)?.unwrap_or(HealthTable::Articles);
    let by = axes(&site, &mut params, &[])?;
    params.finish()?;
    may_see(&reader, table)?;
    if table != HealthTable::Articles && !by.is_empty() {
        return Err(Problem::bad("`by` groups the table `articles`: leave it out"));
    }
    let by = if by.is_empty() { vec![Axis::outlet()] } else { by };
    let options = HealthOptions { tables: vec![table], by, ..HealthOptions::default() };
    let answer = blocking(&site, move |site| selected(site, &ask, |articles| Ok(articles.health(&options)?.pop())));
    json(&answer.await?)
}

/// Refuses what quotes articles, and what names files of the machine, to roles that do not read whole texts.
fn may_see(reader: &Reader, table: HealthTable) -> Result<(), Problem> {
    let what = match table {
        HealthTable::Articles | HealthTable::Volume => return Ok(()),
        HealthTable::Sentences => "the sentences of articles",
        HealthTable::Refused => "the files that records were read from",
    };
    if reader.role.characters() == usize::MAX {
        return Ok(());
    }
    Err(Problem::forbidden(format!("your role does not see {what}: ask for `table=articles` or `table=volume`")))
}
