//! Addresses of the API.

use axum::Router;
use axum::routing::{get, post};

use crate::serve::api::{
    counts, differences, documented, entries, export, figures, found, health, lines, queries, robustness, texts,
    voices, words,
};
use crate::serve::site::Shared;

/// Addresses of the API.
pub(in crate::serve) fn routes() -> Router<Shared> {
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
        .route("/api/v1/differences", get(differences::differences))
        .route("/api/v1/robustness", get(robustness::robustness))
        .route("/api/v1/health", get(health::health))
        .route("/api/v1/trend", get(figures::trend))
        .route("/api/v1/quotes", get(voices::quotes))
        .route("/api/v1/speakers", get(voices::speakers))
        .route("/api/v1/collocates", get(words::collocates))
        .route("/api/v1/keyness", get(words::keyness))
        .route("/api/v1/queries", get(queries::list))
}
