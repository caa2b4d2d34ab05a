//! The coding sheet as a table: one article a row, one empty column a variable.

use crate::record::{Cell, Kind, Table};
use crate::validate::Codebook;

/// An article as a coder sees it: nothing of outlet, day, stratum or what the program says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ArticleToCode {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Body.
    pub body: String,
}

/// The sheet of one coder, in the order of `articles`; proposals share one column, the focus follows.
#[must_use]
pub fn coding_sheet(articles: &[ArticleToCode], codebook: &Codebook, coder: &str) -> Table {
    let asked = codebook.variables.iter().map(|variable| variable.name.as_str());
    let asked: Vec<&str> =
        asked.filter(|name| *name != crate::validate::FOCUS && !name.starts_with("proposal_")).collect();
    let mut columns = vec![("id", Kind::Text), ("coder", Kind::Text), ("title", Kind::Text), ("body", Kind::Text)];
    columns.extend(asked.iter().chain(&["proposals", "note"]).map(|name| (*name, Kind::Text)));
    let mut table = Table::new(&columns);
    for article in articles {
        let mut cells = [article.id.as_str(), coder, &article.title, &article.body].map(Cell::Text).to_vec();
        cells.resize(columns.len(), Cell::Missing);
        table.push(&cells);
    }
    table
}
