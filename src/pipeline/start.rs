//! Where a run begins to read: at the first record, or after what an earlier run has done.

use crate::pipeline::part::Reached;
use crate::read::Ids;

/// Where the reading begins.
#[derive(Debug, Default)]
pub(super) struct Start {
    /// Source, and its records that are done.
    pub reached: Reached,
    /// Ids of the articles of the sources before it.
    pub ids: Ids,
}
