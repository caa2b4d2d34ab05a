//! The query language.
//!
//! | query | finds articles |
//! |---|---|
//! | `cashier schedule` | with both words in title, lede or body |
//! | `cashier OR waiter`, `union NOT strike`, `(a OR b) c` | Boolean |
//! | `"minimum wage"` | with the words in a row |
//! | `"wage cashiers"~5` | with the words within 5 places of their order |
//! | `unioni*` | with a word that starts so |
//! | `title:nurse`, `title:"night shift"` | with the word in that field (`title`, `lede`, `body`, `cut`, `outlet`, `section`, `author`) |
//! | `focus:low_wage`, `scope_gap:yes`, `proposals:leave` | by what was found |
//! | `attention_low_wage:>=2`, `n_tokens:300..800` | by a number |
//! | `date:2012..2014`, `date:2016-03`, `date:>=2015-06-01` | by date |
//! | `@low_wage.schedule`, `@occupation.35-3023` | with a hit of that class of the lexicon |

mod parse;
mod plan;

pub use crate::store::query::parse::parse_query;
pub(super) use crate::store::query::plan::plan;

/// A parsed query.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// Every article.
    All,
    /// All of these.
    And(Vec<Query>),
    /// Any of these.
    Or(Vec<Query>),
    /// Not this.
    Not(Box<Query>),
    /// Words in a row in a text field; one word is a phrase of one.
    Words {
        /// Field, or title, lede and body.
        field: Option<String>,
        /// Folded words.
        words: Vec<String>,
        /// How many places the words may be off.
        slop: u32,
    },
    /// A word that starts like this.
    Prefix {
        /// Field, or title, lede and body.
        field: Option<String>,
        /// Folded start.
        start: String,
    },
    /// A class of the lexicon, as in `@low_wage.schedule`.
    Class(String),
    /// A field with this value.
    Is {
        /// Field.
        field: String,
        /// Value.
        value: String,
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
