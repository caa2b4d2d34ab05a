//! Concordance lines of a query: sorted, grouped or sampled.

use std::sync::Arc;

use crate::audit::shuffle_lines;
use crate::serve::Site;
use crate::serve::access::Reader;
use crate::serve::address::address;
use crate::serve::excerpt::{may_see_lines, shown_lines};
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::pages::line_command::command;
use crate::serve::pages::line_options::{LineOptions, key, window};
use crate::serve::pages::search_state::SearchState;
use crate::serve::pages::words::quoted;
use crate::serve::problem::Problem;
use crate::store::{
    Concordance, ConcordanceLine, Draw, LineKey, Query, StoredArticle, Window, group_lines, parse_query, sort_lines,
};

/// A concordance on a page.
const PER_PAGE: usize = 50;
/// Most articles whose lines are read; of more, a sample is drawn.
const MAX_ARTICLES: usize = 1000;
/// The same for `@quoted` queries, which attribute the quotations of each article again.
const MAX_QUOTE_ARTICLES: usize = 200;
/// Longest keyword on one line, in characters.
const KEYWORD_WIDTH: usize = 30;
/// Characters before and after a hit in an expanded line.
const WIDER: usize = 400;
/// Most lines in memory.
const MAX_LINES: usize = 50_000;
/// Most lines of a concordance that is kept for the next page or order of it: some 2 MB.
const KEPT_LINES: usize = 4_000;

/// A page of lines or groups.
pub(super) struct ConcordanceView {
    pub(super) n_hits: u64,
    pub(super) n_found: u64,
    pub(super) n_read: u64,
    pub(super) rows: Vec<LineView>,
    pub(super) groups: Vec<GroupView>,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    /// Some keywords are as long as a sentence: quotations.
    pub(super) long: bool,
    /// Address of the lines, or of the groups, as a file.
    pub(super) download: String,
    /// The command that prints these lines, or counts them.
    pub(super) command: String,
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
    /// More of the text before and after the hit, where the role sees the whole text.
    pub(super) wider: Option<[String; 2]>,
}

/// Concordance lines with the same words or field.
pub(super) struct GroupView {
    pub(super) key: String,
    pub(super) n: u64,
    pub(super) percent: String,
    /// The lines of the group alone, where the key is a field.
    pub(super) href: Option<String>,
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
    let key = format!("{query:?} {window:?} {draw:?}");
    let found = site.lines.get_or_if(
        &key,
        |found: &Concordance| found.lines.len() <= KEPT_LINES,
        || Ok(site.audit.store().concordance(query, window, draw, site.audit.classes(query))?),
    )?;
    Ok(Arc::unwrap_or_clone(found))
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
        href: group.as_ref().and_then(|group| group_href(state, group, &key.join(" "))),
        key: key.join(" "),
        n,
        percent: format!("{:.1} %", n as f64 / n_lines.max(1) as f64 * 100.0),
    });
    Ok(ConcordanceView {
        n_hits: found.n_hits,
        n_found: found.n_found,
        n_read: found.n_articles,
        rows: views(site, reader, state, shown)?,
        groups: groups.collect(),
        previous: (from > 0).then(|| state.href_from(from.saturating_sub(PER_PAGE))),
        next: (from + PER_PAGE < n_all).then(|| state.href_from(from + PER_PAGE)),
        long,
        download: download(state),
        command: command(site, state, PER_PAGE),
        limited,
    })
}

/// The lines with links, and with more of their text for readers who see all of it.
fn views(
    site: &Site,
    reader: &Reader,
    state: &SearchState,
    lines: Vec<ConcordanceLine>,
) -> Result<Vec<LineView>, Problem> {
    let mut article: Option<StoredArticle> = None;
    let mut out = Vec::new();
    for line in lines {
        if reader.role.characters() == usize::MAX && article.as_ref().is_none_or(|known| known.id != line.id) {
            article = site.audit.store().article(&line.id)?;
        }
        let text = article.as_ref().map(|known| if line.field == "title" { &known.title } else { &known.body });
        let wider = text.and_then(|text| wider(text, &line));
        out.push(LineView { wider, ..view(state, line) });
    }
    Ok(out)
}

