//! Lexicoder: `+CATEGORY` lines with their terms below, or the XML of nested categories.

use crate::lexicon::import::{Fault, ImportedTerms, fault, xml};

/// Reads the whole file.
pub(super) fn read(text: &str, found: &mut ImportedTerms) -> Result<(), Fault> {
    if text.trim_start().starts_with('<') {
        return xml::read(text, found);
    }
    let mut category: Option<String> = None;
    for (at, content) in text.lines().enumerate() {
        let (line, content) = (at + 1, content.trim());
        if content.is_empty() {
            continue;
        }
        if let Some(name) = content.strip_prefix('+') {
            if name.trim().is_empty() {
                return Err(fault(line, "a `+` without a name: write the category after it"));
            }
            category = Some(name.trim().to_owned());
        } else if let Some(category) = &category {
            found.term(line, std::slice::from_ref(category), content.trim_matches('"'), 1.0);
        } else {
            return Err(fault(line, format!("`{content}` is before the first `+CATEGORY` line: add one above it")));
        }
    }
    Ok(())
}
