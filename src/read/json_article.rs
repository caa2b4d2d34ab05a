//! The article of one JSON object: a ninjs item, or keys that are fields.

use std::sync::Arc;

use serde_json::Value;

use crate::article::{Record, Reject};
use crate::read::json_object::Object;
use crate::read::{ColumnMap, FIELDS, FieldName, ReadOptions, columns, ninjs};

/// The article of one JSON object, or why it is none.
pub(super) fn article_of(mut object: Object, name: &Arc<str>, position: u64, options: &ReadOptions) -> Record {
    if ninjs::is_item(&object) {
        return ninjs::article_of(&object, name, position);
    }
    lift_chosen(&mut object, &options.columns);
    let keys: Vec<String> = object.keys().cloned().collect();
    let key_refs: Vec<&str> = keys.iter().map(String::as_str).collect();
    let located = options.columns.locate(&key_refs);
    if !located.contains_key(&FieldName::Body) {
        let reason =
            format!("no body: none of the keys ({}) is known to hold it; {}", keys.join(", "), Reject::NAME_BODY);
        return Record::Reject(Reject::new(name, position, reason));
    }
    let columns = ColumnMap::account(keys.clone(), &located);
    let value = |field: FieldName| {
        let value = object.remove(&keys[*located.get(&field)?])?;
        if field == FieldName::Body { paragraphs(value) } else { as_text(value) }
    };
    match columns::assemble(name, position, Some(&columns), value) {
        Ok(article) => Record::Article(Box::new(article)),
        Err(reject) => Record::Reject(reject),
    }
}

/// Puts the values of nested keys chosen by hand, such as `meta.title`, beside the others under that name.
fn lift_chosen(object: &mut Object, columns: &ColumnMap) {
    for (field, ..) in FIELDS {
        let Some(path) = columns.chosen(*field).filter(|path| !object.contains_key(*path)) else { continue };
        let Some((first, rest)) = path.split_once('.') else { continue };
        let nested = object.get(first).and_then(|value| nested(value, rest)).cloned();
        if let Some(value) = nested {
            object.insert(path.to_owned(), value);
        }
    }
}

/// The value at the end of a path of keys; numbers are places in lists, from 0.
fn nested<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    if let Some(found) = value.get(path) {
        return Some(found);
    }
    path.split('.').try_fold(value, |value, key| match value {
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => value.get(key),
    })
}

/// A body as text: items of a list are paragraphs, and of an object the part that holds the text.
fn paragraphs(value: Value) -> Option<String> {
    match value {
        Value::Array(items) => Some(items.into_iter().filter_map(paragraphs).collect::<Vec<_>>().join("\n\n")),
        Value::Object(mut map) => {
            let held = ["text", "content", "body", "value", "rendered", "paragraphs", "html"];
            match held.iter().find_map(|key| map.remove(*key)) {
                Some(value) => paragraphs(value),
                None => as_text(Value::Object(map)),
            }
        }
        other => as_text(other),
    }
}

/// A value as text: strings, numbers, lists joined by commas, `{name: …}` objects by their name.
fn as_text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => Some(items.into_iter().filter_map(as_text).collect::<Vec<_>>().join(", ")),
        Value::Object(mut map) => {
            ["name", "title", "id", "uri", "rendered"].iter().find_map(|key| map.remove(*key)).and_then(as_text)
        }
        Value::Null | Value::Bool(_) => None,
    }
}
