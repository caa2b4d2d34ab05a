//! What every entry of the lexicon hit in the audit: counts, and a seeded sample of places.
//!
//! Read once from the table of hits when somebody asks for it; memory is bounded by the number of
//! entries, not of hits.

use std::fmt::Write;

use hashbrown::HashMap;
use xxhash_rust::xxh3::xxh3_64;

use crate::audit::{Audit, AuditError};
use crate::clean::Field;
use crate::record::Table;
use crate::span::ByteSpan;
use crate::store::ConcordanceLine;

/// Places kept of an entry.
const KEPT: usize = 200;
/// Characters shown on each side of a hit.
const WIDTH: usize = 70;
/// Most hits whose table is read.
const MOST_HITS: u64 = 30_000_000;

/// What is read of a hit.
const COLUMNS: [&str; 5] = ["article", "entry", "field", "start", "end"];

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
    /// The largest hash of the places that were kept when they became too many.
    most: Option<u64>,
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
        if self.places.len() >= KEPT {
            self.places.truncate(KEPT);
            self.most = self.places.last().map(|(hash, _)| *hash);
        }
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
        let entries = &audit.lexicon()?.entries;
        let known: HashMap<&str, usize> = entries.iter().enumerate().map(|(at, e)| (e.id.as_str(), at)).collect();
        let mut all = vec![EntryHits::default(); entries.len()];
        // Hits of an article are next to each other: its number and its id, and for each entry the last article with a hit.
        let (mut number, mut id, mut last) = (0_u64, String::new(), vec![0_u64; entries.len()]);
        let mut key = String::new();
        for group in audit.read_table("hits")?.only(&COLUMNS)? {
            let group = group?;
            for row in 0..group.n_rows() {
                let [article, entry, field] = std::array::from_fn(|column| group.text(row, column));
                if number == 0 || article != id {
                    number += 1;
                    article.clone_into(&mut id);
                }
                let Some(at) = known.get(entry).copied() else { continue };
                let broken = |reason: String| AuditError::Rows { path: audit.folder().hits(), reason };
                let span = span_of(&group, row).map_err(broken)?;
                let field = Field::ALL.into_iter().map(Field::name).find(|known| *known == field);
                let field = field.ok_or_else(|| broken(format!("row {}: unknown field", row + 1)))?;
                let own = &mut all[at];
                own.n_hits += 1;
                own.n_articles += u64::from(last[at] != number);
                last[at] = number;
                key.clear();
                write!(key, "{article}\0{field}\0{}", span.start).expect("a string takes all");
                let hash = xxh3_64(key.as_bytes());
                if own.most.is_none_or(|most| hash < most) {
                    own.places.push((hash, HitPlace { article: article.to_owned(), field, span }));
                }
                if own.places.len() >= 2 * KEPT {
                    own.thin();
                }
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

fn span_of(group: &Table, row: usize) -> Result<ByteSpan, String> {
    let [start, end] = [3, 4].map(|column| {
        let number = group.cell(row, column).as_int().and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| format!("row {}: a hit without a place", row + 1))
    });
    Ok(ByteSpan { start: start?, end: end? })
}
