//! The page that tells how far figures are, or that they were stopped.

use askama::Template;
use axum::response::Response;

use crate::findings::Progress;
use crate::serve::Site;
use crate::serve::figures::{Findings, Wanted};
use crate::serve::jobs::{State, Stop};
use crate::serve::pages::dashboard::asked::Asked;
use crate::serve::pages::dashboard::view::text_of;
use crate::serve::pages::{Frame, html};
use crate::serve::problem::Problem;

/// How far one side is.
struct Side {
    /// The query as it is read.
    text: String,
    /// In words.
    says: String,
    /// Steps done and all steps, while it goes on.
    steps: Option<(usize, usize)>,
}

#[derive(Template)]
#[template(path = "working.html")]
struct WorkingPage {
    frame: Frame,
    sides: Vec<Side>,
    /// Work still goes on, or is about to stop: the page looks again.
    look: bool,
    /// Nothing has been stopped.
    whole: bool,
    here: String,
    cancel: String,
    again: String,
}

/// `states` says of each side how far it is and whether it was cancelled.
pub(super) fn page(
    site: &Site,
    asked: &Asked,
    states: &[(&Wanted, State<Findings>, bool)],
) -> Result<Response, Problem> {
    let sides = states.iter().map(|(wanted, state, cancelled)| side(wanted, state, *cancelled)).collect();
    let stopped =
        |(_, state, cancelled): &(_, State<Findings>, bool)| *cancelled || matches!(state, State::Stopped(..));
    let page = WorkingPage {
        frame: Frame::new(site, "Dashboard", "/dashboard"),
        sides,
        look: states.iter().any(|(_, state, _)| !state.is_over()),
        whole: !states.iter().any(stopped),
        here: asked.address("/dashboard", &[]),
        cancel: asked.address("/dashboard/cancel", &[]),
        again: asked.address("/dashboard/again", &[]),
    };
    html(&page)
}

fn side(wanted: &Wanted, state: &State<Findings>, cancelled: bool) -> Side {
    let at = |Progress { done, of, next }: Progress| format!("{} of {of}: {next}", done + 1);
    let (says, steps) = match state {
        State::Running(progress) if cancelled => {
            (format!("Cancelled; it stops when this is done: {}", at(*progress)), None)
        }
        State::Waiting if cancelled => ("Cancelled".to_owned(), None),
        State::Waiting => ("Waiting for a free place".to_owned(), Some((0, 1))),
        State::Running(progress) => (at(*progress), Some((progress.done, progress.of))),
        State::Stopped(stop, Progress { done, of, next }) => {
            let why = match stop {
                Stop::Cancelled => "Cancelled",
                Stop::TooLong => "This took too long: narrow the query, or choose fewer draws",
                Stop::Left => "Nobody waited for it",
            };
            (format!("{why}. It stopped after {done} of {of} steps, before {next}."), None)
        }
        State::Done(_) | State::Failed(_) => ("Done".to_owned(), None),
    };
    Side { text: text_of(&wanted.ask), says, steps }
}
