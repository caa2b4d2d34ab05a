//! The audit folder: where its parts lie.

use std::path::{Path, PathBuf};

use crate::folder::FolderError;
#[cfg(feature = "parquet")]
use crate::folder::error::{BUNDLE, SHARDS};
use crate::folder::hash::{seal_of, sealed};
use crate::folder::manifest::{Manifest, RECORD_VERSION};
use crate::folder::replace::replace;
#[cfg(feature = "parquet")]
use crate::record::{ARTICLES, ParquetError, ParquetGroups, Shape, TABLES, TEXTS, TextReader, variable_rows};
use crate::score::ArticleRow;
use crate::store::{Store, StoreError};
use crate::variable::Variable;

pub(crate) const MANIFEST: &str = "manifest.json";
const JOINED: &str = "joined";

/// Paths of an audit folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFolder {
    pub(crate) root: PathBuf,
}

impl AuditFolder {
    /// The folder at `root`; nothing is read yet.
    #[must_use]
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// `articles.parquet`.
    #[must_use]
    pub fn articles(&self) -> PathBuf {
        self.table("articles")
    }

    /// `hits.parquet`.
    #[must_use]
    pub fn hits(&self) -> PathBuf {
        self.table("hits")
    }

    /// `quotes.parquet`.
    #[must_use]
    pub fn quotes(&self) -> PathBuf {
        self.table("quotes")
    }

    /// `texts.parquet`, what the articles say.
    #[must_use]
    pub fn texts(&self) -> PathBuf {
        self.table("texts")
    }

    /// The articles of the audit as they were read from its sources, in the order of its tables.
    ///
    /// # Errors
    /// When one of the two tables is missing or broken.
    #[cfg(feature = "parquet")]
    pub fn read_articles(&self) -> Result<TextReader, ParquetError> {
        self.read_articles_with(&[])
    }

    /// The same, with their values of `variables`.
    ///
    /// # Errors
    /// As [`Self::read_articles`].
    #[cfg(feature = "parquet")]
    pub fn read_articles_with(&self, variables: &[Variable]) -> Result<TextReader, ParquetError> {
        self.is_one()?;
        if !self.texts().exists() && self.manifest().is_ok_and(|manifest| manifest.is_bundle()) {
            return Err(ParquetError { path: self.root.clone(), reason: BUNDLE.to_owned() });
        }
        TextReader::open(&self.articles(), &self.texts(), variables)
    }

    /// Refuses a file that names shards.
    #[cfg(feature = "parquet")]
    fn is_one(&self) -> Result<(), ParquetError> {
        if !self.root.is_file() {
            return Ok(());
        }
        Err(ParquetError { path: self.root.clone(), reason: SHARDS.to_owned() })
    }

    /// Refuses a bundle.
    ///
    /// # Errors
    /// For one.
    pub fn has_texts(&self, manifest: &Manifest) -> Result<(), FolderError> {
        if manifest.is_bundle() { Err(FolderError::Bundle { path: self.root.clone() }) } else { Ok(()) }
    }

    /// The index, which takes the variables from the record.
    ///
    /// # Errors
    /// When there is none, it is broken or of another version.
    pub fn open_store(&self, manifest: &Manifest) -> Result<Store, StoreError> {
        Ok(self.with_variables(Store::open(&self.index(), &manifest.tiers)?, manifest))
    }

    /// An index of `rows`, which are all articles of the audit that `manifest` describes; `left_out` are fields whose values
    /// are not those of the articles.
    ///
    /// # Errors
    /// When the memory does not suffice.
    pub fn store_of_rows(
        &self,
        manifest: &Manifest,
        rows: &[ArticleRow],
        left_out: &[&'static str],
    ) -> Result<Store, StoreError> {
        Ok(self.with_variables(Store::of_rows(&self.index(), &manifest.tiers, rows, left_out)?, manifest))
    }

    /// The index of audits that are searched as one, which takes their `variables` from the record of each; `list` names them.
    ///
    /// # Errors
    /// When one of the indexes is missing, broken, of another version or not of all articles, or two have the same article.
    pub(crate) fn open_shards(
        list: &Path,
        shards: &[(Self, u64)],
        tiers: &[String],
        variables: &[Variable],
    ) -> Result<Store, StoreError> {
        let indexes: Vec<(PathBuf, u64)> = shards.iter().map(|(folder, n)| (folder.index(), *n)).collect();
        let store = Store::open_shards(&indexes, list, tiers)?;
        if variables.is_empty() {
            return Ok(store);
        }
        let articles: Vec<PathBuf> = shards.iter().map(|(folder, _)| folder.articles()).collect();
        let (tiers, known) = (tiers.to_vec(), variables.to_vec());
        Ok(store.with_variables(variables, move || {
            let shape = Shape { tiers: &tiers, variables: &known };
            let rows = articles.iter().map(|articles| variable_rows(articles, shape).map_err(|e| e.to_string()));
            Ok(rows.collect::<Result<Vec<_>, String>>()?.concat())
        }))
    }

    fn with_variables(&self, store: Store, manifest: &Manifest) -> Store {
        if manifest.variables.is_empty() {
            return store;
        }
        let (articles, tiers, variables) = (self.articles(), manifest.tiers.clone(), manifest.variables.clone());
        store.with_variables(&manifest.variables, move || {
            let shape = Shape { tiers: &tiers, variables: &variables };
            variable_rows(&articles, shape).map_err(|e| e.to_string())
        })
    }

    /// One table of the record, group by group.
    ///
    /// # Errors
    /// When the audit does not have it, or it is broken.
    #[cfg(feature = "parquet")]
    pub fn read_table(&self, name: &str) -> Result<ParquetGroups, ParquetError> {
        self.is_one()?;
        let path = self.table(name);
        if path.exists() {
            return ParquetGroups::open(&path);
        }
        let audit = self.root.display();
        let reason =
            format!("this audit does not have the table; `classlens audit --from {audit} -o FOLDER` makes it again");
        Err(ParquetError { path, reason })
    }

    /// Names of the tables that this audit does not have, and that scoring its texts again makes.
    ///
    /// What needs none of them is answered all the same.
    #[cfg(feature = "parquet")]
    #[must_use]
    pub fn missing_tables(&self) -> Vec<&'static str> {
        let made_of_texts =
            TABLES.iter().map(|table| table.name).filter(|name| ![ARTICLES.name, TEXTS.name].contains(name));
        made_of_texts.filter(|name| !self.table(name).exists()).collect()
    }

