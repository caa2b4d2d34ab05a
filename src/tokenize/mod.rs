//! Splits the text of a document into tokens and sentences.
//!
//! In: a text and its blocks (paragraphs with a zone). Out: [`Tokens`]: tokens with byte spans
//! and folded forms, and sentences as token spans. Tokenizing cannot fail.
//!
//! Invariants: spans ascend, never overlap and slice the original text; a token never crosses a
//! block; markup has no tokens, and a sentence continues after it; every token belongs to exactly one sentence. Matcher, index and concordance all read
//! these tokens and no others, so they agree by construction.
//!
//! # Contract
//!
//! The contract has a version, [`CONTRACT_VERSION`]; an index built under another one is refused.
//!
//! | text | tokens (folded) | rule |
//! |---|---|---|
//! | `Workers` | `workers` | NFKC, then lower case; accents stay (`résumé` ≠ `resume`) |
//! | `don’t` | `don't` | an apostrophe between letters stays, every kind folds to `'` |
//! | `workers’` | `workers` | an apostrophe at the edge is no part of the token |
//! | `worker’s` | `worker's` with base `worker` | a possessive counts as both forms |
//! | `part-time` | `part` `time` | a hyphen splits; a phrase runs across it |
//! | `1,000` `7.25` | one token each | `.` and `,` stay between digits |
//! | `$7.25` | `$7.25` with base `7.25` | a currency sign before a digit belongs to the token |
//! | `U.S.` `D.C.` | `u.s` `d.c` | single letters joined by periods are one token |
//! | `AT&T` `R&D` | `at&t` `r&d` | `&` between letters without blanks stays |
//! | `work<U+00AD>er` | `worker` | soft hyphens and joiners vanish from the folded form |
//! | over 128 bytes | first 128 bytes | the span stays whole, the folded form is cut |
//!
//! A *clause* ends at a sentence end, `;`, `:`, a dash set off by blanks or `—`, and a block end.
//! Phrases of the lexicon and of a query never cross a clause end; commas, quotes, brackets and
//! hyphens pass.

mod tokens;
mod fold;
mod abbreviation;
mod sentence;
mod word;
mod blocks;
mod short_text;
mod word_map;
mod interner;
mod contract;

pub use crate::tokenize::blocks::tokenize;
pub use crate::tokenize::contract::CONTRACT_VERSION;
pub use crate::tokenize::fold::fold_word;
pub use crate::tokenize::interner::{Interner, KnownWords, WordFacts, WordNumbers, with_known_words, word_hash};
pub use crate::tokenize::short_text::{Words, words};
pub use crate::tokenize::tokens::{Sentence, Shape, Token, Tokens};
pub use crate::tokenize::word_map::WordMap;

#[cfg(test)]
mod tests;
