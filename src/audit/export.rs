//! All articles of a query as a file: CSV, JSON Lines, or an Arrow stream where it is built in.

use std::io::{self, Write};

use crate::audit::{Audit, AuditError, FoundTable};
use crate::present::ArrowWriter;
use crate::present::{CsvWriter, write_json_lines};
use crate::record::Table;
use crate::store::{Found, Order, Query};

/// Format of a file of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Comma-separated values.
    Csv,
    /// JSON Lines: an object a row.
    JsonLines,
    /// Arrow IPC stream.
    Arrow,
}

/// Writes tables with the same columns into one file.
pub struct ExportWriter<W: Write>(Writer<W>);

enum Writer<W: Write> {
    Csv(Box<CsvWriter<W>>),
    JsonLines(W),
    Arrow(Box<ArrowWriter<W>>),
}

impl<W: Write> ExportWriter<W> {
    /// A writer onto `out` for tables with the columns of `empty`; a header is written at once.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(format: ExportFormat, out: W, empty: &Table) -> io::Result<Self> {
        Ok(Self(match format {
            ExportFormat::Csv => {
                let mut writer = CsvWriter::new(out);
                writer.write(empty)?;
                Writer::Csv(Box::new(writer))
            }
            ExportFormat::JsonLines => Writer::JsonLines(out),
            ExportFormat::Arrow => Writer::Arrow(Box::new(ArrowWriter::new(out, empty)?)),
        }))
    }

    /// Writes all rows of a table.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&mut self, table: &Table) -> io::Result<()> {
        match &mut self.0 {
            Writer::Csv(writer) => writer.write(table),
            Writer::JsonLines(out) => write_json_lines(table, out),
            Writer::Arrow(writer) => writer.write(table),
        }
    }

    /// Writes what is left, and the end of the file.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn finish(self) -> io::Result<()> {
        match self.0 {
            Writer::Csv(writer) => writer.finish(),
            Writer::JsonLines(mut out) => out.flush(),
            Writer::Arrow(writer) => writer.finish()?.flush(),
        }
    }
}

/// Which articles are written, in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportOptions {
    /// Order.
    pub order: Order,
    /// Most articles.
    pub limit: usize,
    /// Format.
    pub format: ExportFormat,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// Articles found.
    pub n_found: u64,
    /// Articles written.
    pub n_written: usize,
}

impl Audit {
    /// Writes the articles of a query onto `out`, a row each, while they are read from the index; `shown` makes of an
    /// article's snippet what may be shown of it.
    ///
    /// # Errors
    /// When the query is wrong, the index cannot be read or `out` cannot be written.
    pub fn export(
        &self,
        query: &Query,
        table: &FoundTable<'_>,
        options: ExportOptions,
        shown: impl Fn(&Found, &str) -> String,
        out: impl Write,
    ) -> Result<Exported, AuditError> {
        // Nothing is written before the query has been read: a wrong one leaves no file that looks whole.
        let mut out = Some(out);
        let mut begin = || {
            let out = out.take().expect("a file is begun once");
            Ok::<_, AuditError>(ExportWriter::new(options.format, out, &table.of(&[])?)?)
        };
        let mut writer = None;
        let mut n_written = 0;
        let n_found = self.store()?.each_found(query, options.order, options.limit, |found| {
            n_written += found.len();
            let mut begun = writer.take().map_or_else(&mut begin, Ok)?;
            begun.write(&table.of_shown(&found, &shown)?)?;
            writer = Some(begun);
            Ok::<_, AuditError>(())
        })?;
        writer.map_or_else(begin, Ok)?.finish()?;
        Ok(Exported { n_found, n_written })
    }
}
