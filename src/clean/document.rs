//! A cleaned article: its text, the blocks of it with their zones, and what is known of it.

use crate::clean::{Block, Language};
use crate::span::ByteSpan;
use crate::variable::GivenVariables;

/// One article after cleaning.
#[derive(Debug, Clone)]
pub struct Document {
    /// Unique id in this audit.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Day of publication, `YYYY-MM-DD`, in the time zone it was printed with.
    pub date: Option<jiff::civil::Date>,
    /// The date as printed, where no day was read out of it.
    pub printed_date: Option<String>,
    /// The time zone of the day as printed.
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
    /// Values of further columns or keys of the input, which the user brings.
    pub variables: GivenVariables,
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

pub(super) const SEPARATOR: &str = "\n\n";
