//! Nexis: the classic exports (`3 of 50 DOCUMENTS`) and those of Nexis Uni (`End of Document`).

use regex::Regex;

use crate::article::{PrintedDate, printed_date};
use crate::read::FieldName;
use crate::read::byline::author;
use crate::read::export::fields::{Fields, put, squeezed};
use crate::read::export::marks::{CLASSIC, NUMBERED, UNI};

/// Labels before the text of a classic document, with their field: in English first, then as interfaces in other languages
/// write them.
const BEFORE: &[(&[&str], Option<FieldName>)] = &[
    (&["HEADLINE", "TITRE", "TITULAR", "TITOLO", "TITEL"], Some(FieldName::Title)),
    (&["BYLINE", "AUTEUR", "AUTOR", "AUTORE", "AUTOREN", "VERFASSER"], Some(FieldName::Author)),
    (
        &["SECTION", "RUBRIQUE", "RUBRIK", "SECCIÓN", "SECCION", "SEZIONE", "SECÇÃO", "SEÇÃO", "SECTIE", "RUBRIEK"],
        Some(FieldName::Section),
    ),
    (&["URL"], Some(FieldName::Url)),
    (LENGTH, None),
    (&["DATELINE"], None),
    (BODY, None),
    (&["HIGHLIGHT", "ENCART", "HIGHLIGHTS"], None),
    (&["SERIES", "TYPE", "SOURCE"], None),
];
/// Labels of the number of words, right before the text.
const LENGTH: &[&str] =
    &["LENGTH", "LONGUEUR", "LÄNGE", "LAENGE", "LONGITUD", "LUNGHEZZA", "EXTENSÃO", "EXTENSAO", "LENGTE"];
/// Labels of the text itself.
const BODY: &[&str] = &["BODY", "TEXT", "TEXTE", "TEXTO", "TESTO"];
/// Labels that come after every text.
const TAIL: &[&str] = &[
    "LOAD-DATE",
    "LANGUAGE",
    "PUBLICATION-TYPE",
    "DATE-CHARGEMENT",
    "LANGUE",
    "TYPE-PUBLICATION",
    "UPDATE",
    "SPRACHE",
    "ZEITUNGSART",
    "FECHA-CARGA",
    "FECHA-DE-CARGA",
    "IDIOMA",
    "TIPO-PUBLICACIÓN",
    "TIPO-DE-PUBLICACIÓN",
    "DATA-CARICAMENTO",
    "LINGUA",
    "TIPO-PUBBLICAZIONE",
    "LAADDATUM",
    "TAAL",
    "PUBLICATIETYPE",
];
/// Further labels after it.
const BEHIND: &[&str] = &[
    "GRAPHIC",
    "DOCUMENT-TYPE",
    "JOURNAL-CODE",
    "SUBJECT",
    "CORRECTION-DATE",
    "NOTES",
    "CORRECTION",
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
    "SUJET",
    "LOCALISATION-GEO",
    "SOCIETE",
    "SOCIÉTÉ",
    "SYMBOLE-BOURSIER",
    "SECTEUR-ACTIVITE",
    "PERSONNE",
    "ORGANISME",
    "GRAPHIQUE",
    "GRAFIK",
    "THEMA",
    "GRÁFICO",
    "ASUNTO",
    "Classification",
    "Copyright",
    "All Rights Reserved",
];

/// Every label after a text.
fn after_text() -> impl Iterator<Item = &'static str> {
    TAIL.iter().chain(BEHIND).copied()
}

/// True for a paragraph that begins with such a label; `UPDATE` is one where a day follows, and none is followed by a
/// sentence but pictures and notes.
fn is_after_text(paragraph: &str) -> bool {
    labelled(paragraph, after_text()).is_some_and(|(label, value)| match label {
        "UPDATE" => dated(value),
        "Copyright" => is_notice(value),
        _ => WITH_SENTENCES.contains(&label) || !is_sentence(value),
    })
}

/// Labels that sentences may follow.
const WITH_SENTENCES: &[&str] =
    &["GRAPHIC", "NOTES", "CORRECTION", "CORRECTION-DATE", "GRAPHIQUE", "GRAFIK", "GRÁFICO", "Classification"];

/// True for running prose: most words are in small letters, and it ends as a sentence does.
fn is_sentence(value: &str) -> bool {
    let n_small = value.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    n_small > 2 && n_small * 2 > value.split_whitespace().count() && value.ends_with(['.', '?', '!', '"', '”'])
}

/// Every label before a text.
fn before_text() -> impl Iterator<Item = &'static str> {
    BEFORE.iter().flat_map(|(labels, _)| *labels).copied()
}

