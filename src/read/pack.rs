//! Takes packings off: gzip, zstd, bzip2, xz, detected by their first bytes.
//!
//! In: packed bytes. Out: plain bytes with a head that can be looked at without taking it.

use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use crate::read::record_source::{Bounded, Budget};

/// Bytes read to detect packing, charset and layout.
pub(super) const HEAD: usize = 64 << 10;
/// Most memory, in KiB, that the dictionary of an xz file may take.
const XZ_MEMORY_KIB: u32 = 128 << 10;

/// A packing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// gzip, one or more members.
    Gzip,
    /// zstd.
    Zstd,
    /// bzip2, one or more streams.
    Bzip2,
    /// xz.
    Xz,
}

/// The packing these bytes start with.
pub(super) fn packing(head: &[u8]) -> Option<Packing> {
    let bzip2 = head.len() > 9 && head.starts_with(b"BZh") && head[4..10] == [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
    match head {
        [0x1f, 0x8b, 8, ..] => Some(Packing::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstd),
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Packing::Xz),
        _ if bzip2 => Some(Packing::Bzip2),
        _ => None,
    }
}

/// Takes one packing off.
///
/// # Errors
/// When the decoder cannot be set up.
pub(super) fn unpack<'a>(packing: Packing, packed: Peeked<'a>, budget: &Rc<Budget>) -> io::Result<Box<dyn Read + 'a>> {
    let budget = Rc::clone(budget);
    Ok(match packing {
        Packing::Gzip => Box::new(Bounded { inner: flate2::bufread::MultiGzDecoder::new(packed), budget }),
        Packing::Zstd => Box::new(Bounded { inner: zstd::Decoder::with_buffer(packed)?, budget }),
        Packing::Bzip2 => Box::new(Bounded { inner: bzip2::bufread::MultiBzDecoder::new(packed), budget }),
        Packing::Xz => {
            let plain = lzma_rust2::XzReader::new_mem_limit(packed, true, XZ_MEMORY_KIB);
            Box::new(Bounded { inner: plain, budget })
        }
    })
}

/// The first plain bytes of a gzip file; empty when they cannot be had.
pub(super) fn gzip_start(head: &[u8]) -> Vec<u8> {
    let mut start = vec![0; 512];
    let n = flate2::read::GzDecoder::new(head).read(&mut start).unwrap_or(0);
    start.truncate(n);
    start
}

/// A reader whose first bytes were looked at.
pub(super) struct Peeked<'a> {
    head: Vec<u8>,
    at: usize,
    error: Option<io::Error>,
    inner: BufReader<Box<dyn Read + 'a>>,
}

impl<'a> Peeked<'a> {
    /// Reads up to [`HEAD`] bytes ahead; an error met there comes back after them.
    pub fn new(inner: Box<dyn Read + 'a>) -> Self {
        let mut inner = BufReader::with_capacity(HEAD, inner);
        let mut head = Vec::new();
        let error = inner.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
        Self { head, at: 0, error, inner }
    }

    /// The first bytes.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// The error met before any byte was read.
    pub fn first_error(&mut self) -> Option<io::Error> {
        if self.head.is_empty() { self.error.take() } else { None }
    }
}

impl Read for Peeked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let n = ready.len().min(buffer.len());
        buffer[..n].copy_from_slice(&ready[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Peeked<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.head.len() {
            return Ok(&self.head[self.at..]);
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.inner.fill_buf(),
        }
    }

    fn consume(&mut self, n: usize) {
        let of_head = n.min(self.head.len() - self.at);
        self.at += of_head;
        self.inner.consume(n - of_head);
    }
}
