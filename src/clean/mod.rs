//! Turns a raw article into a document: one text, cut into blocks that each have a zone.
//!
//! In: [`RawArticle`]. Out: [`Document`]. The original text is never changed: a headline, a blank
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

pub use crate::clean::block::Block;
pub use crate::clean::document::{Document, Field};
pub use crate::clean::language::Language;
pub use crate::clean::zone::Zone;

use crate::article::RawArticle;
use crate::clean::document::SEPARATOR;
use crate::clean::furniture::KnownFields;

/// Cleans one article: finds its paragraphs and what each of them is.
#[must_use]
pub fn clean(raw: RawArticle) -> Document {
    let RawArticle { id, outlet, date, printed_date, zone, url, author, title, section, body, variables, .. } = raw;
    let title_len = title.len();
    let text = if title.is_empty() { body } else { [title.as_str(), SEPARATOR, body.as_str()].concat() };
    let body_start = if title_len == 0 { 0 } else { title_len + SEPARATOR.len() };
    let known = KnownFields {
        title: &title,
        author: author.as_deref().unwrap_or_default(),
        outlet: outlet.as_deref().unwrap_or_default(),
    };
    let blocks = blocks::find(&text, title_len, body_start, &known);
    let language = language::language(&text, &blocks);
    let wire = wire::wire(&text, &blocks, author.as_deref(), outlet.as_deref());
    Document {
        id,
        outlet,
        date,
        printed_date,
        zone,
        url,
        author,
        section,
        text,
        title_len,
        blocks,
        language,
        wire,
        variables,
    }
}

#[cfg(test)]
mod tests;
