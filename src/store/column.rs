//! Fields as columns: what a query may name, and how their values are grouped.

use std::fmt::Write;

use hashbrown::HashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use crate::store::{Store, StoreError};
use crate::summarize::MISSING;

/// A field whose values make groups.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldAxis {
    /// As requested.
    pub name: String,
    column: String,
    grain: Grain,
}

/// The grain of the groups.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Grain {
    Text,
    Whole(u64),
    Number(f64),
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

const INTERVALS: &[(&str, Grain)] = &[
    ("day", Grain::Day),
    ("week", Grain::Week),
    ("month", Grain::Month),
    ("quarter", Grain::Quarter),
    ("year", Grain::Year),
];

/// Steps of a number that is grouped without a width of its own.
const SCORE_STEP: f64 = 0.1;
const PERCENTILE_STEP: f64 = 10.0;
const TOKEN_STEP: u64 = 250;

impl Store {
    /// The axis called `name`: a field, an interval of the date (`day`, `week`, `month`, `quarter`,
    /// `year`), or a number with the width of its groups (`n_tokens/500`).
    ///
    /// # Errors
    /// With the known names when there is none.
    pub fn axis(&self, name: &str) -> Result<FieldAxis, StoreError> {
        let (field, width) = name.split_once('/').map_or((name, None), |(field, width)| (field, Some(width)));
        let axis = |column: String, grain| FieldAxis { name: name.to_owned(), column, grain };
        let unknown = || StoreError::Axis { name: name.to_owned(), known: self.axis_hint(field) };
        if let Some((_, grain)) = INTERVALS.iter().find(|(known, _)| *known == field) {
            return Ok(axis("date".to_owned(), *grain));
        }
        let width = match width {
            Some(text) => Some(text.parse::<f64>().ok().filter(|w| *w > 0.0).ok_or_else(unknown)?),
            None => None,
        };
        let column = self.column_name(field).ok_or_else(unknown)?;
        let grain = match self.fields.number(field) {
            Some(_) if field == "date" => Grain::Day,
            Some((_, true)) if field == "n_tokens" => Grain::Whole(width.map_or(TOKEN_STEP, |w| w as u64).max(1)),
            Some((_, true)) => Grain::Whole(width.map_or(1, |w| w as u64).max(1)),
            Some((_, false)) if field.ends_with("_percentile") => Grain::Number(width.unwrap_or(PERCENTILE_STEP)),
            Some((_, false)) => Grain::Number(width.unwrap_or(SCORE_STEP)),
            None => Grain::Text,
        };
        Ok(axis(column, grain))
    }

    /// What articles can be counted by: intervals of the date, then all fields with a column.
    #[must_use]
    pub fn axis_names(&self) -> Vec<String> {
        INTERVALS.iter().map(|(name, _)| (*name).to_owned()).chain(self.column_fields()).collect()
    }

    /// All fields with a column.
    #[must_use]
    pub fn column_fields(&self) -> Vec<String> {
        self.field_names().into_iter().filter(|name| self.column_name(name).is_some()).collect()
    }

    /// True for a number, whose groups may be given a width.
    #[must_use]
    pub fn takes_width(&self, name: &str) -> bool {
        name != "date" && self.fields.number(name).is_some()
    }

    pub(super) fn axis_hint(&self, wrong: &str) -> String {
        let known = self.axis_names();
        let meant = crate::store::query::closest(wrong, known.iter().map(String::as_str));
        let meant = meant.map_or_else(String::new, |m| format!("; did you mean `{m}`?"));
        format!("{}{meant}", known.join(", "))
    }
}

impl FieldAxis {
    /// The query that finds the articles of the group called `value`; `None` where the query language
    /// cannot say it.
    #[must_use]
    pub fn filter(&self, value: &str) -> Option<String> {
        let name = self.name.as_str();
        if value == MISSING {
            let field = self.column.strip_prefix("stored_").unwrap_or(&self.column);
            return Some(format!("NOT {field}:*"));
        }
        match self.grain {
            Grain::Text if self.column.starts_with("stored_") => {
                (!value.contains('"')).then(|| format!("{name}:=\"{value}\""))
            }
            Grain::Text | Grain::Whole(1) => Some(format!("{name}:{value}")),
            Grain::Day | Grain::Month | Grain::Year => Some(format!("date:{value}")),
            Grain::Quarter => {
                let (year, quarter) = value.split_once("-Q")?;
                let last = quarter.parse::<u8>().ok().filter(|q| (1..=4).contains(q))? * 3;
                Some(format!("date:{year}-{:02}..{year}-{last:02}", last - 2))
            }
            Grain::Whole(_) => value.split_once('–').map(|(low, high)| format!("{}:{low}..{high}", self.column)),
            Grain::Week | Grain::Number(_) => None,
        }
    }
}

