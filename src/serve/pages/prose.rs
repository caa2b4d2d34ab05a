//! Sentences of the report on a page.

/// A sentence of the report as HTML, with a link to the methods where they are named.
pub(super) fn linked_prose(sentence: &str) -> String {
    crate::present::report::prose(sentence).replace("METHODS.md", "<a href=\"/methods\">METHODS.md</a>")
}
