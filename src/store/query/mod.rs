//! The query language.
//!
//! | query | finds articles |
//! |---|---|
//! | `cashier schedule`, `cashier AND schedule` | with both words in title, lede or body |
//! | `cashier OR waiter`, `union NOT strike`, `union -strike`, `(a OR b) c` | Boolean |
//! | `"minimum wage"` | with the words in a row; a phrase never crosses a clause end |
//! | `"wage cashiers"~5` | with the words in any order, at most 5 other words among them |
//! | `"cashiers wage"~>5` | the same, in this order |
//! | `wage NEAR/10 (cashier* OR waiter*)` | in any order, at most 10 words apart (1 is adjacent) |
//! | `"home health" THEN/10 wage` | in this order, at most 10 words apart |
//! | `wage SAME cashier*`, `"wage cashiers"~s` | in the same sentence, in any order |
//! | `unioni*`, `wom?n`, `*worker` | by wildcard: `*` any letters, `?` one letter |
//! | `/strik(e\|ing)/` | by regular expression on a whole case-folded word |
//! | `cashier~`, `cashier~2` | with a word at most 1 or 2 letters away |
//! | `=Target`, `="Gap"` | with the word in exactly this letter case |
//! | `title:nurse`, `title:"night shift"`, `title:(a OR b)` | with the word in that field (`title`, `lede`, `body`, `cut`, `outlet`, `section`, `author`) |
//! | `outlet:="Fox News"`, `section:=Opinion` | whose outlet, section or author is exactly this, letter for letter |
//! | `id:cwire-2014*` | by id |
//! | `focus:low_wage`, `scope_gap:yes`, `proposals:leave` | by what was found |
//! | `attention_low_wage:>=2`, `n_tokens:300..800`, `wage_percentile:<20` | by a number |
//! | `date:2012..2014`, `date:2016-03`, `date:>=2015-06-01` | by date |
//! | `date:*`, `outlet:*`, `NOT wage_percentile:*` | with any value at all |
//! | `@low_wage.schedule`, `@occupation.35-3023`, `@proposal.leave`, `@trope.*` | with a hit of that class of the lexicon |
//! | `@quoted.low_wage`, `@quoted`, `@quoted NEAR/2 wage*` | with words quoted from a person of that tier, or of any |
//! | `"@low_wage.occupation" NEAR/10 flex-time` | a class in proximity, wherever a word may be |
//!
//! Operators are written in capitals. `NEAR`, `THEN` and `SAME` bind tighter than `AND`, `AND` tighter than `OR`.
//! Distances count words; the end of a clause counts as one. A class is at the start of its hit.

mod explain;
mod parse;
mod ready;
mod span;
mod postings;
mod suggest;
mod expand;
mod plan;
mod value;
mod leaf;

use crate::store::line::QUOTED;
use crate::store::query::expand::literal_start;
pub(super) use crate::store::query::expand::{ExpandError, expand};
pub use crate::store::query::explain::explain_query;
pub use crate::store::query::parse::parse_query;
pub(super) use crate::store::query::plan::{DEFAULT_FIELDS, TEXT_FIELDS, plan, text_field};
pub(super) use crate::store::query::postings::{SegmentSpans, add_up, has_case};
pub(super) use crate::store::query::ready::Ready;
pub(super) use crate::store::query::span::{Compiled, Leaf, Span};
pub use crate::store::query::suggest::closest;

/// A parsed query and its position.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Character it starts at, from 1.
    pub at: usize,
    /// What it asks for.
    pub kind: Kind,
}

