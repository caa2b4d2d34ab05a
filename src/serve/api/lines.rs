//! `/kwic`: concordance lines.

use axum::extract::State;
use axum::response::Response;
use utoipa::ToSchema;

use crate::audit::shuffle_lines;
use crate::record::{Cell, Kind, Table};
use crate::serve::access::Reader;
use crate::serve::api::{FoldParams, json};
use crate::serve::attachment::csv_file;
use crate::serve::dedupe::Duplicates;
use crate::serve::excerpt::{may_see_lines, shown_lines};
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::pages::{concordance, window};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};
use crate::store::{ConcordanceLine, LineKey, Window, group_lines, sort_lines};

/// Concordance lines, or counts of them.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct KwicAnswer {
    /// Hits in the articles that were read.
    n_hits: u64,
    /// Articles that match.
    n_found: u64,
    /// Articles that were read: those that match, or as many as `articles` allows, and 200 at most where
    /// `@quoted` is asked for, drawn with `seed`.
    n_read: u64,
    /// Lines of this page.
    lines: Vec<LineBody>,
    /// Groups of this page, where `group` was asked for.
    groups: Vec<LineGroup>,
    /// `from` of the next page; none after the last.
    next: Option<usize>,
}

/// A hit with its context.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct LineBody {
    /// Article.
    id: String,
    /// Outlet.
    outlet: Option<String>,
    /// Day.
    date: Option<String>,
    /// `title` or `body`.
    #[schema(example = "body")]
    field: &'static str,
    /// First byte of the hit in that field.
    start: u32,
    /// One past the last byte.
    end: u32,
    /// Text before the hit.
    left: String,
    /// The hit.
    keyword: String,
    /// Text after the hit.
    right: String,
}

impl From<ConcordanceLine> for LineBody {
    fn from(line: ConcordanceLine) -> Self {
        Self {
            id: line.id,
            outlet: line.outlet,
            date: line.date,
            field: line.field,
            start: line.span.start,
            end: line.span.end,
            left: line.left,
            keyword: line.keyword,
            right: line.right,
        }
    }
}

/// Lines with the same words or fields.
#[derive(serde::Serialize, ToSchema)]
struct LineGroup {
    /// Its value of each key.
    #[schema(example = json!(["earn"]))]
    key: Vec<String>,
    /// Lines.
    n: u64,
}

/// What lines are asked for.
struct KwicRequest {
    ask: FilteredQuery,
    fold: Duplicates,
    window: Window,
    sort: Vec<String>,
    group: Vec<LineKey>,
    articles: usize,
    seed: u64,
    from: usize,
    limit: usize,
}

/// Most keys to sort or group by.
pub(super) const KEYS: usize = 4;
/// The order that is no key.
pub(super) const RANDOM: &str = "random";

/// Shows every hit of the words of a query with its context, sorted or counted.
#[utoipa::path(
    get,
    path = "/api/v1/kwic",
    params(
        ("q" = String, Query, description = "What to look for; it must ask for words or classes", min_length = 1, max_length = 2000, example = "\"minimum wage\""),
        ("f" = Option<Vec<String>>, Query, description = "A query that narrows the result", max_items = 20, example = json!(["date:2014"])),
        FoldParams,
        ("window" = Option<String>, Query, description = "Words on each side, up to 100, or `sentence`", pattern = "^([0-9]|[1-9][0-9]|100|sentence)?$", example = "8"),
        ("sort" = Option<String>, Query, description = "Keys with commas between: `left`, `right`, `keyword`, `L1`…, `R1`…, `id`, `outlet`, `date`, `year`, `section`, `author`, `field`, or `random` alone", example = "R1,R2"),
        ("group" = Option<String>, Query, description = "Count lines by these keys instead of showing them", example = "outlet"),
        ("articles" = Option<u32>, Query, description = "Articles that are read at most, never more than 200 where `@quoted` is asked for; of more a sample is drawn", minimum = 1, maximum = 5000, example = 1000),
        ("seed" = Option<u64>, Query, description = "Seed of the sample and of `sort=random`", example = 1),
        ("from" = Option<u32>, Query, description = "Lines or groups to leave out at the start", minimum = 0, maximum = 50_000, example = 0),
        ("limit" = Option<u32>, Query, description = "Lines or groups; 1000 at most as JSON", minimum = 1, maximum = 50_000, example = 50),
        ("format" = Option<String>, Query, description = "`json`, or `csv` for a file of lines or groups, all of them where `limit` is missing", pattern = "^(json|csv)$", example = "json"),
    ),
    responses((status = 200, description = "Lines or groups", content(
        (KwicAnswer = "application/json"), (String = "text/csv")
    )))
)]
pub(super) async fn kwic(State(site): State<Shared>, reader: Reader, mut params: Params) -> Result<Response, Problem> {
    let group = params.list("group", KEYS)?.iter().map(|key| key.parse()).collect::<Result<Vec<LineKey>, _>>();
    let is_csv = params.choice("format", &[("json", false), ("csv", true)])?.unwrap_or(false);
    let (most, usual) = if is_csv { (50_000, 50_000) } else { (1000, 50) };
    let request = KwicRequest {
        ask: FilteredQuery::read(&mut params)?,
        fold: Duplicates::read(&mut params)?,
        window: window(&params.one("window")?.unwrap_or_default())?,
        sort: params.list("sort", KEYS)?,
        group: group.map_err(Problem::bad)?,
        articles: params.number("articles", 1..=5000, 1000)?,
        seed: params.number("seed", 0..=u64::MAX, 1)?,
        from: params.number("from", 0..=50_000, 0)?,
        limit: params.number("limit", 1..=most, usual)?,
    };
    params.finish()?;
    may_see_lines(reader.role, &request.group)?;
    let answer = blocking(&site, move |site| answer(site, &reader, &request)).await?;
    if is_csv { csv(&answer) } else { json(&answer) }
}

