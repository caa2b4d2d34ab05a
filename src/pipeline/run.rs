//! The run itself: read → analyse → write.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Instant;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use xxhash_rust::xxh3::Xxh3;

use crate::pipeline::folder::{AuditFolder, FolderError, PartialFolder};
use crate::pipeline::manifest::{Manifest, SourceAccount};
use crate::pipeline::{Engine, PipelineError};
use crate::present::{CsvWriter, ParquetWriter, articles_table, hits_table, push_article, push_hits};
use crate::read::{Notice, RawArticle, ReadOptions, Record, Reject, Source, read_all};
use crate::score::{ArticleRow, ScoredDocument, article_row};
use crate::store::StoreWriter;

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
    /// One row an article, in the order of the input.
    pub rejects: Vec<Reject>,
}

/// Articles and the remarks that came before them.
#[derive(Default)]
struct Batch {
    articles: Vec<RawArticle>,
    rejects: Vec<Reject>,
    notices: Vec<Notice>,
    bytes: usize,
}

/// A batch after scoring.
struct ScoredBatch {
    articles: Vec<(ScoredDocument, ArticleRow, Arc<str>)>,
    rejects: Vec<Reject>,
    notices: Vec<Notice>,
}

/// Queued batches on each side of the analysis.
const QUEUE: usize = 2;
/// Most articles in a batch.
const BATCH_ARTICLES: usize = 512;
/// A batch, its tokens, hits and queued copies take about so many times its text.
const BATCH_SHARE: usize = 96;
/// Refused records shown to the caller; all of them are in `rejects.jsonl`.
const SHOWN_REJECTS: usize = 20;

