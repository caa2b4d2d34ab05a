//! `fold=copies`: restricts results to one article per story.

use crate::serve::Site;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::store::{Deduplicated, DeduplicatedWithin, Query, StoryRanks};

/// Whether articles that repeat a story are results of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Duplicates {
    /// Every article is a result.
    #[default]
    Kept,
    /// Of the articles with the same story, only the first that matches is a result.
    Removed,
}

impl Duplicates {
    /// The settings other than the default, by name.
    pub(super) const NAMED: &[(&str, Self)] = &[("copies", Self::Removed)];

    pub(super) fn read(params: &mut Params) -> Result<Self, Problem> {
        Ok(params.choice("fold", Self::NAMED)?.unwrap_or_default())
    }

    /// The value of the parameter `fold`; empty where duplicates are kept.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Kept => "",
            Self::Removed => "copies",
        }
    }

    /// Name and value of the parameter.
    pub(super) fn pair(self) -> (&'static str, &'static str) {
        ("fold", self.name())
    }

    /// The opposite setting.
    pub(super) fn toggled(self) -> Self {
        match self {
            Self::Kept => Self::Removed,
            Self::Removed => Self::Kept,
        }
    }
}

/// A query ready to run.
pub(super) struct PreparedQuery {
    pub(super) query: Query,
    /// Matching articles left out because they repeat a story.
    pub(super) n_duplicates: u64,
}

impl Site {
    /// The parsed query, deduplicated where `duplicates` says so.
    pub(super) fn prepared(&self, filtered: &FilteredQuery, duplicates: Duplicates) -> Result<PreparedQuery, Problem> {
        let query = filtered.asked_of(self.audit.store())?;
        Ok(match duplicates {
            Duplicates::Kept => PreparedQuery { query, n_duplicates: 0 },
            Duplicates::Removed => {
                let Deduplicated { query, n_duplicates, .. } =
                    self.audit.store().deduplicate(query, self.story_ranks()?)?;
                PreparedQuery { query, n_duplicates }
            }
        })
    }

    /// The query `filtered` restricted to `base`, and the query `base`, both deduplicated where `duplicates` says so.
    pub(super) fn prepared_within(
        &self,
        filtered: &FilteredQuery,
        base: &FilteredQuery,
        duplicates: Duplicates,
    ) -> Result<(Query, Query), Problem> {
        let (query, base) = (filtered.asked_of(self.audit.store())?, base.asked_of(self.audit.store())?);
        let (store, ranks) = match duplicates {
            Duplicates::Kept => return Ok((query, base)),
            Duplicates::Removed => (self.audit.store(), self.story_ranks()?),
        };
        let DeduplicatedWithin { found, base } = store.deduplicate_within(query, base, ranks)?;
        Ok((found.query, base.query))
    }

    /// Which articles print the same story; read at the first request that needs it.
    fn story_ranks(&self) -> Result<&StoryRanks, Problem> {
        let audit = &self.audit.audit;
        if audit.has_story_ranks() { Ok(audit.story_ranks()?) } else { self.audit.files(|_| audit.story_ranks()) }
    }
}
