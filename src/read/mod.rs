//! Reads articles out of files, folders and standard input, one record at a time.
//!
//! In: paths and [`ReadOptions`]. Out: a stream of [`Record`]s handed to a sink: articles, refused
//! records with their reason, and notices. Formats are told by content, not by name. A bad record
//! is refused and the run goes on; memory is bounded by [`ReadOptions::max_record_bytes`].
//!
//! Invariant: every record of the input leaves as exactly one `Article` or one `Reject`.

mod article;
mod columns;
mod date;
mod ids;
mod json;
mod lines;
mod open;
mod source;
mod table;
mod text;

pub use crate::read::article::{Notice, RawArticle, Record, Reject};
pub use crate::read::columns::{ColumnMap, FIELDS, FieldName};
pub use crate::read::date::{DateOrder, parse_date};
pub use crate::read::source::{Source, expand};

use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;

/// How records are read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Which columns or keys hold which field, where the usual names do not tell.
    pub columns: ColumnMap,
    /// How `03/04/2012` is read; such dates are left out without it.
    pub date_order: Option<DateOrder>,
    /// Longest record in bytes; a longer one is refused.
    pub max_record_bytes: usize,
    /// A table with a `file` column and metadata for plain text files.
    pub manifest: Option<PathBuf>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { columns: ColumnMap::default(), date_order: None, max_record_bytes: 32 << 20, manifest: None }
    }
}

/// A call that stops every run: nothing could be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A `--map` argument that names no field.
    #[error("`{argument}` maps no field: write field=column, with a field out of {}", columns::field_list())]
    Map {
        /// The argument as given.
        argument: String,
    },
    /// A pattern with `*` or `[` that does not compile.
    #[error("`{pattern}` is not a file pattern: {reason}")]
    Glob {
        /// The pattern as given.
        pattern: String,
        /// What the pattern compiler says.
        reason: String,
    },
}

/// What takes the records; `Break` ends the reading.
pub type Sink<'a> = dyn FnMut(Record) -> ControlFlow<()> + 'a;

/// Reads all sources in order into `sink`.
///
/// `read_bytes` grows by the bytes taken from disk (packed bytes for packed files).
pub fn read_all(sources: &[Source], options: &ReadOptions, read_bytes: &AtomicU64, sink: &mut Sink<'_>) {
    let mut ids = ids::Ids::default();
    for source in sources {
        let mut numbered = |record: Record| match record {
            Record::Article(article) => ids.settle(*article, sink),
            other => sink(other),
        };
        if read_source(source, options, read_bytes, &mut numbered).is_break() {
            return;
        }
    }
}

fn read_source(source: &Source, options: &ReadOptions, read_bytes: &AtomicU64, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let name = source.name();
    if let Some(reason) = source.problem() {
        return sink(Record::Reject(Reject::new(&name, 0, reason)));
    }
    let mut input = match open::open(source, read_bytes) {
        Ok(input) => input,
        Err(reason) => return sink(Record::Reject(Reject::new(&name, 0, reason))),
    };
    if let Some(notice) = input.notice.take() {
        sink(Record::Notice(Notice { source: name.clone(), message: notice }))?;
    }
    let head = match input.reader.fill_buf() {
        Ok(head) => head,
        Err(error) => return sink(Record::Reject(Reject::new(&name, 0, open::explain(&error)))),
    };
    match open::layout(&name, head) {
        open::Layout::Empty => {
            sink(Record::Reject(Reject::new(&name, 0, "the file is empty: nothing to read, leave it out")))
        }
        open::Layout::Binary => sink(Record::Reject(Reject::new(
            &name,
            0,
            "not a text format classlens reads: export it as JSON Lines, CSV or plain text",
        ))),
        open::Layout::Lines => lines::read(&name, input.reader, options, sink),
        open::Layout::Json => json::read(&name, input.reader, options, sink),
        open::Layout::Table { delimiter } => table::read(&name, input.reader, delimiter, options, sink),
        open::Layout::Text => text::read(source, input.reader, options, sink),
    }
}

#[cfg(test)]
mod tests;
