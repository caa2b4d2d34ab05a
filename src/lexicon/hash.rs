//! The content hash of a lexicon.

use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use crate::lexicon::{LexiconFile, folder};

/// The hash that identifies a lexicon: over all files but those that only say something of it.
pub(super) fn of_lexicon(files: &[LexiconFile]) -> String {
    of(files, |path| !path.starts_with(folder::ABOUT))
}

/// Hash over the files that decide hits, scores and focus: all but those that say who speaks.
pub(super) fn of_scores(files: &[LexiconFile]) -> String {
    of(files, |path| !path.starts_with(folder::ABOUT) && !path.starts_with(folder::VOICE))
}

/// Hash over a text: 32 hexadecimal digits.
pub(super) fn of_text(text: &str) -> String {
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(text.as_bytes()))
}

/// Hash over names and contents of the files whose path fits, in the order of their names: 32 hexadecimal digits.
pub(super) fn of(files: &[LexiconFile], fits: impl Fn(&Path) -> bool) -> String {
    let mut sorted: Vec<&LexiconFile> = files.iter().filter(|file| fits(&file.path)).collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let mut hash = Xxh3::new();
    for file in sorted {
        hash.update(file.path.to_string_lossy().as_bytes());
        hash.update(&[0]);
        hash.update(file.content.as_bytes());
        hash.update(&[0]);
    }
    format!("{:032x}", hash.digest128())
}
