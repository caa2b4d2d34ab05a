//! The page of an error.

use askama::Template;
use axum::response::Response;

use crate::serve::access::Role;
use crate::serve::pages::frame::{Frame, html};
use crate::serve::problem::Problem;
use crate::serve::site::Site;

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    frame: Frame,
    title: &'a str,
    detail: &'a str,
}

/// The page of an error.
pub(in crate::serve) fn problem(site: &Site, reader: Option<Role>, problem: &Problem) -> Response {
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
