//! Word and class frequencies of two groups of articles, from the postings.
//!
//! Every count is an exact scan. Words are counted in title, lede and body, and a possessive counts
//! for both of its forms, as in search.

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermMerger;
use tantivy::{DocId, DocSet, Searcher, TERMINATED, Term};

use crate::store::line::{is_hit_class, is_word};
use crate::store::{Query, Store, StoreError};

/// Fields whose words are counted.
const N_FIELDS: usize = 3;

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
        self.count_terms(&searcher, groups, unit, min_articles).map_err(|e| self.broken(&e))
    }

    fn counted_fields(&self) -> [Field; N_FIELDS] {
        [self.fields.title, self.fields.lede, self.fields.body]
    }

    /// Counts every term. The dictionaries of all fields and segments are read as one, so none is looked up in them.
    fn count_terms(
        &self,
        searcher: &Searcher,
        groups: &Groups,
        unit: Unit,
        min_articles: u64,
    ) -> tantivy::Result<Vec<Frequency>> {
        let mut lists = Vec::new();
        for (segment, sides) in searcher.segment_readers().iter().zip(&groups.sides) {
            for field in self.counted_fields() {
                lists.push((segment.inverted_index(field)?, sides.as_slice()));
            }
        }
        let streams = lists.iter().map(|(inverted, _)| inverted.terms().stream()).collect::<Result<_, _>>()?;
        let mut terms = TermMerger::new(streams);
        let mut counted = WordCount::default();
        let mut out = Vec::new();
        while terms.advance() {
            let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
            let is_wanted = if unit == Unit::Class { is_hit_class(term) } else { is_word(term) };
            if !is_wanted {
                continue;
            }
            let found: Vec<(usize, TermInfo)> = terms.current_segment_ords_and_term_infos().collect();
            if found.iter().map(|(_, info)| u64::from(info.doc_freq)).sum::<u64>() < min_articles {
                continue;
            }
            for of_segment in found.chunk_by(|a, b| a.0 / N_FIELDS == b.0 / N_FIELDS) {
                for (at, info) in of_segment {
                    let with_counts = IndexRecordOption::WithFreqs;
                    counted.read(lists[*at].0.read_postings_from_terminfo(info, with_counts)?);
                }
                counted.add_articles(lists[of_segment[0].0].1);
            }
            out.extend(counted.take(term, min_articles));
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

/// A word while it is counted; its memory serves every word.
#[derive(Default)]
struct WordCount {
    frequency: Frequency,
    /// Times in each document of the segment.
    times: Vec<u32>,
    /// The documents of the segment that contain it, each once.
    docs: Vec<DocId>,
}

impl WordCount {
    /// Counts the documents of one field.
    fn read(&mut self, mut postings: SegmentPostings) {
        while postings.doc() != TERMINATED {
            let doc = postings.doc() as usize;
            if doc >= self.times.len() {
                self.times.resize(doc + 1, 0);
            }
            if self.times[doc] == 0 {
                self.docs.push(postings.doc());
            }
            self.times[doc] += postings.term_freq();
            postings.advance();
        }
    }

    /// Adds the documents of a segment whose fields were read.
    fn add_articles(&mut self, sides: &[(Membership, u32)]) {
        for doc in self.docs.drain(..) {
            let n = std::mem::take(&mut self.times[doc as usize]);
            let (side, tokens) = sides[doc as usize];
            self.frequency.add(side, n, tokens);
        }
    }

    /// The frequency of `term` if enough articles contain it; the next word begins.
    fn take(&mut self, term: &str, min_articles: u64) -> Option<Frequency> {
        let own = &mut self.frequency;
        let out = (own.n_articles() >= min_articles).then(|| Frequency { term: term.to_owned(), ..own.clone() });
        (own.target, own.reference) = (0, 0);
        own.target_rates.clear();
        own.reference_rates.clear();
        out
    }
}
