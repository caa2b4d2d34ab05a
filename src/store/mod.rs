//! The tantivy index of an audit: text and figures of every article, for search.
//!
//! In: scored documents in order. Out: an index folder, complete or absent. It is a cache of the
//! record: it names its schema and tokenizer versions and is refused when they differ.

mod line;
mod schema;
mod query;
mod reread;
mod field;
mod column;
mod search;
mod ids;
mod draw;
mod hits;
mod snippet;
mod aggregate;
mod facet;
mod dedupe;
mod concordance;
mod line_order;
mod texts;
mod words;
mod phrases;
mod collocates;

pub use crate::store::aggregate::{ArticleGroup, Counted, Grouping};
pub use crate::store::collocates::{Neighbour, Neighbours};
pub use crate::store::column::FieldAxis;
pub use crate::store::concordance::{Concordance, ConcordanceLine, Draw, Window};
pub use crate::store::dedupe::{Deduplicated, DeduplicatedWithin, StoryRanks};
pub use crate::store::facet::{Facet, FacetValue};
pub use crate::store::field::FieldValue;
pub use crate::store::line_order::{LineKey, group_lines, sort_lines};
pub use crate::store::query::{Query, QueryError, closest, explain_query, parse_query};
pub use crate::store::search::{Cursor, Found, Order, Request, ResultPage, StoredArticle};
pub use crate::store::snippet::Marks;
pub use crate::store::texts::StoredBodies;
pub use crate::store::words::{Frequency, Groups, Unit};

use std::path::{Path, PathBuf};

use tantivy::{Index, IndexReader, IndexSettings, IndexWriter, Term};

use crate::lexicon::Lexicon;
use crate::score::{ArticleRow, ScoredDocument};
use crate::store::schema::Fields;

/// What can go wrong with an index.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The index cannot be written.
    #[error("{}: the index cannot be written ({reason}); is the disk full?", path.display())]
    Write {
        /// Folder of the index.
        path: PathBuf,
        /// What tantivy says.
        reason: String,
    },
    /// The index cannot be read.
    #[error("{}: the index cannot be read ({reason}); rebuild it with `classlens index {}`", path.display(), audit_of(path).display())]
    Read {
        /// Folder of the index.
        path: PathBuf,
        /// What tantivy says.
        reason: String,
    },
    /// The index was written by another version.
    #[error("{}: the index is of another version of classlens ({found}, this one reads {expected}); rebuild it with `classlens index {}`", path.display(), audit_of(path).display())]
    Version {
        /// Folder of the index.
        path: PathBuf,
        /// Version in the index.
        found: String,
        /// Version of this program.
        expected: String,
    },
    /// The texts of an older audit are in its index alone, and that cannot be read.
    #[error("{}: the texts of this audit are in its index alone, which cannot be read ({reason}); read its sources again with `classlens audit`", path.display())]
    NoTexts {
        /// Folder of the index.
        path: PathBuf,
        /// What tantivy says.
        reason: String,
    },
    /// The query is wrong.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// There is no such field to group by.
    #[error("no field `{name}` to group or print by: use one of {known}")]
    Axis {
        /// As requested.
        name: String,
        /// What there is.
        known: String,
    },
    /// A concordance needs words.
    #[error("the query has no words in title, lede or body: a concordance has nothing to show")]
    NoWords,
    /// A concordance would not fit into memory.
    #[error("more than {0} concordance lines: narrow the query or draw a sample with --sample")]
    TooManyLines(usize),
}

/// The audit folder that an index is in.
fn audit_of(index: &Path) -> &Path {
    index.parent().unwrap_or(index)
}

/// An index that is being built.
pub struct StoreWriter {
    path: PathBuf,
    fields: Fields,
    writer: IndexWriter,
    tiers: Vec<String>,
    lines: line::Lines,
}

