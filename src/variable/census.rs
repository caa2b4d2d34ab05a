//! Finds out the variables of a corpus from all their values.

use std::collections::{BTreeMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

use crate::variable::{Given, Variable, VariableKind, plain_name};

/// Different values up to which a variable is offered to group by.
pub const MAX_GROUPS: usize = 10_000;
/// Longest value of a variable in bytes; what is longer is a text and no variable.
pub const MAX_BYTES: usize = 1_000;

/// What was seen of one column.
#[derive(Debug, Default)]
struct ColumnCensus {
    n_given: u64,
    n_too_long: u64,
    kinds: BTreeMap<VariableKind, u64>,
    different: HashSet<u64>,
    /// The table that it was joined from.
    joined_from: Option<String>,
}

/// Counts the values of every column.
#[derive(Debug, Default)]
pub struct Census {
    columns: BTreeMap<String, ColumnCensus>,
}

/// The variables of a corpus, and the columns that are none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detected {
    /// The variables, in the order of their columns' names.
    pub variables: Vec<Variable>,
    /// Columns with values longer than [`MAX_BYTES`], with how many: they are left out.
    pub too_long: Vec<(String, u64)>,
}

impl Census {
    /// Counts one value of an article.
    pub fn add(&mut self, column: &str, value: &Given) {
        if !self.columns.contains_key(column) {
            self.columns.insert(column.to_owned(), ColumnCensus::default());
        }
        let Some(seen) = self.columns.get_mut(column) else { return };
        if value.n_bytes() > MAX_BYTES {
            seen.n_too_long += 1;
            return;
        }
        seen.n_given += 1;
        *seen.kinds.entry(VariableKind::of(value)).or_default() += 1;
        if seen.different.len() <= MAX_GROUPS {
            let hashes = match value {
                Given::Texts(texts) => texts.iter().map(|text| xxh3_64(text.as_bytes())).collect(),
                other => vec![xxh3_64(other.printed().as_bytes())],
            };
            seen.different.extend(hashes);
        }
    }

    /// Says that a column was joined from a file.
    pub fn join(&mut self, column: &str, file: &str) {
        self.columns.entry(column.to_owned()).or_default().joined_from = Some(file.to_owned());
    }

    /// The variables. Those of `before` keep their names; names that `is_taken` by our own columns get `own_` before them,
    /// equal names a number after them.
    #[must_use]
    pub fn detect(&self, before: &[Variable], is_taken: impl Fn(&str) -> bool) -> Detected {
        let mut detected = Detected::default();
        let kept: BTreeMap<&str, &str> = before.iter().map(|v| (v.given_as(), v.name.as_str())).collect();
        let mut used: HashSet<String> = kept.values().map(|name| name.to_lowercase()).collect();
        for (column, seen) in &self.columns {
            if seen.n_too_long > 0 {
                detected.too_long.push((column.clone(), seen.n_too_long));
                continue;
            }
            let Some(kind) = seen.kinds.keys().copied().reduce(VariableKind::joined) else { continue };
            let name = match kept.get(column.as_str()) {
                Some(name) => (*name).to_owned(),
                None => free_name(&plain_name(column), &is_taken, &used),
            };
            used.insert(name.to_lowercase());
            detected.variables.push(Variable {
                column: (name != *column).then(|| column.clone()),
                name,
                kind,
                n_given: seen.n_given,
                n_different: seen.different.len() as u64,
                mixed: if seen.kinds.len() > 1 {
                    seen.kinds.iter().map(|(k, n)| (*k, *n)).collect()
                } else {
                    Vec::new()
                },
                joined_from: seen.joined_from.clone(),
            });
        }
        detected
    }
}

fn free_name(plain: &str, is_taken: impl Fn(&str) -> bool, used: &HashSet<String>) -> String {
    let own = if is_taken(&plain.to_lowercase()) { format!("own_{plain}") } else { plain.to_owned() };
    let mut name = own.clone();
    for number in 2.. {
        if !used.contains(&name.to_lowercase()) && !is_taken(&name.to_lowercase()) {
            break;
        }
        name = format!("{own}_{number}");
    }
    name
}

impl Variable {
    /// The column of the input.
    #[must_use]
    pub fn given_as(&self) -> &str {
        self.column.as_deref().unwrap_or(&self.name)
    }

    /// True where articles can be grouped by its values.
    #[must_use]
    pub fn has_groups(&self) -> bool {
        self.n_different().is_some() || !matches!(self.kind, VariableKind::Text | VariableKind::Texts)
    }

    /// How many different values it has; `None` where there are more than were counted.
    #[must_use]
    pub fn n_different(&self) -> Option<u64> {
        (self.n_different <= MAX_GROUPS as u64).then_some(self.n_different)
    }

    /// What a user should know of it; `None` where it is as it was given.
    #[must_use]
    pub fn remark(&self) -> Option<String> {
        let mut parts = Vec::new();
        if let Some(column) = &self.column {
            parts.push(format!("the column `{column}` is kept as `{}`", self.name));
        }
        if !self.mixed.is_empty() && self.kind != VariableKind::Number {
            let of = |(kind, n): &(VariableKind, u64)| format!("{n} {}", kind.name());
            let kinds: Vec<String> = self.mixed.iter().map(of).collect();
            parts.push(format!(
                "its values are of several kinds ({}) and kept as {}",
                kinds.join(", "),
                self.kind.name()
            ));
        }
        if !self.has_groups() {
            parts.push(format!(
                "it has more than {MAX_GROUPS} different values: it can be searched, and nothing is grouped by it"
            ));
        }
        (!parts.is_empty()).then(|| format!("variable `{}`: {}", self.name, parts.join("; ")))
    }
}