/// Documents of a classic export; without lines that number them they are parted at the labels after their texts.
pub(super) fn classic(text: &str) -> Vec<Fields> {
    let of = |lines: &Regex| lines.find_iter(text).map(|m| (m.start(), m.end())).collect::<Vec<_>>();
    let starts = Some(of(&CLASSIC)).filter(|starts| !starts.is_empty()).unwrap_or_else(|| of(&NUMBERED));
    if starts.is_empty() {
        return unnumbered(text).into_iter().map(classic_document).collect();
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    starts.iter().zip(ends).map(|((_, start), end)| classic_document(&text[*start..end])).collect()
}

/// True for a text with the labels of a classic export and no line that numbers its documents.
pub(super) fn is_unnumbered(text: &str) -> bool {
    let has_line = |label: &&str| {
        let with_value = format!("{label}: ");
        text.starts_with(&with_value) || text.contains(&format!("\n{with_value}"))
    };
    LENGTH.iter().any(has_line) && TAIL.iter().any(|label| *label != "LANGUAGE" && has_line(label))
}

/// The documents: one begins with the first paragraph after the labels at the end of the one before.
fn unnumbered(text: &str) -> Vec<&str> {
    let mut documents = Vec::new();
    let (mut start, mut has_length, mut has_ended) = (0, false, false);
    for paragraph in paragraphs(text) {
        let at = paragraph.as_ptr() as usize - text.as_ptr() as usize;
        let is_tail = is_after_text(paragraph) && labelled(paragraph, TAIL.iter().copied()).is_some();
        if has_ended && !is_tail && !is_rights(paragraph) && !is_after_text(paragraph) {
            documents.push(&text[start..at]);
            (start, has_length, has_ended) = (at, false, false);
        }
        has_length |= labelled(paragraph, LENGTH.iter().copied()).is_some();
        has_ended |= has_length && is_tail;
    }
    documents.push(&text[start..]);
    documents
}

fn classic_document(text: &str) -> Fields {
    let mut fields = Fields::new();
    let (mut head, mut body): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let (mut is_headed, mut in_body) = (false, false);
    for paragraph in paragraphs(text) {
        let label = labelled(paragraph, before_text()).filter(|(label, _)| body.is_empty() || *label == "BODY");
        if let Some((label, value)) = label {
            // An address may come between outlet, date and title.
            is_headed |= label != "URL" || head.len() > 2;
            in_body |= leads_to_text(label);
            let (value, below) = value_of(label, value);
            body.extend(Some(below).filter(|below| !below.is_empty()));
            let field = BEFORE.iter().find(|(labels, _)| labels.contains(&label)).and_then(|(_, field)| *field);
            let value = squeezed(value);
            match field {
                Some(FieldName::Author) => put(&mut fields, FieldName::Author, &author(&value).unwrap_or_default()),
                Some(field) => put(&mut fields, field, &value),
                None => {}
            }
        } else if is_after_text(paragraph) || is_rights_of(paragraph, in_body) {
            if in_body && !body.is_empty() {
                break;
            }
        } else if in_body {
            body.push(paragraph);
        } else if is_headed || head.len() >= HEAD_PARAGRAPHS {
            // Text without a LENGTH line before it.
            body.push(paragraph);
            in_body = is_headed;
        } else {
            head.push(paragraph);
        }
    }
    let text = head_fields(&head, &mut fields);
    put(&mut fields, FieldName::Body, &[text, body].concat().join("\n\n"));
    fields
}

/// True for a label that only the text or another such label follows.
fn leads_to_text(label: &str) -> bool {
    label == "DATELINE" || LENGTH.contains(&label) || BODY.contains(&label)
}

/// The value of a label, and the text in the lines right below it.
fn value_of<'a>(label: &str, paragraph: &'a str) -> (&'a str, &'a str) {
    if BODY.contains(&label) {
        return ("", paragraph);
    }
    let lines = paragraph.split_once('\n').filter(|_| leads_to_text(label));
    lines.map_or((paragraph, ""), |(value, below)| (value.trim_end(), below))
}

/// Paragraphs that outlet, date, title and remarks may take.
const HEAD_PARAGRAPHS: usize = 6;

