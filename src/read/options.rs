//! How records are read, and what takes them.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::article::{DateOrder, Record};
use crate::read::{ColumnMap, VariableChoice};

/// How records are read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Which columns or keys are which field, where the usual names do not say.
    pub columns: ColumnMap,
    /// Which further columns or keys are kept as variables.
    pub variables: VariableChoice,
    /// How `03/04/2012` is read; such dates are left out without it.
    pub date_order: Option<DateOrder>,
    /// The last day that is not in the future; dates after it are reported and not read. `None` allows every day.
    pub latest: Option<jiff::civil::Date>,
    /// Longest record in bytes; a longer one is refused.
    pub max_record_bytes: usize,
    /// A table with a `file` column and metadata for plain text files.
    pub manifest: Option<PathBuf>,
    /// What was made of files that several sources need, so that it is made once in a run.
    pub kept: FileCache,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            columns: ColumnMap::default(),
            variables: VariableChoice::default(),
            date_order: None,
            latest: None,
            max_record_bytes: 32 << 20,
            manifest: None,
            kept: FileCache::default(),
        }
    }
}

/// What was made of files, by their path.
#[derive(Debug, Clone, Default)]
pub struct FileCache(Arc<Mutex<BTreeMap<PathBuf, Arc<dyn Any + Send + Sync>>>>);

impl FileCache {
    /// What `make` makes of the file at `path`; one path is always asked for with the same type.
    pub(super) fn get<T: Any + Send + Sync>(&self, path: &Path, make: impl Fn() -> T) -> Arc<T> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = known.entry(path.to_owned()).or_insert_with(|| Arc::new(make()));
        Arc::downcast(Arc::clone(kept)).unwrap_or_else(|_| Arc::new(make()))
    }
}

/// What takes the records; `Break` ends the reading.
pub type Sink<'a> = dyn FnMut(Record) -> ControlFlow<()> + 'a;
