//! XLSX: the visible sheet of a workbook that has the articles, as a table with a header row.
//!
//! The crate `calamine` reads the cells: it knows the order of the tabs, which numbers are dates, and from which day a
//! workbook counts. Always holds: the parts are unpacked once before it reads them, to count their bytes against the
//! budget of the source, because the crate has no limit of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use calamine::{Cell, DataRef, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::article::{Notice, Record, Reject, Remedy};
use crate::read::header_again::HeaderAgain;
use crate::read::record_source::{Bounded, RecordSource};
use crate::read::sheet_rows::SheetRow;
use crate::read::xlsx_cells::{DateCells, is_early_day, text};
use crate::read::{ColumnMap, FieldName, Sink, columns, open, variables};

/// Most columns looked at.
const MAX_COLUMNS: usize = 1_024;
/// Most bytes of the texts that cells share: they are held in memory.
const MAX_STRINGS: u64 = 1 << 30;
/// Rows that may be above a header.
const ROWS_ABOVE: usize = 20;
/// Words from which on a text is one of an article, and no description of a variable.
const TEXT_WORDS: usize = 25;
/// Rows in which days of about 1905 are looked for.
const DATED_ROWS: usize = 500;
/// Most sheets that a message names.
const NAMED_SHEETS: usize = 8;

/// Reads the articles of an opened workbook.
pub(super) fn read<R: Read + Seek>(
    place: &RecordSource<'_>,
    mut zip: ZipArchive<R>,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let refuse = |position, reason: String| Record::Reject(Reject::new(place.source, position, reason));
    let opened =
        count_parts(place, &mut zip).and_then(|()| guarded(|| Xlsx::new(zip.into_inner())).map_err(|e| broken(&e)));
    let mut book = match opened {
        Ok(book) => book,
        Err(reason) => return sink(refuse(0, reason)),
    };
    let sheets = book.sheets_metadata().to_vec();
    let chosen = match choose(place, &mut book, &sheets) {
        Ok(chosen) => chosen,
        Err(reason) => return sink(refuse(1, reason)),
    };
    if sheets.len() > 1 {
        let message = which_sheet(&sheets, &chosen);
        sink(Record::Notice(Notice { source: Arc::clone(place.source), message }))?;
    }
    let dates = DateCells { is_1904: book.has_1904_epoch(), days: columns_of_days(&mut book, &chosen.name) };
    match Rows::open(&mut book, &chosen.name) {
        Ok(rows) => read_rows(place, &dates, rows, sink),
        Err(reason) => sink(refuse(0, reason)),
    }
}

/// The rows of the first shown sheet that `is_wanted`, else of the first shown one with any rows.
pub(super) fn shown_rows<R: Read + Seek>(
    place: &RecordSource<'_>,
    mut zip: ZipArchive<R>,
    is_wanted: impl Fn(&[SheetRow]) -> bool,
) -> Result<Vec<SheetRow>, String> {
    count_parts(place, &mut zip)?;
    let mut book = guarded(|| Xlsx::new(zip.into_inner())).map_err(|e| broken(&e))?;
    let mut first = Vec::new();
    for sheet in book.sheets_metadata().to_vec().iter().filter(|sheet| is_shown(sheet)) {
        let mut rows = Rows::open(&mut book, &sheet.name)?;
        let mut all = Vec::new();
        while let Some((line, row)) = rows.next_row()? {
            all.push(SheetRow { line, cells: row.iter().map(text).collect() });
        }
        if is_wanted(&all) {
            return Ok(all);
        }
        if first.is_empty() {
            first = all;
        }
    }
    if first.is_empty() { Err("the workbook has no sheet with rows: save it again".to_owned()) } else { Ok(first) }
}

/// One record for each row after the header.
fn read_rows<R: Read + Seek>(
    place: &RecordSource<'_>,
    dates: &DateCells,
    mut rows: Rows<'_, R>,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut header = None;
    let mut again: Option<HeaderAgain> = None;
    loop {
        let (position, row) = match rows.next_row() {
            Ok(Some(row)) => row,
            Ok(None) => {
                return again.map_or(ControlFlow::Continue(()), |again| again.report(place.source, "row", sink));
            }
            Err(reason) => return sink(Record::Reject(Reject::new(place.source, rows.position + 1, reason))),
        };
        let Some((fields, columns)) = &header else {
            let fields = located(place, &row);
            if !fields.contains_key(&FieldName::Body) {
                // A title or a remark above the header, which the sheet was chosen by.
                continue;
            }
            let names: Vec<String> = row.iter().map(text).collect();
            again = Some(HeaderAgain::of(names.iter().map(String::as_bytes)));
            let further = variables::columns_of(&names, &fields, &place.options.variables);
            let columns = ColumnMap::account(names, &fields, further);
            header = Some((fields, columns));
            continue;
        };
        let cells: Vec<String> = row.iter().map(text).collect();
        if again.as_mut().is_some_and(|again| again.is_it(position, cells.iter().map(String::as_bytes))) {
            continue;
        }
        let value = |field: FieldName| {
            let at = *fields.get(&field)?;
            let cell = row.get(at)?;
            Some(if field == FieldName::Date { dates.date_text(cell, at) } else { text(cell) })
        };
        let further = variables::of_row(&columns.variables, |at| dates.given_of(row.get(at)?, at));
        sink(match columns::assemble(place.source, position, Some(columns), value) {
            Ok(article) => Record::Article(Box::new(further.of(article))),
            Err(reject) => Record::Reject(reject),
        })?;
    }
}

