//! The columns of `texts.parquet`.

use std::sync::LazyLock;

use crate::record::columns::column::{Column, RowColumn};
use crate::record::{Cell, Kind};

/// One row of the table of texts.
#[derive(Debug, Clone, Copy)]
pub struct TextRow<'a> {
    /// Id of the article.
    pub article: &'a str,
    /// Its body as it was read.
    pub body: &'a str,
}

type TextColumn = RowColumn<for<'a, 'b> fn(&'a TextRow<'b>) -> Cell<'b>>;

static COLUMNS: LazyLock<Vec<TextColumn>> = LazyLock::new(columns);

/// The columns, in the order of the file.
#[must_use]
pub fn text_columns() -> &'static [TextColumn] {
    &COLUMNS
}

fn columns() -> Vec<TextColumn> {
    let entry = TextColumn::new;
    vec![
        entry(
            Column::new("article", Kind::Text, "article", "Id of the article, as in `articles` and in its order.")
                .read_by("all that joins the two tables"),
            |row| Cell::Text(row.article),
        ),
        entry(
            Column::new("body", Kind::Text, "read", "Body of the article as it was read; the title is in `articles`.")
                .read_by("the index when it is built again, audits that are scored again, the page of an article"),
            |row| Cell::Text(row.body),
        ),
    ]
}
