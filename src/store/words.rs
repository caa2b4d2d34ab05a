//! Word and class frequencies of two groups of articles, from the postings.
//!
//! Every count is an exact scan. Words are counted in title, lede and body, and a possessive counts
//! for both of its forms, as in search.

use std::sync::{Arc, PoisonError};

use tantivy::postings::{BlockSegmentPostings, Postings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Searcher, TERMINATED, Term};

use crate::store::line::{is_hit_class, is_word};
use crate::store::word_list::WordList;
use crate::store::{Query, Store, StoreError};
use crate::summarize::{Side, WordRates};

/// Fields whose words are counted.
const N_FIELDS: usize = 3;
/// Fewest postings of the words that are kept in a list for the next count: rarer ones are many, and seldom counted.
const COMMON: u64 = 5;

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
    /// Every document that is in one of them, a list for each segment.
    pub(super) members: Vec<Vec<Option<Member>>>,
    /// Tokens of the documents: each number once, ascending.
    pub(super) sizes: Vec<u32>,
}

/// A document of one of two groups.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) side: Side,
    /// Index of its tokens in the sizes of the groups.
    pub(super) size: u32,
}

/// Frequency of a word in two groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Frequency {
    /// The word, phrase or class.
    pub term: String,
    /// Times in the target.
    pub target: u64,
    /// Times in the reference.
    pub reference: u64,
    /// Articles of the target that contain it.
    pub n_target_articles: u64,
    /// Articles of the reference that contain it.
    pub n_reference_articles: u64,
    /// p-value of the test that articles of one group have higher rates of it.
    pub p: f64,
}

impl Groups {
    /// Counts a document; its side and tokens if it is in one of the groups.
    fn side(&mut self, is_target: bool, is_reference: bool, tokens: u64) -> Option<(Side, u32)> {
        let side = match (is_target, is_reference) {
            (true, true) => {
                self.n_both += 1;
                return None;
            }
            (true, false) => {
                self.n_target += 1;
                self.target_tokens += tokens;
                Side::Target
            }
            (false, true) => {
                self.n_reference += 1;
                self.reference_tokens += tokens;
                Side::Reference
            }
            (false, false) => return None,
        };
        Some((side, u32::try_from(tokens).unwrap_or(u32::MAX)))
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
        let mut sides = Vec::new();
        for (ord, segment) in searcher.segment_readers().iter().enumerate() {
            let tokens = segment.fast_fields().u64("n_tokens").map_err(|e| self.broken(&e))?;
            let of_doc = |doc| {
                let is_target = targets[ord].binary_search(&doc).is_ok();
                let is_reference = references.as_ref().map_or(!is_target, |r| r[ord].binary_search(&doc).is_ok());
                groups.side(is_target, is_reference, tokens.first(doc).unwrap_or(0))
            };
            sides.push((0..segment.max_doc()).map(of_doc).collect::<Vec<_>>());
        }
        groups.sizes = sides.iter().flatten().flatten().map(|(_, tokens)| *tokens).collect();
        groups.sizes.sort_unstable();
        groups.sizes.dedup();
        let size = |tokens| groups.sizes.partition_point(|size| *size < tokens) as u32;
        let member = |side: &Option<(Side, u32)>| side.map(|(side, tokens)| Member { side, size: size(tokens) });
        groups.members = sides.iter().map(|segment| segment.iter().map(member).collect()).collect();
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

    pub(super) fn counted_fields(&self) -> [Field; N_FIELDS] {
        [self.fields.title, self.fields.lede, self.fields.body]
    }

    /// Reads the list of the words that are usually counted, with how often they are there, and keeps it: the first count then
    /// takes no longer than others.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read_common_words(&self) -> Result<(), StoreError> {
        let searcher = self.reader.searcher();
        let read = || {
            let dictionaries = self.dictionaries(&searcher)?;
            self.common_words(&searcher, &dictionaries)?.count(&dictionaries)
        };
        read().map_err(|e| self.broken(&e))
    }

    /// Dictionaries and postings of the counted fields of each segment.
    fn dictionaries(&self, searcher: &Searcher) -> tantivy::Result<Vec<Arc<InvertedIndexReader>>> {
        let fields = self.counted_fields();
        let all =
            searcher.segment_readers().iter().flat_map(|segment| fields.map(|field| segment.inverted_index(field)));
        all.collect()
    }

    fn common_words(
        &self,
        searcher: &Searcher,
        dictionaries: &[Arc<InvertedIndexReader>],
    ) -> tantivy::Result<Arc<WordList>> {
        if let Some(words) = self.kept_words(searcher) {
            return Ok(words);
        }
        let words = Arc::new(WordList::read(dictionaries, is_word, COMMON)?);
        let read = (searcher.generation().generation_id(), Arc::clone(&words));
        *self.common_words.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
        Ok(words)
    }

