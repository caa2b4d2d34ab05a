//! An audit opened for readers: index and lexicon are open before the first of them comes, and the plans that are coded.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::StatusCode;

use crate::audit::{Audit, AuditError};
use crate::engine::{Classes, Engine};
use crate::folder::{AuditFolder, Manifest};
use crate::lexicon::Lexicon;
use crate::serve::ServeError;
use crate::serve::coding::CodingFolder;
use crate::serve::problem::Problem;
use crate::store::{Query, Store};

/// An audit with its index and its lexicon.
pub struct OpenAudit {
    pub(super) audit: Audit,
    pub(super) plans: Vec<CodingFolder>,
}

/// What the accessors rely on.
const OPEN: &str = "index and engine were opened with the audit";

impl OpenAudit {
    /// Opens the audit at `path`, which must have been made with `lexicon`.
    ///
    /// # Errors
    /// When there is no whole audit, it cannot be read, or was made with another lexicon.
    pub fn open(path: &Path, lexicon: Arc<Lexicon>) -> Result<Self, ServeError> {
        Self::of(Audit::open(path)?.with_lexicon(lexicon))
    }

    /// Opens index and lexicon of an audit.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn of(audit: Audit) -> Result<Self, ServeError> {
        audit.lexicon()?;
        audit.store()?;
        audit.engine()?;
        Ok(Self { audit: audit.keeping_rows(), plans: Vec::new() })
    }

    /// With the plans in these folders, as `gold plan` wrote them; codes are kept in the same folders.
    ///
    /// # Errors
    /// When a folder holds no plan of this audit, cannot be written, or is held by another server.
    pub fn with_plans(mut self, folders: &[PathBuf]) -> Result<Self, ServeError> {
        for path in folders {
            let plan = CodingFolder::open(path, self.manifest())?;
            if self.plans.iter().any(|known| known.name == plan.name) {
                let reason = format!("another plan is called {}, too; give its folder another name", plan.name);
                return Err(ServeError::Coding { path: path.clone(), reason });
            }
            self.plans.push(plan);
        }
        Ok(self)
    }

    /// What `read` makes of the files of the audit, which must still be those of the index that is open.
    pub(super) fn files<'a, T>(&'a self, read: impl FnOnce(&'a Audit) -> Result<T, AuditError>) -> Result<T, Problem> {
        let read = read(&self.audit);
        // Asked afterwards, so that nothing read is of an audit that came meanwhile; its timings tell any two apart.
        if !self.audit.is_as_opened() {
            return Err(Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "the audit was replaced: start the server again",
            ));
        }
        Ok(read?)
    }

    pub(super) fn folder(&self) -> &AuditFolder {
        self.audit.folder()
    }

    pub(super) fn manifest(&self) -> &Manifest {
        self.audit.manifest()
    }

    pub(super) fn store(&self) -> &Store {
        self.audit.store().expect(OPEN)
    }

    pub(super) fn engine(&self) -> &Engine {
        self.audit.engine().expect(OPEN)
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.engine().lexicon
    }

    /// What finds classes of the lexicon again, when the query names some.
    pub(super) fn classes(&self, query: &Query) -> Option<Classes<'_>> {
        query.has_class().then(|| self.engine().classes())
    }
}
