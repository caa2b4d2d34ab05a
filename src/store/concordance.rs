//! Concordance lines: every hit of a query with its context.
//!
//! The index finds the articles; their stored text is tokenized again, so a line is an exact
//! slice of the original and its byte span can be looked up there.

use std::collections::BinaryHeap;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::engine::Classes;
use crate::span::{ByteSpan, TokenSpan};
use crate::store::hits::hit_spans;
use crate::store::reread::Reread;
use crate::store::{Query, Store, StoreError};

/// The context shown around a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// This number of words on each side, within title or body.
    Words(u32),
    /// The sentence.
    Sentence,
}

/// Which lines are returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draw {
    /// All lines; an error above this number, so that memory stays bounded.
    All(usize),
    /// All lines of a sample of articles, drawn by a hash of seed and id.
    Articles {
        /// Most articles.
        n: usize,
        /// Most lines; an error above this number.
        most: usize,
        /// Seed.
        seed: u64,
    },
    /// A sample of lines, drawn by a hash of seed, article and span: the same after indexing again.
    Sample {
        /// Number of lines.
        n: usize,
        /// Seed.
        seed: u64,
    },
}

/// A hit with its context.
#[derive(Debug, Clone, PartialEq)]
pub struct ConcordanceLine {
    /// Article.
    pub id: String,
    /// Outlet.
    pub outlet: Option<String>,
    /// Day.
    pub date: Option<String>,
    /// Section.
    pub section: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// `title` or `body`: the field of the input the span refers to.
    pub field: &'static str,
    /// Bytes of the hit in that field.
    pub span: ByteSpan,
    /// Text before the hit, as printed.
    pub left: String,
    /// The hit, as printed.
    pub keyword: String,
    /// Text after the hit, as printed.
    pub right: String,
    /// Case-folded words before the hit, the nearest first.
    pub left_words: Vec<String>,
    /// Case-folded words of the hit.
    pub words: Vec<String>,
    /// Case-folded words after the hit, the nearest first.
    pub right_words: Vec<String>,
    /// Relative position of the hit in the article, 0–1 by tokens.
    pub depth: f64,
}

/// Lines, and counts of what they were drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Concordance {
    /// The lines: by id and span, or in the order they were drawn.
    pub lines: Vec<ConcordanceLine>,
    /// Hits in the articles that were read.
    pub n_hits: u64,
    /// Articles that match the query.
    pub n_found: u64,
    /// Articles that were read: those that match, or as many as were drawn.
    pub n_articles: u64,
    /// Hits in tenths of the article, from its start.
    pub tenths: [u64; 10],
    /// Hits and tokens of every article that matches, for dispersion over articles.
    pub by_article: Vec<(u64, u64)>,
}

/// A line in a sample: the least hashes are kept.
struct Drawn {
    hash: u64,
    line: ConcordanceLine,
}

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}
impl Eq for Drawn {}
impl PartialOrd for Drawn {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Drawn {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.hash.cmp(&other.hash)
    }
}

