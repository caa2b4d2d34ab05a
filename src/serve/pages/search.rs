//! Search: a query, its filters, and its articles or concordance lines.
//!
//! The address encodes the whole state, so a result can be bookmarked and shared.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::lexicon::{self, Lexicon, Tier, TierIdx};
use crate::serve::access::{Reader, Role};
use crate::serve::address::address;
use crate::serve::chart::Timeline;
use crate::serve::dedupe::{Duplicates, PreparedQuery};
use crate::serve::filtered_query::{FilteredQuery, Sorting};
use crate::serve::pages::corrections::{Correction, corrections, other_forms, outlets};
use crate::serve::pages::facets::{FacetView, facets};
use crate::serve::pages::front_door::{FrontDoor, front_door};
use crate::serve::pages::lines::{ConcordanceView, lines};
use crate::serve::pages::results::{Results, results};
use crate::serve::pages::saved::{SavedQueryList, saved};
use crate::serve::pages::search_state::{SearchState, StateLink, View};
use crate::serve::pages::suggestions::{Suggestion, suggestions};
use crate::serve::pages::words::{WordsView, words};
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::words::may_see_words;
use crate::serve::{Shared, Site, blocking};

/// Result of a search.
struct SearchOutcome {
    n_found: u64,
    /// Matching articles left out because they repeat a story.
    n_duplicates: u64,
    n_articles: u64,
    facets: Vec<FacetView>,
    timeline: Option<Timeline>,
    results: Option<Results>,
    lines: Option<ConcordanceView>,
    words: Option<WordsView>,
    /// Other searches, when nothing is found.
    suggestions: Vec<Suggestion>,
}

/// An invalid query, with the position of the error.
struct QueryErrorView {
    detail: String,
    /// The query before the error, at it, and after it.
    place: Option<(String, String, String)>,
}

impl QueryErrorView {
    fn of(problem: Problem, filtered: &FilteredQuery) -> Self {
        let q = &filtered.q;
        let place = problem.position.filter(|_| filtered.is_as_typed()).map(|position| {
            let before: String = q.chars().take(position.saturating_sub(1)).collect();
            let rest = &q[before.len()..];
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            (before, rest[..end].to_owned(), rest[end..].to_owned())
        });
        Self { detail: problem.detail, place }
    }
}

/// Queries for what the lexicon finds, with a tier and dimensions that it has.
struct LexiconExamples {
    class: StateLink,
    near: StateLink,
    focus: StateLink,
}

impl LexiconExamples {
    fn of(lexicon: &Lexicon) -> Option<Self> {
        let (idx, tier) = TierIdx::all(&lexicon.tiers).last()?;
        let own =
            lexicon.entries.iter().filter(|entry| entry.tier == Tier::Of(idx) && entry.role == lexicon::Role::Evidence);
        let dimensions: Vec<&str> = own.map(|entry| lexicon.dimension_name(entry)).collect();
        let class = |usual: &'static str| {
            let dimension = if dimensions.contains(&usual) { usual } else { *dimensions.first()? };
            Some(format!("@{tier}.{dimension}"))
        };
        let link = |query: String| StateLink { href: address("/", &[("q", &query)]), label: query, here: false };
        Some(Self {
            class: link(class("schedule")?),
            near: link(format!("\"{}\" NEAR/10 hour*", class("occupation")?)),
            focus: link(format!("focus:{tier} date:2014..2016")),
        })
    }
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    of_lexicon: Option<LexiconExamples>,
    state: SearchState,
    /// The whole query, as the command line takes it.
    text: String,
    error: Option<QueryErrorView>,
    /// The whole query, as a shell takes it.
    quoted: String,
    chips: Vec<StateLink>,
    views: Vec<StateLink>,
    /// Removes duplicates or keeps them.
    copies: StateLink,
    orders: Vec<StateLink>,
    downloads: Vec<StateLink>,
    dashboard: String,
    people: String,
    compare: String,
    saved: SavedQueryList,
    /// What the query may have meant.
    corrections: Vec<Correction>,
    /// The search with all forms of its words.
    forms: Option<Correction>,
    /// For who comes for the first time.
    front: Option<FrontDoor>,
    /// Outlets offered while one types.
    outlets: Vec<String>,
    answer: Option<SearchOutcome>,
}