/// Takes outlet, date and title out of the paragraphs above the labels; returns those that are text.
fn head_fields<'a>(head: &[&'a str], fields: &mut Fields) -> Vec<&'a str> {
    let address = head.iter().flat_map(|paragraph| paragraph.lines()).map(str::trim).find(|line| is_address(line));
    put(fields, FieldName::Url, address.unwrap_or_default());
    let is_of_head = |line: &&str| !is_rights(line) && !is_address(line);
    let lines_of = |paragraph: &&'a str| paragraph.lines().map(str::trim).filter(is_of_head).collect::<Vec<_>>();
    let is_kept = |lines: &Vec<&str>| !lines.is_empty() && !lines.iter().all(|line| is_edition(line));
    let parts: Vec<(Vec<&str>, &'a str)> =
        head.iter().map(|p| (lines_of(p), *p)).filter(|(lines, _)| is_kept(lines)).collect();
    // A year alone is a date where a label names the title.
    let kinds: &[fn(&str) -> bool] =
        if fields.contains_key(&FieldName::Title) { &[dated, is_issue, is_year] } else { &[dated, is_issue] };
    let found = kinds.iter().find_map(|is_date| {
        let has_date = |(lines, _): &(Vec<&str>, &str)| lines.iter().any(|line| is_date(line));
        parts.iter().position(has_date).map(|at| (at, is_date))
    });
    let Some((date_at, is_date)) = found else {
        let mut rest = parts.iter();
        for field in [FieldName::Outlet, FieldName::Title] {
            if !fields.contains_key(&field)
                && let Some((lines, _)) = rest.next()
            {
                put(fields, field, &lines.join(" "));
            }
        }
        return rest.map(|(_, paragraph)| *paragraph).collect();
    };
    let dated_lines = &parts[date_at].0;
    let in_paragraph = dated_lines.iter().position(|line| is_date(line)).unwrap_or(0);
    put(fields, FieldName::Date, dated_lines[in_paragraph]);
    // The outlet is right above the date, in its paragraph or the one before; a title may come first.
    let mut above: Vec<String> = parts[..date_at].iter().map(|(lines, _)| lines.join(" ")).collect();
    above.extend((in_paragraph > 0).then(|| dated_lines[..in_paragraph].join(" ")));
    if let Some(outlet) = above.pop() {
        put(fields, FieldName::Outlet, &outlet);
    }
    let mut below = parts[date_at + 1..].iter();
    if !fields.contains_key(&FieldName::Title) {
        match below.next() {
            Some((lines, _)) => put(fields, FieldName::Title, &lines.join(" ")),
            None => put(fields, FieldName::Title, above.last().map_or("", String::as_str)),
        }
    }
    below.map(|(_, paragraph)| *paragraph).collect()
}

/// True for the address of a page and nothing else.
fn is_address(line: &str) -> bool {
    let line = line.trim_matches(['<', '>', '(', ')']);
    !line.contains(char::is_whitespace) && (line.contains("://") || line.starts_with("www."))
}

/// True for a paragraph on rights; above the text the outlet may follow in its next line.
fn is_rights_of(paragraph: &str, in_body: bool) -> bool {
    is_rights(paragraph) && (in_body || paragraph.lines().all(is_rights))
}

fn is_rights(line: &str) -> bool {
    let line = line.trim_start();
    RIGHTS.iter().any(|start| line.starts_with(start)) || line.strip_prefix("Copyright ").is_some_and(is_notice)
}

/// True for what follows "Copyright" in a notice: a year, a sign or a holder, and no sentence such as "lawyers earn $80".
fn is_notice(rest: &str) -> bool {
    let mut words = rest.split_whitespace().skip_while(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty() || bare == "c" || bare.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    });
    let has_sign = words.clone().count() < rest.split_whitespace().count();
    let is_name = |word: &str| !word.starts_with(char::is_lowercase) || OF_HOLDER.contains(&word) || word.contains('.');
    let n_named = if has_sign { 1 } else { usize::MAX };
    words.by_ref().take(n_named).all(is_name)
}

/// Words in small letters within the name of who holds the rights.
const OF_HOLDER: &[&str] = &[
    "and", "by", "da", "das", "de", "del", "della", "der", "des", "di", "die", "do", "et", "für", "het", "la", "le",
    "of", "the", "und", "van", "von", "y",
];

/// What a line on rights begins with, but for "Copyright".
const RIGHTS: &[&str] = &[
    "All Rights Reserved",
    "All rights reserved",
    "(c) ",
    "©",
    "Distributed by ",
    "Alle Rechte vorbehalten",
    "Tous Droits Réservés",
    "Tous droits réservés",
    "Todos los derechos reservados",
    "Todos los Derechos Reservados",
    "Todos os direitos reservados",
    "Tutti i diritti riservati",
    "Alle rechten voorbehouden",
];