impl Query {
    /// True when it has words or classes in title, lede, body or cut text, not under NOT.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.any_spans(&|field, _| !matches!(field, Some("outlet" | "section" | "author")))
    }

    /// True when it has a class of the lexicon, not under NOT.
    #[must_use]
    pub fn has_class(&self) -> bool {
        self.any_spans(&|_, spans| spans.any_class(&|_| true))
    }

    /// True when it may have the words of a speaker (`@quoted`), not under NOT: who speaks is not in
    /// the index, and every article is listened to again for the places.
    #[must_use]
    pub fn has_quoted(&self) -> bool {
        let may_be = |class: &str| class.starts_with(QUOTED) || QUOTED.starts_with(literal_start(class));
        self.any_spans(&|_, spans| spans.any_class(&may_be))
    }

    /// Number of words and conditions.
    #[must_use]
    pub fn n_words(&self) -> usize {
        match &self.kind {
            Kind::And(parts) | Kind::Or(parts) => parts.iter().map(Self::n_words).sum(),
            Kind::Not(inner) => inner.n_words(),
            Kind::Spans { spans, .. } => spans.n_words(),
            _ => 1,
        }
    }

    /// The articles that all of `parts` find; every article when there are none.
    #[must_use]
    pub fn all_of(mut parts: Vec<Self>) -> Self {
        match parts.len() {
            0 => Self { at: 1, kind: Kind::All },
            1 => parts.remove(0),
            _ => Self { at: 1, kind: Kind::And(parts) },
        }
    }

    /// The articles that any of `parts` finds.
    #[must_use]
    pub fn any_of(mut parts: Vec<Self>) -> Self {
        if parts.len() == 1 { parts.remove(0) } else { Self { at: 1, kind: Kind::Or(parts) } }
    }

    fn any_spans(&self, test: &dyn Fn(Option<&str>, &Spans) -> bool) -> bool {
        match &self.kind {
            Kind::And(parts) | Kind::Or(parts) => parts.iter().any(|part| part.any_spans(test)),
            Kind::Spans { field, spans } => test(field.as_deref(), spans),
            _ => false,
        }
    }
}

impl Spans {
    fn n_words(&self) -> usize {
        match self {
            Self::Word { .. } => 1,
            Self::Near { parts, .. } | Self::Same(parts) | Self::Any(parts) => parts.iter().map(Self::n_words).sum(),
        }
    }

    fn any_class(&self, test: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Word { word, .. } => matches!(word, Word::Class(class) if test(class)),
            Self::Near { parts, .. } | Self::Same(parts) | Self::Any(parts) => {
                parts.iter().any(|part| part.any_class(test))
            }
        }
    }
}

/// What a query asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Every article.
    All,
    /// All of these.
    And(Vec<Query>),
    /// Any of these.
    Or(Vec<Query>),
    /// Not this.
    Not(Box<Query>),
    /// Words at places of a text field.
    Spans {
        /// Field, or title, lede and body.
        field: Option<String>,
        /// The words.
        spans: Spans,
    },
    /// A field with this value.
    Is {
        /// Field.
        field: String,
        /// Value; `*` and `?` are wildcards.
        value: String,
    },
    /// A field whose value is these characters and no others.
    Whole {
        /// `outlet`, `section` or `author`.
        field: String,
        /// The value as printed.
        value: String,
    },
    /// Articles at these places of the index.
    At(Ready),
    /// A field with any value.
    Exists {
        /// Field.
        field: String,
    },
    /// A field with a number or day in a range; bounds are inclusive unless said otherwise.
    Range {
        /// Field.
        field: String,
        /// Lower bound.
        low: Option<Bound>,
        /// Upper bound.
        high: Option<Bound>,
    },
}

/// Words and their relative positions.
#[derive(Debug, Clone, PartialEq)]
pub enum Spans {
    /// One word.
    Word {
        /// Character it starts at, from 1.
        at: usize,
        /// Which word.
        word: Word,
    },
    /// Parts close to each other; a phrase has no slack and is in order.
    Near {
        /// The parts, two or more.
        parts: Vec<Spans>,
        /// Most places between first and last word that no part takes.
        slack: u32,
        /// Whether the order counts.
        order: WordOrder,
    },
    /// Parts in one sentence, in any order.
    Same(Vec<Spans>),
    /// Any of these.
    Any(Vec<Spans>),
}

/// Whether parts must occur in the order written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordOrder {
    /// As written.
    Written,
    /// Any.
    Free,
}

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// A case-folded word.
    Exact(String),
    /// A word in this letter case.
    Cased(String),
    /// A case-folded word with `*` and `?`.
    Wildcard(String),
    /// A regular expression on the whole case-folded word.
    Regex(String),
    /// A case-folded word within an edit distance.
    Fuzzy {
        /// The word.
        word: String,
        /// Letters inserted, left out, replaced or swapped.
        edits: u32,
    },
    /// A class of the lexicon with its `@`; `*` and `?` are wildcards.
    Class(String),
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// Number, or day as `yyyymmdd`.
    pub number: f64,
    /// The bound itself is in the range.
    pub inclusive: bool,
}

/// What is wrong with a query, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("query, character {position}: {message}")]
pub struct QueryError {
    /// Character, from 1.
    pub position: usize,
    /// What was expected.
    pub message: String,
}

#[cfg(test)]
mod tests;
