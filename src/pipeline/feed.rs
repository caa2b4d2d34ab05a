//! Reads the sources into batches, from the first record or from where an earlier run came to.

use std::ops::ControlFlow;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::SyncSender;

use crate::pipeline::part::Reached;
use crate::pipeline::run::AuditOptions;
use crate::read::{Fingerprint, Ids, Notice, RawArticle, Record, Reject, read_source};

/// Most articles in a batch.
const BATCH_ARTICLES: usize = 512;
/// A batch, its tokens, hits and queued copies take about so many times its text.
const BATCH_SHARE: usize = 96;

/// Some records, each with the place of its source.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Sources begun, with what they hold.
    pub opened: Vec<(usize, Option<Fingerprint>)>,
    /// Articles.
    pub articles: Vec<(usize, RawArticle)>,
    /// Refused records.
    pub rejects: Vec<(usize, Reject)>,
    /// Remarks.
    pub notices: Vec<(usize, Notice)>,
    /// How far the sources are read with it.
    pub reached: Reached,
    bytes: usize,
}

impl Batch {
    fn push(&mut self, source: usize, record: Record) {
        match record {
            Record::Article(article) => {
                self.bytes += article.body.len() + article.title.len();
                self.articles.push((source, *article));
            }
            Record::Reject(reject) => self.rejects.push((source, reject)),
            Record::Notice(notice) => self.notices.push((source, notice)),
        }
    }

    fn is_full(&self, bound: usize, checkpoint: usize) -> bool {
        self.bytes >= bound
            || self.articles.len() >= BATCH_ARTICLES.min(checkpoint)
            || self.rejects.len() + self.notices.len() + self.opened.len() >= BATCH_ARTICLES
    }
}

/// Where the reading begins.
#[derive(Debug, Default)]
pub(super) struct Start {
    /// Source, and its records that are done.
    pub reached: Reached,
    /// Ids of the articles of the sources before it.
    pub ids: Ids,
}

/// Reads everything behind `start` into batches; stops when nobody takes them any more.
pub(super) fn feed(options: &AuditOptions, start: Start, read_bytes: &AtomicU64, to_engine: &SyncSender<Batch>) {
    let bound = (options.memory / BATCH_SHARE).max(1 << 20);
    let Start { reached: from, mut ids } = start;
    let mut batch = Batch { reached: from, ..Batch::default() };
    for (at, source) in options.sources.iter().enumerate().skip(from.source) {
        let done = if at == from.source { from.records } else { 0 };
        batch.opened.push((at, Fingerprint::of(source, &options.read)));
        let mut records = 0;
        let mut sink = |record: Record| {
            records += 1;
            // A reader gives the same records again, so those of the earlier run are left out by number.
            if records <= done {
                return ControlFlow::Continue(());
            }
            batch.push(at, record);
            batch.reached = Reached { source: at, records };
            if batch.is_full(bound, options.checkpoint) && to_engine.send(std::mem::take(&mut batch)).is_err() {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        };
        if read_source(source, &options.read, &mut ids, read_bytes, &mut sink).is_break() {
            return;
        }
        batch.reached = Reached { source: at + 1, records: 0 };
    }
    if batch.reached != from {
        // The other side is gone only after an error of its own, which it reports.
        let _ = to_engine.send(batch);
    }
}
