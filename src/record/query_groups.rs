//! Groups of articles that queries find, by name.
//!
//! In: names with queries and the ids these find. Out: the names of an article.

use std::collections::HashMap;

/// Articles in groups with names, each of them those of one query; an article may be in several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueryGroups {
    /// Name, query, number of articles, in the order in which they were added.
    named: Vec<(String, String, u64)>,
    /// Numbers of groups by id.
    of: HashMap<String, Vec<usize>>,
}

impl QueryGroups {
    /// Adds the group `name`, which is the articles that `query` finds.
    pub fn push(&mut self, name: &str, query: &str, ids: impl IntoIterator<Item = String>) {
        let at = self.named.len();
        let mut n = 0;
        for id in ids {
            self.of.entry(id).or_default().push(at);
            n += 1;
        }
        self.named.push((name.to_owned(), query.to_owned(), n));
    }

    /// The groups of the article with this id.
    pub fn of(&self, id: &str) -> impl Iterator<Item = &str> {
        self.of.get(id).into_iter().flatten().map(|at| self.named[*at].0.as_str())
    }

    /// The query of a group; `None` where there is no such group.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        self.named.iter().find(|(known, ..)| known == name).map(|(_, query, _)| query.as_str())
    }

    /// The names of all groups, in the order in which they were added.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(|(name, ..)| name.as_str())
    }

    /// The names of groups without articles.
    pub fn empty(&self) -> impl Iterator<Item = &str> {
        self.named.iter().filter(|(.., n)| *n == 0).map(|(name, ..)| name.as_str())
    }
}
