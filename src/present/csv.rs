//! CSV.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use crate::record::{Cell, Table};

/// Writes tables with the same columns as one CSV.
///
/// A text that a spreadsheet would take for a formula (it starts with `=`, `+`, `@` or `-` and is no number as a
/// whole) gets a `'` in front, in every column; readers of small tables take it off again.
pub struct CsvWriter<W: Write> {
    writer: csv::Writer<W>,
    headed: bool,
}

impl<W: Write> CsvWriter<W> {
    /// A writer onto `out`.
    pub fn new(out: W) -> Self {
        Self { writer: csv::Writer::from_writer(out), headed: false }
    }

    /// A writer onto `out` that goes on after rows already written.
    pub fn headless(out: W) -> Self {
        Self { writer: csv::Writer::from_writer(out), headed: true }
    }

    /// Writes all rows, and the header before the first of them.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&mut self, table: &Table) -> io::Result<()> {
        self.write_rows(table, 0..table.n_rows())
    }

    /// Writes some rows, and the header before the first of them.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_rows(&mut self, table: &Table, rows: Range<usize>) -> io::Result<()> {
        if !self.headed {
            self.writer.write_record(table.names().map(|name| disarmed(name).into_owned())).map_err(of_output)?;
            self.headed = true;
        }
        for row in rows {
            for column in 0..table.names().count() {
                match table.cell(row, column) {
                    Cell::Text(text) => self.writer.write_field(disarmed(text).as_bytes()),
                    Cell::Int(value) => self.writer.write_field(value.to_string()),
                    Cell::Float(value) => self.writer.write_field(number_text(value)),
                    Cell::Flag(value) => self.writer.write_field(if value { "true" } else { "false" }),
                    Cell::Missing => self.writer.write_field(""),
                }
                .map_err(of_output)?;
            }
            self.writer.write_record(None::<&[u8]>).map_err(of_output)?;
        }
        Ok(())
    }

    /// Writes what is still buffered.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The error of the output itself, so that a reader who went away is known as such.
fn of_output(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// A number with all its digits, and no row of zeros that other programs read as 0: `1.2e-130`.
fn number_text(value: f64) -> String {
    if value != 0.0 && value.abs() < 1e-5 { format!("{value:e}") } else { value.to_string() }
}

/// A text that no spreadsheet takes for a formula.
fn disarmed(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

fn is_formula(text: &str) -> bool {
    let is_number = || text.ends_with(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok();
    match text.chars().next() {
        Some('=' | '@' | '\t' | '\r' | '\n') => true,
        Some('-' | '+') => text.len() > 1 && !is_number(),
        _ => false,
    }
}
