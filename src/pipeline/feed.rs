//! Reads the sources into batches, from the first record or from where an earlier run came to.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::SyncSender;

use crate::article::{Notice, RawArticle, Record, Reject};
use crate::pipeline::PipelineError;
use crate::pipeline::base::{Base, OldRecords};
use crate::pipeline::options::AuditOptions;
use crate::pipeline::part::Reached;
use crate::pipeline::plan::{Plan, Step};
use crate::pipeline::start::Start;
use crate::read::{Fingerprint, Ids, read_source};
use crate::store::{Store, Texts};

/// Most articles in a batch.
const BATCH_ARTICLES: usize = 512;
/// A batch, its tokens, hits and queued copies take about so many times its text.
const BATCH_SHARE: usize = 96;

/// Some records, each with the place of its source.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Sources that begin in it, with what they hold.
    pub begun: Vec<(usize, Option<Fingerprint>)>,
    /// Sources that end in it, with how many of their ids were taken.
    pub ended: Vec<(usize, u64)>,
    /// Articles.
    pub articles: Vec<(usize, RawArticle)>,
    /// Refused records.
    pub rejects: Vec<(usize, Reject)>,
    /// Remarks.
    pub notices: Vec<(usize, Notice)>,
    /// How far the sources are read with it.
    pub reached: Reached,
    /// Whether a part has to end with it, because rows of an older audit come next.
    pub ends_part: bool,
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
            || self.rejects.len() + self.notices.len() + self.begun.len() >= BATCH_ARTICLES
    }
}

/// Why the reading ended before the last record.
#[derive(Debug)]
pub(super) enum Stop {
    /// Nobody takes batches any more: the other side has an error of its own, which it reports.
    Nobody,
    /// The audit that is added to cannot be read.
    Failed(PipelineError),
    /// A source to keep has an id that another article has got now: it has to be read again.
    Clash {
        /// The source.
        source: usize,
    },
}

impl<E: Into<PipelineError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Hands on everything behind `start` in batches.
pub(super) fn feed(
    options: &AuditOptions,
    plan: &Plan,
    start: Start,
    read_bytes: &AtomicU64,
    to_engine: SyncSender<Batch>,
) -> Result<(), Stop> {
    let Start { reached, mut ids } = start;
    let bound = (options.memory / BATCH_SHARE).max(1 << 20);
    let batch = Batch { reached, ..Batch::default() };
    let texts = plan.texts.as_ref().map(Store::texts).transpose()?;
    let mut feeder = Feeder { options, bound, to_engine, batch, from: reached, reached, has_articles: false, texts };
    let mut old = plan.base.as_ref().map(OldRecords::open).transpose()?;
    for (at, source) in options.sources.iter().enumerate().skip(reached.source) {
        feeder.reached = Reached { source: at, records: 0 };
        let step = &plan.steps[at];
        let n_clashes = match (step, &plan.base, &mut old) {
            (Step::Keep(from), Some(base), Some(old)) => feeder.keep(base, *from, old, &mut ids)?,
            (Step::Rescore(from), Some(base), Some(old)) => feeder.rescore(base, *from, old)?,
            _ => {
                let before = ids.n_clashes();
                feeder.batch.begun.push((at, Fingerprint::of(source, &options.read)));
                let mut sink = |record: Record| feeder.push(record);
                if read_source(source, &options.read, &mut ids, read_bytes, &mut sink).is_break() {
                    return Err(Stop::Nobody);
                }
                ids.n_clashes() - before
            }
        };
        feeder.batch.ended.push((at, n_clashes));
        feeder.batch.reached = Reached { source: at + 1, records: 0 };
    }
    if feeder.batch.reached == reached { Ok(()) } else { feeder.send() }
}

/// Collects records into batches.
struct Feeder<'a> {
    options: &'a AuditOptions,
    bound: usize,
    to_engine: SyncSender<Batch>,
    batch: Batch,
    /// What an earlier run has done.
    from: Reached,
    reached: Reached,
    /// Whether articles were handed on that no part has been closed behind.
    has_articles: bool,
    texts: Option<Texts<'a>>,
}

impl Feeder<'_> {
    fn send(&mut self) -> Result<(), Stop> {
        self.to_engine.send(std::mem::take(&mut self.batch)).map_err(|_| Stop::Nobody)
    }

    fn push(&mut self, record: Record) -> ControlFlow<()> {
        self.reached.records += 1;
        // A reader gives the same records again, so those of the earlier run are left out by number.
        if self.reached.source == self.from.source && self.reached.records <= self.from.records {
            return ControlFlow::Continue(());
        }
        self.has_articles |= matches!(record, Record::Article(_));
        self.batch.push(self.reached.source, record);
        self.batch.reached = self.reached;
        if self.batch.is_full(self.bound, self.options.checkpoint) && self.send().is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn push_all(&mut self, records: impl Iterator<Item = Record>) -> Result<(), Stop> {
        for record in records {
            if self.push(record).is_break() {
                return Err(Stop::Nobody);
            }
        }
        Ok(())
    }

    /// Hands on what is known of a source whose rows are taken over.
    fn keep(&mut self, base: &Base, old: usize, records: &mut OldRecords<'_>, ids: &mut Ids) -> Result<u64, Stop> {
        let account = &base.manifest.sources[old];
        let articles = base.range(old);
        if base.articles[articles.clone()].iter().any(|known| ids.hold(known.id)) {
            return Err(Stop::Clash { source: self.reached.source });
        }
        base.remember(articles, ids);
        if std::mem::take(&mut self.has_articles) {
            self.batch.ends_part = true;
            self.batch.reached = self.reached;
            self.send()?;
        }
        self.old_records(base, old, records)?;
        Ok(account.n_clashes)
    }

    /// Hands on the articles of a source as the index holds them.
    fn rescore(&mut self, base: &Base, old: usize, records: &mut OldRecords<'_>) -> Result<u64, Stop> {
        let source = self.options.sources[self.reached.source].name();
        self.old_records(base, old, records)?;
        for known in &base.articles[base.range(old)] {
            let texts = self.texts.as_ref().expect("a run that scores again has texts");
            let mut article = texts.article(known.id)?.raw();
            article.source = Arc::clone(&source);
            self.push_all(std::iter::once(Record::Article(Box::new(article))))?;
        }
        Ok(base.manifest.sources[old].n_clashes)
    }

    /// Hands on what the base has of a source beside articles.
    fn old_records(&mut self, base: &Base, old: usize, records: &mut OldRecords<'_>) -> Result<(), Stop> {
        self.batch.begun.push((self.reached.source, base.manifest.sources[old].fingerprint.clone()));
        let (rejects, notices) = records.of(old)?;
        self.push_all(rejects.into_iter().map(Record::Reject).chain(notices.into_iter().map(Record::Notice)))
    }
}
