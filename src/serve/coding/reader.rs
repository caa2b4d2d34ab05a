//! Access to coding: only for the role `coder`, under the name of the token.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::serve::access::{ReaderName, Role};
use crate::serve::coding::{Coder, CodingFolder};
use crate::serve::problem::Problem;

/// A reader who may code. A handler with this extractor refuses all other roles.
#[derive(Debug, Clone)]
pub(in crate::serve) struct CodingReader {
    /// Name of the token; `None` on an open server, where readers choose their name.
    name: Option<String>,
}

impl<S: Sync> FromRequestParts<S> for CodingReader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let name = parts.extensions.get::<ReaderName>().map(|ReaderName(name)| name.clone());
        match parts.extensions.get::<Role>() {
            Some(role) if role.may_write() => Ok(Self { name: name.filter(|name| !name.is_empty()) }),
            _ => Err(Problem::forbidden("coding is for readers with the role `coder`")),
        }
    }
}

impl CodingReader {
    /// The name of the token.
    pub(in crate::serve) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Whether the reader may code as the coder of this name.
    pub(in crate::serve) fn is(&self, coder: &str) -> bool {
        self.name().is_none_or(|name| name == coder)
    }

    /// The requested coder of a plan.
    pub(in crate::serve) fn coder<'a>(&self, folder: &'a CodingFolder, name: &str) -> Result<&'a Coder, Problem> {
        let known = || folder.coders.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ");
        if let Some(own) = self.name().filter(|own| *own != name) {
            return Err(Problem::forbidden(format!(
                "your token has the name {own}: you can code under this name only"
            )));
        }
        let coder = folder.coders.iter().find(|coder| coder.name == name);
        coder.ok_or_else(|| Problem::missing(format!("this plan has no such coder: it is coded by {}", known())))
    }
}
