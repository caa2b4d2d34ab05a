//! The figures of one query: their name, and the work on them.

use crate::audit::Findings;
use crate::findings::{Progress, STEPS};
use crate::folder::FolderError;
use crate::serve::access::Caller;
use crate::serve::address::address;
use crate::serve::figures::options::Options;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::jobs::{Job, JobResult};
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site};
use std::ops::ControlFlow;
use std::sync::Arc;

/// A query and how shares are estimated; what an address says of one side of a dashboard.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::serve) struct FigureQuery {
    pub(in crate::serve) ask: FilteredQuery,
    pub(in crate::serve) options: Options,
}

impl FigureQuery {
    /// An address that holds it, and `more`.
    pub(in crate::serve) fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = self.options.pairs();
        let own = own.iter().map(|(name, value)| (*name, value.as_str()));
        let pairs: Vec<(&str, &str)> = self.ask.pairs().into_iter().chain(own).chain(more.iter().copied()).collect();
        address(path, &pairs)
    }

    /// The name of its work: its address, what its query means, as saved queries may change, and which
    /// coded articles correct it, as these may be scored again.
    pub(in crate::serve) fn key(&self, site: &Site) -> Result<String, Problem> {
        let gold = site.audit.folder().gold_stamp();
        Ok(format!("{} {:?} {gold:?}", self.address("/dashboard", &[]), self.ask.asked_of(site.audit.store())?))
    }

    /// The work on it, which is begun for `caller` unless it is known.
    pub(in crate::serve) fn job(&self, site: &Shared, caller: &Caller) -> Result<Arc<Job<Findings>>, Problem> {
        let (own, query) = (Arc::clone(site), self.clone());
        site.jobs.get_or_start(&self.key(site)?, caller, move |job| {
            query.work(&own, &mut |progress| job.checkpoint(progress))
        })
    }

    /// Works it out; `go_on` hears before each step how far it is, and can stop it: then there is nothing.
    fn work(&self, site: &Site, go_on: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> JobResult<Findings> {
        let ids = if self.ask.is_empty() {
            None
        } else {
            Some(site.audit.store().ids(&self.ask.asked_of(site.audit.store())?)?)
        };
        let reading = Progress { done: 0, of: STEPS + 1, next: "reading the articles" };
        let n_articles = ids.as_ref().map_or(site.audit.manifest().n_articles, |ids| ids.len() as u64);
        let waiting = Progress { next: "the articles of another dashboard", ..reading };
        let Some(_held) = site.many_rows.acquire(n_articles, &mut || go_on(waiting)) else { return Ok(None) };
        let read = site.audit.files(|audit| audit.select(ids.as_ref(), &mut || go_on(reading)))?;
        let Some(selection) = read else { return Ok(None) };
        let found = site.audit.files(|_| selection.findings(&self.options.estimate(), reading, go_on))?;
        Ok(found.map(|mut found| {
            found.cautions.extend(selection.remark().filter(|_| found.n_articles > 0).map(refusal));
            found
        }))
    }
}

/// Why the coded articles of an audit are not used, without paths of this machine.
pub(in crate::serve) fn refusal(error: &FolderError) -> String {
    match error {
        FolderError::Gold { reason, .. } => {
            format!("The coded articles of this audit are not used: gold/codes.json {reason}.")
        }
        _ => "The coded articles of this audit cannot be read.".to_owned(),
    }
}
