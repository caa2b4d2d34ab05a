//! Who speaks over all articles of a search: persons and roles, how often, with filters, a search and files.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Extension, State};
use axum::response::Response;

use crate::audit::{Doubt, PeopleOptions, SpokenBy};
use crate::present::{spelled, xlsx};
use crate::serve::access::Role;
use crate::serve::address::address;
use crate::serve::attachment::{XLSX, attached, spreadsheet_csv};
use crate::serve::figures::among_articles;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::pages::search_state::StateLink;
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// Speakers on a page.
const PER_PAGE: usize = 100;

/// What an address asks for.
#[derive(Debug, Clone)]
struct PeopleRequest {
    ask: FilteredQuery,
    keep: PeopleOptions,
    from: usize,
}

/// A field that speakers are chosen by.
struct Choice {
    label: &'static str,
    values: Vec<(StateLink, u64)>,
}

/// A speaker as the page lists it.
struct PersonView<'a> {
    person: &'a SpokenBy,
    /// Leads to the articles that hold the name.
    href: String,
}

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage<'a> {
    frame: Frame,
    request: &'a PeopleRequest,
    n_all: usize,
    n_kept: usize,
    choices: Vec<Choice>,
    people: Vec<PersonView<'a>>,
    first: usize,
    previous: Option<String>,
    next: Option<String>,
    files: Vec<(&'static str, String)>,
    /// Speakers kept that may be errors.
    n_doubtful: usize,
    /// Leaves them out, or brings them back.
    doubtful: String,
}

impl PeopleRequest {
    fn read(params: &mut Params) -> Result<Self, Problem> {
        Ok(Self {
            ask: FilteredQuery::read(params)?,
            keep: PeopleOptions {
                named: params.one("named")?.unwrap_or_default(),
                tier: params.one("tier")?.unwrap_or_default(),
                form: params.one("form")?.unwrap_or_default(),
                sector: params.one("sector")?.unwrap_or_default(),
                least: params.number("least", 1..=1_000_000, 1)?,
                sure: params.choice("doubt", &[("out", true)])?.unwrap_or(false),
            },
            from: params.number("from", 0..=1_000_000, 0)?,
        })
    }

    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let keep = &self.keep;
        let least = if keep.least > 1 { keep.least.to_string() } else { String::new() };
        let mut pairs = self.ask.pairs();
        pairs.extend([("named", &*keep.named), ("tier", &keep.tier), ("form", &keep.form), ("sector", &keep.sector)]);
        pairs.push(("least", &least));
        pairs.push(("doubt", if keep.sure { "out" } else { "" }));
        pairs.extend(more);
        address(path, &pairs)
    }
}

/// Refuses roles that do not see the whole text: names and roles of speakers are words of it.
fn may_see(role: Role) -> Result<(), Problem> {
    match role {
        Role::Full | Role::Coder => Ok(()),
        _ => Err(Problem::forbidden("who speaks is part of the text, and your role does not see all of it")),
    }
}

/// All speakers of the articles of the search.
#[expect(clippy::redundant_closure_for_method_calls, reason = "the method itself is of one lifetime of the selection")]
fn found(site: &Site, request: &PeopleRequest) -> Result<Arc<Vec<SpokenBy>>, Problem> {
    let key = format!("{:?}", request.ask.query()?);
    site.people.get_or(&key, || among_articles(site, &request.ask, |articles, subset| articles.people(subset)))
}

/// Reads the rows of all articles and who speaks in them, which stay in memory for the pages that ask for them.
///
/// # Errors
/// When the audit cannot be read.
pub(in crate::serve) fn read_all_people(site: &Site) -> Result<(), Problem> {
    found(site, &PeopleRequest::read(&mut Params::default())?).map(drop)
}

