//! Runs all stages over a corpus in parallel and leaves an audit folder.
//!
//! The only place with threads. One thread reads, rayon's pool cleans, tokenizes, matches and
//! scores one batch after the other, one thread writes parts and feeds the index. Queues between
//! them hold two batches, so memory is bounded by [`AuditOptions::memory`] and not by the corpus;
//! batches keep the order of the input, so the output does not depend on the number of threads.
//! A part is some thousand articles, whole on disk; the tables are put together from parts at the end.

mod joined;
mod options;
mod sample;
mod part;
mod start;
mod base;
mod batch;
mod settings;
mod deleted;
mod plan;
mod replaced;
mod index;
mod journal;
mod batches;
mod write;
mod pieces;
mod record_file;
mod stories;
mod variables;
mod assemble;
mod mapped;
mod run;
mod delete;
mod merge;
mod flip;
mod inspect;
mod in_memory;

pub use crate::pipeline::delete::delete;
pub use crate::pipeline::flip::{Flip, FlipHit, Flips, flips};
pub use crate::pipeline::in_memory::{MemoryScorer, ScoredTables};
pub use crate::pipeline::index::{Indexed, index};
pub use crate::pipeline::inspect::{Inspected, inspect};
pub use crate::pipeline::joined::JoinOptions;
pub use crate::pipeline::journal::Begun;
pub use crate::pipeline::merge::{MergeOptions, merge};
pub use crate::pipeline::options::{AuditOptions, Counters, Origin};
pub use crate::pipeline::plan::sources_of;
pub use crate::pipeline::run::{Outcome, Run, audit};
pub use crate::pipeline::sample::sample_source;
pub use crate::pipeline::stories::printed_stories;
pub use crate::pipeline::variables::join;

use std::path::PathBuf;

use crate::copies::CopiesError;
use crate::folder::FolderError;
use crate::read::ReadError;
use crate::score::CalibrationError;
use crate::store::StoreError;

/// Everything that can stop a run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// Reading.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Weights of the lexicon.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    /// Index.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Signatures.
    #[error(transparent)]
    Copies(#[from] CopiesError),
    /// Tables.
    #[error(transparent)]
    Table(#[from] crate::record::ParquetError),
    /// Audit folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The thread pool.
    #[error("the thread pool cannot be started: {0}")]
    Threads(String),
    /// Articles cannot be added to an audit that was made otherwise.
    #[error("{}: cannot be added to: {name} was {then} and is now {now}; give the same options, or audit everything again", audit.display())]
    OtherSettings {
        /// The audit.
        audit: PathBuf,
        /// What differs.
        name: String,
        /// In the audit.
        then: String,
        /// Asked for.
        now: String,
    },
    /// A finished audit would be lost.
    #[error(
        "{}: an audit is there, and {reason}; it stays", audit.display()
    )]
    WouldReplace {
        /// The audit.
        audit: PathBuf,
        /// What a run like this one would not make again.
        reason: String,
    },
    /// Two audits do not go together.
    #[error("{} and {} cannot be merged: {reason}", one.display(), other.display())]
    Unlike {
        /// The one named first.
        one: PathBuf,
        /// The other.
        other: PathBuf,
        /// How they differ or clash, and what to do.
        reason: String,
    },
    /// An index can be rebuilt with the lexicon of its audit only.
    #[error(
        "{}: was made with lexicon {made}, this one is {given}: name the right one; where it is gone, score the texts with \
         this one", audit.display()
    )]
    OtherLexicon {
        /// The audit.
        audit: PathBuf,
        /// Its lexicon.
        made: String,
        /// Hash of the lexicon at hand.
        given: String,
    },
    /// A column was named by hand that no record has.
    #[error("no record has a column `{column}` for {field}{}; the columns are: {names}", PipelineError::meant(suggestion.as_deref()))]
    NoColumn {
        /// The field.
        field: String,
        /// The column as given.
        column: String,
        /// The column that may be meant.
        suggestion: Option<String>,
        /// All columns.
        names: String,
    },
    /// A table cannot be joined.
    #[error("{}: {reason}", path.display())]
    Join {
        /// The table.
        path: PathBuf,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// The run was asked to stop.
    #[error("the run was stopped")]
    Stopped,
    /// Something went wrong in the middle of a run.
    #[error("{reason}\n{n_articles} articles are done and kept: the run can be resumed after them")]
    Interrupted {
        /// What went wrong.
        reason: Box<PipelineError>,
        /// Articles that are done.
        n_articles: u64,
    },
    /// Nothing could be read.
    #[error("no article could be read; {n_refused} records were refused, the first one:\n  {first}")]
    NothingRead {
        /// Records refused.
        n_refused: u64,
        /// The first of them.
        first: String,
    },
}

impl PipelineError {
    fn meant(suggestion: Option<&str>) -> String {
        suggestion.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
    }
}

#[cfg(test)]
mod tests;
