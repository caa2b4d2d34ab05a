//! Reads the article object out of the JSON-LD of a page.

use dom_query::Document;
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
            let source = source.trim().trim_end_matches(';');
            let Ok(value) = serde_json::from_str::<Value>(source) else { continue };
            if let Some(article) = find(&value, |object| object.get("@type").is_some_and(is_article)) {
                return Self::from_object(article);
            }
            any_date = any_date.or_else(|| {
                find(&value, |o| o.contains_key("datePublished"))?.get("datePublished")?.as_str().map(str::to_owned)
            });
        }
        Self { any_date, ..Self::default() }
    }

    fn from_object(article: &serde_json::Map<String, Value>) -> Self {
        let text = |key: &str| article.get(key).and_then(names);
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
