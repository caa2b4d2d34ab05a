//! `/differences`: how far shares are apart between two queries, two groups, or each group and all others.
//!
//! Always holds: rows have the same cells as `summary --compare` and `summary --differences` in `--format json`.

use axum::extract::State;
use axum::response::Response;

use crate::audit::{Compared, DifferenceOptions, Readers};
use crate::record::Axis;
use crate::serve::api::figures::{FigureAnswer, axes, selected};
use crate::serve::api::{QueryParams, json};
use crate::serve::figures::{Options, refusal};
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// Most groups that are compared in one answer: clusters are drawn for each.
const GROUPS: usize = 20;

/// How far each share is apart, with intervals and adjusted p-values.
#[utoipa::path(
    get,
    path = "/api/v1/differences",
    params(
        QueryParams,
        ("compare" = Option<String>, Query, description = "A query, or with `by` a group; without it each group is set against all articles that are not in it, 20 groups at most", max_length = 2000, example = "focus:low_wage"),
        ("against" = Option<String>, Query, description = "Another query or group; all other articles without it", max_length = 2000),
        ("by" = Option<String>, Query, description = "What to group by, as in `summary`; one field beside `compare`; outlet where both are missing"),
        ("min" = Option<u64>, Query, description = "Articles a group needs", example = 1),
        ("weigh" = Option<String>, Query, description = "What an article counts: `copy` (each 1) or `story` (every story 1)", example = "copy"),
        ("interval" = Option<String>, Query, description = "`auto`, `outlet`, `outlet-week`, `story` or `wilson`", example = "auto"),
        ("replicates" = Option<u32>, Query, description = "Corpora drawn for an interval", minimum = 100, maximum = 10_000, example = 500),
    ),
    responses((status = 200, description = "A row a share and comparison", body = FigureAnswer))
)]
pub(super) async fn differences(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let by = axes(&site, &mut params, &[])?;
    let (of, against) = (side(&site, &mut params, "compare", &by)?, side(&site, &mut params, "against", &by)?);
    let min = params.number("min", 0..=u64::MAX, 1)?;
    let estimate = Options::read(&mut params)?.estimate();
    params.finish()?;
    let compared = compared(of, against, by, min)?;
    let options = DifferenceOptions { compared, readers: Readers::Machines, estimate };
    let answer = blocking(&site, move |site| {
        selected(site, &ask, |articles| {
            let mut answer = articles.differences(&options)?;
            answer.after.extend(articles.remark().map(refusal));
            Ok(Some(answer))
        })
    });
    json(&answer.await?)
}

/// A query, held to the limits of queries, or the name of a group.
fn side(site: &Site, params: &mut Params, name: &str, by: &[Axis]) -> Result<Option<String>, Problem> {
    if !by.is_empty() {
        return params.one(name);
    }
    let ask = FilteredQuery::read_named(params, name, "")?;
    ask.asked_of(site.audit.store())?;
    Ok(Some(ask.q).filter(|q| !q.trim().is_empty()))
}

fn compared(of: Option<String>, against: Option<String>, by: Vec<Axis>, min: u64) -> Result<Compared, Problem> {
    let Some(of) = of else {
        if against.is_some() {
            return Err(Problem::bad("`against` goes with `compare`"));
        }
        let by = if by.is_empty() { vec![Axis::outlet()] } else { by };
        return Ok(Compared::Each { by, min, most: GROUPS });
    };
    match <[Axis; 1]>::try_from(by) {
        Ok([axis]) => Ok(Compared::Groups { axis, of, against }),
        Err(none) if none.is_empty() => Ok(Compared::Queries { of, against }),
        Err(_) => {
            Err(Problem::bad("`compare` sets two groups of one field against each other: name one field in `by`"))
        }
    }
}
