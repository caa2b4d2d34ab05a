//! CSV and its relatives: a header line, then one article a record.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::article::{Columns, Notice, Record, Reject, Remedy};
use crate::read::charset::RecordCharset;
use crate::read::columns::is_shared;
use crate::read::delimited::{Delimited, Row};
use crate::read::header_again::HeaderAgain;
use crate::read::layout::TableLayout;
use crate::read::record_source::RecordSource;
use crate::read::row_fit::{fitted, with_tabs_in_last};
use crate::read::{ColumnMap, FieldName, Sink, columns, open, variables};

/// Reads every record under the columns its header names.
pub(super) fn read(
    input: &RecordSource<'_>,
    reader: Box<dyn BufRead + '_>,
    layout: TableLayout,
    charset: RecordCharset,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let name = input.source;
    let mut rows = Delimited::new(reader, layout.delimiter, input.options.max_record_bytes);
    let header = rows.skip_lines(layout.lines_above).and_then(|()| rows.next_row());
    let header = match header {
        Ok(Some(row)) if !row.is_too_long => row,
        Ok(_) => return sink(refuse(name, 1, open_quote())),
        Err(error) => return sink(refuse(name, 1, open::explain(&error))),
    };
    if layout.lines_above > 0 && !layout.is_named {
        let message = format!("the header was found in line {}: the lines above it were passed over", header.line);
        sink(Record::Notice(Notice { source: Arc::clone(name), message }))?;
    }
    let mut again = HeaderAgain::of(header.cells.iter().map(Vec::as_slice));
    let mut table = Table {
        input,
        delimiter: layout.delimiter,
        charset,
        located: BTreeMap::new(),
        columns: Arc::default(),
        n_with_tabs: 0,
        first_with_tabs: None,
    };
    let mut names = Vec::new();
    for cell in &header.cells {
        let cell = table.text(cell, header.line, sink)?;
        names.push(cell.trim_start_matches('\u{feff}').to_owned());
    }
    if layout.has_row_names {
        names.insert(0, String::new());
        let message = "row names: the first rows begin with a number for which the header has no column; the first field of each \
                       row was left out";
        sink(Record::Notice(Notice { source: Arc::clone(name), message: message.to_owned() }))?;
    }
    let name_refs: Vec<&str> = names.iter().map(String::as_str).collect();
    table.located = input.options.columns.locate(&name_refs);
    if !table.located.contains_key(&FieldName::Body) {
        return sink(refuse(name, header.line, input.options.columns.no_body(&name_refs)));
    }
    rows.n_columns = names.len();
    let further = variables::columns_of(&names, &table.located, &input.options.variables);
    table.columns = ColumnMap::account(names, &table.located, further);
    loop {
        match rows.next_row() {
            Ok(None) => {
                table.report_tabs(sink)?;
                return again.report(name, "line", sink);
            }
            Ok(Some(row)) if row.is_too_long => return sink(refuse(name, row.line, open_quote())),
            Ok(Some(row)) if row.ends_in_line => {
                let reason = "a quote is opened here and not closed before the next rows: close it";
                sink(refuse(name, row.line, reason.to_owned()))?;
            }
            Ok(Some(row)) if row.is_open => {
                let reason = "a quote is opened here and never closed: close it; the lines after it were not read";
                return sink(refuse(name, row.line, reason.to_owned()));
            }
            Ok(Some(row)) if again.is_it(row.line, row.cells.iter().map(Vec::as_slice)) => {}
            Ok(Some(row)) => table.emit(row, sink)?,
            Err(error) => return sink(refuse(name, 0, open::explain(&error))),
        }
    }
}

/// A table whose header is known.
struct Table<'a> {
    input: &'a RecordSource<'a>,
    delimiter: u8,
    charset: RecordCharset,
    located: BTreeMap<FieldName, usize>,
    columns: Arc<Columns>,
    /// Rows with tabs in their last column, and the line of the first of them.
    n_with_tabs: u64,
    first_with_tabs: Option<u64>,
}

