//! Analyses a draft; nothing of it is stored or logged.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::audit::{Reading, read_draft};
use crate::serve::access::Reader;
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::{Params, Posted};
use crate::serve::passage::{Paragraph, paragraphs};
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// A draft, as the form or an API client sends it.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::serve) struct Draft {
    /// Headline; may be empty.
    #[serde(default)]
    #[schema(max_length = 1000, example = "How to ask for a flexible schedule")]
    pub(in crate::serve) title: String,
    /// The text, with a blank line between paragraphs.
    #[schema(
        min_length = 1,
        max_length = 200_000,
        pattern = r"\S",
        example = "A cashier who asks for flextime is laughed at."
    )]
    pub(in crate::serve) text: String,
}

#[derive(Template)]
#[template(path = "draft.html")]
struct DraftPage {
    frame: Frame,
    draft: Draft,
    read: Option<MarkedDraft>,
}

/// An analysed draft with its marks.
pub(in crate::serve) struct MarkedDraft {
    pub(in crate::serve) headline: Option<Paragraph>,
    pub(in crate::serve) paragraphs: Vec<Paragraph>,
    /// What to keep in mind with the reading.
    pub(in crate::serve) remarks: Vec<String>,
    pub(in crate::serve) reading: Reading,
}

pub(super) async fn empty(
    State(site): State<Shared>,
    reader: Reader,
    params: Params,
) -> Result<Response, Problem> {
    params.finish()?;
    let draft = Draft { title: String::new(), text: String::new() };
    html(&DraftPage { frame: Frame::new(&site, reader.role, "Draft", "/draft"), draft, read: None })
}

pub(super) async fn page(
    State(site): State<Shared>,
    reader: Reader,
    Posted(draft): Posted<Draft>,
) -> Result<Response, Problem> {
    let (draft, read) = blocking(&site, move |site| {
        let read = read(site, &draft)?;
        Ok((draft, read))
    })
    .await?;
    html(&DraftPage { frame: Frame::new(&site, reader.role, "Draft", "/draft"), draft, read: Some(read) })
}

/// Analyses a draft as an audit does an article.
pub(in crate::serve) fn read(site: &Site, draft: &Draft) -> Result<MarkedDraft, Problem> {
    let read = read_draft(site.audit.engine(), &draft.title, &draft.text).map_err(|e| Problem::bad(e.to_string()))?;
    let remarks = read.remarks();
    let mut text = paragraphs(site.audit.lexicon(), &read.scored, &[], usize::MAX);
    let headline = text.iter().position(|p| p.zone == crate::clean::Zone::Headline).map(|at| text.remove(at));
    Ok(MarkedDraft { headline, paragraphs: text, remarks, reading: read.reading })
}
