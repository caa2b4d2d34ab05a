//! JSON Lines: coding sheets, gold codes by the codebook, and what doccano and Prodigy export.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::validate::coding::code_record::{ARTICLE, CODER};
use crate::validate::coding::{CodeRecord, Problem, Read, label_list};

/// One record a line; a broken line is a problem. Answers of Prodigy on one article by one coder, a label a line, are one
/// record, in the place of the first of them; the same question twice is not.
pub(super) fn lines(text: &str, file: &str) -> Vec<Read> {
    let mut records: Vec<Read> = Vec::new();
    let mut answers: BTreeMap<Question, usize> = BTreeMap::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{file}:{}", at + 1);
        let object = match serde_json::from_str::<Map<String, Value>>(line) {
            Ok(object) => object,
            Err(e) => {
                records.push(Err(Problem { place, what: format!("not a JSON object ({e}): the line is left out") }));
                continue;
            }
        };
        let found = record(&object, place);
        let known = is_answer(&object).then(|| known_answer(&object, &found, &mut answers, records.len())).flatten();
        match known.and_then(|known| records.get_mut(known)) {
            Some(Ok(first)) => join(first, found),
            _ => records.push(Ok(found)),
        }
    }
    records
}

/// Article, coder and the number of the question; without a number the first question on the article.
type Question = (String, Option<String>, Option<String>);

/// The record of an earlier answer on the same article by the same coder, to another question; else this one is noted as
/// the record `next`.
fn known_answer(
    object: &Map<String, Value>,
    found: &CodeRecord,
    answers: &mut BTreeMap<Question, usize>,
    next: usize,
) -> Option<usize> {
    let first = |names: &[&str]| names.iter().find_map(|name| found.values.get(*name)?.first().cloned());
    let (article, coder) = (first(ARTICLE)?, first(CODER));
    let task = object.get("_task_hash").map(Value::to_string);
    let is_new = answers.insert((article.clone(), coder.clone(), Some(task.unwrap_or_default())), next).is_none();
    let record = *answers.entry((article, coder, None)).or_insert(next);
    (is_new && record != next).then_some(record)
}

/// Adds the labels of a later answer; one that is there already is said twice and not contradicted.
fn join(first: &mut CodeRecord, later: CodeRecord) {
    for (name, values) in later.values {
        let known = first.values.entry(name).or_default();
        for value in values {
            if !known.contains(&value) {
                known.push(value);
            }
        }
    }
}

/// The values of an object: nested ones under `outer_inner`, the items of a list one after the other.
///
/// `label` (doccano) and `labels` contain labels of any variable, and so do `accept` (Prodigy's choices) and `label` beside
/// an `answer` (its yes or no): they count where the answer is `accept`.
pub(super) fn record(object: &Map<String, Value>, place: String) -> CodeRecord {
    let mut record = CodeRecord { place, ..CodeRecord::default() };
    let answer = object.get("answer").and_then(Value::as_str).filter(|_| is_answer(object));
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

/// True for an answer of Prodigy, which marks what it writes with hashes of the task.
fn is_answer(object: &Map<String, Value>) -> bool {
    object.get("answer").is_some_and(Value::is_string)
        && ["_task_hash", "_input_hash"].iter().any(|key| object.contains_key(*key))
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
