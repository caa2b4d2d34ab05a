//! Who asks a query: the role whose limits it is held to, and the token whose phrases are counted.

use std::sync::Arc;
use std::time::Instant;

use axum::http::StatusCode;

use crate::serve::access::Role;
use crate::serve::phrase_budget::{A_DAY, PhraseBudgets};
use crate::serve::problem::Problem;
use crate::serve::query_limits::{may_ask, phrases};
use crate::store::Query;

/// A reader, as far as queries are concerned.
#[derive(Debug, Clone)]
pub(super) struct Asker {
    pub(super) role: Role,
    /// The name of the token.
    name: String,
    budgets: Arc<PhraseBudgets>,
}

impl Asker {
    pub(super) fn new(role: Role, name: &str, budgets: &Arc<PhraseBudgets>) -> Self {
        Self { role, name: name.to_owned(), budgets: Arc::clone(budgets) }
    }

    /// Refuses a query that the role may not ask, and phrases above those of the day.
    pub(super) fn may_ask(&self, query: &Query) -> Result<(), Problem> {
        may_ask(self.role, query)?;
        if !matches!(self.role, Role::Snippet(_)) {
            return Ok(());
        }
        let asked = self.budgets.ask(&self.name, &phrases(query), Instant::now());
        asked.map_err(|seconds| Problem {
            retry_after: Some(seconds),
            ..Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                format!(
                    "your role asks for {A_DAY} phrases a day besides those of the lexicon, and has asked for as many: ask for \
                     single words, or come back in {} hours",
                    seconds.div_ceil(3600)
                ),
            )
        })
    }
}

impl PartialEq for Asker {
    fn eq(&self, other: &Self) -> bool {
        (self.role, &self.name) == (other.role, &other.name)
    }
}

impl Eq for Asker {}
