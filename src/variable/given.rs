//! A value as it was given.

use std::borrow::Cow;
use std::sync::Arc;

/// The further values of one article, by the name of their column.
pub type GivenVariables = Vec<(Arc<str>, Given)>;

/// One value; a table of texts gives texts, JSON and Parquet give more.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Given {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// A text; a day is one, too.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
}

impl Eq for Given {}

impl Given {
    /// The value as it is printed; the texts of a list with commas between.
    #[must_use]
    pub fn printed(&self) -> Cow<'_, str> {
        match self {
            Self::Flag(flag) => Cow::Borrowed(if *flag { "yes" } else { "no" }),
            Self::Whole(number) => Cow::Owned(number.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Texts(texts) => Cow::Owned(texts.join(", ")),
        }
    }

    /// Bytes of its text.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Texts(texts) => texts.iter().map(String::len).sum(),
            Self::Flag(_) | Self::Whole(_) | Self::Number(_) => 0,
        }
    }
}
