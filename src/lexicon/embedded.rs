//! The lexicon that is compiled into the program.

use std::path::PathBuf;

use crate::lexicon::LexiconFile;

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../lexicons/", $path)))),*]
    };
}

/// Path and content of every file below `lexicons/`; a test compares the list with the folder.
const FILES: &[(&str, &str)] = files!["lexicon.toml",];

/// The files of the embedded lexicon.
#[must_use]
pub fn embedded_files() -> Vec<LexiconFile> {
    FILES.iter().map(|(path, content)| LexiconFile { path: PathBuf::from(path), content: (*content).into() }).collect()
}
