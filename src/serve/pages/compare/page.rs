//! The page of a comparison: chart, words and table.

use crate::audit::{Against, Entities, GroupShare, ShareName};
use crate::present::figure::slide_inline;
use crate::present::share_text;
use crate::record::{Axis, MISSING};
use crate::serve::access::Role;
use crate::serve::client::Client;
use crate::serve::pages::compare::answer::{address_of, compared};
use crate::serve::pages::compare::chart::{CAUTION, chart};
use crate::serve::pages::compare::request::{Added, CompareRequest, MOST, Sort};
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};
use crate::store::Query;
use crate::suggest::closest;
use askama::Template;
use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

/// Groups of the table that a page shows; the files have all.
const SHOWN: usize = 300;

/// Names offered while one types.
const OFFERED: usize = 1000;

/// Fields that articles are grouped by in the list, before those of the user.
const FIELDS: [&str; 7] = ["outlet", "year", "month", "section", "author", "wire", "language"];

/// An entity as the page lists it.
struct EntityView {
    name: String,
    /// Leads to the chart without it.
    removed: String,
    /// Its share with the interval, for who does not see the chart.
    share: String,
    words: String,
    verdict: String,
    /// Leads to its articles.
    articles: String,
    n_articles: usize,
}

/// A row of the table.
struct GroupView {
    name: String,
    here: bool,
    /// Adds it to the chart, or removes it; empty where no query finds it or the chart is full.
    toggle: String,
    share: String,
    interval: String,
    n: u64,
}

/// A column that sorts the table.
struct SortLink {
    label: &'static str,
    href: String,
    here: bool,
}

/// What is compared, once it is found.
struct Compared {
    svg: String,
    n_articles: usize,
    title: String,
    of: &'static str,
    entities: Vec<EntityView>,
    groups: Vec<GroupView>,
    n_small: usize,
    n_more: usize,
}

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage<'a> {
    frame: Frame,
    request: &'a CompareRequest,
    shares: Vec<ShareName>,
    fields: Vec<String>,
    names: Vec<String>,
    files: Vec<(&'static str, String)>,
    sorts: Vec<SortLink>,
    is_full: bool,
    is_first: bool,
    least: u64,
    all_sizes: String,
    here: String,
    error: Option<String>,
    found: Option<Compared>,
    caution: &'static str,
}

pub(in crate::serve::pages) async fn page(
    State(site): State<Shared>,
    Extension(role): Extension<Role>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    params: Params,
) -> Result<Response, Problem> {
    let (request, added) = CompareRequest::read(&site, params)?;
    let here = address_of(client, &headers, &request);
    blocking(&site, move |site| {
        let (mut error, mut status) = (None, axum::http::StatusCode::OK);
        if added != Added::default() {
            match added_to(site, &request, added) {
                Ok(to) => return Ok(Redirect::to(&to).into_response()),
                Err(problem) if problem.status.is_client_error() => {
                    (error, status) = (Some(problem.detail), problem.status);
                }
                Err(problem) => return Err(problem),
            }
        }
        let found = match compared(site, &request) {
            Ok(found) => Some(view(site, &request, &found, &here)),
            Err(problem) if problem.status.is_client_error() => {
                (error, status) = (Some(problem.detail), problem.status);
                None
            }
            Err(problem) => return Err(problem),
        };
        let mut response = html(&page_of((site, role), &request, found, error, here)?)?;
        *response.status_mut() = status;
        Ok(response)
    })
    .await
}

fn page_of<'a>(
    (site, role): (&Site, Role),
    request: &'a CompareRequest,
    found: Option<Compared>,
    error: Option<String>,
    here: String,
) -> Result<ComparePage<'a>, Problem> {
    let own = site.audit.store().shape().variables.iter().map(|variable| variable.name.clone());
    let sort = |(label, sort): (&'static str, Sort)| SortLink {
        label,
        href: request.sorted(sort),
        here: request.sort == sort,
    };
    let file = |(label, format): (&'static str, &str)| (label, request.address("/compare/file", &[("format", format)]));
    let mut fields: Vec<String> = FIELDS.iter().map(|name| (*name).to_owned()).chain(own).collect();
    if !fields.iter().any(|field| field == request.by.name()) {
        fields.push(request.by.name().to_owned());
    }
    Ok(ComparePage {
        frame: Frame::new(site, role, "Compare", "/compare"),
        shares: ShareName::all(site.audit.audit.tiers()),
        fields,
        names: names(site, &request.by)?.into_iter().take(OFFERED).collect(),
        files: [("PNG", "png"), ("SVG", "svg"), ("CSV", "csv"), ("Excel", "xlsx")].map(file).into(),
        sorts: [
            ("Highest share", Sort::Share),
            ("Lowest share", Sort::Lowest),
            ("Most articles", Sort::Articles),
            ("Name", Sort::Name),
        ]
        .map(sort)
        .into(),
        is_full: request.entities.len() >= MOST,
        is_first: request.against == Against::First,
        least: request.least,
        all_sizes: request.with_small(),
        here,
        error,
        found,
        request,
        caution: CAUTION,
    })
}

