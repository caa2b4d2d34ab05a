//! Finds whom the passages on working life are about as such: mothers, fathers, parents, women, men.
//!
//! In: tokens, hits and sentence readings of a document, and who is named and quoted in it. Out: [`People`], each kind
//! once, with every sign it rests on.
//!
//! Only sentences that describe a working life count ([`LEAST_PROBABILITY`]; where the lexicon has no model of sentences,
//! those with a hit of evidence), and for pronouns a sentence that continues one by starting with a pronoun. Signs are
//! hits of `people.toml`, by the weights of their entries, and personal pronouns and courtesy titles. A pronoun is no
//! sign where it only speaks ("he said"), inside a direct quotation, and where the person named last before it is an
//! official. A sentence counts once for a kind, by its heaviest sign. A kind is found when
//! [`LEAST_SENTENCES`] of its sentences or more add up to [`LEAST_WEIGHT`], and to [`LEAST_SHARE`] of all sentences that
//! describe a working life, of which there are [`LEAST_PASSAGE`] or more. What speaks of mothers speaks of women, what
//! speaks of fathers speaks of men.

use std::collections::{BTreeMap, BTreeSet};

use crate::clean::Zone;
use crate::lexicon::{Lexicon, PeopleKind, Role, Tier};
use crate::matcher::Hit;
use crate::span::{ByteSpan, TokenSpan};
use crate::tokenize::{Token, Tokens};
use crate::voice::{QuoteKind, Voice};
use crate::worklife::SentenceReadings;

/// A sentence describes a working life from this probability on, whosever it is.
pub const LEAST_PROBABILITY: f64 = 0.5;
/// What the sentences of a kind add up to at least.
pub const LEAST_WEIGHT: f64 = 3.0;
/// Sentences with a sign of the kind, at least.
pub const LEAST_SENTENCES: usize = 2;
/// Sentences that describe a working life, at least: in fewer it is only mentioned.
pub const LEAST_PASSAGE: usize = 3;
/// Part of the sentences that describe a working life, 0–1, that those of a kind add up to at least.
pub const LEAST_SHARE: f64 = 0.25;

/// Pronouns and courtesy titles by kind, with their weight.
///
/// "He" weighs less than "she": the news says "he" of whoever acts, and readers who coded articles took that for a
/// story about men more seldom (`docs/methods/people.md`).
static GRAMMAR: [Grammar; 2] = [
    Grammar {
        kind: PeopleKind::Women,
        weight: 1.0,
        pronouns: &["she", "her", "hers", "herself"],
        titles: &["mrs", "ms", "miss"],
    },
    Grammar { kind: PeopleKind::Men, weight: 0.7, pronouns: &["he", "his", "him", "himself"], titles: &["mr"] },
];

/// Words of grammar that speak of women or of men.
struct Grammar {
    kind: PeopleKind,
    weight: f64,
    pronouns: &'static [&'static str],
    /// Courtesy titles, which start with a capital.
    titles: &'static [&'static str],
}

/// Whom a text is about, and by which signs.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    /// As what.
    pub kind: PeopleKind,
    /// What its sentences add up to.
    pub weight: f64,
    /// The signs, in the order of the text.
    pub signs: Vec<PeopleSign>,
}

/// Words that speak of a kind of people in a sentence that describes a working life.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeopleSign {
    /// As what.
    pub kind: PeopleKind,
    /// The words.
    pub span: ByteSpan,
    /// Index of their sentence.
    pub sentence: u32,
    /// How much the sentence counts by them.
    pub weight: f64,
}

/// Whom a document is about as such, in the order of [`PeopleKind::ALL`].
#[must_use]
pub fn find(
    lexicon: &Lexicon,
    tokens: &Tokens,
    hits: &[Hit],
    readings: &SentenceReadings,
    voice: &Voice,
) -> Vec<People> {
    let telling = telling(lexicon, hits, readings);
    let mut signs: Vec<PeopleSign> = hits.iter().filter_map(|hit| of_hit(lexicon, hit, &telling)).collect();
    signs.extend(grammar(tokens, &telling, voice));
    signs.sort_by_key(|sign| (sign.span.start, sign.span.end, sign.kind));
    if telling.len() < LEAST_PASSAGE {
        return Vec::new();
    }
    let least = LEAST_WEIGHT.max(LEAST_SHARE * telling.len() as f64);
    let of_kind = |kind: PeopleKind| {
        let signs: Vec<PeopleSign> = signs.iter().copied().filter(|sign| sign.kind.speaks_of(kind)).collect();
        let mut heaviest: BTreeMap<u32, f64> = BTreeMap::new();
        for sign in &signs {
            let weight = heaviest.entry(sign.sentence).or_default();
            *weight = weight.max(sign.weight);
        }
        let weight: f64 = heaviest.values().sum();
        (heaviest.len() >= LEAST_SENTENCES && weight >= least).then_some(People { kind, weight, signs })
    };
    PeopleKind::ALL.into_iter().filter_map(of_kind).collect()
}

