//! What the report says of an audit, and codes of people against it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use classlens::audit::{GoldOptions, Readers, corrected_every, corrected_methods};
use classlens::present::figure::file;
use classlens::present::report::{Section, html};
use pyo3::prelude::{PyResult, Python};
use pyo3::pymethods;

use crate::answer::Answer;
use crate::audit::Audit;
use crate::options::Estimate;

#[pymethods]
impl Audit {
    /// The figure of a section of the report as an SVG file; `None` where there is nothing to draw.
    fn figure(&self, py: Python<'_>, section: &str, query: &str, estimate: Estimate) -> PyResult<Option<String>> {
        let estimate = estimate.options()?;
        let found = self.ask_of(py, query, &estimate, |articles, _| articles.section(section, &estimate))?;
        Ok(found.as_ref().and_then(Section::figure).map(|figure| file(&figure)))
    }

    /// The report: its page; sentences of the finding, and of what could be wrong; id, title, words, table and figure of
    /// each section.
    fn report(&self, py: Python<'_>, query: &str, estimate: Estimate) -> PyResult<Report> {
        let estimate = estimate.options()?;
        let report = self.ask_of(py, query, &estimate, |articles, _| articles.report(&estimate))?;
        let page = html(&report);
        let sections = report.sections.into_iter().map(|section| {
            let figure = section.figure().map(|figure| file(&figure));
            (section.id, section.title, Answer::new(vec![section.table], section.text), figure)
        });
        Ok((page, report.finding, report.cautions, sections.collect()))
    }

    /// Codes of people against the audit: tables by name, each with the remarks on the codes.
    fn gold(&self, py: Python<'_>, arguments: GoldArguments) -> PyResult<Scored> {
        let axes = self.axes(&arguments.by)?;
        let GoldArguments { codes, plan, population, predictions, seed, replicates, min, .. } = arguments;
        let population: Option<BTreeSet<String>> = population.map(|ids| ids.into_iter().collect());
        let options = GoldOptions { codes, plan, population, predictions, seed };
        self.ask(py, |audit| {
            let scored = audit.gold_score(&options)?;
            let corrected = scored.corrected(&axes);
            let mut shares = classlens::Answer::of(corrected_every(&corrected, &axes), scored.n_scored() as u64);
            shares.before = corrected_methods(&corrected, scored.tiers()).notes();
            let said = |mut answer: classlens::Answer| {
                answer.before.splice(0..0, scored.remarks().iter().cloned());
                Answer::of(answer)
            };
            let mut tables = vec![
                ("agreement", said(scored.agreement(replicates, Readers::Machines))),
                ("scores", said(scored.scores())),
                ("confusion", said(scored.confusion())),
                ("problems", said(scored.problems())),
                ("corrected", said(shares)),
            ];
            if !axes.is_empty() {
                tables.push(("scores_by", said(scored.scores_by(&axes, min))));
            }
            Ok(tables)
        })
    }
}

/// Tables of codes by name.
type Scored = Vec<(&'static str, Answer)>;

/// A report on its way to Python.
type Report = (String, Vec<String>, Vec<String>, Vec<(String, String, Answer, Option<String>)>);

/// Which codes are scored, as the keyword arguments of Python name it.
#[derive(pyo3::FromPyObject)]
#[pyo3(from_item_all)]
struct GoldArguments {
    codes: Vec<PathBuf>,
    plan: Option<PathBuf>,
    population: Option<Vec<String>>,
    predictions: Option<PathBuf>,
    by: Vec<String>,
    replicates: usize,
    min: u64,
    seed: u64,
}
