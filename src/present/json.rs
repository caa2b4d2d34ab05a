//! JSON: an array of objects, one a row.

use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::record::{Cell, Table};

/// Writes the table as an array with one object a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_json(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for row in 0..table.n_rows() {
        out.write_all(if row == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &json_row(table, row))?;
    }
    out.write_all(b"\n]\n")
}

/// Writes the rows as JSON Lines: one object a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_json_lines(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    for row in 0..table.n_rows() {
        serde_json::to_writer(&mut *out, &json_row(table, row))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A row as an object, columns by name.
#[must_use]
pub fn json_row(table: &Table, row: usize) -> Map<String, Value> {
    table.names().enumerate().map(|(column, name)| (name.to_owned(), value(table.cell(row, column)))).collect()
}

fn value(cell: Cell<'_>) -> Value {
    match cell {
        Cell::Text(text) => text.into(),
        Cell::Int(number) => number.into(),
        Cell::Float(number) => number.into(),
        Cell::Flag(flag) => flag.into(),
        Cell::Missing => Value::Null,
    }
}
