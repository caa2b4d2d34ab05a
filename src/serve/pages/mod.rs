//! Pages for people: HTML that works without scripts.

#[expect(
    clippy::inline_always,
    clippy::unused_self,
    clippy::unnecessary_wraps,
    reason = "`askama::filter_fn` writes them so"
)]
mod filters;
mod frame;
mod line_options;
mod search_state;
mod line_command;
mod facets;
mod results;
mod suggestions;
mod corrections;
mod front_door;
mod saved;
mod words;
mod lines;
mod search;
mod judge;
mod article;
mod draft;
mod dashboard;
mod compare;
mod people;
mod methods;
mod lexicon;
mod coding;
mod coding_answers;
mod coding_form;
mod coding_sheet;
mod coding_agreement;
mod login;
mod about;
mod assets;

pub(super) use crate::serve::pages::draft::{Draft, read};
pub(super) use crate::serve::pages::lexicon::{EntryFilter, hits as lexicon_hits, lines as lexicon_lines, role_text};
pub(super) use crate::serve::pages::line_options::window;
pub(super) use crate::serve::pages::lines::concordance;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use axum::routing::{get, post};

use crate::serve::access::Role;
use crate::serve::pages::frame::{Frame, html};
use crate::serve::params::MAX_DRAFT_BYTES;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site};

/// Addresses of all pages.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(search::page))
        .route("/queries", post(saved::save))
        .route("/article", get(article::page))
        .route("/article/judge", post(judge::save))
        .route("/dashboard", get(dashboard::page))
        .route("/dashboard/cancel", post(dashboard::cancel))
        .route("/dashboard/again", post(dashboard::again))
        .route("/dashboard/table", get(dashboard::table))
        .route("/dashboard/figure", get(dashboard::figure))
        .route("/compare", get(compare::page))
        .route("/compare/file", get(compare::file))
        .route("/people", get(people::page))
        .route("/people/file", get(people::file))
        .route("/methods", get(methods::index))
        .route("/methods/{name}", get(methods::page))
        .route("/draft", get(draft::empty).post(draft::page).layer(DefaultBodyLimit::max(MAX_DRAFT_BYTES)))
        .route("/lexicon", get(lexicon::page))
        .route("/lexicon/entry", get(lexicon::entry))
        .route("/coding", get(coding::page))
        .route("/coding/sheet", get(coding_sheet::page).post(coding_sheet::save))
        .route("/coding/agreement", get(coding_agreement::page))
        .route("/about", get(about::page))
        .route("/login", get(login::page).post(login::enter))
        .route("/logout", post(login::leave))
        .route("/assets/{name}", get(assets::file))
}

/// A sentence of the report as HTML, with a link to the methods where they are named.
fn linked_prose(sentence: &str) -> String {
    crate::present::report::prose(sentence).replace("METHODS.md", "<a href=\"/methods\">METHODS.md</a>")
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    frame: Frame,
    title: &'a str,
    detail: &'a str,
}

/// The page of an error.
pub(super) fn problem(site: &Site, reader: Option<Role>, problem: &Problem) -> Response {
    let title = problem.title();
    let frame = reader.map_or_else(|| Frame::signed_out(title), |role| Frame::new(site, role, title, ""));
    let page = ProblemPage { frame, title, detail: &problem.detail };
    match html(&page) {
        Ok(mut response) => {
            *response.status_mut() = problem.status;
            response
        }
        Err(problem) => problem.details(),
    }
}
