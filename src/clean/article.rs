//! Cleans one article: text, blocks, language and agency.

use crate::article::{RawArticle, names_of_byline};
use crate::clean::document::{Document, SEPARATOR};
use crate::clean::furniture::KnownFields;
use crate::clean::{Block, Zone, blocks, language, wire};

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
    let author = author.or_else(|| printed_author(&text, &blocks));
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

/// The names in a line `By …` at the head of the text, for an article whose author is not given.
fn printed_author(text: &str, blocks: &[Block]) -> Option<String> {
    let mut bylines = blocks.iter().filter(|block| block.zone == Zone::Byline);
    let names = bylines.find_map(|block| names_of_byline(block.span.slice(text)?))?;
    Some(names.split_whitespace().collect::<Vec<_>>().join(" "))
}
