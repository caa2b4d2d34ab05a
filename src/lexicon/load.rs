//! Reads a lexicon: the one compiled into the program, a folder, the contents of files.

use std::sync::{Arc, LazyLock};

use crate::lexicon::{Frozen, Lexicon, LexiconError, LexiconFile, embedded_files, file, hash, read_folder};

impl Lexicon {
    /// The lexicon compiled into the program, put together once in a process.
    ///
    /// # Panics
    /// When the embedded files are broken: a test reads them.
    #[must_use]
    pub fn embedded() -> Arc<Self> {
        static EMBEDDED: LazyLock<Arc<Lexicon>> = LazyLock::new(|| {
            let read = Lexicon::from_files(&embedded_files());
            Arc::new(read.unwrap_or_else(|error| panic!("the embedded lexicon is sound: {error}")))
        });
        Arc::clone(&EMBEDDED)
    }

    /// Whether this is the lexicon compiled into the program: asked of the hash, for a copy that somebody changed
    /// keeps the name.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        Self::is_hash_of_embedded(&self.hash)
    }

    /// Whether a lexicon with this hash is the one compiled into the program; none is read for it.
    #[must_use]
    pub fn is_hash_of_embedded(hash: &str) -> bool {
        static HASH: LazyLock<String> = LazyLock::new(|| hash::of_lexicon(&embedded_files()));
        hash == *HASH
    }

    /// Reads all files of a folder.
    ///
    /// # Errors
    /// When a file cannot be read or an entry is broken; the message names file and line.
    pub fn from_folder(folder: &std::path::Path) -> Result<Self, LexiconError> {
        Self::from_files(&read_files(folder)?)
    }

    /// Puts the lexicon together from the contents of its files.
    ///
    /// # Errors
    /// When an entry is broken; the message names file and line.
    pub fn from_files(files: &[LexiconFile]) -> Result<Self, LexiconError> {
        file::assemble(files)
    }
}

/// The files of the lexicon in a folder, or in a file that `lexicon freeze` wrote.
///
/// # Errors
/// When they cannot be read, or the file holds none.
pub fn read_files(path: &std::path::Path) -> Result<Vec<LexiconFile>, LexiconError> {
    if !path.is_file() {
        return read_folder(path);
    }
    let failed = |reason: String| LexiconError::Read { path: path.to_owned(), reason };
    let frozen = Frozen::read(path).map_err(|e| failed(e.to_string()))?;
    if frozen.file.is_empty() {
        let reason = "it was frozen by an older version, which wrote no files into it: freeze it again from its folder";
        return Err(failed(reason.to_owned()));
    }
    Ok(frozen.file.into_iter().map(|file| LexiconFile::new(file.path, file.content)).collect())
}
