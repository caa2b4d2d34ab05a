//! A small table in memory: header and rows.

use crate::read::columns::plain;

/// A table in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Names of the columns, without blanks around them.
    pub header: Vec<String>,
    /// The rows after the header.
    pub rows: Vec<SheetRow>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Its line in a text, or its number in a workbook, from 1.
    pub line: u64,
    /// Its cells; may be fewer than there are columns.
    pub cells: Vec<String>,
}

impl Sheet {
    /// Index of the column that is called so, in any case.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name).or_else(|| {
            let wanted = plain(name);
            self.header.iter().position(|column| plain(column) == wanted)
        })
    }
}
