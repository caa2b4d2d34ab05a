//! Suggestions for a search without results: each part of it alone, and similar words.

use crate::serve::Site;
use crate::serve::dedupe::Duplicates;
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::pages::search_state::SearchState;
use crate::serve::problem::Problem;

/// Another search, with its number of articles.
pub(super) struct Suggestion {
    /// The part of the search that is left, or the similar word.
    pub(super) label: String,
    pub(super) n: u64,
    pub(super) href: String,
}

/// Most filters that are removed one by one.
const MAX_FILTERS: usize = 6;
/// Most parts of a query that are tried.
const MAX_PARTS: usize = 8;
/// Most parts with suggestions of similar words: each is compared with every word of the index.
const MAX_FUZZY: usize = 2;

/// Searches similar to `state`, which has no results.
pub(super) fn suggestions(site: &Site, state: &SearchState) -> Result<Vec<Suggestion>, Problem> {
    let mut out = Vec::new();
    for filter in state.filtered.filters.iter().take(MAX_FILTERS) {
        out.extend(suggestion(site, state, format!("without {filter}"), state.filtered.toggled(filter))?);
    }
    if state.filtered.filters.len() > 1 && !state.filtered.q.trim().is_empty() {
        out.extend(suggestion(
            site,
            state,
            format!("{} without any filter", state.filtered.q),
            state.filtered.with_text(&state.filtered.q),
        )?);
    }
    let parts = parts(&state.filtered.q);
    let mut n_close = 0;
    for part in parts.iter().take(MAX_PARTS) {
        let n = if parts.len() > 1 {
            suggestion(site, state, (*part).to_owned(), state.filtered.with_text(part))?
        } else {
            None
        };
        let finds = n.as_ref().is_some_and(|suggestion| suggestion.n > 0);
        out.extend(n);
        if !finds && n_close < MAX_FUZZY && part.len() > 3 && part.chars().all(char::is_alphabetic) {
            n_close += 1;
            for close in [format!("{part}*"), format!("{part}~")] {
                let near = suggestion(site, state, close.clone(), state.filtered.with_text(&close))?;
                out.extend(near.filter(|near| near.n > 0));
            }
        }
    }
    Ok(out)
}

/// Another query with its number of articles; `None` where it is invalid by itself.
fn suggestion(
    site: &Site,
    state: &SearchState,
    label: String,
    filtered: FilteredQuery,
) -> Result<Option<Suggestion>, Problem> {
    let Ok(query) = filtered.asked_of(site.audit.store()) else { return Ok(None) };
    let n = site.audit.store().count(&query)?;
    Ok(Some(Suggestion {
        label,
        n,
        href: SearchState { filtered, duplicates: Duplicates::Kept, from: 0, ..state.clone() }.href(),
    }))
}

/// The words, phrases and conditions of a query, all of which must match; empty where it has operators.
fn parts(q: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut quoted) = (None, false);
    for (at, c) in q.char_indices() {
        quoted ^= c == '"';
        match start {
            _ if !quoted && matches!(c, '(' | ')') => return Vec::new(),
            Some(from) if c.is_whitespace() && !quoted => {
                out.push(&q[from..at]);
                start = None;
            }
            None if !c.is_whitespace() => start = Some(at),
            _ => {}
        }
    }
    out.extend(start.map(|from| &q[from..]));
    let is_operator = |part: &&str| {
        part.starts_with('-')
            || part.len() > 1 && part.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '/' | '0'..='9'))
    };
    if out.iter().any(is_operator) { Vec::new() } else { out }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_query_is_split_where_both_sides_must_match() {
        assert_eq!(
            parts(" wage \"home health\" outlet:\"Fox News\" nurs*"),
            ["wage", "\"home health\"", "outlet:\"Fox News\"", "nurs*"]
        );
        for whole in ["a OR b", "wage NEAR/10 nurse", "(a b)", "a -b", "NOT a"] {
            assert!(parts(whole).is_empty(), "{whole}");
        }
    }
}
