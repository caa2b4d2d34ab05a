//! XLSX: the first sheet of a workbook as a table with a header row.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::article::{Record, Reject};
use crate::read::place::Place;
use crate::read::{FieldName, Sink, columns, docx, xml};

/// Most columns looked at.
const MAX_COLUMNS: usize = 1_024;
/// Day 0 of the dates in a sheet.
const EPOCH: jiff::civil::Date = jiff::civil::date(1899, 12, 30);

/// Reads the first sheet of an opened workbook.
pub(super) fn read<R: Read + Seek>(place: &Place<'_>, zip: &mut ZipArchive<R>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let refuse = |position, reason: String| Record::Reject(Reject::new(place.source, position, reason));
    let strings = match zip.index_for_name("xl/sharedStrings.xml") {
        Some(_) => docx::member(place, zip, "xl/sharedStrings.xml").map(|xml| shared_strings(&xml)),
        None => Ok(Vec::new()),
    };
    let mut sheets: Vec<String> =
        zip.file_names().flatten().filter(|n| n.starts_with("xl/worksheets/sheet")).map(Into::into).collect();
    sheets.sort_by_key(|name| (name.len(), name.clone()));
    let sheet = sheets.first().ok_or_else(|| "the workbook has no sheet: save it again".to_owned());
    let (strings, xml) = match strings.and_then(|s| Ok((s, docx::member(place, zip, sheet?)?))) {
        Ok(parts) => parts,
        Err(reason) => return sink(refuse(0, reason)),
    };
    let mut rows = Rows { reader: Reader::from_str(&xml), strings: &strings };
    rows.reader.config_mut().check_end_names = false;
    let Some(header) = rows.next_row() else {
        return sink(refuse(0, "the first sheet is empty: nothing to read, leave it out".into()));
    };
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let located = place.options.columns.locate(&names);
    if !located.contains_key(&FieldName::Body) {
        let reason = format!("no body column among: {}; name it with --map body=COLUMN", names.join(", "));
        return sink(refuse(1, reason));
    }
    for position in 2.. {
        let Some(row) = rows.next_row() else { break };
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let value = |field: FieldName| {
            let cell = row.get(*located.get(&field)?)?.clone();
            Some(if field == FieldName::Date { day_of_serial(&cell).unwrap_or(cell) } else { cell })
        };
        sink(match columns::assemble(place.source, position, place.options.date_order, value) {
            Ok(article) => Record::Article(Box::new(article)),
            Err(reject) => Record::Reject(reject),
        })?;
    }
    ControlFlow::Continue(())
}

/// A date kept as days since the end of 1899.
fn day_of_serial(cell: &str) -> Option<String> {
    let days = cell.parse::<f64>().ok().filter(|d| (1.0..200_000.0).contains(d))?;
    let span = jiff::Span::new().try_days(days as i64).ok()?;
    EPOCH.checked_add(span).ok().map(|day| day.to_string())
}

fn shared_strings(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut strings = Vec::new();
    let mut current = String::new();
    let (mut in_text, mut in_phonetic) = (false, false);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) => match e.local_name().as_ref() {
                "t" => in_text = !in_phonetic,
                "rPh" => in_phonetic = true,
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => in_phonetic = false,
                "si" => strings.push(std::mem::take(&mut current)),
                _ => {}
            },
            Event::Empty(e) if e.local_name().as_ref() == "si" => strings.push(String::new()),
            Event::Eof => break,
            other if in_text => xml::push_text(&other, &mut current),
            _ => {}
        }
    }
    strings
}

/// The rows of a sheet, one after the other.
struct Rows<'a> {
    reader: Reader<&'a [u8]>,
    strings: &'a [String],
}

impl Rows<'_> {
    fn next_row(&mut self) -> Option<Vec<String>> {
        let mut row: Vec<String> = Vec::new();
        let (mut in_row, mut in_value) = (false, false);
        let (mut kind, mut column) = (String::new(), 0);
        let mut value = String::new();
        loop {
            match self.reader.read_event().ok()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "row" => in_row = true,
                    "c" => {
                        kind = attribute(&e, "t").unwrap_or_default();
                        column = attribute(&e, "r").and_then(|r| column_of(&r)).unwrap_or(row.len());
                        value.clear();
                    }
                    "v" | "t" => in_value = true,
                    _ => {}
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "v" | "t" => in_value = false,
                    "c" if column < MAX_COLUMNS => {
                        if row.len() <= column {
                            row.resize(column + 1, String::new());
                        }
                        row[column] = match kind.as_str() {
                            "s" => value
                                .trim()
                                .parse()
                                .ok()
                                .and_then(|n: usize| self.strings.get(n))
                                .cloned()
                                .unwrap_or_default(),
                            _ => value.clone(),
                        };
                    }
                    "row" if in_row => return Some(row),
                    _ => {}
                },
                Event::Eof => return None,
                other if in_value => xml::push_text(&other, &mut value),
                _ => {}
            }
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// The index of the column of a cell called like `BC12`.
fn column_of(cell: &str) -> Option<usize> {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase);
    letters.take(4).fold(None, |n: Option<usize>, b| Some(n.map_or(0, |n| n + 1) * 26 + usize::from(b - b'A')))
}
