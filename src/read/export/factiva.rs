//! Factiva: fields under two-letter codes, or the reading layout whose documents end in a number.

use crate::article::{DateOrder, parse_date};
use crate::read::FieldName;
use crate::read::export::fields::{Fields, put, squeezed, without_by};
use crate::read::export::marks::{CODED, ENDED};

/// Codes of fields; those without a field are known so that they end the one before.
const CODES: &[(&str, Option<FieldName>)] = &[
    ("SE", Some(FieldName::Section)),
    ("HD", Some(FieldName::Title)),
    ("BY", Some(FieldName::Author)),
    ("PD", Some(FieldName::Date)),
    ("SN", Some(FieldName::Outlet)),
    ("LP", Some(FieldName::Body)),
    ("TD", Some(FieldName::Body)),
    ("AN", Some(FieldName::Id)),
    ("CLM", None),
    ("CR", None),
    ("WC", None),
    ("ET", None),
    ("SC", None),
    ("ED", None),
    ("PG", None),
    ("LA", None),
    ("CY", None),
    ("CX", None),
    ("VOL", None),
    ("NGC", None),
    ("GC", None),
    ("CT", None),
    ("RF", None),
    ("CO", None),
    ("IN", None),
    ("NS", None),
    ("RE", None),
    ("IPC", None),
    ("IPD", None),
    ("PUB", None),
    ("ART", None),
    ("DLN", None),
];

/// Documents of an export.
pub(super) fn documents(text: &str) -> Vec<Fields> {
    if CODED.find_iter(text).take(4).count() >= 4 { coded(text) } else { plain(text) }
}

fn coded(text: &str) -> Vec<Fields> {
    let mut documents = Vec::new();
    let mut fields = Fields::new();
    let mut current: Option<FieldName> = None;
    let mut is_closed = true;
    let mut value = String::new();
    for line in text.lines() {
        if let Some((code, rest)) = code_of(line) {
            flush(&mut fields, current, &mut value);
            // The accession number is the last field: the next code opens another document.
            if fields.contains_key(&FieldName::Id) {
                documents.push(std::mem::take(&mut fields));
            }
            current = CODES.iter().find(|(c, _)| *c == code).and_then(|(_, field)| *field);
            is_closed = false;
            value.push_str(rest.trim());
        } else if !is_closed {
            value.push('\n');
            value.push_str(line.trim());
        }
    }
    flush(&mut fields, current, &mut value);
    if !fields.is_empty() {
        documents.push(fields);
    }
    documents
}

fn flush(fields: &mut Fields, field: Option<FieldName>, value: &mut String) {
    let taken = std::mem::take(value);
    match field {
        Some(FieldName::Body) => {
            let body = taken.trim();
            if !body.is_empty() {
                let whole = fields.entry(FieldName::Body).or_default();
                if !whole.is_empty() {
                    whole.push_str("\n\n");
                }
                whole.push_str(body);
            }
        }
        Some(FieldName::Id) => {
            let first = taken.trim().lines().next().unwrap_or("");
            put(fields, FieldName::Id, first.trim().trim_start_matches("Document "));
        }
        Some(FieldName::Author) => put(fields, FieldName::Author, without_by(&squeezed(&taken))),
        Some(field) => put(fields, field, &squeezed(&taken)),
        None => {}
    }
}

fn code_of(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end();
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let (code, rest) = line.split_at(end);
    let parted =
        rest.is_empty() || rest.starts_with(['\t', '\u{a0}']) || rest.starts_with("  ") || rest.starts_with(' ');
    (parted && CODES.iter().any(|(c, _)| *c == code)).then_some((code, rest))
}

/// The reading layout: title, byline, `512 words`, date, outlet, code, language, rights, text.
fn plain(text: &str) -> Vec<Fields> {
    let mut documents = Vec::new();
    let mut start = 0;
    for end in ENDED.find_iter(text) {
        let mut fields = plain_document(&text[start..end.start()]);
        put(&mut fields, FieldName::Id, end.as_str().trim().trim_start_matches("Document "));
        documents.push(fields);
        start = end.end();
    }
    documents
}

fn plain_document(text: &str) -> Fields {
    let mut fields = Fields::new();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_length = |line: &&str| {
        line.strip_suffix(" words").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit() || b == b','))
    };
    let Some(length_at) = lines.iter().position(is_length) else {
        return fields;
    };
    let head: Vec<&str> = lines[..length_at].iter().copied().filter(|l| !l.is_empty()).collect();
    if let Some((byline, title)) = head.split_last().filter(|(last, rest)| !rest.is_empty() && last.len() < 80) {
        put(&mut fields, FieldName::Author, without_by(byline));
        put(&mut fields, FieldName::Title, title.last().unwrap_or(&""));
    } else {
        put(&mut fields, FieldName::Title, &head.join(" "));
    }
    let mut rest = lines[length_at + 1..].iter().enumerate().filter(|(_, l)| !l.is_empty());
    let mut body_at = lines.len();
    for (at, line) in rest.by_ref() {
        let at = length_at + 1 + at;
        if !fields.contains_key(&FieldName::Date) {
            if parse_date(line, Some(DateOrder::DayMonth)).is_some() {
                put(&mut fields, FieldName::Date, line);
            }
        } else if !fields.contains_key(&FieldName::Outlet) {
            // A time of day may come between date and outlet.
            if line.contains(|c: char| c.is_alphabetic()) {
                put(&mut fields, FieldName::Outlet, line);
            }
        } else if line.len() > 120 || line.contains(". ") && !line.starts_with("Copyright") && !line.starts_with("(c)")
        {
            body_at = at;
            break;
        } else if line.starts_with("Copyright") || line.starts_with("(c)") || line.starts_with('©') {
            body_at = at + 1;
            break;
        }
    }
    put(&mut fields, FieldName::Body, &lines[body_at.min(lines.len())..].join("\n"));
    fields
}
