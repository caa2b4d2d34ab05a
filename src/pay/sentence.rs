//! One sentence as the rules of pay see it: words by place, and the text between them.

use crate::span::TokenSpan;
use crate::tokenize::{KnownWords, Token, Tokens};

/// A sentence of a document.
#[derive(Clone, Copy)]
pub(super) struct PaySentence<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    /// Words that pay can start at, numbers in digits left out.
    pub(super) opens: KnownWords<'a, bool>,
    pub(super) sentence: TokenSpan,
}

impl<'a> PaySentence<'a> {
    /// True when pay can start at `at`, a token of the sentence.
    pub(super) fn may_open(self, at: u32) -> bool {
        *self.opens.of(at) || self.tokens.tokens()[at as usize].shape.number
    }

    /// The token at `at`; `None` outside the sentence.
    pub(super) fn token(&self, at: u32) -> Option<&'a Token> {
        let inside = at >= self.sentence.start && at < self.sentence.end;
        inside.then(|| &self.tokens.tokens()[at as usize])
    }

    /// The folded word at `at`; empty outside the sentence.
    pub(super) fn word(&self, at: u32) -> &'a str {
        self.token(at).map_or("", |token| self.tokens.folded(token))
    }

    /// The word before `at`; empty at the start of the sentence.
    pub(super) fn word_before(&self, at: u32) -> &'a str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// The text between the token at `at` and the one before it; empty at the start of the sentence.
    pub(super) fn gap(&self, at: u32) -> &'a str {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        match (before, self.token(at)) {
            (Some(before), Some(token)) => &self.text[before.span.end as usize..token.span.start as usize],
            _ => "",
        }
    }

    /// Words before `at` in its clause, the nearest first, at most `n`.
    pub(super) fn before(self, at: u32, n: usize) -> impl Iterator<Item = (u32, &'a str)> {
        let opens = move |at: u32| self.token(at).is_none_or(|token| token.shape.starts_clause);
        let mut place = at;
        std::iter::from_fn(move || {
            if place <= self.sentence.start || opens(place) {
                return None;
            }
            place -= 1;
            Some((place, self.word(place)))
        })
        .take(n)
    }

    /// Words from `at` on in the clause of the token before it, at most `n`.
    pub(super) fn after(self, at: u32, n: usize) -> impl Iterator<Item = (u32, &'a str)> {
        let goes_on = move |at: &u32| self.token(*at).is_some_and(|token| !token.shape.starts_clause);
        (at..self.sentence.end).take(n).take_while(goes_on).map(move |at| (at, self.word(at)))
    }
}
