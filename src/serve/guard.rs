//! What every request passes: who asks, how much and how often; and what every answer carries.

use std::net::IpAddr;
use std::time::Instant;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use tokio::time::timeout;

use crate::serve::access::{Caller, ReaderName, Role};
use crate::serve::listen::Peer;
use crate::serve::problem::Problem;
use crate::serve::work::ANSWER;
use crate::serve::{MOST_BODY, Shared, Site, pages};

/// Name of the cookie that holds the token of a browser.
pub(super) const COOKIE: &str = "classlens_token";
/// Longest address.
const MOST_ADDRESS: usize = 16 << 10;

/// Nothing from elsewhere, no script or style inside a page, no frame around it.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'none'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Lets a request through or answers it; makes a page or problem details of what went wrong.
pub(super) async fn guard(
    State(site): State<Shared>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let target = request.uri().path_and_query().map_or_else(String::new, |p| p.as_str().to_owned());
    let api = path.starts_with("/api/");
    let mut reader = None;
    let caller = caller(&site, peer, request.headers());
    let checked = check(&site, &caller, request.headers(), request.method(), &target);
    let response = match checked {
        Ok(known) => {
            reader = known.as_ref().map(|(_, role)| *role);
            let free = path == "/login" || path.starts_with("/assets/");
            match known {
                Some((name, role)) => {
                    request.extensions_mut().insert(role);
                    request.extensions_mut().insert(name);
                    request.extensions_mut().insert(caller);
                    answer(request, next).await
                }
                None if free => answer(request, next).await,
                None if api || request.method() != Method::GET => token_wanted(),
                None => Redirect::to(&crate::serve::address::address("/login", &[("to", &target)])).into_response(),
            }
        }
        Err(problem) => problem.into_response(),
    };
    let problem = response.extensions().get::<Problem>().cloned();
    problem.iter().for_each(|problem| site.report(problem));
    let response = match problem {
        Some(problem) => told(&site, reader, api, &problem, response.headers()),
        None => response,
    };
    sealed(response)
}

/// The whole answer in time; `ANSWER` bounds the work, this the reading of the request as well.
async fn answer(request: Request, next: Next) -> Response {
    match timeout(ANSWER + ANSWER / 4, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(StatusCode::REQUEST_TIMEOUT, "the request took too long to arrive").into_response(),
    }
}

fn token_wanted() -> Response {
    Problem::new(StatusCode::UNAUTHORIZED, "send `Authorization: Bearer TOKEN` with a token of this server")
        .into_response()
}

/// Name and role of the reader, none without a token that is known.
fn check(
    site: &Site,
    caller: &Caller,
    headers: &HeaderMap,
    method: &Method,
    target: &str,
) -> Result<Option<(ReaderName, Role)>, Problem> {
    if target.len() > MOST_ADDRESS {
        return Err(Problem::new(StatusCode::URI_TOO_LONG, format!("an address has {MOST_ADDRESS} bytes at most")));
    }
    let length = headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|n| n > MOST_BODY as u64) {
        return Err(too_large());
    }
    if !site.access.needs_token() && !is_here(headers) {
        // A page of another name that points at this machine must not read what only its owner may.
        return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "ask for 127.0.0.1 or localhost by name"));
    }
    if method != Method::GET && method != Method::HEAD && is_foreign(headers) {
        return Err(Problem::forbidden("a page of another site sent this"));
    }
    if let Some(Err(seconds)) = site.rate.as_ref().map(|rate| rate.take(&caller.0, Instant::now())) {
        let slow = Problem::new(StatusCode::TOO_MANY_REQUESTS, format!("too many requests: wait {seconds} s"));
        return Err(Problem { retry_after: Some(seconds), ..slow });
    }
    let reader = site.access.reader(token(headers));
    Ok(reader.map(|(name, role)| (ReaderName(name.to_owned()), role)))
}

/// Whom the request counts for.
fn caller(site: &Site, peer: Peer, headers: &HeaderMap) -> Caller {
    Caller(match site.access.reader(token(headers)) {
        Some((name, _)) if !name.is_empty() => format!("token {name}"),
        _ => peer.0.ip().to_string(),
    })
}

/// A body above the bound.
pub(super) fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("a request holds {MOST_BODY} bytes at most"))
}

/// The token of the `Authorization` header, else of the cookie.
fn token(headers: &HeaderMap) -> Option<&str> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()?.strip_prefix("Bearer "));
    let cookies = headers.get(header::COOKIE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let cookie = cookies.split(';').find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='));
    bearer.or(cookie).map(str::trim)
}

/// True when the reader asked for this machine by a name of its own.
fn is_here(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|v| v.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// True when a browser says that a page of another site sent the request.
fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), _, _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, name)| name != host),
        _ => false,
    }
}

/// The problem as a page or as problem details.
fn told(site: &Site, reader: Option<Role>, api: bool, problem: &Problem, sent: &HeaderMap) -> Response {
    let mut response = if api { problem.details() } else { pages::problem(site, reader, problem) };
    if let Some(allowed) = sent.get(header::ALLOW) {
        response.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    if let Some(seconds) = problem.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if problem.status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// Headers of every answer.
fn sealed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-store"));
    response
}
