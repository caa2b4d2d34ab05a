//! Articles found, and counts of them, as tables.

use crate::record::{Cell, Kind, Table, TypedColumn, TypedKind, typed_columns};
use crate::store::{ArticleGroup, ConcordanceLine, FieldValue, Found, Store, StoreError};
use crate::summarize::Share;
use crate::variable::Given;

/// Columns before the snippet when none are asked for.
const PLAIN: [&str; 5] = ["id", "date", "outlet", "title", "url"];
/// Columns of text that are no columns of the index.
const TEXTS: [&str; 10] = ["id", "date", "outlet", "section", "author", "title", "url", "body", "snippet", "cursor"];

/// The columns of a table of articles found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultColumns(Vec<(String, Kind)>);

impl ResultColumns {
    /// The columns called `names`, any field or `title`, `url`, `body`, `snippet`, `score`, `cursor`; those that
    /// tell articles apart, and the snippet, when none is named.
    ///
    /// # Errors
    /// With the known names when there is no such column.
    pub fn named(names: &[String], store: &Store) -> Result<Self, StoreError> {
        if names.is_empty() {
            let plain = PLAIN.into_iter().chain(["snippet"]).map(|name| (name.to_owned(), Kind::Text));
            return Ok(Self(plain.collect()));
        }
        let column = |name: &String| {
            let kind = match name.as_str() {
                text if TEXTS.contains(&text) => Kind::Text,
                "score" => Kind::Float,
                other => match store.kind(other)? {
                    FieldValue::Text(_) => Kind::Text,
                    FieldValue::Whole(_) => Kind::Int,
                    FieldValue::Number(_) => Kind::Float,
                },
            };
            Ok((name.clone(), kind))
        };
        names.iter().map(column).collect::<Result<Vec<_>, _>>().map(Self)
    }

    /// The names of all columns there are.
    #[must_use]
    pub fn known(store: &Store) -> Vec<String> {
        let mut known: Vec<String> = TEXTS.iter().chain(&["score"]).map(|name| (*name).to_owned()).collect();
        known.extend(store.column_fields().into_iter().filter(|name| !TEXTS.contains(&name.as_str())));
        known
    }

    /// True when there is a column of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// The table of some results; `snippets` are read for the column `snippet` alone.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn table(&self, store: &Store, found: &[Found], snippets: &[String]) -> Result<Table, StoreError> {
        let mut table = Table::new(&self.0);
        for (at, one) in found.iter().enumerate() {
            let cursor = one.cursor.to_string();
            let values = self.0.iter().map(|(name, _)| match name.as_str() {
                "score" => Ok(None),
                text if TEXTS.contains(&text) => Ok(None),
                other => store.value(one, other),
            });
            let values = values.collect::<Result<Vec<_>, _>>()?;
            let snippet = snippets.get(at).map(String::as_str);
            let cells = self.0.iter().zip(&values);
            let cells: Vec<Cell<'_>> =
                cells.map(|((name, _), value)| cell(name, one, snippet, &cursor, value.as_ref())).collect();
            table.push(&cells);
        }
        Ok(table)
    }
}

impl ResultColumns {
    /// The same columns with the types that the tables of the record have: days, lists, flags.
    #[must_use]
    pub fn typed(&self, store: &Store) -> Vec<TypedColumn> {
        let known = typed_columns("articles", store.shape());
        let typed = |(name, kind): &(String, Kind)| {
            let column = known.iter().find(|column| column.name == *name);
            column.cloned().unwrap_or_else(|| TypedColumn::plain(name, *kind))
        };
        self.0.iter().map(typed).collect()
    }

