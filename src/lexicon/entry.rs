//! The lines of a lexicon: entries, exclusions, and the contexts they name.

use crate::lexicon::{Pattern, Role, SourceLine, Tier};

/// A dimension of the lexicon, as an index into [`Lexicon::dimensions`](crate::lexicon::Lexicon::dimensions).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DimensionIdx(pub u8);

/// Letter case a hit must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// Any.
    #[default]
    Any,
    /// Every word starts lower case, but for a sentence start and headlines in title case.
    Lower,
    /// Every word starts with a capital.
    Capitalised,
    /// Every word is in capitals.
    Upper,
}

/// One line of the instrument.
#[derive(Debug, Clone)]
pub struct Entry {
    /// `tier.dimension.pattern-in-one-word`; unique.
    pub id: String,
    /// The words it matches.
    pub pattern: Pattern,
    /// Whose work it speaks of.
    pub tier: Tier,
    /// By which sign.
    pub dimension: DimensionIdx,
    /// What it counts towards.
    pub role: Role,
    /// How much one hit counts.
    pub weight: f64,
    /// Letter case asked for.
    pub case: Case,
    /// Contexts that refuse a hit.
    pub unless: Vec<Context>,
    /// Contexts one of which a hit needs; none are needed when empty.
    pub near: Vec<Context>,
    /// Occupation code (SOC 2018).
    pub soc: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// Why, where it is not obvious.
    pub note: Option<String>,
    /// A sentence with a hit.
    pub example: Option<String>,
    /// A sentence without.
    pub counter: Option<String>,
    /// Where it is written.
    pub place: SourceLine,
}

/// Words around a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Context {
    /// Directly before and after the hit.
    Beside {
        /// Words before it.
        before: Pattern,
        /// Words after it.
        after: Pattern,
    },
    /// Anywhere in the sentence of the hit.
    Sentence(Pattern),
}

/// Words that must not count: the name of an office, a person, a saying.
#[derive(Debug, Clone)]
pub struct Exclusion {
    /// The words.
    pub pattern: Pattern,
    /// Why.
    pub reason: String,
    /// Letter case asked for.
    pub case: Case,
    /// A sentence with these words.
    pub example: Option<String>,
    /// Where it is written.
    pub place: SourceLine,
}
