//! Where the bytes being read come from: which source, which member of an archive, how deep.
//!
//! Invariant: all layers under one source share one [`Budget`], so a bomb inside a bomb is bounded
//! like a plain one.

use std::cell::Cell;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use crate::read::ReadOptions;

/// Archives and packings that may be nested.
pub(super) const MAX_DEPTH: u8 = 6;
/// Members of one source, over all its archives.
const MAX_MEMBERS: u64 = 5_000_000;
/// Unpacked bytes that are always allowed.
const FREE_BYTES: u64 = 256 << 20;
/// Unpacked bytes allowed for each packed one: text packs 3 to 30 times, zeros 1,000 times.
const RATIO: u64 = 300;
/// Largest member that is kept in memory because its format must be read from its end.
pub(super) const HELD_BYTES: u64 = 256 << 20;

/// Where the bytes at hand come from, and how they are to be read.
#[derive(Clone)]
pub(super) struct RecordSource<'a> {
    /// Name of the source, as in the manifest.
    pub source: &'a Arc<str>,
    /// Name inside the archives of that source; empty for the source itself.
    pub member: String,
    /// The file on disk, where the bytes are its own.
    pub path: Option<&'a Path>,
    /// Archives and packings around these bytes.
    pub depth: u8,
    /// What the source may cost.
    pub budget: Rc<Budget>,
    /// How records are read.
    pub options: &'a ReadOptions,
}

impl RecordSource<'_> {
    /// The name these bytes go by: that of the member, else of the source.
    pub fn file_name(&self) -> &str {
        if self.member.is_empty() { self.source } else { &self.member }
    }

    /// The name without folders and endings; `None` for standard input.
    pub fn stem(&self) -> Option<String> {
        let file = if self.member.is_empty() { self.path? } else { Path::new(&self.member) };
        Some(file.file_stem()?.to_string_lossy().into_owned()).filter(|stem| !stem.is_empty())
    }
}

/// Bytes and members read under one source.
#[derive(Debug, Default)]
pub(super) struct Budget {
    packed: Cell<u64>,
    unpacked: Cell<u64>,
    members: Cell<u64>,
}

impl Budget {
    /// Counts bytes taken from disk.
    pub fn took(&self, n: usize) {
        self.packed.set(self.packed.get() + n as u64);
    }

    /// Counts one more member of an archive.
    ///
    /// # Errors
    /// When there are too many.
    pub fn member(&self) -> Result<(), String> {
        self.members.set(self.members.get() + 1);
        if self.members.get() > MAX_MEMBERS {
            return Err(format!("more than {MAX_MEMBERS} files in one archive: split it; the rest was not read"));
        }
        Ok(())
    }

    /// True when no more may be unpacked.
    pub fn is_spent(&self) -> bool {
        self.unpacked.get() > FREE_BYTES + RATIO * self.packed.get()
    }

    fn unpacked(&self, n: usize) -> io::Result<()> {
        self.unpacked.set(self.unpacked.get() + n as u64);
        if self.is_spent() {
            let what = format!(
                "it unpacks to more than {RATIO} times its size, as no text does; unpack it by hand if it is sound"
            );
            return Err(io::Error::other(what));
        }
        Ok(())
    }
}

/// Counts what a packing gives against the budget.
pub(super) struct Bounded<R> {
    pub inner: R,
    pub budget: Rc<Budget>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.budget.unpacked(n)?;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, repeat};

    use crate::read::record_source::{Bounded, Budget, FREE_BYTES};

    #[test]
    fn a_bomb_is_stopped_and_text_is_not() {
        let budget = std::rc::Rc::<Budget>::default();
        let mut bomb = Bounded { inner: repeat(b' '), budget: std::rc::Rc::clone(&budget) };
        let error = std::io::copy(&mut bomb, &mut std::io::sink()).expect_err("bounded");
        assert!(error.to_string().contains("times its size") && budget.is_spent(), "{error}");
        let sound = std::rc::Rc::<Budget>::default();
        sound.took(10 << 20);
        let mut text = Bounded { inner: repeat(b' ').take(FREE_BYTES + 1000), budget: sound };
        assert!(std::io::copy(&mut text, &mut std::io::sink()).is_ok());
    }
}
