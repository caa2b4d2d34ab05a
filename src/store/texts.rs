//! Bodies that an index stores, by the ids of their articles: how the texts of an older audit get into its record.

use std::path::{Path, PathBuf};

use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, Index, Searcher, TantivyDocument};

use crate::article::id_hash;
use crate::store::StoreError;

/// The field that has stored the body since the first version of the index.
const BODY: &str = "stored_body";

/// The bodies of an index of any version, found by the hash of the id; 16 bytes each.
pub struct StoredBodies {
    path: PathBuf,
    searcher: Searcher,
    body: Field,
    /// Ascending.
    addresses: Vec<(u64, DocAddress)>,
}

impl StoredBodies {
    /// Opens the index in folder `path`, whatever the version of its schema.
    ///
    /// # Errors
    /// When it is missing, cannot be read, or stores no bodies: then the texts have to be read from the sources.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let lost = |reason: String| StoreError::NoTexts { path: path.to_owned(), reason };
        let index = Index::open_in_dir(path).map_err(|e| lost(e.to_string()))?;
        let body = index.schema().get_field(BODY).map_err(|e| lost(e.to_string()))?;
        let searcher = index.reader().map_err(|e| lost(e.to_string()))?.searcher();
        let mut addresses = Vec::new();
        for (ord, segment) in searcher.segment_readers().iter().enumerate() {
            let ids = segment.fast_fields().str("id").map_err(|e| lost(e.to_string()))?;
            let ids = ids.ok_or_else(|| lost("it has no column of ids".to_owned()))?;
            let mut id = String::new();
            for doc in segment.doc_ids_alive() {
                id.clear();
                if let Some(term) = ids.term_ords(doc).next() {
                    ids.ord_to_str(term, &mut id).map_err(|e| lost(e.to_string()))?;
                }
                addresses.push((id_hash(&id), DocAddress::new(u32::try_from(ord).unwrap_or(u32::MAX), doc)));
            }
        }
        addresses.sort_unstable();
        Ok(Self { path: path.to_owned(), searcher, body, addresses })
    }

    /// The body of the article whose id has this hash.
    ///
    /// # Errors
    /// When the index has no such article or cannot be read.
    pub fn body(&self, id_hash: u64) -> Result<String, StoreError> {
        let lost = |reason: String| StoreError::NoTexts { path: self.path.clone(), reason };
        let found = self.addresses.binary_search_by_key(&id_hash, |(hash, _)| *hash);
        let at = found.map_err(|_| lost("it lacks an article of the tables".to_owned()))?;
        let document: TantivyDocument = self.searcher.doc(self.addresses[at].1).map_err(|e| lost(e.to_string()))?;
        let body = document.get_first(self.body).and_then(|value| value.as_str().map(str::to_owned));
        body.ok_or_else(|| lost("it stores no text of an article".to_owned()))
    }
}
