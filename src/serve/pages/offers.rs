//! Where to go from a search that finds nothing: each part of it alone, and words close to it.

use crate::serve::Site;
use crate::serve::ask::Ask;
use crate::serve::fold::Fold;
use crate::serve::pages::search::Seen;
use crate::serve::problem::Problem;

/// Another search, and what it finds.
pub(super) struct Offer {
    /// What is left of this one, or what is asked for in its place.
    pub(super) label: String,
    pub(super) n: u64,
    pub(super) href: String,
}

/// Most filters that are left out one by one.
const MOST_FILTERS: usize = 6;
/// Most parts of a query that are tried.
const MOST_PARTS: usize = 8;
/// Most parts that words close to them are looked for: these are held against every word of the index.
const MOST_CLOSE: usize = 2;

/// Searches near to `seen`, which finds nothing.
pub(super) fn offers(site: &Site, seen: &Seen) -> Result<Vec<Offer>, Problem> {
    let mut out = Vec::new();
    for filter in seen.ask.filters.iter().take(MOST_FILTERS) {
        out.extend(offer(site, seen, format!("without {filter}"), seen.ask.toggled(filter))?);
    }
    if seen.ask.filters.len() > 1 && !seen.ask.q.trim().is_empty() {
        out.extend(offer(site, seen, format!("{} without any filter", seen.ask.q), seen.ask.asking(&seen.ask.q))?);
    }
    let parts = parts(&seen.ask.q);
    let mut n_close = 0;
    for part in parts.iter().take(MOST_PARTS) {
        let n = if parts.len() > 1 { offer(site, seen, (*part).to_owned(), seen.ask.asking(part))? } else { None };
        let finds = n.as_ref().is_some_and(|offer| offer.n > 0);
        out.extend(n);
        if !finds && n_close < MOST_CLOSE && part.len() > 3 && part.chars().all(char::is_alphabetic) {
            n_close += 1;
            for close in [format!("{part}*"), format!("{part}~")] {
                let near = offer(site, seen, close.clone(), seen.ask.asking(&close))?;
                out.extend(near.filter(|near| near.n > 0));
            }
        }
    }
    Ok(out)
}

/// What another query finds, in every article; none where it means nothing by itself.
fn offer(site: &Site, seen: &Seen, label: String, ask: Ask) -> Result<Option<Offer>, Problem> {
    let Ok(query) = ask.query() else { return Ok(None) };
    let n = site.audit.store.count(&query)?;
    Ok(Some(Offer { label, n, href: Seen { ask, fold: Fold::Nothing, from: 0, ..seen.clone() }.href() }))
}

/// The words, phrases and conditions of a query that all must hold; none where it has operators.
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
    fn a_query_is_cut_where_both_sides_must_hold() {
        assert_eq!(
            parts(" wage \"home health\" outlet:\"Fox News\" nurs*"),
            ["wage", "\"home health\"", "outlet:\"Fox News\"", "nurs*"]
        );
        for whole in ["a OR b", "wage NEAR/10 nurse", "(a b)", "a -b", "NOT a"] {
            assert!(parts(whole).is_empty(), "{whole}");
        }
    }
}
