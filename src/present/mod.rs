//! Puts results into tables and writes them: terminal, CSV, JSON, Parquet, Arrow.
//!
//! In: rows. Out: a [`Table`], which every format writes the same way. One file a format.

mod coding_guide;
mod coding_form;
mod coding_sheet;
#[cfg(feature = "serve")]
mod arrow;
mod csv;
pub mod figure;
mod hits;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "parquet")]
mod parquet_groups;
mod pay;
mod work;
mod record;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "search")]
mod results;
mod table;
mod terminal;
mod voice;

#[cfg(feature = "serve")]
pub use crate::present::arrow::ArrowWriter;
pub use crate::present::coding_form::coding_form;
pub use crate::present::coding_guide::{Definition, PROPOSAL_KEYS, coding_guide};
pub use crate::present::coding_sheet::{ArticleToCode, coding_sheet};
pub use crate::present::csv::CsvWriter;
pub use crate::present::hits::rows_of_hits;
pub use crate::present::json::{write_json, write_json_lines};
#[cfg(feature = "parquet")]
pub use crate::present::parquet::{ParquetError, ParquetWriter, Purpose};
#[cfg(feature = "parquet")]
pub use crate::present::parquet_groups::{ParquetGroups, read_parquet};
pub use crate::present::pay::{pay_table, push_pay};
pub use crate::present::record::{articles_table, hits_table, push_article, push_hits, rows_of_articles};
#[cfg(feature = "search")]
pub use crate::present::results::{ResultColumns, groups_table, lines_table};
pub use crate::present::table::{Cell, Kind, Table};
pub use crate::present::terminal::{Style, render, share_text, spelled};
pub use crate::present::voice::{push_quotes, quotes_table};

#[cfg(test)]
mod tests;
