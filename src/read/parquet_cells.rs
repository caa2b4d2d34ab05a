//! Cells of a Parquet table as texts of fields and as values of variables.
//!
//! Always holds: days and numbers stay such. A time on a day is kept by its day (in UTC where the column has a zone); what is
//! within objects has a name with points, as in JSON.

use parquet::basic::{LogicalType, TimeUnit};
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::Value;

use crate::read::variables::{self, KeptValue};
use crate::variable::{Changed, Given};

/// Thousandths of a second of a day.
const DAY: i64 = 86_400_000;

/// True for a column of objects or maps.
pub(super) fn is_nested(column: &Type) -> bool {
    let list = matches!(column.get_basic_info().logical_type_ref(), Some(LogicalType::List));
    let is_list = list || column.get_basic_info().converted_type() == parquet::basic::ConvertedType::LIST;
    let is_repeated = column.get_basic_info().has_repetition()
        && column.get_basic_info().repetition() == parquet::basic::Repetition::REPEATED;
    column.is_group() && !is_list && !is_repeated
}

/// Columns of times in billionths of a second, which the reader of rows hands on as whole numbers.
pub(super) struct Nanos(Vec<bool>);

impl Nanos {
    /// The columns of a table that are such.
    pub(super) fn of(table: &Type) -> Self {
        let is_nanos = |column: &parquet::schema::types::TypePtr| {
            let logical = column.get_basic_info().logical_type_ref();
            matches!(logical, Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS)
        };
        Self(table.get_fields().iter().map(is_nanos).collect())
    }

    /// The value of a cell of such a column; `None` for other columns.
    pub(super) fn given(&self, at: usize, field: &Field) -> Option<KeptValue> {
        match field {
            Field::Long(nanos) if self.0.get(at).copied().unwrap_or_default() => day_of(nanos.div_euclid(1_000_000)),
            _ => None,
        }
    }
}

/// A cell as text; items of a list have `between` between them.
pub(super) fn text_of(field: &Field, between: &str) -> Option<String> {
    match field {
        Field::Null => None,
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::ListInternal(list) => {
            let items: Vec<String> = list.elements().iter().filter_map(|item| text_of(item, between)).collect();
            Some(items.join(between))
        }
        // Dates and times are printed as year-month-day first.
        other => Some(other.to_string()),
    }
}

/// A cell as the value of a variable.
pub(super) fn given_of(field: &Field) -> Option<KeptValue> {
    match field {
        Field::TimestampMillis(millis) => day_of(*millis),
        Field::TimestampMicros(micros) => day_of(micros.div_euclid(1_000)),
        Field::TimeMillis(_) | Field::TimeMicros(_) => {
            let clock = field.to_string();
            let clock = clock.trim_end_matches('0').strip_suffix('.').unwrap_or(&clock);
            Some((Given::Text(clock.to_owned()), Some(Changed::Clock)))
        }
        other => variables::of_json(&json_of(other)),
    }
}

/// The day of a time in thousandths of a second since 1970.
fn day_of(millis: i64) -> Option<KeptValue> {
    let time = jiff::Timestamp::from_millisecond(millis).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
    Some((Given::Text(time.date().to_string()), (millis.rem_euclid(DAY) != 0).then_some(Changed::Day)))
}

/// A cell as JSON; what JSON has no kind for is a text.
pub(super) fn json_of(field: &Field) -> Value {
    let number = |number: f64| serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number);
    match field {
        Field::Null => Value::Null,
        Field::Bool(flag) => (*flag).into(),
        Field::Byte(number) => (*number).into(),
        Field::Short(number) => (*number).into(),
        Field::Int(number) => (*number).into(),
        Field::Long(number) => (*number).into(),
        Field::UByte(number) => (*number).into(),
        Field::UShort(number) => (*number).into(),
        Field::UInt(number) => (*number).into(),
        Field::ULong(number) => (*number).into(),
        Field::Float(single) => number(f64::from(*single)),
        Field::Double(double) => number(*double),
        Field::Group(row) => row.get_column_iter().map(|(name, field)| (name.clone(), json_of(field))).collect(),
        Field::MapInternal(map) => {
            let of = |(key, value): &(Field, Field)| Some((text_of(key, ", ")?, json_of(value)));
            map.entries().iter().filter_map(of).collect()
        }
        Field::ListInternal(list) => list.elements().iter().map(json_of).collect(),
        other => text_of(other, ", ").map_or(Value::Null, Value::String),
    }
}

#[cfg(test)]
mod tests {
    use parquet::record::Field;

    use crate::read::parquet_cells::given_of;
    use crate::variable::{Changed, VariableKind};

    #[track_caller]
    fn check(field: &Field, kind: VariableKind, printed: &str, changed: Option<Changed>) {
        let (given, found) = given_of(field).expect("a value");
        assert_eq!((VariableKind::of(&given), &*given.printed(), found), (kind, printed, changed));
    }

    #[test]
    fn times_are_days_and_numbers_are_numbers() {
        check(&Field::TimestampMillis(1_480_550_400_000), VariableKind::Date, "2016-12-01", None);
        check(&Field::TimestampMicros(1_480_590_000_000_000), VariableKind::Date, "2016-12-01", Some(Changed::Day));
        check(&Field::TimestampMillis(-1), VariableKind::Date, "1969-12-31", Some(Changed::Day));
        check(&Field::Date(17_136), VariableKind::Date, "2016-12-01", None);
        check(&Field::TimeMillis(34_200_000), VariableKind::Text, "09:30:00", Some(Changed::Clock));
        check(&Field::UInt(7), VariableKind::Whole, "7", None);
        check(&Field::Double(0.5), VariableKind::Number, "0.5", None);
        check(&Field::Bool(true), VariableKind::Flag, "yes", None);
        assert!(given_of(&Field::Double(f64::NAN)).is_none());
    }
}
