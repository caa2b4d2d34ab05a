//! Tables: coding sheets as CSV, and the CSV exports of doccano and Label Studio.

use serde_json::Value;

use crate::validate::coding::{CodeRecord, Problem, Read, json, label_list};
use crate::validate::delimited;

/// One record a row, values by the names in the header.
pub(super) fn rows(text: &str, file: &str) -> Result<Vec<Read>, String> {
    let mut table = delimited::rows(text);
    let header = table.headers().map_err(|e| format!("has no header ({e})"))?.clone();
    if !header.iter().any(|name| matches!(name.trim(), "id" | "article_id")) {
        return Err("has no column `id`, and is neither JSON Lines nor a JSON array: \
                    name the column with the ids of the articles `id`"
            .to_owned());
    }
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        let row = row.map_err(|e| {
            let place = format!("{file}:{}", e.position().map_or(1, csv::Position::line));
            Problem { place, what: format!("{e}: the row is left out") }
        })?;
        let mut record = CodeRecord {
            place: format!("{file}:{}", row.position().map_or(1, csv::Position::line)),
            ..CodeRecord::default()
        };
        for (name, cell) in header.iter().zip(&row).filter(|(_, cell)| !cell.trim().is_empty()) {
            match name.trim() {
                // doccano joins labels with `#`.
                "label" | "labels" => cell.split('#').for_each(|label| label_list::add(&mut record, label)),
                name => record.values.entry(name.to_owned()).or_default().extend(values(cell)),
            }
        }
        Ok(record)
    };
    Ok(table.records().map(row).collect())
}

/// The values of a cell: Label Studio writes several as `{"choices": […]}`.
fn values(cell: &str) -> Vec<String> {
    let nested = serde_json::from_str::<Value>(cell).ok().and_then(|value| value.get("choices").map(json::texts));
    nested.unwrap_or_else(|| vec![cell.trim().to_owned()])
}
