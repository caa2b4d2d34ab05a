//! An index of the rows of a record, in memory: what finds articles where there are no texts.
//!
//! Always holds: what it answers, an index with the texts answers alike, because both are made of the same fields and asked by the
//! same code; what needs a text is refused.

use std::path::Path;

use tantivy::{Index, IndexWriter, TantivyError};

use crate::score::ArticleRow;
use crate::store::lacking::Lacking;
use crate::store::line::{Lines, title_line};
use crate::store::schema;
use crate::store::writer::MIN_MEMORY;
use crate::store::{Store, StoreError};

/// Fields of running text that no row has.
const TEXTS: [&str; 3] = ["lede", "body", "cut"];

impl Store {
    /// An index of these rows; `left_out` are fields whose values are not those of the articles.
    ///
    /// # Errors
    /// When the memory does not suffice.
    pub fn of_rows(
        path: &Path,
        tiers: &[String],
        rows: &[ArticleRow],
        left_out: &[&'static str],
    ) -> Result<Self, StoreError> {
        let failed = |e: TantivyError| StoreError::Rows(e.to_string());
        let (schema, fields) = schema::build(tiers);
        let index = Index::create_in_ram(schema);
        schema::register(&index);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MIN_MEMORY).map_err(failed)?;
        for row in rows {
            let lines = Lines { title: title_line(&row.title), ..Lines::default() };
            writer.add_document(fields.document(tiers, "", row, &lines)).map_err(failed)?;
        }
        writer.commit().map_err(failed)?;
        writer.wait_merging_threads().map_err(failed)?;
        let reader = index.reader().map_err(failed)?;
        let lacking = Lacking(TEXTS.iter().chain(left_out).copied().collect());
        Ok(Self { lacking, ..Self::of(path, fields, tiers, reader) })
    }
}
