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

/// How a value is kept that no kind of variable holds as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// A time on a day, by its day.
    Day,
    /// A time of day or a span of time, as text.
    Clock,
    /// Objects in a list, by their names.
    Names,
    /// Objects or lists in a list, or an object deep within others, as JSON.
    Json,
}

impl Changed {
    /// What is kept, as a clause.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Day => "the day of a time is kept, the time of day is not",
            Self::Clock => "a time of day or a span of time is kept as text",
            Self::Names => "of the objects in a list the names are kept, their other keys are not",
            Self::Json => {
                "objects and lists within a list, and objects more than four keys deep, are kept as JSON text"
            }
        }
    }
}
