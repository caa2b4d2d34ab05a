//! One article: its text with the hits, and what they add up to.

use askama::Template;
use axum::extract::{Extension, State};
use axum::response::Response;

use crate::serve::access::Role;
use crate::serve::address::address;
use crate::serve::ask::{Ask, MOST_SKIPPED, Sorting};
use crate::serve::fold::Fold;
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::Params;
use crate::serve::passage::{Paragraph, paragraphs};
use crate::serve::problem::Problem;
use crate::serve::reading::{Reading, reading};
use crate::serve::{Shared, Site, blocking};
use crate::store::{Request, StoredArticle};

/// Which article, and where in which result.
#[derive(Debug, Clone)]
struct Wanted {
    id: String,
    ask: Ask,
    fold: Fold,
    sorting: Option<Sorting>,
    seed: u64,
    at: Option<usize>,
}

/// The neighbours of an article in a result.
#[derive(Debug, Clone, Default)]
struct Way {
    /// Address of the result.
    back: String,
    previous: Option<String>,
    next: Option<String>,
    /// Place in the result, from 1, and its length.
    place: Option<(usize, u64)>,
}

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    frame: Frame,
    article: StoredArticle,
    /// The address, when a browser can follow it.
    link: Option<String>,
    headline: Option<Paragraph>,
    paragraphs: Vec<Paragraph>,
    reading: Reading,
    way: Way,
    /// Characters shown, where they are fewer than all.
    limit: Option<usize>,
}

pub(super) async fn page(
    State(site): State<Shared>,
    Extension(role): Extension<Role>,
    mut params: Params,
) -> Result<Response, Problem> {
    let wanted = Wanted {
        id: params.one("id")?.ok_or_else(|| Problem::bad("`id` names the article"))?,
        ask: Ask::read(&mut params)?,
        fold: Fold::read(&mut params)?,
        sorting: params.choice("order", Sorting::ALL)?,
        seed: params.number("seed", 0..=u64::MAX, 1)?,
        at: params.one("at")?.and_then(|at| at.parse().ok()).filter(|at| *at <= MOST_SKIPPED),
    };
    params.finish()?;
    let page = blocking(&site, move |site| article(site, role, &wanted)).await?;
    html(&page)
}

fn article(site: &Site, role: Role, wanted: &Wanted) -> Result<ArticlePage, Problem> {
    let audit = &site.audit;
    let article = audit.store.article(&wanted.id)?;
    let article = article.ok_or_else(|| Problem::missing("there is no article with this id"))?;
    let query = wanted.ask.query()?;
    let found = audit.store.words_in(&query, &article, audit.classes(&query))?;
    let scored = audit.engine.analyse(article.clone().raw());
    let mut text = paragraphs(audit.lexicon(), &scored, &found, role.characters());
    let headline = text.iter().position(|p| p.zone == crate::clean::Zone::Headline).map(|at| text.remove(at));
    let limited = role.characters() < usize::MAX;
    let reading = reading(&audit.engine, &scored);
    let title = if article.title.is_empty() { "Article" } else { &article.title };
    Ok(ArticlePage {
        frame: Frame::new(site, title, "/article"),
        link: article.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        headline,
        paragraphs: text,
        reading: if limited { reading.without_words() } else { reading },
        way: way(site, wanted)?,
        limit: limited.then(|| role.characters()),
        article,
    })
}

/// The articles before and behind this one in the result it was chosen from.
fn way(site: &Site, wanted: &Wanted) -> Result<Way, Problem> {
    let seed = if wanted.seed == 1 { String::new() } else { wanted.seed.to_string() };
    let order = wanted.sorting.map_or("", Sorting::name);
    let mut state = wanted.ask.pairs();
    state.extend([wanted.fold.pair(), ("order", order), ("seed", &seed)]);
    let back = address("/", &state);
    let Some(at) = wanted.at else { return Ok(Way { back, ..Way::default() }) };
    let query = site.asked(&wanted.ask, wanted.fold)?.query;
    let sorting = wanted.sorting.unwrap_or_else(|| Sorting::natural(&query));
    let first = at.saturating_sub(1);
    let request = Request { order: sorting.order(wanted.seed), offset: first, limit: at - first + 2, after: None };
    let page = site.audit.store.search(&query, request)?;
    let href = |place: usize| {
        let found = page.articles.get(place.checked_sub(first)?)?;
        let number = place.to_string();
        let mut pairs = vec![("id", found.article.id.as_str())];
        pairs.extend(state.iter().copied());
        pairs.push(("at", &number));
        Some(address("/article", &pairs))
    };
    let previous = at.checked_sub(1).and_then(href);
    Ok(Way { back, previous, next: href(at + 1), place: Some((at + 1, page.n_found)) })
}
