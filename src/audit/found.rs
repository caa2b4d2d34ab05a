//! Articles found by a query, as tables; every story once where that is asked for.

use crate::audit::{Audit, AuditError};
use crate::engine::Classes;
use crate::present::{ResultColumns, groups_table};
use crate::record::{Cell, Kind, Table, TypedColumn};
use crate::store::{Counted, Deduplicated, DeduplicatedWithin, Facet, Found, Marks, Query, Request, ResultPage, Store};
use crate::summarize::Share;

/// Makes tables of articles that a query finds.
pub struct FoundTable<'a> {
    store: &'a Store,
    query: &'a Query,
    classes: Option<Classes<'a>>,
    marks: Marks<'a>,
    columns: ResultColumns,
}

impl FoundTable<'_> {
    /// The table of some results.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of(&self, found: &[Found]) -> Result<Table, AuditError> {
        self.of_shown(found, |_, snippet| snippet.to_owned())
    }

    /// The table of some results; `shown` makes of an article's snippet what may be shown of it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of_shown(&self, found: &[Found], shown: impl Fn(&Found, &str) -> String) -> Result<Table, AuditError> {
        let snippets = self.snippets(found, shown)?;
        Ok(self.columns.table(self.store, found, &snippets)?)
    }

    /// The columns with the types that the tables of the record have.
    pub(super) fn typed_columns(&self) -> Vec<TypedColumn> {
        self.columns.typed(self.store)
    }

    /// As [`Self::of_shown`], with cells as these columns take them.
    pub(super) fn typed(
        &self,
        columns: &[TypedColumn],
        found: &[Found],
        shown: impl Fn(&Found, &str) -> String,
    ) -> Result<Table, AuditError> {
        let snippets = self.snippets(found, shown)?;
        Ok(self.columns.typed_table(columns, self.store, found, &snippets)?)
    }

    fn snippets(&self, found: &[Found], shown: impl Fn(&Found, &str) -> String) -> Result<Vec<String>, AuditError> {
        if !self.columns.has("snippet") || found.is_empty() {
            return Ok(Vec::new());
        }
        let read = self.store.snippets(self.query, found, self.classes, self.marks)?;
        Ok(found.iter().zip(&read).map(|(one, snippet)| shown(one, snippet)).collect())
    }
}

/// Articles counted by fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// One row a group, or a value of a field.
    pub table: Table,
    /// Values that are not in the table, by field, where there are any.
    pub left: Vec<(String, usize)>,
    /// Articles found.
    pub n_found: u64,
    /// Articles of the base.
    pub n_base: u64,
}

impl Audit {
    /// Articles of a query.
    ///
    /// # Errors
    /// When the query is wrong or the index cannot be read.
    pub fn search(&self, query: &Query, request: Request) -> Result<ResultPage, AuditError> {
        Ok(self.store()?.search(query, request)?)
    }

    /// What makes tables with these columns of the articles that `query` finds; `marks` go around words found.
    ///
    /// # Errors
    /// When there is no such column, or the query names classes and the lexicon is another one.
    pub fn found_table<'a>(
        &'a self,
        query: &'a Query,
        columns: ResultColumns,
        marks: Marks<'a>,
    ) -> Result<FoundTable<'a>, AuditError> {
        Ok(FoundTable { store: self.store()?, query, classes: self.classes(query)?, marks, columns })
    }

    /// The query with every story once: of the articles that print it, the first one found.
    ///
    /// # Errors
    /// When the query is wrong, or index or record cannot be read.
    pub fn deduplicate(&self, query: Query) -> Result<Deduplicated, AuditError> {
        Ok(self.store()?.deduplicate(query, self.story_ranks()?)?)
    }

    /// The query within its base, and the base, both with every story once.
    ///
    /// # Errors
    /// As [`Self::deduplicate`].
    pub fn deduplicate_within(&self, query: Query, base: Query) -> Result<DeduplicatedWithin, AuditError> {
        Ok(self.store()?.deduplicate_within(query, base, self.story_ranks()?)?)
    }

    /// Counts the articles of `query` that are also of `base` by these fields together, against all of `base`.
    ///
    /// # Errors
    /// When a field is unknown, a query is wrong, or the index cannot be read.
    pub fn count_by(&self, query: &Query, base: &Query, by: &[String]) -> Result<Counts, AuditError> {
        let store = self.store()?;
        let axes = by.iter().map(|name| store.axis(name)).collect::<Result<Vec<_>, _>>()?;
        let grouping = store.group(query, base, &axes, Counted::Articles)?;
        let table = groups_table(by, &grouping.groups);
        Ok(Counts { table, left: Vec::new(), n_found: grouping.n_found, n_base: grouping.n_base })
    }

    /// How many articles `query` finds, and the `top` values of each of these fields among them.
    ///
    /// # Errors
    /// As [`Self::count_by`].
    pub fn values_of(&self, query: &Query, fields: &[String], top: usize) -> Result<(u64, Vec<Facet>), AuditError> {
        let store = self.store()?;
        let axes = fields.iter().map(|name| store.axis(name)).collect::<Result<Vec<_>, _>>()?;
        Ok(store.facets(query, &axes, top)?)
    }

    /// Counts the articles of `query` that are also of `base` by each of these fields, the `top` values of each,
    /// against all of `base`; all fields in one pass over each of both.
    ///
    /// # Errors
    /// As [`Self::count_by`].
    pub fn facets(&self, query: &Query, base: &Query, fields: &[String], top: usize) -> Result<Counts, AuditError> {
        let within = Query::all_of(vec![query.clone(), base.clone()]);
        let (n_found, found) = self.values_of(&within, fields, top)?;
        let (n_base, all) = self.values_of(base, fields, usize::MAX)?;
        let mut table = Table::new(&[
            ("field", Kind::Text),
            ("value", Kind::Text),
            ("n", Kind::Int),
            ("share", Kind::Float),
            ("n_all", Kind::Int),
            ("ratio", Kind::Float),
        ]);
        let mut left = Vec::new();
        for (facet, all) in found.iter().zip(&all) {
            let n_all: hashbrown::HashMap<&str, u64> = all.values.iter().map(|v| (v.value.as_str(), v.n)).collect();
            for value in &facet.values {
                let share = (n_found > 0).then(|| value.n as f64 / n_found as f64);
                let n_all = n_all.get(value.value.as_str()).copied().unwrap_or(0);
                table.push(&[
                    Cell::Text(&facet.field),
                    Cell::Text(&value.value),
                    Cell::count(value.n),
                    Cell::float(share),
                    Cell::count(n_all),
                    Cell::float(Share::of(value.n, n_all).map(|s| s.share)),
                ]);
            }
            if facet.values.len() < facet.n_values {
                left.push((facet.field.clone(), facet.n_values - facet.values.len()));
            }
        }
        Ok(Counts { table, left, n_found, n_base })
    }
}
