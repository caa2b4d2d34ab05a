//! `/search`: articles of a query.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use utoipa::ToSchema;

use crate::serve::access::Reader;
use crate::serve::api::{FoldParams, QueryParams, json};
use crate::serve::dedupe::{Duplicates, PreparedQuery};
use crate::serve::excerpt::{MARKS, plain};
use crate::serve::filtered_query::{FilteredQuery, Sorting};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};
use crate::store::{Cursor, FieldValue, Found, Request};
use crate::variable::Given;

/// Articles found.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct SearchAnswer {
    /// Articles that match, all in all; with `fold=copies`, stories.
    n_found: u64,
    /// Articles that match but print again a story that is found; 0 without `fold=copies`.
    n_folded: u64,
    /// Articles in the audit.
    n_articles: u64,
    /// Those of this page.
    articles: Vec<ArticleSummary>,
    /// `after` of the next page; none after the last.
    next: Option<String>,
}

/// What describes an article.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct ArticleSummary {
    /// Id.
    #[schema(example = "cwire-2014-05-minimum-wage")]
    pub(super) id: String,
    /// Who published it.
    pub(super) outlet: Option<String>,
    /// Day of publication.
    #[schema(example = "2014-05-12")]
    pub(super) date: Option<String>,
    /// Section.
    pub(super) section: Option<String>,
    /// Author.
    pub(super) author: Option<String>,
    /// Address it was published under.
    pub(super) url: Option<String>,
    /// Title.
    pub(super) title: String,
    /// Words in headline, lede and body.
    pub(super) n_tokens: u64,
    /// The tier it is about, `mixed` or `none`.
    #[schema(example = "low_wage")]
    pub(super) focus: String,
    /// Whose working life the headline promises.
    #[schema(example = "universal")]
    pub(super) headline_scope: String,
    /// The headline promises all, the article covers one tier.
    pub(super) scope_gap: bool,
    /// Attention 0–3 by tier.
    pub(super) attention: BTreeMap<String, u64>,
    /// Variables that the user brought, those that the article has.
    #[schema(value_type = Object)]
    pub(super) variables: BTreeMap<String, Given>,
    /// The passage that shows best why it was found; none where no words were asked for.
    pub(super) snippet: Option<String>,
}

pub(super) fn summary(site: &Site, found: &Found, snippet: Option<String>) -> Result<ArticleSummary, Problem> {
    let store = site.audit.store();
    let text = |field: &str| match store.value(found, field) {
        Ok(Some(FieldValue::Text(text))) => Ok(text),
        Ok(_) => Ok(String::new()),
        Err(error) => Err(Problem::from(error)),
    };
    let whole = |field: &str| match store.value(found, field) {
        Ok(Some(FieldValue::Whole(n))) => Ok(u64::try_from(n).unwrap_or(0)),
        Ok(_) => Ok(0),
        Err(error) => Err(Problem::from(error)),
    };
    let tiers = site.audit.manifest().tiers.iter();
    let attention = tiers.map(|tier| Ok((tier.clone(), whole(&format!("attention_{tier}"))?)));
    let article = &found.article;
    Ok(ArticleSummary {
        id: article.id.clone(),
        outlet: article.outlet.clone(),
        date: article.date.clone(),
        section: article.section.clone(),
        author: article.author.clone(),
        url: article.url.clone(),
        title: article.title.clone(),
        n_tokens: whole("n_tokens")?,
        focus: text("focus")?,
        headline_scope: text("headline_scope")?,
        scope_gap: text("scope_gap")? == "yes",
        attention: attention.collect::<Result<_, Problem>>()?,
        variables: store.variables_of(found)?.into_iter().map(|(v, given)| (v.name.clone(), given.clone())).collect(),
        snippet: snippet.filter(|s| !s.is_empty()),
    })
}

/// Finds articles, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/search",
    params(
        QueryParams,
        FoldParams,
        ("order" = Option<String>, Query, description = "`rank`, `date`, `oldest`, `probability` (of the tier that the article is most likely about) or `sample`; by rank where words are asked for, by probability where a focus is, else by date", example = "date"),
        ("seed" = Option<u64>, Query, description = "Seed of `order=sample`", example = 1),
        ("limit" = Option<u32>, Query, description = "Articles on a page", minimum = 1, maximum = 100, example = 10),
        ("after" = Option<String>, Query, description = "`next` of the page before", pattern = "^[0-9a-f]{16}-[0-9a-f]{16}$"),
    ),
    responses((status = 200, description = "Articles", body = SearchAnswer))
)]
pub(super) async fn search(
    State(site): State<Shared>,
    reader: Reader,
    mut params: Params,
) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let fold = Duplicates::read(&mut params)?;
    let sorting = params.choice("order", Sorting::ALL)?;
    let seed = params.number("seed", 0..=u64::MAX, 1)?;
    let limit = params.number("limit", 1..=100, 20)?;
    let after = params.one("after")?.map(|text| text.parse::<Cursor>()).transpose().map_err(Problem::bad)?;
    params.finish()?;
    let answer = blocking(&site, move |site| {
        let PreparedQuery { query, n_duplicates: n_folded } = site.prepared(&ask, fold)?;
        let order = sorting.unwrap_or_else(|| Sorting::default_for(&query)).order(seed);
        let page = site.audit.store().search(&query, Request { order, offset: 0, limit, after })?;
        let snippets = if reader.role.characters() > 0 {
            site.audit.store().snippets(&query, &page.articles, site.audit.classes(&query), MARKS)?
        } else {
            vec![String::new(); page.articles.len()]
        };
        let articles = page.articles.iter().zip(&snippets);
        let articles = articles
            .map(|(found, snippet)| summary(site, found, Some(plain(&site.seen, &reader, &found.article, snippet))));
        Ok(SearchAnswer {
            n_found: page.n_found,
            n_folded,
            n_articles: page.n_articles,
            articles: articles.collect::<Result<_, _>>()?,
            next: page.next.map(|cursor| cursor.to_string()),
        })
    });
    json(&answer.await?)
}
