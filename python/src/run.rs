//! A whole run: files in, an audit folder out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use classlens::audit::{AuditFolder, REPLICATES, Readers, closing};
use classlens::pipeline::{
    self, AuditOptions, Begun, Counters, JoinOptions, MergeOptions, Origin, Outcome, PipelineError, Run, sources_of,
};
use classlens::read::Source;
use classlens::summarize::Resampling;
use pyo3::prelude::{Py, PyAny, PyAnyMethods, PyResult, Python};
use pyo3::{FromPyObject, pyfunction};

use crate::answer::Answer;
use crate::options::Reading;
use crate::{auditor, error, read, signals};

/// What else a run is asked for, as the keyword arguments of Python name it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
#[expect(clippy::struct_excessive_bools, reason = "flags of the command line")]
pub struct RunArguments {
    lexicon: Option<PathBuf>,
    source: Option<PathBuf>,
    add: bool,
    variables: Option<PathBuf>,
    csv: bool,
    checkpoint: usize,
    replace: bool,
    resume: bool,
    threads: usize,
    memory: usize,
    seed: u64,
}

/// What a run left: the closing table, remarks, and counts by name.
type Left = (Answer, Vec<String>, BTreeMap<&'static str, u64>);

/// Reads, scores and writes everything; `progress` is called with bytes read, bytes in all and articles written.
#[pyfunction]
pub fn audit(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    output: PathBuf,
    reading: Reading,
    arguments: RunArguments,
    progress: Option<Py<PyAny>>,
) -> PyResult<Left> {
    let options = options(&paths, output, &reading, &arguments)?;
    let lexicon = arguments.lexicon.clone();
    let engine = py.detach(|| auditor::engine(lexicon))?;
    let counters = Counters::default();
    let n_bytes: u64 = options.sources.iter().map(Source::size).sum();
    let look = |py: Python<'_>| match &progress {
        Some(progress) => {
            let read = counters.bytes.load(Ordering::Relaxed);
            progress.bind(py).call1((read, n_bytes, counters.documents.load(Ordering::Relaxed))).map(drop)
        }
        None => Ok(()),
    };
    let work = || {
        let run = Run::prepare(&engine, &options)?;
        let begun = begun(run.begun());
        Ok::<_, PipelineError>((begun, run.finish(&counters)?))
    };
    let (done, seen) = signals::interruptible(py, &counters.stop, look, work);
    if let Err(stopped) = seen {
        if let Err(cause @ PipelineError::Interrupted { .. }) = done {
            stopped.value(py).call_method1("add_note", (error::of(cause).value(py).to_string(),))?;
        }
        return Err(stopped);
    }
    let (begun, outcome) = done.map_err(error::of)?;
    look(py)?;
    let (answer, remarks, counts) = left(&outcome, &options.output, options.seed);
    Ok((answer, begun.into_iter().chain(remarks).collect(), counts))
}

/// How audits are merged, as the keyword arguments of Python name it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct MergeArguments {
    lexicon: Option<PathBuf>,
    csv: bool,
    replace: bool,
    threads: usize,
    seed: u64,
}

/// Makes one audit of several; they stay as they are.
#[pyfunction]
pub fn merge(py: Python<'_>, audits: Vec<PathBuf>, output: PathBuf, arguments: MergeArguments) -> PyResult<Left> {
    let MergeArguments { lexicon, csv, replace, threads, seed } = arguments;
    let mut command = vec!["merge".to_owned()];
    command.extend(audits.iter().map(|path| path.display().to_string()));
    command.push(format!("--output={}", output.display()));
    let switches = [("--csv", csv), ("--replace", replace)];
    command.extend(switches.iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| (*flag).to_owned()));
    let options = MergeOptions { output, csv, replace, threads, seed, command };
    let outcome = py.detach(|| {
        let lexicon = auditor::lexicon(lexicon)?;
        pipeline::merge(&lexicon, &audits, &options).map_err(|cause| match cause {
            PipelineError::WouldReplace { .. } => {
                error::error(format!("{cause} (name another folder, or give replace=True)"))
            }
            cause => error::of(cause),
        })
    })?;
    Ok(left(&outcome, &options.output, seed))
}