impl Store {
    /// The concordance of a query.
    ///
    /// # Errors
    /// When the query is invalid, has no words, or has more lines than permitted.
    pub fn concordance(
        &self,
        query: &Query,
        window: Window,
        draw: Draw,
        classes: Option<Classes<'_>>,
    ) -> Result<Concordance, StoreError> {
        let searcher = self.reader.searcher();
        let query_words = self.query_words(&searcher, query)?;
        if query_words.is_empty() {
            return Err(StoreError::NoWords);
        }
        let mut out =
            Concordance { lines: vec![], n_hits: 0, n_found: 0, n_articles: 0, tenths: [0; 10], by_article: vec![] };
        let mut drawn: BinaryHeap<Drawn> = BinaryHeap::new();
        let mut matching = self.matching(&searcher, query)?;
        out.n_found = matching.iter().map(|docs| docs.len() as u64).sum();
        if let Draw::Articles { n, seed, .. } = draw {
            matching = self.drawn(&searcher, matching, n, seed)?;
        }
        for (ord, docs) in matching.into_iter().enumerate() {
            let segment = u32::try_from(ord).unwrap_or(u32::MAX);
            for doc in docs {
                let stored = self.stored(&searcher, tantivy::DocAddress::new(segment, doc))?;
                let date = stored.date.clone();
                let reread = Reread::of(stored).with_classes(query_words.iter().map(|w| &w.compiled), classes);
                let hits = hit_spans(&reread, &query_words, classes);
                out.n_articles += 1;
                out.n_hits += hits.len() as u64;
                out.by_article.push((hits.len() as u64, reread.tokens.n_scored() as u64));
                for hit in hits {
                    let n_tokens = reread.tokens.tokens().len().max(1);
                    out.tenths[(hit.start as usize * 10 / n_tokens).min(9)] += 1;
                    match draw {
                        Draw::All(most) | Draw::Articles { most, .. } if out.lines.len() >= most => {
                            return Err(StoreError::TooManyLines(most));
                        }
                        Draw::All(_) | Draw::Articles { .. } => {
                            out.lines.push(line(&reread, hit, window, date.as_deref()));
                        }
                        Draw::Sample { n, seed } => {
                            let place = reread.tokens.byte_span(hit);
                            let key = format!("{}\0{}\0{}", reread.document.id, place.start, place.end);
                            let hash = xxh3_64_with_seed(key.as_bytes(), seed);
                            if drawn.len() < n || drawn.peek().is_some_and(|worst| hash < worst.hash) {
                                drawn.push(Drawn { hash, line: line(&reread, hit, window, date.as_deref()) });
                            }
                            if drawn.len() > n {
                                drawn.pop();
                            }
                        }
                    }
                }
            }
        }
        if matches!(draw, Draw::Sample { .. }) {
            out.lines = drawn.into_sorted_vec().into_iter().map(|d| d.line).collect();
        } else {
            out.lines.sort_by(|a, b| (&a.id, b.field, a.span).cmp(&(&b.id, a.field, b.span)));
        }
        Ok(out)
    }
}

fn line(reread: &Reread, hit: TokenSpan, window: Window, date: Option<&str>) -> ConcordanceLine {
    let (document, tokens) = (&reread.document, &reread.tokens);
    let whole = around(reread, hit, window);
    let bytes = tokens.byte_span(hit);
    let outer = tokens.byte_span(whole);
    let (field, span) = document.field_span(bytes);
    let text = |start: u32, end: u32| document.text.get(start as usize..end as usize).unwrap_or_default().to_owned();
    let word = |idx: u32| tokens.folded(&tokens.tokens()[idx as usize]).to_owned();
    ConcordanceLine {
        id: document.id.clone(),
        outlet: document.outlet.clone(),
        date: date.map(str::to_owned),
        section: document.section.clone(),
        author: document.author.clone(),
        field: field.name(),
        span,
        left: text(outer.start, bytes.start),
        keyword: text(bytes.start, bytes.end),
        right: text(bytes.end, outer.end),
        left_words: (whole.start..hit.start).rev().map(word).collect(),
        words: (hit.start..hit.end).map(word).collect(),
        right_words: (hit.end..whole.end).map(word).collect(),
        depth: f64::from(hit.start) / tokens.tokens().len().max(1) as f64,
    }
}

/// The tokens shown: the window around the hit, within the input field of the hit.
fn around(reread: &Reread, hit: TokenSpan, window: Window) -> TokenSpan {
    let tokens = &reread.tokens;
    let whole = match window {
        Window::Sentence => {
            let first = tokens.sentences()[tokens.sentence_of(hit.start)].tokens;
            let last = tokens.sentences()[tokens.sentence_of(hit.end - 1)].tokens;
            return TokenSpan { start: first.start, end: last.end };
        }
        Window::Words(n) => TokenSpan { start: hit.start.saturating_sub(n), end: hit.end.saturating_add(n) },
    };
    let title = reread.document.title_len;
    let n_title = tokens.tokens().partition_point(|t| (t.span.start as usize) < title);
    let n_title = u32::try_from(n_title).unwrap_or(u32::MAX);
    let n_all = u32::try_from(tokens.tokens().len()).unwrap_or(u32::MAX);
    let (low, high) = if hit.start < n_title { (0, n_title.max(hit.end)) } else { (n_title, n_all) };
    TokenSpan { start: whole.start.max(low), end: whole.end.min(high) }
}
