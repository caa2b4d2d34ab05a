//! Turns a raw article into a document: one text, cut into blocks that each have a zone.
//!
//! In: [`RawArticle`]. Out: [`Document`]. The original text is never changed: a headline, a blank
//! line and the body follow each other in [`Document::text`], and furniture, comments,
//! captions and the like are blocks of their own zone, kept and addressable, but not scored. Tags and
//! character references of HTML are blocks too; they contain no words.
//!
//! Invariant: blocks ascend, do not overlap and cover every printed word.

mod blocks;
mod furniture;
mod inside;
mod language;
mod rules;
mod wire;

pub use crate::clean::language::Language;

use std::ops::Range;

use crate::article::RawArticle;
use crate::clean::furniture::KnownFields;
use crate::span::ByteSpan;

/// Which part of an article a block belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// The title.
    Headline,
    /// Lines without a full stop between title and first paragraph: what it is about.
    Standfirst,
    /// The first paragraph or paragraphs of the body.
    Lede,
    /// The rest of the article.
    Body,
    /// Who wrote it, when.
    Byline,
    /// A caption or a photo credit.
    Caption,
    /// A note on the author.
    AuthorBox,
    /// A correction or an editor's note.
    Correction,
    /// Read-more, newsletter, share and follow lines.
    Furniture,
    /// Comments of readers.
    Comments,
    /// Tags and character references: nothing a reader sees, so it has no tokens.
    Markup,
}

impl Zone {
    /// All zones.
    pub const ALL: [Self; 11] = [
        Self::Headline,
        Self::Standfirst,
        Self::Lede,
        Self::Body,
        Self::Byline,
        Self::Caption,
        Self::AuthorBox,
        Self::Correction,
        Self::Furniture,
        Self::Comments,
        Self::Markup,
    ];

    /// True for the zones that figures use.
    #[must_use]
    pub fn is_scored(self) -> bool {
        matches!(self, Self::Headline | Self::Lede | Self::Body)
    }

    /// The name in tables and queries.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Standfirst => "standfirst",
            Self::Lede => "lede",
            Self::Body => "body",
            Self::Byline => "byline",
            Self::Caption => "caption",
            Self::AuthorBox => "author_box",
            Self::Correction => "correction",
            Self::Furniture => "furniture",
            Self::Comments => "comments",
            Self::Markup => "markup",
        }
    }
}

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

/// One article after cleaning.
#[derive(Debug, Clone)]
pub struct Document {
    /// Unique id in this audit.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Day of publication, `YYYY-MM-DD`, in the time zone it was printed with.
    pub date: Option<jiff::civil::Date>,
    /// That time zone as printed.
    pub zone: Option<String>,
    /// Address it was published under.
    pub url: Option<String>,
    /// Byline as given.
    pub author: Option<String>,
    /// Section or topic as given.
    pub section: Option<String>,
    /// Title, a blank line, body; the body alone where there is no title.
    pub text: String,
    /// Bytes of the title at the start of `text`.
    pub title_len: usize,
    /// The paragraphs in order.
    pub blocks: Vec<Block>,
    /// Language of lede and body; `None` where they are too short to detect it.
    pub language: Option<Language>,
    /// Agency whose article it is, as the credit says; `None` for the outlet's own.
    pub wire: Option<&'static str>,
}

impl Document {
    /// The title as given; empty when there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.text[..self.title_len]
    }

    /// The body as given.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.text[self.body_start()..]
    }

    /// First byte of the body in `text`.
    #[must_use]
    pub fn body_start(&self) -> usize {
        if self.title_len == 0 { 0 } else { self.title_len + SEPARATOR.len() }
    }

    /// The span inside the field (title or body) it lies in, as a reader of the input sees it.
    #[must_use]
    pub fn field_span(&self, span: ByteSpan) -> (Field, ByteSpan) {
        let start = span.start as usize;
        if start < self.title_len {
            return (Field::Title, span);
        }
        let shift = self.body_start();
        (Field::Body, ByteSpan::new(start - shift, span.end as usize - shift))
    }
}

/// The field of the input a span refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The title.
    Title,
    /// The body.
    Body,
}

impl Field {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 2] = [Self::Title, Self::Body];

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
        }
    }
}

const SEPARATOR: &str = "\n\n";

/// Cleans one article: finds its paragraphs and what each of them is.
#[must_use]
pub fn clean(raw: RawArticle) -> Document {
    let RawArticle { id, outlet, date, zone, url, author, title, section, body, .. } = raw;
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
    Document { id, outlet, date, zone, url, author, section, text, title_len, blocks, language, wire }
}

#[cfg(test)]
mod tests;
