//! A sample of documents that does not depend on how the index was built.

use tantivy::{DocId, Searcher};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::store::{Store, StoreError};

impl Store {
    /// A sample of `n` of these documents, drawn by a hash of seed and id.
    pub(super) fn drawn(
        &self,
        searcher: &Searcher,
        matching: Vec<Vec<DocId>>,
        n: usize,
        seed: u64,
    ) -> Result<Vec<Vec<DocId>>, StoreError> {
        if matching.iter().map(Vec::len).sum::<usize>() <= n {
            return Ok(matching);
        }
        let mut all = Vec::new();
        for (ord, docs) in matching.iter().enumerate() {
            let ids = searcher.segment_readers()[ord].fast_fields().str("id").map_err(|e| self.broken(&e))?;
            let mut id = String::new();
            for doc in docs {
                self.read_id(ids.as_ref(), *doc, &mut id)?;
                all.push((xxh3_64_with_seed(id.as_bytes(), seed), ord, *doc));
            }
        }
        all.sort_unstable();
        all.truncate(n);
        let mut kept = vec![Vec::new(); matching.len()];
        all.into_iter().for_each(|(_, ord, doc)| kept[ord].push(doc));
        kept.iter_mut().for_each(|docs| docs.sort_unstable());
        Ok(kept)
    }
}
