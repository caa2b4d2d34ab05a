//! Finds pay in a document: money with a period, set on the wage distribution of its year.
//!
//! In: the tokens and hits of a document. Out: [`Pay`], in the order of the text: sums and ranges
//! ("$11-$13.50 an hour"), salaries given by their number of figures ("a six-figure salary"), and jobs at the
//! minimum wage. Prices, budgets, fines, benefits, incomes of households and raises by an amount are
//! no pay.
//!
//! Invariant: every row slices the text; no rule looks further than some words around an amount, so
//! the time grows with the text and with nothing else.

mod currency;
mod sentence;
mod words;
mod number;
mod unit;
mod period;
mod amount;
mod difference;
mod charge;
mod cue;
mod paid_range;
mod own_pay;
mod mention;
mod earner;
mod bracket;
mod figures;
mod sport;
mod wage_rank;
mod find;

pub use crate::pay::currency::Currency;
pub use crate::pay::find::{find, find_known, may_open};
pub use crate::pay::mention::{Pay, PayKind};
pub use crate::pay::period::{HOURS_A_YEAR, Period};
pub use crate::pay::wage_rank::{Band, WageRank};

#[cfg(test)]
mod tests;
