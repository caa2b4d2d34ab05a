//! ProQuest: documents parted by lines of underscores or headed `Document 1 of 2`, fields as `Label: text`.

use crate::read::FieldName;
use crate::read::export::fields::{Fields, put, squeezed};

/// Labels with their field; the others end the field before them.
const LABELS: &[(&str, Option<FieldName>)] = &[
    ("Title", Some(FieldName::Title)),
    ("Author", Some(FieldName::Author)),
    ("Publication title", Some(FieldName::Outlet)),
    ("Publication date", Some(FieldName::Date)),
    ("Section", Some(FieldName::Section)),
    ("ProQuest document ID", Some(FieldName::Id)),
    ("Document URL", Some(FieldName::Url)),
    ("Full text", Some(FieldName::Body)),
    ("Full Text", Some(FieldName::Body)),
    ("Abstract", None),
    ("Links", None),
    ("Subject", None),
    ("Location", None),
    ("People", None),
    ("Company / organization", None),
    ("Identifier / keyword", None),
    ("Publication info", None),
    ("Publication year", None),
    ("First page", None),
    ("Pages", None),
    ("Volume", None),
    ("Issue", None),
    ("Publisher", None),
    ("Place of publication", None),
    ("Country of publication", None),
    ("Publication subject", None),
    ("ISSN", None),
    ("e-ISSN", None),
    ("Source type", None),
    ("Language of publication", None),
    ("Document type", None),
    ("Copyright", None),
    ("Last updated", None),
    ("Database", None),
    ("Credit", None),
    ("Column", None),
    ("Dateline", None),
];

/// Documents of an export.
pub(super) fn documents(text: &str) -> Vec<Fields> {
    let mut documents = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    let is_rule = |line: &str| line.len() >= 20 && line.bytes().all(|b| b == b'_');
    for line in text.lines().map(str::trim) {
        if is_rule(line) || is_head(line) {
            documents.extend(document(&lines));
            lines.clear();
        } else {
            lines.push(line);
        }
    }
    documents.extend(document(&lines));
    documents
}

/// `Document 1 of 2`: pages have no rule of underscores above it.
fn is_head(line: &str) -> bool {
    let numbers = line.strip_prefix("Document ").and_then(|rest| rest.split_once(" of "));
    numbers.is_some_and(|(at, of)| at.parse::<u32>().is_ok() && of.parse::<u32>().is_ok())
}

/// `None` for covers, tables of contents and lists of references.
fn document(lines: &[&str]) -> Option<Fields> {
    let is_document = lines.iter().filter(|line| label_of(line).is_some()).count() >= 3;
    if !is_document {
        return None;
    }
    let mut fields = Fields::new();
    let mut current = None;
    let mut value = String::new();
    for line in lines {
        if let Some((field, rest)) = label_of(line) {
            flush(&mut fields, current, &mut value);
            current = field;
            value.push_str(rest);
        } else if current.is_some() {
            value.push('\n');
            value.push_str(line);
        } else if !line.is_empty() && !fields.contains_key(&FieldName::Title) {
            put(&mut fields, FieldName::Title, line);
        }
    }
    flush(&mut fields, current, &mut value);
    Some(fields)
}

fn flush(fields: &mut Fields, field: Option<FieldName>, value: &mut String) {
    let taken = std::mem::take(value);
    match field {
        // The labelled title is whole; the heading above it may be cut.
        Some(FieldName::Title) if !taken.trim().is_empty() => {
            fields.insert(FieldName::Title, squeezed(&taken));
        }
        Some(FieldName::Body) if taken.trim().trim_end_matches('.').eq_ignore_ascii_case("not available") => {}
        Some(FieldName::Body) => put(fields, FieldName::Body, &taken),
        Some(field) => put(fields, field, &squeezed(&taken)),
        None => {}
    }
}

fn label_of(line: &str) -> Option<(Option<FieldName>, &str)> {
    let (head, rest) = line.split_once(':')?;
    LABELS.iter().find(|(label, _)| *label == head).map(|(_, field)| (*field, rest.trim()))
}
