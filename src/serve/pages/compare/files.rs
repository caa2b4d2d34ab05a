//! A comparison as a file: PNG and SVG of the chart, CSV and XLSX of its numbers.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use crate::present::figure::{slide_file, slide_png};
use crate::present::{CsvWriter, xlsx};
use crate::record::Table;
use crate::serve::pages::compare::answer::{address_of, compared};
use crate::serve::pages::compare::chart::chart;
use crate::serve::pages::compare::request::CompareRequest;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, blocking};

/// A format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Png,
    Svg,
    Csv,
    Xlsx,
}

const FORMATS: [(&str, Format); 4] =
    [("png", Format::Png), ("svg", Format::Svg), ("csv", Format::Csv), ("xlsx", Format::Xlsx)];

pub(in crate::serve::pages) async fn file(
    State(site): State<Shared>,
    headers: HeaderMap,
    mut params: Params,
) -> Result<Response, Problem> {
    let format = params.choice("format", &FORMATS)?.unwrap_or(Format::Png);
    let (request, _) = CompareRequest::read(&site, params)?;
    let address = address_of(&headers, &request);
    blocking(&site, move |site| {
        let found = compared(site, &request)?;
        let slide = || chart(site, &request, &found, &address);
        let ours = |e: std::io::Error| Problem::ours(&e.to_string());
        Ok(match format {
            Format::Svg => attached("compare.svg", "image/svg+xml", slide_file(&slide()).into_bytes()),
            Format::Png => {
                let png = slide_png(&slide()).map_err(|e| Problem::ours(&e.to_string()))?;
                attached("compare.png", "image/png", png)
            }
            Format::Csv => csv_file("compare.csv", &found.answer().table)?,
            Format::Xlsx => attached("compare.xlsx", XLSX, xlsx(&found.answer().table).map_err(ours)?),
        })
    })
    .await
}

/// The media type of a workbook.
pub(in crate::serve::pages) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A table as a CSV file, with the mark by which spreadsheets know UTF-8.
pub(in crate::serve::pages) fn csv_file(name: &str, table: &Table) -> Result<Response, Problem> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer = CsvWriter::new(&mut bytes);
    let written = writer.write(table).and_then(|()| writer.finish());
    written.map_err(|e| Problem::ours(&e.to_string()))?;
    Ok(attached(name, "text/csv; charset=utf-8", bytes))
}

/// A file to download, not to display.
pub(in crate::serve::pages) fn attached(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition.as_str())];
    (headers, bytes).into_response()
}