/// The lines as a file; the groups where there are any.
fn csv(answer: &KwicAnswer) -> Result<Response, Problem> {
    const LINES: [(&str, Kind); 9] = [
        ("id", Kind::Text),
        ("outlet", Kind::Text),
        ("date", Kind::Text),
        ("field", Kind::Text),
        ("start", Kind::Int),
        ("end", Kind::Int),
        ("left", Kind::Text),
        ("keyword", Kind::Text),
        ("right", Kind::Text),
    ];
    let mut table = Table::new(&LINES);
    for line in &answer.lines {
        let (start, end) = (Cell::count(u64::from(line.start)), Cell::count(u64::from(line.end)));
        let [outlet, date] = [&line.outlet, &line.date].map(|text| Cell::text(text.as_deref()));
        let [left, keyword, right] = [&line.left, &line.keyword, &line.right].map(|text| Cell::Text(text));
        table.push(&[Cell::Text(&line.id), outlet, date, Cell::Text(line.field), start, end, left, keyword, right]);
    }
    if !answer.groups.is_empty() {
        table = Table::new(&[("group", Kind::Text), ("lines", Kind::Int)]);
        for group in &answer.groups {
            table.push(&[Cell::Text(&group.key.join(" ")), Cell::count(group.n)]);
        }
    }
    csv_file("lines.csv", &table)
}

fn answer(site: &Site, reader: &Reader, request: &KwicRequest) -> Result<KwicAnswer, Problem> {
    let query = site.prepared(&request.ask, request.fold)?.query;
    let mut found = concordance(site, &query, request.window, request.articles, request.seed)?;
    if request.sort == [RANDOM] {
        shuffle_lines(&mut found.lines, request.seed);
    } else {
        let keys = request.sort.iter().map(|key| key.parse()).collect::<Result<Vec<LineKey>, _>>();
        sort_lines(&mut found.lines, &keys.map_err(Problem::bad)?);
    }
    let (from, limit) = (request.from, request.limit);
    let (n_hits, n_found, n_read) = (found.n_hits, found.n_found, found.n_articles);
    let (mut lines, mut groups) = (Vec::new(), Vec::new());
    let n_all;
    if request.group.is_empty() {
        n_all = found.lines.len();
        let shown = found.lines.into_iter().skip(from).take(limit).collect();
        lines = shown_lines(&site.seen, site.audit.store(), reader, shown)?.into_iter().map(LineBody::from).collect();
    } else {
        let all = group_lines(&found.lines, &request.group);
        n_all = all.len();
        groups = all.into_iter().skip(from).take(limit).map(|(key, n)| LineGroup { key, n }).collect();
    }
    let next = (from + limit < n_all).then_some(from + limit);
    Ok(KwicAnswer { n_hits, n_found, n_read, lines, groups, next })
}
