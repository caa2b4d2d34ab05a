//! Frequencies of word pairs in two groups of articles, from the stored texts.
//!
//! Pairs are not in the index, so the texts are tokenized again, twice: first a table of fixed size
//! finds the pairs that may be frequent enough, then those are counted. Memory is bounded by the
//! pairs that are kept, not by the corpus.

use hashbrown::HashMap;
use tantivy::{DocAddress, Searcher};
use xxhash_rust::xxh3::xxh3_64;

use crate::store::reread::Reread;
use crate::store::words::{Frequency, Groups, Member, SideCount};
use crate::store::{Store, StoreError};

/// Entries of the table of the first pass, one byte each.
const BUCKETS: usize = 1 << 26;

/// Takes the word pairs of an article with their counts.
type EachArticle<'a> = dyn FnMut(&HashMap<String, u32>, Member) + 'a;

impl Store {
    pub(super) fn phrases(
        &self,
        searcher: &Searcher,
        groups: &Groups,
        min_articles: u64,
    ) -> Result<Vec<Frequency>, StoreError> {
        let bucket = |pair: &str| (xxh3_64(pair.as_bytes()) as usize) % BUCKETS;
        let mut seen = vec![0_u8; BUCKETS];
        self.each_article(searcher, groups, &mut |pairs, _| {
            for pair in pairs.keys() {
                let n = &mut seen[bucket(pair)];
                *n = n.saturating_add(1);
            }
        })?;
        let least = u8::try_from(min_articles).unwrap_or(u8::MAX);
        let mut found: HashMap<String, Vec<(Member, u32)>> = HashMap::new();
        self.each_article(searcher, groups, &mut |pairs, member| {
            for (pair, n) in pairs {
                if seen[bucket(pair)] >= least {
                    found.entry_ref(pair.as_str()).or_default().push((member, *n));
                }
            }
        })?;
        let mut counted = SideCount::of(groups);
        let mut all = Vec::new();
        for (pair, articles) in found {
            counted.add(articles.into_iter());
            all.extend(counted.take(&pair, min_articles));
        }
        all.sort_by(|a, b| a.term.cmp(&b.term));
        Ok(all)
    }

    /// Calls `each` with the word pairs of each article of the groups, in the order of the index.
    fn each_article(&self, searcher: &Searcher, groups: &Groups, each: &mut EachArticle<'_>) -> Result<(), StoreError> {
        let mut pairs = HashMap::new();
        for (ord, members) in groups.members.iter().enumerate() {
            let segment = u32::try_from(ord).unwrap_or(u32::MAX);
            for (doc, member) in members.iter().enumerate() {
                let Some(member) = member else { continue };
                let address = DocAddress::new(segment, u32::try_from(doc).unwrap_or(u32::MAX));
                pairs.clear();
                count_pairs(&Reread::of(self.stored(searcher, address)?), &mut pairs);
                each(&pairs, *member);
            }
        }
        Ok(())
    }
}

fn count_pairs(reread: &Reread, pairs: &mut HashMap<String, u32>) {
    let tokens = &reread.tokens;
    let mut pair = String::new();
    for sentence in tokens.sentences().iter().filter(|s| s.zone.is_scored()) {
        for two in tokens.tokens()[sentence.tokens.range()].windows(2) {
            if two[1].shape.starts_clause {
                continue;
            }
            pair.clear();
            pair.push_str(tokens.folded(&two[0]));
            pair.push(' ');
            pair.push_str(tokens.folded(&two[1]));
            *pairs.entry_ref(pair.as_str()).or_default() += 1;
        }
    }
}
