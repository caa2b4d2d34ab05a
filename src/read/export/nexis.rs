//! Nexis: the classic exports (`3 of 50 DOCUMENTS`) and those of Nexis Uni (`End of Document`).

use crate::article::{DateOrder, parse_date};
use crate::read::FieldName;
use crate::read::export::fields::{Fields, put, squeezed, without_by};
use crate::read::export::marks::{CLASSIC, UNI};

/// Labels before the text of a classic document, with their field.
const BEFORE: &[(&str, Option<FieldName>)] = &[
    ("HEADLINE", Some(FieldName::Title)),
    ("BYLINE", Some(FieldName::Author)),
    ("SECTION", Some(FieldName::Section)),
    ("URL", Some(FieldName::Url)),
    ("LENGTH", None),
    ("DATELINE", None),
    ("HIGHLIGHT", None),
    ("SERIES", None),
    ("TYPE", None),
    ("SOURCE", None),
    ("BODY", None),
];
/// Labels after it.
const BEHIND: &[&str] = &[
    "LOAD-DATE",
    "LANGUAGE",
    "GRAPHIC",
    "PUBLICATION-TYPE",
    "DOCUMENT-TYPE",
    "JOURNAL-CODE",
    "SUBJECT",
    "CORRECTION-DATE",
    "NOTES",
    "COUNTRY",
    "GEOGRAPHIC",
    "ORGANIZATION",
    "COMPANY",
    "PERSON",
    "INDUSTRY",
    "CITY",
    "STATE",
    "TICKER",
    "ACC-NO",
    "Classification",
    "Copyright",
    "All Rights Reserved",
];

/// Documents of a classic export.
pub(super) fn classic(text: &str) -> Vec<Fields> {
    let starts: Vec<(usize, usize)> = CLASSIC.find_iter(text).map(|m| (m.start(), m.end())).collect();
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    starts.iter().zip(ends).map(|((_, start), end)| classic_document(&text[*start..end])).collect()
}

fn classic_document(text: &str) -> Fields {
    let mut fields = Fields::new();
    let mut body: Vec<&str> = Vec::new();
    let mut is_headed = false;
    let mut in_body = false;
    for paragraph in paragraphs(text) {
        let first = paragraph.lines().next().unwrap_or("").trim();
        if let Some((label, value)) =
            labelled(paragraph, BEFORE.iter().map(|(label, _)| *label)).filter(|_| body.is_empty())
        {
            is_headed = true;
            in_body = matches!(label, "LENGTH" | "BODY" | "DATELINE") || in_body;
            let field = BEFORE.iter().find(|(l, _)| *l == label).and_then(|(_, field)| *field);
            let value = squeezed(value);
            if let Some(field) = field {
                put(&mut fields, field, if field == FieldName::Author { without_by(&value) } else { &value });
            }
            continue;
        }
        if labelled(paragraph, BEHIND.iter().copied()).is_some()
            || first.starts_with("Copyright ")
            || first.starts_with("All Rights Reserved")
        {
            if in_body && !body.is_empty() {
                break;
            }
            continue;
        }
        if in_body {
            body.push(paragraph);
        } else if !fields.contains_key(&FieldName::Outlet) {
            put(&mut fields, FieldName::Outlet, &squeezed(paragraph));
        } else if !fields.contains_key(&FieldName::Date) && dated(first) {
            put(&mut fields, FieldName::Date, first);
        } else if !fields.contains_key(&FieldName::Title) {
            put(&mut fields, FieldName::Title, &squeezed(paragraph));
        } else {
            // Text without a LENGTH line before it.
            body.push(paragraph);
            in_body = is_headed;
        }
    }
    put(&mut fields, FieldName::Body, &body.join("\n\n"));
    fields
}

/// Documents of an export of Nexis Uni.
pub(super) fn uni(text: &str) -> Vec<Fields> {
    let mut documents = Vec::new();
    let mut start = 0;
    for end in UNI.find_iter(text) {
        documents.push(uni_document(&text[start..end.start()]));
        start = end.end();
    }
    if text[start..].lines().any(|line| line.trim() == "Body" || line.trim_start().starts_with("Load-Date:")) {
        documents.push(uni_document(&text[start..]));
    }
    documents
}

fn uni_document(text: &str) -> Fields {
    let mut fields = Fields::new();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let body_at = lines.iter().position(|l| *l == "Body").or_else(|| {
        lines.iter().position(|l| l.starts_with("Length:")).map(|at| {
            // Without the mark the text follows the last label.
            let labels =
                lines[at..].iter().take_while(|l| l.is_empty() || labelled(l, UNI_LABELS.iter().copied()).is_some());
            at + labels.count().saturating_sub(1)
        })
    });
    let Some(body_at) = body_at else { return fields };
    let head = &lines[..body_at];
    for line in head.iter().rev() {
        if let Some((label, value)) = labelled(line, UNI_LABELS.iter().copied()) {
            match label {
                "Byline" => put(&mut fields, FieldName::Author, without_by(value)),
                "Section" => put(&mut fields, FieldName::Section, value.split(';').next().unwrap_or(value)),
                "Headline" => put(&mut fields, FieldName::Title, value),
                "URL" => put(&mut fields, FieldName::Url, value),
                _ => {}
            }
        }
    }
    // Title, outlet and date are on separate lines, the date last.
    if let Some(date_at) = head.iter().rposition(|line| dated(line)) {
        put(&mut fields, FieldName::Date, head[date_at]);
        let mut above = head[..date_at].iter().rev().filter(|line| !line.is_empty());
        if let Some(outlet) = above.next() {
            put(&mut fields, FieldName::Outlet, outlet);
        }
        if let Some(title) = above.next() {
            put(&mut fields, FieldName::Title, title);
        }
    }
    let behind = |line: &str| {
        line.starts_with("Load-Date:")
            || line.starts_with("Notes:")
            || ["Classification", "Graphic", "Notes"].contains(&line)
    };
    let rest = &lines[(body_at + 1).min(lines.len())..];
    let end = rest.iter().position(|l| behind(l)).unwrap_or(rest.len());
    put(&mut fields, FieldName::Body, &rest[..end].join("\n"));
    fields
}

const UNI_LABELS: &[&str] =
    &["Byline", "Section", "Headline", "Length", "Dateline", "Highlight", "URL", "Copyright", "Type", "Series"];

/// The label of a paragraph and what follows it.
fn labelled<'a, 'b>(paragraph: &'a str, mut labels: impl Iterator<Item = &'b str>) -> Option<(&'b str, &'a str)> {
    let (head, value) = paragraph.split_once(':')?;
    let head = head.trim();
    labels.find(|label| *label == head).map(|label| (label, value.trim()))
}

/// True for a line that starts with a date, or with a weekday and a date.
fn dated(line: &str) -> bool {
    line.len() < 90
        && line.chars().any(|c| c.is_ascii_digit())
        && (parse_date(line, Some(DateOrder::MonthDay)).is_some()
            || line.split_once(", ").is_some_and(|(_, rest)| parse_date(rest, Some(DateOrder::MonthDay)).is_some()))
}

/// Paragraphs parted by blank lines.
fn paragraphs(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut end, mut at) = (None, 0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            if let Some(start) = start.take() {
                found.push(text[start..end].trim_end());
            }
        } else {
            start.get_or_insert(at);
            end = at + line.len();
        }
        at += line.len();
    }
    if let Some(start) = start {
        found.push(text[start..end].trim_end());
    }
    found
}
