//! Parquet tables: one article a row, columns as in a CSV file.

use std::ops::ControlFlow;

use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::Field;

use crate::article::{RawArticle, Record, Reject};
use crate::read::pack::Peeked;
use crate::read::record_source::RecordSource;
use crate::read::{ColumnMap, FieldName, Sink, archive, columns, open, variables};
use crate::variable::Given;

/// Reads a table, from disk where it lies there, else from memory.
pub(super) fn read(input: &RecordSource<'_>, reader: Peeked<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let refuse = |reason: String| Record::Reject(Reject::new(input.source, 0, reason));
    if let Some(path) = input.path.filter(|_| input.depth == 0) {
        return match std::fs::File::open(path) {
            Ok(file) => guarded(input, file, sink),
            Err(error) => sink(refuse(open::explain(&error))),
        };
    }
    match archive::hold(reader) {
        Ok(bytes) => guarded(input, bytes::Bytes::from(bytes), sink),
        Err(reason) => sink(refuse(reason)),
    }
}

/// A damaged file can break the reader's own promises: that costs the rest of the file, not the run.
fn guarded<R: ChunkReader + 'static>(input: &RecordSource<'_>, file: R, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let refuse = |position, reason: String| Record::Reject(Reject::new(input.source, position, reason));
    let mut rows = match ParquetRows::open(file, input) {
        Ok(rows) => rows,
        Err(reason) => return sink(refuse(0, reason)),
    };
    for position in 1.. {
        let next = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| rows.next()));
        let row = match next {
            Ok(Some(Ok(row))) => row,
            Ok(None) => break,
            Ok(Some(Err(error))) => {
                return sink(refuse(position, format!("the table is damaged here ({error}): the rest was not read")));
            }
            Err(_) => return sink(refuse(position, "the table is damaged here: the rest was not read".into())),
        };
        let value = |field: FieldName| {
            let at = *rows.located.get(&field)?;
            text_of(row.get(at)?, if field == FieldName::Body { "\n\n" } else { ", " })
        };
        let further = variables::of_row(&rows.columns.variables, |at| given_of(row.get(at)?));
        sink(match columns::assemble(input.source, position, Some(&rows.columns), value) {
            Ok(article) => Record::Article(Box::new(RawArticle { variables: further, ..article })),
            Err(reject) => Record::Reject(reject),
        })?;
    }
    ControlFlow::Continue(())
}

struct ParquetRows {
    rows: parquet::record::reader::RowIter<'static>,
    located: std::collections::BTreeMap<FieldName, usize>,
    columns: std::sync::Arc<crate::article::Columns>,
}

impl ParquetRows {
    fn open<R: ChunkReader + 'static>(file: R, input: &RecordSource<'_>) -> Result<Self, String> {
        let open = || SerializedFileReader::new(file).map_err(|e| e.to_string());
        let table = std::panic::catch_unwind(std::panic::AssertUnwindSafe(open))
            .unwrap_or_else(|_| Err("its footer is damaged".into()))
            .map_err(|e| format!("not a whole Parquet file ({e}): fetch or write it again"))?;
        let schema = table.metadata().file_metadata().schema().clone();
        let names: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).collect();
        let located = input.options.columns.locate(&names);
        if !located.contains_key(&FieldName::Body) {
            return Err(input.options.columns.no_body(&names));
        }
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let further = variables::columns_of(&names, &located, &input.options.variables);
        let columns = ColumnMap::account(names, &located, further);
        Ok(Self { columns, rows: parquet::record::reader::RowIter::from_file_into(Box::new(table)), located })
    }

    fn next(&mut self) -> Option<Result<Vec<Field>, parquet::errors::ParquetError>> {
        let row = self.rows.next()?;
        Some(row.map(|row| row.get_column_iter().map(|(_, field)| field.clone()).collect()))
    }
}

/// A cell as text; items of a list have `between` between them.
fn text_of(field: &Field, between: &str) -> Option<String> {
    match field {
        Field::Null => None,
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::ListInternal(list) => {
            let items: Vec<String> = list.elements().iter().filter_map(|item| text_of(item, between)).collect();
            Some(items.join(between))
        }
        // Dates and times are printed as year-month-day first.
        other => Some(other.to_string()),
    }
}

/// A cell as the value of a variable.
fn given_of(field: &Field) -> Option<Given> {
    match field {
        Field::Null => None,
        Field::Bool(flag) => Some(Given::Flag(*flag)),
        Field::Byte(number) => Some(Given::Whole(i64::from(*number))),
        Field::Short(number) => Some(Given::Whole(i64::from(*number))),
        Field::Int(number) => Some(Given::Whole(i64::from(*number))),
        Field::Long(number) => Some(Given::Whole(*number)),
        Field::UByte(number) => Some(Given::Whole(i64::from(*number))),
        Field::UShort(number) => Some(Given::Whole(i64::from(*number))),
        Field::UInt(number) => Some(Given::Whole(i64::from(*number))),
        Field::Float(number) => Some(Given::Number(f64::from(*number))).filter(|_| number.is_finite()),
        Field::Double(number) => Some(Given::Number(*number)).filter(|_| number.is_finite()),
        Field::ListInternal(list) => variables::of_texts(list.elements().iter().filter_map(|item| text_of(item, ", "))),
        other => variables::of_text(&text_of(other, ", ")?),
    }
}
