//! The records of an HTML file: one page, or the articles of an export.

use std::ops::ControlFlow;

use crate::article::{Record, Reject};
use crate::read::html::extract::extract_page;
use crate::read::html::plain;
use crate::read::record_source::RecordSource;
use crate::read::{FieldName, Sink, columns, export};

/// Reads a page, or every article of an export laid out as a page.
pub(in crate::read) fn read(input: &RecordSource<'_>, text: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if export::is_html_export(text) {
        return match plain::document(text) {
            Ok(lines) => export::read(input, &lines, sink),
            Err(reason) => sink(Record::Reject(Reject::new(input.source, 0, reason))),
        };
    }
    sink(page_record(input, 1, text, None))
}

/// The article of one page fetched from `url`, or why there is none.
pub(in crate::read) fn page_record(input: &RecordSource<'_>, position: u64, text: &str, url: Option<&str>) -> Record {
    let page = match extract_page(text, url) {
        Ok(page) => page,
        Err(reason) => return Record::Reject(Reject::new(input.source, position, reason)),
    };
    let id = if page.url.is_none() { input.stem() } else { None };
    let mut page = page;
    let article = columns::assemble(input.source, position, None, |field| match field {
        FieldName::Id => id.clone(),
        FieldName::Outlet => page.outlet.take(),
        FieldName::Date => page.date.take(),
        FieldName::Url => page.url.take(),
        FieldName::Author => page.author.take(),
        FieldName::Section => page.section.take(),
        FieldName::Title => Some(std::mem::take(&mut page.title)),
        FieldName::Body => Some(std::mem::take(&mut page.text)),
        FieldName::File => None,
    });
    match article {
        Ok(article) => Record::Article(Box::new(article)),
        Err(reject) => Record::Reject(reject),
    }
}
