//! Detects by content how text is laid out; a name decides only where plain text would be a table or JSON.

use std::collections::BTreeMap;

use crate::read::delimited::Delimited;
use crate::read::pack::HEAD;
use crate::read::row_fit::have_row_names;
use crate::read::{ColumnMap, FieldName};

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
    Table(TableLayout),
    /// A web page, or an export laid out as one.
    Html,
    /// XML with this root element, in lower case and without prefix.
    Xml(String),
    /// Rich text.
    Rtf,
    /// Plain text: one article, or an export of many.
    Text,
}

/// How a table is laid out.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) struct TableLayout {
    /// Column separator.
    pub delimiter: u8,
    /// Lines above the header.
    pub lines_above: usize,
    /// The one line above the header is `sep=;`, which names the separator.
    pub is_named: bool,
    /// Rows begin with a number or name of the row, for which the header has no column.
    pub has_row_names: bool,
}

/// Detects the layout from the first bytes, decoded; `columns` says which names are fields.
pub(super) fn of(name: &str, text: &str, columns: &ColumnMap) -> Layout {
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
        // One object alone may hold a list of articles, unless its name says that a line is an article.
        let alone = whole && next.is_empty() && text.len() < HEAD / 2 && !is_called(name, &[".jsonl", ".ndjson"]);
        let lines = !alone && (whole || cut || !spread && (next.is_empty() || is_object(next)));
        return if lines { Layout::Lines } else { Layout::Json };
    }
    table(name, text.trim_start_matches('\u{feff}'), columns).map_or_else(|| by_name(name), Layout::Table)
}

/// The layout of text that shows none: a file that is called JSON and is not is no article, and its reader refuses it.
fn by_name(name: &str) -> Layout {
    if is_called(name, &[".jsonl", ".ndjson", ".json"]) { Layout::Lines } else { Layout::Text }
}

