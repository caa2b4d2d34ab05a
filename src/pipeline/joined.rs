//! A table of the user's that says more of articles or outlets: ownership, circulation, region.
//!
//! In: a table with a column of ids or outlets. Out: values for the articles that it names. Rows that name nothing are
//! counted; two rows for one key are refused, because nobody could say which of them holds.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use hashbrown::HashMap;

use crate::folder::{JoinAccount, JoinKey};
use crate::pipeline::PipelineError;
use crate::read::{ColumnMap, FieldName, read_sheet};
use crate::score::ArticleRow;
use crate::variable::{Given, GivenVariables, Variable, day_of_time, is_missing};

/// A table to join, and what it is joined by; the first of id and outlet that it has, where that is not said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinOptions {
    /// The table: CSV with any usual separator, or XLSX.
    pub path: PathBuf,
    /// Its key.
    pub key: Option<JoinKey>,
    /// What it holds, once it was read: a pipe gives its bytes a single time.
    bytes: Arc<OnceLock<Vec<u8>>>,
}

impl JoinOptions {
    /// The table at `path`, joined by `key`.
    #[must_use]
    pub fn new(path: PathBuf, key: Option<JoinKey>) -> Self {
        Self { path, key, bytes: Arc::default() }
    }

    /// The bytes of the table, read when they are asked for first.
    fn bytes(&self) -> io::Result<&[u8]> {
        if self.bytes.get().is_none() {
            let read = std::fs::read(&self.path)?;
            return Ok(self.bytes.get_or_init(|| read));
        }
        Ok(self.bytes.get().expect("it was read"))
    }
}

/// The table in memory.
pub(super) struct Joined {
    path: PathBuf,
    key: JoinKey,
    columns: Vec<String>,
    rows: HashMap<String, GivenVariables>,
    /// By column, values that were times, of which the day is kept.
    days_of_times: BTreeMap<String, u64>,
    replaced: BTreeSet<String>,
    used: BTreeSet<String>,
    n_articles: u64,
    /// A key of the audit, for the message where nothing fits.
    seen: Option<String>,
}

