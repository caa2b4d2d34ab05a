//! The texts of an audit, `texts.parquet`: what its articles say, as it was read.
//!
//! The title and the rest of the metadata are in `articles.parquet`, in the same order of articles.

use crate::record::columns::{TextRow, table_of, text_columns};
use crate::record::{Table, Value};
use crate::score::ScoredDocument;

/// An empty table of texts.
#[must_use]
pub fn texts_table() -> Table {
    table_of(text_columns())
}

/// Adds the text of one article.
pub fn push_text_of(table: &mut Table, scored: &ScoredDocument) {
    push_body(table, &scored.document.id, scored.document.body());
}

/// Adds a body as it was read.
pub fn push_body(table: &mut Table, article: &str, body: &str) {
    let row = TextRow { article, body };
    table.push_values(text_columns().iter().map(|entry| Value::One((entry.get)(&row))));
}
