//! Variables of documents that the user brings: lean, circulation, ownership, whatever an input has beside our fields.
//!
//! In: values as they were given, a few an article. Out: [`Variable`]s with a kind that follows from all values of the corpus,
//! and values of that kind.
//!
//! Always holds: the same values give the same variables, in any order of the articles; a value that does not fit the
//! kind cannot occur, because a kind fits all values; what is left out is counted.

mod given;
mod kind;
mod name;
mod time;
mod census;
mod group;

pub use crate::variable::census::{Census, Detected, MAX_BYTES, MAX_GROUPS};
pub use crate::variable::given::{Changed, Given, GivenVariables};
pub use crate::variable::group::bound_of;
pub use crate::variable::kind::{Variable, VariableKind, flag_of, is_missing};
pub use crate::variable::name::plain_name;
pub use crate::variable::time::day_of_time;

#[cfg(test)]
mod tests;
