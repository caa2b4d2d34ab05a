//! Tables with real types, days, lists, units, in the formats of data frames: Parquet, Arrow, JSON Lines, CSV, XLSX.
//!
//! A unit and a meaning are in the metadata of the field of Arrow, and so in a Parquet file.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use parquet::arrow::ArrowWriter as ParquetArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::present::CsvWriter;
use crate::record::{Cell, Table, TypedColumn, TypedKind};

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedFormat {
    /// Comma-separated values; lists as in the tables of the record.
    Csv {
        /// With the mark by which spreadsheets know UTF-8.
        has_bom: bool,
    },
    /// An object a line; lists are arrays.
    JsonLines,
    /// Arrow IPC stream.
    Arrow,
    /// Parquet.
    Parquet,
    /// A workbook.
    #[cfg(feature = "cli")]
    Xlsx,
}

/// Writes tables with the same columns into one file.
pub struct TypedWriter {
    columns: Vec<TypedColumn>,
    writer: FormatWriter,
}

enum FormatWriter {
    Csv(Box<CsvWriter<BufWriter<std::fs::File>>>),
    JsonLines(BufWriter<std::fs::File>),
    Arrow(Box<TypedStream<BufWriter<std::fs::File>>>),
    Parquet(Arc<Schema>, Box<ParquetArrowWriter<std::fs::File>>),
    #[cfg(feature = "cli")]
    Xlsx(Box<crate::present::xlsx::Workbook>),
}

impl TypedWriter {
    /// A new file at `path` for tables with these columns.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn create(path: &Path, format: TypedFormat, columns: &[TypedColumn]) -> io::Result<Self> {
        #[cfg(feature = "cli")]
        if format == TypedFormat::Xlsx {
            let workbook = crate::present::xlsx::Workbook::new(path, columns)?;
            return Ok(Self { columns: columns.to_vec(), writer: FormatWriter::Xlsx(Box::new(workbook)) });
        }
        let mut file = std::fs::File::create(path)?;
        let writer = match format {
            TypedFormat::Csv { has_bom } => {
                if has_bom {
                    file.write_all("\u{feff}".as_bytes())?;
                }
                let empty = Table::new(&columns.iter().map(|c| (c.name.as_str(), c.kind.cells())).collect::<Vec<_>>());
                let mut writer = CsvWriter::new(BufWriter::new(file));
                writer.write(&empty)?;
                FormatWriter::Csv(Box::new(writer))
            }
            TypedFormat::JsonLines => FormatWriter::JsonLines(BufWriter::new(file)),
            TypedFormat::Arrow => FormatWriter::Arrow(Box::new(TypedStream::new(BufWriter::new(file), columns)?)),
            TypedFormat::Parquet => {
                let schema = Arc::new(schema_of(columns));
                let level = ZstdLevel::try_new(3).map_err(io::Error::other)?;
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(level))
                    .set_created_by(format!("classlens {}", env!("CARGO_PKG_VERSION")))
                    .build();
                let writer = ParquetArrowWriter::try_new(file, Arc::clone(&schema), Some(properties));
                FormatWriter::Parquet(schema, Box::new(writer.map_err(io::Error::other)?))
            }
            #[cfg(feature = "cli")]
            TypedFormat::Xlsx => return Err(io::Error::other("a workbook is begun above")),
        };
        Ok(Self { columns: columns.to_vec(), writer })
    }

    /// Writes all rows of a table with these columns.
    ///
    /// # Errors
    /// When the file cannot be written, or a workbook has no room for more rows.
    pub fn write(&mut self, table: &Table) -> io::Result<()> {
        match &mut self.writer {
            FormatWriter::Csv(writer) => writer.write(table),
            FormatWriter::JsonLines(out) => write_json_lines(&self.columns, table, out),
            FormatWriter::Arrow(stream) => stream.write(table),
            FormatWriter::Parquet(schema, writer) => {
                writer.write(&batch(schema, &self.columns, table)?).map_err(io::Error::other)
            }
            #[cfg(feature = "cli")]
            FormatWriter::Xlsx(workbook) => workbook.write(&self.columns, table),
        }
    }

    /// Writes what is left, and the end of the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(self) -> io::Result<()> {
        match self.writer {
            FormatWriter::Csv(writer) => writer.finish(),
            FormatWriter::JsonLines(mut out) => out.flush(),
            FormatWriter::Arrow(stream) => stream.finish()?.flush(),
            FormatWriter::Parquet(_, writer) => writer.close().map(|_| ()).map_err(io::Error::other),
            #[cfg(feature = "cli")]
            FormatWriter::Xlsx(workbook) => workbook.finish(),
        }
    }
}

/// Writes tables with the same columns as one Arrow IPC stream.
pub struct TypedStream<W: Write> {
    columns: Vec<TypedColumn>,
    schema: Arc<Schema>,
    writer: StreamWriter<W>,
}

