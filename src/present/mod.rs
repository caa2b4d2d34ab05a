//! Puts results into tables and writes them: terminal, CSV, JSON, Markdown, Arrow.
//!
//! In: rows. Out: a [`Table`](crate::record::Table), which every format writes the same way. One file a format.

mod terminal;
mod number;
mod shell;
mod coding_guide;
mod coding_sheet;
mod coding_form;
mod coding_tasks;
#[cfg(feature = "parquet")]
mod arrow;
mod csv;
pub mod figure;
mod json;
#[cfg(feature = "cli")]
mod xlsx;
#[cfg(feature = "parquet")]
mod typed;
mod markdown;
#[cfg(feature = "search")]
mod results;
mod codebook_page;
pub mod report;

#[cfg(feature = "parquet")]
pub use crate::present::arrow::{arrow_batch, arrow_schema};
pub use crate::present::codebook_page::{codebook_page, codebook_table};
pub use crate::present::coding_form::coding_form;
pub use crate::present::coding_guide::{PROPOSAL_KEYS, coding_guide};
pub use crate::present::coding_sheet::{ArticleToCode, coding_sheet};
pub use crate::present::coding_tasks::TaskProgram;
pub use crate::present::csv::CsvWriter;
pub use crate::present::json::{json_row, write_json, write_json_lines};
pub use crate::present::markdown::markdown;
pub(crate) use crate::present::number::grouped;
#[cfg(feature = "search")]
pub use crate::present::results::{ResultColumns, groups_table, lines_table};
pub use crate::present::shell::shell_word;
pub use crate::present::terminal::{Style, render, share_text, spelled};
#[cfg(feature = "parquet")]
pub(crate) use crate::present::typed::write_fields;
#[cfg(feature = "parquet")]
pub use crate::present::typed::{TypedFormat, TypedStream, TypedWriter, batch, schema_of};
#[cfg(feature = "cli")]
pub use crate::present::xlsx::xlsx;

#[cfg(test)]
mod tests;