/// The columns with days of about 1905: whole numbers there are no years.
fn columns_of_days<R: Read + Seek>(book: &mut Xlsx<R>, sheet: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let Ok(mut rows) = Rows::open(book, sheet) else { return found };
    for _ in 0..DATED_ROWS {
        let Ok(Some((_, row))) = rows.next_row() else { break };
        found.extend(row.iter().enumerate().filter(|(_, cell)| is_early_day(cell)).map(|(at, _)| at));
    }
    found
}

/// The sheet that is read.
struct Chosen {
    name: String,
    /// Why, for a message.
    reason: &'static str,
}

/// The visible sheet with a body column; of several, the one with the most fields and texts.
fn choose<R: Read + Seek>(place: &RecordSource<'_>, book: &mut Xlsx<R>, sheets: &[Sheet]) -> Result<Chosen, String> {
    let (mut seen, mut fitting) = (Vec::new(), Vec::new());
    for sheet in sheets.iter().filter(|sheet| is_shown(sheet)) {
        let mut rows = Rows::open(book, &sheet.name)?;
        let mut first = None;
        let mut located_in = None;
        for _ in 0..ROWS_ABOVE {
            let Some((_, row)) = rows.next_row()? else { break };
            let fields = located(place, &row);
            if fields.contains_key(&FieldName::Body) {
                located_in = Some(fields);
                break;
            }
            first.get_or_insert(row);
        }
        if let Some(fields) = located_in {
            fitting.push((sheet.name.clone(), fields));
            continue;
        }
        let Some(header) = first else {
            seen.push(format!("`{}` is empty", sheet.name));
            continue;
        };
        let names: Vec<String> = header.iter().map(text).collect();
        seen.push(format!("`{}` has {}", sheet.name, names.join(", ")));
    }
    if let [(name, _)] = &fitting[..] {
        return Ok(Chosen { name: name.clone(), reason: "the only one shown that has a body column" });
    }
    // The last of equal ones would win, so they are looked at from the end.
    let evidence = fitting.into_iter().rev().map(|(name, fields)| (evidence(book, &name, &fields), name));
    if let Some((_, name)) = evidence.max_by(|a, b| a.0.cmp(&b.0)) {
        return Ok(Chosen {
            name,
            reason: "the one with the most fields and texts of those shown that have a body column",
        });
    }
    seen.extend(sheets.iter().filter(|sheet| !is_shown(sheet)).map(|sheet| format!("`{}` is not shown", sheet.name)));
    Err(match seen.as_slice() {
        [] => "the workbook has no sheet: save it again".to_owned(),
        all => format!("no sheet with a body column: {}; {}", listed(all, "; "), Remedy::NameBody),
    })
}

/// How much says that a sheet has the articles, and is no list of variables or notes: a text of some length, fields of an
/// article, rows with such texts, rows with any text.
fn evidence<R: Read + Seek>(
    book: &mut Xlsx<R>,
    sheet: &str,
    fields: &BTreeMap<FieldName, usize>,
) -> (bool, usize, usize, usize) {
    let (mut n_long, mut n_filled) = (0, 0);
    let body = fields.get(&FieldName::Body);
    if let (Ok(mut rows), Some(body)) = (Rows::open(book, sheet), body) {
        while let Ok(Some((_, row))) = rows.next_row() {
            let body = row.get(*body).map(text).unwrap_or_default();
            n_filled += usize::from(!body.trim().is_empty());
            n_long += usize::from(body.split_whitespace().nth(TEXT_WORDS - 1).is_some());
        }
    }
    (n_long > 0, fields.len(), n_long, n_filled)
}

