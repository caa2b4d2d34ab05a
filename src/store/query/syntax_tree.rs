//! A query as it was understood: conditions on articles, and words with their positions.

use crate::store::line::QUOTED;
use crate::store::query::ready::Ready;
use crate::store::query::wildcard::literal_start;

/// Text fields that are searched when none is named.
pub(in crate::store) const DEFAULT_FIELDS: [&str; 3] = ["title", "lede", "body"];

/// All text fields.
pub(in crate::store) const TEXT_FIELDS: [&str; 7] = ["title", "lede", "body", "cut", "outlet", "section", "author"];

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

    /// True when it asks for a value of this field, not under NOT.
    #[must_use]
    pub fn asks_for(&self, name: &str) -> bool {
        match &self.kind {
            Kind::And(parts) | Kind::Or(parts) => parts.iter().any(|part| part.asks_for(name)),
            Kind::Is { field, .. } => field == name,
            _ => false,
        }
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

    /// The articles of this query that `base` finds, too; the words of `base` are no hits.
    #[must_use]
    pub fn among(self, base: Self) -> Self {
        let not = |query: Self| Self { at: query.at, kind: Kind::Not(Box::new(query)) };
        Self::all_of(vec![self, not(not(base))])
    }

    /// These articles without those of `others`.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        let not = Self { at: others.at, kind: Kind::Not(Box::new(others)) };
        Self::all_of(vec![self, not])
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
