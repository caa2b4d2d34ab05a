//! A JSON object on its way to an article, and the reason where there is none.

use std::collections::BTreeMap;

use serde_json::Value;

/// A JSON object whose string values are kept and whose other values are read on demand.
pub(super) type Object = BTreeMap<String, Value>;

/// The object in `text`; where JSON knows no such value, what Python and JavaScript write is read as missing.
pub(super) fn object_of(text: &str) -> Result<Object, String> {
    serde_json::from_str(text).or_else(|error| match mended(text) {
        Some(mended) => serde_json::from_str(&mended).map_err(|_| broken_json(&error)),
        None => Err(broken_json(&error)),
    })
}

/// JSON without values that are no JSON: `NaN`, `Infinity` and `undefined` are null, half a surrogate pair is U+FFFD.
fn mended(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut in_string, mut is_changed) = (text, false, false);
    while let Some(c) = rest.chars().next() {
        let word = if in_string { None } else { NO_JSON.iter().find(|word| rest.starts_with(**word)) };
        let n = match (word, c) {
            (Some(word), _) => {
                out.push_str("null");
                is_changed = true;
                word.len()
            }
            (_, '\\') if in_string => {
                let n = escape_len(rest);
                let is_lone = is_lone_surrogate(&rest[..n]);
                is_changed |= is_lone;
                out.push_str(if is_lone { "\\ufffd" } else { &rest[..n] });
                n
            }
            _ => {
                in_string ^= c == '"';
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[n..];
    }
    is_changed.then_some(out)
}

const NO_JSON: [&str; 4] = ["-Infinity", "Infinity", "NaN", "undefined"];

/// Bytes of the escape that `rest` begins with; those of a surrogate pair are one.
fn escape_len(rest: &str) -> usize {
    let unit = |text: &str| {
        text.get(2..6).filter(|_| text.starts_with("\\u")).and_then(|hex| u16::from_str_radix(hex, 16).ok())
    };
    match unit(rest) {
        Some(0xd800..=0xdbff) if rest.get(6..).and_then(unit).is_some_and(|low| (0xdc00..=0xdfff).contains(&low)) => 12,
        Some(_) => 6,
        None => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
    }
}

fn is_lone_surrogate(escape: &str) -> bool {
    escape.len() == 6
        && escape
            .get(2..)
            .and_then(|hex| u16::from_str_radix(hex, 16).ok())
            .is_some_and(|unit| (0xd800..=0xdfff).contains(&unit))
}

/// The message for JSON that does not parse.
fn broken_json(error: &serde_json::Error) -> String {
    let what = if error.is_eof() { "the JSON object is cut off" } else { "not a JSON object" };
    format!("{what} (column {}): write one complete object a line", error.column())
}

#[cfg(test)]
mod tests {
    use crate::read::json_object::object_of;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let object = object_of(text).ok().map(|object| serde_json::to_string(&object).expect("it was JSON"));
        assert_eq!(object.as_deref(), expected, "{text}");
    }

    #[test]
    fn values_that_are_no_json_are_missing() {
        check(r#"{"a":NaN,"b":[-Infinity,1],"c":"NaN \" NaN"}"#, Some(r#"{"a":null,"b":[null,1],"c":"NaN \" NaN"}"#));
        check(r#"{"a":"x \ud83d y"}"#, Some("{\"a\":\"x \u{fffd} y\"}"));
        check(r#"{"a":"\ude00\ud83d\ude00"}"#, Some("{\"a\":\"\u{fffd}\u{1f600}\"}"));
        check(r#"{"a":NaNa}"#, None);
        check(r#"{"a":"cut"#, None);
    }
}
