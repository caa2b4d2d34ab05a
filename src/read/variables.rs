//! Further columns and keys of an input: those that are no field of an article are variables of the user's.
//!
//! A value is taken as it is given, without blanks around it; marks for no value, such as `NA`, are none. Of a time on a day
//! the day is kept, whatever the format of the input. A long text is cut just above the longest value that a variable may have: whoever counts values sees that it is too long. Always holds: what is
//! kept as something else than was given is in [`Further::changed`], for the account of the source.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use crate::article::RawArticle;
use crate::read::json_object::Object;
use crate::read::plain_text::plain_text;
use crate::read::{FieldName, VariableChoice};
use crate::variable::{Changed, Given, GivenVariables, MAX_BYTES, day_of_time, is_missing};

/// Keys within keys that are looked into.
const DEPTH: usize = 4;
/// Texts taken of one list: a list with more is too long in any case, since none of them is empty.
const MAX_TEXTS: usize = MAX_BYTES + 1;
/// Keys that name an object in a list.
const NAMES: [&str; 4] = ["name", "title", "label", "id"];

/// A value as it is kept, and what of it is not as it was given.
pub(super) type KeptValue = (Given, Option<Changed>);

/// The further values of an article.
#[derive(Debug, Clone, Default)]
pub(super) struct Further {
    pub given: GivenVariables,
    pub changed: Vec<(Arc<str>, Changed)>,
    /// The first names in `given`, to find one again.
    taken: BTreeSet<Arc<str>>,
}

impl Further {
    /// The article with these values.
    pub(super) fn of(self, article: RawArticle) -> RawArticle {
        RawArticle { variables: self.given, changed: self.changed, ..article }
    }

    pub(super) fn push(&mut self, name: &Arc<str>, (given, changed): KeptValue) {
        self.given.push((Arc::clone(name), given));
        self.changed.extend(changed.map(|changed| (Arc::clone(name), changed)));
    }

    /// A value within an object: where its name is that of another, it gets a number, as a second column of one name does.
    fn push_nested(&mut self, name: &str, kept: KeptValue) {
        let new = &self.given[self.taken.len().min(self.given.len())..];
        self.taken.extend(new.iter().map(|(name, _)| Arc::clone(name)));
        let numbered = (2_usize..).map(|number| format!("{name} {number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        let free = names.find(|name| !self.taken.contains(name.as_str())).expect("numbers do not end");
        self.push(&Arc::from(free), kept);
    }
}

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
pub(super) fn of_row(columns: &[(Arc<str>, usize)], mut value: impl FnMut(usize) -> Option<KeptValue>) -> Further {
    let mut further = Further::default();
    for (name, at) in columns {
        if let Some(kept) = value(*at) {
            further.push(name, kept);
        }
    }
    further
}

/// The values of a row of texts.
pub(super) fn of_cells<'a>(columns: &[(Arc<str>, usize)], mut cell: impl FnMut(usize) -> Option<&'a str>) -> Further {
    of_row(columns, |at| of_text(cell(at)?))
}

/// A text as a value.
pub(super) fn of_text(text: &str) -> Option<KeptValue> {
    let text = text.trim();
    if is_missing(text) {
        return None;
    }
    if let Some((day, has_time)) = day_of_time(text) {
        return Some((Given::Text(day.to_string()), has_time.then_some(Changed::Day)));
    }
    let cut = text.floor_char_boundary(text.len().min(MAX_BYTES + 4));
    Some((Given::Text(plain_text(text[..cut].to_owned()).trim().to_owned()), None))
}

/// The values of the keys of an object that are no fields; keys within keys have points between them. A key that is written
/// with a point itself keeps its name where one within a key comes to the same.
pub(super) fn of_object(object: &Object, is_field: impl Fn(&str) -> bool, choice: &VariableChoice) -> Further {
    let mut out = Further::default();
    let (within, plain): (Vec<_>, Vec<_>) = object.iter().partition(|(_, value)| value.is_object());
    for (key, value) in plain.into_iter().chain(within) {
        add(key, value, is_field(key), &is_field, choice, DEPTH, &mut out);
    }
    out
}

/// The values within a column of objects, as those of a key; `is_part` says which names are fields.
#[cfg(feature = "parquet")]
pub(super) fn add_nested(
    name: &str,
    value: &Value,
    is_field: bool,
    is_part: &dyn Fn(&str) -> bool,
    choice: &VariableChoice,
    out: &mut Further,
) {
    add(name, value, is_field, is_part, choice, DEPTH, out);
}

fn add(
    name: &str,
    value: &Value,
    is_part_of_field: bool,
    is_field: &dyn Fn(&str) -> bool,
    choice: &VariableChoice,
    depth: usize,
    out: &mut Further,
) {
    if let Value::Object(map) = value
        && depth > 0
    {
        for (key, value) in map {
            let inner = format!("{name}.{key}");
            add(&inner, value, is_part_of_field || is_field(&inner), is_field, choice, depth - 1, out);
        }
        return;
    }
    if choice.takes(name, is_part_of_field)
        && let Some(kept) = of_json(value)
    {
        match depth {
            DEPTH => out.push(&Arc::from(name), kept),
            _ => out.push_nested(name, kept),
        }
    }
}

/// A value of JSON as one of a variable.
pub(super) fn of_json(value: &Value) -> Option<KeptValue> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(flag) => (Given::Flag(*flag), None),
        Value::Number(number) if number.is_u64() && !number.is_i64() => (Given::Text(number.to_string()), None),
        Value::Number(number) => {
            (number.as_i64().map(Given::Whole).or_else(|| number.as_f64().map(Given::Number))?, None)
        }
        Value::String(text) => of_text(text)?,
        Value::Object(_) => (Given::Text(json_text(value)?), Some(Changed::Json)),
        Value::Array(items) => of_items(items)?,
    })
}

