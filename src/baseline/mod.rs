//! Figures of official surveys that articles are compared with: prices, wages, employment, education.
//!
//! In: a year. Out: figures that name their survey and their year. The figures are CSV files in
//! `figures/`, compiled in; the lines at the head of each file name survey, population and source.
//!
//! Invariant: no figure is made up. Where a year has none, the nearest one is taken and its year is
//! handed on, so that a table can say so; where none can be taken, there is no answer.

mod prices;
mod wages;
mod employment;
mod education;

pub use crate::baseline::education::{LEVELS, Participation, level_of_entry, participation};
pub use crate::baseline::employment::{Employment, EmploymentFigure, OccupationGroup, Survey};
pub use crate::baseline::prices::{BASE_YEAR, in_dollars_of};
pub use crate::baseline::wages::{WageDistribution, federal_minimum, nearest_wages};

/// Rows of a figures file: a year and its numbers.
///
/// # Panics
/// When the file is broken: it is compiled in, and tests read it.
fn rows<const N: usize>(csv: &str) -> Vec<(i16, [f64; N])> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    let number = |text: &str| text.parse::<f64>().expect("a figure is a number");
    let row = |record: csv::StringRecord| {
        let year = record[0].parse().expect("a row starts with its year");
        (year, std::array::from_fn(|at| number(&record[at + 1])))
    };
    reader.records().map(|record| row(record.expect("a figures file is a table"))).collect()
}

/// Rows of a figures file by the names of its columns.
///
/// # Panics
/// When the file is broken: it is compiled in, and tests read it.
fn table<Row: serde::de::DeserializeOwned>(csv: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    reader.deserialize().map(|row| row.expect("a figures file is a table")).collect()
}
