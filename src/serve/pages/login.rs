//! Sign-in: stores the token in a session cookie.

use std::time::Instant;

use askama::Template;
use axum::extract::{Extension, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

use crate::serve::Shared;
use crate::serve::access::COOKIE;
use crate::serve::address::is_own;
use crate::serve::client::Client;
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

pub(super) async fn enter(
    State(site): State<Shared>,
    Extension(client): Extension<Client>,
    Posted(form): Posted<LoginForm>,
) -> Result<Response, Problem> {
    let token = form.token.trim();
    let admitted = site.token_attempts.admit(&site.access, Some(token), client.ip, Instant::now());
    if admitted.map_err(|seconds| Problem::too_many("unknown tokens from this address", seconds))?.is_none() {
        let mut page = html(&LoginPage { frame: Frame::signed_out("Sign in"), to: form.to, refused: true })?;
        *page.status_mut() = axum::http::StatusCode::FORBIDDEN;
        return Ok(page);
    }
    // A known token has no character that ends a cookie; a server without tokens needs no cookie.
    let cookie = if site.access.needs_token() { token } else { "" };
    let cookie = cookie_of(cookie, client, "");
    let to = if is_own(&form.to) { form.to.as_str() } else { "/" };
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response())
}

/// The cookie with a token. A link on a page of another site opens the page it leads to (`Lax`); forms of other sites are
/// refused by the guard. Where the client came by HTTPS, the token never goes over a plain connection.
fn cookie_of(token: &str, client: Client, end: &str) -> String {
    let secure = if client.is_https { "; Secure" } else { "" };
    format!("{COOKIE}={token}; HttpOnly; SameSite=Lax{secure}; Path=/{end}")
}

pub(super) async fn leave(Extension(client): Extension<Client>) -> Response {
    let cookie = cookie_of("", client, "; Max-Age=0");
    ([(header::SET_COOKIE, cookie)], Redirect::to("/login")).into_response()
}
