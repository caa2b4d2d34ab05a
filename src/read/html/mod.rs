//! HTML files: web pages with their main text and metadata, or exports of news databases.

mod nesting;
mod plain;
mod page;
mod linked;
mod meta;
mod prune;
mod lines;
mod extract;
mod record;

pub use crate::read::html::extract::extract_page;
pub use crate::read::html::page::WebPage;
pub(super) use crate::read::html::plain::fragment;
pub(super) use crate::read::html::record::{page_record, read};

#[cfg(test)]
mod tests;
