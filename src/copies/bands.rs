//! Finds candidates: articles that agree in all rows of some band of a `MinHash`.
//!
//! In: sketches. Out: a number a band and article; articles with the same number are compared. The
//! numbers lie in one scratch file a band, so that memory contains one band at a time.
//!
//! # Source
//! Li, Owen and Zhang (2012), One permutation hashing, NIPS: one hash of each shingle gives bin and
//! rank. Shrivastava (2017), Optimal densification for fast and accurate minwise hashing, ICML: an
//! empty bin borrows from a bin drawn at random. Bands: Leskovec, Rajaraman and Ullman, Mining of
//! massive datasets, 3.4: a pair of Jaccard index J becomes a candidate with 1 − (1 − J³)³².

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::copies::CopiesError;
use crate::copies::signature::mix;
use crate::copies::sketch::Sketch;

/// Bands of a `MinHash`.
pub(super) const BANDS: usize = 32;
/// Bins of a band.
const ROWS: usize = 3;
const BINS: usize = BANDS * ROWS;
/// An article without candidates.
const NOBODY: u64 = 0;

/// Scratch files of the bands; they vanish with the value.
pub(super) struct Bands {
    paths: Vec<PathBuf>,
    files: Vec<BufWriter<File>>,
}

impl Bands {
    /// Empty scratch files in `folder`.
    pub(super) fn create(folder: &Path) -> Result<Self, CopiesError> {
        let paths: Vec<PathBuf> = (0..BANDS).map(|band| folder.join(format!("band-{band:02}.scratch"))).collect();
        let create = |path: &PathBuf| {
            File::create(path)
                .map(|file| BufWriter::with_capacity(1 << 15, file))
                .map_err(|e| CopiesError::write(path, &e))
        };
        let mut out = Self { paths, files: Vec::new() };
        for path in &out.paths {
            out.files.push(create(path)?);
        }
        Ok(out)
    }

    /// Adds the next article; `None` is one that is compared with no other.
    pub(super) fn push(&mut self, sketch: Option<&Sketch>) -> Result<(), CopiesError> {
        let numbers = sketch.and_then(numbers).unwrap_or([NOBODY; BANDS]);
        for ((file, path), number) in self.files.iter_mut().zip(&self.paths).zip(numbers) {
            file.write_all(&number.to_le_bytes()).map_err(|e| CopiesError::write(path, &e))?;
        }
        Ok(())
    }

    /// Writes what is buffered.
    pub(super) fn close(&mut self) -> Result<(), CopiesError> {
        for (mut file, path) in std::mem::take(&mut self.files).into_iter().zip(&self.paths) {
            file.flush().map_err(|e| CopiesError::write(path, &e))?;
        }
        Ok(())
    }

    /// Numbers and articles of a band, sorted; equal numbers are candidates.
    pub(super) fn sorted(&self, band: usize) -> Result<Vec<(u64, u32)>, CopiesError> {
        let path = &self.paths[band];
        let broken = |e: std::io::Error| CopiesError::read(path, &e);
        let file = File::open(path).map_err(broken)?;
        let n = file.metadata().map_err(broken)?.len() / 8;
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let mut out = Vec::new();
        let mut number = [0; 8];
        for idx in 0..u32::try_from(n).expect("articles are fewer than 2^32") {
            reader.read_exact(&mut number).map_err(broken)?;
            let number = u64::from_le_bytes(number);
            if number != NOBODY {
                out.push((number, idx));
            }
        }
        out.sort_unstable();
        Ok(out)
    }
}

impl Drop for Bands {
    fn drop(&mut self) {
        for path in &self.paths {
            // A scratch file that cannot be removed does no harm.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// The number of each band; `None` without shingles.
fn numbers(sketch: &Sketch) -> Option<[u64; BANDS]> {
    let bins = bins(&sketch.shingles)?;
    let mut out = [NOBODY; BANDS];
    for (band, (number, rows)) in out.iter_mut().zip(bins.chunks_exact(ROWS)).enumerate() {
        *number = rows.iter().fold(band as u64, |hash, row| mix(hash ^ u64::from(*row))).max(1);
    }
    Some(out)
}

/// The smallest shingle of each bin; an empty bin borrows that of another one.
fn bins(shingles: &[u32]) -> Option<[u32; BINS]> {
    let mut own: [Option<u32>; BINS] = [None; BINS];
    // Shingles ascend, so the first one of a bin is its smallest.
    for shingle in shingles {
        let bin = (mix(u64::from(*shingle)) % BINS as u64) as usize;
        own[bin].get_or_insert(*shingle);
    }
    shingles.first()?;
    let mut full = [0; BINS];
    for (bin, value) in full.iter_mut().enumerate() {
        let mut lenders = (0..).map(|attempt: u64| (mix((bin as u64) << 32 | attempt) % BINS as u64) as usize);
        let lent = || lenders.find_map(|lender| own[lender]);
        *value = own[bin].or_else(lent).expect("some bin has a shingle");
    }
    Some(full)
}
