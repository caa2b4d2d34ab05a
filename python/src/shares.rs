//! Shares, ratios and counts of the articles of an audit.

use classlens::audit::{EstimateOptions, HealthOptions, HealthTable, SummaryOptions, VoiceOptions, WorkOptions};
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
        self.ask_of(py, query, &options.estimate, |articles| Ok(Answer::of(articles.summary(&options).shares)))
    }

    /// The shares of the whole.
    fn total(&self, py: Python<'_>, query: &str, estimate: Estimate) -> PyResult<Answer> {
        let estimate = estimate.options()?;
        self.ask_of(py, query, &estimate, |articles| Ok(Answer::of(articles.total(&estimate))))
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
        let answer = self.ask_of(py, query, &options.estimate, |articles| Ok(articles.baseline(&options)?.pop()))?;
        answer.map(Answer::of).ok_or_else(|| error::error("no occupation of the survey is named in these articles"))
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
        self.ask_of(py, query, &options.estimate, |articles| Ok(Answer::of(articles.voice(&options)?)))
    }

    /// Pay, schedules, reasons for leaving work.
    fn work(&self, py: Python<'_>, table: &str, by: Vec<String>, query: &str, people: bool) -> PyResult<Answer> {
        let options =
            WorkOptions { by: self.axes(&by)?, readers: readers(people), ..WorkOptions::of(work_table(table)?) };
        self.ask_of(py, query, &EstimateOptions::default(), |articles| Ok(Answer::of(articles.work(&options)?)))
    }

    /// The main claim under other choices.
    fn robustness(&self, py: Python<'_>, query: &str, people: bool) -> PyResult<Answer> {
        let plain = EstimateOptions::default();
        let answer = self.ask_of(py, query, &plain, |articles| articles.robustness(readers(people)))?;
        answer.map(Answer::of).ok_or_else(|| error::error("no article of these has a focus on one tier"))
    }

    /// What the corpus has and lacks.
    fn health(&self, py: Python<'_>, table: usize, by: Vec<String>) -> PyResult<Answer> {
        let by = self.axes(&by)?;
        let tables = vec![HealthTable::ALL[table.min(HealthTable::ALL.len() - 1)]];
        let options = HealthOptions { tables, by, ..HealthOptions::default() };
        let answer = self.ask(py, |audit| Ok(audit.health(&options)?.pop()))?;
        answer.map(Answer::of).ok_or_else(|| error::error("the audit has no such table"))
    }

    /// Counts by group of the articles of a query.
    fn tally(&self, py: Python<'_>, by: Vec<String>, query: &str) -> PyResult<Tally> {
        let (by, tiers) = (self.axes(&by)?, self.tiers());
        if let Some(axis) = by.iter().find(|axis| axis.variable().is_some()) {
            let reason =
                format!("by={:?}: a tally is of columns that every audit has; `summary` takes variables", axis.name());
            return Err(error::error(reason));
        }
        let counts = self.ask_of(py, query, &EstimateOptions::default(), |articles| {
            let mut counts = classlens::summarize::Tally::new(&by);
            for row in articles.rows() {
                counts.add(row, &tiers);
            }
            Ok(counts)
        })?;
        Ok(Tally { counts, tiers })
    }
}