impl StoreWriter {
    /// Starts an index in the empty folder `path`; `memory` in bytes bounds its buffers.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn create(path: &Path, lexicon: &Lexicon, memory: usize) -> Result<Self, StoreError> {
        let broken = |reason: String| StoreError::Write { path: path.to_owned(), reason };
        std::fs::create_dir_all(path).map_err(|e| broken(e.to_string()))?;
        let (schema, fields) = schema::build(&lexicon.tiers);
        let directory = tantivy::directory::MmapDirectory::open(path).map_err(|e| broken(e.to_string()))?;
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
        Ok(Self { path: path.to_owned(), fields, writer, tiers: tiers.to_vec(), lines: line::Lines::default() })
    }

    /// Adds one article.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&mut self, lexicon: &Lexicon, scored: &ScoredDocument, row: &ArticleRow) -> Result<(), StoreError> {
        self.lines.fill(lexicon, scored);
        let document = self.fields.document(&self.tiers, scored, row, &self.lines);
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

    /// Waits for the background work of the index.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn finish(self) -> Result<(), StoreError> {
        let path = self.path;
        self.writer.wait_merging_threads().map_err(|e| StoreError::Write { path, reason: e.to_string() })
    }

    fn broken(&self, error: &tantivy::TantivyError) -> StoreError {
        StoreError::Write { path: self.path.clone(), reason: error.to_string() }
    }
}

/// Least memory tantivy takes for one thread.
const MIN_MEMORY: usize = 32 << 20;
const VERSION_FILE: &str = "classlens-index-version";

/// Version of schema and tokenizer, as written in the index folder.
#[must_use]
pub fn version() -> String {
    format!("schema {} tokenizer {}\n", schema::SCHEMA_VERSION, crate::tokenize::CONTRACT_VERSION)
}

/// Links the files of an index into another folder; copies them where links are not possible.
///
/// No file is ever changed in place but the list of files and the locks, which are copied and left out.
fn link_files(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let name = entry.file_name();
        let target = to.join(&name);
        match name.to_string_lossy().as_ref() {
            name if name.starts_with(".tantivy-") => continue,
            "meta.json" | ".managed.json" | VERSION_FILE => {}
            _ if std::fs::hard_link(entry.path(), &target).is_ok() => continue,
            _ => {}
        }
        std::fs::copy(entry.path(), target)?;
    }
    Ok(())
}

/// The part that the index in folder `path` was last committed with; `None` without an index or a commit.
#[must_use]
pub fn committed_part(path: &Path) -> Option<u32> {
    Index::open_in_dir(path).ok()?.load_metas().ok()?.payload?.parse().ok()
}

/// The index in folder `path`, when this version can read it.
fn open_index(path: &Path, tiers: &[String]) -> Result<(Index, Fields), StoreError> {
    let broken = |reason: String| StoreError::Read { path: path.to_owned(), reason };
    let found = std::fs::read_to_string(path.join(VERSION_FILE)).map_err(|e| broken(e.to_string()))?;
    if found != version() {
        let (found, expected) = (found.trim().to_owned(), version().trim().to_owned());
        return Err(StoreError::Version { path: path.to_owned(), found, expected });
    }
    let index = Index::open_in_dir(path).map_err(|e| broken(e.to_string()))?;
    schema::register(&index);
    let (schema, fields) = schema::build(tiers);
    if index.schema() != schema {
        return Err(broken("its columns are not those of this lexicon".into()));
    }
    Ok((index, fields))
}

/// An index opened for reading.
pub struct Store {
    path: PathBuf,
    fields: Fields,
    tiers: Vec<String>,
    reader: IndexReader,
}

impl Store {
    /// Opens the index in folder `path` for the tiers of `lexicon`.
    ///
    /// # Errors
    /// When there is none, it is broken or of another version.
    pub fn open(path: &Path, tiers: &[String]) -> Result<Self, StoreError> {
        let (index, fields) = open_index(path, tiers)?;
        let reader = index.reader().map_err(|e| StoreError::Read { path: path.to_owned(), reason: e.to_string() })?;
        Ok(Self { path: path.to_owned(), fields, tiers: tiers.to_vec(), reader })
    }

    fn broken(&self, error: &tantivy::TantivyError) -> StoreError {
        StoreError::Read { path: self.path.clone(), reason: error.to_string() }
    }
}

#[cfg(test)]
mod tests;