impl<W: Write> TypedStream<W> {
    /// A writer onto `out` for tables with these columns.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(out: W, columns: &[TypedColumn]) -> io::Result<Self> {
        let schema = Arc::new(schema_of(columns));
        let writer = StreamWriter::try_new(out, &schema).map_err(io_error)?;
        Ok(Self { columns: columns.to_vec(), schema, writer })
    }

    /// Writes all rows as one batch.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&mut self, table: &Table) -> io::Result<()> {
        self.writer.write(&batch(&self.schema, &self.columns, table)?).map_err(io_error)
    }

    /// Writes the end of the stream.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.writer.finish().map_err(io_error)?;
        self.writer.into_inner().map_err(io_error)
    }
}

/// The schema of Arrow.
#[must_use]
pub fn schema_of(columns: &[TypedColumn]) -> Schema {
    let field = |column: &TypedColumn| {
        let kind = match column.kind {
            TypedKind::Text => DataType::Utf8,
            TypedKind::Whole => DataType::Int64,
            TypedKind::Number => DataType::Float64,
            TypedKind::Flag => DataType::Boolean,
            TypedKind::Day => DataType::Date32,
            TypedKind::Names | TypedKind::Texts => DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))),
        };
        let facts = [("unit", &column.unit), ("meaning", &column.meaning)];
        let facts = facts.into_iter().filter(|(_, fact)| !fact.is_empty());
        let metadata: HashMap<String, String> = facts.map(|(name, fact)| (name.to_owned(), fact.clone())).collect();
        Field::new(&column.name, kind, true).with_metadata(metadata)
    };
    Schema::new(columns.iter().map(field).collect::<Vec<_>>())
}

/// The rows of a table as a batch of Arrow.
///
/// # Errors
/// When the table does not have these columns.
pub fn batch(schema: &Arc<Schema>, columns: &[TypedColumn], table: &Table) -> io::Result<RecordBatch> {
    let arrays = columns.iter().enumerate().map(|(at, column)| array(table, at, column.kind)).collect();
    RecordBatch::try_new(Arc::clone(schema), arrays).map_err(io_error)
}

fn array(table: &Table, column: usize, kind: TypedKind) -> ArrayRef {
    let cells = || (0..table.n_rows()).map(|row| table.cell(row, column));
    match kind {
        TypedKind::Text => Arc::new(cells().map(Cell::as_text).collect::<StringArray>()),
        TypedKind::Whole => Arc::new(cells().map(Cell::as_int).collect::<Int64Array>()),
        TypedKind::Number => Arc::new(cells().map(Cell::as_float).collect::<Float64Array>()),
        TypedKind::Flag => Arc::new(cells().map(Cell::as_flag).collect::<BooleanArray>()),
        TypedKind::Day => Arc::new(cells().map(|cell| cell.as_text().and_then(days)).collect::<Date32Array>()),
        TypedKind::Names | TypedKind::Texts => {
            let mut lists = ListBuilder::new(StringBuilder::new());
            for cell in cells() {
                if let Some(text) = cell.as_text() {
                    kind.texts(text).iter().for_each(|text| lists.values().append_value(text));
                }
                lists.append(cell != Cell::Missing);
            }
            Arc::new(lists.finish())
        }
    }
}

/// Days since 1970.
fn days(day: &str) -> Option<i32> {
    let epoch = jiff::civil::date(1970, 1, 1);
    let day: jiff::civil::Date = day.parse().ok()?;
    Some((day - epoch).get_days())
}

fn write_json_lines(columns: &[TypedColumn], table: &Table, out: &mut dyn Write) -> io::Result<()> {
    for row in 0..table.n_rows() {
        out.write_all(b"{")?;
        write_fields(columns, table, row, out)?;
        out.write_all(b"}\n")?;
    }
    Ok(())
}

/// Writes a row as the fields of a JSON object, without its braces.
pub(crate) fn write_fields(columns: &[TypedColumn], table: &Table, row: usize, out: &mut dyn Write) -> io::Result<()> {
    for (at, column) in columns.iter().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut *out, &column.name)?;
        out.write_all(b":")?;
        match (column.kind, table.cell(row, at)) {
            (TypedKind::Names | TypedKind::Texts, Cell::Text(text)) => {
                serde_json::to_writer(&mut *out, &column.kind.texts(text))?;
            }
            (_, Cell::Text(text)) => serde_json::to_writer(&mut *out, text)?,
            (_, Cell::Int(number)) => serde_json::to_writer(&mut *out, &number)?,
            (_, Cell::Float(number)) => serde_json::to_writer(&mut *out, &number)?,
            (_, Cell::Flag(flag)) => serde_json::to_writer(&mut *out, &flag)?,
            (_, Cell::Missing) => out.write_all(b"null")?,
        }
    }
    Ok(())
}

fn io_error(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}
