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

mod fold;
mod sentence;
mod word;
mod word_map;

pub use crate::tokenize::fold::fold_word;
pub use crate::tokenize::word::{Words, words};
pub use crate::tokenize::word_map::WordMap;

use crate::clean::{Block, Zone};
use crate::span::{ByteSpan, TokenSpan};

/// Version of the contract above; part of the index schema and of every manifest.
pub const CONTRACT_VERSION: u32 = 1;

/// One running word of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where the word is in the original text.
    pub span: ByteSpan,
    folded_start: u32,
    folded_len: u8,
    trim_front: u8,
    trim_back: u8,
    /// How the word is written and what precedes it.
    pub shape: Shape,
}

/// What the spelling of a token and the gap before it show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "five independent facts of one token")]
pub struct Shape {
    /// A sentence starts here.
    pub starts_sentence: bool,
    /// A clause starts here: no phrase runs from the token before into this one.
    pub starts_clause: bool,
    /// The first letter is upper case.
    pub capitalised: bool,
    /// Two or more letters, all upper case.
    pub all_caps: bool,
    /// Starts with a digit, or with a currency sign and a digit.
    pub number: bool,
    /// Starts with a currency sign.
    pub money: bool,
}

/// One sentence: its tokens and the block it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// The tokens of the sentence; never empty.
    pub tokens: TokenSpan,
    /// Zone of the block the sentence is in.
    pub zone: Zone,
    /// Index of that block in the document.
    pub block: u32,
}

/// The tokens and sentences of one document.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    folded: String,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
}

impl Tokens {
    /// All tokens in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The folded form of a token of this document.
    #[must_use]
    pub fn folded(&self, token: &Token) -> &str {
        let start = token.folded_start as usize;
        &self.folded[start..start + usize::from(token.folded_len)]
    }

    /// The folded form without possessive `'s` or currency sign; `None` where there is neither.
    #[must_use]
    pub fn base(&self, token: &Token) -> Option<&str> {
        if token.trim_front == 0 && token.trim_back == 0 {
            return None;
        }
        let folded = self.folded(token);
        Some(&folded[usize::from(token.trim_front)..folded.len() - usize::from(token.trim_back)])
    }

    /// The bytes from the first to the last token of `span`; empty for an empty span.
    #[must_use]
    pub fn byte_span(&self, span: TokenSpan) -> ByteSpan {
        match self.tokens.get(span.range()) {
            Some([first, .., last]) => ByteSpan { start: first.span.start, end: last.span.end },
            Some([only]) => only.span,
            _ => ByteSpan { start: 0, end: 0 },
        }
    }

    /// Index of the sentence that contains token `token_idx`.
    ///
    /// # Panics
    /// When the document has no such token.
    #[must_use]
    pub fn sentence_of(&self, token_idx: u32) -> usize {
        let after = self.sentences.partition_point(|s| s.tokens.start <= token_idx);
        assert!(after > 0, "token {token_idx} lies in some sentence");
        after - 1
    }

    /// Number of tokens in the zones that figures use (headline, lede, body).
    #[must_use]
    pub fn n_scored(&self) -> usize {
        self.sentences.iter().filter(|s| s.zone.is_scored()).map(|s| s.tokens.len()).sum()
    }
}

/// Tokenizes `text` block by block.
///
/// `blocks` ascend and do not overlap; text outside them is skipped.
#[must_use]
pub fn tokenize(text: &str, blocks: &[Block]) -> Tokens {
    let mut out = Tokens {
        folded: String::with_capacity(text.len()),
        tokens: Vec::with_capacity(text.len() / 5 + 4),
        sentences: Vec::with_capacity(text.len() / 100 + 2),
    };
    let mut printed = blocks.iter().enumerate().filter(|(_, block)| block.zone != Zone::Markup).peekable();
    // A block may continue after markup: its sentences are closed together.
    let (mut first, mut head, mut before) = (0, 0, None);
    while let Some((block_idx, block)) = printed.next() {
        if !block.is_joined {
            (first, head, before) = (out.tokens.len(), block_idx, None);
        }
        let n = out.tokens.len();
        word::tokenize_block(text, block.span, first, before, &mut out);
        if out.tokens.len() > n {
            before = Some(block.span);
        }
        if printed.peek().is_none_or(|(_, next)| !next.is_joined) {
            let head = u32::try_from(head).expect("blocks are fewer than bytes");
            sentence::close_block(&mut out, first, block.zone, head);
        }
    }
    out
}

#[cfg(test)]
mod tests;