/// The values of an axis in one segment.
pub(super) struct AxisColumn {
    values: Values,
    grain: Grain,
    /// Group of a raw value, so that its name is made once.
    known: HashMap<u64, u32>,
}

enum Values {
    Text(Option<StrColumn>),
    Whole(Column<u64>),
    Number(Column<f64>),
}

/// Names of groups, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: HashMap<String, u32>,
    pub(super) names: Vec<String>,
}

impl Names {
    fn id(&mut self, name: &str) -> u32 {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.ids.insert(name.to_owned(), id);
        id
    }
}

impl AxisColumn {
    pub(super) fn open(axis: &FieldAxis, segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let values = match axis.grain {
            Grain::Text => Values::Text(columns.str(&axis.column)?),
            Grain::Number(_) => Values::Number(columns.f64(&axis.column)?),
            _ => Values::Whole(columns.u64(&axis.column)?),
        };
        Ok(Self { values, grain: axis.grain, known: HashMap::new() })
    }

    /// Groups of a document: one for each of its values, [`MISSING`] where there is none.
    pub(super) fn groups(&mut self, doc: DocId, names: &mut Names, out: &mut Vec<u32>) -> tantivy::Result<()> {
        out.clear();
        let mut raw: Vec<u64> = match &self.values {
            Values::Text(Some(column)) => column.term_ords(doc).collect(),
            Values::Text(None) => Vec::new(),
            Values::Whole(column) => column.values_for_doc(doc).map(|v| whole_group(self.grain, v)).collect(),
            Values::Number(column) => {
                column.values_for_doc(doc).map(|v| number_group(self.grain, v).cast_unsigned()).collect()
            }
        };
        raw.sort_unstable();
        raw.dedup();
        for raw in raw {
            let id = if let Some(id) = self.known.get(&raw) {
                *id
            } else {
                let id = names.id(&self.name(raw)?);
                self.known.insert(raw, id);
                id
            };
            out.push(id);
        }
        if out.is_empty() {
            out.push(names.id(MISSING));
        }
        Ok(())
    }

    fn name(&self, raw: u64) -> tantivy::Result<String> {
        let mut name = String::new();
        if let Values::Text(Some(column)) = &self.values {
            column.ord_to_str(raw, &mut name)?;
            return Ok(name);
        }
        let (year, month, day) = (raw / 10_000, raw / 100 % 100, raw % 100);
        let written = match self.grain {
            Grain::Year => write!(name, "{raw:04}"),
            Grain::Month => write!(name, "{:04}-{:02}", raw / 100, raw % 100),
            Grain::Quarter => write!(name, "{:04}-Q{}", raw / 10, raw % 10),
            Grain::Week => write!(name, "{:04}-W{:02}", raw / 100, raw % 100),
            Grain::Day => write!(name, "{year:04}-{month:02}-{day:02}"),
            Grain::Whole(1) | Grain::Text => write!(name, "{raw}"),
            Grain::Whole(step) => write!(name, "{}–{}", raw * step, raw * step + step - 1),
            Grain::Number(step) => {
                let low = raw.cast_signed() as f64 * step;
                write!(name, "{}–{}", round(low), round(low + step))
            }
        };
        written.map_err(|e| tantivy::TantivyError::InternalError(e.to_string()))?;
        Ok(name)
    }
}

fn round(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

fn number_group(grain: Grain, value: f64) -> i64 {
    let step = if let Grain::Number(step) = grain { step } else { 1.0 };
    (value / step).floor() as i64
}

fn whole_group(grain: Grain, value: u64) -> u64 {
    let (year, month) = (value / 10_000, value / 100 % 100);
    match grain {
        Grain::Year => year,
        Grain::Month => value / 100,
        Grain::Quarter => year * 10 + month.max(1).div_ceil(3),
        Grain::Week => week(value),
        Grain::Whole(step) => value / step,
        _ => value,
    }
}

/// ISO week of a day `yyyymmdd` as `yyyyww`.
fn week(day: u64) -> u64 {
    let part = |n: u64| i8::try_from(n).unwrap_or(1);
    let year = i16::try_from(day / 10_000).unwrap_or(1);
    let date = jiff::civil::Date::new(year, part(day / 100 % 100), part(day % 100));
    let Ok(date) = date else { return day / 100 };
    let week = date.iso_week_date();
    u64::try_from(week.year()).unwrap_or(0) * 100 + u64::try_from(week.week()).unwrap_or(0)
}
