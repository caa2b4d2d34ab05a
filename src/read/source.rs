//! One source of articles: a file, standard input, bytes in memory.

use std::path::PathBuf;
use std::sync::Arc;

/// One place articles are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// A file that a program writes for one run, under a name that means something when the file is gone.
    Spooled {
        /// Name in messages and tables.
        name: Arc<str>,
        /// The file.
        path: PathBuf,
    },
    /// Bytes in memory under a name: the embedded sample corpus.
    Memory {
        /// Name in messages.
        name: &'static str,
        /// The content.
        bytes: &'static [u8],
    },
    /// A path that cannot be read, with the reason.
    Broken {
        /// The path.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
}

impl Source {
    /// The name in messages and tables.
    #[must_use]
    pub fn name(&self) -> Arc<str> {
        match self {
            Self::File(path) | Self::Broken { path, .. } => path.to_string_lossy().into(),
            Self::Spooled { name, .. } => Arc::clone(name),
            Self::Stdin => "standard input".into(),
            Self::Memory { name, .. } => (*name).into(),
        }
    }

    /// Why nothing can be read here, when that is known.
    pub(super) fn problem(&self) -> Option<&str> {
        match self {
            Self::Broken { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// True for what gives its bytes once: standard input, a named pipe, the `<(…)` of a shell.
    #[must_use]
    pub fn is_read_once(&self) -> bool {
        match self {
            Self::Stdin => true,
            Self::File(path) | Self::Spooled { path, .. } => path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir()),
            Self::Memory { .. } | Self::Broken { .. } => false,
        }
    }

    /// Size in bytes on disk; 0 where it is not known.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Self::File(path) | Self::Spooled { path, .. } => path.metadata().map_or(0, |m| m.len()),
            Self::Memory { bytes, .. } => bytes.len() as u64,
            Self::Stdin | Self::Broken { .. } => 0,
        }
    }
}