pub(super) async fn page(
    State(site): State<Shared>,
    Extension(role): Extension<Role>,
    mut params: Params,
) -> Result<Response, Problem> {
    may_see(role)?;
    let request = PeopleRequest::read(&mut params)?;
    params.finish()?;
    blocking(&site, move |site| {
        let all = found(site, &request)?;
        let kept: Vec<&SpokenBy> = all.iter().filter(|person| request.keep.keeps(person)).collect();
        let shown: Vec<&SpokenBy> = kept.iter().copied().skip(request.from).take(PER_PAGE).collect();
        let at = |from: usize| request.address("/people", &[("from", &from.to_string())]);
        let file =
            |(label, format): (&'static str, &str)| (label, request.address("/people/file", &[("format", format)]));
        let other = PeopleOptions { sure: !request.keep.sure, ..request.keep.clone() };
        html(&PeoplePage {
            n_doubtful: kept.iter().filter(|person| person.doubt.is_some()).count(),
            doubtful: PeopleRequest { keep: other, from: 0, ..request.clone() }.address("/people", &[]),
            frame: Frame::new(site, role, "People", "/people"),
            n_all: all.len(),
            n_kept: kept.len(),
            choices: choices(&request, &all),
            people: shown.iter().map(|one| PersonView { href: articles_of(&request, one), person: one }).collect(),
            first: request.from + 1,
            previous: (request.from > 0).then(|| at(request.from.saturating_sub(PER_PAGE))),
            next: (request.from + PER_PAGE < kept.len()).then(|| at(request.from + PER_PAGE)),
            files: [("CSV", "csv"), ("Excel", "xlsx")].map(file).into(),
            request: &request,
        })
    })
    .await
}

/// The speakers kept, as a file.
pub(super) async fn file(
    State(site): State<Shared>,
    Extension(role): Extension<Role>,
    mut params: Params,
) -> Result<Response, Problem> {
    may_see(role)?;
    let is_workbook = params.choice("format", &[("csv", false), ("xlsx", true)])?.unwrap_or(false);
    let request = PeopleRequest::read(&mut params)?;
    params.finish()?;
    blocking(&site, move |site| {
        let all = found(site, &request)?;
        let kept: Vec<&SpokenBy> = all.iter().filter(|person| request.keep.keeps(person)).collect();
        let table = SpokenBy::answer(&kept).table;
        if is_workbook {
            return Ok(attached("people.xlsx", XLSX, xlsx(&table).map_err(|e| Problem::ours(&e.to_string()))?));
        }
        spreadsheet_csv("people.csv", &table)
    })
    .await
}

/// A search for the words of the name within the articles of the page.
fn articles_of(request: &PeopleRequest, person: &SpokenBy) -> String {
    let words: String = person.who.chars().map(|c| if c == '"' || c == '\\' { ' ' } else { c }).collect();
    let within = request.ask.text();
    let name = format!("\"{}\"", words.trim());
    let q = if within.is_empty() { name } else { format!("({within}) {name}") };
    address("/", &[("q", &q)])
}

/// Tiers, forms and sectors with their numbers of speakers; each leads to those speakers, or back to all.
fn choices(request: &PeopleRequest, all: &[SpokenBy]) -> Vec<Choice> {
    type Get = fn(&SpokenBy) -> &str;
    type Own = fn(&mut PeopleOptions) -> &mut String;
    let fields: [(&'static str, Get, Own); 3] = [
        ("Whose work they do", |person| &person.tier, |keep| &mut keep.tier),
        ("Named how", |person| &person.form, |keep| &mut keep.form),
        ("For whom they speak", |person| &person.sector, |keep| &mut keep.sector),
    ];
    let choice = |(label, get, own): (&'static str, Get, Own)| {
        let mut others = request.clone();
        own(&mut others.keep).clear();
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for person in all.iter().filter(|person| !get(person).is_empty() && others.keep.keeps(person)) {
            *counts.entry(get(person)).or_default() += 1;
        }
        let mut now = request.clone();
        let chosen = own(&mut now.keep).clone();
        let mut values: Vec<(&str, u64)> = counts.into_iter().collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let link = |(value, n): (&str, u64)| {
            let mut to = request.clone();
            let here = chosen == value;
            value.clone_into(own(&mut to.keep));
            if here {
                own(&mut to.keep).clear();
            }
            (StateLink { label: spelled(value), href: to.address("/people", &[]), here }, n)
        };
        Choice { label, values: values.into_iter().map(link).collect() }
    };
    fields.map(choice).into()
}
