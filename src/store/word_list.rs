//! The words of an index with the places of their postings, found in its dictionaries.
//!
//! To read the dictionaries takes nearly as long as to count the words, so the list can be kept.

use std::cmp::Ordering;
use std::sync::Arc;

use once_cell::sync::OnceCell;
use tantivy::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermMerger;

/// A list of words in their order, and the postings of each.
#[derive(Debug, Default)]
pub(super) struct WordList {
    /// How often each word is there, once it was counted.
    totals: OnceCell<Vec<u64>>,
    /// All words in a row.
    text: String,
    /// Where each word ends in `text`, and its postings in `postings`.
    ends: Vec<(usize, usize)>,
    /// A dictionary by its index, and where it has the postings of the word.
    postings: Vec<(usize, TermInfo)>,
}

impl WordList {
    /// The words that `is_wanted` and that have at least `least` postings in all `dictionaries`; those are read as one, so
    /// that no word is looked up in them.
    pub(super) fn read(
        dictionaries: &[Arc<InvertedIndexReader>],
        is_wanted: impl Fn(&str) -> bool,
        least: u64,
    ) -> tantivy::Result<Self> {
        let streams = dictionaries.iter().map(|inverted| inverted.terms().stream()).collect::<Result<_, _>>()?;
        let mut terms = TermMerger::new(streams);
        let mut list = Self::default();
        while terms.advance() {
            let Some(word) = std::str::from_utf8(terms.key()).ok().filter(|word| is_wanted(word)) else { continue };
            let start = list.postings.len();
            list.postings.extend(terms.current_segment_ords_and_term_infos());
            if list.postings[start..].iter().map(|(_, info)| u64::from(info.doc_freq)).sum::<u64>() < least {
                list.postings.truncate(start);
                continue;
            }
            list.text.push_str(word);
            list.ends.push((list.text.len(), list.postings.len()));
        }
        Ok(list)
    }

    /// Each word with its postings.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[(usize, TermInfo)])> {
        let starts = std::iter::once((0, 0)).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| (&self.text[start.0..end.0], &self.postings[start.1..end.1]))
    }

    /// Counts how often each word is in `dictionaries`, of which it was read.
    pub(super) fn count(&self, dictionaries: &[Arc<InvertedIndexReader>]) -> tantivy::Result<()> {
        let total = |(_, found): (&str, &[(usize, TermInfo)])| {
            let mut total = 0;
            for (at, info) in found {
                let option = IndexRecordOption::WithFreqs;
                let mut postings = dictionaries[*at].read_block_postings_from_terminfo(info, option)?;
                while !postings.docs().is_empty() {
                    total += postings.freqs().iter().map(|n| u64::from(*n)).sum::<u64>();
                    postings.advance();
                }
            }
            Ok(total)
        };
        self.totals.get_or_try_init(|| self.iter().map(total).collect()).map(drop)
    }

    /// How often a word is there, if that was counted.
    pub(super) fn total(&self, word: &str) -> Option<u64> {
        let totals = self.totals.get()?;
        let word_at =
            |at: usize| &self.text[at.checked_sub(1).map_or(0, |before| self.ends[before].0)..self.ends[at].0];
        let (mut from, mut to) = (0, self.ends.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            match word_at(middle).cmp(word) {
                Ordering::Equal => return Some(totals[middle]),
                Ordering::Less => from = middle + 1,
                Ordering::Greater => to = middle,
            }
        }
        None
    }
}