/// The columns of the fields, by the header row.
fn located(place: &RecordSource<'_>, header: &[DataRef<'_>]) -> BTreeMap<FieldName, usize> {
    let names: Vec<String> = header.iter().map(text).collect();
    place.options.columns.locate(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// True for a tab with cells that people see.
fn is_shown(sheet: &Sheet) -> bool {
    sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
}

/// Which sheet of several is read.
fn which_sheet(sheets: &[Sheet], chosen: &Chosen) -> String {
    let Chosen { name, reason } = chosen;
    let others = sheets.iter().filter(|sheet| sheet.name != *name).map(|sheet| {
        let hidden = if is_shown(sheet) { "" } else { " (not shown)" };
        format!("`{}`{hidden}", sheet.name)
    });
    let others = listed(&others.collect::<Vec<_>>(), ", ");
    format!("sheet `{name}` was read, {reason}; not read: {others}")
}

/// Some of them, and how many more there are.
fn listed(all: &[String], between: &str) -> String {
    let more = all.len().saturating_sub(NAMED_SHEETS);
    let named = all[..all.len() - more].join(between);
    if more > 0 { format!("{named}{between}{more} more") } else { named }
}

/// The rows of a sheet with anything in them, one after the other.
struct Rows<'a, R: Read + Seek> {
    cells: XlsxCellReader<'a, R>,
    /// What came after the row before: the first cell of the next one, the end, or why there is none.
    ahead: Option<Result<Option<Cell<DataRef<'a>>>, String>>,
    /// Number of the row that is read, from 1, as a spreadsheet shows it.
    position: u64,
}

impl<'a, R: Read + Seek> Rows<'a, R> {
    fn open(book: &'a mut Xlsx<R>, sheet: &str) -> Result<Self, String> {
        let cells =
            guarded(|| book.worksheet_cells_reader(sheet)).map_err(|e| format!("sheet `{sheet}`: {}", broken(&e)))?;
        Ok(Self { cells, ahead: None, position: 0 })
    }

    /// The number of the next row and its cells.
    fn next_row(&mut self) -> Result<Option<(u64, Vec<DataRef<'a>>)>, String> {
        loop {
            let Some(first) = self.next_cell()? else { return Ok(None) };
            let number = first.get_position().0;
            self.position = u64::from(number) + 1;
            let mut row = Vec::new();
            put(&mut row, &first);
            loop {
                match self.next_cell() {
                    Ok(Some(cell)) if cell.get_position().0 == number => put(&mut row, &cell),
                    next => {
                        self.ahead = Some(next);
                        break;
                    }
                }
            }
            if row.iter().any(|cell| !text(cell).trim().is_empty()) {
                return Ok(Some((self.position, row)));
            }
        }
    }

    fn next_cell(&mut self) -> Result<Option<Cell<DataRef<'a>>>, String> {
        if let Some(next) = self.ahead.take() {
            return next;
        }
        guarded(|| self.cells.next_cell())
            .map_err(|e| format!("the rows from here on cannot be read ({e}): open the workbook and save it again"))
    }
}

/// Puts a cell into its column.
fn put<'a>(row: &mut Vec<DataRef<'a>>, cell: &Cell<DataRef<'a>>) {
    let column = cell.get_position().1 as usize;
    if column < MAX_COLUMNS {
        if row.len() <= column {
            row.resize(column + 1, DataRef::Empty);
        }
        row[column] = cell.get_value().clone();
    }
}

/// A damaged workbook can break the promises of the crate, as an address of a cell that no number holds does.
fn guarded<T>(step: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, String> {
    let done = catch_unwind(AssertUnwindSafe(step)).map_err(|_| "it is damaged".to_owned())?;
    done.map_err(|e| e.to_string())
}

fn broken(error: &str) -> String {
    format!("not a whole workbook ({error}): open it and save it again")
}

/// Unpacks every part once and counts its bytes.
fn count_parts<R: Read + Seek>(place: &RecordSource<'_>, zip: &mut ZipArchive<R>) -> Result<(), String> {
    for at in 0..zip.len() {
        let name = zip.name_for_index(at).and_then(Result::ok).map_or_else(String::new, |name| name.to_lowercase());
        let entry =
            zip.by_index(at).map_err(|e| format!("a part cannot be unpacked ({e}): save the workbook again"))?;
        let mut part = BufReader::new(Bounded { inner: entry, budget: Rc::clone(&place.budget) });
        let extension = Path::new(&name).extension().and_then(|extension| extension.to_str());
        if name.ends_with("sharedstrings.xml") {
            check_strings(part)?;
        } else if matches!(extension, Some("xml" | "rels")) {
            io::copy(&mut part, &mut io::sink()).map_err(|e| open::explain(&e))?;
        }
    }
    Ok(())
}

/// Refuses shared texts that would not fit into memory, and a number of them, which room is made for, that cannot be.
fn check_strings(part: impl BufRead) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_reader(part);
    let mut buffer = Vec::new();
    let promised = loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(e) | Event::Empty(e)) if e.local_name().as_ref() == "sst" => break promised(&e),
            Ok(Event::Eof) | Err(_) => break 0,
            Ok(_) => {}
        }
    };
    let n_read = reader.buffer_position();
    let n_left = io::copy(&mut reader.into_inner(), &mut io::sink()).map_err(|e| open::explain(&e))?;
    if n_read + n_left > MAX_STRINGS {
        return Err(format!("its texts take more than {} MB: split the workbook", MAX_STRINGS >> 20));
    }
    if promised > n_read + n_left {
        return Err(format!(
            "it says that it has {promised} texts, and is shorter than that: open it and save it again"
        ));
    }
    Ok(())
}

/// The number of texts that the part says it has.
fn promised(sst: &BytesStart<'_>) -> u64 {
    let mut attributes = sst.attributes();
    let counts = attributes.with_checks(false).flatten().filter(|a| a.key.local_name().as_ref() == "uniqueCount");
    let digits = |value: &str| value.chars().filter(char::is_ascii_digit).collect::<String>();
    counts.map(|a| digits(&a.value)).filter(|d| !d.is_empty()).map(|d| d.parse().unwrap_or(u64::MAX)).max().unwrap_or(0)
}
