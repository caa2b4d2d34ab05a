//! Reads articles out of files, folders and standard input, one record at a time.
//!
//! In: paths and [`ReadOptions`]. Out: a stream of `Record`s handed to a sink: articles, refused
//! records with their reason, and notices. Formats are detected by content, not by name. A bad record
//! is refused and the run goes on; memory is bounded by [`ReadOptions::max_record_bytes`].
//!
//! Invariant: every record of the input leaves as exactly one `Article` or one `Reject`.

mod mojibake;
mod cut_word;
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
mod header_again;
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
mod stream;

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
#[cfg(all(feature = "search", feature = "parquet"))]
pub(crate) use crate::read::stream::read_as_printed;
pub use crate::read::stream::{read_all, read_source};
pub use crate::read::variable_choice::VariableChoice;

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
