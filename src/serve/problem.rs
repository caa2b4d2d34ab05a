//! Errors as readers see them: a page, or problem details (RFC 9457) under `/api/`.

use std::path::Path;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::article::panic_cause;
use crate::audit::AuditError;
use crate::folder::SavedError;
use crate::store::StoreError;

/// The error of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    /// What is wrong and what to do.
    pub(super) detail: String,
    /// Character of the query, from 1.
    pub(super) position: Option<usize>,
    /// Seconds to wait.
    pub(super) retry_after: Option<u64>,
    /// Logged, and not shown to the reader.
    pub(super) reason: Option<String>,
}

/// Problem details as the API sends them (RFC 9457).
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub(super) struct ProblemDetails {
    /// Kind of problem; `about:blank` where the status says it all.
    #[schema(rename = "type", example = "about:blank")]
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    #[schema(example = "Bad Request")]
    title: String,
    /// The status.
    #[schema(example = 400)]
    status: u16,
    /// What is wrong and what to do.
    #[schema(example = "unknown field `outlte`: did you mean `outlet`?")]
    detail: String,
    /// Character of the query where the problem is, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), position: None, retry_after: None, reason: None }
    }

    /// The request is invalid.
    pub(super) fn bad(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// The request came too soon after others.
    pub(super) fn too_many(what: &str, seconds: u64) -> Self {
        let slow = Self::new(StatusCode::TOO_MANY_REQUESTS, format!("too many {what}: wait {seconds} s"));
        Self { retry_after: Some(seconds), ..slow }
    }

    /// The role does not permit the request.
    pub(super) fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// There is no such resource.
    pub(super) fn missing(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// The audit does not have the table at `path`, as audits of an earlier version may.
    fn without_table(path: &Path) -> Self {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self::missing(format!(
            "this audit has no table `{name}`: whoever runs the server can make it with `classlens audit --from`"
        ))
    }

    /// The server is at a limit for the moment.
    pub(super) fn busy(detail: impl Into<String>) -> Self {
        Self { retry_after: Some(2), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
    }

    /// An internal error; the guard logs the reason, and the reader only sees that there was one.
    pub(super) fn ours(reason: &str) -> Self {
        let detail = "internal error; the log of the server has the reason";
        Self { reason: Some(reason.to_owned()), ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail) }
    }

    /// Work of ours that panicked; what it quotes of a text or a query is left out.
    pub(super) fn of_panic(ended: tokio::task::JoinError) -> Self {
        let cause = ended.try_into_panic().map_or_else(|_| "it was cancelled".to_owned(), |panic| panic_cause(&*panic));
        Self::ours(&format!("a task failed: {cause}; please report it"))
    }

    /// The status in words.
    pub(super) fn title(&self) -> &'static str {
        self.status.canonical_reason().unwrap_or("Problem")
    }

    /// Problem details, for programs.
    pub(super) fn details(&self) -> Response {
        let details = ProblemDetails {
            kind: "about:blank",
            title: self.title().to_owned(),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            position: self.position,
        };
        let body = serde_json::to_vec(&details).expect("problem details have plain values only");
        let mut response = (self.status, body).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

impl IntoResponse for Problem {
    /// An empty response with the problem as an extension; the guard renders it.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Query(query) => Self {
                position: Some(query.position),
                ..Self::bad(format!("at character {}: {}", query.position, query.message))
            },
            StoreError::Axis { .. } | StoreError::NoGroups { .. } | StoreError::NoWords => Self::bad(error.to_string()),
            StoreError::TooManyLines(n) => Self::bad(format!("more than {n} concordance lines: narrow the query")),
            other => Self::ours(&other.to_string()),
        }
    }
}

impl From<AuditError> for Problem {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Store(error) => error.into(),
            AuditError::Query(error) => StoreError::from(error).into(),
            AuditError::Saved(error) => error.into(),
            AuditError::Table(error) if !error.path.exists() => Self::without_table(&error.path),
            AuditError::OfShards { .. }
            | AuditError::Independent
            | AuditError::Ungrouped
            | AuditError::NoArticles
            | AuditError::NoGroup { .. }
            | AuditError::TooManyGroups { .. }
            | AuditError::UnknownAxis { .. }
            | AuditError::NoGroups { .. }
            | AuditError::NothingToCompare { .. }
            | AuditError::AxisTwice { .. } => Self::bad(error.to_string()),
            other => Self::ours(&other.to_string()),
        }
    }
}

impl From<SavedError> for Problem {
    fn from(error: SavedError) -> Self {
        match error {
            SavedError::Broken { .. } | SavedError::Folder(_) => Self::ours(&error.to_string()),
            SavedError::Taken { .. } => Self::new(StatusCode::CONFLICT, error.to_string()),
            other => Self::bad(other.to_string()),
        }
    }
}
