//! Concordance lines of a query: sorted, grouped or sampled.

use crate::audit::shuffle_lines;
use crate::serve::Site;
use crate::serve::access::Reader;
use crate::serve::address::address;
use crate::serve::excerpt::{may_see_lines, shown_lines};
use crate::serve::pages::line_options::{key, window};
use crate::serve::pages::search_state::SearchState;
use crate::serve::problem::Problem;
use crate::store::{Concordance, ConcordanceLine, Draw, Query, Window, group_lines, sort_lines};

/// A concordance on a page.
const PER_PAGE: usize = 50;
/// Most articles whose lines are read; of more, a sample is drawn.
const MAX_ARTICLES: usize = 1000;
/// The same for `@quoted` queries, which attribute the quotations of each article again.
const MAX_QUOTE_ARTICLES: usize = 200;
/// Characters that fit into the keyword column.
const KEYWORD_WIDTH: usize = 30;
/// Most lines in memory.
const MAX_LINES: usize = 50_000;

/// A page of lines or groups.
pub(super) struct ConcordanceView {
    pub(super) n_hits: u64,
    pub(super) n_found: u64,
    pub(super) n_read: u64,
    pub(super) rows: Vec<LineView>,
    pub(super) groups: Vec<GroupView>,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    /// Some keywords are wider than their column: quotations.
    pub(super) long: bool,
    /// Lines were left out because the role permits no more characters.
    pub(super) limited: bool,
}

/// One line.
pub(super) struct LineView {
    pub(super) left: String,
    pub(super) keyword: String,
    pub(super) right: String,
    pub(super) href: String,
    pub(super) outlet: String,
    pub(super) date: String,
}

/// Concordance lines with the same words or field.
pub(super) struct GroupView {
    pub(super) key: String,
    pub(super) n: u64,
    pub(super) percent: String,
}

/// Concordance lines of at most `n` articles; at most [`MAX_QUOTE_ARTICLES`] for `@quoted` queries.
pub(in crate::serve) fn concordance(
    site: &Site,
    query: &Query,
    window: Window,
    n: usize,
    seed: u64,
) -> Result<Concordance, Problem> {
    let n = if query.has_quoted() { n.min(MAX_QUOTE_ARTICLES) } else { n };
    let draw = Draw::Articles { n, most: MAX_LINES, seed };
    Ok(site.audit.store().concordance(query, window, draw, site.audit.classes(query))?)
}

pub(super) fn lines(
    site: &Site,
    reader: &Reader,
    state: &SearchState,
    query: &Query,
) -> Result<ConcordanceView, Problem> {
    let options = &state.lines;
    let group = key(&options.group)?;
    may_see_lines(reader.role, group.as_slice())?;
    let mut found = concordance(site, query, window(&options.window)?, MAX_ARTICLES, state.seed)?;
    match options.sort.as_str() {
        "random" => shuffle_lines(&mut found.lines, state.seed),
        other => sort_lines(&mut found.lines, key(other)?.as_slice()),
    }
    let groups = group.map_or_else(Vec::new, |group| group_lines(&found.lines, &[group]));
    let n_all = if group.is_some() { groups.len() } else { found.lines.len() };
    let n_lines = found.lines.len();
    let from = state.from.min(n_all);
    let shown: Vec<ConcordanceLine> = found.lines.into_iter().skip(from).take(PER_PAGE).collect();
    let n_shown = shown.len();
    let shown = if group.is_some() { Vec::new() } else { shown_lines(&site.seen, site.audit.store(), reader, shown)? };
    let limited = group.is_none() && shown.len() < n_shown;
    let long = shown.iter().any(|line| line.keyword.chars().count() > KEYWORD_WIDTH);
    let groups = groups.into_iter().skip(from).take(PER_PAGE).map(|(key, n)| GroupView {
        key: key.join(" "),
        n,
        percent: format!("{:.1} %", n as f64 / n_lines.max(1) as f64 * 100.0),
    });
    Ok(ConcordanceView {
        n_hits: found.n_hits,
        n_found: found.n_found,
        n_read: found.n_articles,
        rows: shown.into_iter().map(|line| view(state, line)).collect(),
        groups: groups.collect(),
        previous: (from > 0).then(|| state.href_from(from.saturating_sub(PER_PAGE))),
        next: (from + PER_PAGE < n_all).then(|| state.href_from(from + PER_PAGE)),
        long,
        limited,
    })
}

fn view(state: &SearchState, line: ConcordanceLine) -> LineView {
    let mut pairs = vec![("id", line.id.as_str())];
    pairs.extend(state.filtered.pairs());
    pairs.push(state.duplicates.pair());
    LineView {
        href: address("/article", &pairs),
        left: line.left,
        keyword: line.keyword,
        right: line.right,
        outlet: line.outlet.unwrap_or_default(),
        date: line.date.unwrap_or_default(),
    }
}
