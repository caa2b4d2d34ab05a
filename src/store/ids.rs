//! Ids of articles, read from their column: no text is fetched.

use hashbrown::HashSet;
use tantivy::DocId;
use tantivy::columnar::StrColumn;

use crate::store::{Query, Store, StoreError};

impl Store {
    /// Ids of all articles that match.
    ///
    /// # Errors
    /// When a field is unknown or the index cannot be read.
    pub fn ids(&self, query: &Query) -> Result<HashSet<String>, StoreError> {
        let searcher = self.reader.searcher();
        let matching = self.matching(&searcher, query)?;
        let mut all = HashSet::with_capacity(matching.iter().map(Vec::len).sum());
        let mut id = String::new();
        for (segment, docs) in searcher.segment_readers().iter().zip(&matching) {
            let ids = segment.fast_fields().str("id").map_err(|e| self.broken(&e))?;
            for doc in docs {
                self.read_id(ids.as_ref(), *doc, &mut id)?;
                all.insert(id.clone());
            }
        }
        Ok(all)
    }

    /// The id of a document; empty where there is none.
    pub(super) fn read_id(&self, ids: Option<&StrColumn>, doc: DocId, id: &mut String) -> Result<(), StoreError> {
        id.clear();
        if let Some(ids) = ids
            && let Some(first) = ids.term_ords(doc).next()
        {
            ids.ord_to_str(first, id).map_err(|e| self.broken(&e.into()))?;
        }
        Ok(())
    }
}
