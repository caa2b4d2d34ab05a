//! Answers for programs, under `/api/v1`, and the document that describes them.

mod found;
mod lines;
mod counts;
mod texts;
mod entries;
mod export;
mod figures;
mod queries;
mod patterns;
mod documented;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Serialize;

use crate::serve::Shared;
use crate::serve::problem::Problem;

/// Addresses of the API.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/v1/openapi.json", get(documented::document))
        .route("/api/v1/search", get(found::search))
        .route("/api/v1/facets", get(counts::facets))
        .route("/api/v1/aggregate", get(counts::aggregate))
        .route("/api/v1/kwic", get(lines::kwic))
        .route("/api/v1/articles/{id}", get(texts::article))
        .route("/api/v1/draft", post(texts::draft))
        .route("/api/v1/lexicon", get(entries::list))
        .route("/api/v1/lexicon/{id}/hits", get(entries::hits))
        .route("/api/v1/export", get(export::export))
        .route("/api/v1/summary", get(figures::summary))
        .route("/api/v1/voice", get(figures::voice))
        .route("/api/v1/work", get(figures::work))
        .route("/api/v1/baseline", get(figures::baseline))
        .route("/api/v1/trend", get(figures::trend))
        .route("/api/v1/queries", get(queries::list))
}

/// Writes an answer.
fn json(answer: &impl Serialize) -> Result<Response, Problem> {
    let body = serde_json::to_vec(answer).map_err(|e| Problem::ours(&e.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// What a query is, in every address that takes one.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes parameters that `FilteredQuery` reads")]
struct AskParams {
    /// What to look for, in the query language of classlens; `saved:NAME` stands for a saved query. Without it all
    /// articles are found.
    #[param(max_length = 2000, example = "\"minimum wage\" focus:low_wage")]
    q: Option<String>,
    /// A query that narrows the result; several of the same field widen each other.
    #[param(max_items = 20, example = json!(["date:2014"]))]
    f: Option<Vec<String>>,
    /// `copies` finds every story once: of its articles that match, the first. Counts are then of stories.
    #[param(example = "copies")]
    fold: Option<String>,
}
