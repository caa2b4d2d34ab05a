//! Counts by group that add up in any order.

use classlens::audit::{axes_named, counted};
use classlens::record::{Shape, rows_of_articles};
use classlens::summarize::Tally as Counts;
use pyo3::prelude::{PyResult, Python};
use pyo3::{pyclass, pymethods};

use crate::answer::Answer;
use crate::error;

/// A tally of articles, with the tiers it was made of.
#[pyclass(frozen, eq, module = "classlens._classlens")]
#[derive(PartialEq)]
pub struct Tally {
    pub counts: Counts,
    pub tiers: Vec<String>,
}

#[pymethods]
impl Tally {
    /// Counts the rows of a table of articles.
    #[staticmethod]
    fn of(py: Python<'_>, articles: &Answer, tiers: Vec<String>, by: Vec<String>) -> PyResult<Self> {
        let shape = Shape::of_tiers(&tiers);
        let mut counts = Counts::new(&axes_named(&by, shape).map_err(error::of)?);
        py.detach(|| {
            for table in articles.tables() {
                let rows = rows_of_articles(table, 0..table.n_rows(), shape)?;
                for row in &rows {
                    counts.add(row, &tiers);
                }
            }
            Ok(())
        })
        .map_err(|reason: String| error::error(reason))?;
        Ok(Self { counts, tiers })
    }

    /// The counts of both.
    fn merged(&self, other: &Self) -> PyResult<Self> {
        let names = |tally: &Self| tally.by().join(", ");
        if names(self) != names(other) {
            let (one, two) = (names(self), names(other));
            return Err(error::error(format!(
                "tallies by `{one}` and by `{two}` do not add up: make both by the same fields"
            )));
        }
        if self.tiers != other.tiers {
            return Err(error::error("tallies of lexicons with different tiers do not add up"));
        }
        let mut counts = self.counts.clone();
        counts.merge(&other.counts);
        Ok(Self { counts, tiers: self.tiers.clone() })
    }

    /// What articles are grouped by.
    #[getter]
    fn by(&self) -> Vec<String> {
        self.counts.axes().iter().map(|axis| axis.name().to_owned()).collect()
    }

    /// All articles, each once.
    #[getter]
    fn n_articles(&self) -> u64 {
        self.counts.total().n_articles
    }

    /// Counts and shares by group.
    fn table(&self) -> Answer {
        Answer::of(counted(&self.counts, &self.tiers))
    }

    /// The tally as JSON.
    fn text(&self) -> String {
        self.counts.to_text(&self.tiers)
    }

    /// The tally that `text` wrote.
    #[staticmethod]
    fn from_text(text: &str) -> PyResult<Self> {
        let (counts, tiers) = Counts::from_text(text).map_err(error::error)?;
        Ok(Self { counts, tiers })
    }
}
