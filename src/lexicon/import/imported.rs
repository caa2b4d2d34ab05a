//! Turns a dictionary of any format into a lexicon.

use std::path::Path;

use crate::lexicon::import::format::DictionaryFormat;
use crate::lexicon::import::options::ImportOptions;
use crate::lexicon::import::terms::{Fault, ImportedTerms, Remark};
use crate::lexicon::import::{ImportError, decode, lexicoder, liwc, settle, table, wordstat, yaml};
use crate::lexicon::{Lexicon, LexiconFile, SourceLine};

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
