//! A comparison as a file: PNG and SVG of the chart, CSV and XLSX of its numbers.

use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::present::figure::{slide_file, slide_png};
use crate::present::xlsx;
use crate::serve::attachment::{XLSX, attached, spreadsheet_csv};
use crate::serve::client::Client;
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
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    mut params: Params,
) -> Result<Response, Problem> {
    let format = params.choice("format", &FORMATS)?.unwrap_or(Format::Png);
    let (request, _) = CompareRequest::read(&site, params)?;
    let address = address_of(client, &headers, &request);
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
            Format::Csv => spreadsheet_csv("compare.csv", &found.answer().table)?,
            Format::Xlsx => attached("compare.xlsx", XLSX, xlsx(&found.answer().table).map_err(ours)?),
        })
    })
    .await
}
