//! Which part of an article a paragraph is.

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
