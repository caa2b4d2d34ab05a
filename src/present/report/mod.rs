//! The report of an audit: one page that needs no network, and the tables of its figures as CSV.
//!
//! In: a [`Report`], which is words, tables and plots. Out: HTML, where that is built in. Everything that comes from the data
//! is escaped; every number of a table has the value in the page that it has in the CSV.

mod content;
#[cfg(feature = "cli")]
mod section;
#[cfg(feature = "cli")]
mod page;
#[cfg(feature = "cli")]
mod files;

pub use crate::present::report::content::{Behind, Example, Heading, Report, Section};
#[cfg(feature = "cli")]
pub use crate::present::report::files::{ReportFiles, write};
#[cfg(feature = "cli")]
pub use crate::present::report::page::html;
#[cfg(feature = "cli")]
pub use crate::present::report::section::{Links, Place, Whole, prose, section_html};

#[cfg(feature = "cli")]
use std::path::{Path, PathBuf};

#[cfg(feature = "cli")]
use crate::present::figure::FigureError;

/// Why a report is not written.
#[cfg(feature = "cli")]
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A file or folder cannot be written.
    #[error("{}: cannot be written ({reason}): name another place", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// A figure cannot be drawn.
    #[error(transparent)]
    Figure(#[from] FigureError),
}

#[cfg(feature = "cli")]
impl ReportError {
    /// The error of writing at `path`.
    pub(crate) fn of(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        |reason| Self::Write { path: path.to_owned(), reason }
    }
}

#[cfg(all(test, feature = "cli"))]
mod tests;
