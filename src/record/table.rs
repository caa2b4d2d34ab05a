//! A table by columns, with the texts of a column in one buffer.

use std::ops::Range;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers.
    Float,
    /// True or false.
    Flag,
}

impl Kind {
    /// The name in documents.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Int => "whole number",
            Self::Float => "number",
            Self::Flag => "true or false",
        }
    }
}

/// One value on its way in or out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Text.
    Text(&'a str),
    /// Whole number.
    Int(i64),
    /// Number; never infinite.
    Float(f64),
    /// True or false.
    Flag(bool),
    /// Nothing.
    Missing,
}

impl<'a> Cell<'a> {
    /// Text, or nothing.
    #[must_use]
    pub fn text(value: Option<&'a str>) -> Self {
        value.map_or(Self::Missing, Self::Text)
    }

    /// A number, or nothing when there is none or it is not finite.
    #[must_use]
    pub fn float(value: Option<f64>) -> Self {
        value.filter(|v| v.is_finite()).map_or(Self::Missing, Self::Float)
    }

    /// A count.
    #[must_use]
    pub fn count(value: u64) -> Self {
        i64::try_from(value).map_or(Self::Missing, Self::Int)
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(self) -> Option<&'a str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The whole number, if it is one.
    #[must_use]
    pub fn as_int(self) -> Option<i64> {
        if let Self::Int(number) = self { Some(number) } else { None }
    }

    /// The whole number; 0 where there is none or it is negative.
    #[must_use]
    pub fn as_count(self) -> u64 {
        self.as_int().and_then(|number| u64::try_from(number).ok()).unwrap_or(0)
    }

    /// The number, if it is one.
    #[must_use]
    pub fn as_float(self) -> Option<f64> {
        if let Self::Float(number) = self { Some(number) } else { None }
    }

    /// True or false, if it is one of them.
    #[must_use]
    pub fn as_flag(self) -> Option<bool> {
        if let Self::Flag(flag) = self { Some(flag) } else { None }
    }

    /// The names of a list that [`Value::Names`] wrote.
    pub fn names(self) -> impl Iterator<Item = &'a str> {
        self.as_text().unwrap_or_default().split(LIST).filter(|name| !name.is_empty())
    }
}

/// The columns of a share of `of` with both ends of its interval, as [`Cell::share`] fills them.
#[must_use]
pub fn share_columns(of: &str) -> [(String, Kind); 3] {
    ["share", "low", "high"].map(|part| (format!("{part}_{of}"), Kind::Float))
}

/// Joins the names of a list; no name holds a blank or `;`.
const LIST: &str = ";";

/// The value of a column in one row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// One value or none.
    One(Cell<'a>),
    /// Any number of names; a table joins them with `;`.
    Names(Vec<&'a str>),
}

/// Values of one column, `None` where there is nothing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Data {
    Text {
        buffer: String,
        /// Start and end of each value in `buffer`.
        spans: Vec<Option<(u32, u32)>>,
    },
    Int(Vec<Option<i64>>),
    Float(Vec<Option<f64>>),
    Flag(Vec<Option<bool>>),
}

/// One named column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) data: Data,
}

