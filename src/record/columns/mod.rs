//! The columns of the record, each stated once.
//!
//! In: nothing. Out: for each table of the audit folder its columns with name, kind, unit, meaning, stages
//! that write and read them, values and fields of the index. The Parquet and CSV tables, the rows read back,
//! the index and the data dictionary (`docs/reference/columns.md`) follow from them. A new column is an entry
//! in one list here and its value in the row.

mod column;
mod access;
mod found;
mod spoken;
mod articles;
mod hits;
mod quotes;
mod pay;
mod texts;

pub use crate::record::columns::access::ArticleColumn;
pub use crate::record::columns::articles::article_columns;
pub(super) use crate::record::columns::column::table_of;
pub use crate::record::columns::column::{Column, IndexField, Indexed, Per, Values};
pub use crate::record::columns::hits::hit_columns;
pub use crate::record::columns::pay::pay_columns;
pub use crate::record::columns::quotes::quote_columns;
pub use crate::record::columns::texts::{TextRow, text_columns};

/// The columns of all tables, by the name of the table.
#[must_use]
pub fn all_columns() -> [(&'static str, Vec<&'static Column>); 5] {
    [
        ("articles", article_columns().iter().map(|entry| &entry.column).collect()),
        ("hits", hit_columns().iter().map(|entry| &entry.column).collect()),
        ("quotes", quote_columns().iter().map(|entry| &entry.column).collect()),
        ("pay", pay_columns().iter().map(|entry| &entry.column).collect()),
        ("texts", text_columns().iter().map(|entry| &entry.column).collect()),
    ]
}

/// All fields that a query may name, with what they are repeated for: running text first, then what an article
/// has once, then names, counts and scores.
#[must_use]
pub fn query_fields() -> Vec<(&'static IndexField, Per, &'static Column)> {
    let columns = article_columns().iter().map(|entry| &entry.column);
    let fields = columns.flat_map(|column| column.fields.iter().map(move |field| (field, column.per, column)));
    let mut fields: Vec<_> = fields.filter(|(field, ..)| field.indexed.is_queried()).collect();
    fields.sort_by_key(|(field, per, _)| {
        let single = *per == Per::Article && field.indexed != Indexed::Name;
        (!field.indexed.is_words(), !single, field.at)
    });
    fields
}
