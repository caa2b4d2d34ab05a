//! Tables for people: aligned columns.

use crate::record::{Cell, Kind, Table};
use crate::summarize::Share;

/// How wide a table may get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Longest text in a cell, in characters; what is over is cut with `…`.
    pub max_cell: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { max_cell: 60 }
    }
}

/// The table as text: texts to the left, numbers to the right, two blanks between columns.
#[must_use]
pub fn render(table: &Table, style: Style) -> String {
    let schema = table.schema();
    let mut rows: Vec<Vec<String>> = vec![schema.iter().map(|(name, _)| (*name).to_owned()).collect()];
    let whole: Vec<bool> = (0..schema.len()).map(|column| is_whole(table, column)).collect();
    for row in 0..table.n_rows() {
        rows.push((0..schema.len()).map(|column| printed(table.cell(row, column), whole[column], style)).collect());
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..schema.len()).map(width).collect();
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for ((text, width), (_, kind)) in row.iter().zip(&widths).zip(&schema) {
            if !line.is_empty() {
                line.push_str("  ");
            }
            let pad = " ".repeat(width - text.chars().count());
            match kind {
                Kind::Int | Kind::Float => line.extend([pad.as_str(), text]),
                Kind::Text | Kind::Flag => line.extend([text, pad.as_str()]),
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// True for a column of counts that are kept as numbers: every one is whole, and one is above 1.
fn is_whole(table: &Table, column: usize) -> bool {
    let values = (0..table.n_rows()).filter_map(|row| table.cell(row, column).as_float());
    let (mut all, mut is_count) = (true, false);
    values.for_each(|value| {
        all &= value.fract() == 0.0;
        is_count |= value > 1.0;
    });
    all && is_count
}

/// What three decimals print as 0.
const SMALL: f64 = 0.0005;

fn printed(cell: Cell<'_>, whole: bool, style: Style) -> String {
    match cell {
        Cell::Text(text) => {
            let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            if line.chars().count() > style.max_cell {
                let mut cut: String = line.chars().take(style.max_cell - 1).collect();
                cut.push('…');
                cut
            } else {
                line
            }
        }
        Cell::Int(number) => number.to_string(),
        Cell::Float(number) if whole => format!("{number:.0}"),
        Cell::Float(number) if number > 0.0 && number < SMALL => "<0.001".to_owned(),
        Cell::Float(number) => format!("{number:.3}"),
        Cell::Flag(flag) => if flag { "yes" } else { "no" }.to_owned(),
        Cell::Missing => String::new(),
    }
}

/// The name of a tier, a kind or a column as people read it: `low wage` for `low_wage`.
#[must_use]
pub fn spelled(name: &str) -> String {
    name.replace('_', " ")
}

/// A share in percent with its interval: `12.5 % (10.1–15.3)`.
#[must_use]
pub fn share_text(share: Option<Share>) -> String {
    share.map_or_else(String::new, |s| format!("{:.1} % ({:.1}–{:.1})", s.share * 100.0, s.low * 100.0, s.high * 100.0))
}