/// The sentences that describe a working life.
fn telling(lexicon: &Lexicon, hits: &[Hit], readings: &SentenceReadings) -> BTreeSet<u32> {
    if lexicon.has_sentence_model() {
        let likely = readings.sentences.iter().filter(|r| r.probability.iter().any(|p| *p >= LEAST_PROBABILITY));
        return likely.map(|reading| reading.sentence).collect();
    }
    let is_evidence = |hit: &&Hit| {
        let entry = lexicon.entry(hit.entry);
        hit.zone.is_scored() && entry.role == Role::Evidence && entry.tier != Tier::None
    };
    hits.iter().filter(is_evidence).map(|hit| hit.sentence).collect()
}

fn of_hit(lexicon: &Lexicon, hit: &Hit, telling: &BTreeSet<u32>) -> Option<PeopleSign> {
    let entry = lexicon.entry(hit.entry);
    let Role::People(kind) = entry.role else { return None };
    let counts = telling.contains(&hit.sentence);
    counts.then_some(PeopleSign { kind, span: hit.span, sentence: hit.sentence, weight: entry.weight })
}

/// Pronouns and courtesy titles that are signs.
fn grammar(tokens: &Tokens, telling: &BTreeSet<u32>, voice: &Voice) -> Vec<PeopleSign> {
    let quoted = spans(voice, |quote| matches!(quote.kind, QuoteKind::Direct | QuoteKind::Mixed), |q| &q.content);
    let sources = voice.quotes.iter().filter_map(|quote| quote.source);
    let sources: BTreeMap<u32, u32> = sources.map(|span| (span.start, span.end)).collect();
    let mut signs = Vec::new();
    for sentence in telling.iter().copied().chain(continuing(tokens, telling)) {
        for token in &tokens.tokens()[tokens.sentences()[sentence as usize].tokens.range()] {
            let Some(list) = of_word(tokens, token) else { continue };
            let Grammar { kind, weight, .. } = *list;
            let at = token.span.start;
            // "She said", "Ms. Doe said", but not "her boss said".
            let is_title = list.titles.contains(&tokens.folded(token));
            let speaks = sources.get(&at).is_some_and(|end| is_title || *end == token.span.end);
            let before = voice.mentions.partition_point(|mention| mention.span.start <= at);
            let official = before.checked_sub(1).is_some_and(|last| voice.mentions[last].official);
            if !speaks && !official && !lies_in(&quoted, at) {
                signs.push(PeopleSign { kind, span: token.span, sentence, weight });
            }
        }
    }
    signs
}

/// Sentences right after one that describes a working life, in the same part of the article, that start with a pronoun.
fn continuing<'a>(tokens: &'a Tokens, telling: &'a BTreeSet<u32>) -> impl Iterator<Item = u32> + 'a {
    let all = tokens.sentences();
    let starts =
        |span: TokenSpan| tokens.tokens()[span.range()].first().is_some_and(|token| of_word(tokens, token).is_some());
    telling.iter().map(|sentence| sentence + 1).filter(move |next| {
        let Some(sentence) = all.get(*next as usize) else { return false };
        let runs_on = all[*next as usize - 1].zone != Zone::Headline && sentence.zone.is_scored();
        runs_on && !telling.contains(next) && starts(sentence.tokens)
    })
}

/// The list that a word is in.
fn of_word(tokens: &Tokens, token: &Token) -> Option<&'static Grammar> {
    let word = tokens.folded(token);
    let is_title = |list: &&Grammar| token.shape.capitalised && list.titles.contains(&word);
    GRAMMAR.iter().find(|list| list.pronouns.contains(&word) || is_title(list))
}

/// Spans of the quotations that `fits`, sorted.
fn spans<'a>(
    voice: &'a Voice,
    fits: impl Fn(&crate::voice::Quote) -> bool,
    of: impl Fn(&'a crate::voice::Quote) -> &'a [ByteSpan],
) -> Vec<ByteSpan> {
    let mut out: Vec<ByteSpan> =
        voice.quotes.iter().filter(|quote| fits(quote)).flat_map(|q| of(q).iter().copied()).collect();
    out.sort_by_key(|span| (span.start, span.end));
    out
}

fn lies_in(sorted: &[ByteSpan], at: u32) -> bool {
    let before = sorted.partition_point(|span| span.start <= at);
    before.checked_sub(1).is_some_and(|last| at < sorted[last].end)
}

#[cfg(test)]
mod tests;
