//! A lexicon made ready: scores tables in memory and reads single texts.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use classlens::article::Record;
use classlens::audit::AuditError;
use classlens::pipeline::{MemoryScorer, PipelineError};
use classlens::read::read_rows;
use classlens::record::{Cell, Kind, Table};
use classlens::{Engine, Lexicon};
use pyo3::prelude::{Bound, PyAny, PyResult, Python};
use pyo3::types::{PyDict, PyDictMethods};
use pyo3::{pyclass, pymethods};

use crate::answer::Answer;
use crate::cells::BatchRows;
use crate::options::Reading;
use crate::reading::Read;
use crate::{arrow, error, reading, signals};

/// The lexicon in a folder, or the one of the program.
pub fn engine(lexicon: Option<PathBuf>) -> PyResult<Engine> {
    let lexicon = match lexicon {
        Some(folder) => {
            let read = Lexicon::from_folder(&folder).map(std::sync::Arc::new);
            read.map_err(|reason| error::of(AuditError::Lexicon { folder, reason: Box::new(reason) }))?
        }
        None => Lexicon::embedded(),
    };
    Engine::new(lexicon).map_err(error::of)
}

/// What scores articles.
#[pyclass(frozen, module = "classlens._classlens")]
pub struct Auditor {
    pub engine: Engine,
}

#[pymethods]
impl Auditor {
    #[new]
    #[pyo3(signature = (lexicon=None))]
    fn new(py: Python<'_>, lexicon: Option<PathBuf>) -> PyResult<Self> {
        Ok(Self { engine: py.detach(|| engine(lexicon))? })
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
            Ok::<_, PipelineError>((scorer.finish(), refused, remarks))
        };
        let (tables, refused, remarks) = signals::interruptible_or(py, &stop, work)?;
        let scored = PyDict::new(py);
        for (name, parts) in tables {
            scored.set_item(name, Answer::new(parts, Vec::new()))?;
        }
        scored.set_item("refused", Answer::new(vec![refused], Vec::new()))?;
        Ok((scored, remarks))
    }

    /// What is found in a text: JSON, and its hits.
    fn read(&self, py: Python<'_>, text: &str, title: &str) -> PyResult<Read> {
        py.detach(|| reading::of_text(&self.engine, title, text)).map_err(error::error)
    }
}
