//! Compare: outlets, queries or groups of any field on one chart with one axis, differences in words, a table of all.
//!
//! The address encodes the whole state, so a comparison can be bookmarked and shared.

mod request;
mod chart;
mod answer;
mod files;
mod page;

pub(super) use crate::serve::pages::compare::files::file;
pub(super) use crate::serve::pages::compare::page::page;
