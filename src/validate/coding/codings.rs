//! Reads files of codes, whatever their format, and checks every record.

use std::collections::BTreeSet;
use std::path::Path;

use crate::validate::Codebook;
use crate::validate::coding::code_record::{Coding, Problem, Read};
use crate::validate::coding::{CodingError, check, json, label_studio, table};

/// All that was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Codings {
    /// Codes by coder and document, in the order of the files.
    pub codings: Vec<Coding>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// Records without any code: not coded yet.
    pub n_open: u64,
}

/// Reads files of codes and checks every record against the codebook.
///
/// The format is detected by content. A coder is named by the record, else by the file. The same document twice
/// by the same coder is reported, and the first record kept.
///
/// # Errors
/// When a file cannot be read, or is in none of the formats.
pub fn read_codings(paths: &[&Path], codebook: &Codebook) -> Result<Codings, CodingError> {
    let mut all = Codings::default();
    // A reader may judge an article that the same person has coded: both are kept.
    let mut known: BTreeSet<(String, String, bool)> = BTreeSet::new();
    for path in paths {
        let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let wrong = |reason: String| CodingError { file: path.display().to_string(), reason };
        let bytes = std::fs::read(path).map_err(|e| wrong(format!("cannot be read ({e})")))?;
        let text = String::from_utf8_lossy(&bytes);
        let coder = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        for record in records(&bytes, text.trim_start_matches('\u{feff}'), &file).map_err(wrong)? {
            let mut settled = match record {
                Ok(record) => check::settle(&record, codebook, &file, &coder),
                Err(problem) => check::CheckedRecord { coding: None, problems: vec![problem] },
            };
            all.problems.append(&mut settled.problems);
            let Some((place, coding)) = settled.coding else { continue };
            if coding.codes.is_empty() {
                all.n_open += 1;
            } else if known.insert((coding.coder.clone(), coding.id.clone(), coding.is_judged())) {
                all.codings.push(coding);
            } else {
                let what = format!("{} codes `{}` a second time: the first record is kept", coding.coder, coding.id);
                all.problems.push(Problem { place, what });
            }
        }
    }
    Ok(all)
}

/// The records of a file by its format.
fn records(bytes: &[u8], text: &str, file: &str) -> Result<Vec<Read>, String> {
    match text.trim_start().chars().next() {
        None => Err("is empty".to_owned()),
        Some('[') => label_studio::tasks(text, file),
        Some('{') => Ok(json::lines(text, file)),
        Some(_) => table::rows(bytes, file),
    }
}
