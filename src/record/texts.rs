//! The texts of an audit, `texts.parquet`: what its articles say, as it was read.
//!
//! The title and the rest of the metadata are in `articles.parquet`, in the same order of articles.

use crate::record::{Cell, Kind, Table};
use crate::score::ScoredDocument;

/// An empty table of texts.
#[must_use]
pub fn texts_table() -> Table {
    Table::new(&[("article", Kind::Text), ("body", Kind::Text)])
}

/// Adds the text of one article.
pub fn push_text_of(table: &mut Table, scored: &ScoredDocument) {
    push_body(table, &scored.document.id, scored.document.body());
}

/// Adds a body as it was read.
pub fn push_body(table: &mut Table, article: &str, body: &str) {
    table.push(&[Cell::Text(article), Cell::Text(body)]);
}
