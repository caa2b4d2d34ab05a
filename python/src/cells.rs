//! Arrow batches as rows of a table in memory, whatever the types of their columns are.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use classlens::read::MemoryTable;
use jiff::civil::Date;
use jiff::{Span, Timestamp};

/// Batches with the same columns, one after the other.
pub struct BatchRows {
    names: Vec<String>,
    batches: Vec<RecordBatch>,
    /// Number of the first row of each batch.
    starts: Vec<u64>,
    n_rows: u64,
}

impl BatchRows {
    /// The rows of these batches.
    ///
    /// # Errors
    /// When a batch has other columns than the first one, or a column is of a type that holds no text, number or date.
    pub fn new(batches: Vec<RecordBatch>) -> Result<Self, String> {
        let names_of =
            |batch: &RecordBatch| batch.schema().fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
        let names = batches.first().map(names_of).unwrap_or_default();
        let (mut starts, mut n_rows) = (Vec::new(), 0);
        for (number, batch) in batches.iter().enumerate() {
            let other = names_of(batch);
            if other != names {
                let (names, other) = (names.join(", "), other.join(", "));
                return Err(format!("batch {number} has the columns {other}, the batches before it {names}"));
            }
            starts.push(n_rows);
            n_rows += batch.num_rows() as u64;
        }
        Ok(Self { names, batches, starts, n_rows })
    }
}

impl MemoryTable for BatchRows {
    fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    fn n_rows(&self) -> u64 {
        self.n_rows
    }

    fn text(&self, row: u64, column: usize, between: &str) -> Option<String> {
        let batch = self.starts.partition_point(|start| *start <= row) - 1;
        cell(self.batches[batch].column(column), (row - self.starts[batch]) as usize, between)
    }
}

/// A cell as text; `None` where it is null, or of a type that is no text, number, date or list of these.
fn cell(array: &ArrayRef, row: usize, between: &str) -> Option<String> {
    if array.is_null(row) {
        return None;
    }
    let bytes = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some(match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).to_owned(),
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).to_owned(),
        DataType::Utf8View => array.as_string_view().value(row).to_owned(),
        DataType::Binary => bytes(array.as_binary::<i32>().value(row)),
        DataType::LargeBinary => bytes(array.as_binary::<i64>().value(row)),
        DataType::BinaryView => bytes(array.as_binary_view().value(row)),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary_opt()?;
            return cell(dictionary.values(), key(dictionary.keys(), row)?, between);
        }
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        DataType::UInt64 => array.as_primitive::<UInt64Type>().value(row).to_string(),
        DataType::Float32 => float(f64::from(array.as_primitive::<Float32Type>().value(row)))?,
        DataType::Float64 => float(array.as_primitive::<Float64Type>().value(row))?,
        DataType::Date32 => {
            let days = Span::new().try_days(array.as_primitive::<Date32Type>().value(row)).ok()?;
            Date::constant(1970, 1, 1).checked_add(days).ok()?.to_string()
        }
        DataType::Date64 => time(array.as_primitive::<Date64Type>().value(row), TimeUnit::Millisecond, false)?,
        DataType::Timestamp(unit, zone) => {
            let value = match unit {
                TimeUnit::Second => array.as_primitive::<TimestampSecondType>().value(row),
                TimeUnit::Millisecond => array.as_primitive::<TimestampMillisecondType>().value(row),
                TimeUnit::Microsecond => array.as_primitive::<TimestampMicrosecondType>().value(row),
                TimeUnit::Nanosecond => array.as_primitive::<TimestampNanosecondType>().value(row),
            };
            time(value, *unit, zone.is_some())?
        }
        DataType::List(_) => items(&array.as_list::<i32>().value(row), between),
        DataType::LargeList(_) => items(&array.as_list::<i64>().value(row), between),
        _ => whole(array.as_ref(), row)?.to_string(),
    })
}

/// The place in a dictionary of a row's value.
fn key(keys: &dyn Array, row: usize) -> Option<usize> {
    match keys.data_type() {
        DataType::UInt64 => usize::try_from(keys.as_primitive::<UInt64Type>().value(row)).ok(),
        _ => usize::try_from(whole(keys, row)?).ok(),
    }
}

/// A whole number; `None` for other types.
fn whole(array: &dyn Array, row: usize) -> Option<i64> {
    Some(match array.data_type() {
        DataType::Int8 => i64::from(array.as_primitive::<Int8Type>().value(row)),
        DataType::Int16 => i64::from(array.as_primitive::<Int16Type>().value(row)),
        DataType::Int32 => i64::from(array.as_primitive::<Int32Type>().value(row)),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row),
        DataType::UInt8 => i64::from(array.as_primitive::<UInt8Type>().value(row)),
        DataType::UInt16 => i64::from(array.as_primitive::<UInt16Type>().value(row)),
        DataType::UInt32 => i64::from(array.as_primitive::<UInt32Type>().value(row)),
        _ => return None,
    })
}

fn items(values: &ArrayRef, between: &str) -> String {
    let items: Vec<String> = (0..values.len()).filter_map(|row| cell(values, row, between)).collect();
    items.join(between)
}

/// A number; `NaN` is how data frames write a missing text, so it is none.
fn float(value: f64) -> Option<String> {
    value.is_finite().then(|| format!("{value:?}"))
}

/// A time, year first: of UTC where the column has a zone, else as the clock on the wall showed it.
fn time(value: i64, unit: TimeUnit, has_zone: bool) -> Option<String> {
    let timestamp = match unit {
        TimeUnit::Second => Timestamp::from_second(value),
        TimeUnit::Millisecond => Timestamp::from_millisecond(value),
        TimeUnit::Microsecond => Timestamp::from_microsecond(value),
        TimeUnit::Nanosecond => Timestamp::from_nanosecond(i128::from(value)),
    };
    let clock = timestamp.ok()?.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let zone = if has_zone { " +00:00" } else { "" };
    Some(format!("{} {}{zone}", clock.date(), clock.time()))
}