/// A list as a value: what is no text in it becomes one.
fn of_items(items: &[Value]) -> Option<KeptValue> {
    let mut changed: Option<Changed> = None;
    let mut texts = Vec::new();
    for (text, how) in items.iter().filter_map(text_of_item).take(MAX_TEXTS) {
        texts.push(text);
        // What is kept as JSON is the greater change of both.
        changed = changed.max(how);
    }
    (!texts.is_empty()).then_some((Given::Texts(texts), changed))
}

/// An item of a list as text: an object by its name, what has none as JSON.
fn text_of_item(item: &Value) -> Option<(String, Option<Changed>)> {
    let plain = |text: &str| match of_text(text)? {
        (Given::Text(text), changed) => Some((text, changed)),
        _ => None,
    };
    let name = |map: &serde_json::Map<String, Value>| NAMES.iter().find_map(|key| plain(map.get(*key)?.as_str()?));
    match item {
        Value::Null => None,
        Value::String(text) => plain(text),
        Value::Number(number) => Some((number.to_string(), None)),
        Value::Bool(flag) => Some((flag.to_string(), None)),
        Value::Object(map) => match name(map) {
            Some((name, changed)) => Some((name, changed.max((map.len() > 1).then_some(Changed::Names)))),
            None => Some((json_text(item)?, Some(Changed::Json))),
        },
        Value::Array(_) => Some((json_text(item)?, Some(Changed::Json))),
    }
}

/// An object or a list as JSON, cut as [`of_text`] cuts; `None` for an empty one.
fn json_text(value: &Value) -> Option<String> {
    let mut text = value.to_string();
    text.truncate(text.floor_char_boundary(MAX_BYTES + 4));
    Some(text).filter(|text| !matches!(text.as_str(), "{}" | "[]"))
}

#[cfg(test)]
mod tests {
    use crate::read::VariableChoice;
    use crate::read::json_object::object_of;
    use crate::read::variables::{of_object, of_text};
    use crate::variable::{Changed, Given, MAX_BYTES};

