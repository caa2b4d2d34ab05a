//! Some articles of an audit, named by a query: what any figure can be restricted to.
//!
//! In: a query as a user writes it. Out: its articles, and a sentence that says which they are.

use hashbrown::HashSet;

use crate::audit::{Audit, AuditError};
use crate::store::Query;

/// The articles of a query, and how many the audit has.
#[derive(Debug, Clone)]
pub struct Subset {
    text: String,
    query: Query,
    ids: HashSet<String>,
    n_all: u64,
}

impl Subset {
    /// The query as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The query.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The ids of its articles.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// The ids of its articles, to look them up.
    pub(crate) fn id_set(&self) -> &HashSet<String> {
        &self.ids
    }

    /// Number of its articles.
    #[must_use]
    pub fn n_articles(&self) -> u64 {
        self.ids.len() as u64
    }

    /// The articles of `query` among these; the words of the subset are no hits.
    #[must_use]
    pub fn within(&self, query: Query) -> Query {
        query.among(self.query.clone())
    }

    /// A query that finds the articles of `query` among these.
    #[must_use]
    pub fn narrowed(&self, query: &str) -> String {
        if query.trim().is_empty() { self.text.clone() } else { format!("({}) ({query})", self.text.trim()) }
    }
}

impl std::fmt::Display for Subset {
    /// Which articles these are, as a sentence.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (n, n_all, text) = (self.n_articles(), self.n_all, self.text.trim());
        let articles = if n == 1 { "article" } else { "articles" };
        write!(f, "Of the {n} {articles} of `{text}` alone, {n_all} in all.")
    }
}

impl Audit {
    /// The articles of a query as it is written; it may name saved queries.
    ///
    /// # Errors
    /// When the query is wrong, with the character, or the index cannot be read.
    pub fn subset(&self, text: &str) -> Result<Subset, AuditError> {
        self.subset_of(text, self.query(text)?)
    }

    /// The articles of a query that is called `text`.
    ///
    /// # Errors
    /// When a field is unknown, or the index cannot be read.
    pub(crate) fn subset_of(&self, text: &str, query: Query) -> Result<Subset, AuditError> {
        let ids = self.finder()?.ids(&query)?;
        Ok(Subset { text: text.to_owned(), query, ids, n_all: self.manifest().n_articles })
    }
}
