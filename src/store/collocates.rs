//! Collocates: the words around the hits of a query.

use hashbrown::HashMap;
use tantivy::DocAddress;

use crate::engine::Classes;
use crate::store::hits::hit_spans;
use crate::store::reread::Reread;
use crate::store::{Query, Store, StoreError};

/// A word around a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// The case-folded word.
    pub word: String,
    /// Times in the windows.
    pub together: u64,
    /// Articles with the word in a window.
    pub n_articles: u64,
    /// Times in all articles that are counted in.
    pub total: u64,
}

/// Words around the hits of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbours {
    /// The words, by their spelling.
    pub words: Vec<Neighbour>,
    /// Hits of the query.
    pub n_node: u64,
    /// Tokens in all windows, each once.
    pub n_window: u64,
    /// Tokens of all articles that are counted in.
    pub n_tokens: u64,
    /// Articles that match, and those of them whose windows were read: fewer where a sample was drawn.
    pub n_matching: u64,
    /// See there.
    pub n_read: u64,
}

/// A sample of articles whose windows are read where more match, drawn by a hash of seed and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleOfArticles {
    /// Articles.
    pub n: usize,
    /// Seed.
    pub seed: u64,
}

impl Store {
    /// Words at most `window` tokens from a hit of `query` and in its sentence, in at least
    /// `min_articles` articles; hits and totals are those of the articles that `within` finds, if it is given. With a `sample`
    /// windows are those of a part of the articles, totals are of all.
    ///
    /// # Errors
    /// When the query is invalid or has no words.
    pub fn neighbours(
        &self,
        query: &Query,
        window: u32,
        min_articles: u64,
        classes: Option<Classes<'_>>,
        within: Option<&Query>,
        sample: Option<SampleOfArticles>,
    ) -> Result<Neighbours, StoreError> {
        let searcher = self.reader.searcher();
        let among = within.map(|within| query.clone().among(within.clone()));
        let query = among.as_ref().unwrap_or(query);
        let within = within.map(|within| self.matching(&searcher, within)).transpose()?;
        let query_words = self.query_words(&searcher, query)?;
        if query_words.is_empty() {
            return Err(StoreError::NoWords);
        }
        let mut counts: HashMap<String, (u64, u64)> = HashMap::new();
        let count = |docs: &[Vec<u32>]| docs.iter().map(|docs| docs.len() as u64).sum();
        let matching = self.matching(&searcher, query)?;
        let n_matching = count(&matching);
        let read = match sample {
            Some(SampleOfArticles { n, seed }) => self.drawn(&searcher, matching, n, seed)?,
            None => matching,
        };
        let n_read = count(&read);
        let mut out = Neighbours { words: Vec::new(), n_node: 0, n_window: 0, n_tokens: 0, n_matching, n_read };
        for (ord, docs) in read.into_iter().enumerate() {
            let segment = u32::try_from(ord).unwrap_or(u32::MAX);
            for doc in docs {
                let reread = Reread::of(self.stored(&searcher, DocAddress::new(segment, doc))?)
                    .with_classes(query_words.iter().map(|w| &w.compiled), classes);
                let hits = hit_spans(&reread, &query_words, classes);
                out.n_node += hits.len() as u64;
                let around = around(&reread, &hits, window);
                out.n_window += around.len() as u64;
                let mut here: HashMap<&str, u64> = HashMap::new();
                for idx in around {
                    let token = &reread.tokens.tokens()[idx as usize];
                    *here.entry(reread.tokens.folded(token)).or_default() += 1;
                    if let Some(base) = reread.tokens.base(token) {
                        *here.entry(base).or_default() += 1;
                    }
                }
                for (word, n) in here {
                    let count = counts.entry_ref(word).or_default();
                    count.0 += n;
                    count.1 += 1;
                }
            }
        }
        let broken = |e: tantivy::TantivyError| self.broken(&e);
        let kept = self.kept_words(&searcher).filter(|_| within.is_none());
        for (word, (together, n_articles)) in counts {
            if n_articles >= min_articles {
                let total = match kept.as_ref().and_then(|words| words.total(&word)) {
                    Some(total) => total,
                    None => self.total(&searcher, &word, within.as_deref()).map_err(broken)?,
                };
                out.words.push(Neighbour { word, together, n_articles, total });
            }
        }
        out.words.sort_unstable_by(|a, b| a.word.cmp(&b.word));
        for (ord, segment) in searcher.segment_readers().iter().enumerate() {
            let tokens = segment.fast_fields().u64("n_tokens").map_err(broken)?;
            let of = |doc: u32| tokens.first(doc).unwrap_or(0);
            out.n_tokens += match &within {
                Some(within) => within[ord].iter().copied().map(of).sum::<u64>(),
                None => (0..segment.max_doc()).map(of).sum::<u64>(),
            };
        }
        Ok(out)
    }
}

/// Tokens near a hit, in its sentence, and of no hit; ascending, each once.
fn around(reread: &Reread, hits: &[crate::span::TokenSpan], window: u32) -> Vec<u32> {
    let mut idx: Vec<u32> = Vec::new();
    for hit in hits {
        let first = reread.tokens.sentences()[reread.tokens.sentence_of(hit.start)].tokens.start;
        let last = reread.tokens.sentences()[reread.tokens.sentence_of(hit.end - 1)].tokens.end;
        idx.extend(hit.start.saturating_sub(window).max(first)..hit.start);
        idx.extend(hit.end..hit.end.saturating_add(window).min(last));
    }
    idx.sort_unstable();
    idx.dedup();
    // Hits are ascending too.
    let mut ahead = hits.iter().peekable();
    idx.retain(|i| {
        while ahead.next_if(|hit| hit.end <= *i).is_some() {}
        ahead.peek().is_none_or(|hit| *i < hit.start)
    });
    idx
}
