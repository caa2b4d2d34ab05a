//! Saved queries: their list beside a search, and the form that keeps one more.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};

use crate::folder::SavedQueries;
use crate::serve::access::Role;
use crate::serve::address::{address, is_own};
use crate::serve::ask::{Ask, MOST_QUERY};
use crate::serve::pages::search::Seen;
use crate::serve::params::Posted;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// The saved queries as a page shows them.
pub(super) struct Saved {
    pub(super) queries: Vec<SavedView>,
    /// The file is broken: the log says how.
    pub(super) broken: bool,
    /// The reader may save.
    pub(super) may_save: bool,
    /// There is something to save that is not saved.
    pub(super) is_new: bool,
    /// Where the form leads back to.
    pub(super) to: String,
}

/// One of them.
pub(super) struct SavedView {
    pub(super) name: String,
    pub(super) query: String,
    pub(super) href: String,
    /// It is the one that is asked for.
    pub(super) here: bool,
}

/// The saved queries beside a search; `text` is its whole query, or empty where it means nothing.
///
/// A broken file takes the list away, not the search.
pub(super) fn saved(site: &Site, role: Role, seen: &Seen, text: &str) -> Saved {
    let view = |(name, query): (&str, &str)| {
        let asked = format!("saved:{name}");
        let href = address("/", &[("q", &asked)]);
        SavedView { name: name.to_owned(), query: query.to_owned(), href, here: text == asked }
    };
    let loaded = SavedQueries::load(&site.audit.folder).map_err(Problem::from);
    if let Err(problem) = &loaded {
        site.report(problem);
    }
    let queries: Vec<SavedView> = loaded.iter().flat_map(SavedQueries::iter).map(view).collect();
    let is_new = !text.is_empty() && queries.iter().all(|one| !one.here && one.query != text);
    Saved { queries, broken: loaded.is_err(), may_save: role.may_write(), is_new, to: seen.href() }
}

/// What the form sends.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    name: String,
    query: String,
    #[serde(default)]
    to: String,
}

pub(super) async fn save(
    State(site): State<Shared>,
    Extension(role): Extension<Role>,
    Posted(named): Posted<Named>,
) -> Result<Response, Problem> {
    if !role.may_write() {
        return Err(Problem::forbidden("queries are saved by coders: your role reads those that are there"));
    }
    let to = if is_own(&named.to) { named.to.clone() } else { "/".to_owned() };
    blocking(&site, move |site| keep(site, &named)).await?;
    Ok(Redirect::to(&to).into_response())
}

/// Saves a query that can be run.
fn keep(site: &Site, named: &Named) -> Result<(), Problem> {
    let (name, query) = (named.name.trim(), named.query.trim());
    if query.is_empty() {
        return Err(Problem::bad("there is no query to save: ask for something first"));
    }
    if query.chars().count() > MOST_QUERY {
        return Err(Problem::bad(format!("a query has {MOST_QUERY} characters at most")));
    }
    let folder = &site.audit.folder;
    let asked = Ask::among(query.to_owned(), SavedQueries::load(folder)?);
    site.audit.store.count(&asked.query()?)?;
    Ok(SavedQueries::save_new(folder, name, query)?)
}
