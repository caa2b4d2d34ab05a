//! Tokenizes a text block by block.

use crate::clean::{Block, Zone};
use crate::tokenize::{Tokens, sentence, word};

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
