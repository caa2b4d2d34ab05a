//! Parquet tables: one article a row, columns as in a CSV file.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::{Type, TypePtr};

use crate::article::{Notice, Record, Reject};
use crate::read::json_article::{as_text, paragraphs};
use crate::read::pack::Peeked;
use crate::read::parquet_cells::{
    MadeColumns, given_of, has_objects, has_part, is_nested, is_unreadable, json_of, part_of, text_of,
};
use crate::read::record_source::RecordSource;
use crate::read::variables::Further;
use crate::read::{ColumnMap, FieldName, Sink, VariableChoice, archive, columns, open, variables};

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
    if !rows.unreadable.is_empty() {
        let message = format!(
            "{}: left out, since spans of time of months and days are not read: write them as numbers or texts",
            rows.unreadable.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        );
        sink(Record::Notice(Notice { source: std::sync::Arc::clone(input.source), message }))?;
    }
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
        let value = |field: FieldName| rows.text(&row, field);
        let further = rows.further(&row, &input.options.variables);
        let read = columns::assemble(input.source, position, Some(&rows.columns), value);
        sink(match read.and_then(|article| columns::bounded(article, input.options.max_record_bytes)) {
            Ok(article) => Record::Article(Box::new(further.of(article))),
            Err(reject) => Record::Reject(reject),
        })?;
    }
    ControlFlow::Continue(())
}

struct ParquetRows {
    rows: parquet::record::reader::RowIter<'static>,
    located: std::collections::BTreeMap<FieldName, usize>,
    columns: std::sync::Arc<crate::article::Columns>,
    /// Columns of objects, by name: what is within them is chosen key by key.
    nested: Vec<(String, usize)>,
    /// Number of columns; after them come the parts of objects that were chosen by hand.
    n_columns: usize,
    /// These parts: `meta.title`.
    parts: Vec<String>,
    /// Columns of types that are handed on as what they are made of.
    made: MadeColumns,
    /// Names of columns that cannot be read.
    unreadable: Vec<String>,
}

impl ParquetRows {
    fn open<R: ChunkReader + 'static>(file: R, input: &RecordSource<'_>) -> Result<Self, String> {
        let open = || SerializedFileReader::new(file).map_err(|e| e.to_string());
        let table = std::panic::catch_unwind(std::panic::AssertUnwindSafe(open))
            .unwrap_or_else(|_| Err("its footer is damaged".into()))
            .map_err(|e| format!("not a whole Parquet file ({e}): fetch or write it again"))?;
        let (schema, unreadable) = readable(table.metadata().file_metadata().schema())?;
        let parts = chosen_parts(&schema, &input.options.columns);
        let columns = schema.get_fields().iter().map(|field| field.name());
        let names: Vec<&str> = columns.chain(parts.iter().map(String::as_str)).collect();
        let n_columns = names.len() - parts.len();
        let located = input.options.columns.locate(&names);
        if !located.contains_key(&FieldName::Body) {
            return Err(input.options.columns.no_body(&names));
        }
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let is_nested = |at: usize| schema.get_fields().get(at).is_some_and(|column| is_nested(column));
        let nested = names.iter().cloned().enumerate().filter(|(at, _)| is_nested(*at)).map(|(at, name)| (name, at));
        let nested = nested.collect();
        let mut further = variables::columns_of(&names, &located, &input.options.variables);
        // A list of objects of which a part is a field is no variable as well.
        let is_of_part = |name: &str| parts.iter().any(|part| part.split_once('.').is_some_and(|(of, _)| of == name));
        further.retain(|(name, at)| !is_nested(*at) && !is_of_part(name));
        let columns = ColumnMap::account(names, &located, further);
        let made = MadeColumns::of(&schema);
        let rows = parquet::record::reader::RowIter::from_file_into(Box::new(table));
        // The whole file needs no projection, which knows columns by name alone.
        let rows = if unreadable.is_empty() { rows } else { rows.project(Some(schema)).map_err(|e| e.to_string())? };
        Ok(Self { rows, located, columns, nested, n_columns, parts, made, unreadable })
    }

    /// The text of a field; of objects the part that holds it, as in JSON.
    fn text(&self, row: &[Field], field: FieldName) -> Option<String> {
        let at = *self.located.get(&field)?;
        let of_json = if field == FieldName::Body { paragraphs } else { as_text };
        if let Some(part) = at.checked_sub(self.n_columns) {
            let (column, rest) = self.parts.get(part)?.split_once('.')?;
            let at = self.columns.names.iter().position(|name| name == column)?;
            return of_json(part_of(&json_of(row.get(at)?), rest)?);
        }
        let cell = row.get(at)?;
        if has_objects(cell) {
            return of_json(json_of(cell));
        }
        text_of(cell, if field == FieldName::Body { "\n\n" } else { ", " })
    }

    /// The values of the columns that are no fields.
    fn further(&self, row: &[Field], choice: &VariableChoice) -> Further {
        let given = |at: usize| self.made.given(at, row.get(at)?).or_else(|| given_of(row.get(at)?));
        let mut further = variables::of_row(&self.columns.variables, given);
        for (name, at) in &self.nested {
            let is_field = self.located.values().any(|of| of == at);
            if let Some(field) = row.get(*at) {
                let is_part = |name: &str| self.parts.iter().any(|part| part == name);
                variables::add_nested(name, &json_of(field), is_field, &is_part, choice, &mut further);
            }
        }
        further
    }

    fn next(&mut self) -> Option<Result<Vec<Field>, parquet::errors::ParquetError>> {
        let row = self.rows.next()?;
        Some(row.map(|row| row.get_column_iter().map(|(_, field)| field.clone()).collect()))
    }
}

/// The paths chosen by hand, such as `meta.title`, that lead into a column of objects or of lists of them.
fn chosen_parts(table: &Type, columns: &ColumnMap) -> Vec<String> {
    let column = |name: &str| table.get_fields().iter().find(|column| column.name() == name);
    let leads_in = |path: &&str| {
        let (first, rest) = path.split_once('.').unwrap_or_default();
        column(path).is_none() && column(first).is_some_and(|column| has_part(column, rest))
    };
    let chosen: BTreeSet<&str> = columns.all_chosen().map(|(_, path)| path).filter(leads_in).collect();
    chosen.into_iter().map(str::to_owned).collect()
}

/// The columns of a table that can be read, and the names of the others.
fn readable(table: &Type) -> Result<(Type, Vec<String>), String> {
    let (left_out, kept): (Vec<TypePtr>, Vec<TypePtr>) =
        table.get_fields().iter().cloned().partition(|column| is_unreadable(column));
    if left_out.is_empty() {
        return Ok((table.clone(), Vec::new()));
    }
    let schema = Type::group_type_builder(table.name()).with_fields(kept).build().map_err(|e| e.to_string())?;
    Ok((schema, left_out.iter().map(|column| column.name().to_owned()).collect()))
}
