//! ninjs: news items as JSON objects, versions 1 to 3.

use std::sync::Arc;

use serde_json::Value;

use crate::article::{Record, Reject};
use crate::read::json_object::Object;
use crate::read::{FieldName, columns, html};

/// True for an object with the marks of ninjs.
pub(super) fn is_item(object: &Object) -> bool {
    let has = |keys: &[&str]| keys.iter().any(|key| object.contains_key(*key));
    let named =
        has(&["uri"]) && has(&["versioncreated", "versionCreated", "headlines", "bodies", "descriptions", "$standard"]);
    named || has(&["body_xhtml", "body_html"]) && has(&["uri", "headline"])
}

/// The article of one item; pictures, events and the like are refused.
pub(super) fn article_of(object: &Object, name: &Arc<str>, position: u64) -> Record {
    let text = |keys: &[&str]| keys.iter().find_map(|key| object.get(*key)).and_then(plain);
    if body(object).is_none() {
        let kind = object.get("type").and_then(Value::as_str).unwrap_or("item without text");
        let reason = format!("no body: a ninjs {kind}, whose text is not in the file");
        return Record::Reject(Reject::new(name, position, reason));
    }
    let value = |field| match field {
        FieldName::Id => text(&["uri"]),
        FieldName::Date => text(&[
            "contentcreated",
            "contentCreated",
            "firstcreated",
            "firstCreated",
            "versioncreated",
            "versionCreated",
        ]),
        FieldName::Author => text(&["byline", "by"]),
        FieldName::Outlet => text(&["copyrightholder", "copyrightHolder", "infosource", "infoSources"]),
        FieldName::Section => text(&["section", "genre", "genres"]),
        FieldName::Title => text(&["headline", "headlines", "title"]),
        FieldName::Url => text(&["url", "canonicalUrl"]),
        FieldName::Body => body(object),
        FieldName::File => None,
    };
    match columns::assemble(name, position, None, value) {
        Ok(article) => Record::Article(Box::new(article)),
        Err(reject) => Record::Reject(reject),
    }
}

/// The body: marked up, because it keeps paragraphs, else plain.
fn body(object: &Object) -> Option<String> {
    let keyed =
        ["body_xhtml", "body_html", "body_sportsml", "body_text"].iter().find_map(|key| object.get(*key)?.as_str());
    if let Some(text) = keyed.filter(|t| !t.trim().is_empty()) {
        return Some(html::fragment(text));
    }
    let bodies = object.get("bodies")?.as_array()?;
    let of_kind = |wanted: &str| {
        bodies.iter().find_map(|body| {
            let kind = ["contentType", "contenttype", "role"].iter().find_map(|k| body.get(*k)?.as_str()).unwrap_or("");
            let value = body.get("value")?.as_str().filter(|v| !v.trim().is_empty())?;
            kind.contains(wanted).then_some(value)
        })
    };
    let any = || bodies.iter().find_map(|body| body.get("value")?.as_str().filter(|v| !v.trim().is_empty()));
    let text = of_kind("html").or_else(|| of_kind("nitf")).or_else(|| of_kind("plain")).or_else(any)?;
    Some(html::fragment(text)).filter(|t| !t.trim().is_empty())
}

/// A value as text: strings; the main one, else the first, of a list of roles; objects by name.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let is_main =
                |v: &&Value| v.get("role").and_then(Value::as_str).is_some_and(|r| r == "main" || r == "headline");
            items.iter().find(is_main).or_else(|| items.first()).and_then(plain)
        }
        Value::Object(map) => ["value", "name", "literal"].iter().find_map(|key| map.get(*key)).and_then(plain),
        _ => None,
    }
}
