//! The tables of the record, written, and the rows of articles read back.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::Lexicon;
use crate::record::columns::{ArticleColumn, Per, article_columns, hit_columns, pay_columns, quote_columns, table_of};
use crate::record::{Cell, Kind, Table, Value};
use crate::score::{ArticleRow, ScoredDocument, hit_rows, pay_rows, quote_rows};

/// An empty table of articles for these tiers.
#[must_use]
pub fn articles_table(tiers: &[String]) -> Table {
    let names = repetitions(tiers.len()).map(|(entry, at)| {
        let column = &entry.column;
        let name = column.per.names(&column.name, tiers).swap_remove(at);
        (name, column.kind.unwrap_or(Kind::Text))
    });
    let columns: Vec<(String, Kind)> = names.collect();
    Table::new(&columns)
}

/// The columns of the table of articles; those next to each other in every repetition make one group.
static GROUPS: LazyLock<Vec<Vec<&'static ArticleColumn>>> = LazyLock::new(|| {
    let columns = article_columns().iter().filter(|entry| entry.column.kind.is_some());
    let columns: Vec<&ArticleColumn> = columns.collect();
    columns.chunk_by(|_, next| next.column.per == Per::TierBeside).map(<[_]>::to_vec).collect()
});

/// The columns in the order of the file, each with the number of its repetition.
fn repetitions(n_tiers: usize) -> impl Iterator<Item = (&'static ArticleColumn, usize)> {
    GROUPS.iter().flat_map(move |group| {
        let n = group.first().map_or(0, |entry| entry.column.per.count(n_tiers));
        (0..n).flat_map(move |at| group.iter().map(move |entry| (*entry, at)))
    })
}

/// Adds one article.
pub fn push_article(table: &mut Table, tiers: &[String], row: &ArticleRow) {
    table.push_values(repetitions(tiers.len()).map(|(entry, at)| (entry.get)(row, tiers, at)));
}

/// Columns without which a table is none of articles.
const NEEDED: [&str; 4] = ["id", "text_hash", "n_tokens", "focus"];
/// The column of every tier without which a table is none of these tiers.
const NEEDED_OF_TIER: &str = "attention_";

/// Some rows of a table of articles; a column that an older record lacks has no value in any row.
///
/// # Errors
/// When a column is missing that every record has, or a value is none that the column takes: the table is not
/// one of articles for these tiers.
pub fn rows_of_articles(table: &Table, rows: Range<usize>, tiers: &[String]) -> Result<Vec<ArticleRow>, String> {
    let mut places = Vec::new();
    for entry in article_columns().iter().filter(|entry| entry.column.kind.is_some()) {
        for (number, name) in entry.column.per.names(&entry.column.name, tiers).iter().enumerate() {
            match table.column(name) {
                Some(column) => places.push((entry, number, column)),
                None if NEEDED.contains(&name.as_str()) || name.starts_with(NEEDED_OF_TIER) => {
                    return Err(format!("the column `{name}` is missing"));
                }
                None => {}
            }
        }
    }
    let read = |row: usize| {
        let mut out = ArticleRow::of_tiers(tiers.len());
        for (entry, number, column) in &places {
            let cell = table.cell(row, *column);
            (entry.set)(&mut out, tiers, *number, cell).ok_or_else(|| wrong(table, row, *column, cell))?;
        }
        Ok(out)
    };
    rows.map(read).collect()
}

fn wrong(table: &Table, row: usize, column: usize, cell: Cell<'_>) -> String {
    let name = table.names().nth(column).unwrap_or_default();
    format!("row {}: the column `{name}` never holds `{}`", row + 1, cell.as_text().unwrap_or_default())
}

/// An empty table of hits.
#[must_use]
pub fn hits_table() -> Table {
    table_of(hit_columns())
}

/// Adds the hits of one article in the order of the text.
pub fn push_hits(table: &mut Table, lexicon: &Lexicon, scored: &ScoredDocument) {
    for row in hit_rows(lexicon, scored) {
        let cells = hit_columns().iter().map(|entry| (entry.get)(&row));
        table.push_values(cells.map(Value::One));
    }
}

/// An empty table of quotations.
#[must_use]
pub fn quotes_table() -> Table {
    table_of(quote_columns())
}

/// Adds the quotations of one article in the order of the text.
pub fn push_quotes(table: &mut Table, lexicon: &Lexicon, scored: &ScoredDocument) {
    for row in quote_rows(lexicon, scored) {
        let cells = quote_columns().iter().map(|entry| (entry.get)(&row));
        table.push_values(cells.map(Value::One));
    }
}

/// An empty table of pay.
#[must_use]
pub fn pay_table() -> Table {
    table_of(pay_columns())
}

/// Adds the pay of one article in the order of the text.
pub fn push_pay(table: &mut Table, scored: &ScoredDocument) {
    for row in pay_rows(scored) {
        let cells = pay_columns().iter().map(|entry| (entry.get)(&row));
        table.push_values(cells.map(Value::One));
    }
}
