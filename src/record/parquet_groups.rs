//! Reads Parquet files of flat columns, a row group at a time.

use std::fs::File;
use std::path::{Path, PathBuf};

use parquet::basic::Type as PhysicalType;
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{BoolType, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};

use crate::record::table::{Data, push_text};
use crate::record::{Kind, ParquetError, Table};

/// A Parquet file opened for reading; yields its row groups in order.
pub struct ParquetGroups {
    path: PathBuf,
    reader: SerializedFileReader<File>,
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
        let reader = SerializedFileReader::new(file).map_err(|e| failed(e.to_string()))?;
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        let mut columns = Vec::new();
        for column in schema.columns() {
            let kind = match column.physical_type() {
                _ if column.max_rep_level() > 0 || column.max_def_level() > 1 => None,
                PhysicalType::BYTE_ARRAY => Some(Kind::Text),
                PhysicalType::INT64 => Some(Kind::Int),
                PhysicalType::DOUBLE => Some(Kind::Float),
                PhysicalType::BOOLEAN => Some(Kind::Flag),
                _ => None,
            };
            let unknown = || failed(format!("column {} is no text, number or flag", column.name()));
            columns.push((column.name(), kind.ok_or_else(unknown)?));
        }
        let (empty, places) = (Table::new(&columns), (0..columns.len()).collect());
        Ok(Self { path: path.to_owned(), reader, empty, places, next: 0 })
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

    fn group(&self, at: usize) -> parquet::errors::Result<Table> {
        let group = self.reader.get_row_group(at)?;
        let n_rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        let mut table = self.empty.clone();
        for (place, column) in self.places.iter().zip(&mut table.columns) {
            fill(&mut column.data, &*group, *place, n_rows)?;
        }
        table.n_rows = n_rows;
        Ok(table)
    }
}

impl Iterator for ParquetGroups {
    type Item = Result<Table, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.reader.num_row_groups() {
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

fn fill(data: &mut Data, group: &dyn RowGroupReader, column: usize, n_rows: usize) -> parquet::errors::Result<()> {
    match data {
        Data::Text { buffer, spans } => {
            for value in read::<ByteArrayType>(group, column, n_rows)? {
                let text = value.as_ref().map(|bytes| bytes.as_utf8()).transpose()?;
                spans.push(text.map(|text| push_text(buffer, text)));
            }
        }
        Data::Int(cells) => *cells = read::<Int64Type>(group, column, n_rows)?,
        Data::Float(cells) => *cells = read::<DoubleType>(group, column, n_rows)?,
        Data::Flag(cells) => *cells = read::<BoolType>(group, column, n_rows)?,
    }
    Ok(())
}

/// The cells of one column of a row group.
fn read<T: DataType>(
    group: &dyn RowGroupReader,
    column: usize,
    n_rows: usize,
) -> parquet::errors::Result<Vec<Option<T::T>>> {
    let mut reader = get_typed_column_reader::<T>(group.get_column_reader(column)?);
    let (mut values, mut levels) = (Vec::with_capacity(n_rows), Vec::with_capacity(n_rows));
    let mut n_read = 0;
    while n_read < n_rows {
        let (records, ..) = reader.read_records(n_rows - n_read, Some(&mut levels), None, &mut values)?;
        if records == 0 {
            return Err(parquet::errors::ParquetError::EOF(format!("{n_read} of {n_rows} rows")));
        }
        n_read += records;
    }
    let mut values = values.into_iter();
    // A column without levels has a value in every row.
    let present = levels.iter().map(|level| *level > 0).chain(std::iter::repeat(true)).take(n_rows);
    Ok(present.map(|present| if present { values.next() } else { None }).collect())
}
