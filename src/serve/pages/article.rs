//! One article: its text with the hits, and the scores.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::audit::{Reading, reading};
use crate::serve::access::Reader;
use crate::serve::address::address;
use crate::serve::dedupe::Duplicates;
use crate::serve::excerpt::shown_of;
use crate::serve::filtered_query::{FilteredQuery, MAX_OFFSET, Sorting};
use crate::serve::pages::judge::{JudgeForm, judge_form};
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::Params;
use crate::serve::passage::{FoundWords, Paragraph, paragraphs};
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};
use crate::span::ByteSpan;
use crate::store::{Request, StoredArticle};

/// An article and its position in a result.
#[derive(Debug, Clone)]
struct ArticleRequest {
    id: String,
    filtered: FilteredQuery,
    duplicates: Duplicates,
    sorting: Option<Sorting>,
    seed: u64,
    at: Option<usize>,
    /// Field and first byte of the hit that the page opens at.
    hit: Option<(String, u32)>,
}

/// Links to the result and to the neighbours of an article in it.
#[derive(Debug, Clone, Default)]
struct ResultNavigation {
    /// Address of the result.
    back: String,
    previous: Option<String>,
    next: Option<String>,
    /// Position in the result, from 1, and number of results.
    place: Option<(usize, u64)>,
}

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    frame: Frame,
    article: StoredArticle,
    /// Variables that the user brought: name and value.
    variables: Vec<(String, String)>,
    /// The address, when it is http or https.
    link: Option<String>,
    headline: Option<Paragraph>,
    paragraphs: Vec<Paragraph>,
    reading: Reading,
    navigation: ResultNavigation,
    /// Characters shown and those of the role, where it has a limit.
    limit: Option<(usize, usize)>,
    /// Says that the program is wrong, for those who may write.
    judge: Option<JudgeForm>,
    /// The address of this page.
    here: String,
}

pub(super) async fn page(State(site): State<Shared>, reader: Reader, mut params: Params) -> Result<Response, Problem> {
    let requested = ArticleRequest {
        hit: params.one("hit")?.as_deref().and_then(hit_place),
        id: params.one("id")?.ok_or_else(|| Problem::bad("`id` names the article"))?,
        filtered: FilteredQuery::read(&mut params)?,
        duplicates: Duplicates::read(&mut params)?,
        sorting: params.choice("order", Sorting::ALL)?,
        seed: params.number("seed", 0..=u64::MAX, 1)?,
        at: params.one("at")?.and_then(|at| at.parse().ok()).filter(|at| *at <= MAX_OFFSET),
    };
    params.finish()?;
    let page = blocking(&site, move |site| article(site, &reader, &requested)).await?;
    html(&page)
}

fn article(site: &Site, reader: &Reader, requested: &ArticleRequest) -> Result<ArticlePage, Problem> {
    let audit = &site.audit;
    let article = audit.store().article(&requested.id)?;
    let article = article.ok_or_else(|| Problem::missing("there is no article with this id"))?;
    let query = requested.filtered.asked_of(audit.store())?;
    let found = audit.store().words_in(&query, &article, audit.classes(&query))?;
    let scored = audit.engine().analyse(article.clone().raw());
    let most = shown_of(&site.seen, reader, &article);
    let opened = |span: &&ByteSpan| {
        let (field, own) = scored.document.field_span(**span);
        requested.hit.as_ref().is_some_and(|(name, start)| name == field.name() && *start == own.start)
    };
    let words = FoundWords { here: found.iter().find(opened).map(|span| span.start), spans: &found };
    let mut text = paragraphs(audit.lexicon(), &scored, &words, most);
    let headline = text.iter().position(|p| p.zone == crate::clean::Zone::Headline).map(|at| text.remove(at));
    let limited = reader.role.characters() < usize::MAX;
    let reading = reading(audit.engine(), &scored);
    let title = if article.title.is_empty() { "Article" } else { &article.title };
    let variables = audit.store().variables_of_article(&article.id)?;
    Ok(ArticlePage {
        frame: Frame::new(site, reader.role, title, "/article"),
        variables: variables.iter().map(|(v, value)| (v.name.clone(), value.printed().into_owned())).collect(),
        link: article.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        headline,
        paragraphs: text,
        reading: if limited { reading.without_words() } else { reading },
        navigation: navigation(site, requested)?,
        judge: judge_form(site, reader, &article.id),
        here: here(requested),
        limit: limited.then_some((most, reader.role.characters())),
        article,
    })
}

/// The address of the page.
fn here(requested: &ArticleRequest) -> String {
    let seed = if requested.seed == 1 { String::new() } else { requested.seed.to_string() };
    let at = requested.at.map_or_else(String::new, |at| at.to_string());
    let mut pairs = vec![("id", requested.id.as_str())];
    pairs.extend(requested.filtered.pairs());
    let order = requested.sorting.map_or("", Sorting::name);
    pairs.extend([requested.duplicates.pair(), ("order", order), ("seed", seed.as_str()), ("at", at.as_str())]);
    address("/article", &pairs)
}

/// `body-120` as a field and a byte.
fn hit_place(text: &str) -> Option<(String, u32)> {
    let (field, start) = text.split_once('-')?;
    Some((field.to_owned(), start.parse().ok()?))
}

/// The articles before and after this one in the result it was opened from.
fn navigation(site: &Site, requested: &ArticleRequest) -> Result<ResultNavigation, Problem> {
    let seed = if requested.seed == 1 { String::new() } else { requested.seed.to_string() };
    let order = requested.sorting.map_or("", Sorting::name);
    let mut state = requested.filtered.pairs();
    state.extend([requested.duplicates.pair(), ("order", order), ("seed", &seed)]);
    let back = address("/", &state);
    let Some(at) = requested.at else { return Ok(ResultNavigation { back, ..ResultNavigation::default() }) };
    let query = site.prepared(&requested.filtered, requested.duplicates)?.query;
    let sorting = requested.sorting.unwrap_or_else(|| Sorting::default_for(&query));
    let first = at.saturating_sub(1);
    let request = Request { order: sorting.order(requested.seed), offset: first, limit: at - first + 2, after: None };
    let page = site.audit.store().search(&query, request)?;
    let href = |place: usize| {
        let found = page.articles.get(place.checked_sub(first)?)?;
        let number = place.to_string();
        let mut pairs = vec![("id", found.article.id.as_str())];
        pairs.extend(state.iter().copied());
        pairs.push(("at", &number));
        Some(address("/article", &pairs))
    };
    let previous = at.checked_sub(1).and_then(href);
    Ok(ResultNavigation { back, previous, next: href(at + 1), place: Some((at + 1, page.n_found)) })
}
