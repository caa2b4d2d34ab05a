//! The list of results: title, source, snippet, and the attention to each tier.

use crate::audit::tier_style;
use crate::present::spelled;
use crate::score::{Certainty, UNSCORED};
use crate::serve::Site;
use crate::serve::access::Reader;
use crate::serve::address::address;
use crate::serve::excerpt::{MARKS, SnippetPart, pieces};
use crate::serve::filtered_query::Sorting;
use crate::serve::pages::search_state::SearchState;
use crate::serve::problem::Problem;
use crate::store::{FieldValue, Found, Query, Request};

/// Articles on a page.
const PER_PAGE: usize = 20;

/// A page of articles.
pub(super) struct Results {
    pub(super) found: Vec<ResultView>,
    /// Number of the first, from 1.
    pub(super) first: usize,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
}

/// One article.
pub(super) struct ResultView {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) outlet: String,
    pub(super) date: String,
    pub(super) section: String,
    pub(super) gap: bool,
    /// In another language than the lexicon.
    pub(super) unscored: bool,
    pub(super) tiers: Vec<TierBar>,
    /// What it is perhaps or probably about, and why, where that is not clear.
    pub(super) doubt: Option<String>,
    pub(super) pieces: Vec<SnippetPart>,
}

/// Attention to one tier.
pub(super) struct TierBar {
    pub(super) name: String,
    pub(super) style: &'static str,
    pub(super) attention: u64,
}

pub(super) fn results(site: &Site, reader: &Reader, state: &SearchState, query: &Query) -> Result<Results, Problem> {
    let store = site.audit.store();
    let sorting = state.sorting.unwrap_or_else(|| Sorting::default_for(query));
    let request = Request { order: sorting.order(state.seed), offset: state.from, limit: PER_PAGE, after: None };
    let page = store.search(query, request)?;
    let snippets = if reader.role.characters() > 0 {
        store.snippets(query, &page.articles, site.audit.classes(query), MARKS)?
    } else {
        vec![String::new(); page.articles.len()]
    };
    let (n, from) = (page.articles.len(), state.from);
    let found = page.articles.iter().zip(&snippets).enumerate();
    let found = found.map(|(at, (one, snippet))| {
        let view = result(site, one)?;
        Ok(ResultView {
            href: article_href(state, sorting, from + at, &one.article.id),
            pieces: pieces(&site.seen, reader, &one.article, snippet),
            ..view
        })
    });
    Ok(Results {
        found: found.collect::<Result<_, Problem>>()?,
        first: from + 1,
        previous: (from > 0).then(|| state.href_from(from.saturating_sub(PER_PAGE))),
        next: page.next.is_some().then(|| state.href_from(from + n)),
    })
}

fn result(site: &Site, one: &Found) -> Result<ResultView, Problem> {
    let article = &one.article;
    let or_none = |value: &Option<String>| value.clone().unwrap_or_default();
    let title = if article.title.is_empty() { "(no title)".to_owned() } else { article.title.clone() };
    let focus = text(site, one, "focus")?;
    Ok(ResultView {
        title,
        href: String::new(),
        outlet: or_none(&article.outlet),
        date: or_none(&article.date),
        section: or_none(&article.section),
        unscored: focus == UNSCORED,
        doubt: doubt(site, one, &focus)?,
        gap: text(site, one, "scope_gap")? == "yes",
        tiers: tier_bars(site, one)?,
        pieces: Vec::new(),
    })
}

/// What an article near the cut-off is perhaps or probably about, with the probabilities; none where it is clear, and for
/// articles about no tier or several.
fn doubt(site: &Site, found: &Found, focus: &str) -> Result<Option<String>, Problem> {
    let tiers = &site.audit.manifest().tiers;
    let probability = |tier: &String| site.audit.store().value(found, &format!("probability_{tier}"));
    let (mut own, mut none) = (None, 1.0);
    let mut highest: Option<(&String, f64)> = None;
    for tier in tiers {
        let Some(FieldValue::Number(p)) = probability(tier)? else { return Ok(None) };
        none -= p;
        if tier == focus {
            own = Some(p);
        } else if highest.is_none_or(|(_, known)| p > known) {
            highest = Some((tier, p));
        }
    }
    let Some((own, hedge)) = own.map(|p| (p, Certainty::of(p).hedge())).filter(|(_, hedge)| !hedge.is_empty()) else {
        return Ok(None);
    };
    let instead = match highest.filter(|(_, p)| *p > none) {
        Some((tier, p)) => format!("{p:.2} for {} workers", spelled(tier)),
        None => format!("{none:.2} for nobody's working life"),
    };
    Ok(Some(format!("{hedge}about {} workers: probability {own:.2}, against {instead}", spelled(focus))))
}

fn text(site: &Site, found: &Found, field: &str) -> Result<String, Problem> {
    Ok(match site.audit.store().value(found, field)? {
        Some(FieldValue::Text(text)) => text,
        _ => String::new(),
    })
}

fn tier_bars(site: &Site, found: &Found) -> Result<Vec<TierBar>, Problem> {
    let bar = |(at, tier): (usize, &String)| {
        let attention = match site.audit.store().value(found, &format!("attention_{tier}"))? {
            Some(FieldValue::Whole(n)) => u64::try_from(n).unwrap_or(0),
            _ => 0,
        };
        Ok(TierBar { name: spelled(tier), style: tier_style(at), attention })
    };
    site.audit.manifest().tiers.iter().enumerate().map(bar).collect()
}

/// The address of an article as number `at` of a result.
pub(super) fn article_href(state: &SearchState, sorting: Sorting, at: usize, id: &str) -> String {
    let (at, seed) = (at.to_string(), state.seed.to_string());
    let mut pairs = vec![("id", id)];
    pairs.extend(state.filtered.pairs());
    pairs.extend([
        state.duplicates.pair(),
        ("order", sorting.name()),
        ("seed", if state.seed == 1 { "" } else { &seed }),
        ("at", &at),
    ]);
    address("/article", &pairs)
}
