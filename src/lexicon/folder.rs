//! Finds the files of a lexicon.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::lexicon::{LexiconError, SourceLine};

/// Files below it say something of the lexicon and decide nothing.
pub(super) const ABOUT: &str = "about";
/// The folder of the words that say who speaks; they change no score.
pub(super) const VOICE: &str = "voice";

/// A file of a lexicon and what is in it.
#[derive(Debug, Clone)]
pub struct LexiconFile {
    /// Path below the folder of the lexicon.
    pub path: PathBuf,
    /// Its text.
    pub content: Cow<'static, str>,
}

impl LexiconFile {
    /// A file at this path with this text.
    #[must_use]
    pub fn new(path: impl AsRef<Path>, content: impl Into<Cow<'static, str>>) -> Self {
        Self { path: path.as_ref().to_owned(), content: content.into() }
    }
}

/// All TOML and CSV files below `folder`, sorted.
///
/// # Errors
/// When the folder or a file in it cannot be read as UTF-8.
pub fn read_folder(folder: &Path) -> Result<Vec<LexiconFile>, LexiconError> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|e| LexiconError::Read { path: folder.to_owned(), reason: e.to_string() })?;
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "toml" || e == "csv") {
            let bytes =
                std::fs::read(path).map_err(|e| LexiconError::Read { path: path.to_owned(), reason: e.to_string() })?;
            let content = String::from_utf8(bytes).map_err(|e| {
                let line = e.as_bytes()[..e.utf8_error().valid_up_to()].split(|b| *b == b'\n').count();
                let place = SourceLine { path: path.to_owned(), line };
                LexiconError::Syntax { place, reason: "not UTF-8: save the file as UTF-8".to_owned() }
            })?;
            let below = path.strip_prefix(folder).unwrap_or(path).to_owned();
            files.push(LexiconFile { path: below, content: content.into() });
        }
    }
    Ok(files)
}
