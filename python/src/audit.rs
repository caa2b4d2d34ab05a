//! An audit folder, opened: each method asks the library one question.

use std::path::PathBuf;

use classlens::audit::{
    AuditError, Draw, EstimateOptions, MOST_LINES, Marks, Query, Request, Selection, Subset, dispersion, line_groups,
    parse_window, sort_lines,
};
use classlens::present::{ResultColumns, lines_table};
use classlens::record::{Axis, ParquetError, Table};
use pyo3::prelude::{PyResult, Python};
use pyo3::{pyclass, pymethods};

use crate::answer::Answer;
use crate::question::{LineArguments, SearchArguments};
use crate::reading::Read;
use crate::{error, reading};

/// An audit folder.
#[pyclass(frozen, module = "classlens._classlens")]
pub struct Audit {
    pub audit: classlens::Audit,
}

impl Audit {
    /// Asks without the lock of the interpreter.
    pub fn ask<T: Send>(
        &self,
        py: Python<'_>,
        ask: impl FnOnce(&classlens::Audit) -> Result<T, AuditError> + Send,
    ) -> PyResult<T> {
        py.detach(|| ask(&self.audit)).map_err(error::of)
    }

    /// Asks of the articles of a query; of all, where it is empty.
    pub fn ask_of<T: Send>(
        &self,
        py: Python<'_>,
        query: &str,
        estimate: &EstimateOptions,
        ask: impl FnOnce(&Selection<'_>, Option<&Subset>) -> Result<T, AuditError> + Send,
    ) -> PyResult<T> {
        let subset = if query.trim().is_empty() {
            None
        } else {
            let found = py.detach(|| self.audit.subset(query));
            Some(found.map_err(|cause| error::error(format!("where: {cause}")))?)
        };
        if subset.as_ref().is_some_and(|subset| subset.n_articles() == 0) {
            let audit = self.audit.path().display();
            return Err(error::error(format!(
                "no article of {audit} is found by `{query}`: there is nothing to count"
            )));
        }
        self.ask(py, |audit| {
            let articles = audit.within(subset.as_ref())?;
            articles.check_weight(estimate)?;
            ask(&articles, subset.as_ref())
        })
    }

    /// The same for a table: which articles it is of is said before it.
    pub fn answer_of(
        &self,
        py: Python<'_>,
        query: &str,
        estimate: &EstimateOptions,
        ask: impl FnOnce(&Selection<'_>) -> Result<Option<classlens::Answer>, AuditError> + Send,
    ) -> PyResult<Option<Answer>> {
        self.ask_of(py, query, estimate, |articles, subset| {
            let said = |mut answer: classlens::Answer| {
                answer.before.splice(0..0, subset.map(ToString::to_string));
                Answer::of(answer)
            };
            Ok(ask(articles)?.map(said))
        })
    }

    pub fn axes(&self, by: &[String]) -> PyResult<Vec<Axis>> {
        self.audit.axes(by).map_err(|reason| error::error(format!("by: {reason}")))
    }

    /// A query, every story once where that is wanted.
    pub fn query(audit: &classlens::Audit, text: &str, copies: bool) -> Result<Query, AuditError> {
        let query = audit.query(text)?;
        if copies { Ok(audit.deduplicate(query)?.query) } else { Ok(query) }
    }
}

#[pymethods]
impl Audit {
    #[new]
    fn new(py: Python<'_>, path: PathBuf, lexicon: Option<PathBuf>) -> PyResult<Self> {
        let audit = py.detach(|| classlens::Audit::open_searched(&path)).map_err(error::of)?;
        Ok(Self {
            audit: match lexicon {
                Some(folder) => audit.with_lexicon_folder(&folder),
                None => audit,
            },
        })
    }

    /// Names of the tiers, in their order.
    #[getter]
    pub fn tiers(&self) -> Vec<String> {
        self.audit.tiers().to_vec()
    }

    /// The manifest as JSON.
    fn manifest(&self) -> PyResult<String> {
        self.audit.one_record().map_err(error::of)?;
        serde_json::to_string(self.audit.manifest()).map_err(error::of)
    }

    /// One table of the record, whole.
    fn record(&self, py: Python<'_>, name: &str) -> PyResult<Answer> {
        let tables = self.ask(py, |audit| {
            let groups = audit.folder().read_table(name)?;
            let empty = groups.empty().clone();
            let mut tables = groups.collect::<Result<Vec<Table>, ParquetError>>()?;
            if tables.is_empty() {
                tables.push(empty);
            }
            Ok(tables)
        })?;
        Ok(Answer::new(tables, Vec::new()))
    }

    /// How many articles a query finds.
    fn count(&self, py: Python<'_>, query: &str, copies: bool) -> PyResult<u64> {
        self.ask(py, |audit| Ok(audit.store()?.count(&Self::query(audit, query, copies)?)?))
    }

    /// Articles of a query.
    fn search(&self, py: Python<'_>, query: &str, arguments: SearchArguments) -> PyResult<Answer> {
        let order = arguments.order()?;
        self.ask(py, |audit| {
            let query = Self::query(audit, query, arguments.copies)?;
            let columns = ResultColumns::named(&arguments.fields, audit.store()?)?;
            let table = audit.found_table(&query, columns, Marks { before: "**", after: "**" })?;
            let all = usize::try_from(audit.store()?.count(&query)?).unwrap_or(usize::MAX);
            let limit = arguments.sample.or(arguments.limit).unwrap_or(all).min(all);
            let page = audit.search(&query, Request { order, offset: 0, limit, after: None })?;
            let mut note =
                format!("{} of {} articles found; {} shown", page.n_found, page.n_articles, page.articles.len());
            if arguments.sample.is_some() {
                note = format!("{note}, drawn with seed {}", arguments.seed);
            }
            let mut answer = classlens::Answer::of(table.of(&page.articles)?, page.n_found);
            answer.before.push(note);
            Ok(Answer::of(answer))
        })
    }

    /// Concordance lines of a query, counts of them, or where they are.
    fn kwic(&self, py: Python<'_>, query: &str, arguments: LineArguments) -> PyResult<Answer> {
        let (sort, group) = (arguments.sort()?, arguments.group()?);
        let window = parse_window(&arguments.window)
            .map_err(|reason| error::error(format!("window={}: {reason}", arguments.window)))?;
        let seed = arguments.seed;
        let draw = arguments.sample.map_or(Draw::All(MOST_LINES), |n| Draw::Sample { n, seed });
        self.ask(py, |audit| {
            let mut found = audit.kwic(&audit.query(query)?, window, draw)?;
            let note = format!("{} hits in {} articles", found.n_hits, found.n_articles);
            let mut answer = if arguments.dispersion {
                dispersion(&found)
            } else if group.is_empty() {
                sort_lines(&mut found.lines, &sort);
                let shown = arguments.limit.unwrap_or(found.lines.len()).min(found.lines.len());
                classlens::Answer::of(lines_table(&found.lines[..shown]), found.n_hits)
            } else {
                let table = line_groups(&found.lines, &group);
                let shown = arguments.limit.unwrap_or(table.n_rows());
                classlens::Answer::of(table.first(shown), found.n_hits)
            };
            answer.before.insert(0, note);
            Ok(Answer::of(answer))
        })
    }

    /// One article read again; `None` when there is none with this id.
    fn explain(&self, py: Python<'_>, id: &str) -> PyResult<Option<Read>> {
        let explained = self.ask(py, |audit| audit.explain(id))?;
        explained.as_ref().map(reading::of_article).transpose().map_err(error::error)
    }
}
