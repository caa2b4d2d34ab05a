//! How a column of the table of articles gives and takes the value of a row.

use crate::record::columns::column::Column;
use crate::record::{Cell, Value};
use crate::score::ArticleRow;

/// A column of the table of articles: what is known of it, and how a row gives and takes its value.
#[derive(Debug)]
pub struct ArticleColumn {
    /// What is known of it.
    pub column: Column,
    /// The value of a repetition, counted from 0.
    pub get: Get,
    /// Puts a cell that was read into a repetition; `None` where it is no value of the column.
    pub set: Set,
}

/// Takes a value from a row: the row, the names of the tiers, the number of the repetition.
pub type Get = for<'a> fn(&'a ArticleRow, &'a [String], usize) -> Value<'a>;

/// Puts a value into a row.
pub type Set = for<'a> fn(&mut ArticleRow, &[String], usize, Cell<'a>) -> Option<()>;

/// A count, missing where nobody looked: there is no number then, not 0.
pub(super) fn looked_for(row: &ArticleRow, count: Option<u64>) -> Value<'static> {
    Value::One(count.filter(|_| row.is_scored()).map_or(Cell::Missing, Cell::count))
}

pub(super) fn entry(column: Column, get: Get, set: Set) -> ArticleColumn {
    ArticleColumn { column, get, set }
}

/// A column that is in the index only.
pub(super) fn derived(column: Column, get: Get) -> ArticleColumn {
    ArticleColumn { column: Column { kind: None, ..column }, get, set: |_, _, _, _| Some(()) }
}

/// A column whose value is an optional text.
macro_rules! optional {
    ($column:expr, $field:ident) => {
        entry(
            $column,
            |row, _, _| Value::One(Cell::text(row.$field.as_deref())),
            |row, _, _, cell| {
                row.$field = cell.as_text().map(str::to_owned);
                Some(())
            },
        )
    };
}

/// A column whose value is a text that is never missing.
macro_rules! text {
    ($column:expr, $field:ident) => {
        entry(
            $column,
            |row, _, _| Value::One(Cell::Text(&row.$field)),
            |row, _, _, cell| {
                cell.as_text().unwrap_or_default().clone_into(&mut row.$field);
                Some(())
            },
        )
    };
}

/// A column whose value is a count.
macro_rules! count {
    ($column:expr, $($field:ident).+) => {
        entry(
            $column,
            |row, _, _| Value::One(Cell::count(row.$($field).+)),
            |row, _, _, cell| {
                row.$($field).+ = cell.as_count();
                Some(())
            },
        )
    };
}

/// A column with a count in each repetition, missing where nobody looked.
macro_rules! counts {
    ($column:expr, $list:ident) => {
        entry(
            $column,
            |row, _, at| looked_for(row, row.voice.$list.get(at).copied()),
            |row, _, at, cell| {
                *row.voice.$list.get_mut(at)? = cell.as_count();
                Some(())
            },
        )
    };
}

/// A column whose value is an optional number.
macro_rules! number {
    ($column:expr, $($field:ident).+) => {
        entry(
            $column,
            |row, _, _| Value::One(Cell::float(row.$($field).+)),
            |row, _, _, cell| {
                row.$($field).+ = cell.as_float();
                Some(())
            },
        )
    };
}

/// A column whose value is a list of names.
macro_rules! names {
    ($column:expr, $field:ident) => {
        entry(
            $column,
            |row, _, _| Value::Names(row.$field.iter().map(String::as_str).collect()),
            |row, _, _, cell| {
                row.$field = cell.names().map(str::to_owned).collect();
                Some(())
            },
        )
    };
}

/// A column whose value is the name of an optional standing.
macro_rules! standing {
    ($column:expr, $field:ident) => {
        entry(
            $column,
            |row, tiers, _| Value::One(Cell::text(row.voice.$field.map(|standing| standing.name(tiers)))),
            |row, tiers, _, cell| {
                row.voice.$field = match cell.as_text() {
                    Some(name) => Some(Standing::named(name, tiers)?),
                    None => None,
                };
                Some(())
            },
        )
    };
}

pub(super) use {count, counts, names, number, optional, standing, text};
