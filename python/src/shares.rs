//! Shares, ratios and counts of the articles of an audit.

use classlens::audit::{
    Answer as Found, AuditError, EstimateOptions, HealthOptions, HealthTable, Selection, SummaryOptions, VoiceOptions,
    WorkOptions,
};
use classlens::record::{Axis, Shape};
use pyo3::prelude::{PyResult, Python};
use pyo3::pymethods;

use crate::answer::Answer;
use crate::audit::Audit;
use crate::error;
use crate::options::{Estimate, readers};
use crate::question::{BaselineArguments, voice_table, work_table};
use crate::tally::Tally;

#[pymethods]
impl Audit {
    /// Shares by group among the articles of a query.
    fn summary(
        &self,
        py: Python<'_>,
        by: Vec<String>,
        query: &str,
        min: u64,
        estimate: Estimate,
        people: bool,
    ) -> PyResult<Answer> {
        let (by, estimate) = (self.axes(&by)?, estimate.options()?);
        let options = SummaryOptions { by, min, readers: readers(people), estimate };
        self.some(py, query, &options.estimate, |articles| Ok(articles.summary(&options)?.shares))
    }

    /// The shares of the whole.
    fn total(&self, py: Python<'_>, query: &str, estimate: Estimate) -> PyResult<Answer> {
        let estimate = estimate.options()?;
        self.some(py, query, &estimate, |articles| articles.total(&estimate))
    }

    /// Occupations named, against the working population.
    fn baseline(
        &self,
        py: Python<'_>,
        query: &str,
        arguments: BaselineArguments,
        estimate: Estimate,
        people: bool,
    ) -> PyResult<Answer> {
        let mut options = arguments.options()?;
        options.readers = readers(people);
        options.estimate = estimate.options()?;
        let answer = self.answer_of(py, query, &options.estimate, |articles| Ok(articles.baseline(&options)?.pop()))?;
        answer.ok_or_else(|| error::error("no occupation of the survey is named in these articles"))
    }

    /// Who speaks.
    fn voice(
        &self,
        py: Python<'_>,
        table: &str,
        by: Vec<String>,
        query: &str,
        min: u64,
        estimate: Estimate,
    ) -> PyResult<Answer> {
        let (table, by, estimate) = (voice_table(table)?, self.axes(&by)?, estimate.options()?);
        let options = VoiceOptions { table, by, min, estimate };
        self.some(py, query, &options.estimate, |articles| articles.voice(&options))
    }

    /// Pay, schedules, reasons for leaving work.
    fn work(&self, py: Python<'_>, table: &str, by: Vec<String>, query: &str, people: bool) -> PyResult<Answer> {
        let options =
            WorkOptions { by: self.axes(&by)?, readers: readers(people), ..WorkOptions::of(work_table(table)?) };
        self.some(py, query, &EstimateOptions::default(), |articles| articles.work(&options))
    }

    /// The main claim under other choices.
    fn robustness(&self, py: Python<'_>, query: &str, people: bool) -> PyResult<Answer> {
        let plain = EstimateOptions::default();
        let answer = self.answer_of(py, query, &plain, |articles| articles.robustness(readers(people)))?;
        answer.ok_or_else(|| error::error("no article of these has a focus on one tier"))
    }

    /// What the corpus has and lacks.
    fn health(&self, py: Python<'_>, table: usize, by: Vec<String>, query: &str) -> PyResult<Answer> {
        let by = self.axes(&by)?;
        let tables = vec![HealthTable::ALL[table.min(HealthTable::ALL.len() - 1)].1];
        let options = HealthOptions { tables, by, ..HealthOptions::default() };
        let plain = EstimateOptions::default();
        let answer = self.answer_of(py, query, &plain, |articles| Ok(articles.health(&options)?.pop()))?;
        answer.ok_or_else(|| error::error("the audit has no such table"))
    }

    /// Counts by group of the articles of a query.
    fn tally(&self, py: Python<'_>, by: Vec<String>, query: &str) -> PyResult<Tally> {
        let (by, tiers) = (self.axes(&by)?, self.tiers());
        if let Some(axis) = by.iter().find(|axis| Axis::named(axis.name(), Shape::of_tiers(&tiers)).is_none()) {
            let name = axis.name();
            let reason = format!("by={name:?}: a tally is of columns that every audit has; `summary` takes this one");
            return Err(error::error(reason));
        }
        let counts = self.ask_of(py, query, &EstimateOptions::default(), |articles, _| {
            let mut counts = classlens::summarize::Tally::new(&by);
            for row in articles.rows() {
                counts.add(row, &tiers);
            }
            Ok(counts)
        })?;
        Ok(Tally { counts, tiers })
    }
}

impl Audit {
    /// A table that there always is.
    fn some(
        &self,
        py: Python<'_>,
        query: &str,
        estimate: &EstimateOptions,
        ask: impl FnOnce(&Selection<'_>) -> Result<Found, AuditError> + Send,
    ) -> PyResult<Answer> {
        let answer = self.answer_of(py, query, estimate, |articles| ask(articles).map(Some))?;
        Ok(answer.expect("the table was made"))
    }
}
