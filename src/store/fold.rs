//! Folds the copies of a story among the articles of a query.

use std::collections::BTreeSet;

use crate::store::query::{Kind, Query};
use crate::store::search::Order;
use crate::store::{Store, StoreError};

/// A query of which every story is found once.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded {
    /// The query, without the articles that are folded away.
    pub query: Query,
    /// Articles that are folded away.
    pub n_hidden: u64,
}

impl Store {
    /// The query with one article a story: of those it finds, the one that stands first in its story.
    ///
    /// `stories` holds the ids of every story that several articles print, its head first.
    ///
    /// # Errors
    /// When the query is wrong or the index cannot be read.
    pub fn fold(&self, query: Query, stories: &[Vec<String>]) -> Result<Folded, StoreError> {
        let printed: Vec<String> = stories.iter().flatten().cloned().collect();
        let among = Query::all_of(vec![query.clone(), Query::of_ids(printed)]);
        let mut found = BTreeSet::new();
        self.each_found::<StoreError>(&among, Order::Oldest, usize::MAX, |batch| {
            found.extend(batch.into_iter().map(|one| one.article.id));
            Ok(())
        })?;
        let later = |story: &Vec<String>| {
            let members: Vec<&String> = story.iter().filter(|id| found.contains(*id)).skip(1).collect();
            members.into_iter().cloned().collect::<Vec<_>>()
        };
        let hidden: Vec<String> = stories.iter().flat_map(later).collect();
        let n_hidden = hidden.len() as u64;
        let without = Query { at: 1, kind: Kind::Not(Box::new(Query::of_ids(hidden))) };
        Ok(Folded { query: Query::all_of(vec![query, without]), n_hidden })
    }
}
