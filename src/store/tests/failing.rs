//! An index on a disk that fails at any of its operations: what was committed stays, and the failure is said.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite, WatchCallback,
    WatchHandle, WritePtr,
};

use crate::score::article_row;
use crate::store::tests::{ARTICLES, ENGINE, MEMORY, raw, tiers};
use crate::store::{Store, StoreError, StoreWriter, committed_part};

/// Operations that change the disk until it fails, once and for all.
#[derive(Debug, Clone)]
struct Operations {
    done: Arc<AtomicUsize>,
    sound: usize,
}

impl Operations {
    fn next(&self) -> io::Result<()> {
        let before = self.done.fetch_add(1, Ordering::SeqCst);
        if before < self.sound { Ok(()) } else { Err(io::Error::other("the disk fails")) }
    }
}

/// A folder on that disk.
#[derive(Debug, Clone)]
struct Failing {
    folder: MmapDirectory,
    operations: Operations,
}

struct FailingFile {
    file: WritePtr,
    operations: Operations,
}

impl Write for FailingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.operations.next()?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.operations.next()?;
        self.file.flush()
    }
}

impl TerminatingWrite for FailingFile {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.operations.next()?;
        self.file.get_mut().terminate_ref(token)
    }
}

impl Directory for Failing {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.folder.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let failed = |error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        self.operations.next().map_err(failed)?;
        self.folder.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.folder.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let failed = |error| OpenWriteError::wrap_io_error(error, path.to_owned());
        self.operations.next().map_err(failed)?;
        let file = FailingFile { file: self.folder.open_write(path)?, operations: self.operations.clone() };
        Ok(BufWriter::new(Box::new(file)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.folder.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.operations.next()?;
        self.folder.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.operations.next()?;
        self.folder.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.folder.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.folder.watch(callback)
    }
}

/// Writes four articles, commits them, writes two and commits those.
fn written(path: &Path, operations: &Operations) -> Result<(), StoreError> {
    let folder = MmapDirectory::open(path).expect("there is a folder");
    let directory = Failing { folder, operations: operations.clone() };
    let mut writer = StoreWriter::create_in(directory, path, &ENGINE.lexicon, MEMORY)?;
    for (part, articles) in [(1, &ARTICLES[..4]), (2, &ARTICLES[4..])] {
        for article in articles {
            let scored = ENGINE.analyse(raw(article));
            let row = article_row(&ENGINE.lexicon, &scored);
            writer.add(&ENGINE.lexicon, &scored, &row)?;
        }
        writer.commit(part)?;
    }
    writer.finish()
}

#[test]
fn a_disk_that_fails_at_any_operation_is_an_error_and_leaves_what_was_committed() {
    let operations = |sound| Operations { done: Arc::new(AtomicUsize::new(0)), sound };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let whole = operations(usize::MAX);
    written(folder.path(), &whole).expect("the disk is sound");
    let n = whole.done.load(Ordering::SeqCst);
    assert!(n > 50, "{n} operations");
    let mut left = [0; 3];
    // Neighbours are writes to the same file: each third is tried, and a disk that holds to the end.
    for sound in (0..n).step_by(3).chain([n]) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let result = written(folder.path(), &operations(sound));
        let part = committed_part(folder.path());
        match &result {
            Err(StoreError::Write { path, reason }) => {
                assert_eq!(path, folder.path());
                assert!(!reason.is_empty(), "{sound} of {n}");
            }
            Err(other) => panic!("{sound} of {n}: {other}"),
            // Old files that cannot be deleted are no loss.
            Ok(()) => assert_eq!(part, Some(2), "{sound} of {n}"),
        }
        left[part.unwrap_or(0) as usize] += 1;
        if let Some(part) = part {
            let store = Store::open(folder.path(), tiers()).expect("what was committed can be read");
            assert_eq!(store.n_articles(), [0, 4, 6][part as usize], "{sound} of {n}");
        }
    }
    assert!(left.iter().all(|n| *n > 0), "before, between and after: {left:?}");
}
