//! Turns a raw article into a document: one text, cut into blocks that each have a zone.
//!
//! In: `RawArticle`. Out: [`Document`]. The original text is never changed: a headline, a blank
//! line and the body follow each other in [`Document::text`], and furniture, comments,
//! captions and the like are blocks of their own zone, kept and addressable, but not scored. Tags and
//! character references of HTML are blocks too; they contain no words.
//!
//! Invariant: blocks ascend, do not overlap and cover every printed word.

mod zone;
mod block;
mod language;
mod document;
mod inside;
mod rules;
mod furniture;
mod blocks;
mod wire;
mod article;

pub use crate::clean::article::clean;
pub use crate::clean::block::Block;
pub use crate::clean::document::{Document, Field};
pub use crate::clean::language::Language;
pub use crate::clean::zone::Zone;

#[cfg(test)]
mod tests;
