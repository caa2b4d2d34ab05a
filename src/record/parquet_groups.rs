//! Reads Parquet files of flat columns, a row group at a time.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError as Error;

use crate::record::table::Data;
use crate::record::{Kind, ParquetError, Table};

/// A Parquet file opened for reading; yields its row groups in order.
pub struct ParquetGroups {
    path: PathBuf,
    file: File,
    metadata: ArrowReaderMetadata,
    empty: Table,
    /// Place in the file of each column of `empty`.
    places: Vec<usize>,
    next: usize,
}

impl ParquetGroups {
    /// Opens the file.
    ///
    /// # Errors
    /// When the file is missing, broken, or has columns that are no flat text, number or flag.
    pub fn open(path: &Path) -> Result<Self, ParquetError> {
        let failed = |reason: String| ParquetError { path: path.to_owned(), reason };
        let file = File::open(path).map_err(|e| failed(format!("cannot be opened ({e})")))?;
        // Kinds are those of the file itself, not those that another writer noted beside it.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata = ArrowReaderMetadata::load(&file, options).map_err(|e| failed(e.to_string()))?;
        let mut columns = Vec::new();
        for field in metadata.schema().fields() {
            let kind = match field.data_type() {
                DataType::Utf8 => Kind::Text,
                DataType::Int64 => Kind::Int,
                DataType::Float64 => Kind::Float,
                DataType::Boolean => Kind::Flag,
                _ => return Err(failed(format!("column {} is no text, number or flag", field.name()))),
            };
            columns.push((field.name().as_str(), kind));
        }
        let (empty, places) = (Table::new(&columns), (0..columns.len()).collect());
        Ok(Self { path: path.to_owned(), file, metadata, empty, places, next: 0 })
    }

    /// Reads these columns only, in this order.
    ///
    /// # Errors
    /// When one of them is missing.
    pub fn only(mut self, names: &[&str]) -> Result<Self, ParquetError> {
        let schema = self.empty.schema();
        let mut places = Vec::new();
        for name in names {
            let missing =
                || ParquetError { path: self.path.clone(), reason: format!("the column `{name}` is missing") };
            places.push(schema.iter().position(|(known, _)| known == name).ok_or_else(missing)?);
        }
        let columns: Vec<(&str, Kind)> = places.iter().map(|place| schema[*place]).collect();
        let empty = Table::new(&columns);
        (self.empty, self.places) = (empty, places);
        Ok(self)
    }

    /// The columns, without rows.
    #[must_use]
    pub fn empty(&self) -> &Table {
        &self.empty
    }

    /// All rows at once.
    ///
    /// # Errors
    /// When the file is broken.
    pub fn whole(self) -> Result<Table, ParquetError> {
        let mut whole = self.empty.clone();
        for group in self {
            let group = group?;
            whole.append(&group, 0..group.n_rows());
        }
        Ok(whole)
    }

    fn group(&self, at: usize) -> Result<Table, Error> {
        let metadata = self.metadata.metadata();
        let n_rows = usize::try_from(metadata.row_group(at).num_rows()).unwrap_or(0);
        let mut table = self.empty.clone();
        table.n_rows = n_rows;
        if n_rows == 0 {
            return Ok(table);
        }
        let mask = ProjectionMask::leaves(metadata.file_metadata().schema_descr(), self.places.iter().copied());
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(self.file.try_clone()?, self.metadata.clone());
        let mut batches = builder.with_row_groups(vec![at]).with_projection(mask).with_batch_size(n_rows).build()?;
        let batch = batches.next().transpose()?.filter(|batch| batch.num_rows() == n_rows);
        let batch = batch.ok_or_else(|| Error::EOF(format!("fewer than {n_rows} rows")))?;
        // A batch has its columns in the order of the file.
        let mut in_file = self.places.clone();
        in_file.sort_unstable();
        in_file.dedup();
        for (place, column) in self.places.iter().zip(&mut table.columns) {
            let at = in_file.binary_search(place).expect("the column was asked for");
            fill(&mut column.data, &batch, at)?;
        }
        Ok(table)
    }
}

impl Iterator for ParquetGroups {
    type Item = Result<Table, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.metadata.metadata().num_row_groups() {
            return None;
        }
        let group = self.group(self.next);
        self.next += 1;
        Some(group.map_err(|e| ParquetError { path: self.path.clone(), reason: e.to_string() }))
    }
}

/// Reads a whole Parquet file of flat columns.
///
/// # Errors
/// When the file is missing, broken, or has columns that are no flat text, number or flag.
pub fn read_parquet(path: &Path) -> Result<Table, ParquetError> {
    ParquetGroups::open(path)?.whole()
}

/// Takes the values of a column of a batch over into an empty column.
fn fill(data: &mut Data, batch: &RecordBatch, at: usize) -> Result<(), Error> {
    let values = batch.column(at);
    let other = || Error::General(format!("column {} changes its kind", batch.schema().field(at).name()));
    match data {
        Data::Text { buffer, spans } => {
            let texts = values.as_string_opt::<i32>().ok_or_else(other)?;
            let bytes = std::str::from_utf8(texts.value_data()).map_err(|e| Error::General(e.to_string()))?;
            bytes.clone_into(buffer);
            let place = |place: i32| u32::try_from(place).expect("offsets ascend from 0");
            let spanned = texts.value_offsets().windows(2).enumerate();
            *spans = spanned.map(|(row, of)| texts.is_valid(row).then(|| (place(of[0]), place(of[1])))).collect();
        }
        Data::Int(cells) => *cells = numbers::<Int64Type>(values.as_ref()).ok_or_else(other)?,
        Data::Float(cells) => *cells = numbers::<Float64Type>(values.as_ref()).ok_or_else(other)?,
        Data::Flag(cells) => *cells = values.as_boolean_opt().ok_or_else(other)?.iter().collect(),
    }
    Ok(())
}

fn numbers<T: ArrowPrimitiveType>(values: &dyn Array) -> Option<Vec<Option<T::Native>>> {
    Some(values.as_primitive_opt::<T>()?.iter().collect())
}
