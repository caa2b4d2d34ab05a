//! A lexicon made ready: scores tables in memory and reads single texts.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use classlens::article::Record;
use classlens::audit::AuditError;
use classlens::pipeline::{AuditOptions, Counters, MemoryScorer, PipelineError};
use classlens::read::{Source, read_rows};
use classlens::record::{Cell, Kind, Table};
use classlens::{Engine, Lexicon};
use pyo3::prelude::{Bound, PyAny, PyResult, Python};
use pyo3::types::{PyDict, PyDictMethods};
use pyo3::{FromPyObject, pyclass, pymethods};

use crate::answer::Answer;
use crate::cells::BatchRows;
use crate::options::Reading;
use crate::reading::Read;
use crate::{arrow, error, reading, signals};

/// The lexicon in a folder, or the one of the program.
pub fn lexicon(folder: Option<PathBuf>) -> PyResult<Arc<Lexicon>> {
    match folder {
        Some(folder) => {
            let read = Lexicon::from_folder(&folder).map(Arc::new);
            read.map_err(|reason| error::of(AuditError::Lexicon { folder, reason: Box::new(reason) }))
        }
        None => Ok(Lexicon::embedded()),
    }
}

/// The same, made ready.
pub fn engine(folder: Option<PathBuf>) -> PyResult<Engine> {
    Engine::new(lexicon(folder)?).map_err(error::of)
}

/// The same with the weights in a file.
fn calibrated(folder: Option<PathBuf>, calibration: &Path) -> PyResult<Engine> {
    let read = Lexicon::with_calibration(folder.as_deref(), calibration);
    let named = |reason| error::error(format!("weights in {}: {reason}", calibration.display()));
    Engine::new(read.map_err(named)?).map_err(error::of)
}

/// What a task may take, as the keyword arguments of Python name it; `memory` is in MiB.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct ShardArguments {
    threads: usize,
    memory: usize,
}

/// What scores articles.
#[pyclass(frozen, module = "classlens._classlens")]
pub struct Auditor {
    pub engine: Engine,
}

#[pymethods]
impl Auditor {
    #[new]
    #[pyo3(signature = (lexicon=None, calibration=None))]
    fn new(py: Python<'_>, lexicon: Option<PathBuf>, calibration: Option<PathBuf>) -> PyResult<Self> {
        let made = match calibration {
            None => py.detach(|| engine(lexicon))?,
            Some(file) => py.detach(|| calibrated(lexicon, &file))?,
        };
        Ok(Self { engine: made })
    }

    /// Names of the tiers, in their order.
    #[getter]
    fn tiers(&self) -> Vec<String> {
        self.engine.lexicon.tiers.clone()
    }

    /// Name and hash of the lexicon.
    #[getter]
    fn lexicon(&self) -> (String, String) {
        (self.engine.lexicon.name.clone(), self.engine.lexicon.hash.clone())
    }

    /// Scores the rows of anything that speaks Arrow; tables by name, refused rows among them, and remarks.
    fn score<'py>(
        &self,
        py: Python<'py>,
        data: &Bound<'py, PyAny>,
        reading: Reading,
        threads: usize,
    ) -> PyResult<(Bound<'py, PyDict>, Vec<String>)> {
        let options = reading.options()?;
        let rows = BatchRows::new(arrow::batches(data)?).map_err(error::error)?;
        let stop = AtomicBool::new(false);
        let work = || {
            let mut scorer = MemoryScorer::new(&self.engine, threads)?;
            let mut refused = Table::new(&[("row", Kind::Int), ("reason", Kind::Text)]);
            let mut remarks = Vec::new();
            let mut sink = |record| {
                match record {
                    Record::Article(article) => {
                        scorer.push(*article);
                    }
                    Record::Reject(reject) => {
                        refused.push(&[Cell::count(reject.position), Cell::Text(&error::refused(&reject.reason))]);
                    }
                    Record::Notice(notice) => remarks.push(notice.message),
                }
                if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            read_rows(&"table".into(), &rows, &options, &mut sink)?;
            let (tables, failed) = scorer.finish();
            for reject in failed {
                refused.push(&[Cell::count(reject.position), Cell::Text(&reject.reason)]);
            }
            Ok::<_, PipelineError>((tables, refused, remarks))
        };
        let (tables, refused, remarks) = signals::interruptible_or(py, &stop, work)?;
        let scored = PyDict::new(py);
        for (name, parts) in tables {
            scored.set_item(name, Answer::new(parts, Vec::new()))?;
        }
        scored.set_item("refused", Answer::new(vec![refused], Vec::new()))?;
        Ok((scored, remarks))
    }

    /// Audits the rows in the file `path`, which go by the name `name`, into the folder `output`, a part of an audit that may have
    /// no article; articles and refused records.
    fn shard(
        &self,
        py: Python<'_>,
        path: PathBuf,
        name: String,
        output: PathBuf,
        reading: Reading,
        arguments: ShardArguments,
    ) -> PyResult<(u64, u64)> {
        let source = Source::Spooled { name: name.into(), path };
        let options = AuditOptions {
            read: reading.options()?,
            may_be_empty: true,
            threads: arguments.threads,
            memory: arguments.memory.max(1) << 20,
            ..AuditOptions::new(vec![source], &output)
        };
        let counters = Counters::default();
        let work = || classlens::pipeline::audit(&self.engine, &options, &counters);
        let manifest = signals::interruptible_or(py, &counters.stop, work)?.manifest;
        Ok((manifest.n_articles, manifest.n_refused))
    }

    /// What is found in a text: JSON, and its hits.
    fn read(&self, py: Python<'_>, text: &str, title: &str) -> PyResult<Read> {
        py.detach(|| reading::of_text(&self.engine, title, text)).map_err(error::error)
    }

    /// What is found in a draft: JSON, and its hits.
    fn draft(&self, py: Python<'_>, text: &str, title: &str) -> PyResult<Read> {
        py.detach(|| reading::of_draft(&self.engine, title, text)).map_err(error::error)
    }
}
