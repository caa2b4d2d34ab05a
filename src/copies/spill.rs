//! Signatures in a file: written one after the other, read in order or one by one.
//!
//! Layout of a record, little-endian: its length in bytes without this number (4), id, text, url,
//! outlet (8 each), day (4, `i32::MIN` for none), tokens, ceiling, number of sentences (4 each), the
//! sentences (8 each: hash, one bit for a cut one, shingles kept in the lowest 15 bits), the shingles (4 each).

use std::fs::File;
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::copies::CopiesError;
use crate::copies::signature::{HASH_BITS, SentenceMark, Signature};

const HEAD: usize = 4 * 8 + 4 * 4;
const NO_DAY: i32 = i32::MIN;
const CUT_BIT: u64 = 1 << 15;

/// Sentences counted in one pass over the file: 256 MB as outlet and sentence, day, and beginning.
pub(super) const PER_PASS: u64 = 16 << 20;

/// Writes signatures to a file in the order of the articles.
#[derive(Debug)]
pub struct SignatureWriter {
    path: PathBuf,
    file: BufWriter<File>,
    record: Vec<u8>,
}

impl SignatureWriter {
    /// Starts an empty file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(path: &Path) -> Result<Self, CopiesError> {
        let file = File::create(path).map_err(|e| CopiesError::write(path, &e))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file), record: Vec::new() })
    }

    /// Adds the signature of the next article.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn push(&mut self, signature: &Signature) -> Result<(), CopiesError> {
        encode(signature, &mut self.record);
        let length = u32::try_from(self.record.len()).expect("a record is shorter than 4 GiB");
        let written = self.file.write_all(&length.to_le_bytes()).and_then(|()| self.file.write_all(&self.record));
        written.map_err(|e| CopiesError::write(&self.path, &e))
    }

    /// Adds the next record of another file as it is; `false` when there is none.
    ///
    /// # Errors
    /// When the other file cannot be read, or this one cannot be written.
    pub fn take(&mut self, from: &mut SignatureRecords) -> Result<bool, CopiesError> {
        if !from.advance()? {
            return Ok(false);
        }
        let length = u32::try_from(from.record.len()).expect("a record is shorter than 4 GiB");
        let written = self.file.write_all(&length.to_le_bytes()).and_then(|()| self.file.write_all(&from.record));
        written.map_err(|e| CopiesError::write(&self.path, &e))?;
        Ok(true)
    }

    /// Writes what is buffered.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> Result<(), CopiesError> {
        self.file.flush().map_err(|e| CopiesError::write(&self.path, &e))
    }
}

/// The records of a file, to be taken over one by one.
#[derive(Debug)]
pub struct SignatureRecords {
    path: PathBuf,
    reader: BufReader<File>,
    record: Vec<u8>,
}

impl SignatureRecords {
    /// Opens the file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(path: &Path) -> Result<Self, CopiesError> {
        let file = File::open(path).map_err(|e| CopiesError::read(path, &e))?;
        Ok(Self { path: path.to_owned(), reader: BufReader::new(file), record: Vec::new() })
    }

    /// Goes to the next record; `false` when there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn advance(&mut self) -> Result<bool, CopiesError> {
        next_record(&mut self.reader, &mut self.record).map_err(|e| CopiesError::read(&self.path, &e))
    }
}

fn encode(signature: &Signature, out: &mut Vec<u8>) {
    out.clear();
    for hash in [signature.id, signature.text, signature.url, signature.outlet] {
        out.extend(hash.to_le_bytes());
    }
    out.extend(signature.day.unwrap_or(NO_DAY).to_le_bytes());
    let n_sentences = u32::try_from(signature.sentences.len()).expect("sentences are fewer than bytes");
    for number in [signature.n_tokens, signature.ceiling, n_sentences] {
        out.extend(number.to_le_bytes());
    }
    for sentence in &signature.sentences {
        let cut = if sentence.is_cut { CUT_BIT } else { 0 };
        out.extend((sentence.hash | cut | u64::from(sentence.n_kept)).to_le_bytes());
    }
    for shingle in &signature.shingles {
        out.extend(shingle.to_le_bytes());
    }
}

