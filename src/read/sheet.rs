//! Small tables that people keep beside their articles: manifests, coding sheets, judged sheets.
//!
//! In: a file as CSV with any usual separator and charset, or a workbook. Out: its header and its rows as text, in memory.

use std::io::Cursor;
use std::rc::Rc;
use std::sync::Arc;

use zip::ZipArchive;

use crate::read::charset::{self, RecordCharset};
use crate::read::columns::plain;
use crate::read::delimited::Delimited;
use crate::read::layout::named_separator;
use crate::read::record_source::{Budget, RecordSource};
use crate::read::row_fit::fitted;
use crate::read::sheet_rows::{Sheet, SheetRow};
use crate::read::{ReadOptions, xlsx};

/// Lines or rows that may be above a header.
const ABOVE: usize = 20;

/// Reads a table whose header has one of `columns`; without such a header the first row is taken for it.
///
/// # Errors
/// With what is wrong and what to do, without the name of the file.
pub fn read_sheet(bytes: &[u8], columns: &[&str]) -> Result<Sheet, String> {
    let is_header = |cells: &[String]| cells.iter().any(|cell| columns.iter().any(|name| plain(name) == plain(cell)));
    let rows =
        if bytes.starts_with(b"PK\x03\x04") { of_workbook(bytes, &is_header)? } else { of_text(bytes, &is_header)? };
    let at = rows.iter().take(ABOVE).position(|row| is_header(&row.cells)).unwrap_or(0);
    let mut rows = rows.into_iter().skip(at).map(armed);
    let header = rows.next().ok_or("is empty")?.cells.iter().map(|cell| cell.trim().to_owned()).collect();
    Ok(Sheet { header, rows: rows.collect() })
}

/// The row without the `'` that tables for spreadsheets put before a text that looks like a formula.
fn armed(mut row: SheetRow) -> SheetRow {
    for cell in &mut row.cells {
        if cell.strip_prefix('\'').is_some_and(|rest| rest.starts_with(['=', '+', '-', '@'])) {
            cell.remove(0);
        }
    }
    row
}

/// The rows of the first visible sheet with such a header, else of the first one that has any.
fn of_workbook(bytes: &[u8], is_header: &dyn Fn(&[String]) -> bool) -> Result<Vec<SheetRow>, String> {
    let budget = Rc::<Budget>::default();
    budget.took(bytes.len());
    let (source, options) = (Arc::from(""), ReadOptions::default());
    let place =
        RecordSource { source: &source, member: String::new(), path: None, depth: 0, budget, options: &options };
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| format!("not a whole workbook ({e}): save it again"))?;
    xlsx::shown_rows(&place, zip, |rows| rows.iter().take(ABOVE).any(|row| is_header(&row.cells)))
}

fn of_text(bytes: &[u8], is_header: &dyn Fn(&[String]) -> bool) -> Result<Vec<SheetRow>, String> {
    let decoded = charset::marked(bytes).map(|encoding| encoding.decode(bytes).0.into_owned().into_bytes());
    let bytes = decoded.as_deref().unwrap_or(bytes);
    let mut charset = RecordCharset::of_head(bytes);
    let head: Vec<String> =
        bytes.split(|b| *b == b'\n').take(ABOVE).map(|line| charset.decode(line, String::new).0.into_owned()).collect();
    let named = head.first().and_then(|line| named_separator(line.trim_start_matches('\u{feff}')));
    let delimiter = named.or_else(|| delimiter_of(&head, is_header)).unwrap_or(b',');
    let mut rows = Delimited::new(bytes, delimiter, bytes.len());
    rows.skip_lines(usize::from(named.is_some())).map_err(|e| e.to_string())?;
    let mut found = Vec::new();
    while let Some(row) = rows.next_row().map_err(|e| e.to_string())? {
        if row.is_open {
            return Err(format!("line {}: a quote is opened here and never closed: close it", row.line));
        }
        let n_cells = row.cells.len();
        let cells = if rows.n_columns == 0 { Some(row.cells) } else { fitted(row.cells, rows.n_columns, delimiter) };
        let cells = cells.ok_or_else(|| {
            format!(
                "line {}: {n_cells} fields where the header names {}: put quotes around the text with a separator in it",
                row.line, rows.n_columns
            )
        })?;
        let text = |cell: &Vec<u8>| charset.decode(cell, String::new).0.trim_start_matches('\u{feff}').to_owned();
        let cells: Vec<String> = cells.iter().map(text).collect();
        if rows.n_columns == 0 && is_header(&cells) {
            rows.n_columns = cells.len();
        }
        found.push(SheetRow { line: row.line, cells });
    }
    Ok(found)
}

/// The separator by which one of the lines is a header, else the one that the first line has most of.
fn delimiter_of(head: &[String], is_header: &dyn Fn(&[String]) -> bool) -> Option<u8> {
    let cells = |line: &str, d: char| -> Vec<String> {
        line.trim_start_matches('\u{feff}')
            .split(d)
            .map(|cell| cell.trim().trim_matches(['"', '\'']).to_owned())
            .collect()
    };
    let header = head.iter().find_map(|line| {
        let fitting = ['\t', '|', ';', ','].into_iter().filter(|d| is_header(&cells(line, *d)));
        fitting.max_by_key(|d| line.matches(*d).count())
    });
    header
        .or_else(|| {
            ['\t', '|', ';', ','].into_iter().max_by_key(|d| head.first().map_or(0, |line| line.matches(*d).count()))
        })
        .map(|d| d as u8)
}

#[cfg(test)]
mod tests {
    use crate::read::sheet::read_sheet;

    #[track_caller]
    fn check(bytes: &[u8], expected: &[&str]) {
        let sheet = read_sheet(bytes, &["id", "file"]).expect("a table");
        let rows = sheet.rows.iter().map(|row| format!("{} {}", row.line, row.cells.join("|")));
        let found: Vec<String> = std::iter::once(sheet.header.join("|")).chain(rows).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn separators_and_charsets_are_detected() {
        check(b"id,note\n1,\"a; b\"\n", &["id|note", "2 1|a; b"]);
        check(b"sep=;\r\nid;note\r\n1;a, b\r\n", &["id|note", "3 1|a, b"]);
        check(b"File | Note\n1 | caf\xe9\n", &["File|Note", "2 1 | café"]);
        check(b"id,note\n'-2+3,'tis\n", &["id|note", "2 -2+3|'tis"]);
        check(b"Sheet of Ann\n\nID;note\n1;x\n", &["ID|note", "4 1|x"]);
        check(b"\xff\xfei\0d\0\n\x001\0\n\0", &["id", "2 1"]);
        check(b"\xef\xbb\xbf\"id\"\tnote\n1\tx\n", &["id|note", "2 1|x"]);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let wrong = |bytes: &[u8]| read_sheet(bytes, &["id"]).expect_err("no table");
        assert!(wrong(b"id,note\n1,\"x\n").contains("line 2: a quote"));
        assert!(wrong(b"id,note\n1,a,b\n").contains("line 2: 3 fields"));
        assert_eq!(wrong(b""), "is empty");
    }
}
