//! Documents that are counted and kept, but not scored.

use crate::clean::{Document, Language};
use crate::lexicon::Lexicon;

/// Why a document is not scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unscored {
    /// It is in another language than the lexicon.
    Language(Language),
}

impl Unscored {
    /// The reason, if there is one, not to score `document`. A language that was not detected is
    /// taken for that of the lexicon.
    #[must_use]
    pub fn of(document: &Document, lexicon: &Lexicon) -> Option<Self> {
        let language = document.language?;
        (language.code() != lexicon.language).then_some(Self::Language(language))
    }

    /// The reason in words.
    #[must_use]
    pub fn text(self, lexicon: &Lexicon) -> String {
        match self {
            Self::Language(language) => {
                format!("its language is {}, the lexicon's is {}", language.code(), lexicon.language)
            }
        }
    }
}
