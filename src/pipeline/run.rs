//! The run itself: read → analyse → write parts → put the tables together.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::sync_channel;
use std::time::Instant;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::article::{RawArticle, Reject, made_or_refused};
use crate::copies::Signature;
use crate::engine::Engine;
use crate::folder::{AuditFolder, Inherited, Manifest, PartialFolder, RECORD_VERSION};
use crate::pipeline::PipelineError;
use crate::pipeline::assemble::{AssembleOptions, Assembled, assemble};
use crate::pipeline::batch::Batch;
use crate::pipeline::batches::{Stop, send_batches};
use crate::pipeline::joined::Joined;
use crate::pipeline::journal::{self, Begun, Done};
use crate::pipeline::mapped;
use crate::pipeline::options::{AuditOptions, Counters, Origin};
use crate::pipeline::part::{Part, ScoredArticle};
use crate::pipeline::pieces::Pieces;
use crate::pipeline::plan::{Plan, Step};
use crate::pipeline::record_file::Extra;
use crate::pipeline::replaced;
use crate::pipeline::settings::settings;
use crate::pipeline::write::Writer;
use crate::read::{files_of_pages, idle_rows};
use crate::record::pack;
use crate::score::{ArticleRow, article_row};
use crate::summarize::{Cell, Makeup, Tally};

/// What a run left.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The manifest.
    pub manifest: Manifest,
    /// Counts of the articles by outlet.
    pub tally: Tally,
    /// Counts of the articles by week, where all are of one outlet.
    pub weeks: BTreeMap<String, Cell>,
    /// What the articles are like.
    pub makeup: Makeup,
    /// The first refused records; all of them are in `rejects.jsonl`.
    pub rejects: Vec<Reject>,
    /// What a user should know of the variables.
    pub remarks: Vec<String>,
    /// What became of files of the audit that was there before.
    pub inherited: Inherited,
}

/// Queued batches on each side of the analysis.
const QUEUE: usize = 2;

/// Audits `options.sources` and leaves an audit folder.
///
/// # Errors
/// When nothing could be read, or the folder cannot be written. The old folder stays then.
pub fn audit(engine: &Engine, options: &AuditOptions, counters: &Counters) -> Result<Outcome, PipelineError> {
    Run::prepare(engine, options)?.finish(counters)
}

/// A run that is about to read.
pub struct Run<'a> {
    engine: &'a Engine,
    options: &'a AuditOptions,
    partial: PartialFolder,
    plan: Plan,
    begun: Begun,
    done: Done,
}

impl<'a> Run<'a> {
    /// Takes hold of the folder, and takes up what a killed run left when `options` ask for that.
    ///
    /// # Errors
    /// When the folder cannot be written, another run writes it, or there is no audit to start from.
    pub fn prepare(engine: &'a Engine, options: &'a AuditOptions) -> Result<Self, PipelineError> {
        if options.origin == Origin::Sources {
            mapped::check(options, |_| true)?;
        }
        options.join.as_ref().map(Joined::open).transpose()?;
        replaced::check(engine, options)?;
        let mut partial = PartialFolder::claim(&options.output)?;
        let plan = Plan::of(engine, options)?;
        mapped::check(options, |at| options.origin == Origin::Added && matches!(plan.step(at), Step::Read))?;
        let left = journal::left_by_dead_run(partial.folder());
        let mut begun = left.map_or(Begun::Anew, |n_articles| Begun::Discarded { n_articles });
        if options.resume && left.is_some() {
            match journal::resume(engine, options, &plan, partial.folder()) {
                Ok(done) => {
                    let begun = Begun::Resumed { n_articles: done.parts.iter().map(Part::n_articles).sum() };
                    partial.keep();
                    return Ok(Self { engine, options, partial, plan, begun, done });
                }
                Err(reason) => begun = Begun::Refused { reason },
            }
        }
        let done = journal::begin(engine, options, &plan, &partial)?;
        Ok(Self { engine, options, partial, plan, begun, done })
    }

    /// How it begins.
    #[must_use]
    pub fn begun(&self) -> &Begun {
        &self.begun
    }

