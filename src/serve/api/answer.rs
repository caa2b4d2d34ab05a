//! How an answer is written.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::serve::problem::Problem;

/// Writes an answer.
pub(super) fn json(answer: &impl Serialize) -> Result<Response, Problem> {
    let body = serde_json::to_vec(answer).map_err(|e| Problem::ours(&e.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}