/// The signature in a record; `None` when the record is not one.
fn decode(record: &[u8]) -> Option<Signature> {
    let (head, rest) = record.split_at_checked(HEAD)?;
    let long = |at: usize| u64::from_le_bytes(head[at * 8..at * 8 + 8].try_into().expect("8 bytes"));
    let short = |at: usize| u32::from_le_bytes(head[32 + at * 4..36 + at * 4].try_into().expect("4 bytes"));
    let (sentences, shingles) = rest.split_at_checked(short(3) as usize * 8)?;
    let day = short(0).cast_signed();
    let mark = |bytes: &[u8]| {
        let packed = u64::from_le_bytes(bytes.try_into().expect("8 bytes"));
        let n_kept = (packed & !HASH_BITS & !CUT_BIT) as u16;
        SentenceMark { hash: packed & HASH_BITS, n_kept, is_cut: packed & CUT_BIT != 0 }
    };
    let sentences: Vec<SentenceMark> = sentences.chunks_exact(8).map(mark).collect();
    let shingle = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().expect("4 bytes"));
    let shingles: Vec<u32> = shingles.chunks_exact(4).map(shingle).collect();
    let whole = sentences.iter().map(|s| usize::from(s.n_kept)).sum::<usize>() == shingles.len();
    whole.then(|| Signature {
        id: long(0),
        text: long(1),
        url: long(2),
        outlet: long(3),
        day: (day != NO_DAY).then_some(day),
        n_tokens: short(1),
        ceiling: short(2),
        sentences,
        shingles,
    })
}

/// Files of signatures, read as one.
pub(super) struct Spill {
    files: Vec<SpillFile>,
}

struct SpillFile {
    path: PathBuf,
    reader: BufReader<File>,
    /// Index of its first article, once it was read through.
    first: u32,
}

/// Where the record of an article starts.
#[derive(Debug, Clone, Copy)]
pub(super) struct RecordOffset {
    offset: u64,
}

impl Spill {
    /// Opens the files; their articles are counted on from one to the next.
    pub(super) fn open(paths: &[PathBuf]) -> Result<Self, CopiesError> {
        let open = |path: &PathBuf| {
            let file = File::open(path).map_err(|e| CopiesError::read(path, &e))?;
            Ok(SpillFile { path: path.clone(), reader: BufReader::with_capacity(1 << 16, file), first: 0 })
        };
        Ok(Self { files: paths.iter().map(open).collect::<Result<_, _>>()? })
    }

    /// Hands every signature on with its index and place, in order.
    pub(super) fn each(
        &mut self,
        mut take: impl FnMut(u32, RecordOffset, Signature) -> Result<(), CopiesError>,
    ) -> Result<(), CopiesError> {
        let (mut idx, mut record) = (0, Vec::new());
        for file in &mut self.files {
            file.first = idx;
            let broken = |e: io::Error| CopiesError::read(&file.path, &e);
            let mut offset = 0;
            file.reader.seek(SeekFrom::Start(0)).map_err(broken)?;
            while next_record(&mut file.reader, &mut record).map_err(broken)? {
                let signature = decode(&record).ok_or_else(|| CopiesError::read(&file.path, &"a record is broken"))?;
                take(idx, RecordOffset { offset }, signature)?;
                offset += 4 + record.len() as u64;
                idx += 1;
            }
        }
        Ok(())
    }

    /// The signature of article `idx`, which starts at `place`.
    pub(super) fn at(&self, idx: u32, place: RecordOffset) -> Result<Signature, CopiesError> {
        // Files without articles share their first index with the next one, which has it.
        let file = &self.files[self.files.partition_point(|file| file.first <= idx) - 1];
        // Past the buffer: a record is far shorter, and every reading through starts with a seek.
        let mut bare = file.reader.get_ref();
        let mut record = Vec::new();
        let sought = bare.seek(SeekFrom::Start(place.offset));
        let read = sought.and_then(|_| next_record(&mut bare, &mut record));
        match read {
            Ok(true) => decode(&record).ok_or_else(|| CopiesError::read(&file.path, &"a record is broken")),
            Ok(false) => Err(CopiesError::read(&file.path, &"it ends too early")),
            Err(e) => Err(CopiesError::read(&file.path, &e)),
        }
    }
}

/// Reads the next record; `false` at the end of the file.
fn next_record(reader: &mut impl Read, record: &mut Vec<u8>) -> io::Result<bool> {
    let mut length = [0; 4];
    match reader.read(&mut length)? {
        0 => return Ok(false),
        n => reader.read_exact(&mut length[n..])?,
    }
    record.clear();
    let length = u64::from(u32::from_le_bytes(length));
    let n = reader.take(length).read_to_end(record)?;
    if (n as u64) < length { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(true) }
}
