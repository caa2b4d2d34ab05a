//! Searches the index for articles.

use tantivy::collector::TopDocs;
use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, Term};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::store::plan::plan;
use crate::store::{Query, Store, StoreError, StoredArticle};

/// Order of results; ties are broken by a hash of their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Best first, by BM25.
    #[default]
    Rank,
    /// Latest first; articles without a date last.
    Date,
    /// Earliest first; articles without a date last.
    Oldest,
    /// By the probability of the tier that the article is most likely about, highest first; articles without one last.
    Probability,
    /// As drawn with this seed: by a hash of seed and id, so that the same articles come first
    /// after the corpus was indexed again, and still when it has grown (but for new ones).
    Sample(u64),
}

/// Order and paging of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// Order.
    pub order: Order,
    /// Results to leave out at the start.
    pub offset: usize,
    /// Most results.
    pub limit: usize,
    /// Start after this result of an earlier page.
    pub after: Option<Cursor>,
}

/// Position of a result in its order; written as two hexadecimal numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    key: u64,
    tie: u64,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}-{:016x}", self.key, self.tie)
    }
}

impl std::str::FromStr for Cursor {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('-').and_then(|(key, tie)| {
            Some(Self { key: u64::from_str_radix(key, 16).ok()?, tie: u64::from_str_radix(tie, 16).ok()? })
        });
        parts.ok_or_else(|| "no cursor: take it from the line below a page of results".to_owned())
    }
}

/// Some results of a query.
#[derive(Debug, Clone)]
pub struct ResultPage {
    /// Articles that match, all in all.
    pub n_found: u64,
    /// Articles in the index.
    pub n_articles: u64,
    /// The requested results.
    pub articles: Vec<Found>,
    /// Where the next page starts; `None` when this is the last.
    pub next: Option<Cursor>,
}

/// One result.
#[derive(Debug, Clone)]
pub struct Found {
    /// The article.
    pub article: StoredArticle,
    /// Score by BM25; 0 where results are not ranked.
    pub score: f32,
    /// Its position in the order.
    pub cursor: Cursor,
    pub(super) address: DocAddress,
}

/// Results handed over at once.
const BATCH: usize = 512;

/// A result before its text is fetched.
#[derive(Debug, Clone, Copy)]
struct RankedDoc {
    cursor: Cursor,
    score: f32,
    address: DocAddress,
}

impl Store {
    /// Runs a query.
    ///
    /// # Errors
    /// When a field is unknown or the index cannot be read.
    pub fn search(&self, query: &Query, request: Request) -> Result<ResultPage, StoreError> {
        let searcher = self.reader.searcher();
        let mut found = self.candidates(&searcher, query, request.order)?;
        let n_found = found.len() as u64;
        if let Some(after) = request.after {
            found.retain(|c| c.cursor.key >= after.key);
            self.read_ties(&searcher, &mut found, |c| c.cursor.key == after.key)?;
            found.retain(|c| c.cursor > after);
        }
        let rest = found.len().saturating_sub(request.offset);
        self.keep_first(&searcher, &mut found, request.offset.saturating_add(request.limit))?;
        let page: Vec<RankedDoc> = found.into_iter().skip(request.offset).take(request.limit).collect();
        let next = page.last().filter(|_| rest > page.len()).map(|c| c.cursor);
        let articles = page.into_iter().map(|c| self.found(&searcher, c)).collect::<Result<Vec<_>, _>>()?;
        Ok(ResultPage { n_found, n_articles: searcher.num_docs(), articles, next })
    }

    /// Hands over the first `limit` results in batches, so that any number fits into memory.
    ///
    /// Returns how many articles match.
    ///
    /// # Errors
    /// When the query is wrong, the index cannot be read, or `each` fails.
    pub fn each_found<E: From<StoreError>>(
        &self,
        query: &Query,
        order: Order,
        limit: usize,
        mut each: impl FnMut(Vec<Found>) -> Result<(), E>,
    ) -> Result<u64, E> {
        let searcher = self.reader.searcher();
        let found = self.sorted(&searcher, query, order)?;
        for batch in found[..found.len().min(limit)].chunks(BATCH) {
            let batch = batch.iter().map(|c| self.found(&searcher, *c)).collect::<Result<Vec<_>, _>>()?;
            each(batch)?;
        }
        Ok(found.len() as u64)
    }

    fn found(&self, searcher: &Searcher, candidate: RankedDoc) -> Result<Found, StoreError> {
        let RankedDoc { score, address, cursor } = candidate;
        Ok(Found { article: self.stored(searcher, address)?, score, cursor, address })
    }

    fn sorted(&self, searcher: &Searcher, query: &Query, order: Order) -> Result<Vec<RankedDoc>, StoreError> {
        let mut found = self.candidates(searcher, query, order)?;
        self.keep_first(searcher, &mut found, usize::MAX)?;
        Ok(found)
    }

    /// Sorts the first `n`, with the ties of the last of them; drops the others.
    ///
    /// Ids are read for these alone: reading all of them would take most of the time of a search.
    fn keep_first(&self, searcher: &Searcher, found: &mut Vec<RankedDoc>, n: usize) -> Result<(), StoreError> {
        if let Some(last) = n.checked_sub(1).filter(|last| *last < found.len()) {
            let (_, last, _) = found.select_nth_unstable_by_key(last, |c| c.cursor.key);
            let last = last.cursor.key;
            found.retain(|c| c.cursor.key <= last);
        }
        self.read_ties(searcher, found, |_| true)?;
        found.sort_unstable_by_key(|c| (c.cursor, c.address.segment_ord, c.address.doc_id));
        Ok(())
    }

