//! Search: a query, what it is narrowed to, and its articles or concordance lines.
//!
//! The address holds the whole state, so a result can be kept, sent and gone back to.

use askama::Template;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::serve::access::Role;
use crate::serve::address::address;
use crate::serve::ask::{Ask, MOST_SKIPPED, Sorting};
use crate::serve::chart::Timeline;
use crate::serve::fold::{Asked, Fold};
use crate::serve::pages::facets::{FacetView, facets};
use crate::serve::pages::lines::{LineOptions, Lines, lines};
use crate::serve::pages::offers::{Offer, offers};
use crate::serve::pages::results::{Results, results};
use crate::serve::pages::saved::{Saved, saved};
use crate::serve::pages::{Frame, html};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// What is shown of the articles found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Articles,
    Lines,
}

/// The state of the page, as it stands in its address.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) ask: Ask,
    pub(super) fold: Fold,
    pub(super) view: View,
    pub(super) sorting: Option<Sorting>,
    pub(super) seed: u64,
    pub(super) from: usize,
    pub(super) lines: LineOptions,
}

impl Seen {
    fn read(mut params: Params) -> Result<Self, Problem> {
        let seen = Self {
            ask: Ask::read(&mut params)?,
            fold: Fold::read(&mut params)?,
            view: params
                .choice("view", &[("articles", View::Articles), ("lines", View::Lines)])?
                .unwrap_or(View::Articles),
            sorting: params.choice("order", Sorting::ALL)?,
            seed: params.number("seed", 0..=u64::MAX, 1)?,
            from: params.number("from", 0..=MOST_SKIPPED, 0)?,
            lines: LineOptions::read(&mut params)?,
        };
        params.finish()?;
        Ok(seen)
    }

    /// The address of this state, from the start of its list.
    pub(super) fn href(&self) -> String {
        self.href_from(0)
    }

    /// The address of this state, from result number `from`.
    pub(super) fn href_from(&self, from: usize) -> String {
        let (seed, from) = (self.seed.to_string(), if from == 0 { String::new() } else { from.to_string() });
        let mut pairs = self.ask.pairs();
        pairs.push(self.fold.pair());
        if self.view == View::Lines {
            pairs.push(("view", "lines"));
            pairs.extend(self.lines.pairs());
        }
        pairs.push(("order", self.sorting.map_or("", Sorting::name)));
        if self.seed != 1 {
            pairs.push(("seed", &seed));
        }
        pairs.push(("from", &from));
        address("/", &pairs)
    }
}

/// A link that may be where the reader is.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) here: bool,
}

/// What was found.
struct Answer {
    n_found: u64,
    /// Articles folded away.
    n_folded: u64,
    n_articles: u64,
    facets: Vec<FacetView>,
    timeline: Option<Timeline>,
    results: Option<Results>,
    lines: Option<Lines>,
    /// Where to go when nothing is found.
    offers: Vec<Offer>,
}

/// A query that means nothing, and where in it that shows.
struct Mistake {
    detail: String,
    /// What stands before the place, there, and behind it.
    place: Option<(String, String, String)>,
}

impl Mistake {
    fn of(problem: Problem, ask: &Ask) -> Self {
        let q = &ask.q;
        let place = problem.position.filter(|_| ask.is_as_typed()).map(|position| {
            let before: String = q.chars().take(position.saturating_sub(1)).collect();
            let rest = &q[before.len()..];
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            (before, rest[..end].to_owned(), rest[end..].to_owned())
        });
        Self { detail: problem.detail, place }
    }
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    seen: Seen,
    /// The whole query, as the command line takes it.
    text: String,
    error: Option<Mistake>,
    /// The whole query, as a shell takes it.
    quoted: String,
    chips: Vec<Choice>,
    views: Vec<Choice>,
    /// Folds copies or unfolds them.
    fold: Choice,
    orders: Vec<Choice>,
    downloads: Vec<Choice>,
    dashboard: String,
    saved: Saved,
    answer: Option<Answer>,
}

