//! Exports of news databases as running text: Nexis, Factiva, ProQuest.
//!
//! They come as TXT, RTF, DOCX or HTML; all of these are plain lines by the time they arrive here,
//! and one reader a database takes them apart. A document that lacks a body is refused.

mod fields;
mod marks;
mod factiva;
mod nexis;
mod proquest;

use std::ops::ControlFlow;

use crate::article::{Record, Reject};
use crate::read::export::marks::{CLASSIC, CODED, ENDED, HTML, UNI};
use crate::read::record_source::RecordSource;
use crate::read::{Sink, columns};

/// A database whose export lines are distinguished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Export {
    NexisClassic,
    NexisUni,
    Factiva,
    ProQuest,
}

/// The database these lines come from.
fn kind(text: &str) -> Option<Export> {
    let has_line = |label: &str| text.starts_with(label) || text.contains(&format!("\n{label}"));
    if CLASSIC.is_match(text) || nexis::is_unnumbered(text) {
        return Some(Export::NexisClassic);
    }
    if UNI.is_match(text) || has_line("Length:") && (has_line("Load-Date:") || has_line("Body\n")) {
        return Some(Export::NexisUni);
    }
    if (has_line("ProQuest document ID:") || has_line("Publication title:")) && text.contains("Full text:") {
        return Some(Export::ProQuest);
    }
    let n_codes = CODED.find_iter(text).take(4).count();
    (n_codes >= 4 || ENDED.is_match(text)).then_some(Export::Factiva)
}

/// True when plain lines are an export of many documents.
pub(super) fn is_text_export(start: &str) -> bool {
    kind(start).is_some()
}

/// True when a page is an export and not an article.
pub(super) fn is_html_export(page: &str) -> bool {
    HTML.is_match(page)
}

/// Reads every document of an export; `None` when the lines are none.
pub(super) fn read_if_export(input: &RecordSource<'_>, text: &str, sink: &mut Sink<'_>) -> Option<ControlFlow<()>> {
    let kind = kind(text)?;
    Some(emit(input, kind, text, sink))
}

/// Reads every document of an export.
pub(super) fn read(input: &RecordSource<'_>, text: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    match kind(text) {
        Some(kind) => emit(input, kind, text, sink),
        None => sink(Record::Reject(Reject::new(
            input.source,
            0,
            "an export whose documents cannot be told apart: export it again as text with all fields",
        ))),
    }
}

fn emit(input: &RecordSource<'_>, kind: Export, text: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let documents = match kind {
        Export::NexisClassic => nexis::classic(text),
        Export::NexisUni => nexis::uni(text),
        Export::Factiva => factiva::documents(text),
        Export::ProQuest => proquest::documents(text),
    };
    for (at, mut fields) in documents.into_iter().enumerate() {
        let position = at as u64 + 1;
        sink(match columns::assemble(input.source, position, None, |f| fields.remove(&f)) {
            Ok(article) => Record::Article(Box::new(article)),
            Err(reject) => Record::Reject(reject),
        })?;
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests;
