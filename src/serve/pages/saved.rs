//! Saved queries: their list next to a search, and the form that saves another.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};

use crate::folder::SavedQueries;
use crate::serve::access::Role;
use crate::serve::address::{address, is_own};
use crate::serve::filtered_query::{FilteredQuery, MAX_QUERY_CHARS};
use crate::serve::pages::search_state::SearchState;
use crate::serve::params::Posted;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// The saved queries as a page shows them.
pub(super) struct SavedQueryList {
    pub(super) queries: Vec<SavedView>,
    /// The file is damaged; the log has the reason.
    pub(super) broken: bool,
    /// The role may save queries.
    pub(super) may_save: bool,
    /// The current search can be saved and is not saved yet.
    pub(super) is_new: bool,
    /// Address to return to after saving.
    pub(super) to: String,
}

/// A saved query.
pub(super) struct SavedView {
    pub(super) name: String,
    pub(super) query: String,
    pub(super) href: String,
    /// It is the current search.
    pub(super) here: bool,
}

/// The saved queries; `text` is the whole current query, or empty where it is invalid.
///
/// A damaged file removes the list from the page, not the search.
pub(super) fn saved(site: &Site, role: Role, state: &SearchState, text: &str) -> SavedQueryList {
    let view = |(name, query): (&str, &str)| {
        let query_text = format!("saved:{name}");
        let href = address("/", &[("q", &query_text)]);
        SavedView { name: name.to_owned(), query: query.to_owned(), href, here: text == query_text }
    };
    let loaded = SavedQueries::load(site.audit.folder()).map_err(Problem::from);
    if let Err(problem) = &loaded {
        site.report(problem);
    }
    let queries: Vec<SavedView> = loaded.iter().flat_map(SavedQueries::iter).map(view).collect();
    let is_new = !text.is_empty() && queries.iter().all(|one| !one.here && one.query != text);
    SavedQueryList { queries, broken: loaded.is_err(), may_save: role.may_write(), is_new, to: state.href() }
}

/// What the form sends.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedQueryForm {
    name: String,
    query: String,
    #[serde(default)]
    to: String,
}

pub(super) async fn save(
    State(site): State<Shared>,
    Extension(role): Extension<Role>,
    Posted(form): Posted<SavedQueryForm>,
) -> Result<Response, Problem> {
    if !role.may_write() {
        return Err(Problem::forbidden("only coders can save queries; your role can use the saved ones"));
    }
    let to = if is_own(&form.to) { form.to.clone() } else { "/".to_owned() };
    blocking(&site, move |site| save_query(site, &form)).await?;
    Ok(Redirect::to(&to).into_response())
}

/// Saves a query after checking that it can run.
fn save_query(site: &Site, form: &SavedQueryForm) -> Result<(), Problem> {
    let (name, query) = (form.name.trim(), form.query.trim());
    if query.is_empty() {
        return Err(Problem::bad("there is no query to save: search for something first"));
    }
    if query.chars().count() > MAX_QUERY_CHARS {
        return Err(Problem::bad(format!("a query has {MAX_QUERY_CHARS} characters at most")));
    }
    let folder = site.audit.folder();
    let checked = FilteredQuery::among(query.to_owned(), SavedQueries::load(folder)?);
    site.audit.store().count(&checked.query()?)?;
    Ok(SavedQueries::save_new(folder, name, query)?)
}
