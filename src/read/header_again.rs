//! A header that comes again below itself, as where tables were put one after the other.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::article::{Notice, Record};
use crate::read::Sink;

/// The names of a header, and how often they came again as a row.
pub(super) struct HeaderAgain {
    names: Vec<Vec<u8>>,
    n: u64,
    /// Line or row of the first one.
    first: u64,
}

impl HeaderAgain {
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a [u8]>) -> Self {
        Self { names: names.map(|name| bare(name).to_owned()).collect(), n: 0, first: 0 }
    }

    /// True for a row, at `position`, that is the header once more, whatever its letter case and blanks; it is counted.
    pub(super) fn is_it<'a>(&mut self, position: u64, cells: impl Iterator<Item = &'a [u8]>) -> bool {
        let is_it =
            cells.map(|cell| bare(cell).to_ascii_lowercase()).eq(self.names.iter().map(|n| n.to_ascii_lowercase()));
        if is_it {
            self.n += 1;
            self.first = if self.n == 1 { position } else { self.first };
        }
        is_it
    }

    /// Reports the rows passed over, which are called `row`.
    pub(super) fn report(&self, name: &Arc<str>, row: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
        if self.n == 0 {
            return ControlFlow::Continue(());
        }
        let rows = if self.n == 1 { row.to_owned() } else { format!("{row}s") };
        let message = format!(
            "the header comes again in {} {rows}, first in {row} {}, as where files are put one after the other: passed over",
            self.n, self.first
        );
        sink(Record::Notice(Notice { source: Arc::clone(name), message }))
    }
}

/// A cell without blanks around it and the mark that files of UTF-8 may begin with.
fn bare(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    cell.strip_prefix("\u{feff}".as_bytes()).unwrap_or(cell).trim_ascii()
}
