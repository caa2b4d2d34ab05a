//! The report's figures for a query, or for two side by side.
//!
//! The page waits shortly for them, then reports progress until they are computed or cancelled.

mod request;
mod links;
mod view;
mod working;
mod files;
mod page;

pub(super) use crate::serve::pages::dashboard::files::{figure, table};
pub(super) use crate::serve::pages::dashboard::page::{again, cancel, page};