    /// Reads, scores and writes everything.
    ///
    /// # Errors
    /// When nothing could be read, or the folder cannot be written. The old folder stays then.
    pub fn finish(mut self, counters: &Counters) -> Result<Outcome, PipelineError> {
        let started = Instant::now();
        let written = self.write(counters);
        let (mut manifest, assembled) = written.map_err(|error| interrupted(&mut self.partial, error))?;
        if manifest.n_articles == 0 && !self.options.may_be_empty {
            self.partial.discard();
            let first = assembled.rejects.first().map_or_else(|| "no source was given".to_owned(), ToString::to_string);
            return Err(PipelineError::NothingRead { n_refused: manifest.n_refused, first });
        }
        if let Err(error) = self.check_columns(&manifest) {
            self.partial.discard();
            return Err(error);
        }
        manifest.sources.iter_mut().for_each(|source| source.fields.met.clear());
        manifest.timings.insert("total_seconds".to_owned(), started.elapsed().as_secs_f64());
        let inherited = self.partial.finish(&manifest)?;
        let Assembled { tally, weeks, makeup, rejects, mut remarks } = assembled;
        if self.options.origin == Origin::Added && self.options.join.is_none() {
            remarks.extend(manifest.joins.iter().map(|join| {
                format!("articles read now have no values of {}, which was joined before: join it again", join.file)
            }));
        }
        Ok(Outcome { manifest, tally, weeks, makeup, rejects, remarks, inherited })
    }

    /// Standard input and pipes show only when they were read whether they have the columns named by hand.
    fn check_columns(&self, manifest: &Manifest) -> Result<(), PipelineError> {
        let read = |at: &usize| matches!(self.plan.step(*at), Step::Read);
        let is_read_once = |at: &usize| read(at) && self.options.sources[*at].is_read_once();
        let n = self.options.sources.len();
        if !(0..n).any(|at| is_read_once(&at)) {
            return Ok(());
        }
        let accounts = (0..n).filter(read).filter_map(|at| manifest.sources.get(at)).map(|source| &source.fields);
        mapped::check_accounts(self.options, accounts)
    }

    fn write(&mut self, counters: &Counters) -> Result<(Manifest, Assembled), PipelineError> {
        let Self { engine, options, partial, plan, done, .. } = self;
        let mut done = std::mem::take(done);
        let parts = loop {
            match read_and_score(engine, options, partial.folder(), plan, done, counters)? {
                Ended::Whole(parts) => break parts,
                Ended::Clash { source } => {
                    plan.read_from(source);
                    done = journal::begin(engine, options, plan, partial)?;
                }
            }
        };
        let mut manifest = manifest_of(engine, options, plan);
        let extra = if options.csv { Extra::Csv } else { Extra::Nothing };
        let read = Instant::now();
        let wanted = AssembleOptions { extra, join: options.join.as_ref() };
        let pieces = Pieces::of_run(&parts, plan, manifest.sources.len());
        let assembled = assemble(partial.folder(), &parts, &pieces, wanted, &mut manifest)?;
        // After those of the sources, which are counted by source.
        manifest.notices.extend(match plan {
            Plan::Rescored(base) => base.notices_of_no_source().to_vec(),
            Plan::Fresh | Plan::Added(_) => {
                let idle = idle_rows(&options.sources, &options.read);
                idle.into_iter().chain(files_of_pages(&options.sources)).collect()
            }
        });
        let again = plan.found_again(&manifest.sources);
        manifest.notices.extend(again);
        manifest.files = partial.folder().hashes()?;
        manifest.timings = BTreeMap::from([("assemble_seconds".to_owned(), read.elapsed().as_secs_f64())]);
        Ok((manifest, assembled))
    }
}

/// Keeps what is done, if there is anything to resume from, and reports it.
fn interrupted(partial: &mut PartialFolder, error: PipelineError) -> PipelineError {
    match journal::left_by_dead_run(partial.folder()) {
        None => error,
        Some(n_articles) => {
            partial.keep();
            PipelineError::Interrupted { reason: Box::new(error), n_articles }
        }
    }
}

/// How the reading ended.
enum Ended {
    /// With the last record.
    Whole(Vec<Part>),
    /// A source whose rows were to be kept has to be read again.
    Clash { source: usize },
}

/// Reads what is not done yet.
fn read_and_score(
    engine: &Engine,
    options: &AuditOptions,
    folder: &AuditFolder,
    plan: &Plan,
    done: Done,
    counters: &Counters,
) -> Result<Ended, PipelineError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .build()
        .map_err(|e| PipelineError::Threads(e.to_string()))?;
    let start = journal::start_behind(&done.parts, plan, folder)?;
    let store = done.store.expect("a run begins with an index");
    let writer = Writer::new(engine, options.checkpoint, folder, store, done.parts);
    let (to_engine, from_reader) = sync_channel(QUEUE);
    let (to_writer, from_engine) = sync_channel(QUEUE);
    let (fed, written) = std::thread::scope(|scope| {
        let sending = scope.spawn(move || send_batches(options, plan, start, &counters.bytes, to_engine));
        let writing = scope.spawn(|| writer.write_all(from_engine, counters));
        for batch in from_reader {
            if counters.stop.load(Ordering::Relaxed) {
                break;
            }
            let scored = pool.install(|| analyse(engine, batch));
            if to_writer.send(scored).is_err() {
                break;
            }
        }
        drop(to_writer);
        let written = writing.join().expect("the writer does not panic");
        (sending.join().expect("the reader does not panic"), written)
    });
    let parts = written?;
    if counters.stop.load(Ordering::Relaxed) {
        return Err(PipelineError::Stopped);
    }
    match fed {
        Ok(()) | Err(Stop::Nobody) => Ok(Ended::Whole(parts)),
        Err(Stop::Clash { source }) => Ok(Ended::Clash { source }),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// The manifest before anything is counted.
fn manifest_of(engine: &Engine, options: &AuditOptions, plan: &Plan) -> Manifest {
    let lexicon = &engine.lexicon;
    let (sources, deletions) = plan.accounts(&options.sources);
    Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        record_version: RECORD_VERSION,
        command: options.command.clone(),
        seed: options.seed,
        tokenizer: crate::tokenize::CONTRACT_VERSION,
        lexicon: lexicon.name.clone(),
        lexicon_hash: lexicon.hash.clone(),
        tiers: lexicon.tiers.clone(),
        settings: settings(engine, options, plan.rescored()),
        joins: plan.base().map_or_else(Vec::new, |base| base.manifest.joins.clone()),
        sources,
        deletions,
        ..Manifest::default()
    }
}