/// Named columns of equal length.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) n_rows: usize,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new<N: AsRef<str>>(columns: &[(N, Kind)]) -> Self {
        let columns = columns.iter().map(|(name, kind)| {
            let data = match kind {
                Kind::Text => Data::Text { buffer: String::new(), spans: Vec::new() },
                Kind::Int => Data::Int(Vec::new()),
                Kind::Float => Data::Float(Vec::new()),
                Kind::Flag => Data::Flag(Vec::new()),
            };
            Column { name: name.as_ref().to_owned(), data }
        });
        Self { columns: columns.collect(), n_rows: 0 }
    }

    /// Adds a row.
    ///
    /// # Panics
    /// When the cells do not fit the columns: the caller wrote the wrong table.
    pub fn push(&mut self, cells: &[Cell<'_>]) {
        assert_eq!(cells.len(), self.columns.len(), "one cell a column");
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(*cell);
        }
        self.n_rows += 1;
    }

    /// Adds a row of values; lists are joined.
    ///
    /// # Panics
    /// When the values do not fit the columns: the caller wrote the wrong table.
    pub(super) fn push_values<'a>(&mut self, values: impl IntoIterator<Item = Value<'a>>) {
        let mut values = values.into_iter();
        for column in &mut self.columns {
            match values.next().expect("one value a column") {
                Value::One(cell) => column.push(cell),
                Value::Names(names) => column.push_names(&names),
            }
        }
        assert!(values.next().is_none(), "one value a column");
        self.n_rows += 1;
    }

    /// Number of rows.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|c| c.name.as_str())
    }

    /// Names and kinds of the columns.
    #[must_use]
    pub fn schema(&self) -> Vec<(&str, Kind)> {
        self.columns
            .iter()
            .map(|c| {
                let kind = match c.data {
                    Data::Text { .. } => Kind::Text,
                    Data::Int(_) => Kind::Int,
                    Data::Float(_) => Kind::Float,
                    Data::Flag(_) => Kind::Flag,
                };
                (c.name.as_str(), kind)
            })
            .collect()
    }

    /// Index of the column called `name`.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }

    /// One value.
    ///
    /// # Panics
    /// When there is no such row or column.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        match &self.columns[column].data {
            Data::Text { buffer, spans } => {
                Cell::text(spans[row].map(|(start, end)| &buffer[start as usize..end as usize]))
            }
            Data::Int(values) => values[row].map_or(Cell::Missing, Cell::Int),
            Data::Float(values) => values[row].map_or(Cell::Missing, Cell::Float),
            Data::Flag(values) => values[row].map_or(Cell::Missing, Cell::Flag),
        }
    }

    /// One text; empty where there is none.
    ///
    /// # Panics
    /// When there is no such row or column.
    #[must_use]
    pub fn text(&self, row: usize, column: usize) -> &str {
        match self.cell(row, column) {
            Cell::Text(text) => text,
            _ => "",
        }
    }

    /// Removes all rows and keeps the room they took.
    pub fn clear(&mut self) {
        for column in &mut self.columns {
            match &mut column.data {
                Data::Text { buffer, spans } => {
                    buffer.clear();
                    spans.clear();
                }
                Data::Int(values) => values.clear(),
                Data::Float(values) => values.clear(),
                Data::Flag(values) => values.clear(),
            }
        }
        self.n_rows = 0;
    }

    /// Bytes of the column with most text.
    #[cfg(feature = "parquet")]
    pub(crate) fn n_text_bytes(&self) -> usize {
        let bytes = self.columns.iter().map(|column| match &column.data {
            Data::Text { buffer, .. } => buffer.len(),
            _ => 0,
        });
        bytes.max().unwrap_or(0)
    }

    /// How many of `rows` of `other`, which has the same columns, can be added until a column holds `limit` bytes of text.
    #[cfg(feature = "parquet")]
    pub(crate) fn n_rows_until(&self, limit: usize, other: &Self, rows: Range<usize>) -> usize {
        let fitting = |(into, from): (&Column, &Column)| match (&into.data, &from.data) {
            (Data::Text { buffer, .. }, Data::Text { buffer: more, spans }) if buffer.len() + more.len() >= limit => {
                let mut n_bytes = buffer.len();
                let ends = |span: &Option<(u32, u32)>| {
                    n_bytes += span.map_or(0, |(start, end)| (end - start) as usize);
                    n_bytes >= limit
                };
                spans[rows.clone()].iter().position(ends).map_or(rows.len(), |last| last + 1)
            }
            _ => rows.len(),
        };
        self.columns.iter().zip(&other.columns).map(fitting).min().unwrap_or(rows.len())
    }

    /// The first `n` rows; all where there are fewer.
    #[must_use]
    pub fn first(&self, n: usize) -> Self {
        let mut out = Self::new(&self.schema());
        out.append(self, 0..n.min(self.n_rows));
        out
    }

    /// Some of its rows under the columns of `like`: a column that it lacks has no value.
    #[must_use]
    pub fn rows_like(&self, rows: Range<usize>, like: &Self) -> Self {
        let mut out = Self::new(&like.schema());
        let places: Vec<Option<usize>> = like.names().map(|name| self.column(name)).collect();
        for row in rows {
            let cells = places.iter().map(|place| place.map_or(Cell::Missing, |column| self.cell(row, column)));
            out.push(&cells.collect::<Vec<_>>());
        }
        out
    }

    /// Adds the rows `rows` of `other`, which has the same columns.
    ///
    /// # Panics
    /// When there are no such rows, or the columns differ: the caller took the wrong table.
    pub fn append(&mut self, other: &Self, rows: Range<usize>) {
        self.append_all(other, &[rows]);
    }

    /// Adds the rows of `other` that `keep` holds for, by their number.
    ///
    /// # Panics
    /// As [`Table::append`].
    pub fn append_where(&mut self, other: &Self, keep: impl Fn(usize) -> bool) {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for row in (0..other.n_rows).filter(|row| keep(*row)) {
            match runs.last_mut() {
                Some(run) if run.end == row => run.end += 1,
                _ => runs.push(row..row + 1),
            }
        }
        self.append_all(other, &runs);
    }

    fn append_all(&mut self, other: &Self, runs: &[Range<usize>]) {
        assert_eq!(self.schema(), other.schema(), "tables with the same columns");
        for rows in runs {
            self.n_rows += rows.len();
            for (into, from) in self.columns.iter_mut().zip(&other.columns) {
                into.data.extend(&from.data, rows.clone());
            }
        }
    }
}

