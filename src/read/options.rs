//! How records are read, and what takes them.

use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::article::{DateOrder, Record};
use crate::read::ColumnMap;

/// How records are read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Which columns or keys are which field, where the usual names do not say.
    pub columns: ColumnMap,
    /// How `03/04/2012` is read; such dates are left out without it.
    pub date_order: Option<DateOrder>,
    /// Longest record in bytes; a longer one is refused.
    pub max_record_bytes: usize,
    /// A table with a `file` column and metadata for plain text files.
    pub manifest: Option<PathBuf>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { columns: ColumnMap::default(), date_order: None, max_record_bytes: 32 << 20, manifest: None }
    }
}

/// What takes the records; `Break` ends the reading.
pub type Sink<'a> = dyn FnMut(Record) -> ControlFlow<()> + 'a;
