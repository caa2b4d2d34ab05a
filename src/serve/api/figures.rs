//! `/summary`, `/voice`, `/work`, `/baseline`, `/trend`: the figures of the command line, of all articles or of a query.
//!
//! Always holds: rows have the same cells as `--format json` of the command of the same name.

use axum::extract::State;
use axum::response::Response;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::audit::{
    Answer, AuditError, BaselineOptions, BaselineTable, Readers, Selection, SummaryOptions, TrendMeasure, TrendOptions,
    VoiceOptions, VoiceTable, WorkOptions, WorkTable, axes_named,
};
use crate::baseline::Survey;
use crate::present::json_row;
use crate::record::{Axis, Period};
use crate::serve::api::{FoldParams, QueryParams, json};
use crate::serve::dedupe::Duplicates;
use crate::serve::figures::{Options, of_articles, refusal};
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// A table of figures.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct FigureAnswer {
    /// Articles, or hits of the words asked for, that the figures are of.
    n_found: u64,
    /// What is counted, by which method, and what follows from it.
    notes: Vec<String>,
    /// Rows of the table, columns by name.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Map<String, Value>>,
}

impl From<Answer> for FigureAnswer {
    fn from(answer: Answer) -> Self {
        let rows = (0..answer.table.n_rows()).map(|row| json_row(&answer.table, row)).collect();
        Self { n_found: answer.n_found, notes: answer.notes(), rows }
    }
}

/// Most fields that figures are grouped by.
pub(super) const AXES: usize = 3;

/// The axes of `by`; `usual` where none is named.
pub(super) fn axes(site: &Site, params: &mut Params, usual: &[Axis]) -> Result<Vec<Axis>, Problem> {
    let names = params.list("by", AXES)?;
    if names.is_empty() { Ok(usual.to_vec()) } else { Ok(axes_named(&names, site.audit.audit.shape())?) }
}

/// What `figure` makes of the articles of a query, under the limits of a dashboard and of an answer; which articles these
/// are is its first note.
pub(super) fn selected(
    site: &Site,
    ask: &FilteredQuery,
    figure: impl FnOnce(&Selection<'_>) -> Result<Option<Answer>, AuditError>,
) -> Result<FigureAnswer, Problem> {
    ask.asked_of(site.audit.store())?;
    of_articles(site, ask, |selection, subset| {
        let answer = figure(selection)?;
        Ok(answer.map_or_else(FigureAnswer::empty, |mut answer| {
            answer.before.splice(0..0, subset.map(ToString::to_string));
            answer.into()
        }))
    })
}

/// Shares of articles by focus with intervals, by group.
#[utoipa::path(
    get,
    path = "/api/v1/summary",
    params(
        QueryParams,
        ("by" = Option<String>, Query, description = "Fields to group by, as `by` of `aggregate`; 3 at most with commas between", example = "outlet"),
        ("min" = Option<u64>, Query, description = "Articles a group needs", example = 1),
        ("weigh" = Option<String>, Query, description = "What an article counts: `copy` (each 1) or `story` (every story 1)", example = "copy"),
        ("interval" = Option<String>, Query, description = "`auto`, `outlet`, `outlet-week`, `story` or `wilson`", example = "auto"),
        ("replicates" = Option<u32>, Query, description = "Corpora drawn for an interval", minimum = 100, maximum = 10_000, example = 500),
    ),
    responses((status = 200, description = "A row a group", body = FigureAnswer))
)]
pub(super) async fn summary(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let by = axes(&site, &mut params, &[Axis::outlet()])?;
    let min = params.number("min", 0..=u64::MAX, 1)?;
    let estimate = Options::read(&mut params)?.estimate();
    params.finish()?;
    let options = SummaryOptions { by, min, readers: Readers::Machines, estimate };
    let answer = blocking(&site, move |site| {
        selected(site, &ask, |articles| {
            let mut shares = articles.summary(&options)?.shares;
            shares.after.extend(articles.remark().map(refusal));
            Ok(Some(shares))
        })
    });
    json(&answer.await?)
}

/// Who speaks: voice by tier, sources by sector, or salience of evidence by its position in the text.
#[utoipa::path(
    get,
    path = "/api/v1/voice",
    params(
        QueryParams,
        ("table" = Option<String>, Query, description = "`voices`, `sources` or `salience`", example = "voices"),
        ("by" = Option<String>, Query, description = "What to group by, as in `summary`; all together without it", example = "outlet"),
        ("min" = Option<u64>, Query, description = "Articles a group needs", example = 1),
        ("weigh" = Option<String>, Query, description = "What an article counts: `copy` (each 1) or `story` (every story 1)", example = "copy"),
        ("interval" = Option<String>, Query, description = "`auto`, `outlet`, `outlet-week`, `story` or `wilson`", example = "auto"),
        ("replicates" = Option<u32>, Query, description = "Corpora drawn for an interval", minimum = 100, maximum = 10_000, example = 500),
    ),
    responses((status = 200, description = "A row a group and speaker", body = FigureAnswer))
)]
pub(super) async fn voice(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let table = params.choice("table", &VoiceTable::ALL)?.unwrap_or_default();
    let by = axes(&site, &mut params, &[])?;
    let min = params.number("min", 0..=u64::MAX, 1)?;
    let estimate = Options::read(&mut params)?.estimate();
    params.finish()?;
    let options = VoiceOptions { table, by, min, estimate };
    let answer = blocking(&site, move |site| selected(site, &ask, |articles| articles.voice(&options).map(Some)));
    json(&answer.await?)
}