impl Joined {
    /// Reads the table.
    ///
    /// # Errors
    /// When it cannot be read, has no key or nothing beside it, or two rows for one key.
    pub(super) fn open(options: &JoinOptions) -> Result<Self, PipelineError> {
        let path = options.path.as_path();
        let failed = |reason: String| PipelineError::Join { path: path.to_owned(), reason };
        let bytes = options.bytes().map_err(|e| failed(e.to_string()))?;
        let sheet = read_sheet(bytes, &["id", "outlet", "publication", "source"]).map_err(failed)?;
        let header: Vec<&str> = sheet.header.iter().map(String::as_str).collect();
        let located = ColumnMap::default().locate(&header);
        let place = |key: JoinKey| {
            let field = if key == JoinKey::Id { FieldName::Id } else { FieldName::Outlet };
            located.get(&field).copied().map(|at| (key, at))
        };
        let wanted = options.key.map_or_else(|| vec![JoinKey::Id, JoinKey::Outlet], |key| vec![key]);
        let names: Vec<&str> = wanted.iter().map(|key| key.name()).collect();
        let (key, at) = wanted.iter().find_map(|key| place(*key)).ok_or_else(|| {
            failed(format!("has no column {} among {}: name the column so", names.join(" or "), header.join(", ")))
        })?;
        let columns = sheet.header.iter().cloned().enumerate().filter(|(of, name)| *of != at && !name.is_empty());
        let columns: Vec<(usize, String)> = with_numbers(columns);
        if columns.is_empty() {
            return Err(failed(format!("has nothing beside the column `{}`", header[at])));
        }
        let mut joined = Self {
            path: path.to_owned(),
            key,
            columns: columns.iter().map(|(_, name)| name.clone()).collect(),
            rows: HashMap::new(),
            days_of_times: BTreeMap::new(),
            replaced: BTreeSet::new(),
            used: BTreeSet::new(),
            n_articles: 0,
            seen: None,
        };
        let mut lines: HashMap<String, u64> = HashMap::new();
        for row in &sheet.rows {
            let Some(named) = row.cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) else {
                continue;
            };
            let named = if key == JoinKey::Outlet { normal(named) } else { named.to_owned() };
            if let Some(first) = lines.insert(named.clone(), row.line) {
                let reason = format!("lines {first} and {} both describe `{named}`: keep one of them", row.line);
                return Err(failed(reason));
            }
            let mut values = GivenVariables::new();
            for (of, name) in &columns {
                let text = row.cells.get(*of).map_or("", |cell| cell.trim());
                let day = day_of_time(text);
                if day.is_some_and(|(_, has_time)| has_time) {
                    *joined.days_of_times.entry(name.clone()).or_default() += 1;
                }
                if !is_missing(text) {
                    let kept = day.map_or_else(|| text.to_owned(), |(day, _)| day.to_string());
                    values.push((name.as_str().into(), Given::Text(kept)));
                }
            }
            joined.rows.insert(named, values);
        }
        let has_value = |column: &String| joined.rows.values().flatten().any(|(name, _)| **name == **column);
        let (filled, empty): (Vec<String>, Vec<String>) = joined.columns.iter().cloned().partition(has_value);
        if filled.is_empty() {
            return Err(failed(format!("has no value in {}", empty.join(", "))));
        }
        joined.columns = filled;
        Ok(joined)
    }

    /// The columns that it brings.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The file, as it was named.
    pub(super) fn file(&self) -> String {
        self.path.display().to_string()
    }

    /// Puts its values in place of those that an article has under the same names; of columns that an earlier table gave,
    /// nothing else stays.
    pub(super) fn fill(&self, row: &ArticleRow, given: &mut GivenVariables) {
        given.retain(|(name, _)| !self.replaced.contains(&**name));
        if let Some(values) = key_of(self.key, row).and_then(|key| self.rows.get(&key)) {
            given.retain(|(name, _)| !values.iter().any(|(other, _)| other == name));
            given.extend(values.iter().cloned());
        }
    }

    /// Says which variables the audit has: those that a table gave are replaced by columns of the same names.
    pub(super) fn replace(&mut self, before: &[Variable]) {
        let joined = before.iter().filter(|variable| variable.joined_from.is_some()).map(Variable::given_as);
        self.replaced =
            joined.filter(|name| self.columns.iter().any(|column| column == name)).map(str::to_owned).collect();
    }

    /// Counts an article.
    pub(super) fn see(&mut self, row: &ArticleRow) {
        let Some(key) = key_of(self.key, row) else { return };
        if self.rows.contains_key(&key) {
            self.n_articles += 1;
            self.used.insert(key);
        } else if self.seen.is_none() {
            self.seen = Some(key);
        }
    }

    /// What came of it, once all articles were seen.
    ///
    /// # Errors
    /// When no article belongs to any row.
    pub(super) fn account(&self) -> Result<JoinAccount, PipelineError> {
        let mut unused: Vec<&String> = self.rows.keys().filter(|key| !self.used.contains(*key)).collect();
        unused.sort();
        if self.used.is_empty() {
            let first = unused.first().map_or("", |key| key.as_str());
            let (n, key) = (self.rows.len(), self.key.name());
            let of_audit = self.seen.as_ref().map_or_else(String::new, |seen| format!(", one of the audit `{seen}`"));
            let reason = format!("none of its {n} values of {key} is in the audit: its first is `{first}`{of_audit}");
            return Err(PipelineError::Join { path: self.path.clone(), reason });
        }
        Ok(JoinAccount {
            file: self.file(),
            key: self.key,
            n_rows: self.rows.len() as u64,
            n_unused: unused.len() as u64,
            first_unused: unused.into_iter().take(JoinAccount::SHOWN).cloned().collect(),
            n_articles: self.n_articles,
            days_of_times: self.days_of_times.clone(),
        })
    }
}

/// Columns with a number after a name that an earlier one has: `reach`, `reach_2`.
fn with_numbers(columns: impl Iterator<Item = (usize, String)>) -> Vec<(usize, String)> {
    let mut taken = BTreeSet::new();
    let one = |(at, name): (usize, String)| {
        let numbered = (2_usize..).map(|n| format!("{name}_{n}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name));
        let free = free.expect("numbers do not end");
        taken.insert(free.clone());
        (at, free)
    };
    columns.map(one).collect()
}

/// The setting of a run that a table to join is: its name and a hash of what it holds.
pub(super) fn setting(options: Option<&JoinOptions>) -> String {
    let Some(join) = options else { return "none".to_owned() };
    let hash = join.bytes().map_or(0, xxhash_rust::xxh3::xxh3_64);
    let key = join.key.map_or("", JoinKey::name);
    format!("{} {key} {hash:016x}", file_name(&join.path))
}

/// The key of an article.
fn key_of(key: JoinKey, row: &ArticleRow) -> Option<String> {
    match key {
        JoinKey::Id => Some(row.id.clone()),
        JoinKey::Outlet => row.outlet.as_deref().map(normal),
    }
}

fn normal(outlet: &str) -> String {
    outlet.trim().to_lowercase()
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::with_numbers;

    #[test]
    fn a_second_column_of_a_name_gets_a_number() {
        let columns = ["circ", "circ", "circ_2", "circ"].into_iter().map(str::to_owned).enumerate();
        let names: Vec<String> = with_numbers(columns).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["circ", "circ_2", "circ_2_2", "circ_3"]);
    }
}
