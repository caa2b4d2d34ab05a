//! What a run is asked to do, and the counters by which its progress is shown.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64};

use crate::pipeline::joined::JoinOptions;
use crate::read::{ReadOptions, Source};

/// What a run is to do.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own of the caller")]
pub struct AuditOptions {
    /// The sources, in their order.
    pub sources: Vec<Source>,
    /// Where their articles come from.
    pub origin: Origin,
    /// How they are read.
    pub read: ReadOptions,
    /// A table that says more of the articles or outlets, as variables.
    pub join: Option<JoinOptions>,
    /// Where the audit folder goes.
    pub output: PathBuf,
    /// CSV beside Parquet.
    pub csv: bool,
    /// Articles between two points that a killed run can go on from.
    pub checkpoint: usize,
    /// Replace an audit at `output` that has other sources, another lexicon, or deletions.
    pub replace: bool,
    /// Leave an audit without articles where none could be read, in place of an error: for a part that is merged with others.
    pub may_be_empty: bool,
    /// Resume what a killed run to the same folder had done.
    pub resume: bool,
    /// Threads that analyse; 0 takes one a core.
    pub threads: usize,
    /// Bytes that buffers may take.
    pub memory: usize,
    /// Seed of everything random.
    pub seed: u64,
    /// Arguments of the call, for the manifest.
    pub command: Vec<String>,
}

impl AuditOptions {
    /// Reads these sources as they are into a new audit folder at `output`, by all cores.
    #[must_use]
    pub fn new(sources: Vec<Source>, output: &Path) -> Self {
        Self {
            sources,
            origin: Origin::Sources,
            read: ReadOptions::default(),
            join: None,
            output: output.to_owned(),
            csv: false,
            checkpoint: CHECKPOINT,
            replace: false,
            may_be_empty: false,
            resume: false,
            threads: 0,
            memory: MEMORY,
            seed: 1,
            command: Vec::new(),
        }
    }
}

/// Articles between two points that a killed run can go on from, unless another number is named.
const CHECKPOINT: usize = 8192;
/// Bytes that buffers may take, unless another number is named.
const MEMORY: usize = 512 << 20;

/// How far a run has come, read by whoever draws the progress bar; and whether it is to stop.
#[derive(Debug, Default)]
pub struct Counters {
    /// Bytes taken from disk.
    pub bytes: AtomicU64,
    /// Articles written.
    pub documents: AtomicU64,
    /// Set by whoever wants the run to stop: it ends after the batch at hand with [`PipelineError::Stopped`].
    ///
    /// [`PipelineError::Stopped`]: crate::pipeline::PipelineError::Stopped
    pub stop: AtomicBool,
}

/// Where the articles of a run come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// From the sources.
    Sources,
    /// From the audit in the output folder, where its sources are as they were; the rest from the sources.
    ///
    /// The sources must begin with those of the audit, as [`sources_of`](crate::pipeline::sources_of) gives them.
    Added,
    /// From the texts of this audit; its sources, as [`sources_of`](crate::pipeline::sources_of) gives them, are not read.
    Texts(PathBuf),
}
