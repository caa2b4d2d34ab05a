//! Tokenizes a short text without zones: a pattern, a query, an example sentence.

use crate::clean::{Block, Zone};
use crate::tokenize::{Tokens, tokenize};

/// The folded words of a short text without zones: a pattern, a query, an example sentence.
#[derive(Debug, Clone)]
pub struct Words {
    /// The text tokenized as one body block.
    pub tokens: Tokens,
}

/// Tokenizes a short text as one block.
#[must_use]
pub fn words(text: &str) -> Words {
    let block = Block::new(Zone::Body, 0..text.len());
    Words { tokens: tokenize(text, &[block]) }
}
