//! Articles with their texts as a file for the bulk interface of a search cluster: Elasticsearch, OpenSearch, Quickwit.
//!
//! Out: two lines an article, the action `create` with its id, then its fields; and a mapping of the fields. No server was at
//! hand to load the file into: its syntax and counts are tested, not what a server makes of it. Such a server splits and ranks words
//! in its own way, so its counts are not those of an audit.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::audit::record_export::chosen;
use crate::audit::{Audit, AuditError, Subset};
use crate::present::write_fields;
use crate::record::{ARTICLES, Kind, Table, TypedColumn, TypedKind, typed_columns};

/// The field of the text.
const BODY: &str = "body";
/// Characters of a value up to which it is indexed as a whole: Lucene refuses terms of more than 32,766 bytes.
const LONGEST_KEYWORD: u32 = 8_000;

impl Audit {
    /// Writes the articles and their texts for the bulk interface into the file `path`, all of them or those of a subset, for
    /// `index`; the fields are `columns` of the articles and `body`, all without any. Returns the number of articles.
    ///
    /// # Errors
    /// When there is no such column, the audit has no texts, a table cannot be read or the file cannot be written.
    pub fn export_bulk(
        &self,
        index: &str,
        columns: &[String],
        subset: Option<&Subset>,
        path: &Path,
    ) -> Result<u64, AuditError> {
        let columns = self.bulk_columns(columns)?;
        let fields: Vec<TypedColumn> = columns.iter().filter(|column| column.name != BODY).cloned().collect();
        let has_body = fields.len() < columns.len();
        let cells = Table::new(&fields.iter().map(|of| (of.name.as_str(), of.kind.cells())).collect::<Vec<_>>());
        let mut texts = self.folder().read_articles()?;
        let mut out = BufWriter::new(File::create(path)?);
        let mut n_articles = 0;
        for group in self.read_table(ARTICLES.name)? {
            let group = group?;
            let rows = group.rows_like(0..group.n_rows(), &cells);
            for row in 0..rows.n_rows() {
                let Some(article) = texts.next().transpose()? else { break };
                if subset.is_some_and(|subset| !subset.id_set().contains(&article.id)) {
                    continue;
                }
                serde_json::to_writer(&mut out, &json!({"create": {"_index": index, "_id": article.id}}))
                    .map_err(std::io::Error::from)?;
                out.write_all(b"\n{")?;
                write_fields(&fields, &rows, row, &mut out)?;
                if has_body {
                    out.write_all(if fields.is_empty() { b"\"body\":" } else { b",\"body\":" })?;
                    serde_json::to_writer(&mut out, &article.body).map_err(std::io::Error::from)?;
                }
                out.write_all(b"}\n")?;
                n_articles += 1;
            }
        }
        out.flush()?;
        Ok(n_articles)
    }

    /// The mapping of these fields, as Elasticsearch and OpenSearch take it when an index is made.
    ///
    /// # Errors
    /// When there is no such column.
    pub fn bulk_mapping(&self, columns: &[String]) -> Result<Value, AuditError> {
        let columns = self.bulk_columns(columns)?;
        let fields: serde_json::Map<String, Value> =
            columns.iter().map(|column| (column.name.clone(), field_of(column))).collect();
        Ok(json!({"mappings": {"dynamic": false, "properties": fields}}))
    }

    fn bulk_columns(&self, names: &[String]) -> Result<Vec<TypedColumn>, AuditError> {
        let mut known = typed_columns(ARTICLES.name, self.shape());
        // The text goes before a variable of its name.
        known.retain(|column| column.name != BODY);
        known.push(TypedColumn::plain(BODY, Kind::Text));
        chosen(known, names)
    }
}

/// The type of a field: words of title and text are searched, every other text is a value.
fn field_of(column: &TypedColumn) -> Value {
    match column.kind {
        TypedKind::Text if [BODY, "title"].contains(&column.name.as_str()) => json!({"type": "text"}),
        TypedKind::Text | TypedKind::Names | TypedKind::Texts => {
            json!({"type": "keyword", "ignore_above": LONGEST_KEYWORD})
        }
        TypedKind::Whole => json!({"type": "long"}),
        TypedKind::Number => json!({"type": "double"}),
        TypedKind::Flag => json!({"type": "boolean"}),
        TypedKind::Day => json!({"type": "date", "format": "strict_date"}),
    }
}
