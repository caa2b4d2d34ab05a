//! `/articles/{id}` and `/draft`: readings of one text.

use axum::extract::{Path, State};
use axum::response::Response;
use utoipa::ToSchema;

use crate::audit::{Reading, reading};
use crate::serve::access::Reader;
use crate::serve::api::json;
use crate::serve::excerpt::{clipped, shown_of};
use crate::serve::pages::{Draft, read};
use crate::serve::params::{Json, Params};
use crate::serve::problem::Problem;
use crate::serve::{Shared, blocking};
use crate::variable::{Given, Variable};

/// One article.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct ArticleAnswer {
    /// Id.
    id: String,
    /// Who published it.
    outlet: Option<String>,
    /// Day of publication.
    date: Option<String>,
    /// Section.
    section: Option<String>,
    /// Author.
    author: Option<String>,
    /// Address it was published under.
    url: Option<String>,
    /// Title.
    title: String,
    /// Text, as much of it as the role sees.
    body: String,
    /// Values of the variables that the user brought, by name, in the order of the audit; without those that it has no value of.
    variables: Vec<VariableValue>,
    /// Characters of the whole text.
    n_characters: usize,
    /// What was found in it; words of hits are left out where the role does not see the whole text.
    reading: Reading,
}

/// A variable of the user's and its value in an article.
#[derive(serde::Serialize, ToSchema)]
pub(super) struct VariableValue {
    /// Name, as in queries.
    #[schema(example = "lean")]
    name: String,
    /// Kind: `text`, `whole number`, `number`, `day`, `yes or no`, `list of texts`.
    #[schema(example = "text")]
    kind: &'static str,
    /// The value: a text, a number, true or false, a list of texts; a day is a text.
    #[schema(value_type = Value)]
    value: Given,
}

/// Shows one article with everything that was found in it.
#[utoipa::path(
    get,
    path = "/api/v1/articles/{id}",
    params(("id" = String, Path, description = "Id of the article", min_length = 1, example = "cwire-2014-05-minimum-wage")),
    responses((status = 200, description = "The article", body = ArticleAnswer))
)]
pub(super) async fn article(
    State(site): State<Shared>,
    reader: Reader,
    Path(id): Path<String>,
    params: Params,
) -> Result<Response, Problem> {
    params.finish()?;
    let answer = blocking(&site, move |site| {
        let stored = site.audit.store().article(&id)?;
        let stored = stored.ok_or_else(|| Problem::missing("there is no article with this id"))?;
        let scored = site.audit.engine().analyse(stored.clone().raw());
        let reading = reading(site.audit.engine(), &scored);
        let limited = reader.role.characters() < usize::MAX;
        let most = shown_of(&site.seen, &reader, &stored);
        let variables = site.audit.store().variables_of_article(&stored.id)?;
        let value = |(variable, value): (&Variable, &Given)| VariableValue {
            name: variable.name.clone(),
            kind: variable.kind.name(),
            value: value.clone(),
        };
        Ok(ArticleAnswer {
            variables: variables.into_iter().map(value).collect(),
            id: stored.id,
            outlet: stored.outlet,
            date: stored.date,
            section: stored.section,
            author: stored.author,
            url: stored.url,
            title: stored.title,
            n_characters: stored.body.chars().count(),
            body: clipped(&stored.body, most),
            reading: if limited { reading.without_words() } else { reading },
        })
    });
    json(&answer.await?)
}

/// Reads a text that is in no audit. It is neither stored nor logged, and the answer quotes its hits and who speaks.
#[utoipa::path(
    post,
    path = "/api/v1/draft",
    request_body = Draft,
    responses((status = 200, description = "The reading", body = Reading))
)]
pub(super) async fn draft(
    State(site): State<Shared>,
    params: Params,
    Json(draft): Json<Draft>,
) -> Result<Response, Problem> {
    params.finish()?;
    let answer = blocking(&site, move |site| read(site, &draft).map(|read| read.reading));
    json(&answer.await?)
}