    #[test]
    fn keys_within_keys_have_points() {
        let text = r#"{"body":"x","lean":"left","meta":{"circulation":5000,"own":{"chain":"Ada Press"}},"tags":["a",{"name":"b"}],
            "none":null,"na":"N/A","flag":true}"#;
        let object = object_of(text).expect("an object");
        let further = of_object(&object, |key| key == "body", &VariableChoice::default());
        let shown: Vec<String> =
            further.given.iter().map(|(name, value)| format!("{name}={}", value.printed())).collect();
        assert_eq!(shown, ["flag=yes", "lean=left", "tags=a, b", "meta.circulation=5000", "meta.own.chain=Ada Press"]);
    }

    #[track_caller]
    fn check_changed(value: &str, expected: &str, changed: Option<Changed>) {
        let object = object_of(&format!(r#"{{"body":"x","v":{value}}}"#)).expect("an object");
        let further = of_object(&object, |key| key == "body", &VariableChoice::default());
        let shown: Vec<String> =
            further.given.iter().map(|(name, value)| format!("{name}={}", value.printed())).collect();
        assert_eq!(shown.join("; "), expected, "{value}");
        assert_eq!(further.changed.first().map(|(_, changed)| *changed), changed, "{value}");
    }

    #[test]
    fn objects_and_lists_in_lists_are_kept_and_said() {
        check_changed(
            r#"[{"n":2,"who":"Ann"},{"who":"Bo"}]"#,
            r#"v={"n":2,"who":"Ann"}, {"who":"Bo"}"#,
            Some(Changed::Json),
        );
        check_changed(r"[[1,2],[],[3]]", "v=[1,2], [3]", Some(Changed::Json));
        check_changed(r#"[{"name":"pay"},"law"]"#, "v=pay, law", None);
        check_changed(r#"[{"name":"pay","id":7}]"#, "v=pay", Some(Changed::Names));
        check_changed(r#"[{"name":"pay","id":7},{"x":"&quot;"}]"#, r#"v=pay, {"x":"&quot;"}"#, Some(Changed::Json));
        check_changed(r#"{"a":{"b":{"c":{"d":{"e":1}}}}}"#, r#"v.a.b.c.d={"e":1}"#, Some(Changed::Json));
        check_changed("[{},[],null]", "", None);
    }

    #[test]
    fn times_are_days_as_in_every_other_format() {
        check_changed(r#""2016-12-01T09:30:00Z""#, "v=2016-12-01", Some(Changed::Day));
        check_changed(r#""2016-12-01 00:00:00""#, "v=2016-12-01", None);
        check_changed(r#"["2016-12-01T09:30:00Z","2016-12-02"]"#, "v=2016-12-01, 2016-12-02", Some(Changed::Day));
        check_changed(r#""Infinity""#, "", None);
    }

    #[test]
    fn keys_that_come_to_one_name_are_all_kept() {
        let text = r#"{"a":{"b":1,"b.c":2,"b ":{"x":1}},"a.b":3,"a.b.c":4,"a.b 2":5}"#;
        let object = object_of(text).expect("an object");
        let further = of_object(&object, |_| false, &VariableChoice::default());
        let mut shown: Vec<String> =
            further.given.iter().map(|(name, value)| format!("{name}={}", value.printed())).collect();
        shown.sort();
        assert_eq!(shown, ["a.b .x=1", "a.b 2=5", "a.b 3=1", "a.b.c 2=2", "a.b.c=4", "a.b=3"]);
    }

    #[test]
    fn a_list_of_too_many_texts_is_too_long() {
        let many = format!("[{}]", vec!["1"; MAX_BYTES + 5].join(","));
        let object = object_of(&format!(r#"{{"v":{many}}}"#)).expect("an object");
        let further = of_object(&object, |_| false, &VariableChoice::default());
        assert!(further.given[0].1.n_bytes() > MAX_BYTES);
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
        let (long, _) = of_text(&"é".repeat(MAX_BYTES)).expect("a value");
        assert!(long.n_bytes() > MAX_BYTES);
        assert_eq!(of_text(" left "), Some((Given::Text("left".to_owned()), None)));
    }
}