/// Scores the articles of a batch. One on which the program fails is refused, and the others are kept.
fn analyse(engine: &Engine, mut batch: Batch<(usize, RawArticle)>) -> Batch<ScoredArticle> {
    let articles = std::mem::take(&mut batch.articles);
    let scored: Vec<_> = articles.into_par_iter().map(|(source, raw)| scored_or_refused(engine, source, raw)).collect();
    let mut kept = Vec::with_capacity(scored.len());
    for (source, outcome) in scored {
        match outcome {
            Ok(article) => kept.push(article),
            Err(reject) => batch.rejects.push((source, reject)),
        }
    }
    batch.with_articles(|_| kept)
}

fn scored_or_refused(engine: &Engine, source: usize, raw: RawArticle) -> (usize, Result<ScoredArticle, Reject>) {
    let (name, position) = (Arc::clone(&raw.source), raw.position);
    // The engine takes the vocabulary of a thread back when an article is done: none is left half changed.
    (source, made_or_refused(&name, position, || scored(engine, source, raw)))
}

fn scored(engine: &Engine, source: usize, raw: RawArticle) -> ScoredArticle {
    let (scored, signature) = engine.analyse_with(raw, |scored, hashes| Signature::of_known(&scored.document, hashes));
    let variables = pack(&scored.document.variables);
    let row = ArticleRow { variables, ..article_row(&engine.lexicon, &scored) };
    ScoredArticle { source, scored, row, signature }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::engine::{Engine, FAIL_POINT};
    use crate::lexicon::Lexicon;
    use crate::pipeline::{AuditOptions, Counters, Outcome, audit};
    use crate::read::Source;

    fn audited(root: &Path, articles: &[&str], threads: usize) -> Outcome {
        let line =
            |(at, body): (usize, &&str)| format!("{}\n", serde_json::json!({"id": at.to_string(), "body": body}));
        let path = root.join("in.jsonl");
        std::fs::write(&path, articles.iter().enumerate().map(line).collect::<String>()).expect("a temporary file");
        let lexicon = Lexicon::small(&["low", "high"], &[("cashier", "low", "pay", ""), ("lawyer", "high", "pay", "")]);
        let engine = Engine::new(lexicon).expect("there is no calibration");
        let options =
            AuditOptions { threads, replace: true, ..AuditOptions::new(vec![Source::File(path)], &root.join("out")) };
        audit(&engine, &options, &Counters::default()).expect("the run goes on")
    }

    #[test]
    fn an_article_on_which_the_program_fails_is_refused_and_the_others_are_kept() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let bad = format!("Ana Ruiz, a cashier, {FAIL_POINT}.");
        for threads in [1, 2] {
            let mut articles = vec!["A cashier works nights."; 40];
            articles[3] = &bad;
            articles[39] = &bad;
            let Outcome { manifest, rejects, .. } = audited(root.path(), &articles, threads);
            assert_eq!((manifest.n_records, manifest.n_articles, manifest.n_refused), (40, 38, 2));
            let source = &manifest.sources[0];
            assert_eq!((source.n_articles, source.n_refused), (38, 2));
            let found: Vec<(u64, &str)> =
                rejects.iter().map(|reject| (reject.position, reject.reason.as_str())).collect();
            let reason = format!(
                "classlens {} failed on this record (a test wants this of): please report it",
                env!("CARGO_PKG_VERSION")
            );
            assert_eq!(found, [(4, reason.as_str()), (40, reason.as_str())]);
            let audit = crate::Audit::open(root.path().join("out")).expect("the audit is whole");
            assert_eq!(audit.all().expect("its tables are read").rows().len(), 38);
        }
    }
}
