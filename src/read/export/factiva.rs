//! Factiva: fields under two-letter codes, or the reading layout whose documents end in a number.

use crate::article::{names_before_post, names_of_byline, printed_date};
use crate::read::FieldName;
use crate::read::byline::{author, begins_with_by};
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
            put(fields, FieldName::Id, without_label(first));
        }
        Some(FieldName::Author) => put(fields, FieldName::Author, &author(&taken).unwrap_or_default()),
        Some(field) => put(fields, field, &squeezed(&taken)),
        None => {}
    }
}

/// The number of a document without the word before it.
fn without_label(number: &str) -> &str {
    let number = number.trim().trim_start_matches("AN").trim_start();
    ["Document ", "Dokument ", "Documento "]
        .iter()
        .find_map(|label| number.strip_prefix(label))
        .unwrap_or(number)
        .trim()
}

fn code_of(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end();
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let (code, rest) = line.split_at(end);
    let parted =
        rest.is_empty() || rest.starts_with(['\t', '\u{a0}']) || rest.starts_with("  ") || rest.starts_with(' ');
    (parted && CODES.iter().any(|(c, _)| *c == code)).then_some((code, rest))
}

/// Where the text begins among the lines `below` the outlet: after the line on rights, or at the first line that is a
/// sentence; codes, pages and languages are none.
fn body_start(lines: &[&str], below: &[usize]) -> usize {
    let first = below.iter().position(|at| is_rights(lines[*at]) || is_sentence(lines[*at]));
    let Some(first) = first else { return lines.len() };
    // Several lines on rights may follow each other.
    let n_rights = below[first..].iter().take_while(|at| is_rights(lines[**at])).count();
    match n_rights.checked_sub(1) {
        Some(last) => below[first + last] + 1,
        None => below[first],
    }
}

/// Where the text ends, from `start` on: before lines on rights below it.
fn body_end(lines: &[&str], start: usize) -> usize {
    let last = (start..lines.len()).rev().find(|at| !lines[*at].is_empty() && !is_rights(lines[*at]));
    last.map_or(lines.len(), |last| last + 1)
}

/// A line on rights: `(c) 2012 Reuters`, `©2012 The Harbor Ledger. All rights reserved.`
fn is_rights(line: &str) -> bool {
    let bare = line.trim_start_matches('(');
    let marked = ["(c)", "(C)"].iter().any(|mark| line.starts_with(mark))
        || ["Copyright", "COPYRIGHT", "©"].iter().any(|start| bare.starts_with(start));
    let lower = line.to_lowercase();
    let reserved = RESERVED.iter().any(|words| lower.contains(words));
    // "(c) 2012 The Harbor Ledger. No part of it may be …": with the year right after the mark it may go on.
    let year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let dated = marked && line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(3).any(year);
    if dated && line.len() <= NOTICE_BYTES {
        return true;
    }
    let is_short = line.len() <= RIGHTS_BYTES;
    is_short && (reserved || marked && (n_words(line) <= RIGHTS_WORDS || line.contains(|c: char| c.is_ascii_digit())))
}

const RESERVED: &[&str] = &[
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "tutti i diritti riservati",
    "alle rechten voorbehouden",
];
/// Longest line on rights, in bytes, and its words where it has no year.
const RIGHTS_BYTES: usize = 200;
const RIGHTS_WORDS: usize = 10;
/// Longest line on rights that names its year, in bytes.
const NOTICE_BYTES: usize = 700;

/// True for a long line, and for one of several words that ends or has a sentence in it.
fn is_sentence(line: &str) -> bool {
    let is_end = line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?']);
    line.len() > 120 || line.contains(". ") || is_end && n_words(line) >= SENTENCE_WORDS
}

/// Words of a sentence, at least.
const SENTENCE_WORDS: usize = 4;

