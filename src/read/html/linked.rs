//! Reads the article object out of the JSON-LD of a page.

use std::sync::LazyLock;

use dom_query::Document;
use regex::Regex;
use serde_json::Value;

/// What JSON-LD says of the article.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub title: Option<String>,
    pub author: Option<String>,
    pub date: Option<String>,
    /// Date of publication of the first object that has one, article or not.
    pub any_date: Option<String>,
    pub outlet: Option<String>,
    pub section: Option<String>,
    pub url: Option<String>,
    pub body: Option<String>,
}

/// Objects looked at in one page.
const MAX_OBJECTS: usize = 2_000;

impl Linked {
    /// The first article object of the page; empty, but for a date, when there is none.
    pub fn of(document: &Document) -> Self {
        let mut any_date = None;
        for script in document.select("script[type='application/ld+json']").nodes() {
            // Raw line breaks inside strings are common and not JSON.
            let source: String = script.text().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let Some(value) = parsed(&source) else { continue };
            if let Some(article) = find(&value, |object| object.get("@type").is_some_and(is_article)) {
                return Self::from_object(article, &value);
            }
            any_date = any_date.or_else(|| {
                find(&value, |o| o.contains_key("datePublished"))?.get("datePublished")?.as_str().map(str::to_owned)
            });
        }
        Self { any_date, ..Self::default() }
    }

    /// What `article` says, with what its references lead to in `whole`.
    fn from_object(article: &serde_json::Map<String, Value>, whole: &Value) -> Self {
        let text = |key: &str| article.get(key).map(|value| resolved(value, whole)).and_then(|value| names(&value));
        Self {
            title: text("headline").or_else(|| text("name")),
            author: text("author").or_else(|| text("creator")),
            date: text("datePublished").or_else(|| text("dateCreated")),
            any_date: None,
            outlet: text("publisher").filter(|p| !p.starts_with("http")),
            section: text("articleSection"),
            url: article.get("url").and_then(Value::as_str).map(str::to_owned),
            body: article.get("articleBody").and_then(Value::as_str).filter(|b| !b.contains("</")).map(str::to_owned),
        }
    }
}

/// The value of a script, without the marks of comments and CDATA around it and commas before a bracket.
fn parsed(source: &str) -> Option<Value> {
    let marks = ["<!--", "-->", "//<![CDATA[", "//]]>", "/*<![CDATA[*/", "/*]]>*/", "<![CDATA[", "]]>", "//"];
    let mut source = source.trim();
    while let Some(rest) = marks.iter().find_map(|mark| source.strip_prefix(mark)) {
        source = rest.trim_start();
    }
    while let Some(rest) = marks.iter().find_map(|mark| source.strip_suffix(mark)) {
        source = rest.trim_end();
    }
    let source = source.trim_end_matches(';');
    let without_commas = || TRAILING_COMMA.replace_all(source, "$1");
    serde_json::from_str(source).or_else(|_| serde_json::from_str(&without_commas())).ok()
}

static TRAILING_COMMA: LazyLock<Regex> = LazyLock::new(|| Regex::new(r",\s*([}\]])").expect("the pattern compiles"));

/// The value, or for `{"@id": …}` alone the object of that id; lists item by item.
fn resolved(value: &Value, whole: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(|item| resolved(item, whole)).collect()),
        Value::Object(object) if !object.contains_key("name") => {
            let id = object.get("@id").and_then(Value::as_str);
            let is_it = |other: &serde_json::Map<String, Value>| {
                other.contains_key("name") && id.is_some() && other.get("@id").and_then(Value::as_str) == id
            };
            find(whole, is_it).map_or_else(|| value.clone(), |found| Value::Object(found.clone()))
        }
        _ => value.clone(),
    }
}

/// The first object that is searched for.
fn find(
    value: &Value,
    is_wanted: impl Fn(&serde_json::Map<String, Value>) -> bool,
) -> Option<&serde_json::Map<String, Value>> {
    let mut todo = vec![value];
    let mut seen = 0;
    while let Some(value) = todo.pop() {
        seen += 1;
        if seen > MAX_OBJECTS {
            return None;
        }
        match value {
            Value::Array(items) => todo.extend(items.iter().rev()),
            Value::Object(object) => {
                if is_wanted(object) {
                    return Some(object);
                }
                todo.extend(["mainEntity", "@graph"].iter().filter_map(|key| object.get(*key)));
            }
            _ => {}
        }
    }
    None
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            kind.ends_with("Article") || matches!(kind.as_str(), "BlogPosting" | "LiveBlogPosting" | "Report")
        }
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

/// Names as one text: strings, `{"name": …}` objects, lists of them.
fn names(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Object(object) => names(object.get("name")?)?,
        Value::Array(items) => {
            let mut found: Vec<String> = items.iter().filter_map(names).collect();
            found.dedup();
            found.join(", ")
        }
        _ => return None,
    };
    Some(text).filter(|t| !t.is_empty())
}
