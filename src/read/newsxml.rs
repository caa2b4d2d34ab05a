//! The XML formats of news agencies and databases: NITF, NewsML 1.2, NewsML-G2, Factiva.
//!
//! In: one document. Out: one record a news item; items of pictures and the like are refused.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::article::{Record, Reject};
use crate::read::record_source::RecordSource;
use crate::read::xml::{self, Element};
use crate::read::{FieldName, Sink, columns};

/// What is found of one item.
type Fields = BTreeMap<FieldName, String>;

/// Parts of a body that are no running text.
const CUT: &[&str] = &["media", "body.head", "body.end", "tobject", "docdata", "note", "script", "style", "head"];

/// Reads every news item of a document whose root element is `root`.
pub(super) fn read(input: &RecordSource<'_>, root: &str, text: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let refuse = |position, reason: String| Record::Reject(Reject::new(input.source, position, reason));
    let (tree, problem) = xml::parse(text);
    let mut items: Vec<&Element> = Vec::new();
    let reader: fn(&Element) -> Fields = match root {
        "nitf" => {
            tree.find_all("nitf", &mut items);
            nitf
        }
        "newsitem" | "newsmessage" | "packageitem" => {
            tree.find_all("newsItem", &mut items);
            newsml_g2
        }
        "newsml" => {
            tree.find_all("NewsItem", &mut items);
            newsml_1
        }
        _ => {
            tree.find_all("article", &mut items);
            if !items.iter().any(|a| a.find("accessionNo").is_some() || a.find("leadParagraph").is_some()) {
                let reason = problem.unwrap_or_else(|| {
                    format!("XML with the root <{root}>, which is no news format classlens reads: export it as CSV or JSON Lines")
                });
                return sink(refuse(0, reason));
            }
            factiva
        }
    };
    let cut = problem.is_some();
    let whole = if cut { items.len().saturating_sub(1) } else { items.len() };
    for (at, item) in items.iter().take(whole).enumerate() {
        let position = at as u64 + 1;
        let mut fields = reader(item);
        if !fields.contains_key(&FieldName::Body) {
            sink(refuse(position, format!("no body: an item of {}, not of text", kind_of(item))))?;
            continue;
        }
        sink(match columns::assemble(input.source, position, None, |f| fields.remove(&f)) {
            Ok(article) => Record::Article(Box::new(article)),
            Err(reject) => Record::Reject(reject),
        })?;
    }
    match problem {
        Some(problem) => sink(refuse(whole as u64 + 1, problem)),
        None if items.is_empty() => {
            sink(refuse(0, "the document holds no news item: nothing to read, leave it out".into()))
        }
        None => ControlFlow::Continue(()),
    }
}

fn kind_of(item: &Element) -> &str {
    item.find("itemClass")
        .and_then(|c| c.attribute("qcode"))
        .map_or("data or pictures", |q| q.rsplit(':').next().unwrap_or(q))
}

fn put(fields: &mut Fields, field: FieldName, value: Option<String>) {
    if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
        fields.entry(field).or_insert(value);
    }
}

fn text_at(element: &Element, path: &[&str]) -> Option<String> {
    element.path(path).and_then(Element::text)
}

fn attribute_at(element: &Element, path: &[&str], name: &str) -> Option<String> {
    element.path(path).and_then(|e| e.attribute(name)).map(str::to_owned)
}

/// News Industry Text Format.
fn nitf(item: &Element) -> Fields {
    let mut fields = Fields::new();
    put(&mut fields, FieldName::Id, attribute_at(item, &["doc-id"], "id-string"));
    for date in ["date.issue", "date.release", "story.date"] {
        put(&mut fields, FieldName::Date, attribute_at(item, &["docdata", date], "norm"));
    }
    put(&mut fields, FieldName::Date, attribute_at(item, &["pubdata"], "date.publication"));
    put(&mut fields, FieldName::Outlet, attribute_at(item, &["pubdata"], "name"));
    put(&mut fields, FieldName::Outlet, text_at(item, &["distributor"]));
    put(&mut fields, FieldName::Outlet, attribute_at(item, &["doc.copyright"], "holder"));
    put(&mut fields, FieldName::Outlet, attribute_at(item, &["doc-id"], "regsrc"));
    put(&mut fields, FieldName::Section, attribute_at(item, &["pubdata"], "position.section"));
    put(&mut fields, FieldName::Section, attribute_at(item, &["tobject.subject"], "tobject.subject.type"));
    put(&mut fields, FieldName::Url, attribute_at(item, &["pubdata"], "ex-ref"));
    put(&mut fields, FieldName::Title, text_at(item, &["hedline", "hl1"]));
    put(&mut fields, FieldName::Title, text_at(item, &["hedline"]));
    put(&mut fields, FieldName::Title, text_at(item, &["title"]));
    put(&mut fields, FieldName::Author, text_at(item, &["byline"]).map(without_by));
    put(&mut fields, FieldName::Body, body_of(item));
    fields
}

