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

/// A name without `By ` before it.
pub(super) fn without_by(name: &str) -> &str {
    let name = name.trim();
    name.get(..3).filter(|s| s.eq_ignore_ascii_case("by ")).map_or(name, |_| name[3..].trim())
}

/// Lines on one line.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