    /// The table of some results with cells as `columns`, those of [`Self::typed`], take them; `snippets` as in
    /// [`Self::table`].
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn typed_table(
        &self,
        columns: &[TypedColumn],
        store: &Store,
        found: &[Found],
        snippets: &[String],
    ) -> Result<Table, StoreError> {
        let mut table = Table::new(&columns.iter().map(|c| (c.name.as_str(), c.kind.cells())).collect::<Vec<_>>());
        for (at, one) in found.iter().enumerate() {
            let cursor = one.cursor.to_string();
            let value = |column: &TypedColumn| match column.name.as_str() {
                "score" => Ok(None),
                text if TEXTS.contains(&text) => Ok(None),
                name => typed_value(store, one, name, column.kind),
            };
            let values = columns.iter().map(value).collect::<Result<Vec<_>, _>>()?;
            let snippet = snippets.get(at).map(String::as_str);
            let cells = columns.iter().zip(&values).map(|(column, value)| match (column.kind, value) {
                (TypedKind::Flag, Some(FieldValue::Text(text))) => Cell::Flag(text == "yes"),
                (_, value) => cell(&column.name, one, snippet, &cursor, value.as_ref()),
            });
            table.push(&cells.collect::<Vec<Cell<'_>>>());
        }
        Ok(table)
    }
}

/// The value of a field, its lists as the cells of a table of the record have them.
fn typed_value(store: &Store, found: &Found, name: &str, kind: TypedKind) -> Result<Option<FieldValue>, StoreError> {
    match kind {
        TypedKind::Names => Ok(Some(FieldValue::Text(store.names(found, name)?.join(";")))),
        TypedKind::Texts => {
            let given = store.variables_of(found)?.into_iter().find(|(variable, _)| variable.name == name);
            let texts = given.and_then(|(_, given)| match given {
                Given::Texts(texts) => serde_json::to_string(texts).ok(),
                other => serde_json::to_string(&[other.printed()]).ok(),
            });
            Ok(texts.map(FieldValue::Text))
        }
        _ => store.value(found, name),
    }
}

fn cell<'a>(
    name: &str,
    found: &'a Found,
    snippet: Option<&'a str>,
    cursor: &'a str,
    value: Option<&'a FieldValue>,
) -> Cell<'a> {
    let article = &found.article;
    match name {
        "id" => Cell::Text(&article.id),
        "title" => Cell::Text(&article.title),
        "body" => Cell::Text(&article.body),
        "snippet" => Cell::text(snippet),
        "cursor" => Cell::Text(cursor),
        "url" => Cell::text(article.url.as_deref()),
        "date" => Cell::text(article.date.as_deref()),
        "outlet" => Cell::text(article.outlet.as_deref()),
        "section" => Cell::text(article.section.as_deref()),
        "author" => Cell::text(article.author.as_deref()),
        "score" => Cell::Float(f64::from(found.score)),
        _ => match value {
            None => Cell::Missing,
            Some(FieldValue::Text(text)) => Cell::Text(text),
            Some(FieldValue::Whole(n)) => Cell::Int(*n),
            Some(FieldValue::Number(n)) => Cell::Float(*n),
        },
    }
}

/// Groups of articles with their ratio and its Wilson interval.
#[must_use]
pub fn groups_table(axes: &[String], groups: &[ArticleGroup]) -> Table {
    let mut columns: Vec<(&str, Kind)> = axes.iter().map(|name| (name.as_str(), Kind::Text)).collect();
    columns.extend([("n", Kind::Int), ("n_all", Kind::Int)]);
    columns.extend(["ratio", "low", "high"].map(|name| (name, Kind::Float)));
    let mut table = Table::new(&columns);
    for group in groups {
        let share = Share::of(group.n, group.n_all);
        let mut row: Vec<Cell<'_>> = group.key.iter().map(|key| Cell::Text(key)).collect();
        row.extend([Cell::count(group.n), Cell::count(group.n_all)]);
        row.extend(Cell::share(share));
        table.push(&row);
    }
    table
}

/// Concordance lines with their places.
#[must_use]
pub fn lines_table(lines: &[ConcordanceLine]) -> Table {
    let mut columns: Vec<(&str, Kind)> =
        ["id", "outlet", "date", "section", "author", "field"].map(|n| (n, Kind::Text)).into();
    columns.extend([("start", Kind::Int), ("end", Kind::Int), ("depth", Kind::Float)]);
    columns.extend(["left", "keyword", "right"].map(|n| (n, Kind::Text)));
    let mut table = Table::new(&columns);
    for line in lines {
        table.push(&[
            Cell::Text(&line.id),
            Cell::text(line.outlet.as_deref()),
            Cell::text(line.date.as_deref()),
            Cell::text(line.section.as_deref()),
            Cell::text(line.author.as_deref()),
            Cell::Text(line.field),
            Cell::Int(line.span.start.into()),
            Cell::Int(line.span.end.into()),
            Cell::Float(line.depth),
            Cell::Text(&line.left),
            Cell::Text(&line.keyword),
            Cell::Text(&line.right),
        ]);
    }
    table
}
