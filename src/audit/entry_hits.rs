//! What every entry of the lexicon hit in the audit: counts, and a seeded sample of places.
//!
//! Read once from the table of hits when somebody asks for it; memory is bounded by the number of
//! entries, not of hits.

use hashbrown::HashMap;
use xxhash_rust::xxh3::xxh3_64;

use crate::audit::{Audit, AuditError};
use crate::record::rows_of_hits;
use crate::span::ByteSpan;
use crate::store::ConcordanceLine;

/// Places kept of an entry.
const KEPT: usize = 200;
/// Characters shown on each side of a hit.
const WIDTH: usize = 70;
/// Most hits whose table is read.
const MOST_HITS: u64 = 30_000_000;

/// Hits by entry, in the order of the lexicon.
#[derive(Debug, Clone)]
pub struct LexiconHits(Vec<EntryHits>);

/// The hits of one entry.
#[derive(Debug, Clone, Default)]
pub struct EntryHits {
    /// Hits in all zones.
    pub n_hits: u64,
    /// Articles with a hit.
    pub n_articles: u64,
    /// Some of the hits, drawn by a hash of their place.
    places: Vec<(u64, HitPlace)>,
}

/// Where a hit is.
#[derive(Debug, Clone)]
struct HitPlace {
    article: String,
    field: &'static str,
    span: ByteSpan,
}

impl EntryHits {
    fn thin(&mut self) {
        self.places.sort_by_key(|(hash, _)| *hash);
        self.places.truncate(KEPT);
    }
}

impl Audit {
    /// What every entry of the lexicon hit, out of the table of hits.
    ///
    /// # Errors
    /// When it cannot be read or has too many hits to be listed, or the lexicon is another one.
    pub fn lexicon_hits(&self) -> Result<LexiconHits, AuditError> {
        LexiconHits::read(self)
    }

    /// The hits drawn of entry number `entry` with their context.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn lines_of_entry(&self, hits: &LexiconHits, entry: usize) -> Result<Vec<ConcordanceLine>, AuditError> {
        let mut out = Vec::new();
        for (_, place) in &hits.of(entry).places {
            let Some(article) = self.store()?.article(&place.article)? else { continue };
            let text = if place.field == "title" { &article.title } else { &article.body };
            let span = place.span;
            let Some(keyword) = span.slice(text) else { continue };
            let left: Vec<char> = text[..span.start as usize].chars().rev().take(WIDTH).collect();
            let right: String = text[span.end as usize..].chars().take(WIDTH).collect();
            out.push(ConcordanceLine {
                id: place.article.clone(),
                outlet: article.outlet.clone(),
                date: article.date.clone(),
                section: article.section.clone(),
                author: article.author.clone(),
                field: place.field,
                span,
                left: left.into_iter().rev().collect(),
                keyword: keyword.to_owned(),
                right,
                left_words: Vec::new(),
                words: Vec::new(),
                right_words: Vec::new(),
                depth: f64::from(span.start) / text.len().max(1) as f64,
            });
        }
        Ok(out)
    }
}

impl LexiconHits {
    fn read(audit: &Audit) -> Result<Self, AuditError> {
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
            let span = ByteSpan { start: row.start, end: row.end };
            let place = HitPlace { article: row.article.to_owned(), field: row.field, span };
            own.places.push((hash, place));
            if own.places.len() >= 2 * KEPT {
                own.thin();
            }
        }
        all.iter_mut().for_each(EntryHits::thin);
        Ok(Self(all))
    }

    /// Hits of entry number `entry`.
    #[must_use]
    pub fn of(&self, entry: usize) -> &EntryHits {
        &self.0[entry]
    }
}
