//! An audit folder, opened: what every question is asked of.
//!
//! Always holds: the manifest is read when the audit is opened, everything else when it is first needed, and once.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use once_cell::sync::OnceCell;

use crate::audit::AuditError;
use crate::audit::left_out::fields_left_out;
use crate::audit::speeches::Speeches;
use crate::engine::{Classes, Engine};
use crate::folder::{AuditFolder, Manifest, SavedQueries};
use crate::lexicon::Lexicon;
use crate::pipeline::printed_stories;
use crate::record::Shape;
use crate::score::ArticleRow;
use crate::store::{Query, Store, StoryRanks, parse_query};

/// An audit: its articles, its index, and the lexicon it was made with.
pub struct Audit {
    path: PathBuf,
    folder: AuditFolder,
    manifest: Manifest,
    /// The folders of shards with their articles; none of an audit that is whole.
    shards: Vec<(AuditFolder, u64)>,
    /// Folder of the lexicon; the embedded one without it.
    lexicon_folder: Option<PathBuf>,
    lexicon: OnceCell<Arc<Lexicon>>,
    store: OnceCell<Store>,
    /// What finds articles of a bundle.
    of_rows: OnceCell<Store>,
    engine: OnceCell<Engine>,
    stories: OnceCell<StoryRanks>,
    /// The rows of all articles, where they are kept.
    pub(super) kept_rows: Option<OnceCell<Arc<Vec<ArticleRow>>>>,
    /// What is said in all articles, where it is kept.
    pub(super) kept_speeches: Option<OnceCell<Arc<Speeches>>>,
}

