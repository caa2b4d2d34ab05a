//! Which further columns and keys of an input are kept as variables.

/// Which further columns are kept; all of them unless some are named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VariableChoice {
    /// Only these, by their names in the input; `*` stands for any letters at the end.
    pub keep: Vec<String>,
    /// All but these.
    pub drop: Vec<String>,
}

impl VariableChoice {
    /// Whether the column is kept; a `field` of the article is kept as a variable, too, where it is named.
    #[must_use]
    pub fn takes(&self, column: &str, is_field: bool) -> bool {
        let is_named = self.keep.iter().any(|name| names(name, column));
        let is_wanted = is_named || self.keep.is_empty() && !is_field;
        is_wanted && is_name(column) && !self.drop.iter().any(|name| names(name, column))
    }
}

impl std::fmt::Display for VariableChoice {
    /// As it is compared between runs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.keep.as_slice(), self.drop.as_slice()) {
            ([], []) => f.write_str("all"),
            (keep, []) => f.write_str(&keep.join(",")),
            ([], drop) => write!(f, "all but {}", drop.join(",")),
            (keep, drop) => write!(f, "{} but {}", keep.join(","), drop.join(",")),
        }
    }
}

fn names(pattern: &str, column: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => column.trim().starts_with(start),
        None => column.trim() == pattern,
    }
}

/// False for the columns in which data frames number their rows.
fn is_name(column: &str) -> bool {
    let column = column.trim();
    column.chars().any(char::is_alphanumeric) && !column.starts_with("Unnamed:") && column != "index"
}