/// Whether a file has one of these endings, packed or not.
fn is_called(name: &str, endings: &[&str]) -> bool {
    let name = name.to_lowercase();
    let packed = ["", ".gz", ".zst", ".bz2", ".xz"];
    endings.iter().any(|ending| packed.iter().any(|packed| name.ends_with(&[*ending, *packed].concat())))
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

/// Separators of tables.
const DELIMITERS: [u8; 6] = [b',', b';', b'|', b'\t', b'^', b'~'];
/// Lines that may be above a header.
const LINES_ABOVE: usize = 20;

/// A table: its header line must name at least two known columns, or the file must be called `.csv` or `.tsv`. Lines may
/// be above a header that names the body and two more columns.
fn table(name: &str, start: &str, columns: &ColumnMap) -> Option<TableLayout> {
    let blank = start.lines().take_while(|line| line.trim().is_empty()).count();
    let first = start.lines().nth(blank)?;
    if let Some(delimiter) = named_separator(first) {
        return Some(TableLayout { is_named: true, ..with_rows(start, delimiter, blank + 1, columns) });
    }
    let called = is_called(name, &[".csv", ".tsv"]);
    let best = |line: &str| {
        let n = |d: &u8| line.bytes().filter(|b| b == d).count();
        DELIMITERS.into_iter().rev().max_by_key(|d| (n(d) > 0, known(line, *d, columns).len(), n(d)))
    };
    let delimiter = best(first)?;
    let has_body = |line: &str, d: u8| known(line, d, columns).contains_key(&FieldName::Body);
    if first.as_bytes().contains(&delimiter) && known(first, delimiter, columns).len() >= 2
        || called && has_body(first, delimiter)
    {
        return Some(with_rows(start, delimiter, blank, columns));
    }
    for (at, line) in start.lines().enumerate().skip(blank + 1).take(LINES_ABOVE) {
        if let Some(d) = best(line).filter(|d| has_body(line, *d) && known(line, *d, columns).len() >= 3) {
            return Some(with_rows(start, d, at, columns));
        }
    }
    called.then(|| with_rows(start, delimiter, blank, columns))
}

/// The separator that a first line `sep=;` names.
pub(super) fn named_separator(line: &str) -> Option<u8> {
    let value = line.trim_end_matches(['\r', '\n']).trim_matches('"').trim_start();
    let value = value.get(..4).filter(|key| key.eq_ignore_ascii_case("sep=")).map(|_| &value[4..])?;
    match value {
        "\\t" | "\t" | "tab" => Some(b'\t'),
        _ => value.bytes().next().filter(|b| value.len() == 1 && b.is_ascii_punctuation()),
    }
}

fn known(line: &str, delimiter: u8, columns: &ColumnMap) -> BTreeMap<FieldName, usize> {
    let names: Vec<&str> = line.split(char::from(delimiter)).map(|c| c.trim().trim_matches(['"', '\''])).collect();
    columns.locate(&names)
}

/// The layout, with what the first rows show of their names.
fn with_rows(start: &str, delimiter: u8, lines_above: usize, columns: &ColumnMap) -> TableLayout {
    let mut rows = Delimited::new(start.as_bytes(), delimiter, start.len());
    let header = rows.skip_lines(lines_above).and_then(|()| rows.next_row()).ok().flatten().unwrap_or_default();
    let names: Vec<_> = header.cells.iter().map(|cell| String::from_utf8_lossy(cell)).collect();
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    // The last row of the head may be cut.
    let rows: Vec<_> = std::iter::from_fn(|| rows.next_row().ok().flatten()).take(5).collect();
    let has_row_names = have_row_names(&rows, &names, columns);
    TableLayout { delimiter, lines_above, is_named: false, has_row_names }
}

#[cfg(test)]
mod tests {
    use crate::read::ColumnMap;
    use crate::read::layout::{Layout, TableLayout, of};

    const COMMAS: TableLayout = TableLayout { delimiter: b',', lines_above: 0, is_named: false, has_row_names: false };

    #[test]
    fn what_is_called_json_and_is_not_is_no_article() {
        for (name, expected) in [
            ("x.jsonl", Layout::Lines),
            ("X.NDJSON.gz", Layout::Lines),
            ("x.json", Layout::Lines),
            ("x.txt", Layout::Text),
        ] {
            assert_eq!(of(name, "not json\n{\"body\": \"x\"}\n", &ColumnMap::default()), expected, "{name}");
        }
    }

    #[test]
    fn layouts_are_told_by_content() {
        for (text, expected) in [
            ("  \n", Layout::Empty),
            ("%PDF-1.7", Layout::Binary),
            ("{\"body\": \"x\"}\n{}", Layout::Lines),
            ("{\n \"body\": \"x\"}", Layout::Json),
            ("{\"docs\": [{\"body\": \"x\"}]}\n", Layout::Json),
            ("{\"id\": 1,\n \"body\": \"x\"}", Layout::Json),
            ("{\"body\": \"cu\n{\"body\": \"x\"}\n", Layout::Lines),
            ("[ {\"body\": \"x\"}]", Layout::Json),
            ("id,title,body\n", Layout::Table(COMMAS)),
            (
                "sep=;\r\nid;title;body\n",
                Layout::Table(TableLayout { delimiter: b';', lines_above: 1, is_named: true, ..COMMAS }),
            ),
            ("id^headline, short^body\n", Layout::Table(TableLayout { delimiter: b'^', ..COMMAS })),
            ("id|headline, short|body\n", Layout::Table(TableLayout { delimiter: b'|', ..COMMAS })),
            (
                "Export of May 2016\n\nid;title;body\n",
                Layout::Table(TableLayout { delimiter: b';', lines_above: 2, ..COMMAS }),
            ),
            ("title,body\n1,T,x\n2,T,y\n", Layout::Table(TableLayout { has_row_names: true, ..COMMAS })),
            ("title,body\n1,T, x\n3,T, y\n", Layout::Table(COMMAS)),
            ("The porters met.\nTheir text, title and body of work are old.", Layout::Text),
            ("<!DOCTYPE html><p>x", Layout::Html),
            ("<!-- x -->\n<html>", Layout::Html),
            ("<?xml version='1.0'?><!DOCTYPE nitf SYSTEM \"x\"><nitf>", Layout::Xml("nitf".into())),
            ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"c>\">]><rdf:RDF>", Layout::Xml("rdf".into())),
            ("{\\rtf1 x}", Layout::Rtf),
            ("Nurses work nights.", Layout::Text),
        ] {
            assert_eq!(of("x", text, &ColumnMap::default()), expected, "{text}");
        }
    }
}
