//! Cells of a Parquet table as texts of fields and as values of variables.
//!
//! Always holds: days and numbers stay such. A time on a day is kept by its day (in UTC where the column has a zone); what is
//! within objects has a name with points, as in JSON; a column of a type that the reader of rows cannot read is named.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::record::Field;
use parquet::schema::types::{Type, TypePtr};
use serde_json::Value;

use crate::read::variables::{self, KeptValue};
use crate::variable::{Changed, Given};

/// Thousandths of a second of a day.
const DAY: i64 = 86_400_000;

/// True for a column of objects or maps.
pub(super) fn is_nested(column: &Type) -> bool {
    let list = matches!(column.get_basic_info().logical_type_ref(), Some(LogicalType::List));
    let is_list = list || column.get_basic_info().converted_type() == ConvertedType::LIST;
    let is_repeated = column.get_basic_info().has_repetition()
        && column.get_basic_info().repetition() == parquet::basic::Repetition::REPEATED;
    column.is_group() && !is_list && !is_repeated
}

/// True for a column with spans of time of months and days, which the reader of rows cannot read.
pub(super) fn is_unreadable(column: &Type) -> bool {
    match column {
        Type::GroupType { fields, .. } => fields.iter().any(|field| is_unreadable(field)),
        Type::PrimitiveType { basic_info, .. } => basic_info.converted_type() == ConvertedType::INTERVAL,
    }
}

/// A type that the reader of rows hands on as that of which it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MadeOf {
    /// A time on a day in billionths of a second: a whole number.
    Timestamp,
    /// A time of day in billionths of a second: a whole number.
    Clock,
    /// A UUID: bytes.
    Uuid,
}

/// Columns of such types.
pub(super) struct MadeColumns(Vec<Option<MadeOf>>);

impl MadeColumns {
    /// Those of a table.
    pub(super) fn of(table: &Type) -> Self {
        let made = |column: &TypePtr| match column.get_basic_info().logical_type_ref() {
            Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS => Some(MadeOf::Timestamp),
            Some(LogicalType::Time(time)) if time.unit == TimeUnit::NANOS => Some(MadeOf::Clock),
            Some(LogicalType::Uuid) => Some(MadeOf::Uuid),
            _ => None,
        };
        Self(table.get_fields().iter().map(made).collect())
    }

    /// The value of a cell of such a column; `None` for other columns.
    pub(super) fn given(&self, at: usize, field: &Field) -> Option<KeptValue> {
        match (field, self.0.get(at).copied().flatten()?) {
            (Field::Long(nanos), MadeOf::Timestamp) => day_of(nanos.div_euclid(1_000_000)),
            (Field::Long(nanos), MadeOf::Clock) => Some(clock_of(&Field::TimeMicros(nanos.div_euclid(1_000)))),
            (Field::Bytes(bytes), MadeOf::Uuid) => Some((Given::Text(uuid_of(bytes.data())), None)),
            _ => None,
        }
    }
}

/// A time of day as text, without zeros at its end.
fn clock_of(time: &Field) -> KeptValue {
    let clock = time.to_string();
    let clock = if clock.contains('.') { clock.trim_end_matches('0').trim_end_matches('.') } else { &clock };
    (Given::Text(clock.to_owned()), Some(Changed::Clock))
}

/// The text of a UUID: its bytes with dashes before the fifth, seventh, ninth and eleventh.
fn uuid_of(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if [4, 6, 8, 10].contains(&at) {
            out.push('-');
        }
        out.extend([byte >> 4, byte & 15].map(|digit| char::from_digit(u32::from(digit), 16).unwrap_or('0')));
    }
    out
}

/// True where a path of names leads to a part of a column of objects or of lists of them; the groups that the format has
/// around the items of a list have no name in a path.
pub(super) fn has_part(column: &Type, path: &str) -> bool {
    if !column.is_group() {
        return false;
    }
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let is_part =
        |part: &TypePtr| part.name() == path || part.name() == first && rest.is_some_and(|rest| has_part(part, rest));
    let inner = column.get_fields();
    inner.iter().any(is_part) || !is_nested(column) && inner.iter().any(|items| has_part(items, path))
}

/// The part of a cell at the end of a path of names; of a list, that part of each item.
pub(super) fn part_of(cell: &Value, path: &str) -> Option<Value> {
    match cell {
        Value::Array(items) => Some(items.iter().filter_map(|item| part_of(item, path)).collect()),
        _ => cell.get(path).cloned().or_else(|| {
            let (first, rest) = path.split_once('.')?;
            part_of(cell.get(first)?, rest)
        }),
    }
}

/// True for an object, a map, and a list of them.
pub(super) fn has_objects(field: &Field) -> bool {
    match field {
        Field::Group(_) | Field::MapInternal(_) => true,
        Field::ListInternal(list) => list.elements().iter().any(has_objects),
        _ => false,
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
        Field::TimeMillis(_) | Field::TimeMicros(_) => Some(clock_of(field)),
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
        // As it is written: the nearest number of twice the size has digits that nobody gave.
        Field::Float(single) => single.to_string().parse().map_or(Value::Null, number),
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
    fn parts_of_objects_and_of_their_lists_have_paths() {
        let table = "message t { optional group meta { optional binary title (UTF8); optional group by { optional binary name (UTF8); } }
                     optional group texts (LIST) { repeated group list { optional group element { optional binary said (UTF8); } } }
                     optional binary id (UTF8); }";
        let table = parquet::schema::parser::parse_message_type(table).expect("a schema");
        let has = |at: usize, path: &str| super::has_part(&table.get_fields()[at], path);
        assert!(has(0, "title") && has(0, "by.name") && has(1, "said"));
        assert!(!has(0, "name") && !has(0, "title.x") && !has(1, "text") && !has(2, "x"));
        let cell =
            serde_json::json!({"title": "Pay", "by": {"name": "Ann"}, "texts": [{"said": "a"}, {}, {"said": "b"}]});
        let part = |path: &str| super::part_of(&cell, path);
        assert_eq!(part("by.name"), Some("Ann".into()));
        assert_eq!(part("texts.said"), Some(serde_json::json!(["a", "b"])));
        assert_eq!(part("by.age"), None);
    }

    #[test]
    fn a_uuid_is_its_text() {
        let bytes: Vec<u8> = (0..16).collect();
        assert_eq!(super::uuid_of(&bytes), "00010203-0405-0607-0809-0a0b0c0d0e0f");
    }

    #[test]
    fn times_in_billionths_are_those_of_other_units() {
        let table = "message t { optional int64 seen (TIMESTAMP(NANOS,true)); optional int64 clock (TIME(NANOS,true)); optional int64 n; }";
        let table = parquet::schema::parser::parse_message_type(table).expect("a schema");
        let made = super::MadeColumns::of(&table);
        let given = |at: usize, value: i64| {
            made.given(at, &Field::Long(value)).map(|(given, changed)| (given.printed().into_owned(), changed))
        };
        assert_eq!(given(0, 1_480_590_000_000_000_000), Some(("2016-12-01".to_owned(), Some(Changed::Day))));
        assert_eq!(given(1, 34_200_500_000_000), Some(("09:30:00.5".to_owned(), Some(Changed::Clock))));
        assert_eq!(given(2, 34_200_500_000_000), None);
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
        check(&Field::Float(0.1), VariableKind::Number, "0.1", None);
        check(&Field::Bool(true), VariableKind::Flag, "yes", None);
        assert!([f64::NAN, f64::INFINITY].iter().all(|none| given_of(&Field::Double(*none)).is_none()));
        assert!(given_of(&Field::Float(f32::NEG_INFINITY)).is_none());
    }
}
