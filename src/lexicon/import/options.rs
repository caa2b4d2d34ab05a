//! How a dictionary is imported.

use crate::lexicon::MIXED;
use crate::lexicon::import::{DictionaryFormat, ImportError};

/// How a dictionary is imported.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// Its format; detected from name and content without it.
    pub format: Option<DictionaryFormat>,
    /// Which categories become which tiers; empty makes every top-level category a tier.
    pub tiers: Vec<TierChoice>,
    /// Language of its words, ISO 639-1.
    pub language: String,
}

/// A category that becomes a tier, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierChoice {
    /// Name of the tier; `universal` and `none` mean what they mean in every lexicon.
    pub tier: String,
    /// Names of the category, outer ones first; outermost ones may be left out.
    pub category: Vec<String>,
}

impl TierChoice {
    /// Parses `NAME=CATEGORY` or `NAME=PARENT/CATEGORY`.
    ///
    /// # Errors
    /// When a part is missing.
    pub fn parse(argument: &str) -> Result<Self, ImportError> {
        let wrong = || ImportError::Choice { argument: argument.to_owned() };
        let (name, category) = argument.split_once('=').ok_or_else(wrong)?;
        let tier = slug(name);
        let category: Vec<String> = category.split('/').map(slug).collect();
        let whole = !tier.is_empty() && tier != MIXED && category.iter().all(|level| !level.is_empty());
        whole.then_some(Self { tier, category }).ok_or_else(wrong)
    }

    /// Where the category ends among these levels, the innermost place first.
    pub(super) fn end_in(&self, levels: &[String]) -> Option<usize> {
        let n = self.category.len();
        (n..=levels.len()).rev().find(|end| levels[end - n..*end] == self.category[..])
    }
}

/// A name as it can be used in files and columns: lower case, letters and digits, `_` between.
pub(super) fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.trim().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.trim_end_matches('_').to_owned()
}
