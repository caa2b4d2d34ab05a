//! Factiva: fields under two-letter codes, or the reading layout whose documents end in a number.

use crate::article::{PrintedDate, printed_date};
use crate::read::FieldName;
use crate::read::byline::author;
use crate::read::export::fields::{Fields, put, squeezed};
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
        Some(FieldName::Author) => put(fields, FieldName::Author, &author(&taken).unwrap_or_default()),
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

/// Takes section, title and byline out of the lines above the number of words.
fn head_fields(head: &[&str], fields: &mut Fields) {
    let mut lines = head.to_vec();
    let is_by = |line: &&str| line.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
    let words = |line: &str| line.split_whitespace().count();
    if lines.len() > 1
        && let Some(last) = lines.last().copied()
        && (is_by(&last) || is_name(last) && words(last) < words(lines[lines.len() - 2]))
    {
        put(fields, FieldName::Author, &author(last).unwrap_or_default());
        lines.pop();
    }
    if lines.len() > 1 && words(lines[0]) <= SECTION_WORDS && words(lines[1]) > words(lines[0]) {
        put(fields, FieldName::Section, lines.remove(0));
    }
    put(fields, FieldName::Title, &lines.join(" "));
}

/// Most words of a section above a title.
const SECTION_WORDS: usize = 3;

/// Two to four words with capitals and nothing else: a name that has no `By` before it.
fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_part = |word: &&str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c))
    };
    (2..=4).contains(&words.len()) && words.iter().all(is_part)
}

/// `06:30`, `6:30 AM`, `18:05 GMT`.
fn is_time(line: &str) -> bool {
    let (time, rest) = line.split_once(' ').unwrap_or((line, ""));
    let is_clock =
        time.split(':').count() >= 2 && time.split(':').all(|part| part.len() <= 2 && part.parse::<u8>().is_ok());
    is_clock
        && rest
            .split_whitespace()
            .all(|word| word.len() <= 5 && word.chars().all(|c| c.is_ascii_uppercase() || c == '.'))
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
    head_fields(&head, &mut fields);
    let mut rest = lines[length_at + 1..].iter().enumerate().filter(|(_, l)| !l.is_empty());
    let mut body_at = lines.len();
    for (at, line) in rest.by_ref() {
        let at = length_at + 1 + at;
        if !fields.contains_key(&FieldName::Date) {
            if !matches!(printed_date(line), PrintedDate::Unknown) {
                put(&mut fields, FieldName::Date, line);
            }
        } else if !fields.contains_key(&FieldName::Outlet) {
            // A time of day may come between date and outlet.
            if line.contains(|c: char| c.is_alphabetic()) && !is_time(line) {
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
