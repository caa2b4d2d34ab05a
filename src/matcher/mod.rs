//! Finds the entries of a lexicon in the tokens of a document.
//!
//! In: a compiled [`Matcher`] and [`Tokens`](crate::tokenize::Tokens). Out: [`Hits`] in the order of the text. One pass over
//! the tokens, whatever the size of the lexicon: words become ids, ids walk a trie of phrases.
//!
//! Rules, in this order: candidates start at a token and stay within a clause; of those the longest
//! that its conditions allow wins; an exclusion takes part like an entry but leaves no hit; the
//! words of a winner are used up for its role (evidence, proposal, trope, schedule, reason, people), those of
//! an exclusion for all roles.

mod vocabulary;
mod compile;
mod condition;
mod find;
mod examples;

pub use crate::matcher::compile::Overlap;
pub use crate::matcher::examples::{ExampleFailure, check_examples};
pub use crate::matcher::find::{Hit, Hits, Matcher};
pub use crate::matcher::vocabulary::WordIds;

#[cfg(test)]
mod tests;
