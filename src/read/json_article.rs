//! The article of one JSON object: a ninjs item, or keys that are fields.

use std::sync::Arc;

use serde_json::Value;

use crate::article::{Record, Reject, Remedy, printed_date};
use crate::read::columns::is_shared;
use crate::read::json_object::Object;
use crate::read::{ColumnMap, FIELDS, FieldName, ReadOptions, columns, ninjs, variables};

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
            format!("no body: none of the keys ({}) is known to hold it; {}", keys.join(", "), Remedy::NameBody);
        return Record::Reject(Reject::new(name, position, reason));
    }
    let is_field = |key: &str| located.values().any(|at| keys[*at] == key);
    let further = variables::of_object(&object, is_field, &options.variables);
    let columns = ColumnMap::account(keys.clone(), &located, Vec::new());
    let value = |field: FieldName| {
        let key = &keys[*located.get(&field)?];
        let value = if is_shared(&located, field) { object.get(key)?.clone() } else { object.remove(key)? };
        match field {
            FieldName::Body => paragraphs(value),
            FieldName::Date => date_text(value),
            _ => as_text(value),
        }
    };
    match columns::assemble(name, position, Some(&columns), value) {
        Ok(article) => Record::Article(Box::new(further.of(article))),
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
pub(super) fn paragraphs(value: Value) -> Option<String> {
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

/// A date as text. What `MongoDB` exports is read; another object is shown as it is, to be counted as a date not read.
fn date_text(value: Value) -> Option<String> {
    match value {
        Value::Bool(given) => Some(given.to_string()),
        Value::Array(items) => Some(items.into_iter().filter_map(date_text).collect::<Vec<_>>().join(", ")),
        Value::Object(map) if map.is_empty() => None,
        Value::Object(_) => mongo_date(&value).or_else(|| {
            let text = as_text(value.clone()).filter(|text| printed_date(text).is_date());
            Some(text.unwrap_or_else(|| value.to_string()))
        }),
        other => as_text(other),
    }
}

/// `{"$date": …}` with a day, thousandths of seconds since 1970 or these as `{"$numberLong": …}`; `{"$timestamp": …}`.
fn mongo_date(value: &Value) -> Option<String> {
    if let Some(seconds) = value.get("$timestamp").and_then(|stamp| whole_number(stamp.get("t")?)) {
        return Some(jiff::Timestamp::from_second(seconds).ok()?.to_string());
    }
    match value.get("$date") {
        Some(Value::String(text)) => Some(text.clone()),
        Some(date) => Some(jiff::Timestamp::from_millisecond(whole_number(date)?).ok()?.to_string()),
        None => whole_number(value).map(|number| number.to_string()),
    }
}

/// A number as `MongoDB` writes it, bare or under the name of its type.
fn whole_number(value: &Value) -> Option<i64> {
    let typed = ["$numberLong", "$numberInt", "$numberDouble"].iter().find_map(|key| value.get(*key));
    match typed.unwrap_or(value) {
        Value::String(digits) if typed.is_some() => digits.strip_suffix(".0").unwrap_or(digits).parse().ok(),
        number => number.as_i64(),
    }
}

/// A value as text: strings, numbers, lists joined by commas, `{name: …}` objects by their name.
pub(super) fn as_text(value: Value) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::article::Record;
    use crate::read::account::Unread;
    use crate::read::dates::SourceDates;
    use crate::read::json_article::article_of;
    use crate::read::{ReadOptions, json_object};

    /// The day of a date as JSON, else the date as it is counted among those not read.
    #[track_caller]
    fn check(date: &str, expected: &str) {
        let object = json_object::object_of(&format!(r#"{{"text":"Cooks met.","date":{date}}}"#)).expect("an object");
        let Record::Article(mut article) = article_of(object, &Arc::from("x"), 1, &ReadOptions::default()) else {
            panic!("no article: {date}");
        };
        let unread = SourceDates::new(None, None, None).settle(&mut article);
        let day = article.date.map(|day| day.to_string());
        let shown = article.printed_date.filter(|_| unread == Some(Unread::Unknown));
        assert_eq!(day.or(shown).unwrap_or_default(), expected, "{date}");
    }

    #[test]
    fn dates_of_database_exports_are_read() {
        check(r#"{"$date":"2016-12-01T00:00:00Z"}"#, "2016-12-01");
        check(r#"{"$date":"2016-12-01T23:30:00.000-0500"}"#, "2016-12-01");
        check(r#"{"$date":{"$numberLong":"1480550400000"}}"#, "2016-12-01");
        check(r#"{"$date":1480550400000}"#, "2016-12-01");
        check(r#"{"$date":{"$numberLong":"-86400000"}}"#, "1969-12-31");
        check(r#"{"$date":{"$numberLong":"86400000"}}"#, "1970-01-02");
        check(r#"{"$timestamp":{"t":1480550400,"i":1}}"#, "2016-12-01");
        check(r#"{"$numberLong":"1480550400000"}"#, "2016-12-01");
        check(r#"[{"$date":"2016-12-01"}]"#, "2016-12-01");
    }

    #[test]
    fn other_dates_that_are_no_text_are_counted() {
        for date in [
            r#"{"iso":"2016-12-01"}"#,
            r#"{"day":1,"month":12,"year":2016}"#,
            r#"{"$date":{"$numberLong":"soon"}}"#,
            r#"{"$date":true}"#,
            r#"{"id":7,"iso":"2016-12-01"}"#,
            "true",
            "false",
        ] {
            check(date, date);
        }
        check("null", "");
        check("{}", "");
        check("[]", "");
        check(r#"{"rendered":"2016-12-01"}"#, "2016-12-01");
        check("1480550400", "2016-12-01");
        check(r#""2016-12-01""#, "2016-12-01");
    }
}