/// The text of `body.content`, or of the HTML or paragraphs in its place.
fn body_of(item: &Element) -> Option<String> {
    let content = item.find("body.content").or_else(|| item.find("body"))?;
    Some(content.paragraphs(CUT)).filter(|text| !text.is_empty())
}

/// NewsML-G2: the item around a body in NITF, HTML or plain text.
fn newsml_g2(item: &Element) -> Fields {
    let mut fields = Fields::new();
    put(&mut fields, FieldName::Id, item.attribute("guid").map(str::to_owned));
    for path in [&["contentMeta", "contentCreated"][..], &["itemMeta", "firstCreated"], &["itemMeta", "versionCreated"]]
    {
        put(&mut fields, FieldName::Date, text_at(item, path));
    }
    put(&mut fields, FieldName::Outlet, text_at(item, &["itemMeta", "provider", "name"]));
    for (element, attribute) in [("provider", "literal"), ("copyrightHolder", "literal"), ("provider", "qcode")] {
        put(&mut fields, FieldName::Outlet, attribute_at(item, &[element], attribute));
    }
    put(&mut fields, FieldName::Title, text_at(item, &["contentMeta", "headline"]));
    put(&mut fields, FieldName::Title, text_at(item, &["itemMeta", "title"]));
    put(&mut fields, FieldName::Author, text_at(item, &["contentMeta", "by"]).map(without_by));
    put(&mut fields, FieldName::Author, text_at(item, &["contentMeta", "creator", "name"]));
    put(&mut fields, FieldName::Section, text_at(item, &["contentMeta", "genre", "name"]));
    if let Some(content) = item.find("contentSet") {
        if let Some(inner) = content.find("nitf") {
            for (field, value) in nitf(inner) {
                put(&mut fields, field, Some(value));
            }
        }
        put(&mut fields, FieldName::Body, body_of(content));
        put(&mut fields, FieldName::Body, content.find("inlineData").map(|data| data.paragraphs(CUT)));
        put(&mut fields, FieldName::Body, content.find("inlineXML").map(|data| data.paragraphs(CUT)));
    }
    fields
}

/// NewsML 1.2.
fn newsml_1(item: &Element) -> Fields {
    let mut fields = Fields::new();
    put(&mut fields, FieldName::Id, text_at(item, &["NewsItemId"]));
    for date in ["FirstCreated", "DateId", "ThisRevisionCreated"] {
        put(&mut fields, FieldName::Date, text_at(item, &[date]));
    }
    put(&mut fields, FieldName::Outlet, attribute_at(item, &["Provider", "Party"], "FormalName"));
    put(&mut fields, FieldName::Outlet, text_at(item, &["ProviderId"]));
    put(&mut fields, FieldName::Title, text_at(item, &["HeadLine"]));
    put(&mut fields, FieldName::Author, text_at(item, &["ByLine"]).map(without_by));
    if let Some(content) = item.find("DataContent") {
        put(&mut fields, FieldName::Body, body_of(content));
        put(&mut fields, FieldName::Body, Some(content.paragraphs(CUT)));
    }
    fields
}

/// Factiva's XML.
fn factiva(item: &Element) -> Fields {
    let mut fields = Fields::new();
    put(&mut fields, FieldName::Id, text_at(item, &["accessionNo"]));
    put(&mut fields, FieldName::Date, text_at(item, &["publicationDate"]));
    put(&mut fields, FieldName::Outlet, text_at(item, &["sourceName"]));
    put(&mut fields, FieldName::Title, text_at(item, &["headline"]));
    put(&mut fields, FieldName::Author, text_at(item, &["byline"]).map(without_by));
    put(&mut fields, FieldName::Section, text_at(item, &["sectionName"]));
    let parts = ["leadParagraph", "tailParagraphs"].iter().filter_map(|name| item.find(name));
    let body: Vec<String> = parts.map(|part| part.paragraphs(&[])).filter(|text| !text.is_empty()).collect();
    put(&mut fields, FieldName::Body, Some(body.join("\n\n")));
    fields
}

fn without_by(name: String) -> String {
    match name.get(..3) {
        Some(start) if start.eq_ignore_ascii_case("by ") => name[3..].trim().to_owned(),
        _ => name,
    }
}
