//! The tables of the record, written, and the rows of articles read back.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::Lexicon;
use crate::record::columns::{ArticleColumn, Per, article_columns, hit_columns, pay_columns, quote_columns, table_of};
use crate::record::{Cell, Kind, Shape, Table, Value};
use crate::score::{ArticleRow, ScoredDocument, hit_rows, pay_rows, quote_rows};
use crate::variable::{Given, Variable, VariableKind};

/// An empty table of articles of this shape.
#[must_use]
pub fn articles_table(shape: Shape<'_>) -> Table {
    let names = repetitions(shape.tiers.len()).map(|(entry, at)| {
        let column = &entry.column;
        let name = column.per.names(&column.name, shape.tiers).swap_remove(at);
        (name, column.kind.unwrap_or(Kind::Text))
    });
    let own = shape.variables.iter().map(|variable| (variable.name.clone(), kind_of(variable)));
    let columns: Vec<(String, Kind)> = names.chain(own).collect();
    Table::new(&columns)
}

/// What the column of a variable holds; a list of texts is a JSON array.
fn kind_of(variable: &Variable) -> Kind {
    match variable.kind {
        VariableKind::Flag => Kind::Flag,
        VariableKind::Whole => Kind::Int,
        VariableKind::Number => Kind::Float,
        VariableKind::Date | VariableKind::Text | VariableKind::Texts => Kind::Text,
    }
}

/// The columns of the table of articles; those next to each other in every repetition make one group.
static GROUPS: LazyLock<Vec<Vec<&'static ArticleColumn>>> = LazyLock::new(|| {
    let columns = article_columns().iter().filter(|entry| entry.column.kind.is_some());
    let columns: Vec<&ArticleColumn> = columns.collect();
    columns.chunk_by(|_, next| next.column.per == Per::TierBeside).map(<[_]>::to_vec).collect()
});

/// The columns in the order of the file, each with the number of its repetition.
pub(super) fn repetitions(n_tiers: usize) -> impl Iterator<Item = (&'static ArticleColumn, usize)> {
    GROUPS.iter().flat_map(move |group| {
        let n = group.first().map_or(0, |entry| entry.column.per.count(n_tiers));
        (0..n).flat_map(move |at| group.iter().map(move |entry| (*entry, at)))
    })
}

/// Adds one article, whose variables are those of the table.
///
/// # Panics
/// When they are not: the caller took the wrong table.
pub fn push_article(table: &mut Table, tiers: &[String], row: &ArticleRow) {
    let lists: Vec<Option<String>> = row.variables.iter().map(|value| value.as_ref().and_then(list_of)).collect();
    let own = row.variables.iter().zip(&lists).map(|(value, list)| match (value, list) {
        (_, Some(list)) => Value::One(Cell::Text(list)),
        (Some(Given::Text(text)), _) => Value::One(Cell::Text(text)),
        (Some(Given::Whole(number)), _) => Value::One(Cell::Int(*number)),
        (Some(Given::Number(number)), _) => Value::One(Cell::float(Some(*number))),
        (Some(Given::Flag(flag)), _) => Value::One(Cell::Flag(*flag)),
        (Some(Given::Texts(_)) | None, _) => Value::One(Cell::Missing),
    });
    table.push_values(repetitions(tiers.len()).map(|(entry, at)| (entry.get)(row, tiers, at)).chain(own));
}

/// The texts of a list as a JSON array.
fn list_of(value: &Given) -> Option<String> {
    match value {
        Given::Texts(texts) => serde_json::to_string(texts).ok(),
        _ => None,
    }
}

/// The values of the variables in a row; a column that the table lacks has none.
pub(super) fn variables_of(table: &Table, row: usize, shape: Shape<'_>) -> Vec<Option<Given>> {
    let value = |variable: &Variable| value_of(table.cell(row, table.column(&variable.name)?), variable.kind);
    shape.variables.iter().map(value).collect()
}

/// The value of a variable in a cell that [`push_article`] wrote; `None` where it is none of the kind.
fn value_of(cell: Cell<'_>, kind: VariableKind) -> Option<Given> {
    Some(match (cell, kind) {
        (Cell::Text(text), VariableKind::Texts) => Given::Texts(serde_json::from_str(text).ok()?),
        (Cell::Text(text), VariableKind::Text | VariableKind::Date) => Given::Text(text.to_owned()),
        (Cell::Int(number), VariableKind::Whole) => Given::Whole(number),
        (Cell::Float(number), VariableKind::Number) => Given::Number(number),
        (Cell::Flag(flag), VariableKind::Flag) => Given::Flag(flag),
        _ => return None,
    })
}

/// Columns without which a table is none of articles.
const NEEDED: [&str; 4] = ["id", "text_hash", "n_tokens", "focus"];
/// The column of every tier without which a table is none of these tiers.
const NEEDED_OF_TIER: &str = "attention_";

/// What a column was called until version 1 of the record: `n_hits_middle_middle` could not be read right.
fn older_name(name: &str) -> String {
    name.replacen("_third_", "_", 1)
}

/// Some rows of a table of articles; a column that an older record lacks has no value in any row.
///
/// # Errors
/// When a column is missing that every record has, or a value is none that the column takes: the table is not
/// one of articles for these tiers.
pub fn rows_of_articles(table: &Table, rows: Range<usize>, shape: Shape<'_>) -> Result<Vec<ArticleRow>, String> {
    let tiers = shape.tiers;
    let mut places = Vec::new();
    for entry in article_columns().iter().filter(|entry| entry.column.kind.is_some()) {
        for (number, name) in entry.column.per.names(&entry.column.name, tiers).iter().enumerate() {
            match table.column(name).or_else(|| table.column(&older_name(name))) {
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
        out.variables = variables_of(table, row, shape);
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
