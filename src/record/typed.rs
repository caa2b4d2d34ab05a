//! The columns of the tables of the record with real types: days, lists, units.

use crate::record::articles::repetitions;
use crate::record::columns::all_columns;
use crate::record::{Column, Kind, Shape, Value};
use crate::score::ArticleRow;
use crate::variable::VariableKind;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedKind {
    /// Text.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers.
    Number,
    /// True or false.
    Flag,
    /// Days.
    Day,
    /// Lists of texts, joined by `;` in the cells of a table.
    Names,
    /// Lists of texts, a JSON array in the cells of a table.
    Texts,
}

impl TypedKind {
    /// The name in documents.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Whole => "whole number",
            Self::Number => "number",
            Self::Flag => "true or false",
            Self::Day => "day",
            Self::Names | Self::Texts => "list of texts",
        }
    }

    /// What the cells of a table hold for it.
    #[must_use]
    pub fn cells(self) -> Kind {
        match self {
            Self::Whole => Kind::Int,
            Self::Number => Kind::Float,
            Self::Flag => Kind::Flag,
            Self::Text | Self::Day | Self::Names | Self::Texts => Kind::Text,
        }
    }

    /// The type of cells of this kind.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text,
            Kind::Int => Self::Whole,
            Kind::Float => Self::Number,
            Kind::Flag => Self::Flag,
        }
    }

    /// The texts of a cell that is a list.
    #[must_use]
    pub fn texts(self, cell: &str) -> Vec<String> {
        match self {
            Self::Texts => serde_json::from_str(cell).unwrap_or_default(),
            _ => cell.split(';').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        }
    }
}

/// A column with its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedColumn {
    /// Name.
    pub name: String,
    /// What it holds.
    pub kind: TypedKind,
    /// Unit of a number; empty where there is none.
    pub unit: String,
    /// What it means.
    pub meaning: String,
}

impl TypedColumn {
    /// A column of which no more is known than what its cells hold.
    #[must_use]
    pub fn plain(name: &str, kind: Kind) -> Self {
        Self { name: name.to_owned(), kind: TypedKind::of(kind), unit: String::new(), meaning: String::new() }
    }

    fn of(name: String, column: &Column, is_list: bool) -> Self {
        let kind = match column.kind.unwrap_or(Kind::Text) {
            Kind::Text if is_list => TypedKind::Names,
            Kind::Text if column.unit == DAY => TypedKind::Day,
            kind => TypedKind::of(kind),
        };
        let unit = if column.unit == DAY { String::new() } else { column.unit.to_string() };
        Self { name, kind, unit, meaning: column.meaning.to_string() }
    }
}

/// The unit of a column of days.
const DAY: &str = "YYYY-MM-DD";

/// The columns of a table of the record, in the order of the file; empty for a table that there is not.
#[must_use]
pub fn typed_columns(table: &str, shape: Shape<'_>) -> Vec<TypedColumn> {
    if table != "articles" {
        let tables = all_columns();
        let found = tables.into_iter().find(|(name, _)| *name == table).map(|(_, columns)| columns);
        return found
            .into_iter()
            .flatten()
            .map(|column| TypedColumn::of(column.name.to_string(), column, false))
            .collect();
    }
    let row = ArticleRow::of_tiers(shape.tiers.len());
    let ours = repetitions(shape.tiers.len()).map(|(entry, at)| {
        let name = entry.column.per.names(&entry.column.name, shape.tiers).swap_remove(at);
        let is_list = matches!((entry.get)(&row, shape.tiers, at), Value::Names(_));
        TypedColumn::of(name, &entry.column, is_list)
    });
    let own = shape.variables.iter().map(|variable| TypedColumn {
        name: variable.name.clone(),
        kind: match variable.kind {
            VariableKind::Flag => TypedKind::Flag,
            VariableKind::Whole => TypedKind::Whole,
            VariableKind::Number => TypedKind::Number,
            VariableKind::Date => TypedKind::Day,
            VariableKind::Text => TypedKind::Text,
            VariableKind::Texts => TypedKind::Texts,
        },
        unit: String::new(),
        meaning: format!("Variable of the user's, from the column `{}`.", variable.given_as()),
    });
    ours.chain(own).collect()
}
