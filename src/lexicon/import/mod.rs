//! Reads dictionaries of other programs and turns them into a lexicon folder.
//!
//! In: the bytes of one file. Out: [`Imported`]: the files of a checked lexicon, and a remark with
//! file, line and remedy for everything that was changed or left out on the way. What cannot be
//! read at all is refused with its line.
//!
//! One file a format: each reader yields terms under a path of categories; `term` makes patterns of
//! them, `settle` makes tiers and dimensions of the categories.

mod terms;
mod decode;
mod table;
mod liwc_table;
mod format;
mod options;
mod liwc;
mod term;
mod settle;
mod wordstat;
mod xml;
mod lexicoder;
mod yaml;

pub use crate::lexicon::import::format::DictionaryFormat;
pub use crate::lexicon::import::options::{ImportOptions, TierChoice};
use crate::lexicon::import::terms::{Fault, ImportedTerms, Term, fault};
pub use crate::lexicon::import::terms::{Remark, RemarkKind};

use std::path::{Path, PathBuf};

use crate::lexicon::{Lexicon, LexiconError, LexiconFile, SourceLine};

/// A dictionary turned into a lexicon.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The format it was read as.
    pub format: DictionaryFormat,
    /// Terms that the reader found.
    pub n_terms: usize,
    /// The files of the lexicon.
    pub files: Vec<LexiconFile>,
    /// The lexicon they make.
    pub lexicon: Lexicon,
    /// What was changed or left out, by line.
    pub remarks: Vec<Remark>,
}

/// Why a dictionary is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// A line that nothing can be made of.
    #[error("{place}: {reason}")]
    Line {
        /// Where.
        place: SourceLine,
        /// What is wrong and what to do.
        reason: String,
    },
    /// Neither name nor content determine the format.
    #[error("{}: the format cannot be detected by name or content: name the format", path.display())]
    Format {
        /// The file.
        path: PathBuf,
    },
    /// No term could be kept.
    #[error("{}: no term could be kept{}", path.display(), first.as_ref().map(|r| format!("; the first remark: {}: {}", r.place, r.message)).unwrap_or_default())]
    Empty {
        /// The file.
        path: PathBuf,
        /// Why the first term was left out.
        first: Option<Box<Remark>>,
    },
    /// A choice of a tier that is none.
    #[error("`{argument}` chooses no tier: write NAME=CATEGORY or NAME=PARENT/CATEGORY, and another name than `mixed`")]
    Choice {
        /// The argument as given.
        argument: String,
    },
    /// A category that the dictionary does not have.
    #[error("{}: no category `{category}` with terms: the file has {known}", path.display())]
    Category {
        /// The file.
        path: PathBuf,
        /// The category asked for.
        category: String,
        /// The categories there are.
        known: String,
    },
    /// More categories than a lexicon can have.
    #[error("{}: {n} {what} and a lexicon holds 255: choose the categories you want as tiers", path.display())]
    TooMany {
        /// The file.
        path: PathBuf,
        /// How many.
        n: usize,
        /// `tiers` or `dimensions`.
        what: &'static str,
    },
    /// The target is not empty.
    #[error("{}: exists and is not empty: choose another folder", path.display())]
    Exists {
        /// The folder.
        path: PathBuf,
    },
    /// The target cannot be written.
    #[error("{}: cannot be written ({reason}); check permissions and free space", path.display())]
    Write {
        /// The path.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The lexicon made of the file is broken.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
}

/// Turns the content of the dictionary at `path` into a lexicon; nothing is written.
///
/// # Errors
/// When the format is unknown, a line breaks the file, or no term can be kept.
pub fn import(path: &Path, bytes: &[u8], options: &ImportOptions) -> Result<Imported, ImportError> {
    let place = |line| SourceLine { path: path.to_owned(), line };
    let refused = |fault: Fault| ImportError::Line { place: place(fault.line), reason: fault.reason };
    let mut found = ImportedTerms { path: path.to_owned(), ..ImportedTerms::default() };
    let text = decode::decode(bytes, &mut found).map_err(refused)?;
    let unknown = || ImportError::Format { path: path.to_owned() };
    let format = options.format.or_else(|| DictionaryFormat::detected(path, &text)).ok_or_else(unknown)?;
    let read = match format {
        DictionaryFormat::Liwc => liwc::read(&text, &mut found),
        DictionaryFormat::Lexicoder => lexicoder::read(&text, &mut found),
        DictionaryFormat::WordStat => wordstat::read(&text, &mut found),
        DictionaryFormat::Yaml => yaml::read(&text, &mut found),
        DictionaryFormat::Csv => table::read(&text, &mut found),
    };
    read.map_err(refused)?;
    let n_terms = found.terms.len();
    let files = settle::settle(&mut found, options)?;
    let lexicon = Lexicon::from_files(&files)?;
    found.remarks.sort_by_key(|remark| remark.place.line);
    Ok(Imported { format, n_terms, files, lexicon, remarks: found.remarks })
}

/// Writes the files of a lexicon into `folder`, which is missing or empty.
///
/// # Errors
/// When the folder is not empty or cannot be written.
pub fn write_folder(files: &[LexiconFile], folder: &Path) -> Result<(), ImportError> {
    let failed = |path: &Path, e: &std::io::Error| ImportError::Write { path: path.to_owned(), reason: e.to_string() };
    if folder.exists() {
        let mut inside = folder.read_dir().map_err(|e| failed(folder, &e))?;
        if inside.next().is_some() {
            return Err(ImportError::Exists { path: folder.to_owned() });
        }
    }
    for file in files {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|e| failed(parent, &e))?;
        }
        std::fs::write(&path, file.content.as_bytes()).map_err(|e| failed(&path, &e))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