    fn count_terms(
        &self,
        searcher: &Searcher,
        groups: &Groups,
        unit: Unit,
        min_articles: u64,
    ) -> tantivy::Result<Vec<Frequency>> {
        let dictionaries = self.dictionaries(searcher)?;
        let terms = match unit {
            Unit::Word if min_articles >= COMMON => self.common_words(searcher, &dictionaries)?,
            Unit::Class => Arc::new(WordList::read(&dictionaries, is_hit_class, min_articles)?),
            _ => Arc::new(WordList::read(&dictionaries, is_word, min_articles)?),
        };
        let mut counted = WordCount::of(groups);
        let mut out = Vec::new();
        for (term, found) in terms.iter() {
            for of_segment in found.chunk_by(|a, b| a.0 / N_FIELDS == b.0 / N_FIELDS) {
                for (at, info) in of_segment {
                    counted.read(&dictionaries[*at], info)?;
                }
                counted.add_articles(&groups.members[of_segment[0].0 / N_FIELDS]);
            }
            out.extend(counted.sides.take(term, min_articles));
        }
        Ok(out)
    }

    /// The list of common words of this state of the index, if it was read.
    pub(super) fn kept_words(&self, searcher: &Searcher) -> Option<Arc<WordList>> {
        let kept = self.common_words.lock().unwrap_or_else(PoisonError::into_inner);
        let generation = searcher.generation().generation_id();
        kept.as_ref().filter(|(own, _)| *own == generation).map(|(_, words)| Arc::clone(words))
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

/// A word while its postings are read; its memory serves every word.
struct WordCount<'a> {
    sides: SideCount<'a>,
    /// Times in each document of the segment.
    times: Vec<u32>,
    /// The documents of the segment that contain it, each once.
    docs: Vec<DocId>,
    /// Postings that were read last.
    postings: Option<BlockSegmentPostings>,
}

impl<'a> WordCount<'a> {
    fn of(groups: &'a Groups) -> Self {
        let most = groups.members.iter().map(Vec::len).max().unwrap_or(0);
        Self { sides: SideCount::of(groups), times: vec![0; most], docs: Vec::new(), postings: None }
    }

    /// Counts the documents of one field.
    fn read(&mut self, dictionary: &InvertedIndexReader, info: &TermInfo) -> std::io::Result<()> {
        let Self { postings, times, docs, .. } = self;
        let postings = match postings {
            // All counted fields are stored alike.
            Some(postings) => {
                dictionary.reset_block_postings_from_terminfo(info, postings)?;
                postings
            }
            None => postings.insert(dictionary.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?),
        };
        while !postings.docs().is_empty() {
            for (doc, n) in postings.docs().iter().zip(postings.freqs()) {
                let times = &mut times[*doc as usize];
                if *times == 0 {
                    docs.push(*doc);
                }
                *times += n;
            }
            postings.advance();
        }
        Ok(())
    }

    /// Adds the documents of a segment whose fields were read.
    fn add_articles(&mut self, members: &[Option<Member>]) {
        let Self { sides, times, docs, .. } = self;
        let article = |doc: DocId| {
            let times = std::mem::take(&mut times[doc as usize]);
            members[doc as usize].map(|member| (member, times))
        };
        sides.add(docs.drain(..).filter_map(article));
    }
}

/// Counts of one word in two groups; its memory serves every word.
pub(super) struct SideCount<'a> {
    groups: &'a Groups,
    times: [u64; 2],
    rates: WordRates,
}

impl<'a> SideCount<'a> {
    pub(super) fn of(groups: &'a Groups) -> Self {
        Self { groups, times: [0; 2], rates: WordRates::of(groups.sizes.clone()) }
    }

    /// Adds articles that contain the word, each with how many times.
    pub(super) fn add(&mut self, articles: impl Iterator<Item = (Member, u32)>) {
        let times = self.rates.add(articles.map(|(member, times)| (member.side, member.size, times)));
        self.times = [0, 1].map(|side| self.times[side] + times[side]);
    }

    /// The frequency of `term` if enough articles contain it; the next word begins.
    pub(super) fn take(&mut self, term: &str, min_articles: u64) -> Option<Frequency> {
        let [target, reference] = std::mem::take(&mut self.times);
        let [n_target_articles, n_reference_articles] = self.rates.n_articles();
        let p = self.rates.take_p(self.groups.n_target, self.groups.n_reference);
        let term = term.to_owned();
        (n_target_articles + n_reference_articles >= min_articles).then_some(Frequency {
            term,
            target,
            reference,
            n_target_articles,
            n_reference_articles,
            p,
        })
    }
}
