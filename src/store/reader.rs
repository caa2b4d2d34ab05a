//! An index opened for reading; what it answers is in the files after this one.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use once_cell::sync::OnceCell;
use tantivy::IndexReader;

use crate::store::StoreError;
use crate::store::index_folder::{changed_files, open_index};
use crate::store::lacking::Lacking;
use crate::store::schema::Fields;
use crate::store::variables::{Loader, StoredVariables};
use crate::store::word_list::WordList;
use crate::variable::Variable;

/// An index opened for reading.
pub struct Store {
    pub(super) path: PathBuf,
    pub(super) fields: Fields,
    pub(super) tiers: Vec<String>,
    pub(super) reader: IndexReader,
    pub(super) is_of_shards: bool,
    pub(super) lacking: Lacking,
    pub(super) variables: Vec<Variable>,
    pub(super) load_variables: Option<Loader>,
    pub(super) stored_variables: OnceCell<StoredVariables>,
    /// Words that are usually counted, and the state of the index that they are of.
    pub(super) common_words: Mutex<Option<(u64, Arc<WordList>)>>,
}

impl Store {
    /// Opens the index in folder `path` for the tiers of `lexicon`.
    ///
    /// # Errors
    /// When there is none, it is broken or of another version.
    pub fn open(path: &Path, tiers: &[String]) -> Result<Self, StoreError> {
        let (index, fields) = open_index(path, tiers)?;
        let reader = index.reader().map_err(|e| StoreError::Read { path: path.to_owned(), reason: e.to_string() })?;
        Ok(Self::of(path, fields, tiers, reader))
    }

    pub(super) fn of(path: &Path, fields: Fields, tiers: &[String], reader: IndexReader) -> Self {
        Self {
            path: path.to_owned(),
            fields,
            tiers: tiers.to_vec(),
            reader,
            is_of_shards: false,
            lacking: Lacking::default(),
            variables: Vec::new(),
            load_variables: None,
            stored_variables: OnceCell::new(),
            common_words: Mutex::new(None),
        }
    }

    pub(super) fn of_shards(mut self) -> Self {
        self.is_of_shards = true;
        self
    }

    /// Files of the index whose checksum is another one, by name.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn damaged_files(&self) -> Result<Vec<String>, StoreError> {
        let damaged = self.reader.searcher().index().validate_checksum().map_err(|e| self.broken(&e))?;
        let changed = changed_files(&self.path)
            .map_err(|e| StoreError::Read { path: self.path.clone(), reason: e.to_string() })?;
        let mut names: Vec<String> = damaged.iter().map(|path| path.display().to_string()).chain(changed).collect();
        names.sort();
        Ok(names)
    }

    pub(super) fn broken(&self, error: &tantivy::TantivyError) -> StoreError {
        self.unreadable(error.to_string())
    }

    pub(super) fn unreadable(&self, reason: String) -> StoreError {
        let path = self.path.clone();
        if self.is_of_shards { StoreError::ReadShards { path, reason } } else { StoreError::Read { path, reason } }
    }
}
