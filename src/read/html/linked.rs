//! Reads the article object out of the JSON-LD of a page.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};
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
        let whole = Value::Array(scripts(document).filter_map(|source| parsed(&source)).collect());
        if let Some(article) = find(&whole, |object| object.get("@type").is_some_and(is_article)) {
            return Self::from_object(article, &whole);
        }
        let dated = find(&whole, |object| object.contains_key("datePublished"));
        let any_date = dated.and_then(|object| object.get("datePublished")?.as_str().map(str::to_owned));
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

/// The scripts with JSON-LD.
fn scripts(document: &Document) -> impl Iterator<Item = String> {
    let is_linked = |kind: &str| kind.trim().to_ascii_lowercase().starts_with("application/ld+json");
    let nodes = document.select("script[type]");
    let found: Vec<_> =
        nodes.nodes().iter().filter(|node| node.attr("type").is_some_and(|kind| is_linked(&kind))).collect();
    // Raw line breaks inside strings are common and not JSON.
    let text =
        |node: &&NodeRef<'_>| node.text().chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    found.iter().map(text).collect::<Vec<_>>().into_iter()
}

/// The value of a script, without the marks of comments and CDATA around it and commas before a bracket.
fn parsed(source: &str) -> Option<Value> {
    let bare = source.replace("<![CDATA[", " ").replace("]]>", " ");
    let bare = &bare[bare.find(['{', '['])?..];
    let bare = &bare[..=bare.rfind(['}', ']'])?];
    let without_commas = || TRAILING_COMMA.replace_all(bare, "$1");
    serde_json::from_str(bare).or_else(|_| serde_json::from_str(&without_commas())).ok()
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
            find_anywhere(whole, is_it).map_or_else(|| value.clone(), |found| Value::Object(found.clone()))
        }
        _ => value.clone(),
    }
}

/// The first object that is searched for, among those that may be the subject of the page.
fn find(
    value: &Value,
    is_wanted: impl Fn(&serde_json::Map<String, Value>) -> bool,
) -> Option<&serde_json::Map<String, Value>> {
    search(value, is_wanted, |key| matches!(key, "mainEntity" | "@graph"))
}

/// The first object that is searched for, under any key.
fn find_anywhere(
    value: &Value,
    is_wanted: impl Fn(&serde_json::Map<String, Value>) -> bool,
) -> Option<&serde_json::Map<String, Value>> {
    search(value, is_wanted, |_| true)
}

fn search(
    value: &Value,
    is_wanted: impl Fn(&serde_json::Map<String, Value>) -> bool,
    leads_on: impl Fn(&str) -> bool,
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
                todo.extend(object.iter().rev().filter(|(key, _)| leads_on(key)).map(|(_, inner)| inner));
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

#[cfg(test)]
mod tests {
    use crate::read::html::linked::Linked;

    #[track_caller]
    fn check(scripts: &[(&str, &str)]) {
        let tags = scripts.iter().map(|(kind, source)| format!("<script type='{kind}'>{source}</script>"));
        let page = format!("<html><head>{}</head><body></body></html>", tags.collect::<String>());
        let found = Linked::of(&dom_query::Document::from(page.as_str()));
        assert_eq!(found.author.as_deref(), Some("Nell Osgood"), "{page}");
        assert_eq!(found.outlet.as_deref(), Some("The Pine Bay Ledger"), "{page}");
    }

    #[test]
    fn an_article_is_read_whatever_is_around_it() {
        const KIND: &str = "application/ld+json";
        let article =
            r#"{"@type":"Article","author":{"name":"Nell Osgood"},"publisher":{"name":"The Pine Bay Ledger"}}"#;
        for (before, after) in [
            ("", ""),
            ("//<![CDATA[\n", "\n//]]>"),
            ("/* <![CDATA[ */", "/* ]]> */"),
            ("<!--//--><![CDATA[//><!--\n", "\n//--><!]]>"),
        ] {
            check(&[(KIND, &[before, article, after].concat())]);
        }
        check(&[("Application/LD+JSON; charset=utf-8", article)]);
    }

    #[test]
    fn references_lead_into_other_scripts_and_objects() {
        let kind = "application/ld+json";
        let article = r##"{"@type":"Article","author":{"@id":"#p"},"publisher":{"@id":"#o"}}"##;
        let site = r##"{"@type":"WebSite","publisher":{"@id":"#o","name":"The Pine Bay Ledger"}}"##;
        check(&[(kind, article), (kind, r##"{"@id":"#p","name":"Nell Osgood"}"##), (kind, site)]);
    }
}
