//! Opens a source and explains what goes wrong while it is read.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::read::Source;
use crate::read::record_source::Budget;

/// The raw bytes of `source`; the error says what is wrong and what to do.
pub(super) fn open<'a>(
    source: &Source,
    read_bytes: &'a AtomicU64,
    budget: &Rc<Budget>,
) -> Result<Box<dyn Read + 'a>, String> {
    let raw: Box<dyn Read> = match source {
        Source::File(path) | Source::Spooled { path, .. } => {
            Box::new(File::open(path).map_err(|e| format!("cannot be opened ({e}): check the permissions"))?)
        }
        Source::Stdin => Box::new(io::stdin()),
        Source::Memory { bytes, .. } => Box::new(*bytes),
        Source::Broken { reason, .. } => return Err(reason.clone()),
    };
    Ok(Box::new(ProgressReader { inner: BudgetedFile { inner: raw, budget: Rc::clone(budget) }, read_bytes }))
}

/// A message for an error while reading.
pub(super) fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            "the packed file ends early: what came before was read; fetch or pack it again".to_owned()
        }
        io::ErrorKind::IsADirectory => "is a folder, not a file".to_owned(),
        _ => format!("cannot be read further ({error}): what came before was read; fetch or pack it again"),
    }
}

/// Counts the bytes taken from disk for the progress bar.
struct ProgressReader<'a, R> {
    inner: R,
    read_bytes: &'a AtomicU64,
}

impl<R: Read> Read for ProgressReader<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.read_bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Counts the bytes taken from disk for the budget of unpacking.
pub(super) struct BudgetedFile<R> {
    pub inner: R,
    pub budget: Rc<Budget>,
}

impl<R: Read> Read for BudgetedFile<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.budget.took(n);
        Ok(n)
    }
}

impl<R: Seek> Seek for BudgetedFile<R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