impl Column {
    fn push(&mut self, cell: Cell<'_>) {
        match (&mut self.data, cell) {
            (Data::Text { buffer, spans }, Cell::Text(text)) => spans.push(Some(push_text(buffer, text))),
            (Data::Text { spans, .. }, Cell::Missing) => spans.push(None),
            (Data::Int(values), Cell::Int(value)) => values.push(Some(value)),
            (Data::Int(values), Cell::Missing) => values.push(None),
            (Data::Float(values), Cell::Float(value)) => values.push(Some(value)),
            (Data::Float(values), Cell::Missing) => values.push(None),
            (Data::Flag(values), Cell::Flag(value)) => values.push(Some(value)),
            (Data::Flag(values), Cell::Missing) => values.push(None),
            (_, cell) => panic!("column {} does not hold {cell:?}", self.name),
        }
    }

    fn push_names(&mut self, names: &[&str]) {
        let Data::Text { buffer, spans } = &mut self.data else { panic!("column {} does not hold names", self.name) };
        let (start, mut end) = push_text(buffer, "");
        for (at, name) in names.iter().enumerate() {
            if at > 0 {
                push_text(buffer, LIST);
            }
            (_, end) = push_text(buffer, name);
        }
        spans.push(Some((start, end)));
    }
}

impl Data {
    fn extend(&mut self, from: &Self, rows: Range<usize>) {
        match (self, from) {
            (Self::Text { buffer, spans }, Self::Text { buffer: other, spans: more }) => {
                for span in &more[rows] {
                    spans.push(span.map(|(start, end)| push_text(buffer, &other[start as usize..end as usize])));
                }
            }
            (Self::Int(values), Self::Int(more)) => values.extend_from_slice(&more[rows]),
            (Self::Float(values), Self::Float(more)) => values.extend_from_slice(&more[rows]),
            (Self::Flag(values), Self::Flag(more)) => values.extend_from_slice(&more[rows]),
            _ => unreachable!("the schemas are the same"),
        }
    }
}

/// Puts a text at the end of a column's buffer; gives its start and end.
pub(crate) fn push_text(buffer: &mut String, text: &str) -> (u32, u32) {
    let start = u32::try_from(buffer.len()).expect("a batch of rows is below 4 GiB");
    buffer.push_str(text);
    (start, u32::try_from(buffer.len()).expect("a batch of rows is below 4 GiB"))
}

#[cfg(test)]
impl Table {
    /// Two rows with a text that looks like a formula, one that looks like a number, and missing values.
    pub(crate) fn example() -> Self {
        let kinds =
            [("id", Kind::Text), ("title", Kind::Text), ("n", Kind::Int), ("x", Kind::Float), ("f", Kind::Flag)];
        let mut table = Self::new(&kinds);
        table.push(&[Cell::Text("-a"), Cell::Text("=SUM(A1)"), Cell::Int(12), Cell::Float(0.5), Cell::Flag(true)]);
        table.push(&[Cell::Text("b"), Cell::Missing, Cell::Missing, Cell::Missing, Cell::Flag(false)]);
        table
    }
}
