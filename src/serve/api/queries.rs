//! `/queries`: what is saved in the audit.

use axum::extract::State;
use axum::response::Response;
use utoipa::ToSchema;

use crate::folder::SavedQueries;
use crate::serve::api::json;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, blocking};

/// The saved queries.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct QueriesAnswer {
    /// By name.
    queries: Vec<SavedQuery>,
}

/// One of them.
#[derive(serde::Serialize, ToSchema)]
struct SavedQuery {
    /// Its name: `saved:NAME` means it in any query.
    #[schema(example = "strikes")]
    name: String,
    /// Its text; it may name others.
    #[schema(example = "strike* OR walkout*")]
    query: String,
}

/// Lists the saved queries. They are saved on the search page and with `classlens search --save`.
#[utoipa::path(
    get,
    path = "/api/v1/queries",
    operation_id = "saved_queries",
    responses((status = 200, description = "Saved queries by name", body = QueriesAnswer,
        example = json!({"queries": [{"name": "strikes", "query": "strike* OR walkout*"}]})))
)]
pub(super) async fn list(State(site): State<Shared>, params: Params) -> Result<Response, Problem> {
    params.finish()?;
    let saved = blocking(&site, |site| Ok(SavedQueries::load(site.audit.folder())?)).await?;
    let query = |(name, query): (&str, &str)| SavedQuery { name: name.to_owned(), query: query.to_owned() };
    json(&QueriesAnswer { queries: saved.iter().map(query).collect() })
}