/// Audits `options.sources` and leaves an audit folder.
///
/// # Errors
/// When nothing could be read, or the folder cannot be written. The old folder stays then.
pub fn audit(engine: &Engine, options: &AuditOptions, counters: &Counters) -> Result<Outcome, PipelineError> {
    let started = Instant::now();
    let partial = PartialFolder::create(&options.output)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .build()
        .map_err(|e| PipelineError::Threads(e.to_string()))?;
    let writer = Writer::create(engine, partial.folder(), options)?;
    let (to_engine, from_reader) = sync_channel(QUEUE);
    let (to_writer, from_engine) = sync_channel(QUEUE);
    let written = std::thread::scope(|scope| {
        scope.spawn(move || feed(options, counters, &to_engine));
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
    let Written { mut manifest, rejects } = written;
    if manifest.n_articles == 0 {
        let first = rejects.first().map_or_else(|| "no source was given".to_owned(), ToString::to_string);
        return Err(PipelineError::NothingRead { n_refused: manifest.n_refused, first });
    }
    manifest.timings = BTreeMap::from([("total_seconds".to_owned(), started.elapsed().as_secs_f64())]);
    partial.finish(&manifest)?;
    Ok(Outcome { manifest, rejects })
}

/// Reads everything into batches; stops when nobody takes them any more.
fn feed(options: &AuditOptions, counters: &Counters, to_engine: &SyncSender<Batch>) {
    let bound = (options.memory / BATCH_SHARE).max(1 << 20);
    let mut batch = Batch::default();
    let mut sink = |record: Record| {
        match record {
            Record::Article(article) => {
                batch.bytes += article.body.len() + article.title.len();
                batch.articles.push(*article);
            }
            Record::Reject(reject) => batch.rejects.push(reject),
            Record::Notice(notice) => batch.notices.push(notice),
        }
        let full = batch.bytes >= bound
            || batch.articles.len() >= BATCH_ARTICLES
            || batch.rejects.len() + batch.notices.len() >= BATCH_ARTICLES;
        if full && to_engine.send(std::mem::take(&mut batch)).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    };
    read_all(&options.sources, &options.read, &counters.bytes, &mut sink);
    // The other side is gone only after an error of its own, which it reports.
    let _ = to_engine.send(batch);
}

fn analyse(engine: &Engine, batch: Batch) -> ScoredBatch {
    let one = |raw: RawArticle| {
        let source = Arc::clone(&raw.source);
        let scored = engine.analyse(raw);
        let row = article_row(&engine.lexicon, &scored);
        (scored, row, source)
    };
    let articles = batch.articles.into_par_iter().map(one).collect();
    ScoredBatch { articles, rejects: batch.rejects, notices: batch.notices }
}

/// `articles.csv` and `hits.csv`.
type CsvTables = (CsvWriter<BufWriter<File>>, CsvWriter<BufWriter<File>>);

/// Everything that is written in the order of the input.
struct Writer<'a> {
    engine: &'a Engine,
    articles: ParquetWriter,
    hits: ParquetWriter,
    csv: Option<CsvTables>,
    rejects: BufWriter<File>,
    store: StoreWriter,
    hash: Xxh3,
    manifest: Manifest,
    /// Index of each source in the manifest.
    accounts: HashMap<String, usize>,
    shown: Vec<Reject>,
    folder: AuditFolder,
}

/// What the writer knows at the end.
struct Written {
    manifest: Manifest,
    rejects: Vec<Reject>,
}

impl<'a> Writer<'a> {
    fn create(engine: &'a Engine, folder: &AuditFolder, options: &AuditOptions) -> Result<Self, PipelineError> {
        let lexicon = &engine.lexicon;
        let create = |path: PathBuf| {
            File::create(&path).map(BufWriter::new).map_err(|e| FolderError::Write { path, reason: e.to_string() })
        };
        let csv = if options.csv {
            Some((CsvWriter::new(create(folder.articles_csv())?), CsvWriter::new(create(folder.hits_csv())?)))
        } else {
            None
        };
        let manifest = Manifest {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            command: options.command.clone(),
            seed: options.seed,
            tokenizer: crate::tokenize::CONTRACT_VERSION,
            lexicon: lexicon.name.clone(),
            lexicon_hash: lexicon.hash.clone(),
            tiers: lexicon.tiers.clone(),
            sources: options
                .sources
                .iter()
                .map(|s| SourceAccount { source: s.name().to_string(), ..SourceAccount::default() })
                .collect(),
            ..Manifest::default()
        };
        let facts = [
            ("classlens", env!("CARGO_PKG_VERSION")),
            ("lexicon", lexicon.name.as_str()),
            ("lexicon_hash", lexicon.hash.as_str()),
        ];
        Ok(Self {
            engine,
            articles: ParquetWriter::create(&folder.articles(), &articles_table(&lexicon.tiers), &facts)?,
            hits: ParquetWriter::create(&folder.hits(), &hits_table(), &facts)?,
            csv,
            rejects: create(folder.rejects())?,
            store: StoreWriter::create(&folder.index(), lexicon, options.memory / 2)?,
            hash: Xxh3::new(),
            accounts: manifest.sources.iter().enumerate().map(|(at, s)| (s.source.clone(), at)).collect(),
            manifest,
            shown: Vec::new(),
            folder: folder.clone(),
        })
    }

    fn write_all(mut self, batches: Receiver<ScoredBatch>, counters: &Counters) -> Result<Written, PipelineError> {
        let mut articles = articles_table(&self.engine.lexicon.tiers);
        let mut hits = hits_table();
        for batch in batches {
            self.remark(batch.rejects, batch.notices)?;
            articles.clear();
            hits.clear();
            for (scored, row, source) in &batch.articles {
                self.count(scored, row, source);
                push_article(&mut articles, row);
                push_hits(&mut hits, &self.engine.lexicon, scored);
                self.store.add(&self.engine.lexicon, scored, row)?;
            }
            self.articles.write(&articles)?;
            self.hits.write(&hits)?;
            if let Some((of_articles, of_hits)) = &mut self.csv {
                let written = of_articles.write(&articles).and_then(|()| of_hits.write(&hits));
                written.map_err(|e| FolderError::Write { path: self.folder.articles_csv(), reason: e.to_string() })?;
            }
            counters.documents.fetch_add(batch.articles.len() as u64, Ordering::Relaxed);
        }
        self.finish()
    }

    fn count(&mut self, scored: &ScoredDocument, row: &ArticleRow, source: &str) {
        let manifest = &mut self.manifest;
        manifest.n_records += 1;
        manifest.n_articles += 1;
        manifest.n_undated += u64::from(row.date.is_none());
        manifest.n_without_outlet += u64::from(row.outlet.is_none());
        manifest.n_tokens += row.n_tokens;
        manifest.n_hits += scored.hits.len() as u64;
        let account = self.accounts[source];
        manifest.sources[account].n_articles += 1;
        self.hash.update(row.id.as_bytes());
        self.hash.update(&[0]);
        self.hash.update(scored.document.text.as_bytes());
        self.hash.update(&[0]);
    }

    fn remark(&mut self, rejects: Vec<Reject>, notices: Vec<Notice>) -> Result<(), FolderError> {
        for reject in rejects {
            let line = serde_json::to_string(&reject).expect("a refused record holds nothing but plain values");
            writeln!(self.rejects, "{line}")
                .map_err(|e| FolderError::Write { path: self.folder.rejects(), reason: e.to_string() })?;
            self.manifest.n_records += 1;
            self.manifest.n_refused += 1;
            self.manifest.sources[self.accounts[&*reject.source]].n_refused += 1;
            if self.shown.len() < SHOWN_REJECTS {
                self.shown.push(reject);
            }
        }
        self.manifest.notices.extend(notices);
        Ok(())
    }

    fn finish(mut self) -> Result<Written, PipelineError> {
        self.articles.finish()?;
        self.hits.finish()?;
        let failed = |e: std::io::Error| FolderError::Write { path: self.folder.rejects(), reason: e.to_string() };
        self.rejects.flush().map_err(failed)?;
        if let Some((of_articles, of_hits)) = self.csv {
            of_articles.finish().and_then(|()| of_hits.finish()).map_err(failed)?;
        }
        self.store.finish()?;
        self.manifest.corpus_hash = format!("{:032x}", self.hash.digest128());
        Ok(Written { manifest: self.manifest, rejects: self.shown })
    }
}
