//! JSON Lines: coding sheets, gold codes by the codebook, and what doccano and Prodigy export.

use serde_json::{Map, Value};

use crate::validate::coding::{CodeRecord, Problem, Read, label_list};

/// One record a line; a broken line is a problem.
pub(super) fn lines(text: &str, file: &str) -> Vec<Read> {
    let line = |(at, line): (usize, &str)| {
        let place = format!("{file}:{}", at + 1);
        match serde_json::from_str::<Map<String, Value>>(line) {
            Ok(object) => Ok(record(&object, place)),
            Err(e) => Err(Problem { place, what: format!("not a JSON object ({e}): the line is left out") }),
        }
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(line).collect()
}

/// The values of an object: nested ones under `outer_inner`, the items of a list one after the other.
///
/// `label` (doccano) and `labels` contain labels of any variable, and so do `accept` (Prodigy's choices) and `label` beside
/// an `answer` (its yes or no): they count where the answer is `accept`.
pub(super) fn record(object: &Map<String, Value>, place: String) -> CodeRecord {
    let mut record = CodeRecord { place, ..CodeRecord::default() };
    let answer = object.get("answer").and_then(Value::as_str).filter(|_| is_of_prodigy(object));
    for (key, value) in object {
        match value {
            Value::Array(_) | Value::String(_) if answer.is_some() && matches!(key.as_str(), "accept" | "label") => {
                let labels = texts(value).into_iter().filter(|_| answer == Some("accept"));
                labels.for_each(|label| label_list::add(&mut record, &label));
            }
            // The choices that were offered, and parts of the text.
            Value::Array(_) if answer.is_some() => {}
            Value::Object(inner) => {
                for (name, value) in inner {
                    record.values.entry(format!("{key}_{name}")).or_default().extend(texts(value));
                }
            }
            Value::Array(_) if matches!(key.as_str(), "label" | "labels") => {
                texts(value).iter().for_each(|label| label_list::add(&mut record, label));
            }
            // An empty list says that none applies; a missing value says nothing.
            Value::Array(items) if items.is_empty() => {
                record.values.entry(key.clone()).or_default();
            }
            other => {
                let found = texts(other);
                if !found.is_empty() {
                    record.values.entry(key.clone()).or_default().extend(found);
                }
            }
        }
    }
    record
}

/// Prodigy marks what it writes with hashes of the task.
fn is_of_prodigy(object: &Map<String, Value>) -> bool {
    ["_task_hash", "_input_hash"].iter().any(|key| object.contains_key(*key))
}

/// A value as texts; nothing for what is empty or no plain value.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => Vec::new(),
        Value::String(text) => vec![text.trim().to_owned()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(flag) => vec![if *flag { "yes" } else { "no" }.to_owned()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Null | Value::Object(_) => Vec::new(),
    }
}
