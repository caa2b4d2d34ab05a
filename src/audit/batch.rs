//! Many named queries, counted by the same fields in one table.

use std::path::Path;

use crate::audit::{Answer, Audit, AuditError};
use crate::record::{Cell, Kind, Table};
use crate::store::{Counted, parse_query};
use crate::summarize::Share;

/// A query with a name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct NamedQuery {
    /// What its rows are called.
    pub name: String,
    /// The query; it may name saved ones.
    pub query: String,
    /// What it is counted out of; all articles without one.
    #[serde(default)]
    pub of: Option<String>,
    /// Where it was read, for messages.
    #[serde(skip)]
    pub origin: String,
}

/// A query that finds every article.
const EVERY: &str = "id:*";

/// The queries of a CSV file with the columns `name` and `query`, and `of` if wanted.
///
/// # Errors
/// With the line, when the file cannot be read as such or a query is empty.
pub fn read_queries(path: &Path) -> Result<Vec<NamedQuery>, AuditError> {
    let wrong = |reason: String| AuditError::File { path: path.to_owned(), reason };
    let mut reader = csv::Reader::from_path(path).map_err(|e| wrong(format!(": {e}")))?;
    let header = reader.headers().map_err(|e| wrong(format!(": {e}")))?.clone();
    if let Some(missing) = ["name", "query"].into_iter().find(|name| header.iter().all(|column| column != *name)) {
        let columns = header.iter().collect::<Vec<_>>().join(", ");
        return Err(wrong(format!(
            ", line 1: no column is called `{missing}`: write the columns name,query above the queries; there are {columns}"
        )));
    }
    let mut named = Vec::new();
    for record in reader.into_records() {
        let record = record.map_err(|e| wrong(format!(": {e}")))?;
        let line = record.position().map_or(0, csv::Position::line);
        let lacks = |e: csv::Error| wrong(format!(", line {line}: columns `name` and `query`: {e}"));
        let query: NamedQuery = record.deserialize(Some(&header)).map_err(lacks)?;
        if query.query.trim().is_empty() {
            let reason =
                format!(", line {line}: the query of `{}` is empty: write one, `{EVERY}` for all articles", query.name);
            return Err(wrong(reason));
        }
        named.push(NamedQuery { origin: format!("{}, line {line}", path.display()), ..query });
    }
    Ok(named)
}

impl Audit {
    /// The saved queries by name.
    ///
    /// # Errors
    /// When their file is broken.
    pub fn saved_named(&self) -> Result<Vec<NamedQuery>, AuditError> {
        let named = |(name, query): (&str, &str)| NamedQuery {
            name: name.to_owned(),
            query: query.to_owned(),
            of: None,
            origin: format!("saved queries, {name}"),
        };
        Ok(self.saved_queries()?.iter().map(named).collect())
    }

    /// Counts the articles of each query by these fields; cells with fewer than `min` articles in all are left out.
    ///
    /// # Errors
    /// When a field is unknown, a query is wrong (with its origin), or the index cannot be read.
    pub fn batch(&self, queries: &[NamedQuery], by: &[String], min: u64) -> Result<Answer, AuditError> {
        let (store, saved) = (self.finder()?, self.saved_queries()?);
        let axes = by.iter().map(|name| store.axis(name)).collect::<Result<Vec<_>, _>>()?;
        let mut columns = vec![("query", Kind::Text)];
        columns.extend(by.iter().map(|name| (name.as_str(), Kind::Text)));
        columns.extend([("n", Kind::Int), ("n_all", Kind::Int)]);
        columns.extend(["ratio", "low", "high"].map(|name| (name, Kind::Float)));
        let mut table = Table::new(&columns);
        let mut n_found = 0;
        for named in queries {
            let read = |text: &str| Ok::<_, AuditError>(parse_query(&saved.expand(text)?)?);
            let group = || {
                let (query, base) = (read(&named.query)?, read(named.of.as_deref().unwrap_or(""))?);
                Ok(store.group(&query, &base, &axes, Counted::Articles)?)
            };
            let grouping =
                group().map_err(|reason| AuditError::In { origin: named.origin.clone(), reason: Box::new(reason) })?;
            n_found += grouping.n_found;
            for group in grouping.groups.iter().filter(|group| group.n_all >= min) {
                let mut row = vec![Cell::Text(&named.name)];
                row.extend(group.key.iter().map(|key| Cell::Text(key)));
                row.extend([Cell::count(group.n), Cell::count(group.n_all)]);
                row.extend(Cell::share(Share::of(group.n, group.n_all)));
                table.push(&row);
            }
        }
        Ok(Answer::of(table, n_found))
    }
}
