//! Rows of the figures that are compiled in.

/// Rows of a figures file: a year and its numbers.
///
/// # Panics
/// When the file is broken: it is compiled in, and tests read it.
pub(super) fn rows<const N: usize>(csv: &str) -> Vec<(i16, [f64; N])> {
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
pub(super) fn table<Row: serde::de::DeserializeOwned>(csv: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    reader.deserialize().map(|row| row.expect("a figures file is a table")).collect()
}
