//! Stored articles by their ids: what is scored again without reading the sources.

use tantivy::{DocAddress, Searcher};

use crate::article::{RawArticle, id_hash, parse_date};
use crate::store::search::StoredArticle;
use crate::store::{Store, StoreError};

/// All articles of an index, found by the hash of their id; 16 bytes each.
pub struct Texts<'a> {
    store: &'a Store,
    searcher: Searcher,
    /// Ascending.
    places: Vec<(u64, DocAddress)>,
}

impl Store {
    /// The articles by their ids.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn texts(&self) -> Result<Texts<'_>, StoreError> {
        let searcher = self.reader.searcher();
        let mut places = Vec::new();
        for (ord, segment) in searcher.segment_readers().iter().enumerate() {
            let ids = segment.fast_fields().str("id").map_err(|e| self.broken(&e))?;
            let Some(ids) = ids else { continue };
            let mut id = String::new();
            for doc in segment.doc_ids_alive() {
                id.clear();
                if let Some(term) = ids.term_ords(doc).next() {
                    ids.ord_to_str(term, &mut id).map_err(|e| self.broken(&e.into()))?;
                }
                places.push((id_hash(&id), DocAddress::new(u32::try_from(ord).unwrap_or(u32::MAX), doc)));
            }
        }
        places.sort_unstable();
        Ok(Texts { store: self, searcher, places })
    }
}

impl Texts<'_> {
    /// The article whose id has this hash.
    ///
    /// # Errors
    /// When the index has no such article or cannot be read.
    pub fn article(&self, id_hash: u64) -> Result<StoredArticle, StoreError> {
        let found = self.places.binary_search_by_key(&id_hash, |(hash, _)| *hash);
        let missing = |_| StoreError::Read {
            path: self.store.path.clone(),
            reason: "it lacks an article of the tables".to_owned(),
        };
        self.store.stored(&self.searcher, self.places[found.map_err(missing)?].1)
    }
}

impl StoredArticle {
    /// The article as it was read.
    #[must_use]
    pub fn raw(self) -> RawArticle {
        RawArticle {
            id: self.id,
            outlet: self.outlet,
            date: self.date.and_then(|date| parse_date(&date, None)),
            zone: self.date_zone,
            url: self.url,
            author: self.author,
            section: self.section,
            title: self.title,
            body: self.body,
            ..RawArticle::default()
        }
    }
}
