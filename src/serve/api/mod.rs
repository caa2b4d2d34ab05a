//! Answers for programs, under `/api/v1`, and the document that describes them.

mod answer;
mod query_params;
mod found;
mod lines;
mod counts;
mod texts;
mod entries;
mod export;
mod figures;
mod voices;
mod words;
mod differences;
mod robustness;
mod health;
mod queries;
mod patterns;
mod documented;
mod routes;

pub(super) use crate::serve::api::routes::routes;

use crate::serve::api::answer::json;
use crate::serve::api::query_params::{FoldParams, QueryParams};
