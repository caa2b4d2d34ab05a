//! The record of an audit: its tables, and how they are written and read again.
//!
//! In: rows of articles, hits, quotations and pay. Out: a [`Table`] each, which is kept as Parquet and read
//! back without loss. Formats for people are in [`crate::present`].

mod table;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "parquet")]
mod parquet_groups;
mod columns;
mod shape;
mod grain;
mod query_groups;
mod axis;
mod axis_groups;
mod axis_variable;
mod articles;
mod hits;
mod texts;
#[cfg(feature = "parquet")]
mod text_reader;
mod tables;
mod typed;

pub use crate::record::articles::{
    articles_table, hits_table, pay_table, push_article, push_hits, push_pay, push_quotes, quotes_table,
    rows_of_articles,
};
pub use crate::record::axis::{Axis, MISSING, outlet_of};
pub use crate::record::axis_groups::{group_keys, is_shown, named_keys};
pub use crate::record::columns::{
    ArticleColumn, Column, IndexField, Indexed, Per, Values, all_columns, article_columns, query_fields,
};
pub use crate::record::grain::{Grain, Period, day_number};
pub use crate::record::hits::rows_of_hits;
#[cfg(feature = "parquet")]
pub use crate::record::parquet::{ParquetError, ParquetWriter, Purpose};
#[cfg(feature = "parquet")]
pub use crate::record::parquet_groups::{ParquetGroups, read_parquet};
pub use crate::record::query_groups::QueryGroups;
pub use crate::record::shape::{Shape, pack, undetected, unpack};
pub use crate::record::table::{Cell, Kind, Table, Value, share_columns};
#[cfg(feature = "parquet")]
pub(crate) use crate::record::table::{Column as TableColumn, Data};
pub use crate::record::tables::{ARTICLES, RecordTable, TABLES, TEXTS};
#[cfg(feature = "parquet")]
pub use crate::record::text_reader::{TextReader, variable_rows};
pub use crate::record::texts::{push_body, push_text_of, texts_table};
pub use crate::record::typed::{TypedColumn, TypedKind, typed_columns};

#[cfg(all(test, feature = "parquet"))]
mod tests;
