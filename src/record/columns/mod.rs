//! The columns of the record, each stated once.
//!
//! In: nothing. Out: for each table of the audit folder its columns with name, kind, unit, meaning, stages
//! that write and read them, values and fields of the index. The Parquet and CSV tables, the rows read back,
//! the index and the data dictionary (`docs/reference/columns.md`) follow from them. A new column is an entry
//! in one list here and its value in the row.

mod column;
mod access;
mod found;
mod spoken;
mod articles;
mod hits;
mod quotes;
mod pay;
mod texts;
mod all;

pub use crate::record::columns::access::ArticleColumn;
pub use crate::record::columns::all::{all_columns, query_fields};
pub use crate::record::columns::articles::article_columns;
pub(super) use crate::record::columns::column::table_of;
pub use crate::record::columns::column::{Column, IndexField, Indexed, Per, Values};
pub use crate::record::columns::hits::hit_columns;
pub use crate::record::columns::pay::pay_columns;
pub use crate::record::columns::quotes::quote_columns;
pub use crate::record::columns::texts::{TextRow, text_columns};
