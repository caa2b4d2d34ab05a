//! The columns of all tables, and the fields that a query may name.

use crate::record::columns::articles::article_columns;
use crate::record::columns::column::{Column, IndexField, Indexed, Per};
use crate::record::columns::hits::hit_columns;
use crate::record::columns::pay::pay_columns;
use crate::record::columns::quotes::quote_columns;
use crate::record::columns::texts::text_columns;

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