pub(super) async fn page(
    State(site): State<Shared>,
    Extension(role): Extension<Role>,
    params: Params,
) -> Result<Response, Problem> {
    let seen = Seen::read(params)?;
    let own = seen.clone();
    let (answer, saved) = blocking(&site, move |site| {
        let answer = match answer(site, role, &own) {
            Err(problem) if problem.status != StatusCode::BAD_REQUEST => return Err(problem),
            answered => answered,
        };
        let text = if answer.is_ok() { own.ask.text() } else { String::new() };
        Ok((answer, saved(site, role, &own, &text)))
    })
    .await?;
    let (answer, error) = match answer {
        Ok(answer) => (Some(answer), None),
        Err(problem) => (None, Some(Mistake::of(problem, &seen.ask))),
    };
    let failed = error.is_some();
    let natural = seen.ask.query().map_or(Sorting::Date, |query| Sorting::natural(&query));
    let title = if seen.ask.q.is_empty() { "Search".to_owned() } else { format!("{} – Search", seen.ask.q) };
    let page = SearchPage {
        frame: Frame::new(&site, title, "/"),
        text: seen.ask.text(),
        quoted: seen.ask.quoted(),
        error,
        chips: chips(&seen),
        views: views(&seen),
        fold: fold(&seen),
        orders: orders(&seen, natural),
        downloads: downloads(&seen),
        dashboard: address("/dashboard", &seen.ask.pairs()),
        saved,
        seen,
        answer,
    };
    let mut response = html(&page)?;
    if failed {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

fn answer(site: &Site, role: Role, seen: &Seen) -> Result<Answer, Problem> {
    let Asked { query, n_folded } = site.asked(&seen.ask, seen.fold)?;
    let (facets, timeline, n_found) = facets(site, seen, &query)?;
    let (results, lines) = match seen.view {
        View::Articles => (Some(results(site, role, seen, &query)?), None),
        View::Lines => (None, Some(lines(site, role, seen, &query)?)),
    };
    let offers = if n_found == 0 { offers(site, seen)? } else { Vec::new() };
    let n_articles = site.audit.manifest.n_articles;
    Ok(Answer { n_found, n_folded, n_articles, facets, timeline, results, lines, offers })
}

fn chips(seen: &Seen) -> Vec<Choice> {
    let chip = |filter: &String| {
        let href = Seen { ask: seen.ask.toggled(filter), ..seen.clone() }.href();
        Choice { label: filter.clone(), href, here: true }
    };
    seen.ask.filters.iter().map(chip).collect()
}

fn views(seen: &Seen) -> Vec<Choice> {
    let of = |(label, view): (&str, View)| Choice {
        label: label.to_owned(),
        href: Seen { view, ..seen.clone() }.href(),
        here: seen.view == view,
    };
    [("Articles", View::Articles), ("Concordance", View::Lines)].map(of).into()
}

fn fold(seen: &Seen) -> Choice {
    let href = Seen { fold: seen.fold.toggled(), ..seen.clone() }.href();
    Choice { label: "Copies folded".to_owned(), href, here: seen.fold == Fold::Copies }
}

fn orders(seen: &Seen, natural: Sorting) -> Vec<Choice> {
    let all = [
        ("Best match", Sorting::Rank),
        ("Latest", Sorting::Date),
        ("Earliest", Sorting::Oldest),
        ("Random sample", Sorting::Sample),
    ];
    let here = seen.sorting.unwrap_or(natural);
    let of = |(label, sorting)| Choice {
        label: String::from(label),
        href: Seen { sorting: Some(sorting), ..seen.clone() }.href(),
        here: here == sorting,
    };
    all.map(of).into()
}

fn downloads(seen: &Seen) -> Vec<Choice> {
    let seed = seen.seed.to_string();
    let of = |(label, format): (&str, &'static str)| {
        let mut pairs = seen.ask.pairs();
        pairs.extend([seen.fold.pair(), ("format", format), ("order", seen.sorting.map_or("", Sorting::name))]);
        if seen.seed != 1 {
            pairs.push(("seed", &seed));
        }
        Choice { label: label.to_owned(), href: address("/api/v1/export", &pairs), here: false }
    };
    [("CSV", "csv"), ("JSON Lines", "jsonl"), ("Arrow", "arrow")].map(of).into()
}
