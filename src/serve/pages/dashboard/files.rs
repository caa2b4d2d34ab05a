//! One section as a file: its table as CSV, its figure as SVG.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::present::CsvWriter;
use crate::present::figure::file;
use crate::present::report::Section;
use crate::serve::Shared;
use crate::serve::access::Caller;
use crate::serve::ask::Ask;
use crate::serve::figures::{Findings, Options, Wanted};
use crate::serve::jobs::State as JobState;
use crate::serve::params::Params;
use crate::serve::problem::Problem;

/// What a file waits for its figures, where the dashboard was not looked at before.
const WAIT: Duration = Duration::from_secs(20);

pub(in crate::serve::pages) async fn table(
    State(site): State<Shared>,
    caller: Caller,
    params: Params,
) -> Result<Response, Problem> {
    let (findings, id) = findings(&site, &caller, params).await?;
    let section = section(&findings, &id)?;
    let mut bytes = Vec::new();
    let mut writer = CsvWriter::new(&mut bytes);
    let written = writer.write(&section.table).and_then(|()| writer.finish());
    written.map_err(|e| Problem::ours(&e.to_string()))?;
    Ok(attached(&format!("{id}.csv"), "text/csv; charset=utf-8", bytes))
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

/// What is found for the query of an address, and the section it names.
async fn findings(site: &Shared, caller: &Caller, mut params: Params) -> Result<(Arc<Findings>, String), Problem> {
    let id = params.one("section")?.ok_or_else(|| Problem::bad("`section` names a section of the dashboard"))?;
    let (ask, options) = (Ask::read(&mut params)?, Options::read(&mut params)?);
    params.finish()?;
    let job = Wanted { ask, options }.job(site, caller)?;
    match job.state(WAIT).await {
        JobState::Done(findings) => Ok((findings, id)),
        JobState::Failed(problem) => Err(problem),
        _ => Err(Problem::busy("the figures are not worked out: look at the dashboard, which shows how far they are")),
    }
}

fn section<'a>(findings: &'a Findings, id: &str) -> Result<&'a Section, Problem> {
    let found = findings.sections.iter().find(|section| section.id == id);
    found.ok_or_else(|| Problem::missing(format!("there is no section `{id}` for these articles")))
}

/// A file that is kept, not shown: its style is no page's.
fn attached(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition.as_str())];
    (headers, bytes).into_response()
}