impl Table<'_> {
    fn emit(&mut self, row: Row, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let (name, line) = (self.input.source, row.line);
        let (n_cells, n_columns) = (row.cells.len(), self.columns.names.len());
        let ends_in_text = self.delimiter == b'\t' && self.located.get(&FieldName::Body) == Some(&(n_columns - 1));
        let cells = match row.cells {
            cells if ends_in_text && n_cells > n_columns => {
                let joined = with_tabs_in_last(cells, n_columns);
                if joined.is_ok() {
                    self.n_with_tabs += 1;
                    self.first_with_tabs.get_or_insert(line);
                }
                joined.or_else(|cells| fitted(cells, n_columns, self.delimiter).ok_or(()))
            }
            cells => fitted(cells, n_columns, self.delimiter).ok_or(()),
        };
        let Ok(cells) = cells else {
            let or_name = if n_cells == n_columns + 1 {
                ", or name the column of row names if the rows begin with one"
            } else {
                ""
            };
            let reason = format!(
                "{n_cells} fields where the header names {n_columns}: a separator inside a text; put quotes around the text{or_name}"
            );
            return sink(refuse(name, line, reason));
        };
        let mut texts = Vec::with_capacity(cells.len());
        for cell in &cells {
            texts.push(self.text(cell, line, sink)?);
        }
        let further = variables::of_cells(&self.columns.variables, |at| texts.get(at).map(String::as_str));
        let value = |field: FieldName| {
            let text = texts.get_mut(*self.located.get(&field)?)?;
            Some(if is_shared(&self.located, field) { text.clone() } else { std::mem::take(text) })
        };
        sink(match columns::assemble(name, line, Some(&self.columns), value) {
            Ok(article) => Record::Article(Box::new(further.of(article))),
            Err(reject) if n_cells < n_columns => {
                let reason = format!(
                    "{} ({n_cells} fields where the header names {n_columns}: a line break outside of quotes ends a row)",
                    reject.reason
                );
                Record::Reject(Reject { reason, ..reject })
            }
            Err(reject) => Record::Reject(reject),
        })
    }

    /// Reports rows whose last column took in what came after further tabs.
    fn report_tabs(&self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let Some(line) = self.first_with_tabs else { return ControlFlow::Continue(()) };
        let message = format!(
            "{} rows have more fields than the header names, the first of them in line {line}: their tabs were taken for parts of \
             the text in the last column",
            self.n_with_tabs
        );
        sink(Record::Notice(Notice { source: Arc::clone(self.input.source), message }))
    }

    /// Bytes as text; the first ones that are not UTF-8 are reported.
    fn text(&mut self, bytes: &[u8], line: u64, sink: &mut Sink<'_>) -> ControlFlow<(), String> {
        let (text, remark) = self.charset.decode(bytes, || format!("line {line}"));
        if let Some(message) = remark {
            sink(Record::Notice(Notice { source: Arc::clone(self.input.source), message }))?;
        }
        ControlFlow::Continue(text.into_owned())
    }
}

fn refuse(name: &Arc<str>, line: u64, reason: String) -> Record {
    Record::Reject(Reject::new(name, line, reason))
}

fn open_quote() -> String {
    format!("a record over the bound: is a quote left open? close it, or {}", Remedy::RaiseLimit)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::sync::atomic::AtomicU64;

    use crate::article::Record;
    use crate::read::{ReadOptions, Source, read_all};

    /// Titles of the articles of a table, and what is said beside them.
    fn read(table: &'static str) -> (Vec<String>, Vec<String>) {
        let source = Source::Memory { name: "news.csv", bytes: table.as_bytes() };
        let (mut titles, mut said) = (Vec::new(), Vec::new());
        read_all(std::slice::from_ref(&source), &ReadOptions::default(), &AtomicU64::new(0), &mut |record| {
            match record {
                Record::Article(article) => titles.push(article.title),
                Record::Reject(reject) => said.push(reject.to_string()),
                Record::Notice(notice) => said.push(notice.message),
            }
            ControlFlow::Continue(())
        });
        (titles, said)
    }

    #[test]
    fn a_header_that_comes_again_is_no_article() {
        let (titles, said) = read(
            "id,title,text\n1,Porters vote,Porters voted.\n\u{feff}ID, title ,\"text\"\n2,Cooks vote,Cooks voted.\nid,title,text\n3,Text,Title.\n",
        );
        assert_eq!(titles, ["Porters vote", "Cooks vote", "Text"]);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("the header comes again in 2 lines, first in line 3"), "{}", said[0]);
    }
}
