//! Arrow: tables as batches in memory, which data frames of other languages read without a copy.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema};

use crate::record::{Data, Table, TableColumn};

/// The columns of a table as Arrow names them; any value may be missing.
#[must_use]
pub fn arrow_schema(table: &Table) -> Arc<Schema> {
    let fields = table.columns.iter().map(|column| {
        let kind = match column.data {
            Data::Text { .. } => DataType::Utf8,
            Data::Int(_) => DataType::Int64,
            Data::Float(_) => DataType::Float64,
            Data::Flag(_) => DataType::Boolean,
        };
        Field::new(&column.name, kind, true)
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// All rows of a table as one Arrow batch.
///
/// # Errors
/// When a column holds 2 GiB of text: an Arrow column of texts counts bytes in 31 bits.
pub fn arrow_batch(table: &Table) -> std::io::Result<RecordBatch> {
    batch_of(table, &arrow_schema(table))
}

fn batch_of(table: &Table, schema: &Arc<Schema>) -> std::io::Result<RecordBatch> {
    for column in &table.columns {
        if let Data::Text { buffer, .. } = &column.data
            && i32::try_from(buffer.len()).is_err()
        {
            let reason = format!("column `{}` holds more than 2 GiB of text: ask for fewer rows", column.name);
            return Err(std::io::Error::other(reason));
        }
    }
    let arrays = table.columns.iter().map(array).collect();
    RecordBatch::try_new(Arc::clone(schema), arrays).map_err(io_error)
}

fn array(column: &TableColumn) -> ArrayRef {
    match &column.data {
        Data::Text { buffer, spans } => {
            let text = |span: &Option<(u32, u32)>| span.map(|(start, end)| &buffer[start as usize..end as usize]);
            Arc::new(spans.iter().map(text).collect::<StringArray>())
        }
        Data::Int(values) => Arc::new(Int64Array::from(values.clone())),
        Data::Float(values) => Arc::new(Float64Array::from(values.clone())),
        Data::Flag(values) => Arc::new(BooleanArray::from(values.clone())),
    }
}

fn io_error(error: ArrowError) -> std::io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => std::io::Error::other(other),
    }
}
