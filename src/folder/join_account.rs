//! What came of a table that was joined to an audit.

use std::collections::BTreeMap;

use crate::variable::Changed;

/// What the rows of the table belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JoinKey {
    /// Articles, by id.
    Id,
    /// Outlets, without regard to case.
    Outlet,
}

impl JoinKey {
    /// All with their names.
    pub const ALL: [(&'static str, Self); 2] = [("id", Self::Id), ("outlet", Self::Outlet)];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        if self == Self::Id { "id" } else { "outlet" }
    }
}

/// What came of a join.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct JoinAccount {
    /// The table.
    pub file: String,
    /// What it was joined by.
    pub key: JoinKey,
    /// Rows of the table.
    pub n_rows: u64,
    /// Rows that belong to no article.
    pub n_unused: u64,
    /// The first of their keys.
    pub first_unused: Vec<String>,
    /// Articles that got values.
    pub n_articles: u64,
    /// By column, values that were times, of which the day is kept.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub days_of_times: BTreeMap<String, u64>,
}

impl JoinAccount {
    /// Keys of unused rows that are shown.
    pub(crate) const SHOWN: usize = 3;

    /// The account in a sentence.
    #[must_use]
    pub fn text(&self) -> String {
        let shown = self.first_unused.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let unused = match self.n_unused {
            0 => "every row of it is used".to_owned(),
            n if n > Self::SHOWN as u64 => format!("{n} rows belong to no article, first {shown}"),
            n => format!("{n} rows belong to no article: {shown}"),
        };
        let days: Vec<String> =
            self.days_of_times.iter().map(|(column, n)| format!("`{column}` ({n} values)")).collect();
        let days =
            if days.is_empty() { String::new() } else { format!("; {}: {}", days.join(", "), Changed::Day.reason()) };
        format!("{}: joined by {}: {} articles got values; {unused}{days}", self.file, self.key.name(), self.n_articles)
    }
}
