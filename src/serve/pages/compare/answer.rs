//! The answer to a comparison, and the address that leads to it.

use std::sync::Arc;

use axum::http::{HeaderMap, header};

use crate::audit::Entities;
use crate::serve::Site;
use crate::serve::client::Client;
use crate::serve::figures::of_articles;
use crate::serve::pages::compare::request::CompareRequest;
use crate::serve::problem::Problem;

/// The answer, computed once for a page and its files.
pub(super) fn compared(site: &Site, request: &CompareRequest) -> Result<Arc<Entities>, Problem> {
    // Before the cache: what another reader was shown may be more than this one may ask.
    let options = request.options(site)?;
    site.compared
        .get_or(&request.key()?, || of_articles(site, &request.within, |articles, _| articles.entities(&options)))
}

/// The whole address of the page, as the browser asked for it.
pub(super) fn address_of(client: Client, headers: &HeaderMap, request: &CompareRequest) -> String {
    let scheme = if client.is_https { "https" } else { "http" };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("{scheme}://{host}{}", request.address("/compare", &[]))
}
