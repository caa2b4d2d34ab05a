//! The findings of an audit or of a query: the sections of the report and of the dashboard.

use std::ops::ControlFlow;

use crate::audit::selection::{HitText, HitWords};
use crate::audit::{Audit, AuditError, EstimateOptions, Selection, Subset};
#[cfg(feature = "serve")]
use crate::findings::Progress;
use crate::findings::{self, Corpus};
use crate::lexicon::Lexicon;
use crate::present::report::{Report, Section};
use crate::record::Axis;
use crate::score::HitRow;

/// What is found among some articles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// The articles.
    pub n_articles: usize,
    /// In plain words.
    pub finding: Vec<String>,
    /// What could be wrong.
    pub cautions: Vec<String>,
    /// Figures and tables.
    pub sections: Vec<Section>,
}

impl Audit {
    /// Everything the report says of all articles.
    ///
    /// # Errors
    /// When the record cannot be read, or the lexicon is another one.
    pub fn report(&self, estimate: &EstimateOptions) -> Result<Report, AuditError> {
        self.all()?.report(estimate)
    }

    /// What was audited.
    fn title(&self) -> String {
        match self.manifest().sources.as_slice() {
            [one] => one.source.clone(),
            many => format!("{} sources, audited in {}", many.len(), self.path().display()),
        }
    }
}

impl Selection<'_> {
    /// Everything the report says of these articles; what the folder lacks is reported for the whole audit only.
    ///
    /// # Errors
    /// As [`Audit::report`].
    pub fn report(&self, estimate: &EstimateOptions) -> Result<Report, AuditError> {
        let weighed = self.weighed(estimate)?;
        let (of, line) = weighed.as_ref().map_or((self, None), |(of, line)| (of, Some(line)));
        let mut words = HitWords::default();
        let hits = of.hits(HitText::Read, &mut words, &mut || ControlFlow::Continue(()))?.unwrap_or_default();
        let corpus = of.corpus(&hits, estimate)?;
        let corrected = of.corrected(&[Axis::outlet()], estimate);
        let folder = if self.is_part() { None } else { Some(self.audit.path()) };
        let (path, title) = (self.audit.path().display().to_string(), self.audit.title());
        let mut report = findings::report(&path, title, folder, &corpus, corrected.as_ref())?;
        let whole = |line| format!("{line} Commands that find the articles of a figure find those of all outlets.");
        report.cautions.splice(0..0, line.map(whole));
        if let Some(subset) = self.subset() {
            restrict(&mut report, subset);
        }
        Ok(report)
    }

    /// The section of the report called `id`, worked out alone, with the figure that belongs to a table: `focus-by-outlet`,
    /// `focus-by-year`, `voice`, `flexibility`, `representation`, `representation-by-wage`, `wage-percentiles`, `silence`
    /// or `robustness`. `None` for any other, and where these articles give none.
    ///
    /// # Errors
    /// As [`Audit::report`].
    pub fn section(&self, id: &str, estimate: &EstimateOptions) -> Result<Option<Section>, AuditError> {
        if let Some((weighed, _)) = self.weighed(estimate)? {
            return weighed.section(id, estimate);
        }
        let mut words = HitWords::default();
        let hits = self.hits(HitText::Read, &mut words, &mut || ControlFlow::Continue(()))?.unwrap_or_default();
        if self.rows.is_empty() { Ok(None) } else { Ok(findings::section(&self.corpus(&hits, estimate)?, id)?) }
    }

    /// The sections of these articles without any text of theirs; `go_on` is asked before each step and can stop:
    /// then there is nothing.
    ///
    /// # Errors
    /// As [`Audit::report`].
    #[cfg(feature = "serve")]
    pub(crate) fn findings(
        &self,
        estimate: &EstimateOptions,
        reading: Progress,
        go_on: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Option<Findings>, AuditError> {
        let mut words = HitWords::default();
        let Some(hits) = self.hits(HitText::LeftOut, &mut words, &mut || go_on(reading))? else { return Ok(None) };
        if self.rows.is_empty() {
            return Ok(Some(Findings::default()));
        }
        let corpus = self.corpus(&hits, estimate)?;
        let corrected = self.corrected(&[Axis::outlet()], estimate);
        let mut step = |at: Progress| go_on(Progress { done: at.done + 1, of: at.of + 1, next: at.next });
        let sections = findings::sections(&corpus, corrected.as_ref(), &mut step)?;
        Ok(sections.map(|sections| Findings {
            n_articles: self.rows.len(),
            finding: findings::finding(&corpus, corrected.as_ref()),
            cautions: findings::cautions(&corpus, corrected.as_ref()),
            sections,
        }))
    }

    fn corpus<'s>(&'s self, hits: &'s [HitRow<'s>], estimate: &EstimateOptions) -> Result<Corpus<'s>, AuditError> {
        let EstimateOptions { weight, method, resampling } = estimate;
        let lexicon: &Lexicon = self.audit.lexicon()?;
        let of = (self.audit.manifest(), lexicon);
        let corpus = Corpus::new(of, (&self.rows, hits), weight.clone(), *method, *resampling);
        Ok(corpus.with_rank_and_file(self.rank_and_file()))
    }
}

/// Says which articles the report is of, and narrows the commands that find the articles of a figure.
fn restrict(report: &mut Report, subset: &Subset) {
    report.title = format!("{}: the {} articles of {}", report.title, subset.n_articles(), subset.text().trim());
    report.finding.insert(0, subset.to_string());
    report.corpus.insert(0, ("subset".to_owned(), subset.text().trim().to_owned()));
    for behind in report.sections.iter_mut().flat_map(|section| &mut section.behind) {
        behind.query = subset.narrowed(&behind.query);
    }
}
