//! An audit opened for readers: everything that answers come from, never changed, and the plans that are coded.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::StatusCode;

use crate::engine::{Classes, Engine};
use crate::folder::{AuditFolder, Manifest};
use crate::lexicon::Lexicon;
use crate::serve::ServeError;
use crate::serve::coding::CodingFolder;
use crate::serve::problem::Problem;
use crate::store::{Query, Store};

/// An audit with its index and its lexicon.
pub struct OpenAudit {
    /// Name of the folder.
    pub(super) name: String,
    /// Path as it was given.
    pub(super) path: PathBuf,
    pub(super) folder: AuditFolder,
    pub(super) manifest: Manifest,
    pub(super) store: Store,
    pub(super) engine: Engine,
    pub(super) plans: Vec<CodingFolder>,
}

impl OpenAudit {
    /// Opens the audit at `path`, which must have been made with `lexicon`.
    ///
    /// # Errors
    /// When there is no whole audit, it cannot be read, or was made with another lexicon.
    pub fn open(path: &Path, lexicon: Arc<Lexicon>) -> Result<Self, ServeError> {
        let folder = AuditFolder::at(path);
        let manifest = folder.manifest()?;
        if lexicon.hash != manifest.lexicon_hash {
            return Err(ServeError::Lexicon {
                path: path.to_owned(),
                made: format!("{} {}", manifest.lexicon, manifest.lexicon_hash),
                given: lexicon.hash.clone(),
            });
        }
        let store = Store::open(&folder.index(), &manifest.tiers)?;
        let engine = Engine::new(lexicon)?;
        let name = path.file_name().map_or_else(|| "audit".to_owned(), |n| n.to_string_lossy().into_owned());
        Ok(Self { name, path: path.to_owned(), folder, manifest, store, engine, plans: Vec::new() })
    }

    /// With the plans in these folders, as `gold plan` wrote them; codes are kept in the same folders.
    ///
    /// # Errors
    /// When a folder holds no plan of this audit, cannot be written, or is held by another server.
    pub fn with_plans(mut self, folders: &[PathBuf]) -> Result<Self, ServeError> {
        for path in folders {
            let plan = CodingFolder::open(path, &self.manifest)?;
            if self.plans.iter().any(|known| known.name == plan.name) {
                let reason = format!("another plan is called {}, too; give its folder another name", plan.name);
                return Err(ServeError::Coding { path: path.clone(), reason });
            }
            self.plans.push(plan);
        }
        Ok(self)
    }

    /// What `read` makes of the files of the audit, which must still be those of the index that is open.
    pub(super) fn files<T>(&self, read: impl FnOnce(&AuditFolder) -> Result<T, String>) -> Result<T, Problem> {
        let read = read(&self.folder);
        // Asked afterwards, so that nothing read is of an audit that came meanwhile; its timings tell any two apart.
        if !self.folder.manifest().is_ok_and(|now| now == self.manifest) {
            return Err(Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "the audit was replaced: start the server again",
            ));
        }
        read.map_err(|reason| Problem::ours(&reason))
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.engine.lexicon
    }

    /// What finds classes of the lexicon again, when the query names some.
    pub(super) fn classes(&self, query: &Query) -> Option<Classes<'_>> {
        query.has_class().then(|| self.engine.classes())
    }
}
