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

mod ready;
mod sum;
mod wildcard;
mod syntax_tree;
mod explain;
mod parse;
mod span;
mod postings;
mod expand;
mod value;
mod leaf;

pub(super) use crate::store::query::expand::{ExpandError, expand, look_up};
pub use crate::store::query::explain::explain_query;
pub use crate::store::query::parse::parse_query;
pub(super) use crate::store::query::postings::{SegmentSpans, add_up, has_case};
pub(super) use crate::store::query::ready::Ready;
pub(super) use crate::store::query::span::{Compiled, Leaf, Span};
pub(super) use crate::store::query::sum::SumQuery;
pub use crate::store::query::syntax_tree::Query;
pub(super) use crate::store::query::syntax_tree::{Bound, DEFAULT_FIELDS, TEXT_FIELDS};
pub(crate) use crate::store::query::syntax_tree::{Kind, Spans, Word, WordOrder};
pub(super) use crate::store::query::value::day_range;
pub(super) use crate::store::query::wildcard::{literal_start, wildcard};
pub use crate::suggest::closest;

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
