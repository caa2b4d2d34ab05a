//! A JSON object on its way to an article, and the reason where there is none.

use std::collections::BTreeMap;

use serde_json::Value;

/// A JSON object whose string values are kept and whose other values are read on demand.
pub(super) type Object = BTreeMap<String, Value>;

/// The message for JSON that does not parse.
pub(super) fn broken_json(error: &serde_json::Error) -> String {
    let what = if error.is_eof() { "the JSON object is cut off" } else { "not a JSON object" };
    format!("{what} (column {}): write one complete object a line", error.column())
}