/// The closing table of a run, remarks and counts.
fn left(outcome: &Outcome, output: &Path, seed: u64) -> Left {
    let manifest = &outcome.manifest;
    let resampling = Resampling { replicates: REPLICATES, seed };
    let closing = closing(outcome, resampling, Readers::Machines);
    let mut remarks = Vec::new();
    remarks.extend(manifest.notices.iter().map(|notice| format!("{}: {}", notice.source, notice.message)));
    remarks.extend(outcome.remarks.iter().cloned());
    let refused = outcome.rejects.iter().map(|reject| format!("refused: {}", error::refused(&reject.to_string())));
    remarks.extend(refused.take(SHOWN));
    if manifest.n_refused > SHOWN as u64 {
        let rejects = AuditFolder::at(output).rejects();
        remarks.push(format!("{} refused records, all of them in {}", manifest.n_refused, rejects.display()));
    }
    let counts = BTreeMap::from([
        ("n_records", manifest.n_records),
        ("n_articles", manifest.n_articles),
        ("n_refused", manifest.n_refused),
        ("n_tokens", manifest.n_tokens),
        ("n_exact_copies", manifest.n_exact_copies),
        ("n_near_copies", manifest.n_near_copies),
    ]);
    (Answer::of(closing), remarks, counts)
}

/// Refused records that are named.
const SHOWN: usize = 12;

fn begun(begun: &Begun) -> Option<String> {
    match begun {
        Begun::Anew => None,
        Begun::Resumed { n_articles } => Some(format!("resuming after {n_articles} articles of a killed run")),
        Begun::Discarded { n_articles } => {
            Some(format!("a killed run had done {n_articles} articles; resume=True would have continued after them"))
        }
        Begun::Refused { reason } => Some(format!("the killed run cannot be resumed, this one starts anew: {reason}")),
    }
}

fn options(paths: &[PathBuf], output: PathBuf, reading: &Reading, run: &RunArguments) -> PyResult<AuditOptions> {
    let (origin, sources) = match (&run.source, run.add) {
        (Some(_), true) => return Err(error::error("source and add do not go together: name one of them")),
        (Some(audit), false) => (Origin::Texts(audit.clone()), sources_of(audit).map_err(error::of)?),
        (None, false) => (Origin::Sources, read::sources(paths)?),
        (None, true) => {
            let mut sources = sources_of(&output).map_err(error::of)?;
            for source in read::sources(paths)? {
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
            (Origin::Added, sources)
        }
    };
    Ok(AuditOptions {
        sources,
        origin,
        read: reading.options()?,
        join: run.variables.clone().map(|path| JoinOptions::new(path, None)),
        csv: run.csv,
        checkpoint: run.checkpoint.max(1),
        replace: run.replace,
        may_be_empty: false,
        resume: run.resume,
        threads: run.threads,
        memory: run.memory.max(1) << 20,
        seed: run.seed,
        command: command(paths, &output, reading, run),
        output,
    })
}

/// What would be typed for the same run, for the manifest.
fn command(paths: &[PathBuf], output: &Path, reading: &Reading, run: &RunArguments) -> Vec<String> {
    let mut words = vec!["audit".to_owned()];
    words.extend(paths.iter().map(|path| path.display().to_string()));
    words.push(format!("--output={}", output.display()));
    words.extend(reading.flags());
    words.extend(run.lexicon.iter().map(|folder| format!("--lexicon={}", folder.display())));
    words.extend(run.source.iter().map(|audit| format!("--from={}", audit.display())));
    words.extend(run.variables.iter().map(|path| format!("--variables={}", path.display())));
    let switches = [("--add", run.add), ("--csv", run.csv), ("--replace", run.replace), ("--resume", run.resume)];
    words.extend(switches.iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| (*flag).to_owned()));
    words.extend((run.seed != 1).then(|| format!("--seed={}", run.seed)));
    words
}