/// Up to [`WIDER`] characters before and after a hit, whole words.
fn wider(text: &str, line: &ConcordanceLine) -> Option<[String; 2]> {
    let (before, after) = (text.get(..line.span.start as usize)?, text.get(line.span.end as usize..)?);
    let start = before.char_indices().rev().take(WIDER).last().map_or(before.len(), |(at, _)| at);
    let end = after.char_indices().nth(WIDER).map_or(after.len(), |(at, _)| at);
    let (mut before, mut after) = (before[start..].to_owned(), after[..end].to_owned());
    if start > 0 {
        before = format!("… {}", before.split_once(char::is_whitespace).map_or("", |(_, rest)| rest));
    }
    if end < text.len() - line.span.end as usize {
        after = format!("{} …", after.rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest));
    }
    Some([before, after])
}

/// The search with the lines of one group alone; none where no query says them.
fn group_href(state: &SearchState, group: &LineKey, key: &str) -> Option<String> {
    if let Some(filtered) = words_of_group(state, group, key) {
        let lines = LineOptions { group: String::new(), ..state.lines.clone() };
        return Some(SearchState { filtered, lines, from: 0, ..state.clone() }.href());
    }
    let is_plain = !key.is_empty() && !key.contains(['"', '(']);
    let filter = match group {
        LineKey::Outlet if is_plain => format!("outlet:=\"{key}\""),
        LineKey::Section if is_plain => format!("section:=\"{key}\""),
        LineKey::Year if key.bytes().all(|b| b.is_ascii_digit()) && key.len() == 4 => format!("date:{key}"),
        _ => return None,
    };
    let lines = LineOptions { group: String::new(), ..state.lines.clone() };
    let filtered =
        if state.filtered.filters.contains(&filter) { state.filtered.clone() } else { state.filtered.toggled(&filter) };
    Some(SearchState { filtered, lines, from: 0, ..state.clone() }.href())
}

/// The search for the words found beside the word of a group, or for the words of the group; none where the search is more
/// than words.
fn words_of_group(state: &SearchState, group: &LineKey, key: &str) -> Option<FilteredQuery> {
    let (q, word) = (state.filtered.q.trim(), quoted(key)?);
    let beside = match group {
        LineKey::Left(1) => format!("{word} THEN/1 ({q})"),
        LineKey::Right(1) => format!("({q}) THEN/1 {word}"),
        // Words of which the search is made: where it is words alone, they are found in no other article.
        LineKey::Keyword => format!("{word} NEAR/1 ({q})"),
        _ => return None,
    };
    let found = if *group == LineKey::Keyword { &word } else { &beside };
    parse_query(&beside).is_ok().then(|| state.filtered.with_query(found))
}

/// All these lines as CSV, of the same articles.
fn download(state: &SearchState) -> String {
    let (seed, n) = (state.seed.to_string(), MAX_ARTICLES.to_string());
    let mut pairs = state.filtered.pairs();
    pairs.extend(state.lines.pairs());
    pairs.extend([state.duplicates.pair(), ("seed", &seed), ("articles", &n), ("format", "csv")]);
    address("/api/v1/kwic", &pairs)
}

fn view(state: &SearchState, line: ConcordanceLine) -> LineView {
    let hit = format!("{}-{}", line.field, line.span.start);
    let mut pairs = vec![("id", line.id.as_str()), ("hit", &hit)];
    pairs.extend(state.filtered.pairs());
    pairs.push(state.duplicates.pair());
    LineView {
        href: format!("{}#here", address("/article", &pairs)),
        wider: None,
        left: line.left,
        keyword: line.keyword,
        right: line.right,
        outlet: line.outlet.unwrap_or_default(),
        date: line.date.unwrap_or_default(),
    }
}
