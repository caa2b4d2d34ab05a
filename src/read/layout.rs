//! Detects by content how text is laid out; a name decides only between table and plain text.

use crate::read::pack::HEAD;

/// How a file is laid out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Nothing but blanks.
    Empty,
    /// Zero bytes or a known binary format.
    Binary,
    /// One JSON object a line.
    Lines,
    /// One JSON document: an array, or one object over several lines.
    Json,
    /// Delimited columns with a header.
    Table {
        /// Column separator.
        delimiter: u8,
    },
    /// A web page, or an export laid out as one.
    Html,
    /// XML with this root element, in lower case and without prefix.
    Xml(String),
    /// Rich text.
    Rtf,
    /// Plain text: one article, or an export of many.
    Text,
}

/// Detects the layout from the first bytes, decoded.
pub(super) fn of(name: &str, text: &str) -> Layout {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.is_empty() {
        return Layout::Empty;
    }
    let binary = ["%PDF", "\u{7f}ELF"].iter().any(|magic| start.starts_with(magic));
    if binary || text.chars().take(1024).filter(|c| *c == '\0').count() > 4 {
        return Layout::Binary;
    }
    if start.starts_with("{\\rtf") {
        return Layout::Rtf;
    }
    if start.starts_with('<') {
        return markup(start);
    }
    if start.starts_with('[') && start[1..].trim_start().starts_with(['{', ']']) {
        return Layout::Json;
    }
    if let Some(rest) = start.strip_prefix('{') {
        let first_line = start.lines().next().unwrap_or(start);
        let is_object = |line: &str| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
        let whole = is_object(first_line);
        let cut = first_line.len() >= start.len() && text.len() >= HEAD / 2;
        let spread = rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
        // A broken first line of JSON Lines is followed by another object, a spread document is not.
        let next = start[first_line.len()..].trim_start().lines().next().unwrap_or("");
        let lines = whole || cut || !spread && (next.is_empty() || is_object(next));
        return if lines { Layout::Lines } else { Layout::Json };
    }
    table_delimiter(name, start).map_or(Layout::Text, |delimiter| Layout::Table { delimiter })
}

/// HTML or XML, by the first element.
fn markup(start: &str) -> Layout {
    let mut rest = start;
    loop {
        rest = rest.trim_start();
        let skipped = match rest.as_bytes() {
            [b'<', b'!', b'-', b'-', ..] => rest.split_once("-->").map(|(_, after)| after),
            [b'<', b'?', ..] => rest.split_once("?>").map(|(_, after)| after),
            [b'<', b'!', ..] if rest.len() > 9 && rest.as_bytes()[..9].eq_ignore_ascii_case(b"<!doctype") => {
                let kind = rest[9..].trim_start();
                if kind.len() >= 4 && kind.as_bytes()[..4].eq_ignore_ascii_case(b"html") {
                    return Layout::Html;
                }
                after_doctype(rest)
            }
            _ => None,
        };
        match skipped {
            Some(after) => rest = after,
            None => break,
        }
    }
    let name: String = rest.chars().skip(1).take_while(|c| c.is_ascii_alphanumeric() || "-_.:".contains(*c)).collect();
    let name = name.rsplit(':').next().unwrap_or("").to_ascii_lowercase();
    let page = name.is_empty() || HTML_STARTS.contains(&name.as_str());
    if page { Layout::Html } else { Layout::Xml(name) }
}

/// What follows a document type, with or without an internal subset.
fn after_doctype(rest: &str) -> Option<&str> {
    let end = rest.find('>')?;
    match rest.find('[').filter(|at| *at < end) {
        Some(at) => rest[at..].find("]>").map(|close| &rest[at + close + 2..]),
        None => Some(&rest[end + 1..]),
    }
}

const HTML_STARTS: &[&str] = &[
    "html", "head", "body", "title", "meta", "link", "script", "style", "div", "p", "article", "main", "section",
    "header", "h1", "h2", "table", "span", "center", "font", "a", "base", "noscript", "nav", "form", "br", "img",
];

/// The separator of a table: its header line must name at least two known columns, or the file
/// must be called `.csv` or `.tsv`.
fn table_delimiter(name: &str, start: &str) -> Option<u8> {
    let header = start.lines().next()?;
    let name = name.to_lowercase();
    let called = [".csv", ".tsv"].iter().any(|ending| {
        ["", ".gz", ".zst", ".bz2", ".xz"].iter().any(|packed| name.ends_with(&[*ending, *packed].concat()))
    });
    let best = [b'\t', b',', b';'].into_iter().max_by_key(|d| header.bytes().filter(|b| b == d).count())?;
    let columns: Vec<&str> = header.split(char::from(best)).map(|c| c.trim_matches('"')).collect();
    let known = crate::read::ColumnMap::default().locate(&columns).len();
    (called || (columns.len() > 1 && known >= 2)).then_some(best)
}

#[cfg(test)]
mod tests {
    use crate::read::layout::{Layout, of};

    #[test]
    fn layouts_are_told_by_content() {
        for (text, expected) in [
            ("  \n", Layout::Empty),
            ("%PDF-1.7", Layout::Binary),
            ("{\"body\": \"x\"}\n{}", Layout::Lines),
            ("{\n \"body\": \"x\"}", Layout::Json),
            ("{\"id\": 1,\n \"body\": \"x\"}", Layout::Json),
            ("{\"body\": \"cu\n{\"body\": \"x\"}\n", Layout::Lines),
            ("[ {\"body\": \"x\"}]", Layout::Json),
            ("id,title,body\n", Layout::Table { delimiter: b',' }),
            ("<!DOCTYPE html><p>x", Layout::Html),
            ("<!-- x -->\n<html>", Layout::Html),
            ("<?xml version='1.0'?><!DOCTYPE nitf SYSTEM \"x\"><nitf>", Layout::Xml("nitf".into())),
            ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"c>\">]><rdf:RDF>", Layout::Xml("rdf".into())),
            ("{\\rtf1 x}", Layout::Rtf),
            ("Nurses work nights.", Layout::Text),
        ] {
            assert_eq!(of("x", text), expected, "{text}");
        }
    }
}
