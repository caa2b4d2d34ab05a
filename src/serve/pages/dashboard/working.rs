//! The page that shows the progress of figures, or that they were stopped.

use askama::Template;
use axum::response::Response;

use crate::audit::Findings;
use crate::findings::Progress;
use crate::serve::Site;
use crate::serve::access::Reader;
use crate::serve::figures::FigureQuery;
use crate::serve::jobs::{JobState, StopReason};
use crate::serve::pages::dashboard::request::DashboardRequest;
use crate::serve::pages::dashboard::view::text_of;
use crate::serve::pages::{Frame, html};
use crate::serve::problem::Problem;

/// Progress of one side.
struct JobView {
    /// The query as displayed.
    text: String,
    /// In words.
    status: String,
    /// Steps done and all steps, while the job is unfinished.
    steps: Option<(usize, usize)>,
}

#[derive(Template)]
#[template(path = "working.html")]
struct WorkingPage {
    frame: Frame,
    sides: Vec<JobView>,
    /// A job is unfinished: the page polls.
    polls: bool,
    /// No job was stopped.
    none_stopped: bool,
    here: String,
    cancel: String,
    again: String,
}

/// `states` has the state of each side and whether it was cancelled.
pub(super) fn page(
    site: &Site,
    reader: &Reader,
    request: &DashboardRequest,
    states: &[(&FigureQuery, JobState<Findings>, bool)],
) -> Result<Response, Problem> {
    let sides = states.iter().map(|(query, state, cancelled)| side(query, state, *cancelled)).collect();
    let stopped =
        |(_, state, cancelled): &(_, JobState<Findings>, bool)| *cancelled || matches!(state, JobState::Stopped(..));
    let page = WorkingPage {
        frame: Frame::new(site, reader.role, "Dashboard", "/dashboard"),
        sides,
        polls: states.iter().any(|(_, state, _)| !state.is_finished()),
        none_stopped: !states.iter().any(stopped),
        here: request.address("/dashboard", &[]),
        cancel: request.address("/dashboard/cancel", &[]),
        again: request.address("/dashboard/again", &[]),
    };
    html(&page)
}

fn side(query: &FigureQuery, state: &JobState<Findings>, cancelled: bool) -> JobView {
    let at = |Progress { done, of, next }: Progress| format!("{} of {of}: {next}", done + 1);
    let (status, steps) = match state {
        JobState::Running(progress) if cancelled => {
            (format!("Cancelled; stops after this step: {}", at(*progress)), None)
        }
        JobState::Waiting if cancelled => ("Cancelled".to_owned(), None),
        JobState::Waiting => ("Waiting for other dashboards".to_owned(), Some((0, 1))),
        JobState::Running(progress) => (at(*progress), Some((progress.done, progress.of))),
        JobState::Stopped(stop, Progress { done, of, next }) => {
            let why = match stop {
                StopReason::Cancelled => "Cancelled",
                StopReason::TimedOut => "This took too long: narrow the search, or choose fewer draws",
                StopReason::Abandoned => "Stopped because this page was closed",
            };
            (format!("{why}. Stopped after {done} of {of} steps, before: {next}."), None)
        }
        JobState::Done(_) | JobState::Failed(_) => ("Done".to_owned(), None),
    };
    JobView { text: text_of(&query.ask), status, steps }
}