/// Takes section, title and byline out of the lines above the number of words; `body` shows which capitals are those of a
/// headline.
fn head_fields(head: &[&str], body: &str, fields: &mut Fields) {
    let mut lines: Vec<&str> = head.iter().copied().filter(|line| !has_year_of_rights(line)).collect();
    // `By Ada Finch` or `Ada Finch`, and `Staff Writer` below it.
    let mut has_office = false;
    if let [.., _, name, office] = lines[..]
        && (begins_with_by(name) || names_in(name) > 0 && !is_of_common_words(name, body))
        && is_of_author(office)
    {
        has_office = true;
        lines.pop();
    }
    if let [.., above, last] = lines[..]
        && (has_office || is_byline(last, above, body))
    {
        put(fields, FieldName::Author, &author(last).unwrap_or_default());
        lines.pop();
    }
    // A byline may be above the headline, and above or below the section.
    if let [above, _, ..] = lines[..]
        && !fields.contains_key(&FieldName::Author)
        && is_byline_above(above)
    {
        put(fields, FieldName::Author, &author(lines.remove(0)).unwrap_or_default());
    }
    let is_short = |line: &str, title: &str| n_words(line) <= SECTION_WORDS && n_words(title) > n_words(line);
    // A headline of two lines goes on in lower case.
    let goes_on = |line: &str| line.starts_with(char::is_lowercase);
    if lines.len() > 1 && (is_short(lines[0], lines[1]) && !goes_on(lines[1]) || is_desk(lines[0])) {
        put(fields, FieldName::Section, lines.remove(0));
    }
    if let [above, _, ..] = lines[..]
        && !fields.contains_key(&FieldName::Author)
        && is_byline_above(above)
    {
        put(fields, FieldName::Author, &author(lines.remove(0)).unwrap_or_default());
    }
    put(fields, FieldName::Title, &lines.join(" "));
}

/// True for names after `By` or before a post; other names above a headline look like a section.
fn is_byline_above(line: &str) -> bool {
    names_of_byline(line).or_else(|| names_before_post(line)).is_some()
}

/// A line on rights with its year among the lines above the number of words.
fn has_year_of_rights(line: &str) -> bool {
    is_rights(line) && line.contains(|c: char| c.is_ascii_digit())
}

/// Most words of a section above a title.
const SECTION_WORDS: usize = 3;

/// `Business; Section C`, `Metro Desk`, `SECTB; Section B; Page 3`: a desk, or a section of the paper with its letter or number.
fn is_desk(line: &str) -> bool {
    let mut parts = line.split(';').map(str::trim);
    let is_placed = |part: &str| {
        let (word, rest) = part.split_once(' ').unwrap_or((part, ""));
        let names_place = ["section", "sect", "sec", "page", "pg", "part"]
            .contains(&word.trim_end_matches('.').to_lowercase().as_str());
        names_place && !rest.is_empty() && rest.len() <= PLACE_BYTES && !rest.contains(' ')
    };
    let is_named = |part: &str| n_words(part) <= SECTION_WORDS && part.ends_with(" Desk");
    is_named(line)
        || is_placed(line)
        || line.contains(';')
            && parts.next().is_some_and(|first| n_words(first) <= SECTION_WORDS)
            && parts.all(|part| is_placed(part) || is_named(part))
}

/// Longest letter or number of a section or page.
const PLACE_BYTES: usize = 4;

fn n_words(line: &str) -> usize {
    line.split_whitespace().count()
}

/// True for the names of authors below a title; without `By` they are shorter than the title, or several.
fn is_byline(line: &str, above: &str, body: &str) -> bool {
    if line.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by ")) {
        return true;
    }
    match names_in(line) {
        0 => false,
        1 => {
            let name = line.split([',', ';']).next().unwrap_or(line);
            n_words(name) < n_words(above) && !is_of_common_words(name, body)
        }
        // Above a title there may be a section, which is short.
        _ => n_words(above) > SECTION_WORDS,
    }
}

/// "Nurses Walk Out": the text has more than half of its words, but not side by side, so it is a line of the headline.
fn is_of_common_words(line: &str, body: &str) -> bool {
    let of_body = || body.split(|c: char| !c.is_alphanumeric() && c != '-');
    let is_common = |word: &&str| of_body().any(|of_body| of_body.to_lowercase() == word.to_lowercase());
    !body.contains(line) && 2 * line.split_whitespace().filter(is_common).count() > n_words(line)
}