impl Audit {
    /// Opens the audit folder at `path`, as [`crate::pipeline::audit`] leaves it.
    ///
    /// Its lexicon is the embedded one unless another is named; see [`Self::with_lexicon`].
    ///
    /// # Errors
    /// When there is no whole audit.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, AuditError> {
        let path = path.as_ref().to_owned();
        let folder = AuditFolder::at(&path);
        let manifest = folder.manifest()?;
        Ok(Self::of_parts(path, folder, manifest, Vec::new()))
    }

    pub(super) fn of_parts(
        path: PathBuf,
        folder: AuditFolder,
        manifest: Manifest,
        shards: Vec<(AuditFolder, u64)>,
    ) -> Self {
        Self {
            path,
            folder,
            manifest,
            shards,
            lexicon_folder: None,
            lexicon: OnceCell::new(),
            store: OnceCell::new(),
            of_rows: OnceCell::new(),
            engine: OnceCell::new(),
            stories: OnceCell::new(),
            kept_rows: None,
            kept_speeches: None,
        }
    }

    /// With this lexicon, which must be the one the audit was made with: whatever needs it asks.
    #[must_use]
    pub fn with_lexicon(mut self, lexicon: impl Into<Arc<Lexicon>>) -> Self {
        self.lexicon = OnceCell::with_value(lexicon.into());
        self
    }

    /// With the lexicon in a folder, which is read when it is first needed.
    #[must_use]
    pub fn with_lexicon_folder(mut self, folder: &Path) -> Self {
        self.lexicon_folder = Some(folder.to_owned());
        self
    }

    /// The path, as it was given.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name of the folder.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.file_name().map_or_else(|| "audit".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// Its files.
    #[must_use]
    pub fn folder(&self) -> &AuditFolder {
        &self.folder
    }

    /// The folders of its shards with the number of articles of each; none where it is one audit.
    #[must_use]
    pub fn shards(&self) -> &[(AuditFolder, u64)] {
        &self.shards
    }

    /// What the run that made it decided and counted; of shards, what they have in common and their articles.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The tiers, in the order of the lexicon.
    #[must_use]
    pub fn tiers(&self) -> &[String] {
        &self.manifest.tiers
    }

    /// The tiers, and the variables that the user brought.
    #[must_use]
    pub fn shape(&self) -> Shape<'_> {
        self.manifest.shape()
    }

    /// The index.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn store(&self) -> Result<&Store, AuditError> {
        self.store.get_or_try_init(|| {
            if !self.shards.is_empty() {
                return Ok(AuditFolder::open_shards(&self.path, &self.shards, self.tiers(), &self.manifest.variables)?);
            }
            self.folder.has_texts(&self.manifest)?;
            Ok(self.folder.open_store(&self.manifest)?)
        })
    }

    /// What finds articles: the index; in a bundle, which has none, one of its rows.
    ///
    /// # Errors
    /// When the index or the record cannot be read.
    pub(super) fn finder(&self) -> Result<&Store, AuditError> {
        if !self.manifest.is_bundle() {
            return self.store();
        }
        self.of_rows.get_or_try_init(|| {
            let rows = self.rows(None)?;
            Ok(self.folder.store_of_rows(&self.manifest, &rows, &fields_left_out(&self.manifest, &rows))?)
        })
    }

    /// Where its lexicon is: as it was named, else in the folder of a bundle whose lexicon is not the embedded one; `None`
    /// for the embedded one.
    pub(super) fn named_lexicon(&self) -> Option<PathBuf> {
        let own = self.folder.inside("lexicon");
        let is_own = !Lexicon::is_hash_of_embedded(&self.manifest.lexicon_hash) && own.is_dir();
        self.lexicon_folder.clone().or_else(|| is_own.then_some(own))
    }

    /// The lexicon that was given, whether or not the audit was made with it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn given_lexicon(&self) -> Result<&Arc<Lexicon>, AuditError> {
        self.lexicon.get_or_try_init(|| match self.named_lexicon() {
            Some(folder) => Lexicon::from_folder(&folder)
                .map(Arc::new)
                .map_err(|reason| AuditError::Lexicon { folder, reason: Box::new(reason) }),
            None => Ok(Lexicon::embedded()),
        })
    }

    /// The lexicon that the audit was made with.
    ///
    /// # Errors
    /// When another one was given: it would show other words than were counted.
    pub fn lexicon(&self) -> Result<&Arc<Lexicon>, AuditError> {
        let given = self.given_lexicon()?;
        if given.hash != self.manifest.lexicon_hash {
            return Err(AuditError::OtherLexicon {
                audit: self.path.clone(),
                made: format!("{} {}", self.manifest.lexicon, self.manifest.lexicon_hash),
                given: given.hash.clone(),
            });
        }
        Ok(given)
    }

    /// What turns a text into a scored document, as it did when the audit was made.
    ///
    /// # Errors
    /// When the lexicon is another one, or its calibration does not fit it.
    pub fn engine(&self) -> Result<&Engine, AuditError> {
        self.engine.get_or_try_init(|| Ok(Engine::new(Arc::clone(self.lexicon()?))?))
    }

    /// What finds classes of the lexicon again, when the query names some.
    ///
    /// # Errors
    /// As [`Self::engine`].
    pub fn classes(&self, query: &Query) -> Result<Option<Classes<'_>>, AuditError> {
        if query.has_class() { Ok(Some(self.engine()?.classes())) } else { Ok(None) }
    }

    /// The saved queries, as they are now.
    ///
    /// # Errors
    /// When their file is broken.
    pub fn saved_queries(&self) -> Result<SavedQueries, AuditError> {
        Ok(SavedQueries::load(&self.folder)?)
    }

    /// Parses a query; it may name saved ones.
    ///
    /// # Errors
    /// With the place of the mistake.
    pub fn query(&self, text: &str) -> Result<Query, AuditError> {
        Ok(parse_query(&self.expanded(text)?)?)
    }

    /// A text of the query language with saved queries in place of their names.
    ///
    /// # Errors
    /// When a name is unknown, or the file of saved queries is broken.
    pub fn expanded<'a>(&self, text: &'a str) -> Result<Cow<'a, str>, AuditError> {
        Ok(SavedQueries::expanded_in(&self.folder, text)?)
    }

    /// True when [`Self::story_ranks`] are read already.
    #[cfg(feature = "serve")]
    pub(crate) fn has_story_ranks(&self) -> bool {
        self.stories.get().is_some()
    }

    /// Which articles print the same story.
    ///
    /// # Errors
    /// When the record or the index cannot be read.
    pub fn story_ranks(&self) -> Result<&StoryRanks, AuditError> {
        self.one_record()?;
        self.stories.get_or_try_init(|| Ok(self.store()?.story_ranks(&printed_stories(&self.folder)?)?))
    }
}

impl std::fmt::Debug for Audit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Audit").field("path", &self.path).finish_non_exhaustive()
    }
}
