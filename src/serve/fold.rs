//! `fold=copies`: every story that is found, once.

use crate::pipeline::printed_stories;
use crate::serve::Site;
use crate::serve::ask::Ask;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::store::{Folded, FoldedWithin, Query, StoryPlaces};

/// What is folded into one result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Fold {
    /// Nothing: every article is a result.
    #[default]
    Nothing,
    /// Articles that print the same story: the first of those found stands for it.
    Copies,
}

impl Fold {
    /// What is not done without being asked for, by name.
    pub(super) const NAMED: &[(&str, Self)] = &[("copies", Self::Copies)];

    pub(super) fn read(params: &mut Params) -> Result<Self, Problem> {
        Ok(params.choice("fold", Self::NAMED)?.unwrap_or_default())
    }

    /// As it stands in an address; empty where nothing is folded.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Copies => "copies",
        }
    }

    /// The parameter of an address.
    pub(super) fn pair(self) -> (&'static str, &'static str) {
        ("fold", self.name())
    }

    /// The other way.
    pub(super) fn toggled(self) -> Self {
        match self {
            Self::Nothing => Self::Copies,
            Self::Copies => Self::Nothing,
        }
    }
}

/// A query as it is run.
pub(super) struct Asked {
    pub(super) query: Query,
    /// Articles that print again what is found, and are folded away.
    pub(super) n_folded: u64,
}

impl Site {
    /// The query of `ask`, folded.
    pub(super) fn asked(&self, ask: &Ask, fold: Fold) -> Result<Asked, Problem> {
        let query = ask.query()?;
        Ok(match fold {
            Fold::Nothing => Asked { query, n_folded: 0 },
            Fold::Copies => {
                let Folded { query, n_hidden, .. } = self.audit.store.fold(query, self.story_places()?)?;
                Asked { query, n_folded: n_hidden }
            }
        })
    }

    /// The query of `ask` within the one of `base`, and that of `base`, both folded.
    pub(super) fn asked_of(&self, ask: &Ask, base: &Ask, fold: Fold) -> Result<(Query, Query), Problem> {
        let (query, base) = (ask.query()?, base.query()?);
        let (store, stories) = match fold {
            Fold::Nothing => return Ok((query, base)),
            Fold::Copies => (&self.audit.store, self.story_places()?),
        };
        let FoldedWithin { found, base } = store.fold_within(query, base, stories)?;
        Ok((found.query, base.query))
    }

    /// Which articles print the same story; read when somebody asks for it first.
    fn story_places(&self) -> Result<&StoryPlaces, Problem> {
        self.stories.get_or_read(|| {
            let stories = self.audit.files(|folder| printed_stories(folder).map_err(|e| e.to_string()))?;
            Ok(self.audit.store.story_places(&stories)?)
        })
    }
}
