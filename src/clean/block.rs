//! A paragraph of an article with its zone.

use std::ops::Range;

use crate::clean::Zone;
use crate::span::ByteSpan;

/// A paragraph of a document with its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it belongs.
    pub zone: Zone,
    /// Its bytes in the text of the document.
    pub span: ByteSpan,
    /// True when it continues the sentence of the block before it, after markup.
    pub is_joined: bool,
}

impl Block {
    /// A block on its own.
    #[must_use]
    pub fn new(zone: Zone, bytes: Range<usize>) -> Self {
        Self { zone, span: ByteSpan::new(bytes.start, bytes.end), is_joined: false }
    }
}
