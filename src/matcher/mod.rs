//! Finds the entries of a lexicon in the tokens of a document.
//!
//! In: a compiled [`Matcher`] and [`Tokens`]. Out: [`Hits`] in the order of the text. One pass over
//! the tokens, whatever the size of the lexicon: words become ids, ids walk a trie of phrases.
//!
//! Rules, in this order: candidates start at a token and stay within a clause; of those the longest
//! that its conditions allow wins; an exclusion takes part like an entry but leaves no hit; the
//! words of a winner are used up for its role (evidence, proposal, trope, schedule, reason, people), those of
//! an exclusion for all roles.

mod examples;
mod vocabulary;
mod compile;
mod condition;

pub use crate::matcher::examples::{ExampleFailure, check_examples};

use crate::clean::Zone;
use crate::lexicon::{Lexicon, Role};
use crate::matcher::compile::{Trie, Winner};
use crate::matcher::condition::{DocumentView, headline_is_title_case};
use crate::matcher::vocabulary::Vocabulary;
use crate::span::{ByteSpan, TokenSpan};
use crate::tokenize::Tokens;

/// One entry found at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Index into [`Lexicon::entries`].
    pub entry: u32,
    /// The tokens.
    pub tokens: TokenSpan,
    /// Their bytes in the text of the document.
    pub span: ByteSpan,
    /// Index of the sentence.
    pub sentence: u32,
    /// Zone of the sentence.
    pub zone: Zone,
}

/// The hits of one document in the order of the text.
pub type Hits = Vec<Hit>;

/// Number of roles that use up words apart from each other.
const N_ROLES: usize = 6;

fn role_idx(role: &Role) -> usize {
    match role {
        Role::Evidence => 0,
        Role::Proposal { .. } => 1,
        Role::Trope { .. } => 2,
        Role::Schedule(_) => 3,
        Role::Reason(_) => 4,
        Role::People(_) => 5,
    }
}

/// A lexicon made ready for matching.
#[derive(Debug)]
pub struct Matcher {
    vocabulary: Vocabulary,
    trie: Trie,
    rules: Vec<condition::EntryConditions>,
    roles: Vec<u8>,
}

/// What [`Matcher::new`] found double while compiling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// Index of the entry that was there first.
    pub first: u32,
    /// Index of the entry with the same words.
    pub second: u32,
    /// The words both of them stand for.
    pub words: String,
}

impl Matcher {
    /// Compiles a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        Self::with_overlaps(lexicon).0
    }

    /// Compiles a lexicon and reports which entries of one role stand for the same words.
    #[must_use]
    pub fn with_overlaps(lexicon: &Lexicon) -> (Self, Vec<Overlap>) {
        let mut vocabulary = Vocabulary::default();
        let (trie, overlaps) = compile::trie(lexicon, &mut vocabulary);
        let entries = lexicon.entries.iter().map(|e| condition::EntryConditions::of_entry(e, &mut vocabulary));
        let mut rules: Vec<_> = entries.collect();
        rules.extend(lexicon.exclusions.iter().map(|e| condition::EntryConditions::of_case(e.case)));
        let roles = lexicon.entries.iter().map(|e| u8::try_from(role_idx(&e.role)).unwrap_or(0)).collect();
        vocabulary.finish();
        (Self { vocabulary, trie, rules, roles }, overlaps)
    }

    /// All hits in the scored and unscored zones of a document.
    #[must_use]
    pub fn find(&self, text: &str, tokens: &Tokens) -> Hits {
        let ids = self.vocabulary.identify(tokens);
        let view = DocumentView { text, tokens, ids: &ids, title_case: headline_is_title_case(tokens) };
        let mut hits = Vec::new();
        let mut paths = Vec::new();
        for (sentence_idx, sentence) in tokens.sentences().iter().enumerate() {
            let mut free_from = [sentence.tokens.start; N_ROLES];
            for start in sentence.tokens.start..sentence.tokens.end {
                if ids.is_unknown(start) || !self.trie.may_start(&ids, start) {
                    continue;
                }
                paths.clear();
                self.trie.walk(&ids, tokens, start, sentence.tokens.end, &mut paths);
                if paths.is_empty() {
                    continue;
                }
                paths.sort_by(|a, b| b.end.cmp(&a.end).then(a.winner.cmp(&b.winner)));
                let pattern_start = PatternStart { token: start, sentence: sentence_idx, zone: sentence.zone };
                self.select(&view, &paths, pattern_start, &mut free_from, &mut hits);
            }
        }
        hits
    }

    fn select(
        &self,
        view: &DocumentView<'_>,
        paths: &[TriePath],
        start: PatternStart,
        free_from: &mut [u32; N_ROLES],
        hits: &mut Hits,
    ) {
        for path in paths {
            let span = TokenSpan { start: start.token, end: path.end };
            match path.winner {
                Winner::Exclusion(idx) => {
                    if free_from.iter().any(|free| *free <= start.token)
                        && self.rules[self.roles.len() + idx as usize].allow(view, span, start.sentence)
                    {
                        // The words are used up for every role that has not taken longer ones.
                        for free in free_from.iter_mut() {
                            *free = (*free).max(path.end);
                        }
                        return;
                    }
                }
                Winner::Entry(idx) => {
                    let role = usize::from(self.roles[idx as usize]);
                    if free_from[role] <= start.token && self.rules[idx as usize].allow(view, span, start.sentence) {
                        free_from[role] = path.end;
                        hits.push(Hit {
                            entry: idx,
                            tokens: span,
                            span: view.tokens.byte_span(span),
                            sentence: u32::try_from(start.sentence).expect("sentences are fewer than bytes"),
                            zone: start.zone,
                        });
                    }
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
struct PatternStart {
    token: u32,
    sentence: usize,
    zone: Zone,
}

/// A path of the trie that ends in an entry or an exclusion.
#[derive(Debug, Clone, Copy)]
struct TriePath {
    end: u32,
    winner: Winner,
}

#[cfg(test)]
mod tests;
