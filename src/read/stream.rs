//! Reads sources in order: dates and ids are settled on the way.

use std::ops::ControlFlow;
use std::sync::atomic::AtomicU64;

use crate::article::{Notice, RawArticle, Record, Reject, made_or_refused};
use crate::read::account::FieldAccount;
use crate::read::dates::SourceDates;
use crate::read::ids::Ids;
use crate::read::options::{ReadOptions, Sink};
use crate::read::source::Source;
use crate::read::{dates, described, open, route};

/// Reads all sources in order into `sink`.
///
/// `read_bytes` grows by the bytes taken from disk (packed bytes for packed files).
pub fn read_all(sources: &[Source], options: &ReadOptions, read_bytes: &AtomicU64, sink: &mut Sink<'_>) {
    let mut ids = Ids::default();
    for source in sources {
        if read_source(source, options, &mut ids, read_bytes, sink).is_break() {
            return;
        }
    }
}

/// Reads one source into `sink`; `ids` are those of the articles before it, and get those of its own.
///
/// The same source, options and ids give the same records in the same order. Returns what became of the fields, also where
/// the sink broke off.
pub fn read_source(
    source: &Source,
    options: &ReadOptions,
    ids: &mut Ids,
    read_bytes: &AtomicU64,
    sink: &mut Sink<'_>,
) -> ControlFlow<FieldAccount, FieldAccount> {
    let mut account = FieldAccount::default();
    let reread = |sink: &mut Sink<'_>| {
        // Whoever looks for dates has seen enough when this ends, however it ends.
        let _ = read_as_printed(source, options, &AtomicU64::new(0), sink);
        // A text has one date; its column is in the manifest.
        if let Source::File(path) = source {
            for printed in described::dates_of(path, options) {
                let article = RawArticle { printed_date: Some(printed), ..RawArticle::default() };
                let _ = sink(Record::Article(Box::new(article)));
            }
        }
    };
    let reread = (!source.is_read_once()).then_some(&reread as &dates::Rereading<'_>);
    let dates = SourceDates::new(options.date_order, options.latest, reread);
    let mut settle = |record| match record {
        Record::Article(mut article) => {
            let unread = dates.settle(&mut article);
            ids.settle(*article, &mut |record| {
                if let Record::Article(article) = &record {
                    account.add(article, unread);
                }
                sink(record)
            })
        }
        other => sink(other),
    };
    // A reader that fails on a file gives what it read of it; the other sources are read.
    let read = made_or_refused(&source.name(), 0, || read_as_printed(source, options, read_bytes, &mut settle));
    let done = read.unwrap_or_else(|mut reject| {
        reject.reason.push_str("; nothing more of this file was read");
        sink(Record::Reject(reject))
    });
    let remark = dates.remark().map(|message| Record::Notice(Notice { source: source.name(), message }));
    let is_broken_off = done.is_break() || remark.is_some_and(|remark| sink(remark).is_break());
    if is_broken_off { ControlFlow::Break(account) } else { ControlFlow::Continue(account) }
}

/// The records of a source as they are, with dates as printed.
pub(crate) fn read_as_printed(
    source: &Source,
    options: &ReadOptions,
    read_bytes: &AtomicU64,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let name = source.name();
    if let Some(reason) = source.problem() {
        return sink(Record::Reject(Reject::new(&name, 0, reason)));
    }
    let input = route::place_of(source, &name, options);
    match open::open(source, read_bytes, &input.budget) {
        Ok(raw) => route::read(&input, raw, sink),
        Err(reason) => sink(Record::Reject(Reject::new(&name, 0, reason))),
    }
}
