//! The parameters of an address, read once and checked.

use std::sync::Arc;

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::folder::SavedQueries;
use crate::serve::access::{ReaderName, Role};
use crate::serve::asker::Asker;
use crate::serve::problem::Problem;
use crate::serve::{Shared, blocking};

/// Largest body of a request, in bytes: enough for a long draft.
pub(super) const MAX_BODY_BYTES: usize = 1 << 20;
/// Largest body of the form for drafts: a text that is too long comes back with the form.
pub(super) const MAX_DRAFT_BYTES: usize = 8 << 20;
/// Most parameters in an address.
const MAX_PARAMS: usize = 64;

/// The parameters after the `?`. A handler takes out those it knows; [`Params::finish`] refuses the rest.
#[derive(Debug, Default)]
pub(super) struct Params {
    pairs: Vec<(String, String)>,
    /// The saved queries; read when a parameter refers to one.
    saved: Option<Arc<SavedQueries>>,
    /// The reader; none before sign-in and for the fields of a form.
    asker: Option<Asker>,
}

impl FromRequestParts<Shared> for Params {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Shared) -> Result<Self, Problem> {
        let read = Query::<Vec<(String, String)>>::from_request_parts(parts, site).await;
        let Query(pairs) = read.map_err(|_| Problem::bad("the address has bytes that are not UTF-8"))?;
        if pairs.len() > MAX_PARAMS {
            return Err(Problem::bad(format!("an address has {MAX_PARAMS} parameters at most")));
        }
        let saved = if pairs.iter().any(|(_, value)| SavedQueries::is_named_in(value)) {
            Some(Arc::new(blocking(site, |site| Ok(SavedQueries::load(site.audit.folder())?)).await?))
        } else {
            None
        };
        let reader = parts.extensions.get::<Role>().zip(parts.extensions.get::<ReaderName>());
        let asker = reader.map(|(role, name)| Asker::new(*role, &name.0, &site.phrases));
        Ok(Self { pairs, saved, asker })
    }
}

impl From<Vec<(String, String)>> for Params {
    /// The fields of a form.
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self { pairs, saved: None, asker: None }
    }
}

impl Params {
    /// All values of a parameter, without empty ones.
    pub(super) fn all(&mut self, name: &str) -> Vec<String> {
        let (own, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.pairs).into_iter().partition(|(n, _)| n == name);
        self.pairs = rest;
        own.into_iter().map(|(_, value)| value).filter(|value| !value.is_empty()).collect()
    }

    /// The value of a parameter; none when it is empty.
    pub(super) fn one(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let mut all = self.all(name);
        if all.len() > 1 {
            return Err(Problem::bad(format!("`{name}` is given {} times in the address: give it once", all.len())));
        }
        Ok(all.pop())
    }

    /// A number in a range.
    pub(super) fn number<N>(&mut self, name: &str, range: std::ops::RangeInclusive<N>, default: N) -> Result<N, Problem>
    where
        N: std::str::FromStr + PartialOrd + std::fmt::Display,
    {
        let Some(text) = self.one(name)? else { return Ok(default) };
        let number = text.parse::<N>().ok().filter(|n| range.contains(n));
        number.ok_or_else(|| Problem::bad(format!("`{name}` is a number from {} to {}", range.start(), range.end())))
    }

    /// One of several words; `None` when the parameter is missing.
    pub(super) fn choice<T: Copy>(&mut self, name: &str, known: &[(&str, T)]) -> Result<Option<T>, Problem> {
        let Some(text) = self.one(name)? else { return Ok(None) };
        let found = known.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        let words = || known.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        found.map(Some).ok_or_else(|| Problem::bad(format!("`{name}` is one of {}", words())))
    }

    /// Names separated by commas.
    pub(super) fn list(&mut self, name: &str, most: usize) -> Result<Vec<String>, Problem> {
        let text = self.one(name)?.unwrap_or_default();
        let names: Vec<String> = text.split(',').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect();
        if names.len() > most {
            return Err(Problem::bad(format!("`{name}` takes {most} names at most")));
        }
        Ok(names)
    }

    /// The saved queries, when one of these texts refers to any.
    pub(super) fn saved<'a>(&self, mut texts: impl Iterator<Item = &'a String>) -> Option<Arc<SavedQueries>> {
        self.saved.as_ref().filter(|_| texts.any(|text| SavedQueries::is_named_in(text))).map(Arc::clone)
    }

    /// Whose limits a query from these parameters is held to; nobody asks where nobody signed in.
    pub(super) fn asker(&self) -> Asker {
        self.asker.clone().unwrap_or_else(|| Asker::new(Role::Metadata, "", &Arc::default()))
    }

    /// Refuses the request when a parameter is left.
    pub(super) fn finish(self) -> Result<(), Problem> {
        match self.pairs.first() {
            Some((name, _)) => Err(Problem::bad(format!("unknown parameter `{name}`"))),
            None => Ok(()),
        }
    }
}

/// The body of a request, from a form.
pub(super) struct Posted<T>(pub(super) T);

impl<S: Send + Sync, T: serde::de::DeserializeOwned> FromRequest<S> for Posted<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let read = Form::<T>::from_request(request, state).await;
        read.map(|Form(value)| Self(value)).map_err(|e| refused(e.status(), &e.body_text()))
    }
}

/// The body of a request, from JSON.
pub(super) struct Json<T>(pub(super) T);

impl<S: Send + Sync, T: serde::de::DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let read = axum::Json::<T>::from_request(request, state).await;
        read.map(|axum::Json(value)| Self(value)).map_err(|e| refused(e.status(), &e.body_text()))
    }
}

/// The error axum reports for a body; its message quotes nothing of the body but names of keys.
fn refused(status: StatusCode, text: &str) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { Problem::new(status, text) }
}

/// The error for a body above the limit.
pub(super) fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!("a request has {MAX_BODY_BYTES} bytes at most, the form for drafts {MAX_DRAFT_BYTES}"),
    )
}
