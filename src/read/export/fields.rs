//! What is found of one document, field by field.

use std::collections::BTreeMap;

use crate::read::FieldName;

/// What is found of one document.
pub(super) type Fields = BTreeMap<FieldName, String>;

/// Sets a field that is not set yet to a value that is not blank.
pub(super) fn put(fields: &mut Fields, field: FieldName, value: &str) {
    let value = value.trim();
    if !value.is_empty() {
        fields.entry(field).or_insert_with(|| value.to_owned());
    }
}

/// Lines on one line.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
