//! What is kept of an article to know its copies again.

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::article::normalised_url;
use crate::clean::{Document, Zone};
use crate::tokenize::{KnownWords, Sentence, Tokens, with_known_words, word_hash};

/// Words of a shingle.
pub const SHINGLE: usize = 8;

/// Tokens below which a body alone says nothing: "Watch the video" is below many headlines.
pub const SHORT_BODY: usize = 50;

/// Shingles kept of an article, those with the smallest hashes: a random sample that is the same
/// in every copy. The Jaccard index estimated from it has a standard error of 0.03 or less; up to
/// this length it is exact.
pub(super) const KEPT: usize = 256;

/// Bits of a sentence that are its hash; the others are free for what is known of it.
pub(super) const HASH_BITS: u64 = !0xFFFF;

/// One sentence of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SentenceMark {
    /// Hash of its words; the lowest 16 bits are 0.
    pub(super) hash: u64,
    /// Shingles kept of it: none of a sentence that is cut.
    pub(super) n_kept: u16,
    /// It is in a zone that figures do not use.
    pub(super) is_cut: bool,
}

/// What is kept of one article: hashes of its body, address and outlet, its sentences, and a sample
/// of its shingles.
///
/// Only lede and body count for copies: a story keeps its text under another headline. Of cut zones
/// the sentences are kept, so that boilerplate that is cut already can be detected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Hash of the id.
    pub(super) id: u64,
    /// Hash of the words of the body, with the headline where the body is short.
    pub(super) text: u64,
    /// Hash of the normalised URL; 0 where there is none.
    pub(super) url: u64,
    /// Hash of the outlet; 0 where there is none.
    pub(super) outlet: u64,
    /// Day of publication as days since 1970; `None` where it is unknown.
    pub(super) day: Option<i32>,
    /// Tokens of lede and body.
    pub(super) n_tokens: u32,
    /// Every shingle with a hash up to this one was kept.
    pub(super) ceiling: u32,
    /// Sentences in the order of the text.
    pub(super) sentences: Vec<SentenceMark>,
    /// Hashes of the shingles kept, sentence by sentence.
    pub(super) shingles: Vec<u32>,
}

impl Signature {
    /// The signature of an article with these tokens.
    #[must_use]
    pub fn of(document: &Document, tokens: &Tokens) -> Self {
        with_known_words(tokens, word_hash, |hashes| Self::of_known(document, hashes))
    }

    /// The same, where the words of the document are known: what [`word_hash`] gives.
    #[must_use]
    pub fn of_known(document: &Document, hashes: KnownWords<'_, u64>) -> Self {
        let (mut title, mut text) = (Xxh3::new(), Xxh3::new());
        let (mut ends, mut shingles) = (Vec::new(), Vec::new());
        let mut n_tokens = 0;
        let mut words: Vec<u64> = Vec::new();
        for sentence in hashes.tokens().sentences() {
            words.clear();
            words.extend(hashes.slice(sentence.tokens.range()));
            let into = if sentence.zone == Zone::Headline { &mut title } else { &mut text };
            if sentence.zone.is_scored() {
                words.iter().for_each(|word| into.update(&word.to_le_bytes()));
            }
            if sentence.zone == Zone::Headline {
                continue;
            }
            if sentence.zone.is_scored() {
                n_tokens += words.len();
                shingles.extend(shingles_of(&words));
            }
            ends.push((hash_of(&words) & HASH_BITS, shingles.len(), !sentence.zone.is_scored()));
        }
        if n_tokens < SHORT_BODY {
            text.update(&title.digest().to_le_bytes());
        }
        let (kept, ceiling) = sample(&shingles);
        let mut left = kept.as_slice();
        let sentences = ends.into_iter().map(|(hash, end, is_cut)| {
            let n_kept = left.partition_point(|(_, at)| *at < end);
            left = &left[n_kept..];
            SentenceMark { hash, is_cut, n_kept: u16::try_from(n_kept).expect("fewer shingles are kept") }
        });
        Self {
            id: xxh3_64(document.id.as_bytes()),
            text: text.digest(),
            url: document.url.as_deref().map_or(0, |url| xxh3_64(normalised_url(url).as_bytes())),
            outlet: outlet_hash(document.outlet.as_deref()),
            day: document.date.map(day_number),
            n_tokens: u32::try_from(n_tokens).expect("a record is shorter than 4 GiB"),
            ceiling,
            sentences: sentences.collect(),
            shingles: kept.iter().map(|(hash, _)| *hash).collect(),
        }
    }
}

/// The hash of a sentence by its words.
pub(super) fn sentence_hash(tokens: &Tokens, sentence: &Sentence) -> u64 {
    let running = &tokens.tokens()[sentence.tokens.range()];
    let words: Vec<u64> = running.iter().map(|token| word_hash(tokens, token)).collect();
    hash_of(&words) & HASH_BITS
}

/// The hash of an outlet, 0 where there is none; letter case and blanks around it do not matter.
pub(super) fn outlet_hash(outlet: Option<&str>) -> u64 {
    outlet.map_or(0, |outlet| xxh3_64(outlet.trim().to_lowercase().as_bytes()))
}

fn day_number(date: jiff::civil::Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    (date - epoch).get_days()
}

/// Hashes of all runs of [`SHINGLE`] words; of the whole sentence where it is shorter.
fn shingles_of(words: &[u64]) -> impl Iterator<Item = u32> + '_ {
    words.windows(SHINGLE.min(words.len()).max(1)).map(|run| (hash_of(run) >> 32) as u32)
}

/// A hash of words in their order.
fn hash_of(words: &[u64]) -> u64 {
    mix(words.iter().fold(0, |hash: u64, word| (hash.rotate_left(7) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)))
}

/// Spreads the bits of a number over all bits (finaliser of `SplitMix64`: Steele, Lea and Flood 2014).
pub(super) fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// A sentence of an outlet as one number.
pub(super) fn key(outlet: u64, sentence: u64) -> u64 {
    mix(outlet ^ sentence)
}

/// The day of an article; where it is unknown every text is a day of its own.
pub(super) fn occasion(signature: &Signature) -> u32 {
    signature.day.map_or((signature.text >> 32) as u32 | 1 << 31, i32::cast_unsigned)
}

/// The distinct hashes up to `bound` with where they are first, sorted.
fn ranked_to(shingles: &[u32], bound: u32) -> Vec<(u32, usize)> {
    let in_bound = shingles.iter().enumerate().filter(|(_, hash)| **hash <= bound);
    let mut ranked: Vec<(u32, usize)> = in_bound.map(|(at, hash)| (*hash, at)).collect();
    ranked.sort_unstable();
    ranked.dedup_by_key(|(hash, _)| *hash);
    ranked
}

/// The [`KEPT`] smallest of the distinct hashes in the order of the text, and the largest hash up to
/// which none is missing.
fn sample(shingles: &[u32]) -> (Vec<(u32, usize)>, u32) {
    // With more than enough under a bound, what is above it needs no sorting.
    let bound = u32::MAX / u32::try_from(shingles.len() / (3 * KEPT) + 1).unwrap_or(u32::MAX);
    let mut ranked = ranked_to(shingles, bound);
    if ranked.len() < KEPT {
        ranked = ranked_to(shingles, u32::MAX);
    }
    let ceiling = ranked.get(KEPT - 1).map_or(u32::MAX, |(hash, _)| *hash);
    ranked.truncate(KEPT);
    ranked.sort_unstable_by_key(|(_, at)| *at);
    (ranked, ceiling)
}
