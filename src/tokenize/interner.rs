//! Numbers the distinct words of a run, so that what is known of a word is found out once.
//!
//! In: tokens of one document after the other. Out: the number of every token's word, and what a stage knows of the word
//! as an array read. A number means nothing beyond its [`Interner`], and no output depends on it.
//!
//! Invariant: tokens with the same number have the same folded form, the same base, and both start with a currency sign
//! or neither does. Letter case and place differ: they are in [`Shape`](crate::tokenize::Shape).

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use crate::tokenize::{Token, Tokens, WordMap};

/// Distinct words that are kept at most, about 20 MB with all that is known of them.
///
/// The vocabulary of news grows without end, by names, numbers and misprints: beyond this everything is learned again.
const MOST: usize = 1 << 17;

/// Distinct words in the order in which they were first seen.
#[derive(Debug, Default)]
pub struct Interner {
    numbers: WordMap<u32>,
    n: u32,
}

/// The numbers of one document's words.
#[derive(Debug, Default)]
pub struct WordNumbers {
    /// One a token.
    of_tokens: Vec<u32>,
    /// Tokens that are the first with their word, in the order of the numbers.
    first: Vec<u32>,
}

impl Interner {
    /// True when so many words are known that all of them should be forgotten, with the facts about them.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.n as usize >= MOST
    }

    /// Writes the numbers of a document's words to `out`.
    pub fn number(&mut self, tokens: &Tokens, out: &mut WordNumbers) {
        out.of_tokens.clear();
        out.first.clear();
        for (at, token) in (0..).zip(tokens.tokens()) {
            let next = self.n;
            let number = *self.numbers.get_or_insert_with(tokens.folded(token), || next);
            if number == next {
                self.n += 1;
                out.first.push(at);
            }
            out.of_tokens.push(number);
        }
    }
}

/// What a stage knows of each word, by the number of the word.
#[derive(Debug)]
pub struct WordFacts<T>(Vec<T>);

impl<T> Default for WordFacts<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> WordFacts<T> {
    /// Adds what `find` finds out about the words that are new with a document.
    ///
    /// It is to be called for every document that `numbers` were made of, in their order.
    pub fn learn(&mut self, tokens: &Tokens, numbers: &WordNumbers, mut find: impl FnMut(&Tokens, &Token) -> T) {
        self.0.extend(numbers.first.iter().map(|at| find(tokens, &tokens.tokens()[*at as usize])));
    }

    /// The facts of the words of a document that were learned with it or before.
    #[must_use]
    pub fn of<'a>(&'a self, tokens: &'a Tokens, numbers: &'a WordNumbers) -> KnownWords<'a, T> {
        KnownWords { tokens, numbers: &numbers.of_tokens, facts: &self.0 }
    }
}

/// What a stage knows of the words of one document.
#[derive(Debug)]
pub struct KnownWords<'a, T> {
    tokens: &'a Tokens,
    numbers: &'a [u32],
    facts: &'a [T],
}

impl<T> Clone for KnownWords<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for KnownWords<'_, T> {}

impl<'a, T> KnownWords<'a, T> {
    /// The tokens of the document.
    #[must_use]
    pub fn tokens(self) -> &'a Tokens {
        self.tokens
    }

    /// What is known of the word of token `token_idx`.
    ///
    /// # Panics
    /// When the document has no such token.
    #[must_use]
    pub fn of(self, token_idx: u32) -> &'a T {
        &self.facts[self.numbers[token_idx as usize] as usize]
    }

    /// What is known of every token's word, in order.
    pub fn all(self) -> impl Iterator<Item = &'a T> {
        self.slice(0..self.numbers.len())
    }

    /// What is known of the words of some tokens, in order.
    pub fn slice(self, tokens: Range<usize>) -> impl Iterator<Item = &'a T> {
        self.numbers[tokens].iter().map(move |number| &self.facts[*number as usize])
    }
}

/// The hash of the word of a token, of its folded form.
#[must_use]
pub fn word_hash(tokens: &Tokens, token: &Token) -> u64 {
    xxh3_64(tokens.folded(token).as_bytes())
}

/// What `find` finds out about the words of one document, and `with` makes of it: for a document by itself.
#[must_use]
pub fn with_known_words<T, R>(
    tokens: &Tokens,
    find: impl FnMut(&Tokens, &Token) -> T,
    with: impl FnOnce(KnownWords<'_, T>) -> R,
) -> R {
    let (mut numbers, mut facts) = (WordNumbers::default(), WordFacts::default());
    Interner::default().number(tokens, &mut numbers);
    facts.learn(tokens, &numbers, find);
    with(facts.of(tokens, &numbers))
}

#[cfg(test)]
mod tests {
    use super::{Interner, WordFacts, WordNumbers};
    use crate::tokenize::words;

    #[test]
    fn a_word_is_learned_once_in_all_documents() {
        let (mut interner, mut numbers, mut facts) =
            (Interner::default(), WordNumbers::default(), WordFacts::default());
        let mut n_learned = 0;
        let mut check = |text: &str, learned: usize, expected: &[&str]| {
            let words = words(text);
            interner.number(&words.tokens, &mut numbers);
            facts.learn(&words.tokens, &numbers, |tokens, token| {
                n_learned += 1;
                tokens.folded(token).to_owned()
            });
            let found: Vec<&str> = facts.of(&words.tokens, &numbers).all().map(String::as_str).collect();
            assert_eq!((found.as_slice(), n_learned), (expected, learned), "{text}");
        };
        check("The nurse met the Nurse\u{2019}s boss", 5, &["the", "nurse", "met", "the", "nurse's", "boss"]);
        check("Boss, the $5 nurse and 5 more", 9, &["boss", "the", "$5", "nurse", "and", "5", "more"]);
        check("", 9, &[]);
    }
}
