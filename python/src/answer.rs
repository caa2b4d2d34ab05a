//! A table with the sentences that belong to it.

use std::fmt::Write;

use classlens::audit::Answer as Found;
use classlens::present::figure::escape;
use classlens::present::{CsvWriter, Style, render, spelled};
use classlens::record::{Cell, Kind, Table};
use pyo3::prelude::{Bound, PyAny, PyResult, Python};
use pyo3::types::{PyBool, PyCapsule, PyDict, PyDictMethods, PyList, PyListMethods};
use pyo3::{IntoPyObject, pyclass, pymethods};

use crate::{arrow, error};

/// A table with notes; what every question is answered with.
#[pyclass(frozen, module = "classlens._classlens")]
pub struct Answer {
    /// With the same columns; at least one.
    tables: Vec<Table>,
    notes: Vec<String>,
    n_found: u64,
}

impl Answer {
    /// A table in parts, with its notes.
    pub fn new(tables: Vec<Table>, notes: Vec<String>) -> Self {
        let n_found = tables.iter().map(|table| table.n_rows() as u64).sum();
        Self { tables, notes, n_found }
    }

    /// An answer of the library.
    pub fn of(answer: Found) -> Self {
        Self { notes: answer.notes(), n_found: answer.n_found, tables: vec![answer.table] }
    }

    /// Its tables.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    fn rows(&self) -> usize {
        self.tables.iter().map(Table::n_rows).sum()
    }
}

#[pymethods]
impl Answer {
    /// The columns, for the Arrow `PyCapsule` interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow::schema(py, &self.tables[0])
    }

    /// The rows, for the Arrow `PyCapsule` interface; they come as they are, whatever schema is asked for.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface allows to ignore what is asked for when it cannot be given.
        drop(requested_schema);
        arrow::stream(py, &self.tables)
    }

    /// What is counted, by which method, and what follows: sentences.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }

    /// Articles, hits or rows found; the table may hold fewer.
    #[getter]
    fn n_found(&self) -> u64 {
        self.n_found
    }

    /// Rows of the table.
    #[getter]
    fn n_rows(&self) -> usize {
        self.rows()
    }

    /// Names of the columns.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.tables[0].names().map(str::to_owned).collect()
    }

    /// The rows as dicts; a missing value is `None`.
    fn dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for table in &self.tables {
            for row in 0..table.n_rows() {
                let dict = PyDict::new(py);
                for (column, name) in table.names().enumerate() {
                    dict.set_item(name, value(py, table.cell(row, column))?)?;
                }
                rows.append(dict)?;
            }
        }
        Ok(rows)
    }

    /// The first rows in aligned columns, as the command line prints them.
    fn text(&self, most: usize) -> String {
        render(&self.tables[0].first(most), Style::default())
    }

    /// All rows as CSV.
    fn csv(&self, py: Python<'_>) -> PyResult<String> {
        let written = py.detach(|| {
            let mut out = Vec::new();
            let mut writer = CsvWriter::new(&mut out);
            self.tables.iter().try_for_each(|table| writer.write(table))?;
            writer.finish()?;
            Ok::<_, std::io::Error>(out)
        });
        String::from_utf8(written.map_err(error::of)?).map_err(error::of)
    }

    /// The first rows as an HTML table.
    fn html(&self, most: usize) -> String {
        html(&self.tables[0].first(most))
    }
}

fn value<'py>(py: Python<'py>, cell: Cell<'_>) -> PyResult<Bound<'py, PyAny>> {
    Ok(match cell {
        Cell::Text(text) => text.into_pyobject(py)?.into_any(),
        Cell::Int(number) => number.into_pyobject(py)?.into_any(),
        Cell::Float(number) => number.into_pyobject(py)?.into_any(),
        Cell::Flag(flag) => PyBool::new(py, flag).to_owned().into_any(),
        Cell::Missing => py.None().into_bound(py),
    })
}

fn html(table: &Table) -> String {
    let mut out = String::from("<table><thead><tr>");
    for (name, _) in table.schema() {
        let _ = write!(out, "<th>{}</th>", escape(&spelled(name)));
    }
    out.push_str("</tr></thead><tbody>");
    for row in 0..table.n_rows() {
        out.push_str("<tr>");
        for (column, (_, kind)) in table.schema().iter().enumerate() {
            let align = if matches!(kind, Kind::Text | Kind::Flag) { "left" } else { "right" };
            let text = match table.cell(row, column) {
                Cell::Text(text) => escape(text),
                Cell::Int(number) => number.to_string(),
                Cell::Float(number) => format!("{number:.3}"),
                Cell::Flag(flag) => if flag { "yes" } else { "no" }.to_owned(),
                Cell::Missing => String::new(),
            };
            let _ = write!(out, "<td style=\"text-align:{align}\">{text}</td>");
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    out
}
