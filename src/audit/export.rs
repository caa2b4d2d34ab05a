//! All articles of a query as a file: CSV, JSON Lines, or an Arrow stream with the types of the record.

use std::io::{self, Write};

use crate::audit::{Audit, AuditError, FoundTable};
use crate::present::{CsvWriter, TypedStream, write_json_lines};
use crate::record::TypedColumn;
use crate::store::{Found, Order, Query};

/// Format of a file of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Comma-separated values.
    Csv,
    /// JSON Lines: an object a row.
    JsonLines,
    /// Arrow IPC stream: numbers, days, flags and lists as such, with units and meanings.
    Arrow,
}

/// Writes batches of articles into one file.
enum ExportWriter<W: Write> {
    Csv(Box<CsvWriter<W>>),
    JsonLines(W),
    Arrow(Vec<TypedColumn>, Box<TypedStream<W>>),
}

/// What may be shown of the snippet of an article.
type Shown<'a> = &'a dyn Fn(&Found, &str) -> String;

impl<W: Write> ExportWriter<W> {
    /// A writer onto `out`; a header is written at once.
    fn new(format: ExportFormat, out: W, table: &FoundTable<'_>) -> Result<Self, AuditError> {
        Ok(match format {
            ExportFormat::Csv => {
                let mut writer = CsvWriter::new(out);
                writer.write(&table.of(&[])?)?;
                Self::Csv(Box::new(writer))
            }
            ExportFormat::JsonLines => Self::JsonLines(out),
            ExportFormat::Arrow => {
                let columns = table.typed_columns();
                let stream = TypedStream::new(out, &columns)?;
                Self::Arrow(columns, Box::new(stream))
            }
        })
    }

    fn write(&mut self, table: &FoundTable<'_>, found: &[Found], shown: Shown<'_>) -> Result<(), AuditError> {
        match self {
            Self::Csv(writer) => writer.write(&table.of_shown(found, shown)?)?,
            Self::JsonLines(out) => write_json_lines(&table.of_shown(found, shown)?, out)?,
            Self::Arrow(columns, stream) => stream.write(&table.typed(columns, found, shown)?)?,
        }
        Ok(())
    }

    /// Writes what is left, and the end of the file.
    fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(writer) => writer.finish(),
            Self::JsonLines(mut out) => out.flush(),
            Self::Arrow(_, stream) => stream.finish()?.flush(),
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
            ExportWriter::new(options.format, out, table)
        };
        let mut writer = None;
        let mut n_written = 0;
        let n_found = self.store()?.each_found(query, options.order, options.limit, |found| {
            n_written += found.len();
            let mut begun = writer.take().map_or_else(&mut begin, Ok)?;
            begun.write(table, &found, &shown)?;
            writer = Some(begun);
            Ok::<_, AuditError>(())
        })?;
        writer.map_or_else(begin, Ok)?.finish()?;
        Ok(Exported { n_found, n_written })
    }
}
