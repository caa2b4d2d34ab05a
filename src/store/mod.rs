//! The tantivy index of an audit: text and figures of every article, for search.
//!
//! In: scored documents in order. Out: an index folder, complete or absent. It is a cache of the
//! record: it names its schema and tokenizer versions and is refused when they differ.

mod line;
mod stored_article;
mod schema;
mod index_folder;
mod writer;
mod query;
mod lacking;
mod reread;
mod variables;
mod word_list;
mod reader;
mod shards;
mod rows;
mod variable_values;
mod plan;
mod column;
mod search;
mod field;
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
#[cfg(feature = "serve")]
mod forms;
mod phrases;
mod collocates;

pub use crate::store::aggregate::{ArticleGroup, Counted, Grouping};
pub use crate::store::collocates::{Neighbour, Neighbours, SampleOfArticles};
pub use crate::store::concordance::{Concordance, ConcordanceLine, Draw, Window};
pub use crate::store::dedupe::{Deduplicated, DeduplicatedWithin, StoryRanks};
pub use crate::store::facet::{Facet, FacetValue};
pub use crate::store::field::FieldValue;
pub use crate::store::index_folder::{committed_part, version};
pub use crate::store::line_order::{LineKey, group_lines, sort_lines};
#[cfg(feature = "serve")]
pub(crate) use crate::store::query::{Kind, Spans, Word, WordOrder};
pub use crate::store::query::{Query, QueryError, explain_query, parse_query};
pub use crate::store::reader::Store;
pub use crate::store::search::{Cursor, Found, Order, Request, ResultPage};
pub use crate::store::snippet::Marks;
pub use crate::store::stored_article::StoredArticle;
pub use crate::store::texts::StoredBodies;
pub use crate::store::variables::VariableRows;
pub use crate::store::words::{Frequency, Groups, Unit};
pub use crate::store::writer::StoreWriter;

use std::path::{Path, PathBuf};

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
    #[error("{}: the index cannot be read ({reason}); rebuild it with `classlens index {}`", path.display(), StoreError::audit_of(path).display())]
    Read {
        /// Folder of the index.
        path: PathBuf,
        /// What tantivy says.
        reason: String,
    },
    /// One of several indexes that are asked as one cannot be read.
    #[error("{}: the index of a shard cannot be read ({reason}); rebuild it with `classlens index SHARD`", path.display())]
    ReadShards {
        /// What names the shards.
        path: PathBuf,
        /// What tantivy says.
        reason: String,
    },
    /// Two indexes that were to be asked as one are one.
    #[error("{} and {} have the same articles: name one of them", StoreError::audit_of(one).display(), StoreError::audit_of(other).display())]
    SameIndex {
        /// Folder of one.
        one: PathBuf,
        /// Folder of the other.
        other: PathBuf,
    },
    /// Two indexes that were to be asked as one have an article of the same id.
    #[error("`{id}` is in {} and in {}: `classlens merge` counts it once if its texts are the same", StoreError::audit_of(one).display(), StoreError::audit_of(other).display())]
    SameArticle {
        /// The first such id.
        id: String,
        /// Folder of one.
        one: PathBuf,
        /// Folder of the other.
        other: PathBuf,
    },
    /// The index was written by another version.
    #[error("{}: the index is of another version of classlens ({found}, this one reads {expected}); rebuild it with `classlens index {}`", path.display(), StoreError::audit_of(path).display())]
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
    /// An index that was to be made of rows cannot be.
    #[error("the rows of this audit cannot be searched ({0})")]
    Rows(String),
    /// There is no such field to group by.
    #[error("no field `{name}` to group or print by: use one of {known}")]
    Axis {
        /// As requested.
        name: String,
        /// What there is.
        known: String,
    },
    /// A field or variable that makes no groups.
    #[error("nothing is grouped by `{name}`: {reason}")]
    NoGroups {
        /// As requested.
        name: String,
        /// Why.
        reason: String,
    },
    /// The variables cannot be read from the record.
    #[error("{}: the variables of this audit cannot be read ({reason})", StoreError::audit_of(path).display())]
    Variables {
        /// Folder of the index.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A concordance needs words.
    #[error("the query has no words in title, lede or body: a concordance has nothing to show")]
    NoWords,
    /// A concordance would not fit into memory.
    #[error("more than {0} concordance lines: narrow the query or draw a sample")]
    TooManyLines(usize),
}

impl StoreError {
    /// The audit folder that an index is in.
    fn audit_of(index: &Path) -> &Path {
        index.parent().unwrap_or(index)
    }
}

#[cfg(test)]
mod tests;
