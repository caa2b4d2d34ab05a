//! Label Studio: its JSON export, and the flat JSON-MIN.

use serde_json::{Map, Value};

use crate::validate::coding::json::{record, texts};
use crate::validate::coding::{CodeRecord, Problem, Read};

/// One record an annotation; tasks are counted from 1.
///
/// A control of the labelling interface is named like the variable it codes (`from_name`); cancelled
/// annotations are left out. The id is the task's `data.article_id` or `data.id`: Label Studio numbers tasks
/// itself.
pub(super) fn tasks(text: &str, file: &str) -> Result<Vec<Read>, String> {
    let tasks: Vec<Value> =
        serde_json::from_str(text).map_err(|e| format!("is no JSON array ({e}): export it again"))?;
    let mut records = Vec::new();
    for (at, task) in tasks.iter().enumerate() {
        let place = format!("{file}: task {}", at + 1);
        let Some(task) = task.as_object() else {
            records.push(Err(Problem { place, what: "not an object: the task is left out".to_owned() }));
            continue;
        };
        match task.get("annotations").and_then(Value::as_array) {
            None => records.push(Ok(record(task, place))),
            Some(annotations) => {
                let kept = annotations.iter().filter(|a| a.get("was_cancelled").and_then(Value::as_bool) != Some(true));
                records.extend(kept.map(|annotation| Ok(of_annotation(task, annotation, place.clone()))));
            }
        }
    }
    Ok(records)
}

fn of_annotation(task: &Map<String, Value>, annotation: &Value, place: String) -> CodeRecord {
    let mut record = CodeRecord { place, ..CodeRecord::default() };
    let mut set = |name: &str, values: Vec<String>| {
        record.values.entry(name.to_owned()).or_default().extend(values);
    };
    for name in ["article_id", "id", "stratum", "inclusion_probability"] {
        if let Some(value) = task.get("data").and_then(|data| data.get(name)) {
            set(name, texts(value));
        }
    }
    let by = annotation.get("completed_by").map(|by| by.get("email").or_else(|| by.get("id")).unwrap_or(by));
    if let Some(by) = by {
        set("coder", texts(by));
    }
    for result in annotation.get("result").and_then(Value::as_array).into_iter().flatten() {
        let Some(name) = result.get("from_name").and_then(Value::as_str) else { continue };
        let value = result.get("value");
        let found = ["choices", "rating", "number", "taxonomy"].iter().find_map(|kind| value?.get(kind));
        set(name, found.map(texts).unwrap_or_default());
    }
    record
}
