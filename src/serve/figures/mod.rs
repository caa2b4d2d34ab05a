//! The report's figures for any query.
//!
//! In: a query and how shares are estimated. Out: the sections of `report.html`, made of the rows of the
//! articles that the query finds; they say nothing of a text, so they are the same for every role.

mod options;
mod articles;
mod figure_query;

pub(super) use crate::serve::figures::articles::{among_articles, of_articles};
pub(super) use crate::serve::figures::figure_query::{FigureQuery, refusal};
pub(super) use crate::serve::figures::options::{INTERVALS, Options, REPLICATES, WEIGHTS};
