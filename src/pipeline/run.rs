//! The run itself: read → analyse → write parts → put the tables together.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Instant;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::pipeline::assemble::{Extra, assemble};
use crate::pipeline::feed::{Batch, Start, feed};
use crate::pipeline::folder::{FolderError, PartialFolder};
use crate::pipeline::manifest::{Manifest, SourceAccount};
use crate::pipeline::part::{Part, PartWriter, Reached};
use crate::pipeline::{Engine, PipelineError};
use crate::read::{Fingerprint, Notice, RawArticle, ReadOptions, Reject, Source, idle_rows};
use crate::score::{ArticleRow, ScoredDocument, article_row};
use crate::store::StoreWriter;
use crate::summarize::Tally;

/// What a run is to do.
#[derive(Debug, Clone)]
pub struct AuditOptions {
    /// Where the articles come from.
    pub sources: Vec<Source>,
    /// How they are read.
    pub read: ReadOptions,
    /// Where the audit folder goes.
    pub output: PathBuf,
    /// CSV beside Parquet.
    pub csv: bool,
    /// Articles between two points that a killed run can go on from.
    pub checkpoint: usize,
    /// Threads that analyse; 0 takes one a core.
    pub threads: usize,
    /// Bytes that buffers may take.
    pub memory: usize,
    /// Seed of everything random.
    pub seed: u64,
    /// Arguments of the call, for the manifest.
    pub command: Vec<String>,
}

/// How far a run has come; read by whoever draws the progress bar.
#[derive(Debug, Default)]
pub struct Counters {
    /// Bytes taken from disk.
    pub bytes: AtomicU64,
    /// Articles written.
    pub documents: AtomicU64,
}

/// What a run left.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The manifest.
    pub manifest: Manifest,
    /// Counts of the articles by outlet.
    pub tally: Tally,
    /// The first refused records; all of them are in `rejects.jsonl`.
    pub rejects: Vec<Reject>,
}

/// A batch after scoring; every item with the place of its source.
struct ScoredBatch {
    opened: Vec<(usize, Option<Fingerprint>)>,
    articles: Vec<(usize, ScoredDocument, ArticleRow)>,
    rejects: Vec<(usize, Reject)>,
    notices: Vec<(usize, Notice)>,
    reached: Reached,
}

/// Queued batches on each side of the analysis.
const QUEUE: usize = 2;

/// Audits `options.sources` and leaves an audit folder.
///
/// # Errors
/// When nothing could be read, or the folder cannot be written. The old folder stays then.
pub fn audit(engine: &Engine, options: &AuditOptions, counters: &Counters) -> Result<Outcome, PipelineError> {
    let started = Instant::now();
    let partial = PartialFolder::create(&options.output)?;
    let folder = partial.folder();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .build()
        .map_err(|e| PipelineError::Threads(e.to_string()))?;
    let parts_folder = folder.parts();
    std::fs::create_dir_all(&parts_folder).map_err(|e| FolderError::write(&parts_folder, &e))?;
    let store = StoreWriter::create(&folder.index(), &engine.lexicon, options.memory / 2)?;
    let writer = Writer { engine, options, parts_folder, store, open: None, parts: Vec::new() };
    let (to_engine, from_reader) = sync_channel(QUEUE);
    let (to_writer, from_engine) = sync_channel(QUEUE);
    let parts = std::thread::scope(|scope| {
        scope.spawn(move || feed(options, Start::default(), &counters.bytes, &to_engine));
        let writing = scope.spawn(|| writer.write_all(from_engine, counters));
        for batch in from_reader {
            let scored = pool.install(|| analyse(engine, batch));
            if to_writer.send(scored).is_err() {
                break;
            }
        }
        drop(to_writer);
        writing.join().expect("the writer does not panic")
    })?;
    let mut manifest = manifest_of(engine, options);
    let extra = if options.csv { Extra::Csv } else { Extra::Nothing };
    let assembled = assemble(&engine.lexicon, folder, &parts, extra, &mut manifest)?;
    if manifest.n_articles == 0 {
        let first = assembled.rejects.first().map_or_else(|| "no source was given".to_owned(), ToString::to_string);
        return Err(PipelineError::NothingRead { n_refused: manifest.n_refused, first });
    }
    manifest.timings = BTreeMap::from([("total_seconds".to_owned(), started.elapsed().as_secs_f64())]);
    partial.finish(&manifest)?;
    Ok(Outcome { manifest, tally: assembled.tally, rejects: assembled.rejects })
}

/// The manifest before anything is counted.
fn manifest_of(engine: &Engine, options: &AuditOptions) -> Manifest {
    let lexicon = &engine.lexicon;
    Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: options.command.clone(),
        seed: options.seed,
        tokenizer: crate::tokenize::CONTRACT_VERSION,
        lexicon: lexicon.name.clone(),
        lexicon_hash: lexicon.hash.clone(),
        tiers: lexicon.tiers.clone(),
        sources: options.sources.iter().map(SourceAccount::new).collect(),
        notices: idle_rows(&options.sources, &options.read),
        ..Manifest::default()
    }
}

fn analyse(engine: &Engine, batch: Batch) -> ScoredBatch {
    let one = |(source, raw): (usize, RawArticle)| {
        let scored = engine.analyse(raw);
        let row = article_row(&engine.lexicon, &scored);
        (source, scored, row)
    };
    let Batch { opened, articles, rejects, notices, reached, .. } = batch;
    let articles = articles.into_par_iter().map(one).collect();
    ScoredBatch { opened, articles, rejects, notices, reached }
}

/// Everything that is written in the order of the input.
struct Writer<'a> {
    engine: &'a Engine,
    options: &'a AuditOptions,
    parts_folder: PathBuf,
    store: StoreWriter,
    open: Option<PartWriter>,
    parts: Vec<Part>,
}

impl Writer<'_> {
    fn write_all(mut self, batches: Receiver<ScoredBatch>, counters: &Counters) -> Result<Vec<Part>, PipelineError> {
        let mut reached = Reached::default();
        for batch in batches {
            reached = batch.reached;
            let part = self.write(batch, counters)?;
            if part.n_articles() >= self.options.checkpoint {
                self.checkpoint(part, reached)?;
            } else {
                self.open = Some(part);
            }
        }
        if let Some(part) = self.open.take() {
            self.checkpoint(part, reached)?;
        }
        self.store.finish()?;
        Ok(self.parts)
    }

    fn write(&mut self, batch: ScoredBatch, counters: &Counters) -> Result<PartWriter, PipelineError> {
        let lexicon = &self.engine.lexicon;
        let number = u32::try_from(self.parts.len()).expect("parts are few");
        let mut part = match self.open.take() {
            Some(part) => part,
            None => PartWriter::create(&self.parts_folder, number, lexicon)?,
        };
        for (source, fingerprint) in batch.opened {
            part.account(source).fingerprint = fingerprint;
        }
        for (source, reject) in &batch.rejects {
            part.refuse(*source, reject)?;
        }
        for (source, notice) in batch.notices {
            part.note(source, notice);
        }
        for (source, scored, row) in &batch.articles {
            part.article(*source, lexicon, scored, row);
            self.store.add(lexicon, scored, row)?;
        }
        part.flush()?;
        counters.documents.fetch_add(batch.articles.len() as u64, Ordering::Relaxed);
        Ok(part)
    }

    /// Makes a part whole. It counts from the moment the index holds it too.
    fn checkpoint(&mut self, part: PartWriter, reached: Reached) -> Result<(), PipelineError> {
        let part = part.close(reached)?;
        self.store.commit(part.number)?;
        self.parts.push(part);
        Ok(())
    }
}
