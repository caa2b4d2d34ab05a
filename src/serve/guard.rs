//! Middleware of every request: access, size and rate limits, then security headers on the response.

use std::net::IpAddr;
use std::time::Instant;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use tokio::time::timeout;

use crate::serve::access::{COOKIE, Caller, ReaderName, Role};
use crate::serve::client::Client;
use crate::serve::connection::Peer;
use crate::serve::params::{MAX_BODY_BYTES, MAX_DRAFT_BYTES, too_large};
use crate::serve::problem::Problem;
use crate::serve::workers::ANSWER_TIMEOUT;
use crate::serve::{Shared, Site, pages};

/// Longest address, in bytes.
const MAX_ADDRESS_BYTES: usize = 16 << 10;

/// Content security policy: nothing from other sites, no inline script or style, no framing.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'none'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Passes an authorized request on; renders every error as a page or as problem details.
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
    let client = Client::of(site.clients, peer, request.headers());
    request.extensions_mut().insert(client);
    let caller = caller(&site, client, request.headers());
    let authorized = authorize(&site, &caller, client, &request, &target);
    let response = match authorized {
        Ok(known) => {
            reader = known.as_ref().map(|(_, role)| *role);
            let free = path == "/login" || path.starts_with("/assets/");
            match known {
                Some((name, role)) => {
                    request.extensions_mut().insert(role);
                    request.extensions_mut().insert(name);
                    request.extensions_mut().insert(caller);
                    respond_in_time(request, next).await
                }
                None if free => respond_in_time(request, next).await,
                None if api || request.method() != Method::GET => token_required(),
                None => Redirect::to(&crate::serve::address::address("/login", &[("to", &target)])).into_response(),
            }
        }
        Err(problem) => problem.into_response(),
    };
    let problem = response.extensions().get::<Problem>().cloned();
    problem.iter().for_each(|problem| site.report(problem));
    let response = match problem {
        Some(problem) => render_error(&site, reader, api, &problem, response.headers()),
        None => response,
    };
    with_security_headers(response)
}

/// The response within a timeout: `ANSWER_TIMEOUT` limits the work, this limit includes reading the request.
async fn respond_in_time(request: Request, next: Next) -> Response {
    match timeout(ANSWER_TIMEOUT + ANSWER_TIMEOUT / 4, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(StatusCode::REQUEST_TIMEOUT, "the request took too long to arrive").into_response(),
    }
}

fn token_required() -> Response {
    Problem::new(StatusCode::UNAUTHORIZED, "send `Authorization: Bearer TOKEN` with a token of this server")
        .into_response()
}

/// Name and role of the reader; none without a known token.
fn authorize(
    site: &Site,
    caller: &Caller,
    client: Client,
    request: &Request,
    target: &str,
) -> Result<Option<(ReaderName, Role)>, Problem> {
    let (headers, method) = (request.headers(), request.method());
    if target.len() > MAX_ADDRESS_BYTES {
        return Err(Problem::new(
            StatusCode::URI_TOO_LONG,
            format!("an address has {MAX_ADDRESS_BYTES} bytes at most"),
        ));
    }
    let length = headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    let most = if request.uri().path() == "/draft" { MAX_DRAFT_BYTES } else { MAX_BODY_BYTES };
    if length.is_some_and(|n| n > most as u64) {
        return Err(too_large());
    }
    if !site.access.needs_token() && !is_loopback_host(headers) {
        // DNS rebinding: a page on a foreign name that resolves to this machine must not read the audit.
        return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "ask for 127.0.0.1 or localhost by name"));
    }
    if method != Method::GET && method != Method::HEAD && is_cross_site(headers) {
        return Err(Problem::forbidden("a page of another site sent this"));
    }
    if let Some(Err(seconds)) = site.rate.as_ref().map(|rate| rate.take(&caller.0, Instant::now())) {
        return Err(Problem::too_many("requests", seconds));
    }
    let reader = site.token_attempts.admit(&site.access, token(headers), client.ip, Instant::now());
    let reader = reader.map_err(|seconds| Problem::too_many("unknown tokens from this address", seconds))?;
    Ok(reader.map(|(name, role)| (ReaderName(name.to_owned()), role)))
}

/// The reader a request is counted for.
fn caller(site: &Site, client: Client, headers: &HeaderMap) -> Caller {
    Caller(match site.access.reader(token(headers)) {
        Some((name, _)) if !name.is_empty() => format!("token {name}"),
        _ => client.ip.to_string(),
    })
}

/// The token of the `Authorization` header, else of the cookie.
fn token(headers: &HeaderMap) -> Option<&str> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()?.strip_prefix("Bearer "));
    let cookies = headers.get(header::COOKIE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let cookie = cookies.split(';').find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='));
    bearer.or(cookie).map(str::trim)
}

/// True when the `Host` header names the loopback interface.
fn is_loopback_host(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|v| v.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// True when the browser reports that a page of another site sent the request.
fn is_cross_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), _, _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, name)| name != host),
        _ => false,
    }
}

/// The problem as a page, or as problem details under `/api/`.
fn render_error(site: &Site, reader: Option<Role>, api: bool, problem: &Problem, sent: &HeaderMap) -> Response {
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

/// Adds the security headers to a response.
fn with_security_headers(mut response: Response) -> Response {
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
