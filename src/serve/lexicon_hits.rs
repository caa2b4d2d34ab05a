//! What every entry of the lexicon hit in the audit: counts, and a seeded sample of places.
//!
//! Read once from the table of hits when somebody asks for it; memory is bounded by the number of
//! entries, not of hits.

use hashbrown::HashMap;
use xxhash_rust::xxh3::xxh3_64;

use crate::audit::{Audit, AuditError};
use crate::record::rows_of_hits;

/// Places kept of an entry.
pub(super) const KEPT: usize = 200;
/// Most hits whose table is read.
const MOST_HITS: u64 = 30_000_000;

/// Hits by entry, in the order of the lexicon.
#[derive(Debug)]
pub(super) struct LexiconHits(Vec<EntryHits>);

/// The hits of one entry.
#[derive(Debug, Clone, Default)]
pub(super) struct EntryHits {
    /// Hits in all zones.
    pub(super) n_hits: u64,
    /// Articles with a hit.
    pub(super) n_articles: u64,
    /// Some of the hits, drawn by a hash of their place.
    places: Vec<(u64, Place)>,
}

/// Where a hit is.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) article: String,
    pub(super) field: &'static str,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl EntryHits {
    /// The places drawn, in the order of the draw.
    pub(super) fn places(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().map(|(_, place)| place)
    }

    fn thin(&mut self) {
        self.places.sort_by_key(|(hash, _)| *hash);
        self.places.truncate(KEPT);
    }
}

impl LexiconHits {
    /// Reads the table of hits.
    pub(super) fn read(audit: &Audit) -> Result<Self, AuditError> {
        if audit.manifest().n_hits > MOST_HITS {
            let reason = format!("{} hits are too many to list here", audit.manifest().n_hits);
            return Err(AuditError::Rows { path: audit.folder().hits(), reason });
        }
        let table = audit.folder().read_table("hits")?.whole()?;
        let path = audit.folder().hits();
        let rows = rows_of_hits(&table).map_err(|reason| AuditError::Rows { path, reason })?;
        let entries = &audit.lexicon()?.entries;
        let known: HashMap<&str, usize> = entries.iter().enumerate().map(|(at, e)| (e.id.as_str(), at)).collect();
        let mut all = vec![EntryHits::default(); entries.len()];
        let mut last: Vec<Option<&str>> = vec![None; entries.len()];
        for row in &rows {
            let Some(at) = known.get(row.entry).copied() else { continue };
            let own = &mut all[at];
            own.n_hits += 1;
            if last[at] != Some(row.article) {
                last[at] = Some(row.article);
                own.n_articles += 1;
            }
            let hash = xxh3_64(format!("{}\0{}\0{}", row.article, row.field, row.start).as_bytes());
            let place = Place { article: row.article.to_owned(), field: row.field, start: row.start, end: row.end };
            own.places.push((hash, place));
            if own.places.len() >= 2 * KEPT {
                own.thin();
            }
        }
        all.iter_mut().for_each(EntryHits::thin);
        Ok(Self(all))
    }

    /// Hits of entry number `entry`.
    pub(super) fn of(&self, entry: usize) -> &EntryHits {
        &self.0[entry]
    }
}
