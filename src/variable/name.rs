//! Names of variables as a query and a column can have them.

/// The name as a query can say it: letters, digits, `_` and the points of nested keys; the rest becomes `_`.
#[must_use]
pub fn plain_name(column: &str) -> String {
    let mut name = String::with_capacity(column.len());
    for c in column.trim().chars() {
        if c.is_alphanumeric() || matches!(c, '_' | '.') {
            name.push(c);
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_matches(['_', '.']);
    if name.starts_with(char::is_alphabetic) { name.to_owned() } else { format!("v_{name}") }
}
