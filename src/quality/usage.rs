//! What the entries of a lexicon did in a corpus: how often each hit, which of them carry a tier,
//! and which say the same thing twice.
//!
//! In: the hits of an audit. Out: [`Usage`] and [`Overlap`]s. Only scored zones count.

use std::collections::{BTreeMap, HashMap};

use crate::lexicon::Lexicon;
use crate::score::HitRow;

/// Fewest hits an entry needs before its overlaps are reported.
pub const MIN_HITS: u64 = 5;
/// Least share of an entry's sentences that another one shares to be reported.
const SENTENCES: f64 = 0.5;
/// Least share of an entry's articles that another one shares to be reported.
const ARTICLES: f64 = 0.9;

/// Hits that do not belong to the lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the audit has hits of the entry `{entry}`, which the lexicon does not have: name the right one")]
pub struct UsageError {
    /// The entry.
    pub entry: String,
}

/// What one entry did.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryUse {
    /// Index into [`Lexicon::entries`].
    pub entry: usize,
    /// Hits.
    pub n_hits: u64,
    /// Articles with a hit.
    pub n_articles: u64,
    /// Part of the weight of all hits of its tier, 0–1; `None` when the tier has no hit.
    pub share: Option<f64>,
}

/// What every entry did.
#[derive(Debug, Clone, PartialEq)]
pub struct Usage {
    /// One an entry, in the order of the lexicon.
    pub entries: Vec<EntryUse>,
}

impl Usage {
    /// Entries without a hit.
    pub fn dead(&self) -> impl Iterator<Item = &EntryUse> {
        self.entries.iter().filter(|used| used.n_hits == 0)
    }

    /// Entries that carry more than `share` of the weight of their tier, the heaviest first.
    #[must_use]
    pub fn dominant(&self, share: f64) -> Vec<&EntryUse> {
        let mut found: Vec<&EntryUse> =
            self.entries.iter().filter(|used| used.share.is_some_and(|s| s > share)).collect();
        found.sort_by(|a, b| b.share.unwrap_or(0.0).total_cmp(&a.share.unwrap_or(0.0)).then(a.entry.cmp(&b.entry)));
        found
    }
}

/// Index of each entry by its id.
fn places(lexicon: &Lexicon) -> HashMap<&str, usize> {
    lexicon.entries.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), at)).collect()
}

/// Counts the hits of every entry; `rows` are in the order of the audit.
///
/// # Errors
/// When a hit belongs to no entry of the lexicon.
pub fn usage(lexicon: &Lexicon, rows: &[HitRow<'_>]) -> Result<Usage, UsageError> {
    let places = places(lexicon);
    let mut counts = vec![(0_u64, 0_u64); lexicon.entries.len()];
    let mut last: Vec<Option<&str>> = vec![None; lexicon.entries.len()];
    for row in rows {
        let at = *places.get(row.entry).ok_or_else(|| UsageError { entry: row.entry.to_owned() })?;
        if !row.is_scored() {
            continue;
        }
        counts[at].0 += 1;
        if last[at] != Some(row.article) {
            last[at] = Some(row.article);
            counts[at].1 += 1;
        }
    }
    let weight = |at: usize| counts[at].0 as f64 * lexicon.entries[at].weight;
    let mut by_tier: BTreeMap<&str, f64> = BTreeMap::new();
    for (at, entry) in lexicon.entries.iter().enumerate() {
        *by_tier.entry(lexicon.tier_name(entry.tier)).or_default() += weight(at);
    }
    let used = |at: usize| {
        let all = by_tier[lexicon.tier_name(lexicon.entries[at].tier)];
        let share = (all > 0.0).then(|| weight(at) / all);
        EntryUse { entry: at, n_hits: counts[at].0, n_articles: counts[at].1, share }
    };
    Ok(Usage { entries: (0..counts.len()).map(used).collect() })
}

/// An entry whose hits mostly lie where those of another one lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// Index of the entry.
    pub entry: usize,
    /// Index of the other one.
    pub other: usize,
    /// Sentences with a hit of the entry.
    pub n_sentences: u64,
    /// Of these, sentences with a hit of the other.
    pub shared_sentences: u64,
    /// Articles with a hit of the entry.
    pub n_articles: u64,
    /// Of these, articles with a hit of the other.
    pub shared_articles: u64,
}

/// Places of one kind: how many each entry has, and how many each pair shares.
#[derive(Default)]
struct Shared {
    own: HashMap<usize, u64>,
    pairs: HashMap<(usize, usize), u64>,
}

impl Shared {
    fn add(&mut self, entries: &mut Vec<usize>) {
        entries.sort_unstable();
        entries.dedup();
        for (at, one) in entries.iter().enumerate() {
            *self.own.entry(*one).or_default() += 1;
            for other in &entries[at + 1..] {
                *self.pairs.entry((*one, *other)).or_default() += 1;
            }
        }
        entries.clear();
    }

