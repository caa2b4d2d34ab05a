//! Reads the sources into batches, from the first record or from where an earlier run came to.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::SyncSender;

use crate::article::{RawArticle, Record};
use crate::folder::SourceAccount;
use crate::pipeline::PipelineError;
use crate::pipeline::base::{Base, OldRecords, Opened};
use crate::pipeline::batch::{Batch, Ended};
use crate::pipeline::deleted::Deleted;
use crate::pipeline::options::AuditOptions;
use crate::pipeline::part::Reached;
use crate::pipeline::plan::{Addition, Plan, Step};
use crate::pipeline::start::Start;
use crate::read::{Fingerprint, Ids, read_source};
use crate::record::TextReader;

/// Most articles in a batch.
const BATCH_ARTICLES: usize = 512;
/// A batch, its tokens, hits and queued copies take about this many times the memory of its text.
const BATCH_SHARE: usize = 96;

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

/// Hands on everything after `start` in batches.
pub(super) fn send_batches(
    options: &AuditOptions,
    plan: &Plan,
    start: Start,
    read_bytes: &AtomicU64,
    to_engine: SyncSender<Batch<(usize, RawArticle)>>,
) -> Result<(), Stop> {
    let Start { reached, mut ids } = start;
    let bound = (options.memory / BATCH_SHARE).max(1 << 20);
    let batch = Batch::at(reached);
    let deleted = plan.deleted();
    let mut sender = BatchSender {
        options,
        bound,
        to_engine,
        batch,
        deleted,
        n_bytes: 0,
        from: reached,
        reached,
        has_articles: false,
    };
    let (mut old, mut texts) = (Opened::nothing(), Opened::nothing());
    for (at, source) in options.sources.iter().enumerate().skip(reached.source) {
        sender.reached = Reached { source: at, records: 0 };
        let ended = match plan.step(at) {
            Step::Keep(Addition { base, .. }, from) => {
                sender.keep(base, from, old.of(base, || OldRecords::open(base))?, &mut ids)?
            }
            Step::Rescore(base, from) => {
                let texts = texts.of(base, || base.texts_from(from))?;
                sender.rescore(base, from, old.of(base, || OldRecords::open(base))?, texts)?
            }
            Step::Read => {
                let before = ids.n_clashes();
                sender.batch.begun.push((at, Fingerprint::of(source, &options.read)));
                let mut sink = |record: Record| sender.push(record);
                let ControlFlow::Continue(fields) = read_source(source, &options.read, &mut ids, read_bytes, &mut sink)
                else {
                    return Err(Stop::Nobody);
                };
                Ended { n_clashes: ids.n_clashes() - before, fields }
            }
        };
        sender.batch.ended.push((at, ended));
        sender.batch.reached = Reached { source: at + 1, records: 0 };
    }
    if sender.batch.reached == reached { Ok(()) } else { sender.send() }
}

/// What an older audit knows of a source as a whole.
fn ended_as_before(account: &SourceAccount) -> Ended {
    Ended { n_clashes: account.n_clashes, fields: account.fields.clone() }
}

/// Collects records into batches.
struct BatchSender<'a> {
    options: &'a AuditOptions,
    bound: usize,
    to_engine: SyncSender<Batch<(usize, RawArticle)>>,
    batch: Batch<(usize, RawArticle)>,
    /// Articles that are not taken in again.
    deleted: Deleted,
    /// Text in the batch.
    n_bytes: usize,
    /// What an earlier run has done.
    from: Reached,
    reached: Reached,
    /// Whether articles were handed on since the last part was closed.
    has_articles: bool,
}

impl BatchSender<'_> {
    fn send(&mut self) -> Result<(), Stop> {
        self.n_bytes = 0;
        let batch = std::mem::replace(&mut self.batch, Batch::at(Reached::default()));
        self.to_engine.send(batch).map_err(|_| Stop::Nobody)
    }

    fn push(&mut self, record: Record) -> ControlFlow<()> {
        self.reached.records += 1;
        // A reader gives the same records again, so those of the earlier run are left out by number.
        if self.reached.source == self.from.source && self.reached.records <= self.from.records {
            return ControlFlow::Continue(());
        }
        let source = self.reached.source;
        match record {
            Record::Article(article) => {
                if let Some(deletion) = self.deleted.deletion_of(&article) {
                    self.batch.deleted.push((source, deletion));
                    return self.send_full();
                }
                self.has_articles = true;
                self.n_bytes += article.body.len() + article.title.len();
                self.batch.articles.push((source, *article));
            }
            Record::Reject(reject) => self.batch.rejects.push((source, reject)),
            Record::Notice(notice) => self.batch.notices.push((source, notice)),
        }
        self.send_full()
    }

    /// Hands the batch on when it is full.
    fn send_full(&mut self) -> ControlFlow<()> {
        self.batch.reached = self.reached;
        if self.is_full() && self.send().is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn is_full(&self) -> bool {
        let Batch { articles, rejects, notices, begun, deleted, .. } = &self.batch;
        self.n_bytes >= self.bound
            || articles.len() >= BATCH_ARTICLES.min(self.options.checkpoint)
            || rejects.len() + notices.len() + begun.len() + deleted.len() >= BATCH_ARTICLES
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
    fn keep(&mut self, base: &Base, old: usize, records: &mut OldRecords<'_>, ids: &mut Ids) -> Result<Ended, Stop> {
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
        Ok(ended_as_before(account))
    }

    /// Hands on the articles of a source as `texts` holds them, which is read up to them.
    fn rescore(
        &mut self,
        base: &Base,
        old: usize,
        records: &mut OldRecords<'_>,
        texts: &mut TextReader,
    ) -> Result<Ended, Stop> {
        let source = self.options.sources[self.reached.source].name();
        self.old_records(base, old, records)?;
        for article in texts.take(base.range(old).len()) {
            let mut article = article?;
            article.source = Arc::clone(&source);
            self.push_all(std::iter::once(Record::Article(Box::new(article))))?;
        }
        Ok(ended_as_before(&base.manifest.sources[old]))
    }

    /// Hands on what the base has of a source beside articles.
    fn old_records(&mut self, base: &Base, old: usize, records: &mut OldRecords<'_>) -> Result<(), Stop> {
        self.batch.begun.push((self.reached.source, base.manifest.sources[old].fingerprint.clone()));
        let (rejects, notices) = records.of(old)?;
        self.push_all(rejects.into_iter().map(Record::Reject).chain(notices.into_iter().map(Record::Notice)))
    }
}
