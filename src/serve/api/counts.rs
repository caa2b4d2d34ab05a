//! `/facets` and `/aggregate`: counts of articles by their fields.

use axum::extract::State;
use axum::response::Response;
use utoipa::ToSchema;

use crate::record::Table;
use crate::serve::api::{FoldParams, QueryParams, json};
use crate::serve::dedupe::{Duplicates, PreparedQuery};
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, blocking};
use crate::store::Facet;

/// Most fields of one answer, each by itself.
pub(super) const FACETS: usize = 12;
/// Most fields that are counted together.
pub(super) const AXES: usize = 3;

/// Counts by the values of fields.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct FacetsAnswer {
    /// Articles that match; with `fold=copies`, stories, and so are all counts.
    n_found: u64,
    /// Articles that match but print again a story that is found; 0 without `fold=copies`.
    n_folded: u64,
    /// One a field, in the order asked for.
    facets: Vec<FacetBody>,
}

/// The values of one field.
#[derive(serde::Serialize, ToSchema)]
struct FacetBody {
    /// The field.
    #[schema(example = "focus")]
    field: String,
    /// Different values in all.
    n_values: usize,
    /// The most frequent ones.
    values: Vec<ValueBody>,
}

/// One value.
#[derive(serde::Serialize, ToSchema)]
struct ValueBody {
    /// The value; `(none)` where there is none.
    #[schema(example = "low_wage")]
    value: String,
    /// Articles with it.
    n: u64,
    /// The query that finds them, to send as `f`.
    #[schema(example = "focus:low_wage")]
    filter: Option<String>,
}

impl From<Facet> for FacetBody {
    fn from(facet: Facet) -> Self {
        let values = facet.values.into_iter().map(|v| ValueBody { value: v.value, n: v.n, filter: v.filter });
        Self { field: facet.field, n_values: facet.n_values, values: values.collect() }
    }
}

/// Counts the articles of a query by each of several fields.
#[utoipa::path(
    get,
    path = "/api/v1/facets",
    params(
        QueryParams,
        FoldParams,
        ("field" = Option<String>, Query, description = "Fields with commas between, 12 at most: any field of articles, or `day`, `week`, `month`, `quarter`, `year`", example = "focus,outlet"),
        ("top" = Option<u32>, Query, description = "Values of each field", minimum = 1, maximum = 1000, example = 10),
    ),
    responses((status = 200, description = "Counts", body = FacetsAnswer))
)]
pub(super) async fn facets(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let fold = Duplicates::read(&mut params)?;
    let mut fields = params.list("field", FACETS)?;
    let top = params.number("top", 1..=1000, 20)?;
    params.finish()?;
    if fields.is_empty() {
        fields = ["focus", "outlet", "year"].map(str::to_owned).into();
    }
    let answer = blocking(&site, move |site| {
        let PreparedQuery { query, n_duplicates: n_folded } = site.prepared(&ask, fold)?;
        let (n_found, facets) = site.audit.audit.values_of(&query, &fields, top)?;
        Ok(FacetsAnswer { n_found, n_folded, facets: facets.into_iter().map(FacetBody::from).collect() })
    });
    json(&answer.await?)
}

/// Counts by fields together.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct AggregateAnswer {
    /// Articles of the query that are also of the base; with `fold=copies`, stories, and so are all counts.
    n_found: u64,
    /// Articles of the base.
    n_base: u64,
    /// Groups in all.
    n_groups: usize,
    /// The fields.
    by: Vec<String>,
    /// Groups in the order asked for, those that fit.
    groups: Vec<GroupBody>,
}

/// One group.
#[derive(serde::Serialize, ToSchema)]
struct GroupBody {
    /// Its value of each field.
    #[schema(example = json!(["2014", "low_wage"]))]
    key: Vec<String>,
    /// Articles found in it.
    n: u64,
    /// Articles of the base in it.
    n_all: u64,
    /// `n` of `n_all`, 0–1.
    share: Option<f64>,
    /// Lower end of the Wilson interval at 95 %, articles taken as independent.
    low: Option<f64>,
    /// Upper end.
    high: Option<f64>,
}

impl GroupBody {
    /// Row number `row` of a table that [`Audit::count_by`](crate::audit::Audit::count_by) made of `n_fields` fields.
    fn of(table: &Table, n_fields: usize, row: usize) -> Self {
        let number = |column: usize| table.cell(row, n_fields + column);
        Self {
            key: (0..n_fields).map(|field| table.text(row, field).to_owned()).collect(),
            n: number(0).as_count(),
            n_all: number(1).as_count(),
            share: number(2).as_float(),
            low: number(3).as_float(),
            high: number(4).as_float(),
        }
    }
}

/// Counts the articles of a query by several fields together, against the articles of a base. With `fold=copies` every
/// story counts once in both, by the article that is found, else by the first of the base.
#[utoipa::path(
    get,
    path = "/api/v1/aggregate",
    params(
        QueryParams,
        FoldParams,
        ("of" = Option<String>, Query, description = "Query of the base that shares are taken of; without it all articles", max_length = 2000, example = "NOT focus:none"),
        ("by" = Option<String>, Query, description = "Fields with commas between, 3 at most", example = "year,focus"),
        ("order" = Option<String>, Query, description = "Groups by `key`, or by `count`, the largest first", pattern = "^(key|count)$", example = "count"),
        ("limit" = Option<u32>, Query, description = "Groups", minimum = 1, maximum = 10_000, example = 1000),
    ),
    responses((status = 200, description = "Counts with shares and intervals", body = AggregateAnswer))
)]
pub(super) async fn aggregate(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let base = FilteredQuery::read_named(&mut params, "of", "")?;
    let fold = Duplicates::read(&mut params)?;
    let mut by = params.list("by", AXES)?;
    let by_count = params.choice("order", &[("key", false), ("count", true)])?.unwrap_or(false);
    let limit = params.number("limit", 1..=10_000, 1000)?;
    params.finish()?;
    if by.is_empty() {
        by.push("year".to_owned());
    }
    let answer = blocking(&site, move |site| {
        let (query, base) = site.prepared_within(&ask, &base, fold)?;
        let counts = site.audit.audit.count_by(&query, &base, &by)?;
        let n_groups = counts.table.n_rows();
        let mut groups: Vec<GroupBody> = (0..n_groups).map(|row| GroupBody::of(&counts.table, by.len(), row)).collect();
        if by_count {
            // Stable: groups of one size stay in the order of their keys.
            groups.sort_by_key(|group| std::cmp::Reverse(group.n));
        }
        groups.truncate(limit);
        Ok(AggregateAnswer { n_found: counts.n_found, n_base: counts.n_base, n_groups, by, groups })
    });
    json(&answer.await?)
}