/// How many names the line is made of, but for what an author is or writes for: `Ada Finch and Bo Lind, Staff Writers`.
fn names_in(line: &str) -> usize {
    let mut names = vec![line.trim()];
    for mark in [", ", "; ", " / ", "/", " and ", " & ", " und ", " et ", " y ", " e ", " en "] {
        names = names.into_iter().flat_map(|part| part.split(mark)).map(str::trim).filter(|p| !p.is_empty()).collect();
    }
    let n_names = names.iter().take_while(|part| is_name(part)).count();
    let is_rest = |part: &&str| is_name(part) || is_of_author(part);
    if names[n_names..].iter().all(is_rest) { n_names } else { 0 }
}

/// Two to four words with capitals, small ones such as `de la` between them, and nothing else.
fn is_name(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_part = |word: &&str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c))
    };
    let is_small = |word: &&str| SMALL.contains(word);
    let (first, last) = (words.first(), words.last());
    let n_large = words.iter().filter(|word| is_part(word)).count();
    (2..=4).contains(&n_large)
        && words.iter().all(|word| is_part(word) || is_small(word))
        && first.is_some_and(is_part_of_name)
        && last.is_some_and(is_part)
}

fn is_part_of_name(word: &&str) -> bool {
    word.starts_with(char::is_uppercase) || SMALL.contains(word)
}

/// Small words in names.
const SMALL: &[&str] = &[
    "al", "ap", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "le", "ter", "van", "von",
];

/// What an author is: an office, or an outlet.
fn is_of_author(part: &str) -> bool {
    if part.to_lowercase().starts_with("special to ") {
        return n_words(part) <= SPECIAL_WORDS;
    }
    let last = part.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let office = last.strip_suffix('s').unwrap_or(&last);
    let named = [
        "agencie",
        "agency",
        "columnist",
        "contributor",
        "correspondent",
        "critic",
        "editor",
        "press",
        "reporter",
        "writer",
    ];
    n_words(part) <= 5 && named.contains(&office)
}

/// Words of `Special to` and an outlet, at most.
const SPECIAL_WORDS: usize = 7;

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
        put(&mut fields, FieldName::Id, without_label(end.as_str()));
        documents.push(fields);
        start = end.end();
    }
    documents
}

/// `1,204 words`, in the languages of the database.
fn is_length(line: &str) -> bool {
    let words = ["words", "word", "Wörter", "mots", "palabras", "parole", "palavras", "woorden", "ord", "слов"];
    let Some((n, unit)) = line.rsplit_once([' ', '\u{a0}']) else { return false };
    words.contains(&unit) && !n.is_empty() && n.chars().all(|c| c.is_ascii_digit() || ",. \u{a0}".contains(c))
}

fn plain_document(text: &str) -> Fields {
    let mut fields = Fields::new();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let Some(length_at) = lines.iter().position(|line| is_length(line)) else {
        return fields;
    };
    let head: Vec<&str> = lines[..length_at].iter().copied().filter(|l| !l.is_empty()).collect();
    let mut below = (length_at + 1..lines.len()).filter(|at| !lines[*at].is_empty());
    for at in below.by_ref() {
        let line = lines[at];
        if !fields.contains_key(&FieldName::Date) {
            if printed_date(line).is_date() {
                put(&mut fields, FieldName::Date, line);
            }
        } else if line.contains(|c: char| c.is_alphabetic()) && !is_time(line) {
            // A time of day may come between date and outlet.
            put(&mut fields, FieldName::Outlet, line);
            break;
        }
    }
    let body_at = body_start(&lines, &below.collect::<Vec<_>>());
    let body_at = body_at.min(lines.len());
    let body = lines[body_at..body_end(&lines, body_at)].join("\n");
    head_fields(&head, &body, &mut fields);
    put(&mut fields, FieldName::Body, &body);
    fields
}
