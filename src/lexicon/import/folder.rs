//! Writes the files of a lexicon into a folder of their own.

use std::path::Path;

use crate::lexicon::LexiconFile;
use crate::lexicon::import::ImportError;

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
