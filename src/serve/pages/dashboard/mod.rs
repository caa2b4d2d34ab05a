//! The report's figures for a query, or for two beside each other.
//!
//! The page waits a little for them; then it tells how far they are until they are there, or cancelled.

mod asked;
mod links;
mod view;
mod working;
mod files;

pub(super) use crate::serve::pages::dashboard::files::{figure, table};

use std::sync::Arc;
use std::time::{Duration, Instant};

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::serve::access::Caller;
use crate::serve::ask::Ask;
use crate::serve::figures::Findings;
use crate::serve::jobs::State as JobState;
use crate::serve::pages::dashboard::asked::{Asked, Select};
use crate::serve::pages::dashboard::view::{Part, Side, parts, side};
use crate::serve::pages::{Frame, html};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// What a page waits for its figures before it tells how far they are.
const WAIT: Duration = Duration::from_millis(1500);

#[derive(Template)]
#[template(path = "dashboard.html")]
struct DashboardPage<'a> {
    frame: Frame,
    asked: &'a Asked,
    selects: Vec<Select>,
    error: Option<String>,
    sides: Vec<Side>,
    /// What could be wrong with all sides.
    cautions: Vec<String>,
    parts: Vec<Part>,
}

pub(super) async fn page(State(site): State<Shared>, caller: Caller, mut params: Params) -> Result<Response, Problem> {
    let asked = Asked::read(&mut params)?;
    params.finish()?;
    let sides = asked.sides();
    let own = sides.clone();
    // A query that means nothing is told before any work is begun.
    match blocking(&site, move |site| own.iter().try_for_each(|wanted| check(site, &wanted.ask))).await {
        Ok(()) => {}
        Err(problem) if problem.status.is_client_error() => return refused(&site, &asked, &problem),
        Err(problem) => return Err(problem),
    }
    let jobs = sides.iter().map(|wanted| wanted.job(&site, &caller)).collect::<Result<Vec<_>, _>>()?;
    let deadline = Instant::now() + WAIT;
    let mut states = Vec::new();
    for (job, wanted) in jobs.iter().zip(&sides) {
        let state = job.state(deadline.saturating_duration_since(Instant::now())).await;
        if let JobState::Failed(problem) = state {
            return Err(problem);
        }
        states.push((wanted, state, job.is_cancelled()));
    }
    let done = |(wanted, state, _): &'_ (_, JobState<Findings>, bool)| match state {
        JobState::Done(findings) => Some((*wanted, Arc::clone(findings))),
        _ => None,
    };
    let found: Option<Vec<_>> = states.iter().map(done).collect();
    let Some(found) = found else { return working::page(&site, &asked, &states) };
    let sides: Vec<_> = found.iter().map(|(wanted, found)| (*wanted, &**found)).collect();
    let (cautions, parts) = parts(&site, &sides);
    let sides = sides.iter().map(|(wanted, found)| side(&site, wanted, found)).collect();
    let frame = Frame::new(&site, "Dashboard", "/dashboard");
    html(&DashboardPage { frame, asked: &asked, selects: asked.selects(), error: None, sides, cautions, parts })
}

/// Cancels what is not done yet, and shows that.
pub(super) async fn cancel(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let asked = Asked::read(&mut params)?;
    params.finish()?;
    for wanted in &asked.sides() {
        site.jobs.cancel(&wanted.key(&site)?);
    }
    Ok(Redirect::to(&asked.address("/dashboard", &[])).into_response())
}

/// Lets what was stopped begin again, and shows that.
pub(super) async fn again(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let asked = Asked::read(&mut params)?;
    params.finish()?;
    for wanted in &asked.sides() {
        site.jobs.forget_stopped(&wanted.key(&site)?);
    }
    Ok(Redirect::to(&asked.address("/dashboard", &[])).into_response())
}

/// Whether a query means something to the index.
fn check(site: &Site, ask: &Ask) -> Result<(), Problem> {
    site.audit.store.count(&ask.query()?)?;
    Ok(())
}

/// The page with the query that was not understood.
fn refused(site: &Site, asked: &Asked, problem: &Problem) -> Result<Response, Problem> {
    let frame = Frame::new(site, "Dashboard", "/dashboard");
    let (selects, error) = (asked.selects(), Some(problem.detail.clone()));
    let (sides, cautions, parts) = (Vec::new(), Vec::new(), Vec::new());
    let mut response = html(&DashboardPage { frame, asked, selects, error, sides, cautions, parts })?;
    *response.status_mut() = problem.status;
    Ok(response)
}
