//! Articles out of files, as they are read before anything is scored.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use classlens::article::{RawArticle, Record};
use classlens::pipeline::{PipelineError, sample_source};
use classlens::read::{Source, expand, read_all};
use classlens::record::{Cell, Kind, Table};
use pyo3::prelude::{PyResult, Python};
use pyo3::pyfunction;

use crate::answer::Answer;
use crate::options::Reading;
use crate::{error, signals};

/// Bytes of text after which another table is begun.
const TABLE_BYTES: usize = 256 << 20;

/// The sources at these paths; the sample corpus where there are none.
pub fn sources(paths: &[PathBuf]) -> PyResult<Vec<Source>> {
    if paths.is_empty() {
        return Ok(vec![sample_source()]);
    }
    expand(paths).map_err(|cause| error::of(PipelineError::from(cause)))
}

/// Articles of these files, the refused records, and remarks; at most `limit` articles.
#[pyfunction]
pub fn read(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    reading: Reading,
    limit: Option<usize>,
) -> PyResult<(Answer, Answer, Vec<String>)> {
    let (sources, options) = (sources(&paths)?, reading.options()?);
    let stop = AtomicBool::new(false);
    let work = || {
        let mut read = ReadArticles::new(limit);
        let n_bytes = AtomicU64::new(0);
        read_all(&sources, &options, &n_bytes, &mut |record| {
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { read.take(record) }
        });
        Ok::<_, PipelineError>(read)
    };
    let read = signals::interruptible_or(py, &stop, work)?;
    Ok((Answer::new(read.tables, Vec::new()), Answer::new(vec![read.refused], Vec::new()), read.remarks))
}

struct ReadArticles {
    tables: Vec<Table>,
    n_bytes: usize,
    refused: Table,
    remarks: Vec<String>,
    /// How many more are wanted.
    left: Option<usize>,
}

impl ReadArticles {
    fn new(left: Option<usize>) -> Self {
        let refused = Table::new(&[("source", Kind::Text), ("position", Kind::Int), ("reason", Kind::Text)]);
        Self { tables: vec![empty()], n_bytes: 0, refused, remarks: Vec::new(), left }
    }

    fn take(&mut self, record: Record) -> ControlFlow<()> {
        match record {
            Record::Article(_) if self.left == Some(0) => return ControlFlow::Break(()),
            Record::Article(article) => {
                self.left = self.left.map(|left| left - 1);
                self.push(&article);
            }
            Record::Reject(reject) => {
                let reason = error::refused(&reject.reason);
                self.refused.push(&[Cell::Text(&reject.source), Cell::count(reject.position), Cell::Text(&reason)]);
            }
            Record::Notice(notice) => self.remarks.push(format!("{}: {}", notice.source, notice.message)),
        }
        ControlFlow::Continue(())
    }

    fn push(&mut self, article: &RawArticle) {
        if self.n_bytes >= TABLE_BYTES {
            self.tables.push(empty());
            self.n_bytes = 0;
        }
        self.n_bytes += article.body.len();
        let date = article.date.map(|date| date.to_string()).or_else(|| article.printed_date.clone());
        let table = self.tables.last_mut().expect("there is at least one table");
        table.push(&[
            Cell::Text(&article.id),
            Cell::text(article.outlet.as_deref()),
            Cell::text(date.as_deref()),
            Cell::text(article.url.as_deref()),
            Cell::text(article.author.as_deref()),
            Cell::text(article.section.as_deref()),
            Cell::Text(&article.title),
            Cell::Text(&article.body),
            Cell::Text(&article.source),
            Cell::count(article.position),
        ]);
    }
}

fn empty() -> Table {
    let texts = ["id", "outlet", "date", "url", "author", "section", "title", "body", "source"];
    let columns = texts.map(|name| (name, Kind::Text)).into_iter().chain([("position", Kind::Int)]);
    Table::new(&columns.collect::<Vec<_>>())
}
