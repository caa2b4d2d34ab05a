//! Builds an index: articles are added, committed part by part, and deleted.

use std::path::{Path, PathBuf};

use tantivy::directory::{Directory, MmapDirectory};
use tantivy::{Index, IndexSettings, IndexWriter, Term};

use crate::lexicon::Lexicon;
use crate::score::{ArticleRow, ScoredDocument};
use crate::store::index_folder::{VERSION_FILE, link_files, open_index, write_hashes};
use crate::store::line::Lines;
use crate::store::schema::{self, Fields};
use crate::store::{StoreError, version};

/// An index that is being built.
pub struct StoreWriter {
    path: PathBuf,
    fields: Fields,
    writer: IndexWriter,
    tiers: Vec<String>,
    lines: Lines,
}

impl StoreWriter {
    /// Starts an index in the empty folder `path`; `memory` in bytes bounds its buffers.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn create(path: &Path, lexicon: &Lexicon, memory: usize) -> Result<Self, StoreError> {
        let broken = |reason: String| StoreError::Write { path: path.to_owned(), reason };
        std::fs::create_dir_all(path).map_err(|e| broken(e.to_string()))?;
        let directory = MmapDirectory::open(path).map_err(|e| broken(e.to_string()))?;
        Self::create_in(directory, path, lexicon, memory)
    }

    /// Starts an index in a directory, whose files are in the folder `path`.
    pub(super) fn create_in(
        directory: impl Directory,
        path: &Path,
        lexicon: &Lexicon,
        memory: usize,
    ) -> Result<Self, StoreError> {
        let broken = |reason: String| StoreError::Write { path: path.to_owned(), reason };
        let (schema, fields) = schema::build(&lexicon.tiers);
        let index = Index::create(directory, schema, IndexSettings::default()).map_err(|e| broken(e.to_string()))?;
        std::fs::write(path.join(VERSION_FILE), version()).map_err(|e| broken(e.to_string()))?;
        Self::of(path, &index, fields, &lexicon.tiers, memory)
    }

    /// Continues the index in folder `path` after its last commit; later changes are discarded.
    ///
    /// # Errors
    /// When there is no index, it is broken or of another version, or cannot be written.
    pub fn reopen(path: &Path, tiers: &[String], memory: usize) -> Result<Self, StoreError> {
        let (index, fields) = open_index(path, tiers)?;
        Self::of(path, &index, fields, tiers, memory)
    }

    /// Starts an index in the empty folder `path` as a copy of that in folder `from`.
    ///
    /// # Errors
    /// When the old index cannot be read, or the new one cannot be written.
    pub fn copy(from: &Path, path: &Path, tiers: &[String], memory: usize) -> Result<Self, StoreError> {
        open_index(from, tiers)?;
        link_files(from, path).map_err(|e| StoreError::Write { path: path.to_owned(), reason: e.to_string() })?;
        Self::reopen(path, tiers, memory)
    }

    /// Starts an index in the empty folder `path` with the articles of other indexes, one after the other.
    ///
    /// Beside each index are the ids of the articles that are left out. `scratch` is a folder for what is needed in between.
    ///
    /// # Errors
    /// When one of the indexes cannot be read, or the new one cannot be written. Nothing is in `path` where one cannot be read.
    pub fn merged(
        from: &[(PathBuf, Vec<String>)],
        path: &Path,
        scratch: &Path,
        tiers: &[String],
        memory: usize,
    ) -> Result<Self, StoreError> {
        let mut indexes = Vec::new();
        for (at, (index, left_out)) in from.iter().enumerate() {
            let (mut opened, _) = open_index(index, tiers)?;
            if !left_out.is_empty() {
                let copy = scratch.join(format!("{at}.index"));
                let mut store = Self::copy(index, &copy, tiers, memory)?;
                store.delete(left_out);
                store.commit(0)?;
                store.purge()?;
                store.finish()?;
                (opened, _) = open_index(&copy, tiers)?;
            }
            indexes.push(opened);
        }
        let broken = |reason: String| StoreError::Write { path: path.to_owned(), reason };
        std::fs::create_dir_all(path).map_err(|e| broken(e.to_string()))?;
        let directory = MmapDirectory::open(path).map_err(|e| broken(e.to_string()))?;
        tantivy::indexer::merge_indices(&indexes, directory).map_err(|e| broken(e.to_string()))?;
        std::fs::write(path.join(VERSION_FILE), version()).map_err(|e| broken(e.to_string()))?;
        Self::reopen(path, tiers, memory)
    }

    /// Deletes articles that were in the index before it was opened. They are marked with the next commit
    /// and still found, until [`Self::purge`] writes their segments anew.
    pub fn delete(&mut self, ids: &[String]) {
        for id in ids {
            self.writer.delete_term(Term::from_field_text(self.fields.id, id));
        }
    }

    /// Rewrites segments with deleted articles, so that nothing of these is left on disk.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn purge(&mut self) -> Result<(), StoreError> {
        let metas = self.writer.index().searchable_segment_metas().map_err(|e| self.broken(&e))?;
        for segment in metas.iter().filter(|segment| segment.num_deleted_docs() > 0) {
            self.writer.merge(&[segment.id()]).wait().map_err(|e| self.broken(&e))?;
        }
        Ok(())
    }

    fn of(path: &Path, index: &Index, fields: Fields, tiers: &[String], memory: usize) -> Result<Self, StoreError> {
        schema::register(index);
        // One indexing thread keeps the order of documents; no merging: segments are few and large.
        let writer = index.writer_with_num_threads(1, memory.max(MIN_MEMORY));
        let writer: IndexWriter =
            writer.map_err(|e| StoreError::Write { path: path.to_owned(), reason: e.to_string() })?;
        writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
        Ok(Self { path: path.to_owned(), fields, writer, tiers: tiers.to_vec(), lines: Lines::default() })
    }

    /// Adds one article.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&mut self, lexicon: &Lexicon, scored: &ScoredDocument, row: &ArticleRow) -> Result<(), StoreError> {
        self.lines.fill(lexicon, scored);
        let document = self.fields.document(&self.tiers, scored.document.body(), row, &self.lines);
        self.writer.add_document(document).map(|_| ()).map_err(|e| self.broken(&e))
    }

    /// Writes everything to disk and marks it with the number of the part it ends with.
    ///
    /// Articles that are not committed are not in the index.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn commit(&mut self, part: u32) -> Result<(), StoreError> {
        let committed = self.writer.prepare_commit().and_then(|mut commit| {
            commit.set_payload(&part.to_string());
            commit.commit()
        });
        committed.map(|_| ()).map_err(|e| self.broken(&e))
    }

    /// Waits for the background work of the index, and keeps hashes of what has no checksum.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn finish(self) -> Result<(), StoreError> {
        let path = self.path;
        let broken = |reason: String| StoreError::Write { path: path.clone(), reason };
        self.writer.wait_merging_threads().map_err(|e| broken(e.to_string()))?;
        write_hashes(&path).map_err(|e| broken(e.to_string()))
    }

    fn broken(&self, error: &tantivy::TantivyError) -> StoreError {
        StoreError::Write { path: self.path.clone(), reason: error.to_string() }
    }
}

/// Least memory tantivy takes for one thread.
pub(super) const MIN_MEMORY: usize = 32 << 20;
