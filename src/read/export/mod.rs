//! Exports of news databases as running text: Nexis, Factiva, ProQuest.
//!
//! They come as TXT, RTF, DOCX or HTML; all of these are plain lines by the time they arrive here,
//! and one reader a database takes them apart. A document that lacks a body is refused.

mod fields;
mod marks;
mod factiva;
mod nexis;
mod proquest;
mod kind;
mod documents;

pub(super) use crate::read::export::documents::{read, read_if_export};
pub(super) use crate::read::export::kind::{is_html_export, is_text_export};

#[cfg(test)]
mod tests;
