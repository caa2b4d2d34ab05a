//! Files by which writers keep out of each other's way.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// What to do while another process has the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IfLocked {
    /// Wait until it is free.
    Wait,
    /// Say so.
    Refuse,
}

/// Locks the file at `path`, which is made where it is missing, until the returned file is dropped.
pub(crate) fn lock(path: &Path, if_locked: IfLocked) -> Result<File, TryLockError> {
    let opened = File::options().read(true).write(true).create(true).truncate(false).open(path);
    let file = opened.map_err(TryLockError::Error)?;
    let locked = match if_locked {
        IfLocked::Wait => file.lock().map_err(TryLockError::Error),
        IfLocked::Refuse => file.try_lock(),
    };
    match locked {
        // Some network folders know no locks; there the user takes care.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(file),
        locked => locked.map(|()| file),
    }
}
