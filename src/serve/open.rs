//! An audit opened for readers: everything that answers come from, never changed.

use std::path::Path;

use crate::lexicon::Lexicon;
use crate::pipeline::{AuditFolder, Engine, Manifest};
use crate::serve::ServeError;
use crate::store::{Classes, Query, Store};

/// An audit with its index and its lexicon.
pub struct OpenAudit {
    /// Name of the folder.
    pub(super) name: String,
    pub(super) folder: AuditFolder,
    pub(super) manifest: Manifest,
    pub(super) store: Store,
    pub(super) engine: Engine,
}

impl OpenAudit {
    /// Opens the audit at `path`, which must have been made with `lexicon`.
    ///
    /// # Errors
    /// When there is no whole audit, it cannot be read, or was made with another lexicon.
    pub fn open(path: &Path, lexicon: Lexicon) -> Result<Self, ServeError> {
        let folder = AuditFolder::at(path);
        let manifest = folder.manifest()?;
        if lexicon.hash != manifest.lexicon_hash {
            return Err(ServeError::Lexicon {
                path: path.to_owned(),
                made: format!("{} {}", manifest.lexicon, manifest.lexicon_hash),
                given: lexicon.hash,
            });
        }
        let store = Store::open(&folder.index(), &manifest.tiers)?;
        let engine = Engine::new(lexicon)?;
        let name = path.file_name().map_or_else(|| "audit".to_owned(), |n| n.to_string_lossy().into_owned());
        Ok(Self { name, folder, manifest, store, engine })
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.engine.lexicon
    }

    /// What finds classes of the lexicon again, when the query names some.
    pub(super) fn classes(&self, query: &Query) -> Option<Classes<'_>> {
        query.has_class().then(|| self.engine.classes())
    }
}
