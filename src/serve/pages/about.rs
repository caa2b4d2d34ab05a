//! Facts about the audit, and where its API is.

use askama::Template;
use axum::extract::{Extension, State};
use axum::response::Response;

use crate::folder::Manifest;
use crate::serve::Shared;
use crate::serve::access::Role;
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::Params;
use crate::serve::problem::Problem;

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage<'a> {
    frame: Frame,
    manifest: &'a Manifest,
    role: &'static str,
    characters: Option<usize>,
    /// What METHODS says of the shipped lexicon holds for this audit.
    is_embedded: bool,
}

pub(super) async fn page(
    State(site): State<Shared>,
    Extension(role): Extension<Role>,
    params: Params,
) -> Result<Response, Problem> {
    params.finish()?;
    let characters = if let Role::Snippet(n) = role { Some(n) } else { None };
    let frame = Frame::new(&site, role, "About", "/about");
    let is_embedded = site.audit.lexicon().is_embedded();
    html(&AboutPage { frame, manifest: site.audit.manifest(), role: role.name(), characters, is_embedded })
}
