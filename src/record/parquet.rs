//! Writes Parquet through the low-level column writers: no Arrow needed for flat tables.
//!
//! Where a row group ends follows from its rows alone, so that the bytes do not depend on how the rows came in.

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use crate::record::table::Data;
use crate::record::{Kind, Table};

/// What can go wrong with a Parquet file.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct ParquetError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong.
    pub reason: String,
}

/// Most rows in a row group.
const GROUP: usize = 16_384;
/// Bytes of one column of text after which a row group ends; only the texts of articles reach it.
const GROUP_BYTES: usize = 16 << 20;
/// The column that holds whole articles: nothing in it repeats, and no part of it belongs in a footer.
const BODY: &str = "body";

/// What a file is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// For good: compressed, with dictionaries and statistics.
    Record,
    /// To be read once and thrown away: as fast as can be.
    Draft,
}

/// Writes tables with the same columns as one Parquet file.
pub struct ParquetWriter {
    path: PathBuf,
    writer: SerializedFileWriter<File>,
    pending: Table,
}

impl ParquetWriter {
    /// Creates the file; `table` gives the columns, `facts` go into its key-value metadata.
    ///
    /// # Errors
    /// When the file cannot be created.
    pub fn create(path: &Path, table: &Table, facts: &[(&str, &str)], purpose: Purpose) -> Result<Self, ParquetError> {
        let failed = |reason: String| ParquetError { path: path.to_owned(), reason };
        let file = File::create(path).map_err(|e| failed(e.to_string()))?;
        let properties = properties(facts, purpose).map_err(|e| failed(e.to_string()))?;
        let schema = schema_of(table).map_err(|e| failed(e.to_string()))?;
        let writer =
            SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(|e| failed(e.to_string()))?;
        let mut pending = table.clone();
        pending.clear();
        Ok(Self { path: path.to_owned(), writer, pending })
    }

    /// Adds all rows of a table.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&mut self, table: &Table) -> Result<(), ParquetError> {
        self.write_rows(table, 0..table.n_rows())
    }

    /// Adds some rows of a table.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_rows(&mut self, table: &Table, rows: Range<usize>) -> Result<(), ParquetError> {
        let mut start = rows.start;
        while start < rows.end {
            let end = rows.end.min(start + GROUP - self.pending.n_rows());
            let fitting = self.pending.n_rows_until(GROUP_BYTES, table, start..end);
            self.pending.append(table, start..start + fitting);
            start += fitting;
            if self.pending.n_rows() == GROUP || self.pending.n_text_bytes() >= GROUP_BYTES {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Writes the last rows and the footer; without it the file cannot be read.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(mut self) -> Result<(), ParquetError> {
        self.flush()?;
        let path = self.path;
        self.writer.close().map(|_| ()).map_err(|e| ParquetError { path, reason: e.to_string() })
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        if self.pending.n_rows() == 0 {
            return Ok(());
        }
        let written = write_group(&mut self.writer, &mut self.pending);
        self.pending.clear();
        written.map_err(|e| ParquetError { path: self.path.clone(), reason: e.to_string() })
    }
}

fn properties(facts: &[(&str, &str)], purpose: Purpose) -> parquet::errors::Result<WriterProperties> {
    let fact = |(key, value): &(&str, &str)| KeyValue::new((*key).to_owned(), (*value).to_owned());
    let builder = WriterProperties::builder()
        .set_key_value_metadata(Some(facts.iter().map(fact).collect()))
        .set_created_by(format!("classlens {}", env!("CARGO_PKG_VERSION")));
    Ok(match purpose {
        Purpose::Record => builder
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
            .set_column_dictionary_enabled(BODY.into(), false)
            .set_column_statistics_enabled(BODY.into(), EnabledStatistics::None),
        Purpose::Draft => builder
            .set_compression(Compression::UNCOMPRESSED)
            .set_dictionary_enabled(false)
            .set_statistics_enabled(EnabledStatistics::None),
    }
    .build())
}

fn schema_of(table: &Table) -> parquet::errors::Result<Arc<Type>> {
    let fields = table.schema().into_iter().map(|(name, kind)| {
        let (physical, logical) = match kind {
            Kind::Text => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Int => (PhysicalType::INT64, None),
            Kind::Float => (PhysicalType::DOUBLE, None),
            Kind::Flag => (PhysicalType::BOOLEAN, None),
        };
        Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
            .map(Arc::new)
    });
    let fields = fields.collect::<parquet::errors::Result<Vec<_>>>()?;
    Type::group_type_builder("classlens").with_fields(fields).build().map(Arc::new)
}

/// Writes the rows of a table as one group. Texts are handed over and not copied, so only their rooms come back.
fn write_group(writer: &mut SerializedFileWriter<File>, table: &mut Table) -> parquet::errors::Result<()> {
    let mut group = writer.next_row_group()?;
    for column in &mut table.columns {
        match &mut column.data {
            Data::Text { buffer, spans } => {
                let bytes = bytes::Bytes::from(std::mem::take(buffer));
                let of = |(start, end): (u32, u32)| ByteArray::from(bytes.slice(start as usize..end as usize));
                let values: Vec<ByteArray> = spans.iter().flatten().map(|span| of(*span)).collect();
                let levels = levels(spans);
                with_column(&mut group, |out| out.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None))?;
                drop(values);
                if let Ok(mut room) = bytes.try_into_mut() {
                    room.clear();
                    *buffer = String::from_utf8(room.into()).unwrap_or_default();
                }
            }
            Data::Int(cells) => {
                let (values, levels) = dense(cells);
                with_column(&mut group, |out| out.typed::<Int64Type>().write_batch(&values, Some(&levels), None))?;
            }
            Data::Float(cells) => {
                let (values, levels) = dense(cells);
                with_column(&mut group, |out| out.typed::<DoubleType>().write_batch(&values, Some(&levels), None))?;
            }
            Data::Flag(cells) => {
                let (values, levels) = dense(cells);
                with_column(&mut group, |out| out.typed::<BoolType>().write_batch(&values, Some(&levels), None))?;
            }
        }
    }
    group.close().map(|_| ())
}

fn with_column(
    group: &mut SerializedRowGroupWriter<'_, File>,
    write: impl FnOnce(&mut SerializedColumnWriter<'_>) -> parquet::errors::Result<usize>,
) -> parquet::errors::Result<()> {
    let mut column = group.next_column()?.expect("the schema has this column");
    write(&mut column)?;
    column.close()
}

fn levels<T>(cells: &[Option<T>]) -> Vec<i16> {
    cells.iter().map(|cell| i16::from(cell.is_some())).collect()
}

fn dense<T: Copy>(cells: &[Option<T>]) -> (Vec<T>, Vec<i16>) {
    (cells.iter().flatten().copied().collect(), levels(cells))
}
