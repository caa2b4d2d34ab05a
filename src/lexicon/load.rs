//! Reads a lexicon: the one compiled into the program, a folder, the contents of files.

use std::sync::{Arc, LazyLock};

use crate::lexicon::{
    Frozen, FrozenError, Lexicon, LexiconError, LexiconFile, embedded_files, file, hash, read_folder,
};

/// The file of the weights, in the folder of a lexicon.
const CALIBRATION: &str = "calibration.toml";

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

    /// The lexicon in `folder`, else the one of the program, with the weights in the file `calibration`, which `gold fit` wrote.
    ///
    /// # Errors
    /// When a file cannot be read or an entry is broken. Whether the weights fit the lexicon is seen when it is compiled.
    pub fn with_calibration(
        folder: Option<&std::path::Path>,
        calibration: &std::path::Path,
    ) -> Result<Self, LexiconError> {
        let mut files = folder.map_or_else(|| Ok(embedded_files()), read_files)?;
        let weights = std::fs::read_to_string(calibration)
            .map_err(|e| LexiconError::Read { path: calibration.to_owned(), reason: e.to_string() })?;
        files.retain(|file| file.path != std::path::Path::new(CALIBRATION));
        files.push(LexiconFile::new(CALIBRATION, weights));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self::from_files(&files)
    }

    /// Puts the lexicon together from the contents of its files.
    ///
    /// # Errors
    /// When an entry is broken; the message names file and line.
    pub fn from_files(files: &[LexiconFile]) -> Result<Self, LexiconError> {
        file::assemble(files)
    }
}

impl Frozen {
    /// Reads a frozen lexicon, and compares what it lists and its hash with the files in it. Older ones have no files.
    ///
    /// # Errors
    /// As [`Self::read`], and when they are not of one lexicon.
    pub fn read_whole(path: &std::path::Path) -> Result<Self, FrozenError> {
        let frozen = Self::read(path)?;
        if frozen.file.is_empty() {
            return Ok(frozen);
        }
        let changed = |reason: String| FrozenError::Changed { path: path.to_owned(), reason };
        let lexicon = Lexicon::from_files(&frozen.files()).map_err(|error| changed(error.to_string()))?;
        if lexicon.hash != frozen.hash {
            return Err(changed(format!("its hash is {}, that of its files {}", frozen.hash, lexicon.hash)));
        }
        // Another version may list the same files in other words.
        let date = frozen.date.parse().map_err(|_| changed(format!("its date `{}` is no day", frozen.date)))?;
        let listed = Self::of(&lexicon, date);
        if frozen.version != listed.version {
            return Ok(frozen);
        }
        match frozen.changes(&listed).first() {
            None => Ok(frozen),
            Some(first) => {
                Err(changed(format!("{} `{}`: it lists another than its files have", first.what, first.name)))
            }
        }
    }

    /// The files in it.
    fn files(&self) -> Vec<LexiconFile> {
        self.file.iter().map(|file| LexiconFile::new(&file.path, file.content.clone())).collect()
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
    let failed = |reason: String| LexiconError::Frozen { reason };
    let frozen = Frozen::read_whole(path).map_err(|e| failed(e.to_string()))?;
    if frozen.file.is_empty() {
        let reason = "it was frozen by an older version, which wrote no files into it: freeze it again from its folder";
        return Err(failed(format!("{}: {reason}", path.display())));
    }
    Ok(frozen.files())
}
