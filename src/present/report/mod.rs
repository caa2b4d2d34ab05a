//! The report of an audit: one page that needs no network, and the tables of its figures as CSV.
//!
//! In: a [`Report`], which is words, tables and plots. Out: HTML, where that is built in. Everything that comes from the data
//! is escaped; every number of a table has the value in the page that it has in the CSV.

mod content;
#[cfg(feature = "cli")]
mod section;
#[cfg(feature = "cli")]
mod page;

pub use crate::present::report::content::{Behind, Example, Heading, Report, Section};
#[cfg(feature = "cli")]
pub use crate::present::report::page::html;
#[cfg(feature = "cli")]
pub use crate::present::report::section::{Links, Place, Whole, prose, section_html};

#[cfg(all(test, feature = "cli"))]
mod tests;