/// True for an edition and for a remark on a correction.
fn is_edition(line: &str) -> bool {
    let line = line.to_lowercase();
    let is_short = line.split_whitespace().count() <= 6;
    let names_edition = line
        .split(|c: char| !c.is_alphabetic())
        .any(|word| matches!(word, "edition" | "final" | "ausgabe" | "édition" | "edición" | "editie"));
    is_short && names_edition || line.contains("correction appended") || line.starts_with("see correction")
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
                "Byline" => put(&mut fields, FieldName::Author, &author(value).unwrap_or_default()),
                "Section" => put(&mut fields, FieldName::Section, value.split(';').next().unwrap_or(value)),
                "Headline" => put(&mut fields, FieldName::Title, value),
                "URL" => put(&mut fields, FieldName::Url, value),
                _ => {}
            }
        }
    }
    put(&mut fields, FieldName::Url, head.iter().find(|line| is_address(line)).unwrap_or(&""));
    // Title, outlet and date are on separate lines, the date last.
    let date_at = [dated, is_issue].iter().find_map(|is_date| head.iter().rposition(|line| is_date(line)));
    if let Some(date_at) = date_at {
        put(&mut fields, FieldName::Date, head[date_at]);
        let mut above = head[..date_at].iter().rev().filter(|line| !line.is_empty() && !is_address(line));
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
    let is_date = |text: &str| printed_date(text).is_date();
    let has_year_alone = line.trim().len() == 4;
    line.len() < 90
        && !has_year_alone
        && line.chars().any(|c| c.is_ascii_digit())
        && (is_date(line) || line.split_once(", ").is_some_and(|(_, rest)| rest.len() > 4 && is_date(rest)))
}

/// True for the date of an issue without a day of its own, and nothing else: `February/March 2012`, `Spring 2012`,
/// `March 4 - March 10, 2012`, `First Quarter 2012`, `Vol. 12, No. 3, Spring 2012`.
fn is_issue(line: &str) -> bool {
    let line = line.to_lowercase();
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_month = |word: &str| printed_date(&format!("{word} 2012")) == PrintedDate::Month;
    let is_quarter = |word: &str| QUARTERS.contains(&word);
    let is_day = |word: &str| word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let names_time = |word: &str| is_month(word) || SEASONS.contains(&word) || is_quarter(word);
    let is_counted = |at: usize| {
        let is_number = |at: usize| words.get(at).is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
        VOLUMES.contains(&words[at]) && is_number(at + 1) || at > 0 && VOLUMES.contains(&words[at - 1]) && is_number(at)
    };
    let is_of_issue = |at: usize| {
        let word = words[at];
        let is_ordinal = ORDINALS.contains(&word) && words.get(at + 1).is_some_and(|next| is_quarter(next));
        let is_filler = matches!(word, "for" | "of" | "the" | "week");
        names_time(word) || is_year(word) || is_day(word) || is_ordinal || is_filler || is_counted(at)
    };
    words.len() <= ISSUE_WORDS
        && words.iter().any(|word| names_time(word))
        && words.iter().any(|word| is_year(word))
        && (0..words.len()).all(is_of_issue)
}

/// Quarters of a year, and what counts them.
const QUARTERS: &[&str] = &["quarter", "q1", "q2", "q3", "q4", "quartal", "trimestre"];
const ORDINALS: &[&str] =
    &["first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th", "1", "2", "3", "4", "premier", "primer"];
/// Words before the number of a volume or an issue.
const VOLUMES: &[&str] = &["vol", "volume", "no", "issue", "number", "nr", "iss"];

/// Words of the date of an issue, at most.
const ISSUE_WORDS: usize = 9;
const SEASONS: &[&str] = &[
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "frühjahr",
    "frühling",
    "sommer",
    "herbst",
    "printemps",
    "été",
    "automne",
    "hiver",
    "primavera",
    "verano",
    "otoño",
    "invierno",
    "estate",
    "autunno",
    "inverno",
    "verão",
    "outono",
    "lente",
    "zomer",
    "herfst",
];

/// True for a year and nothing else.
fn is_year(line: &str) -> bool {
    let line = line.trim();
    line.len() == 4 && line.parse::<u16>().is_ok_and(|year| (1700..=2199).contains(&year))
}

/// True for a line that begins with a label of a classic document.
fn is_label_line(line: &str) -> bool {
    let is_upper = line.chars().take(3).all(|c| c.is_uppercase() || c == '-');
    is_upper && labelled(line, before_text().chain(after_text())).is_some()
}

/// Paragraphs parted by blank lines and labels.
fn paragraphs(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut end, mut at) = (None, 0, 0);
    for line in text.split_inclusive('\n') {
        let is_end = line.trim().is_empty() || is_label_line(line);
        if is_end && let Some(start) = start.take() {
            found.push(text[start..end].trim_end());
        }
        if !line.trim().is_empty() {
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
