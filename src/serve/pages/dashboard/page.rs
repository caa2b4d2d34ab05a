//! The page of the dashboard, and its buttons.

use crate::audit::Findings;
use crate::serve::access::{Caller, Reader};
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::jobs::{JobState, Jobs};
use crate::serve::pages::dashboard::request::{DashboardRequest, Select};
use crate::serve::pages::dashboard::view::{QueryView, SectionView, parts, side};
use crate::serve::pages::dashboard::working;
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long a page waits for its figures before it reports progress.
const WAIT: Duration = Duration::from_millis(1500);

#[derive(Template)]
#[template(path = "dashboard.html")]
struct DashboardPage<'a> {
    frame: Frame,
    request: &'a DashboardRequest,
    selects: Vec<Select>,
    error: Option<String>,
    sides: Vec<QueryView>,
    /// Cautions about all sides.
    cautions: Vec<String>,
    parts: Vec<SectionView>,
}

pub(in crate::serve::pages) async fn page(
    State(site): State<Shared>,
    caller: Caller,
    reader: Reader,
    mut params: Params,
) -> Result<Response, Problem> {
    let request = DashboardRequest::read(&mut params)?;
    params.finish()?;
    let sides = request.sides();
    let own = sides.clone();
    // An invalid query is reported before any job is started.
    match blocking(&site, move |site| own.iter().try_for_each(|query| check(site, &query.ask))).await {
        Ok(()) => {}
        Err(problem) if problem.status.is_client_error() => return refused(&site, &reader, &request, &problem),
        Err(problem) => return Err(problem),
    }
    let jobs = sides.iter().map(|query| query.job(&site, &caller)).collect::<Result<Vec<_>, _>>()?;
    let deadline = Instant::now() + WAIT;
    let mut states = Vec::new();
    for (job, query) in jobs.iter().zip(&sides) {
        let state = job.state(deadline.saturating_duration_since(Instant::now())).await;
        if let JobState::Failed(problem) = state {
            return Err(problem);
        }
        states.push((query, state, job.is_cancelled()));
    }
    let done = |(query, state, _): &'_ (_, JobState<Findings>, bool)| match state {
        JobState::Done(findings) => Some((*query, Arc::clone(findings))),
        _ => None,
    };
    let found: Option<Vec<_>> = states.iter().map(done).collect();
    let Some(found) = found else { return working::page(&site, &reader, &request, &states) };
    let sides: Vec<_> = found.iter().map(|(query, found)| (*query, &**found)).collect();
    let (cautions, parts) = parts(&site, &sides);
    let sides = sides.iter().map(|(query, found)| side(&site, query, found)).collect();
    let frame = Frame::new(&site, reader.role, "Dashboard", "/dashboard");
    html(&DashboardPage { frame, request: &request, selects: request.selects(), error: None, sides, cautions, parts })
}

/// Cancels the unfinished jobs, and shows the dashboard.
pub(in crate::serve::pages) async fn cancel(State(site): State<Shared>, params: Params) -> Result<Response, Problem> {
    with_jobs(&site, params, Jobs::cancel)
}

/// Restarts the stopped jobs, and shows the dashboard.
pub(in crate::serve::pages) async fn again(State(site): State<Shared>, params: Params) -> Result<Response, Problem> {
    with_jobs(&site, params, Jobs::forget_stopped)
}

/// Does something with the job of each side, and shows the dashboard.
fn with_jobs(site: &Site, mut params: Params, act: impl Fn(&Jobs<Findings>, &str)) -> Result<Response, Problem> {
    let request = DashboardRequest::read(&mut params)?;
    params.finish()?;
    for query in &request.sides() {
        act(&site.jobs, &query.key(site)?);
    }
    Ok(Redirect::to(&request.address("/dashboard", &[])).into_response())
}

/// Refuses a query the index cannot run.
fn check(site: &Site, ask: &FilteredQuery) -> Result<(), Problem> {
    site.audit.store().count(&ask.asked_of(site.audit.store())?)?;
    Ok(())
}

/// The page with the error of an invalid query.
fn refused(site: &Site, reader: &Reader, request: &DashboardRequest, problem: &Problem) -> Result<Response, Problem> {
    let frame = Frame::new(site, reader.role, "Dashboard", "/dashboard");
    let (selects, error) = (request.selects(), Some(problem.detail.clone()));
    let (sides, cautions, parts) = (Vec::new(), Vec::new(), Vec::new());
    let mut response = html(&DashboardPage { frame, request, selects, error, sides, cautions, parts })?;
    *response.status_mut() = problem.status;
    Ok(response)
}
