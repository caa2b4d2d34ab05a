//! Analyses a draft; nothing of it is stored or logged.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::article::RawArticle;
use crate::audit::{Reading, reading};
use crate::baseline::nearest_wages;
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::{Params, Posted};
use crate::serve::passage::{Paragraph, paragraphs};
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// Longest draft, in characters.
pub(in crate::serve) const MAX_DRAFT_CHARS: usize = 200_000;

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
    read: Option<AnalysedDraft>,
}

/// An analysed draft.
pub(in crate::serve) struct AnalysedDraft {
    pub(in crate::serve) headline: Option<Paragraph>,
    pub(in crate::serve) paragraphs: Vec<Paragraph>,
    pub(in crate::serve) reading: Reading,
}

pub(super) async fn empty(State(site): State<Shared>, params: Params) -> Result<Response, Problem> {
    params.finish()?;
    let draft = Draft { title: String::new(), text: String::new() };
    html(&DraftPage { frame: Frame::new(&site, "Draft", "/draft"), draft, read: None })
}

pub(super) async fn page(State(site): State<Shared>, Posted(draft): Posted<Draft>) -> Result<Response, Problem> {
    let (draft, read) = blocking(&site, move |site| {
        let read = read(site, &draft)?;
        Ok((draft, read))
    })
    .await?;
    html(&DraftPage { frame: Frame::new(&site, "Draft", "/draft"), draft, read: Some(read) })
}

/// Analyses a draft as an audit does an article.
pub(in crate::serve) fn read(site: &Site, draft: &Draft) -> Result<AnalysedDraft, Problem> {
    if draft.text.chars().count() > MAX_DRAFT_CHARS || draft.title.chars().count() > 1000 {
        return Err(Problem::bad(format!("a draft has {MAX_DRAFT_CHARS} characters at most, its headline 1000")));
    }
    if draft.text.trim().is_empty() {
        return Err(Problem::bad("the draft is empty: paste a text first"));
    }
    let raw = RawArticle {
        id: "draft".to_owned(),
        title: draft.title.trim().to_owned(),
        body: draft.text.replace("\r\n", "\n"),
        // A draft has no date: its pay is compared with the latest known wages.
        date: jiff::civil::Date::new(nearest_wages(i16::MAX).year, 1, 1).ok(),
        ..RawArticle::default()
    };
    let scored = site.audit.engine().analyse(raw);
    let mut text = paragraphs(site.audit.lexicon(), &scored, &[], usize::MAX);
    let headline = text.iter().position(|p| p.zone == crate::clean::Zone::Headline).map(|at| text.remove(at));
    Ok(AnalysedDraft { headline, paragraphs: text, reading: reading(site.audit.engine(), &scored) })
}
