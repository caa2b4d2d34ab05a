//! Words of an audit: contrasted, in company, over time.

use classlens::audit::{CollocateOptions, CompareOptions, Reference, TrendOptions};
use pyo3::prelude::{PyResult, Python};
use pyo3::pymethods;

use crate::answer::Answer;
use crate::audit::Audit;
use crate::question::{CompareArguments, TrendArguments, collocation};

#[pymethods]
impl Audit {
    /// The words of one group of articles against those of another.
    fn compare(&self, py: Python<'_>, target: &str, arguments: CompareArguments) -> PyResult<Answer> {
        let CompareArguments { min, prior, fdr, .. } = arguments;
        let options = CompareOptions { unit: arguments.unit()?, min, prior, fdr, sort: arguments.sort()? };
        self.ask(py, |audit| {
            let reference = match &arguments.reference {
                Some(query) => Reference::Articles(audit.query(query)?),
                None => arguments.no_query(),
            };
            Ok(Answer::of(audit.compare(&audit.query(target)?, &reference, &options)?))
        })
    }

    /// The company that the words of a query keep.
    fn collocates(&self, py: Python<'_>, query: &str, window: u32, min: u64, sort: &str) -> PyResult<Answer> {
        let options = CollocateOptions { window, min, sort: collocation(sort)?, sample: None };
        self.ask(py, |audit| Ok(Answer::of(audit.collocates(&audit.query(query)?, &options, None)?)))
    }

    /// A query over time.
    fn trend(&self, py: Python<'_>, query: &str, arguments: TrendArguments) -> PyResult<Answer> {
        let TrendArguments { min, average, copies, .. } = arguments;
        let counted = if copies { "stories" } else { "articles" };
        let options = TrendOptions { by: arguments.by()?, measure: arguments.measure(), min, average, counted };
        self.ask(py, |audit| {
            let (mut query, mut base) = (audit.query(query)?, audit.query(&arguments.of)?);
            if copies {
                let both = audit.deduplicate_within(query, base)?;
                (query, base) = (both.found.query, both.base.query);
            }
            Ok(Answer::of(audit.trend(&query, &base, &options)?))
        })
    }
}
