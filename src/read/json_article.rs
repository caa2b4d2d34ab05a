//! The article of one JSON object: a ninjs item, or keys that are fields.

use std::sync::Arc;

use serde_json::Value;

use crate::article::{Record, Reject};
use crate::read::json_object::Object;
use crate::read::{FieldName, ReadOptions, columns, ninjs};

/// The article of one JSON object, or why it is none.
pub(super) fn article_of(mut object: Object, name: &Arc<str>, position: u64, options: &ReadOptions) -> Record {
    if ninjs::is_item(&object) {
        return ninjs::article_of(&object, name, position, options);
    }
    let keys: Vec<String> = object.keys().cloned().collect();
    let key_refs: Vec<&str> = keys.iter().map(String::as_str).collect();
    let located = options.columns.locate(&key_refs);
    if !located.contains_key(&FieldName::Body) {
        let reason =
            format!("no body: none of the keys ({}) is known to hold it; {}", keys.join(", "), Reject::NAME_BODY);
        return Record::Reject(Reject::new(name, position, reason));
    }
    let value = |field: FieldName| located.get(&field).and_then(|at| object.remove(&keys[*at])).and_then(as_text);
    match columns::assemble(name, position, options.date_order, value) {
        Ok(article) => Record::Article(Box::new(article)),
        Err(reject) => Record::Reject(reject),
    }
}

/// A value as text: strings, numbers, lists joined by commas, `{name: …}` objects by their name.
fn as_text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => Some(items.into_iter().filter_map(as_text).collect::<Vec<_>>().join(", ")),
        Value::Object(mut map) => {
            ["name", "title", "id", "uri"].iter().find_map(|key| map.remove(*key)).and_then(as_text)
        }
        Value::Null | Value::Bool(_) => None,
    }
}
