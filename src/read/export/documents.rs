//! The records of an export, one a document.

use std::ops::ControlFlow;

use crate::article::{Record, Reject};
use crate::read::export::kind::{Export, kind};
use crate::read::export::{factiva, nexis, proquest};
use crate::read::record_source::RecordSource;
use crate::read::{Sink, columns};

/// Reads every document of an export; `None` when the lines are none.
pub(in crate::read) fn read_if_export(
    input: &RecordSource<'_>,
    text: &str,
    sink: &mut Sink<'_>,
) -> Option<ControlFlow<()>> {
    let kind = kind(text)?;
    Some(emit(input, kind, text, sink))
}

/// Reads every document of an export.
pub(in crate::read) fn read(input: &RecordSource<'_>, text: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
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
