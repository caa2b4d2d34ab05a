//! Cells of a workbook as texts of fields and as values of variables.

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};

use crate::read::variables::{self, KeptValue};
use crate::variable::{Changed, Given};

/// Numbers under `date` that are days although their cell has no date format: five digits, 1927 to 2173. A year has four.
const SERIALS: std::ops::Range<f64> = 10_000.0..100_000.0;

/// What a cell shows.
pub(super) fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => u8::from(*flag).to_string(),
        DataRef::DateTime(at) => day(*at).unwrap_or_else(|| at.as_f64().to_string()),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A cell as the value of a variable.
pub(super) fn given_of(cell: &DataRef<'_>) -> Option<KeptValue> {
    match cell {
        DataRef::Bool(flag) => Some((Given::Flag(*flag), None)),
        DataRef::Error(_) => None,
        DataRef::DateTime(at) => Some(match day(*at) {
            Some(day) => (Given::Text(day), (seconds(*at) % DAY != 0).then_some(Changed::Day)),
            None => (Given::Text(clock(seconds(*at))), Some(Changed::Clock)),
        }),
        DataRef::DateTimeIso(text) if text.contains('T') || !text.contains(':') => variables::of_text(text),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Some((variables::of_text(text)?.0, Some(Changed::Clock)))
        }
        other => variables::of_text(&text(other)),
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A date as whole seconds since the first day of the workbook, a span of time as its seconds.
fn seconds(at: ExcelDateTime) -> i64 {
    (at.as_f64() * DAY as f64).round() as i64
}

/// Hours, minutes and seconds; more than 24 hours where it is a span of time.
fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.abs();
    format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// What a cell of a column of dates says: a day, also where the count of days has lost its format.
pub(super) fn date_text(cell: &DataRef<'_>, is_1904: bool) -> String {
    match cell {
        DataRef::Float(n) if SERIALS.contains(n) => {
            day(ExcelDateTime::new(*n, ExcelDateTimeType::DateTime, is_1904)).unwrap_or_else(|| text(cell))
        }
        other => text(other),
    }
}

/// The day of a date; `None` for a time of day or a span of time.
fn day(at: ExcelDateTime) -> Option<String> {
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    (at.is_datetime() && at.as_f64() >= 1.0).then(|| format!("{year:04}-{month:02}-{day:02}"))
}