    fn own(&self, entry: usize) -> u64 {
        self.own.get(&entry).copied().unwrap_or(0)
    }
}

/// Entries with [`MIN_HITS`] sentences or more, half of which also have a hit of one other entry, or
/// nine in ten of whose articles do; in the order of the lexicon.
#[must_use]
pub fn overlaps(lexicon: &Lexicon, rows: &[HitRow<'_>]) -> Vec<Overlap> {
    let places = places(lexicon);
    let (mut sentences, mut articles) = (Shared::default(), Shared::default());
    let scored: Vec<&HitRow<'_>> = rows.iter().filter(|row| row.is_scored()).collect();
    let mut here = Vec::new();
    for article in scored.chunk_by(|a, b| a.article == b.article) {
        let idx = |row: &&HitRow<'_>| places.get(row.entry).copied();
        for sentence in article.chunk_by(|a, b| a.sentence == b.sentence) {
            here.extend(sentence.iter().filter_map(idx));
            sentences.add(&mut here);
        }
        here.extend(article.iter().filter_map(idx));
        articles.add(&mut here);
    }
    let mut found = Vec::new();
    for ((one, two), shared_articles) in &articles.pairs {
        let shared_sentences = sentences.pairs.get(&(*one, *two)).copied().unwrap_or(0);
        for (entry, other) in [(*one, *two), (*two, *one)] {
            let (n_sentences, n_articles) = (sentences.own(entry), articles.own(entry));
            let most = |part: u64, of: u64, least: f64| part as f64 >= least * of as f64;
            let near = most(shared_sentences, n_sentences, SENTENCES);
            let along = n_articles >= MIN_HITS && most(*shared_articles, n_articles, ARTICLES);
            if n_sentences >= MIN_HITS && (near || along) {
                let shared_articles = *shared_articles;
                found.push(Overlap { entry, other, n_sentences, shared_sentences, n_articles, shared_articles });
            }
        }
    }
    found.sort_by_key(|overlap| (overlap.entry, overlap.other));
    found
}

#[cfg(test)]
mod tests {
    use super::{Overlap, overlaps, usage};
    use crate::lexicon::Lexicon;
    use crate::score::HitRow;

    fn lexicon() -> Lexicon {
        let entries = [("fee", "high", "pay", ""), ("tip", "low", "pay", "weight = 3.0"), ("wage", "low", "pay", "")];
        Lexicon::small(&["low", "high"], &entries)
    }

    fn hit<'a>(article: &'a str, entry: &'a str, zone: &'static str, sentence: u32) -> HitRow<'a> {
        let (tier, dimension) = ("low", "pay");
        HitRow {
            article,
            entry,
            tier,
            dimension,
            role: "evidence",
            zone,
            sentence,
            field: "body",
            end: 1,
            words: "w",
            weight: 1.0,
            ..HitRow::default()
        }
    }

    #[test]
    fn shares_are_of_the_weight_of_the_tier_in_scored_zones() {
        let rows = [
            hit("a", "low.pay.tip", "body", 1),
            hit("a", "low.pay.wage", "body", 1),
            hit("b", "low.pay.wage", "lede", 0),
            hit("b", "low.pay.wage", "comments", 9),
            hit("b", "low.pay.wage", "body", 3),
        ];
        let usage = usage(&lexicon(), &rows).expect("hits of the lexicon");
        let counts: Vec<_> = usage.entries.iter().map(|e| (e.n_hits, e.n_articles, e.share)).collect();
        // 3 × 1 of 6 for `tip`, 1 × 3 of 6 for `wage`.
        assert_eq!(counts, [(0, 0, None), (1, 1, Some(0.5)), (3, 2, Some(0.5))]);
        assert_eq!(usage.dead().map(|e| e.entry).collect::<Vec<_>>(), [0]);
        assert_eq!(usage.dominant(0.05).len(), 2);
        assert_eq!(usage.dominant(0.5).len(), 0);
    }

    #[test]
    fn hits_of_another_lexicon_are_refused() {
        let error = usage(&lexicon(), &[hit("a", "low.pay.gold", "body", 1)]).expect_err("no such entry");
        assert!(error.to_string().contains("`low.pay.gold`") && error.to_string().contains("name the right one"));
    }

    #[test]
    fn an_entry_that_lies_beside_another_is_told() {
        let mut rows = Vec::new();
        for sentence in 0..6 {
            rows.push(hit("a", "low.pay.tip", "body", sentence));
            if sentence < 3 {
                rows.push(hit("a", "low.pay.wage", "body", sentence));
            }
        }
        rows.push(hit("b", "high.pay.fee", "body", 0));
        let expected =
            Overlap { entry: 1, other: 2, n_sentences: 6, shared_sentences: 3, n_articles: 1, shared_articles: 1 };
        assert_eq!(overlaps(&lexicon(), &rows), [expected]);
    }
}