    /// Reads the tie breaker of results with equal keys: a hash of their ids.
    fn read_ties(
        &self,
        searcher: &Searcher,
        found: &mut [RankedDoc],
        keep: impl Fn(&RankedDoc) -> bool,
    ) -> Result<(), StoreError> {
        let segments = searcher.segment_readers().iter();
        let ids = segments.map(|segment| segment.fast_fields().str("id").map_err(|e| self.broken(&e)));
        let ids = ids.collect::<Result<Vec<_>, _>>()?;
        let mut id = String::new();
        for candidate in found.iter_mut().filter(|c| keep(c)) {
            let DocAddress { segment_ord, doc_id } = candidate.address;
            self.read_id(ids[segment_ord as usize].as_ref(), doc_id, &mut id)?;
            candidate.cursor.tie = xxh3_64_with_seed(id.as_bytes(), 0);
        }
        Ok(())
    }

    /// Articles in the index.
    #[must_use]
    pub fn n_articles(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// How many articles match.
    ///
    /// # Errors
    /// When a field is unknown or the index cannot be read.
    pub fn count(&self, query: &Query) -> Result<u64, StoreError> {
        let searcher = self.reader.searcher();
        let planned = plan(query, self, &searcher)?;
        let n = searcher.search(&planned, &tantivy::collector::Count).map_err(|e| self.broken(&e))?;
        Ok(n as u64)
    }

    /// All that match, in no order, with keys and no ties yet.
    fn candidates(&self, searcher: &Searcher, query: &Query, order: Order) -> Result<Vec<RankedDoc>, StoreError> {
        let broken = |e: tantivy::TantivyError| self.broken(&e);
        let planned = plan(query, self, searcher)?;
        let scoring = match order {
            Order::Rank => EnableScoring::enabled_from_searcher(searcher),
            _ => EnableScoring::disabled_from_searcher(searcher),
        };
        let weight = planned.weight(scoring).map_err(broken)?;
        let mut out = Vec::new();
        for (ord, segment) in searcher.segment_readers().iter().enumerate() {
            let ids = segment.fast_fields().str("id").map_err(broken)?;
            let dates = segment.fast_fields().u64("date").map_err(broken)?;
            let probabilities = match order {
                Order::Probability => self.probabilities(segment).map_err(broken)?,
                _ => Vec::new(),
            };
            let mut scorer = weight.scorer(segment, 1.0).map_err(broken)?;
            let mut id = String::new();
            let mut doc = scorer.doc();
            while doc != TERMINATED {
                let date = dates.first(doc);
                let score = if order == Order::Rank { scorer.score() } else { 0.0 };
                let key = match order {
                    Order::Rank => u64::from(u32::MAX - score.max(0.0).to_bits()),
                    Order::Date => date.map_or(u64::MAX, |d| u64::from(u32::MAX) - d),
                    Order::Oldest => date.unwrap_or(u64::MAX),
                    Order::Probability => {
                        let highest = probabilities.iter().filter_map(|tier| tier.first(doc)).max_by(f64::total_cmp);
                        // Bits of numbers from 0 on ascend as the numbers do.
                        highest.map_or(u64::MAX, |p| u64::MAX - p.max(0.0).to_bits())
                    }
                    Order::Sample(seed) => {
                        self.read_id(ids.as_ref(), doc, &mut id)?;
                        xxh3_64_with_seed(id.as_bytes(), seed)
                    }
                };
                let cursor = Cursor { key, tie: 0 };
                let address = DocAddress::new(u32::try_from(ord).unwrap_or(u32::MAX), doc);
                out.push(RankedDoc { cursor, score, address });
                doc = scorer.advance();
            }
        }
        Ok(out)
    }

    /// The columns of the probabilities of a segment, a tier each.
    fn probabilities(&self, segment: &SegmentReader) -> tantivy::Result<Vec<Column<f64>>> {
        self.tiers.iter().map(|tier| segment.fast_fields().f64(&format!("probability_{tier}"))).collect()
    }

    /// Documents that match, a list for each segment, ascending.
    pub(super) fn matching(&self, searcher: &Searcher, query: &Query) -> Result<Vec<Vec<DocId>>, StoreError> {
        let broken = |e: tantivy::TantivyError| self.broken(&e);
        let planned = plan(query, self, searcher)?;
        let weight = planned.weight(EnableScoring::disabled_from_searcher(searcher)).map_err(broken)?;
        let segments = searcher.segment_readers().iter().map(|segment| {
            let mut docs = Vec::new();
            weight.for_each_no_score(segment, &mut |found| docs.extend_from_slice(found)).map_err(broken)?;
            docs.sort_unstable();
            Ok(docs)
        });
        segments.collect()
    }

    /// The article at an address.
    pub(super) fn stored(&self, searcher: &Searcher, address: DocAddress) -> Result<StoredArticle, StoreError> {
        let document: TantivyDocument = searcher.doc(address).map_err(|e| self.broken(&e))?;
        Ok(self.fields.stored(&document))
    }

    /// The article with this id.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn article(&self, id: &str) -> Result<Option<StoredArticle>, StoreError> {
        let searcher = self.reader.searcher();
        let query = TermQuery::new(Term::from_field_text(self.fields.id, id), IndexRecordOption::Basic);
        let broken = |e: tantivy::TantivyError| self.broken(&e);
        let found = searcher.search(&query, &TopDocs::with_limit(1).order_by_score()).map_err(broken)?;
        let Some((_, address)) = found.first() else { return Ok(None) };
        self.stored(&searcher, *address).map(Some)
    }
}
