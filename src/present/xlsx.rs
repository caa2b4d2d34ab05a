//! A workbook with one sheet: numbers, days and yes or no as such, everything else as text.

use std::io;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Book, XlsxError};

use crate::record::{Cell, Table, TypedColumn, TypedKind};

/// Rows of a sheet, the header among them.
const MAX_ROWS: usize = 1_048_576;
/// Characters of a cell.
const MAX_CHARS: usize = 32_767;

/// A workbook in memory.
pub(super) struct Workbook {
    path: PathBuf,
    book: Book,
    day: Format,
    n_rows: usize,
}

impl Workbook {
    /// A workbook with a header.
    pub(super) fn new(path: &Path, columns: &[TypedColumn]) -> io::Result<Self> {
        let mut book = Book::new();
        let bold = Format::new().set_bold();
        let sheet = book.add_worksheet();
        for (at, column) in columns.iter().enumerate() {
            sheet.write_with_format(0, place(at)?, column.name.as_str(), &bold).map_err(failed)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        Ok(Self { path: path.to_owned(), book, day: Format::new().set_num_format("yyyy-mm-dd"), n_rows: 1 })
    }

    /// Adds rows.
    pub(super) fn write(&mut self, columns: &[TypedColumn], table: &Table) -> io::Result<()> {
        if self.n_rows + table.n_rows() > MAX_ROWS {
            let message = format!("a workbook holds {MAX_ROWS} rows and this table has more: write CSV or Parquet");
            return Err(io::Error::other(message));
        }
        let sheet = self.book.worksheet_from_index(0).map_err(failed)?;
        for row in 0..table.n_rows() {
            let line = u32::try_from(self.n_rows).map_err(io::Error::other)?;
            for (at, column) in columns.iter().enumerate() {
                let place = place(at)?;
                match table.cell(row, at) {
                    Cell::Missing => continue,
                    Cell::Int(number) if number.unsigned_abs() > 1 << 53 => {
                        sheet.write(line, place, number.to_string())
                    }
                    Cell::Int(number) => sheet.write(line, place, number as f64),
                    Cell::Float(number) => sheet.write(line, place, number),
                    Cell::Flag(flag) => sheet.write(line, place, flag),
                    Cell::Text(day) if column.kind == TypedKind::Day => match ExcelDateTime::parse_from_str(day) {
                        Ok(date) => sheet.write_with_format(line, place, &date, &self.day),
                        // Days before 1900 are none of a workbook.
                        Err(_) => sheet.write_string(line, place, day),
                    },
                    Cell::Text(text) => sheet.write_string(line, place, cut(text)),
                }
                .map_err(failed)?;
            }
            self.n_rows += 1;
        }
        Ok(())
    }

    /// Writes the file.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.book.save(&self.path).map_err(failed)
    }
}

/// A table as a workbook in memory.
///
/// # Errors
/// When it has more rows or columns than a workbook holds.
pub fn xlsx(table: &Table) -> io::Result<Vec<u8>> {
    let columns: Vec<TypedColumn> =
        table.schema().into_iter().map(|(name, kind)| TypedColumn::plain(name, kind)).collect();
    let mut workbook = Workbook::new(Path::new(""), &columns)?;
    workbook.write(&columns, table)?;
    workbook.book.save_to_buffer().map_err(failed)
}

/// A column of a sheet, of which there are 16,384.
fn place(column: usize) -> io::Result<u16> {
    u16::try_from(column).map_err(|_| io::Error::other("a workbook holds 16,384 columns: name fewer"))
}

/// As much of a text as a cell holds.
fn cut(text: &str) -> &str {
    text.char_indices().nth(MAX_CHARS).map_or(text, |(end, _)| &text[..end])
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}
