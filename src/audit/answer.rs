//! What a question to an audit is answered with.

use crate::record::Table;

/// A table, and what to know of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What is counted, of which articles, by which method: to be read before the table.
    pub before: Vec<String>,
    /// The figures.
    pub table: Table,
    /// What follows from them.
    pub after: Vec<String>,
    /// Articles, hits or rows that were found; 0 where there is nothing to count.
    pub n_found: u64,
}

impl Answer {
    /// A table with nothing to say of it.
    #[must_use]
    pub fn of(table: Table, n_found: u64) -> Self {
        Self { before: Vec::new(), table, after: Vec::new(), n_found }
    }

    /// The sentences before and after the table, without breaks of lines.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let all = self.before.iter().chain(&self.after);
        let joined = all.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        joined.filter(|line| !line.is_empty()).collect()
    }
}
