//! Further columns and keys of an input: those that are no field of an article are variables of the user's.
//!
//! A value is taken as it is given, without blanks around it; marks for no value, such as `NA`, are none. A long text is cut
//! just above the longest value that a variable may have: whoever counts values sees that it is too long.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::read::json_object::Object;
use crate::read::plain_text::plain_text;
use crate::read::{FieldName, VariableChoice};
use crate::variable::{Given, GivenVariables, MAX_BYTES, is_missing};

/// Keys within keys that are looked into.
const DEPTH: usize = 4;
/// Texts taken of one list.
const MAX_TEXTS: usize = 200;

/// The further columns of a table, each with its index.
pub(super) fn columns_of(
    names: &[String],
    located: &BTreeMap<FieldName, usize>,
    choice: &VariableChoice,
) -> Vec<(Arc<str>, usize)> {
    let is_field = |at: usize| located.values().any(|of| *of == at);
    let taken = names.iter().enumerate().filter(|(at, name)| choice.takes(name, is_field(*at)));
    let mut n_of: BTreeMap<&str, usize> = BTreeMap::new();
    let named = taken.map(|(at, name)| {
        let n = n_of.entry(name.trim()).or_default();
        *n += 1;
        // A second column of the same name is one of its own.
        (if *n == 1 { Arc::from(name.trim()) } else { Arc::from(format!("{} {n}", name.trim())) }, at)
    });
    named.collect()
}

/// The values of a row of a table.
pub(super) fn of_row(columns: &[(Arc<str>, usize)], mut value: impl FnMut(usize) -> Option<Given>) -> GivenVariables {
    columns.iter().filter_map(|(name, at)| Some((Arc::clone(name), value(*at)?))).collect()
}

/// A text as a value.
pub(super) fn of_text(text: &str) -> Option<Given> {
    let text = text.trim();
    if is_missing(text) {
        return None;
    }
    let cut = text.floor_char_boundary(text.len().min(MAX_BYTES + 4));
    Some(Given::Text(plain_text(text[..cut].to_owned()).trim().to_owned()))
}

/// Several texts as a value.
pub(super) fn of_texts(texts: impl Iterator<Item = String>) -> Option<Given> {
    let given = texts.filter_map(|text| match of_text(&text) {
        Some(Given::Text(text)) => Some(text),
        _ => None,
    });
    let texts: Vec<String> = given.take(MAX_TEXTS).collect();
    (!texts.is_empty()).then_some(Given::Texts(texts))
}

/// The values of the keys of an object that are no fields; keys within keys have points between them.
pub(super) fn of_object(object: &Object, is_field: impl Fn(&str) -> bool, choice: &VariableChoice) -> GivenVariables {
    let mut out = Vec::new();
    for (key, value) in object {
        add(key, value, is_field(key), &is_field, choice, DEPTH, &mut out);
    }
    out
}

fn add(
    name: &str,
    value: &Value,
    is_part_of_field: bool,
    is_field: &dyn Fn(&str) -> bool,
    choice: &VariableChoice,
    depth: usize,
    out: &mut GivenVariables,
) {
    if let Value::Object(map) = value {
        if depth > 0 {
            for (key, value) in map {
                let inner = format!("{name}.{key}");
                add(&inner, value, is_part_of_field || is_field(&inner), is_field, choice, depth - 1, out);
            }
        }
        return;
    }
    if choice.takes(name, is_part_of_field)
        && let Some(given) = of_json(value)
    {
        out.push((Arc::from(name), given));
    }
}

fn of_json(value: &Value) -> Option<Given> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::Bool(flag) => Some(Given::Flag(*flag)),
        Value::Number(number) if number.is_u64() && !number.is_i64() => Some(Given::Text(number.to_string())),
        Value::Number(number) => number.as_i64().map(Given::Whole).or_else(|| number.as_f64().map(Given::Number)),
        Value::String(text) => of_text(text),
        Value::Array(items) => of_texts(items.iter().filter_map(text_of_item)),
    }
}

/// An item of a list as text; an object by its name.
fn text_of_item(item: &Value) -> Option<String> {
    match item {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Object(map) => {
            ["name", "title", "label", "id"].iter().find_map(|key| map.get(*key)?.as_str()).map(str::to_owned)
        }
        Value::Null | Value::Array(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::read::VariableChoice;
    use crate::read::json_object::object_of;
    use crate::read::variables::{of_object, of_text};
    use crate::variable::{Given, MAX_BYTES};

    #[test]
    fn keys_within_keys_have_points() {
        let text = r#"{"body":"x","lean":"left","meta":{"circulation":5000,"own":{"chain":"Ada Press"}},"tags":["a",{"name":"b"}],
            "none":null,"na":"N/A","flag":true}"#;
        let object = object_of(text).expect("an object");
        let given = of_object(&object, |key| key == "body", &VariableChoice::default());
        let shown: Vec<String> = given.iter().map(|(name, value)| format!("{name}={}", value.printed())).collect();
        assert_eq!(shown, ["flag=yes", "lean=left", "meta.circulation=5000", "meta.own.chain=Ada Press", "tags=a, b"]);
    }

    #[test]
    fn what_is_named_is_kept_or_left_out() {
        let choice = |keep: &[&str], drop: &[&str]| VariableChoice {
            keep: keep.iter().map(|name| (*name).to_owned()).collect(),
            drop: drop.iter().map(|name| (*name).to_owned()).collect(),
        };
        assert!(choice(&[], &[]).takes("lean", false) && !choice(&[], &[]).takes("topic", true));
        assert!(choice(&["topic"], &[]).takes("topic", true) && !choice(&["topic"], &[]).takes("lean", false));
        assert!(!choice(&[], &["meta.*"]).takes("meta.id", false) && !choice(&[], &["*"]).takes("lean", false));
        assert!(!choice(&[], &[]).takes("Unnamed: 0", false) && !choice(&[], &[]).takes(" ", false));
    }

    #[test]
    fn a_long_text_stays_too_long() {
        let long = of_text(&"é".repeat(MAX_BYTES)).expect("a value");
        assert!(long.n_bytes() > MAX_BYTES);
        assert_eq!(of_text(" left "), Some(Given::Text("left".to_owned())));
    }
}
