//! What every page has around it, and how a page is rendered.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::serve::Site;
use crate::serve::access::Role;
use crate::serve::problem::Problem;

/// The frame around every page: title, navigation, sign-out.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) title: String,
    /// Name of the audit; empty before sign-in.
    pub(super) audit: String,
    /// Address of the section of the page.
    pub(super) here: &'static str,
    /// There are coding plans, and the reader may code.
    pub(super) has_plans: bool,
    /// The reader may see who speaks.
    pub(super) has_people: bool,
    /// The reader signed in with a token.
    pub(super) can_sign_out: bool,
}

impl Frame {
    pub(super) fn new(site: &Site, role: Role, title: impl Into<String>, here: &'static str) -> Self {
        let (audit, can_sign_out) = (site.audit.audit.name(), site.access.needs_token());
        Self {
            title: title.into(),
            audit,
            here,
            has_plans: role.may_write() && !site.audit.plans.is_empty(),
            has_people: matches!(role, Role::Full | Role::Coder),
            can_sign_out,
        }
    }

    /// The frame before sign-in.
    pub(super) fn signed_out(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            audit: String::new(),
            here: "",
            has_plans: false,
            has_people: false,
            can_sign_out: false,
        }
    }
}

/// Renders a page.
pub(super) fn html(template: &impl Template) -> Result<Response, Problem> {
    let text = template.render().map_err(|e| Problem::ours(&e.to_string()))?;
    let mut response = text.into_response();
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}
