//! Queries with names, kept in the audit folder: `queries.json`.
//!
//! `saved:NAME` in a query stands for the query saved under that name, in brackets. It stands alone or
//! behind `(` or `-`, outside of quotes, so it cannot be taken for a word or a class.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::pipeline::folder::{AuditFolder, FolderError, write_json};

/// Longest chain of saved queries that name each other.
const MAX_DEPTH: usize = 16;
const MARK: &str = "saved:";

/// What can go wrong with saved queries.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SavedError {
    /// The file is broken.
    #[error("{}: {reason}; remove the file to begin with none", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// There is no query of that name.
    #[error("no query is saved as `{name}`; there are: {known}")]
    Unknown {
        /// As it was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// The name is none.
    #[error("`{name}` is no name for a query: use letters, digits, `-` and `_`")]
    Name {
        /// As it was given.
        name: String,
    },
    /// Saved queries name each other in a ring.
    #[error("the saved query `{name}` names itself, or others that lead back to it")]
    Ring {
        /// One of them.
        name: String,
    },
    /// The file cannot be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

/// The saved queries of an audit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedQueries {
    path: PathBuf,
    queries: BTreeMap<String, String>,
}

impl SavedQueries {
    /// The queries saved in an audit; none where none were saved.
    ///
    /// # Errors
    /// When the file is broken.
    pub fn load(folder: &AuditFolder) -> Result<Self, SavedError> {
        let path = folder.queries();
        if !path.exists() {
            return Ok(Self { path, queries: BTreeMap::new() });
        }
        let read = std::fs::read_to_string(&path).map_err(|e| e.to_string());
        let queries = read.and_then(|text| serde_json::from_str(&text).map_err(|e| e.to_string()));
        match queries {
            Ok(queries) => Ok(Self { path, queries }),
            Err(reason) => Err(SavedError::Broken { path, reason }),
        }
    }

    /// Names and queries, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.queries.iter().map(|(name, query)| (name.as_str(), query.as_str()))
    }

    /// Saves a query; one of the same name is replaced.
    ///
    /// # Errors
    /// When the name is none, the query leads back to itself, or the file cannot be written.
    pub fn save(&mut self, name: &str, query: &str) -> Result<(), SavedError> {
        if name.is_empty() || !name.chars().all(is_of_name) {
            return Err(SavedError::Name { name: name.to_owned() });
        }
        self.queries.insert(name.to_owned(), query.to_owned());
        self.expand(query)?;
        Ok(write_json(&self.path, &self.queries)?)
    }

    /// Removes a query.
    ///
    /// # Errors
    /// When there is none of that name, or the file cannot be written.
    pub fn remove(&mut self, name: &str) -> Result<(), SavedError> {
        self.queries.remove(name).ok_or_else(|| self.unknown(name))?;
        Ok(write_json(&self.path, &self.queries)?)
    }

    /// The query with what `saved:NAME` stands for.
    ///
    /// # Errors
    /// When a name is unknown or leads back to itself.
    pub fn expand(&self, query: &str) -> Result<String, SavedError> {
        self.expanded(query, MAX_DEPTH)
    }

    fn expanded(&self, query: &str, depth: usize) -> Result<String, SavedError> {
        let mut out = String::with_capacity(query.len());
        let (mut quoted, mut before) = (false, ' ');
        let mut rest = query;
        while let Some(c) = rest.chars().next() {
            let named =
                rest.strip_prefix(MARK).filter(|_| !quoted && (before.is_whitespace() || "(-".contains(before)));
            if let Some(behind) = named {
                let end = behind.find(|c| !is_of_name(c)).unwrap_or(behind.len());
                let (name, behind) = behind.split_at(end);
                let saved = self.queries.get(name).ok_or_else(|| self.unknown(name))?;
                let inner = depth.checked_sub(1).ok_or_else(|| SavedError::Ring { name: name.to_owned() })?;
                out.extend(["(", &self.expanded(saved, inner)?, ")"]);
                (rest, before) = (behind, ')');
            } else {
                quoted ^= c == '"';
                out.push(c);
                (rest, before) = (&rest[c.len_utf8()..], c);
            }
        }
        Ok(out)
    }

    fn unknown(&self, name: &str) -> SavedError {
        let known: Vec<&str> = self.queries.keys().map(String::as_str).collect();
        let known = if known.is_empty() { "none yet".to_owned() } else { known.join(", ") };
        SavedError::Unknown { name: name.to_owned(), known }
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use super::SavedQueries;

    #[track_caller]
    fn check(query: &str, expected: &str) {
        let queries = [("pay", "wage* OR tip*"), ("low", "saved:pay focus:low_wage"), ("ring", "saved:ring")];
        let queries = queries.map(|(name, query)| (name.to_owned(), query.to_owned())).into();
        let saved = SavedQueries { queries, ..SavedQueries::default() };
        assert_eq!(saved.expand(query).unwrap_or_else(|error| error.to_string()), expected);
    }

    #[test]
    fn a_name_stands_for_its_query() {
        check("saved:pay", "(wage* OR tip*)");
        check("union NOT saved:pay", "union NOT (wage* OR tip*)");
        check("(saved:low)-saved:pay", "(((wage* OR tip*) focus:low_wage))-(wage* OR tip*)");
    }

    #[test]
    fn words_and_phrases_are_left_alone() {
        check("\"he saved:pay\" unsaved:pay", "\"he saved:pay\" unsaved:pay");
        check("outlet:\"Saved\" saved", "outlet:\"Saved\" saved");
    }

    #[test]
    fn what_leads_nowhere_is_told() {
        check("saved:pai", "no query is saved as `pai`; there are: low, pay, ring");
        check("saved:ring", "the saved query `ring` names itself, or others that lead back to it");
    }
}
