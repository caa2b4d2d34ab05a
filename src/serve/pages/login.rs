//! Sign-in: stores the token in a session cookie.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

use crate::serve::Shared;
use crate::serve::access::COOKIE;
use crate::serve::address::is_own;
use crate::serve::pages::{Frame, html};
use crate::serve::params::{Params, Posted};
use crate::serve::problem::Problem;

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    frame: Frame,
    to: String,
    refused: bool,
}

/// The sign-in form.
#[derive(serde::Deserialize)]
pub(super) struct LoginForm {
    token: String,
    #[serde(default)]
    to: String,
}

pub(super) async fn page(mut params: Params) -> Result<Response, Problem> {
    let to = params.one("to")?.unwrap_or_default();
    params.finish()?;
    html(&LoginPage { frame: Frame::signed_out("Sign in"), to, refused: false })
}

pub(super) async fn enter(State(site): State<Shared>, Posted(form): Posted<LoginForm>) -> Result<Response, Problem> {
    let token = form.token.trim();
    if site.access.reader(Some(token)).is_none() {
        let mut page = html(&LoginPage { frame: Frame::signed_out("Sign in"), to: form.to, refused: true })?;
        *page.status_mut() = axum::http::StatusCode::FORBIDDEN;
        return Ok(page);
    }
    // A known token has no character that ends a cookie; a server without tokens needs no cookie.
    let cookie = if site.access.needs_token() { token } else { "" };
    let cookie = format!("{COOKIE}={cookie}; HttpOnly; SameSite=Strict; Path=/");
    let to = if is_own(&form.to) { form.to.as_str() } else { "/" };
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response())
}

pub(super) async fn leave() -> Response {
    let cookie = format!("{COOKIE}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
    ([(header::SET_COOKIE, cookie)], Redirect::to("/login")).into_response()
}