/// Pay, schedules, or reasons for leaving work, with intervals.
#[utoipa::path(
    get,
    path = "/api/v1/work",
    params(
        QueryParams,
        ("table" = Option<String>, Query, description = "`pay`, `schedules` or `reasons`", example = "pay"),
        ("by" = Option<String>, Query, description = "What pay and reasons are grouped by, as in `summary`; all together without it", example = "year"),
    ),
    responses((status = 200, description = "A row a group", body = FigureAnswer))
)]
pub(super) async fn work(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let table = params.choice("table", &WorkTable::ALL)?.unwrap_or(WorkTable::Pay);
    let by = axes(&site, &mut params, &[])?;
    params.finish()?;
    let options = WorkOptions { by, ..WorkOptions::of(table) };
    let answer = blocking(&site, move |site| selected(site, &ask, |articles| articles.work(&options).map(Some)));
    json(&answer.await?)
}

/// Occupations named, set against the working population.
#[utoipa::path(
    get,
    path = "/api/v1/baseline",
    params(
        QueryParams,
        ("table" = Option<String>, Query, description = "`tiers`, `profiled`, `groups`, `occupations`, `silence`, `wages`, `places` or `education`", example = "tiers"),
        ("survey" = Option<String>, Query, description = "`cps` (people) or `oews` (jobs); wages, places and education take jobs", example = "cps"),
        ("weigh" = Option<String>, Query, description = "What an article counts: `copy` or `story`", example = "copy"),
        ("interval" = Option<String>, Query, description = "`auto`, `outlet`, `outlet-week` or `story`", example = "auto"),
        ("replicates" = Option<u32>, Query, description = "Corpora drawn for an interval", minimum = 100, maximum = 10_000, example = 500),
    ),
    responses((status = 200, description = "A row a class of occupations; none where none is named", body = FigureAnswer))
)]
pub(super) async fn baseline(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let table = params.choice("table", &BaselineTable::ALL)?.unwrap_or(BaselineTable::Tiers);
    let survey = params.choice("survey", &Survey::ALL)?.unwrap_or(Survey::Cps);
    let estimate = Options::read(&mut params)?.estimate();
    params.finish()?;
    let options = BaselineOptions { survey, estimate, ..BaselineOptions::of(table) };
    let answer = blocking(&site, move |site| selected(site, &ask, |articles| Ok(articles.baseline(&options)?.pop())));
    json(&answer.await?)
}

impl FigureAnswer {
    fn empty() -> Self {
        Self { n_found: 0, notes: Vec::new(), rows: Vec::new() }
    }
}

/// A query over time: share of articles or rate of hits, moving average, change of level.
#[utoipa::path(
    get,
    path = "/api/v1/trend",
    params(
        QueryParams,
        FoldParams,
        ("of" = Option<String>, Query, description = "What it is counted out of; without it all articles", max_length = 2000, example = "NOT focus:none"),
        ("by" = Option<String>, Query, description = "`day`, `week`, `month`, `quarter`, `year` or `decade`", example = "year"),
        ("measure" = Option<String>, Query, description = "`share` of the articles, or `rate` of hits per 1,000 tokens", example = "share"),
        ("min" = Option<u64>, Query, description = "Articles a period needs", example = 1),
        ("average" = Option<usize>, Query, description = "Periods in the moving average", minimum = 1, maximum = 1000, example = 3),
    ),
    responses((status = 200, description = "A row a period", body = FigureAnswer))
)]
pub(super) async fn trend(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let base = FilteredQuery::read_named(&mut params, "of", "")?;
    let fold = Duplicates::read(&mut params)?;
    let options = TrendOptions {
        by: params.choice("by", &Period::ALL)?.unwrap_or_default(),
        measure: params.choice("measure", &TrendMeasure::ALL)?.unwrap_or_default(),
        min: params.number("min", 0..=u64::MAX, 1)?,
        average: params.number("average", 1..=1000, 3)?,
        counted: if fold == Duplicates::Removed { "stories" } else { "articles" },
    };
    params.finish()?;
    let answer = blocking(&site, move |site| {
        let (query, base) = site.prepared_within(&ask, &base, fold)?;
        Ok(site.audit.audit.trend(&query, &base, &options)?)
    });
    json(&FigureAnswer::from(answer.await?))
}
