//! One section as a file: its table as CSV, its figure as SVG.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::Response;

use crate::audit::Findings;
use crate::present::figure::file;
use crate::present::report::Section;
use crate::serve::Shared;
use crate::serve::access::Caller;
use crate::serve::attachment::{attached, csv_file};
use crate::serve::figures::{FigureQuery, Options};
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::jobs::JobState;
use crate::serve::params::Params;
use crate::serve::problem::Problem;

/// How long a file waits for its figures, where the dashboard was not opened before.
const WAIT: Duration = Duration::from_secs(20);

pub(in crate::serve::pages) async fn table(
    State(site): State<Shared>,
    caller: Caller,
    params: Params,
) -> Result<Response, Problem> {
    let (findings, id) = findings(&site, &caller, params).await?;
    let section = section(&findings, &id)?;
    csv_file(&format!("{id}.csv"), &section.table)
}

pub(in crate::serve::pages) async fn figure(
    State(site): State<Shared>,
    caller: Caller,
    params: Params,
) -> Result<Response, Problem> {
    let (findings, id) = findings(&site, &caller, params).await?;
    let figure = section(&findings, &id)?.figure();
    let figure = figure.ok_or_else(|| Problem::missing(format!("the section `{id}` has no figure here")))?;
    Ok(attached(&format!("{id}.svg"), "image/svg+xml", file(&figure).into_bytes()))
}

/// The findings for the query of an address, and the section it names.
async fn findings(site: &Shared, caller: &Caller, mut params: Params) -> Result<(Arc<Findings>, String), Problem> {
    let id = params.one("section")?.ok_or_else(|| Problem::bad("`section` names a section of the dashboard"))?;
    let (ask, options) = (FilteredQuery::read(&mut params)?, Options::read(&mut params)?);
    params.finish()?;
    let job = FigureQuery { ask, options }.job(site, caller)?;
    match job.state(WAIT).await {
        JobState::Done(findings) => Ok((findings, id)),
        JobState::Failed(problem) => Err(problem),
        _ => Err(Problem::busy("the figures are not computed yet: the dashboard shows the progress")),
    }
}

fn section<'a>(findings: &'a Findings, id: &str) -> Result<&'a Section, Problem> {
    let found = findings.sections.iter().find(|section| section.id == id);
    found.ok_or_else(|| Problem::missing(format!("there is no section `{id}` for these articles")))
}
