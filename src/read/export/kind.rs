//! Which database an export comes from.

use crate::read::export::marks::{CLASSIC, CODED, ENDED, HTML, UNI};
use crate::read::export::nexis;

/// A database whose export lines are distinguished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Export {
    NexisClassic,
    NexisUni,
    Factiva,
    ProQuest,
}

/// The database these lines come from.
pub(super) fn kind(text: &str) -> Option<Export> {
    let has_line = |label: &str| text.starts_with(label) || text.contains(&format!("\n{label}"));
    if CLASSIC.is_match(text) || nexis::is_unnumbered(text) {
        return Some(Export::NexisClassic);
    }
    if UNI.is_match(text) || has_line("Length:") && (has_line("Load-Date:") || has_line("Body\n")) {
        return Some(Export::NexisUni);
    }
    if (has_line("ProQuest document ID:") || has_line("Publication title:")) && text.contains("Full text:") {
        return Some(Export::ProQuest);
    }
    let n_codes = CODED.find_iter(text).take(4).count();
    (n_codes >= 4 || ENDED.is_match(text)).then_some(Export::Factiva)
}

/// True when plain lines are an export of many documents.
pub(in crate::read) fn is_text_export(start: &str) -> bool {
    kind(start).is_some()
}

/// True when a page is an export and not an article.
pub(in crate::read) fn is_html_export(page: &str) -> bool {
    HTML.is_match(page)
}
