//! Word and class frequencies of two groups of articles, from the postings.
//!
//! Every count is an exact scan. Words are counted in title, lede and body, and a possessive counts
//! for both of its forms, as in search.

use std::collections::BTreeMap;

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, TERMINATED, Term};

use crate::store::line::{is_hit_class, is_word};
use crate::store::{Query, Store, StoreError};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Case-folded words.
    Word,
    /// Two words in a row inside a clause.
    Phrase,
    /// Classes of the lexicon.
    Class,
}

/// Two groups of articles. Articles in both are left out of both.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    /// Articles of the target.
    pub n_target: u64,
    /// Articles of the reference.
    pub n_reference: u64,
    /// Tokens of the target.
    pub target_tokens: u64,
    /// Tokens of the reference.
    pub reference_tokens: u64,
    /// Articles left out because they are in both.
    pub n_both: u64,
    /// Side and tokens of every document, a list for each segment.
    pub(super) sides: Vec<Vec<(Membership, u32)>>,
}

/// Group of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Membership {
    #[default]
    Neither,
    Target,
    Reference,
}

/// Frequency of a word in two groups.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frequency {
    /// The word, phrase or class.
    pub term: String,
    /// Times in the target.
    pub target: u64,
    /// Times in the reference.
    pub reference: u64,
    /// Rates above 0 in articles of the target.
    pub target_rates: Vec<f64>,
    /// Rates above 0 in articles of the reference.
    pub reference_rates: Vec<f64>,
}

impl Frequency {
    pub(super) fn add(&mut self, side: Membership, n: u32, tokens: u32) {
        let rate = f64::from(n) / f64::from(tokens.max(1));
        match side {
            Membership::Target => {
                self.target += u64::from(n);
                self.target_rates.push(rate);
            }
            Membership::Reference => {
                self.reference += u64::from(n);
                self.reference_rates.push(rate);
            }
            Membership::Neither => {}
        }
    }

    /// Articles of both groups that contain it.
    #[must_use]
    pub fn n_articles(&self) -> u64 {
        (self.target_rates.len() + self.reference_rates.len()) as u64
    }
}

impl Store {
    /// Two groups of articles; without `reference` it is all articles not of the target.
    ///
    /// # Errors
    /// When a query is wrong or the index cannot be read.
    pub fn groups(&self, target: &Query, reference: Option<&Query>) -> Result<Groups, StoreError> {
        let searcher = self.reader.searcher();
        let targets = self.matching(&searcher, target)?;
        let references = reference.map(|query| self.matching(&searcher, query)).transpose()?;
        let mut groups = Groups::default();
        for (ord, segment) in searcher.segment_readers().iter().enumerate() {
            let tokens = segment.fast_fields().u64("n_tokens").map_err(|e| self.broken(&e))?;
            let mut sides = vec![(Membership::Neither, 0); segment.max_doc() as usize];
            for doc in 0..segment.max_doc() {
                let is_target = targets[ord].binary_search(&doc).is_ok();
                let is_reference = references.as_ref().map_or(!is_target, |r| r[ord].binary_search(&doc).is_ok());
                let n = tokens.first(doc).unwrap_or(0);
                let side = match (is_target, is_reference) {
                    (true, true) => {
                        groups.n_both += 1;
                        Membership::Neither
                    }
                    (true, false) => {
                        groups.n_target += 1;
                        groups.target_tokens += n;
                        Membership::Target
                    }
                    (false, true) => {
                        groups.n_reference += 1;
                        groups.reference_tokens += n;
                        Membership::Reference
                    }
                    (false, false) => Membership::Neither,
                };
                sides[doc as usize] = (side, u32::try_from(n).unwrap_or(u32::MAX));
            }
            groups.sides.push(sides);
        }
        Ok(groups)
    }

    /// Frequencies of all words or classes found in at least `min_articles` articles of the groups.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn frequencies(&self, groups: &Groups, unit: Unit, min_articles: u64) -> Result<Vec<Frequency>, StoreError> {
        let searcher = self.reader.searcher();
        if unit == Unit::Phrase {
            return self.phrases(&searcher, groups, min_articles);
        }
        let mut out = Vec::new();
        for (term, n_docs) in self.terms(&searcher, unit).map_err(|e| self.broken(&e))? {
            if n_docs < min_articles {
                continue;
            }
            let frequency = self.frequency(&searcher, groups, term).map_err(|e| self.broken(&e))?;
            if frequency.n_articles() >= min_articles {
                out.push(frequency);
            }
        }
        Ok(out)
    }

    fn counted_fields(&self) -> [Field; 3] {
        [self.fields.title, self.fields.lede, self.fields.body]
    }

    /// Terms with the sum of their documents over fields and segments.
    fn terms(&self, searcher: &Searcher, unit: Unit) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut terms: BTreeMap<String, u64> = BTreeMap::new();
        for segment in searcher.segment_readers() {
            for field in self.counted_fields() {
                let inverted = segment.inverted_index(field)?;
                let mut stream = inverted.terms().stream()?;
                while let Some((term, info)) = stream.next() {
                    let Ok(term) = std::str::from_utf8(term) else { continue };
                    let is_wanted = if unit == Unit::Class { is_hit_class(term) } else { is_word(term) };
                    if !is_wanted {
                        continue;
                    }
                    match terms.get_mut(term) {
                        Some(n) => *n += u64::from(info.doc_freq),
                        None => {
                            terms.insert(term.to_owned(), u64::from(info.doc_freq));
                        }
                    }
                }
            }
        }
        Ok(terms)
    }

    fn frequency(&self, searcher: &Searcher, groups: &Groups, term: String) -> tantivy::Result<Frequency> {
        let mut out = Frequency { term, ..Frequency::default() };
        let mut docs: Vec<(u32, u32)> = Vec::new();
        for (segment, sides) in searcher.segment_readers().iter().zip(&groups.sides) {
            docs.clear();
            for field in self.counted_fields() {
                let inverted = segment.inverted_index(field)?;
                let wanted = Term::from_field_text(field, &out.term);
                let Some(mut postings) = inverted.read_postings(&wanted, IndexRecordOption::WithFreqs)? else {
                    continue;
                };
                while postings.doc() != TERMINATED {
                    if sides[postings.doc() as usize].0 != Membership::Neither {
                        docs.push((postings.doc(), postings.term_freq()));
                    }
                    postings.advance();
                }
            }
            docs.sort_unstable();
            for same in docs.chunk_by(|a, b| a.0 == b.0) {
                let (side, tokens) = sides[same[0].0 as usize];
                out.add(side, same.iter().map(|(_, n)| n).sum(), tokens);
            }
        }
        Ok(out)
    }

    /// Frequency of a word in the whole index, or in documents of each segment, ascending.
    pub(super) fn total(&self, searcher: &Searcher, word: &str, within: Option<&[Vec<DocId>]>) -> tantivy::Result<u64> {
        let mut n = 0;
        for (ord, segment) in searcher.segment_readers().iter().enumerate() {
            let is_within = |doc| within.is_none_or(|docs| docs[ord].binary_search(&doc).is_ok());
            for field in self.counted_fields() {
                let inverted = segment.inverted_index(field)?;
                let wanted = Term::from_field_text(field, word);
                let Some(mut postings) = inverted.read_postings(&wanted, IndexRecordOption::WithFreqs)? else {
                    continue;
                };
                while postings.doc() != TERMINATED {
                    if is_within(postings.doc()) {
                        n += u64::from(postings.term_freq());
                    }
                    postings.advance();
                }
            }
        }
        Ok(n)
    }
}
