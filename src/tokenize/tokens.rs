//! The tokens and sentences of one document.

use crate::clean::Zone;
use crate::span::{ByteSpan, TokenSpan};

/// One running word of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where the word is in the original text.
    pub span: ByteSpan,
    pub(super) folded_start: u32,
    pub(super) folded_len: u8,
    pub(super) trim_front: u8,
    pub(super) trim_back: u8,
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
    pub(super) folded: String,
    pub(super) tokens: Vec<Token>,
    pub(super) sentences: Vec<Sentence>,
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
