//! The Arrow `PyCapsule` interface: batches come in and go out by pointer, without a copy.
//!
//! The only file with unsafe code: a capsule is a pointer under a name, and its name is checked before it is followed.

use std::ffi::CStr;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{RecordBatch, RecordBatchIterator, StructArray};
use classlens::present::{arrow_batch, arrow_schema};
use classlens::record::Table;
use pyo3::prelude::{Bound, PyAny, PyAnyMethods, PyResult, Python};
use pyo3::types::{PyCapsule, PyCapsuleMethods, PyTuple, PyTypeMethods};

use crate::error;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// The batches of anything that speaks Arrow: a table, a batch, a reader, or an iterable of those.
pub fn batches(data: &Bound<'_, PyAny>) -> PyResult<Vec<RecordBatch>> {
    if data.hasattr("__arrow_c_stream__")? {
        return of_stream(data);
    }
    if data.hasattr("__arrow_c_array__")? {
        return Ok(vec![of_array(data)?]);
    }
    let kind = || data.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string());
    let wrong = |what: String| {
        error::error(format!(
            "{what} is no Arrow data: give a table or batches of pyarrow, polars, pandas 2.2 or later, or DuckDB; \
             `pyarrow.Table.from_pylist` makes one of a list of dicts"
        ))
    };
    let items = match data.try_iter() {
        Ok(items) if !data.hasattr("keys")? => items,
        _ => return Err(wrong(kind())),
    };
    let mut batches = Vec::new();
    for (at, item) in items.enumerate() {
        let item = item?;
        if item.hasattr("__arrow_c_stream__")? {
            batches.extend(of_stream(&item)?);
        } else if item.hasattr("__arrow_c_array__")? {
            batches.push(of_array(&item)?);
        } else {
            return Err(wrong(format!("item {at} of {}", kind())));
        }
    }
    Ok(batches)
}

fn of_stream(data: &Bound<'_, PyAny>) -> PyResult<Vec<RecordBatch>> {
    let capsule = data.call_method0("__arrow_c_stream__")?;
    let pointer = capsule.cast::<PyCapsule>()?.pointer_checked(Some(STREAM))?;
    // SAFETY: the capsule has the name of a stream, so by the interface it points to one; it is moved out and left empty.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr().cast()) };
    let reader = RecordBatchStreamReader::try_new(stream).map_err(|cause| error::error(format!("Arrow: {cause}")))?;
    let schema = arrow_array::RecordBatchReader::schema(&reader);
    let batches: Result<Vec<_>, _> = reader.collect();
    let mut batches = batches.map_err(|cause| error::error(format!("Arrow: {cause}")))?;
    if batches.is_empty() {
        batches.push(RecordBatch::new_empty(schema));
    }
    Ok(batches)
}

fn of_array(data: &Bound<'_, PyAny>) -> PyResult<RecordBatch> {
    let pair = data.call_method0("__arrow_c_array__")?;
    let (schema, array) = pair.cast::<PyTuple>()?.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
    let schema = schema.cast::<PyCapsule>()?.pointer_checked(Some(SCHEMA))?;
    let array = array.cast::<PyCapsule>()?.pointer_checked(Some(ARRAY))?;
    // SAFETY: both capsules have the names of the interface; the array is moved out and left empty, the schema is lent.
    let data = unsafe {
        let array = FFI_ArrowArray::from_raw(array.as_ptr().cast());
        from_ffi(array, schema.cast::<FFI_ArrowSchema>().as_ref())
    };
    let data = data.map_err(|cause| error::error(format!("Arrow: {cause}")))?;
    if !matches!(data.data_type(), arrow_schema::DataType::Struct(_)) {
        return Err(error::error("this is a single column: give a table or a batch with a column for the body"));
    }
    Ok(RecordBatch::from(StructArray::from(data)))
}

/// Tables with the same columns as a capsule `arrow_array_stream`.
pub fn stream<'py>(py: Python<'py>, tables: &[Table]) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = arrow_schema(tables.first().expect("an answer has a table"));
    let batches = py.detach(|| tables.iter().map(arrow_batch).collect::<Result<Vec<_>, _>>()).map_err(error::of)?;
    let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
}

/// The columns of a table as a capsule `arrow_schema`.
pub fn schema<'py>(py: Python<'py>, table: &Table) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(arrow_schema(table).as_ref());
    let schema = schema.map_err(|cause| error::error(format!("Arrow: {cause}")))?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}
