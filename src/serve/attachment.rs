//! Answers that are files to download.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::present::CsvWriter;
use crate::record::Table;
use crate::serve::problem::Problem;

/// The media type of a workbook.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The media type of a CSV file.
const CSV: &str = "text/csv; charset=utf-8";

/// A file to download, not to display.
pub(super) fn attached(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition.as_str())];
    (headers, bytes).into_response()
}

/// A table as a CSV file.
pub(super) fn csv_file(name: &str, table: &Table) -> Result<Response, Problem> {
    Ok(attached(name, CSV, with_rows(Vec::new(), table)?))
}

/// A table as a CSV file, with the mark by which spreadsheets know UTF-8.
pub(super) fn spreadsheet_csv(name: &str, table: &Table) -> Result<Response, Problem> {
    Ok(attached(name, CSV, with_rows("\u{feff}".into(), table)?))
}

fn with_rows(mut bytes: Vec<u8>, table: &Table) -> Result<Vec<u8>, Problem> {
    let mut writer = CsvWriter::new(&mut bytes);
    let written = writer.write(table).and_then(|()| writer.finish());
    written.map_err(|e| Problem::ours(&e.to_string()))?;
    Ok(bytes)
}
