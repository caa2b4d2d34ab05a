//! Queries with names, kept in the audit folder: `queries.json`.
//!
//! `saved:NAME` in a query means the query saved under that name, in brackets. It is alone or
//! after `(` or `-`, outside of quotes, so it cannot be taken for a word or a class.
//!
//! Always holds: a change is made under a lock and takes the place of the file as a whole, so two
//! writers lose nothing and a reader never sees half a file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::folder::{AuditFolder, FolderError, KeptHashes};
use crate::record::{Cell, Kind, Table};

/// Longest chain of saved queries that name each other.
const MAX_DEPTH: usize = 16;
/// Longest query with all that its names expand to, in bytes: names that name others grow by powers.
const MAX_BYTES: usize = 20_000;
/// Longest name, in characters.
const MAX_NAME: usize = 64;
/// Most queries of an audit.
const MAX_QUERIES: usize = 1000;
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
    #[error("`{name}` is no name for a query: use letters, digits, `-` and `_`, {MAX_NAME} at most")]
    Name {
        /// As it was given.
        name: String,
    },
    /// The name belongs to another query already.
    #[error("`{name}` is the name of another query ({query}): choose another name")]
    Taken {
        /// The name.
        name: String,
        /// Its query.
        query: String,
    },
    /// There are as many as there may be.
    #[error("{MAX_QUERIES} queries are saved already: remove some")]
    Many,
    /// The names expand to too long a query.
    #[error("with its saved queries written out, this query is longer than {MAX_BYTES} bytes: make it shorter")]
    Long,
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
            return Ok(Self::default());
        }
        let read = std::fs::read_to_string(&path).map_err(|e| e.to_string());
        let queries = read.and_then(|text| serde_json::from_str(&text).map_err(|e| e.to_string()));
        match queries {
            Ok(queries) => Ok(Self { queries }),
            Err(reason) => Err(SavedError::Broken { path, reason }),
        }
    }

    /// True when a query may contain the name of a saved one.
    #[must_use]
    pub fn is_named_in(query: &str) -> bool {
        query.contains(MARK)
    }

    /// Names and queries as a table, by name.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(&[("name", Kind::Text), ("query", Kind::Text)]);
        self.iter().for_each(|(name, query)| table.push(&[Cell::Text(name), Cell::Text(query)]));
        table
    }

    /// Names and queries, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.queries.iter().map(|(name, query)| (name.as_str(), query.as_str()))
    }

    /// The query saved under a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.queries.get(name).map(String::as_str)
    }

    /// Saves a query in an audit; one of the same name is replaced.
    ///
    /// # Errors
    /// When the name is none, the query leads back to itself, or the file is broken or cannot be written.
    pub fn save(folder: &AuditFolder, name: &str, query: &str) -> Result<(), SavedError> {
        let _lock = folder.lock_kept()?;
        Self::load(folder)?.put(folder, name, query)
    }

    /// Saves a query in an audit under a name that no other one has.
    ///
    /// # Errors
    /// As [`Self::save`], and when the name is taken.
    pub fn save_new(folder: &AuditFolder, name: &str, query: &str) -> Result<(), SavedError> {
        let _lock = folder.lock_kept()?;
        let saved = Self::load(folder)?;
        match saved.get(name) {
            Some(other) if other != query => Err(SavedError::Taken { name: name.to_owned(), query: other.to_owned() }),
            _ => saved.put(folder, name, query),
        }
    }

    /// Removes a query from an audit.
    ///
    /// # Errors
    /// When there is none of that name, or the file is broken or cannot be written.
    pub fn remove(folder: &AuditFolder, name: &str) -> Result<(), SavedError> {
        let _lock = folder.lock_kept()?;
        let mut saved = Self::load(folder)?;
        saved.queries.remove(name).ok_or_else(|| saved.unknown(name))?;
        saved.write(folder)
    }

    fn write(&self, folder: &AuditFolder) -> Result<(), SavedError> {
        let text = serde_json::to_string_pretty(&self.queries).expect("texts only") + "\n";
        Ok(folder.keep(KeptHashes::QUERIES, &text)?)
    }

    fn put(mut self, folder: &AuditFolder, name: &str, query: &str) -> Result<(), SavedError> {
        if name.is_empty() || name.chars().count() > MAX_NAME || !name.chars().all(is_of_name) {
            return Err(SavedError::Name { name: name.to_owned() });
        }
        self.queries.insert(name.to_owned(), query.to_owned());
        if self.queries.len() > MAX_QUERIES {
            return Err(SavedError::Many);
        }
        self.expand(query)?;
        self.write(folder)
    }

    /// The query with each `saved:NAME` of an audit written out; its file is read where a name is used.
    ///
    /// # Errors
    /// As [`Self::load`] and [`Self::expand`].
    pub fn expanded_in<'a>(folder: &AuditFolder, query: &'a str) -> Result<Cow<'a, str>, SavedError> {
        if Self::is_named_in(query) { Ok(Self::load(folder)?.expand(query)?.into()) } else { Ok(query.into()) }
    }

    /// The query with each `saved:NAME` written out.
    ///
    /// # Errors
    /// When a name is unknown or leads back to itself, or the whole is too long.
    pub fn expand(&self, query: &str) -> Result<String, SavedError> {
        let mut out = String::with_capacity(query.len());
        self.expand_into(&mut out, query, MAX_DEPTH)?;
        Ok(out)
    }

    fn expand_into(&self, out: &mut String, query: &str, depth: usize) -> Result<(), SavedError> {
        let (mut quoted, mut before) = (false, ' ');
        let mut rest = query;
        while let Some(c) = rest.chars().next() {
            let named =
                rest.strip_prefix(MARK).filter(|_| !quoted && (before.is_whitespace() || "(-".contains(before)));
            if let Some(after) = named {
                let end = after.find(|c| !is_of_name(c)).unwrap_or(after.len());
                let (name, after) = after.split_at(end);
                let saved = self.queries.get(name).ok_or_else(|| self.unknown(name))?;
                let inner = depth.checked_sub(1).ok_or_else(|| SavedError::Ring { name: name.to_owned() })?;
                out.push('(');
                self.expand_into(out, saved, inner)?;
                out.push(')');
                (rest, before) = (after, ')');
            } else {
                quoted ^= c == '"';
                out.push(c);
                (rest, before) = (&rest[c.len_utf8()..], c);
            }
            // A query that names none was bounded by whoever took it.
            if depth < MAX_DEPTH && out.len() > MAX_BYTES {
                return Err(SavedError::Long);
            }
        }
        Ok(())
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
    use super::{SavedError, SavedQueries};
    use crate::folder::AuditFolder;

    #[track_caller]
    fn check(query: &str, expected: &str) {
        let queries = [("pay", "wage* OR tip*"), ("low", "saved:pay focus:low_wage"), ("ring", "saved:ring")];
        let queries = queries.map(|(name, query)| (name.to_owned(), query.to_owned())).into();
        let saved = SavedQueries { queries };
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
    fn names_that_name_others_do_not_grow_without_bound() {
        let ten = |name: &str| [format!("saved:{name}").as_str()].repeat(10).join(" ");
        let mut queries = vec![("q0".to_owned(), "wage".to_owned())];
        queries.extend((1..12).map(|n| (format!("q{n}"), ten(&format!("q{}", n - 1)))));
        let saved = SavedQueries { queries: queries.into_iter().collect() };
        assert_eq!(saved.expand("saved:q1").map(|q| q.matches("wage").count()).ok(), Some(10));
        assert!(matches!(saved.expand("saved:q11"), Err(SavedError::Long)));
    }

    #[test]
    fn writers_at_once_lose_nothing() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let folder = AuditFolder::at(root.path());
        std::thread::scope(|scope| {
            for at in 0..8 {
                let folder = &folder;
                scope.spawn(move || SavedQueries::save(folder, &format!("q{at}"), "wage").expect("it is written"));
            }
        });
        assert_eq!(SavedQueries::load(&folder).expect("the file is sound").iter().count(), 8);
        let taken = SavedQueries::save_new(&folder, "q3", "tips").expect_err("it is taken");
        assert_eq!(taken.to_string(), "`q3` is the name of another query (wage): choose another name");
        assert!(SavedQueries::save_new(&folder, "q3", "wage").is_ok(), "the same query once more");
        assert!(SavedQueries::save(&folder, &"n".repeat(65), "wage").is_err());
    }

    #[test]
    fn a_query_is_not_saved_where_there_is_no_audit() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let error =
            SavedQueries::save(&AuditFolder::at(&root.path().join("none")), "pay", "wage").expect_err("no folder");
        assert!(matches!(error, SavedError::Folder(_)), "{error}");
    }

    #[test]
    fn what_leads_nowhere_is_told() {
        check("saved:pai", "no query is saved as `pai`; there are: low, pay, ring");
        check("saved:ring", "the saved query `ring` names itself, or others that lead back to it");
    }
}
