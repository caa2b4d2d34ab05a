//! Reads articles out of files, folders and standard input, one record at a time.
//!
//! In: paths and [`ReadOptions`]. Out: a stream of [`Record`]s handed to a sink: articles, refused
//! records with their reason, and notices. Formats are detected by content, not by name. A bad record
//! is refused and the run goes on; memory is bounded by [`ReadOptions::max_record_bytes`].
//!
//! Invariant: every record of the input leaves as exactly one `Article` or one `Reject`.

mod mojibake;
mod plain_text;
mod columns;
mod variable_choice;
mod options;
mod source;
mod account;
mod dates;
mod record_source;
mod open;
mod charset;
mod pack;
mod ids;
mod byline;
mod export;
mod html;
mod feed;
mod xml;
mod newsxml;
mod json_object;
mod variables;
mod ninjs;
mod json_article;
mod lines;
mod delimited;
mod row_fit;
mod layout;
mod json;
mod table;
mod rtf;
mod sheet_rows;
mod xlsx_cells;
mod xlsx;
mod sheet;
mod described;
mod fingerprint;
mod expand;
mod text;
mod docx;
mod archive;
#[cfg(feature = "parquet")]
mod parquet_cells;
#[cfg(feature = "parquet")]
mod parquet;
mod warc;
mod route;
mod rows;

#[cfg(all(feature = "search", feature = "parquet"))]
pub(crate) use crate::read::account::NAMED_COLUMNS;
pub use crate::read::account::{FieldAccount, Unread, UnreadValues};
#[cfg(all(feature = "search", feature = "parquet"))]
pub(crate) use crate::read::charset::decode;
pub use crate::read::charset::marked;
pub use crate::read::columns::{ColumnMap, FIELDS, FieldName};
pub use crate::read::described::idle_rows;
pub use crate::read::expand::{expand, files_of_pages};
pub use crate::read::fingerprint::Fingerprint;
pub use crate::read::html::{WebPage, extract_page};
pub use crate::read::ids::Ids;
#[cfg(all(feature = "search", feature = "parquet"))]
pub(crate) use crate::read::ids::same_again;
pub use crate::read::options::{ReadOptions, Sink};
pub use crate::read::rows::{MemoryTable, read_rows};
pub use crate::read::sheet::read_sheet;
pub use crate::read::sheet_rows::{Sheet, SheetRow};
pub use crate::read::source::Source;
pub use crate::read::variable_choice::VariableChoice;

use std::ops::ControlFlow;
use std::sync::atomic::AtomicU64;

use crate::article::{Notice, RawArticle, Record, Reject};
use crate::read::dates::SourceDates;

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
    /// A table in memory without a column of texts.
    #[error("{name}: {reason}")]
    NoBody {
        /// The table.
        name: String,
        /// Its columns, and what to do.
        reason: String,
    },
}

/// Reads all sources in order into `sink`.
///
/// `read_bytes` grows by the bytes taken from disk (packed bytes for packed files).
pub fn read_all(sources: &[Source], options: &ReadOptions, read_bytes: &AtomicU64, sink: &mut Sink<'_>) {
    let mut ids = Ids::default();
    for source in sources {
        if read_source(source, options, &mut ids, read_bytes, sink).is_break() {
            return;
        }
    }
}

/// Reads one source into `sink`; `ids` are those of the articles before it, and get those of its own.
///
/// The same source, options and ids give the same records in the same order. Returns what became of the fields, also where
/// the sink broke off.
pub fn read_source(
    source: &Source,
    options: &ReadOptions,
    ids: &mut Ids,
    read_bytes: &AtomicU64,
    sink: &mut Sink<'_>,
) -> ControlFlow<FieldAccount, FieldAccount> {
    let mut account = FieldAccount::default();
    let reread = |sink: &mut Sink<'_>| {
        // Whoever looks for dates has seen enough when this ends, however it ends.
        let _ = read_as_printed(source, options, &AtomicU64::new(0), sink);
        // A text has one date; its column is in the manifest.
        if let Source::File(path) = source {
            for printed in described::dates_of(path, options) {
                let article = RawArticle { printed_date: Some(printed), ..RawArticle::default() };
                let _ = sink(Record::Article(Box::new(article)));
            }
        }
    };
    let reread = (*source != Source::Stdin).then_some(&reread as &dates::Rereading<'_>);
    let dates = SourceDates::new(options.date_order, options.latest, reread);
    let done = read_as_printed(source, options, read_bytes, &mut |record| match record {
        Record::Article(mut article) => {
            let unread = dates.settle(&mut article);
            ids.settle(*article, &mut |record| {
                if let Record::Article(article) = &record {
                    account.add(article, unread);
                }
                sink(record)
            })
        }
        other => sink(other),
    });
    let remark = dates.remark().map(|message| Record::Notice(Notice { source: source.name(), message }));
    let is_broken_off = done.is_break() || remark.is_some_and(|remark| sink(remark).is_break());
    if is_broken_off { ControlFlow::Break(account) } else { ControlFlow::Continue(account) }
}

/// The records of a source as they are, with dates as printed.
pub(crate) fn read_as_printed(
    source: &Source,
    options: &ReadOptions,
    read_bytes: &AtomicU64,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let name = source.name();
    if let Some(reason) = source.problem() {
        return sink(Record::Reject(Reject::new(&name, 0, reason)));
    }
    let input = route::place_of(source, &name, options);
    match open::open(source, read_bytes, &input.budget) {
        Ok(raw) => route::read(&input, raw, sink),
        Err(reason) => sink(Record::Reject(Reject::new(&name, 0, reason))),
    }
}