/// The values of a field, the most frequent first.
fn names(site: &Site, by: &Axis) -> Result<Vec<String>, Problem> {
    let everything = Query::all_of(Vec::new());
    let (_, facets) = site.audit.store().facets(&everything, std::slice::from_ref(by), usize::MAX)?;
    let values = facets.into_iter().flat_map(|facet| facet.values).map(|value| value.value);
    Ok(values.filter(|value| value != MISSING).collect())
}

/// The address with what a form adds.
fn added_to(site: &Site, request: &CompareRequest, added: Added) -> Result<String, Problem> {
    let query = match added {
        Added { query: Some(query), .. } => query,
        Added { group, .. } => {
            let group = group.unwrap_or_default();
            let known = names(site, &request.by)?;
            let group = group.trim();
            let same = known.iter().find(|name| *name == group);
            let same = same.or_else(|| known.iter().find(|name| name.to_lowercase() == group.to_lowercase()));
            let Some(name) = same else {
                let meant = closest(group, known.iter().map(String::as_str));
                let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
                return Err(Problem::bad(format!("no article has the {} `{group}`{meant}", request.by.name())));
            };
            request
                .by
                .filter(name)
                .ok_or_else(|| Problem::bad(format!("`{name}` cannot be named in a query: choose another field")))?
        }
    };
    if request.has(&query) {
        return Ok(request.address("/compare", &[]));
    }
    if request.entities.len() >= MOST {
        return Err(Problem::bad(format!("a chart has {MOST} entities at most: remove one first")));
    }
    Ok(request.toggled(&query))
}

fn view(site: &Site, request: &CompareRequest, found: &Entities, here: &str) -> Compared {
    let slide = chart(site, request, found, here);
    let entity = |(ask, one): (&crate::serve::filtered_query::FilteredQuery, &crate::audit::EntityShare)| EntityView {
        name: one.name.clone(),
        removed: request.toggled(&ask.q),
        share: one.share.map_or_else(
            || "no article to count".to_owned(),
            |of| format!("{} of {}", share_text(Some(of.share)), of.share.n),
        ),
        words: one.words(),
        verdict: one.verdict(),
        articles: {
            let within = request.within.text();
            let q = if within.is_empty() { ask.q.clone() } else { format!("({within}) ({})", ask.q) };
            crate::serve::address::address("/", &[("q", &q)])
        },
        n_articles: one.n_articles,
    };
    let (mut groups, small): (Vec<&GroupShare>, Vec<&GroupShare>) =
        found.groups.iter().partition(|group| group.share.share.n >= request.least);
    let by_share = |a: &&GroupShare, b: &&GroupShare| b.share.share.share.total_cmp(&a.share.share.share);
    match request.sort {
        Sort::Share => groups.sort_by(by_share),
        Sort::Lowest => groups.sort_by(|a, b| by_share(b, a)),
        Sort::Articles => groups.sort_by_key(|group| std::cmp::Reverse(group.share.share.n)),
        Sort::Name => {}
    }
    let n_more = groups.len().saturating_sub(SHOWN);
    let is_full = request.entities.len() >= MOST;
    let group = |group: &&GroupShare| {
        let (of, here) = (group.share.share, group.query.as_ref().is_some_and(|query| request.has(query)));
        GroupView {
            name: group.name.clone(),
            here,
            toggle: group.query.as_ref().filter(|_| here || !is_full).map_or_else(String::new, |q| request.toggled(q)),
            share: format!("{:.1} %", of.share * 100.0),
            interval: format!("{:.1}–{:.1}", of.low * 100.0, of.high * 100.0),
            n: of.n,
        }
    };
    Compared {
        svg: slide_inline(&slide),
        n_articles: found.n_articles,
        title: slide.title,
        of: found.of.of,
        entities: request.entities.iter().zip(&found.entities).map(entity).collect(),
        groups: groups.iter().take(SHOWN).map(group).collect(),
        n_small: small.len(),
        n_more,
    }
}
