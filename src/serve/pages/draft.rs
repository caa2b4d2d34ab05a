//! Analyses a draft; nothing of it is stored or logged.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::audit::{MAX_DRAFT_CHARS, Reading, read_draft};
use crate::serve::access::Reader;
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::{Params, Posted};
use crate::serve::passage::{FoundWords, Paragraph, paragraphs};
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
    /// Why it is not read; the form keeps the text.
    error: Option<String>,
}

/// An analysed draft with its marks.
pub(in crate::serve) struct MarkedDraft {
    pub(in crate::serve) headline: Option<Paragraph>,
    pub(in crate::serve) paragraphs: Vec<Paragraph>,
    /// What to keep in mind with the reading.
    pub(in crate::serve) remarks: Vec<String>,
    pub(in crate::serve) reading: Reading,
}

pub(super) async fn empty(State(site): State<Shared>, reader: Reader, params: Params) -> Result<Response, Problem> {
    params.finish()?;
    let draft = Draft { title: String::new(), text: String::new() };
    html(&DraftPage { frame: Frame::new(&site, reader.role, "Draft", "/draft"), draft, read: None, error: None })
}

pub(super) async fn page(
    State(site): State<Shared>,
    reader: Reader,
    Posted(draft): Posted<Draft>,
) -> Result<Response, Problem> {
    let (draft, read) = blocking(&site, move |site| {
        let read = read(site, &draft);
        Ok((draft, read))
    })
    .await?;
    let (read, refused) = match read {
        Ok(read) => (Some(read), None),
        Err(problem) if problem.status.is_client_error() => (None, Some(problem)),
        Err(problem) => return Err(problem),
    };
    let n = draft.text.chars().count();
    let error = refused.as_ref().map(|problem| {
        if n > MAX_DRAFT_CHARS {
            format!(
                "Not read: the text has {n} characters, and a draft {MAX_DRAFT_CHARS} at most. It is still below: shorten it."
            )
        } else {
            format!("Not read: {}.", problem.detail)
        }
    });
    let mut page = html(&DraftPage { frame: Frame::new(&site, reader.role, "Draft", "/draft"), draft, read, error })?;
    if let Some(problem) = refused {
        *page.status_mut() = problem.status;
    }
    Ok(page)
}

/// Analyses a draft as an audit does an article.
pub(in crate::serve) fn read(site: &Site, draft: &Draft) -> Result<MarkedDraft, Problem> {
    let read = read_draft(site.audit.engine(), &draft.title, &draft.text).map_err(|e| Problem::bad(e.to_string()))?;
    let remarks = read.remarks();
    let mut text = paragraphs(site.audit.lexicon(), &read.scored, &FoundWords::default(), usize::MAX);
    let headline = text.iter().position(|p| p.zone == crate::clean::Zone::Headline).map(|at| text.remove(at));
    Ok(MarkedDraft { headline, paragraphs: text, remarks, reading: read.reading })
}
