//! Wildcards of a query: `*` any letters, `?` one.

use regex::{Regex, RegexBuilder};

/// Bytes that a compiled regular expression may take; matching is linear in the word.
pub(super) const MAX_REGEX: usize = 1 << 20;

/// The part before the first wildcard.
pub(in crate::store) fn literal_start(pattern: &str) -> &str {
    &pattern[..pattern.find(['*', '?']).unwrap_or(pattern.len())]
}

/// A pattern with `*` and `?` as a regular expression on a whole word.
pub(in crate::store) fn wildcard(pattern: &str) -> Result<Regex, regex::Error> {
    let mut regex = String::from("^");
    for c in pattern.chars() {
        match c {
            '*' => regex.push_str(".*"),
            '?' => regex.push('.'),
            other => regex.push_str(&regex::escape(other.encode_utf8(&mut [0; 4]))),
        }
    }
    regex.push('$');
    RegexBuilder::new(&regex).size_limit(MAX_REGEX).build()
}