    /// `NAME.parquet`.
    pub(crate) fn table(&self, name: &str) -> PathBuf {
        self.current(&format!("{name}.parquet"))
    }

    /// A file of the record: where a join that was cut off has written it anew, that one.
    pub(crate) fn current(&self, name: &str) -> PathBuf {
        let joined = self.joined();
        if joined.join(MANIFEST).exists() && joined.join(name).exists() {
            return joined.join(name);
        }
        self.inside(name)
    }

    /// `joined/`: the table of articles with more variables, and the manifest that goes with it. From the moment the manifest
    /// is there both count, also where the program was killed before they were moved to their places.
    pub(crate) fn joined(&self) -> PathBuf {
        self.root.join(JOINED)
    }

    /// Moves what is in `joined/` to its place.
    pub(crate) fn settle_joined(&self) -> Result<(), FolderError> {
        let joined = self.joined();
        let file = |name: &str| (joined.join(name), self.root.join(name));
        if joined.join(MANIFEST).exists() {
            // The manifest last: until then the folder is read as it will be.
            let names = [format!("{}.csv", ARTICLES.name), format!("{}.parquet", ARTICLES.name), MANIFEST.to_owned()];
            for (from, to) in names.iter().map(|name| file(name)).filter(|(from, _)| from.exists()) {
                std::fs::rename(&from, &to).map_err(|e| FolderError::write(&to, &e))?;
            }
        }
        match std::fs::remove_dir_all(&joined) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(FolderError::write(&joined, &error)),
            _ => Ok(()),
        }
    }

    /// `NAME.csv`, written on request.
    pub(crate) fn csv(&self, name: &str) -> PathBuf {
        self.root.join(format!("{name}.csv"))
    }

    /// `signatures`, by which copies are known when the audit grows.
    #[must_use]
    pub fn signatures(&self) -> PathBuf {
        self.root.join("signatures")
    }

    /// What repeated sentences a bundle reports, without the sentences.
    pub(crate) const REPEATED: &str = "repeated.parquet";

    /// `repeated.parquet`, in a bundle.
    pub(crate) fn repeated(&self) -> PathBuf {
        self.inside(Self::REPEATED)
    }

    /// A file in it.
    pub(crate) fn inside(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// `parts/`, while a run is going on.
    pub(crate) fn parts(&self) -> PathBuf {
        self.root.join("parts")
    }

    /// `rejects.jsonl`.
    #[must_use]
    pub fn rejects(&self) -> PathBuf {
        self.root.join("rejects.jsonl")
    }

    /// `index/`.
    #[must_use]
    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    /// `run.json`, while a run is going on.
    pub(crate) fn journal(&self) -> PathBuf {
        self.root.join("run.json")
    }

    pub(crate) fn manifest_path(&self) -> PathBuf {
        self.root.join(MANIFEST)
    }

    /// Writes the manifest with its hash.
    pub(crate) fn write_manifest(&self, manifest: &Manifest) -> Result<(), FolderError> {
        let path = self.manifest_path();
        let text = sealed(&Manifest { seal: String::new(), ..manifest.clone() });
        replace(&path, &text).map_err(|e| FolderError::write(&path, &e))
    }

    /// The hash that the file of the manifest should say of itself, which says `seal`.
    pub(crate) fn seal_of_manifest(&self, seal: &str) -> Result<String, FolderError> {
        let path = self.current(MANIFEST);
        let text = std::fs::read_to_string(&path).map_err(|e| self.no_manifest(&e))?;
        Ok(seal_of(&text, seal))
    }

    fn no_manifest(&self, reason: &dyn std::fmt::Display) -> FolderError {
        FolderError::NoAudit { path: self.root.clone(), reason: format!("{MANIFEST}: {reason}") }
    }

    /// The manifest.
    ///
    /// # Errors
    /// When the folder is not a whole audit, or a later version of the program wrote it.
    pub fn manifest(&self) -> Result<Manifest, FolderError> {
        let text = std::fs::read_to_string(self.current(MANIFEST)).map_err(|e| self.no_manifest(&e))?;
        let manifest: Manifest = serde_json::from_str(&text).map_err(|e| self.no_manifest(&e))?;
        if manifest.record_version > RECORD_VERSION {
            let (path, found) = (self.root.clone(), manifest.record_version);
            return Err(FolderError::Newer { path, found, known: RECORD_VERSION });
        }
        Ok(manifest)
    }
}
