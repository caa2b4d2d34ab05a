//! Cells of a workbook as texts of fields and as values of variables.

use std::collections::BTreeSet;

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};

use crate::read::variables::{self, KeptValue};
use crate::variable::{Changed, Given};

/// Numbers under `date` that are days although their cell has no date format: five digits, 1927 to 2173. A year has four.
const SERIALS: std::ops::Range<f64> = 10_000.0..100_000.0;

/// Numbers that are years although their cell has the format of a date: as days they are of 1904 and 1905.
const YEARS: std::ops::RangeInclusive<f64> = 1_800.0..=2_100.0;
/// Days of 1900 to 1910, as numbers.
const EARLY_DAYS: std::ops::Range<f64> = 1.0..4_018.0;

/// Which columns have days of about 1905, so that a whole number in a cell with the format of a date is no year.
pub(super) struct DateCells {
    pub(super) is_1904: bool,
    pub(super) days: BTreeSet<usize>,
}

/// True for a day of the years around 1905 that is no year typed into a cell with the format of a date.
pub(super) fn is_early_day(cell: &DataRef<'_>) -> bool {
    matches!(cell, DataRef::DateTime(at) if at.is_datetime() && EARLY_DAYS.contains(&at.as_f64()) && typed_year(*at).is_none())
}

/// The year that was typed into a cell with the format of a date.
fn typed_year(at: ExcelDateTime) -> Option<String> {
    let number = at.as_f64();
    (at.is_datetime() && number.fract() == 0.0 && YEARS.contains(&number)).then(|| number.to_string())
}

impl DateCells {
    /// The year in the cell of column `at`, where it is one and no day.
    fn year(&self, cell: &DataRef<'_>, at: usize) -> Option<String> {
        match cell {
            DataRef::DateTime(day) if !self.days.contains(&at) => typed_year(*day),
            _ => None,
        }
    }

    /// What a cell of a column of dates says: a day, also where the count of days has lost its format.
    pub(super) fn date_text(&self, cell: &DataRef<'_>, at: usize) -> String {
        match cell {
            DataRef::Float(n) if SERIALS.contains(n) => {
                day(ExcelDateTime::new(*n, ExcelDateTimeType::DateTime, self.is_1904)).unwrap_or_else(|| text(cell))
            }
            other => self.year(other, at).unwrap_or_else(|| text(other)),
        }
    }

    /// A cell of column `at` as the value of a variable.
    pub(super) fn given_of(&self, cell: &DataRef<'_>, at: usize) -> Option<KeptValue> {
        self.year(cell, at).map_or_else(|| given_of(cell), |year| variables::of_text(&year))
    }
}

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
fn given_of(cell: &DataRef<'_>) -> Option<KeptValue> {
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

/// The day of a date; `None` for a time of day or a span of time.
fn day(at: ExcelDateTime) -> Option<String> {
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    (at.is_datetime() && at.as_f64() >= 1.0).then(|| format!("{year:04}-{month:02}-{day:02}"))
}