pub(super) async fn page(State(site): State<Shared>, reader: Reader, params: Params) -> Result<Response, Problem> {
    let state = SearchState::read(params)?;
    let by = reader.clone();
    let (state, answer, saved, offered, front, outlets) = blocking(&site, move |site| {
        let outlets = outlets(site);
        let own = state.with_known_outlets(&outlets);
        let answer = match answer(site, &by, &own) {
            Err(problem) if !is_of_query(&problem) => return Err(problem),
            answered => answered,
        };
        let text = if answer.is_ok() { own.filtered.text() } else { String::new() };
        let front = if own.is_first() { Some(front_door(site, by.role)?) } else { None };
        let offered = (corrections(site, &own), other_forms(site, &own));
        let saved = saved(site, by.role, &own, &text);
        Ok((own, answer, saved, offered, front, outlets))
    })
    .await?;
    let (answer, error) = match answer {
        Ok(answer) => (Some(answer), None),
        Err(problem) => (None, Some((problem.status, QueryErrorView::of(problem, &state.filtered)))),
    };
    let (failed, error) = error.unzip();
    let default = state.filtered.query().map_or(Sorting::Date, |query| Sorting::default_for(&query));
    let title =
        if state.filtered.q.is_empty() { "Search".to_owned() } else { format!("{} – Search", state.filtered.q) };
    let page = SearchPage {
        frame: Frame::new(&site, reader.role, title, "/"),
        of_lexicon: LexiconExamples::of(site.audit.lexicon()),
        text: state.filtered.text(),
        quoted: state.filtered.quoted(),
        error,
        chips: chips(&state),
        views: views(&state, reader.role),
        copies: copies_link(&state),
        orders: orders(&state, default),
        downloads: downloads(&state),
        dashboard: address("/dashboard", &state.filtered.pairs()),
        people: address("/people", &state.filtered.pairs()),
        compare: address("/compare", &state.filtered.pairs()),
        saved,
        corrections: offered.0,
        forms: offered.1,
        front,
        outlets,
        state,
        answer,
    };
    let mut response = html(&page)?;
    if let Some(status) = failed {
        *response.status_mut() = status;
    }
    Ok(response)
}

fn answer(site: &Site, reader: &Reader, state: &SearchState) -> Result<SearchOutcome, Problem> {
    let PreparedQuery { query, n_duplicates } = site.prepared(&state.filtered, state.duplicates)?;
    let (facets, timeline, n_found) = facets(site, state, &query)?;
    let (mut list, mut concordance, mut table) = (None, None, None);
    match state.view {
        View::Articles => list = Some(results(site, reader, state, &query)?),
        View::Lines => concordance = Some(lines(site, reader, state, &query)?),
        View::Collocates | View::Keyness => {
            may_see_words(reader.role)?;
            table = Some(words(site, state)?);
        }
    }
    let suggestions = if n_found == 0 { suggestions(site, state)? } else { Vec::new() };
    let n_articles = site.audit.manifest().n_articles;
    Ok(SearchOutcome {
        n_found,
        n_duplicates,
        n_articles,
        facets,
        timeline,
        results: list,
        lines: concordance,
        words: table,
        suggestions,
    })
}

/// True for what the reader can change in the query: shown beside it.
fn is_of_query(problem: &Problem) -> bool {
    matches!(problem.status, StatusCode::BAD_REQUEST | StatusCode::FORBIDDEN)
}

fn chips(state: &SearchState) -> Vec<StateLink> {
    let chip = |filter: &String| {
        let href = SearchState { filtered: state.filtered.toggled(filter), ..state.clone() }.href();
        StateLink { label: filter.clone(), href, here: true }
    };
    state.filtered.filters.iter().map(chip).collect()
}

fn views(state: &SearchState, role: Role) -> Vec<StateLink> {
    let of = |(label, view): (&str, View)| StateLink {
        label: label.to_owned(),
        href: SearchState { view, measure: String::new(), ..state.clone() }.href(),
        here: state.view == view,
    };
    let views = [
        ("Articles", View::Articles),
        ("Concordance", View::Lines),
        ("Words around", View::Collocates),
        ("Words of these articles", View::Keyness),
    ];
    // Lines are text, and counts of words spell it: a role that sees none, or not all, has no use for these tabs.
    let may_see = |view: View| match view {
        View::Articles => true,
        View::Lines => role.characters() > 0,
        View::Collocates | View::Keyness => may_see_words(role).is_ok(),
    };
    views.into_iter().filter(|(_, view)| may_see(*view)).map(of).collect()
}

fn copies_link(state: &SearchState) -> StateLink {
    let href = SearchState { duplicates: state.duplicates.toggled(), ..state.clone() }.href();
    StateLink { label: "Without copies".to_owned(), href, here: state.duplicates == Duplicates::Removed }
}

fn orders(state: &SearchState, default: Sorting) -> Vec<StateLink> {
    let all = [
        ("Best match", Sorting::Rank),
        ("Latest", Sorting::Date),
        ("Earliest", Sorting::Oldest),
        ("Surest", Sorting::Probability),
        ("Random sample", Sorting::Sample),
    ];
    let here = state.sorting.unwrap_or(default);
    let of = |(label, sorting)| StateLink {
        label: String::from(label),
        href: SearchState { sorting: Some(sorting), ..state.clone() }.href(),
        here: here == sorting,
    };
    all.map(of).into()
}

fn downloads(state: &SearchState) -> Vec<StateLink> {
    let seed = state.seed.to_string();
    let of = |(label, format): (&str, &'static str)| {
        let mut pairs = state.filtered.pairs();
        pairs.extend([state.duplicates.pair(), ("format", format), ("order", state.sorting.map_or("", Sorting::name))]);
        if state.seed != 1 {
            pairs.push(("seed", &seed));
        }
        StateLink { label: label.to_owned(), href: address("/api/v1/export", &pairs), here: false }
    };
    [("CSV", "csv"), ("JSON Lines", "jsonl"), ("Arrow", "arrow")].map(of).into()
}
