//! Tables: coding sheets as CSV or workbooks, and the CSV exports of doccano and Label Studio.

use serde_json::Value;

use crate::read::{SheetRow, read_sheet};
use crate::validate::coding::{CodeRecord, Read, json, label_list};

/// One record a row, values by the names in the header.
pub(super) fn rows(bytes: &[u8], file: &str) -> Result<Vec<Read>, String> {
    let table = read_sheet(bytes, &["id", "article_id"])?;
    if !table.header.iter().any(|name| matches!(name.as_str(), "id" | "article_id")) {
        return Err("has no column `id`, and is neither JSON Lines nor a JSON array: \
                    name the column with the ids of the articles `id`"
            .to_owned());
    }
    let row = |row: &SheetRow| {
        let mut record = CodeRecord { place: format!("{file}:{}", row.line), ..CodeRecord::default() };
        for (name, cell) in table.header.iter().zip(&row.cells).filter(|(_, cell)| !cell.trim().is_empty()) {
            match name.as_str() {
                // doccano joins labels with `#`.
                "label" | "labels" => cell.split('#').for_each(|label| label_list::add(&mut record, label)),
                name => record.values.entry(name.to_owned()).or_default().extend(values(cell)),
            }
        }
        Ok(record)
    };
    Ok(table.rows.iter().map(row).collect())
}

/// The values of a cell: Label Studio writes several as `{"choices": […]}`.
fn values(cell: &str) -> Vec<String> {
    let nested = serde_json::from_str::<Value>(cell).ok().and_then(|value| value.get("choices").map(json::texts));
    nested.unwrap_or_else(|| vec![cell.trim().to_owned()])
}
