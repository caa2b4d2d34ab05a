//! What all handlers share: the opened audit, who may read, the workers and what they have read.

use std::sync::Arc;

use once_cell::sync::OnceCell;

use crate::audit::{Answer, Entities, Findings, LexiconHits, SpokenBy};
use crate::serve::access::Access;
use crate::serve::cache::Cache;
use crate::serve::connection::Clients;
use crate::serve::jobs::Jobs;
use crate::serve::many_rows::ManyRows;
use crate::serve::open::OpenAudit;
use crate::serve::phrase_budget::PhraseBudgets;
use crate::serve::problem::Problem;
use crate::serve::rate_limit::RateLimiter;
use crate::serve::seen_text::SeenText;
use crate::serve::token_attempts::TokenAttempts;
use crate::serve::workers::Workers;
use crate::store::Concordance;

/// Receives internal errors, one line each: the server itself prints nothing.
#[derive(Clone)]
pub struct Log(Arc<dyn Fn(&str) + Send + Sync>);

impl Log {
    /// A log that passes every line to `write`, from any thread.
    #[must_use]
    pub fn new(write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(write))
    }
}

impl std::fmt::Debug for Log {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Log")
    }
}

/// State shared by all handlers.
pub(super) struct Site {
    pub(super) log: Log,
    pub(super) audit: OpenAudit,
    pub(super) access: Access,
    pub(super) rate: Option<RateLimiter>,
    pub(super) token_attempts: TokenAttempts,
    pub(super) clients: Clients,
    pub(super) seen: SeenText,
    pub(super) phrases: Arc<PhraseBudgets>,
    pub(super) workers: Workers,
    pub(super) jobs: Jobs<Findings>,
    pub(super) many_rows: ManyRows,
    pub(super) hits: OnceCell<LexiconHits>,
    pub(super) compared: Cache<Entities>,
    pub(super) people: Cache<Vec<SpokenBy>>,
    pub(super) words: Cache<Answer>,
    pub(super) lines: Cache<Concordance>,
}

pub(super) type Shared = Arc<Site>;

impl Site {
    /// Logs the part of an error that the reader does not see.
    pub(super) fn report(&self, problem: &Problem) {
        problem.reason.iter().for_each(|reason| (self.log.0)(reason));
    }
}

/// Runs `work` on a blocking thread.
pub(super) async fn blocking<T: Send + 'static>(
    site: &Shared,
    work: impl FnOnce(&Site) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let own = Arc::clone(site);
    site.workers.run(move || work(&own)).await
}
