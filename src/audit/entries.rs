//! What the entries of the lexicon hit in an audit: a sheet of hits to judge.

use crate::audit::{Audit, AuditError};
use crate::quality::{kwic, sample};
use crate::record::{Cell, Kind, Table};
use crate::score::HitRow;
use crate::store::StoredArticle;

impl Audit {
    /// The table of hits as it is kept; `record::rows_of_hits` reads its rows.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn hits_table(&self) -> Result<Table, AuditError> {
        Ok(self.folder().read_table("hits")?.whole()?)
    }

    /// Up to `per_entry` of these hits of each entry with their context and an empty column to judge them.
    ///
    /// # Errors
    /// When the index cannot be read or does not hold a hit.
    pub fn sheet_to_judge(&self, hits: &[HitRow<'_>], per_entry: usize, seed: u64) -> Result<Table, AuditError> {
        let store = self.store()?;
        let columns = ["entry", "article", "left", "hit", "right", "judged"].map(|name| (name, Kind::Text));
        let mut table = Table::new(&columns);
        let mut last: Option<StoredArticle> = None;
        for at in sample(hits, per_entry, seed) {
            let row = &hits[at];
            if last.as_ref().is_none_or(|article| article.id != row.article) {
                last = store.article(row.article)?;
            }
            let text = last.as_ref().map(|article| if row.field == "title" { &article.title } else { &article.body });
            let line = text.and_then(|text| kwic(text, row.start, row.end)).ok_or_else(|| AuditError::LostHit {
                audit: self.path().to_owned(),
                entry: row.entry.to_owned(),
                article: row.article.to_owned(),
            })?;
            table.push(&[row.entry, row.article, &line.left, &line.hit, &line.right, ""].map(Cell::Text));
        }
        Ok(table)
    }
}
