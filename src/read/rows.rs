//! A table that is in memory already, as data frames are: one article a row, columns as in a CSV file.
//!
//! Always holds: the same table as a file and in memory gives the same articles, but for variables, which are left out
//! here: whoever has the table has them.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::article::{Notice, RawArticle, Record};
use crate::read::dates::SourceDates;
use crate::read::{ColumnMap, FieldName, Ids, ReadError, ReadOptions, Sink, columns, dates};

/// A table in memory, by rows.
pub trait MemoryTable {
    /// Names of the columns.
    fn names(&self) -> Vec<String>;
    /// Number of rows.
    fn n_rows(&self) -> u64;
    /// The cell of a row and column, from 0, as text; `None` where it has no value. Items of a list have `between`
    /// between them.
    fn text(&self, row: u64, column: usize, between: &str) -> Option<String>;
}

/// Hands every row of a table called `name` to `sink`, as an article or as a refused record; its position is the row, from 1.
///
/// # Errors
/// When no column holds the body.
pub fn read_rows(
    name: &Arc<str>,
    rows: &dyn MemoryTable,
    options: &ReadOptions,
    sink: &mut Sink<'_>,
) -> Result<(), ReadError> {
    let names = rows.names();
    let name_refs: Vec<&str> = names.iter().map(String::as_str).collect();
    let located = options.columns.locate(&name_refs);
    if !located.contains_key(&FieldName::Body) {
        let reason = options.columns.no_body(&name_refs);
        return Err(ReadError::NoBody { name: name.to_string(), reason });
    }
    let account = ColumnMap::account(names, &located, Vec::new());
    let date_column = located.get(&FieldName::Date).copied();
    let reread = |sink: &mut dyn FnMut(Record) -> ControlFlow<()>| {
        let Some(column) = date_column else { return };
        for row in 0..rows.n_rows() {
            let article = RawArticle { printed_date: rows.text(row, column, ", "), ..RawArticle::default() };
            if sink(Record::Article(Box::new(article))).is_break() {
                return;
            }
        }
    };
    let dates = SourceDates::new(options.date_order, options.latest, Some(&reread as &dates::Rereading<'_>));
    let mut ids = Ids::default();
    for row in 0..rows.n_rows() {
        let value = |field: FieldName| {
            rows.text(row, *located.get(&field)?, if field == FieldName::Body { "\n\n" } else { ", " })
        };
        let read = columns::assemble(name, row + 1, Some(&account), value)
            .and_then(|article| columns::bounded(article, options.max_record_bytes));
        let is_broken_off = match read {
            Ok(mut article) => {
                dates.settle(&mut article);
                ids.settle(article, sink).is_break()
            }
            Err(reject) => sink(Record::Reject(reject)).is_break(),
        };
        if is_broken_off {
            return Ok(());
        }
    }
    if let Some(message) = dates.remark() {
        // The last record: whether the sink wants more does not matter.
        let _ = sink(Record::Notice(Notice { source: Arc::clone(name), message }));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use crate::article::Record;
    use crate::read::{MemoryTable, ReadOptions, read_rows};

    /// Columns with their names.
    struct Named(Vec<(&'static str, Vec<Option<&'static str>>)>);

    impl MemoryTable for Named {
        fn names(&self) -> Vec<String> {
            self.0.iter().map(|(name, _)| (*name).to_owned()).collect()
        }

        fn n_rows(&self) -> u64 {
            self.0.first().map_or(0, |(_, cells)| cells.len() as u64)
        }

        fn text(&self, row: u64, column: usize, _: &str) -> Option<String> {
            self.0[column].1[row as usize].map(str::to_owned)
        }
    }

    /// What each row became: id and day, or why it was refused.
    fn records(columns: &Named, options: &ReadOptions) -> Result<Vec<String>, String> {
        let mut found = Vec::new();
        let sink = &mut |record| {
            found.push(match record {
                Record::Article(article) => format!("{} {:?}", article.id, article.date),
                Record::Reject(reject) => reject.to_string(),
                Record::Notice(notice) => notice.message,
            });
            ControlFlow::Continue(())
        };
        read_rows(&"table".into(), columns, options, sink).map_err(|error| error.to_string())?;
        Ok(found)
    }

    #[test]
    fn a_table_without_a_body_names_its_columns() {
        let error = records(&Named(vec![("id", vec![]), ("titel", vec![])]), &ReadOptions::default());
        let error = error.expect_err("there is no body");
        assert!(error.starts_with("table: no body column among: id, titel;"), "{error}");
    }

    #[test]
    fn rows_are_refused_by_number_and_the_others_are_read() {
        let body = vec![Some("One."), None, Some("Three."), Some("One.")];
        let id = vec![Some("a"), Some("b"), Some("c"), Some("a")];
        let found =
            records(&Named(vec![("id", id), ("text", body)]), &ReadOptions::default()).expect("there is a body");
        assert_eq!([&found[0], &found[2]], ["a None", "c None"]);
        assert!(found[1].starts_with("table:2: no body"), "{}", found[1]);
        assert!(found[3].starts_with("table:4: the same record again"), "{}", found[3]);
    }

    #[test]
    fn a_day_above_twelve_in_another_row_shows_the_order_of_dates() {
        let date = vec![Some("03/04/2012"), Some("25/04/2012")];
        let found =
            records(&Named(vec![("date", date), ("body", vec![Some("One."), Some("Two.")])]), &ReadOptions::default());
        assert!(found.expect("there is a body")[0].ends_with("Some(2012-04-03)"));
    }

    #[test]
    fn a_body_over_the_limit_is_refused_with_both_sizes() {
        let options = ReadOptions { max_record_bytes: 3, ..ReadOptions::default() };
        let found =
            records(&Named(vec![("body", vec![Some("Three words here.")])]), &options).expect("there is a body");
        assert!(found[0].contains("a body of 1 MB, over the limit of 1 MB"), "{}", found[0]);
    }
}
