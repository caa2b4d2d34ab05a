//! "This is wrong": the judgement of a reader on the page of an article.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::serve::access::Reader;
use crate::serve::address::{address, is_own};
use crate::serve::coding::CodingReader;
use crate::serve::params::Posted;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};
use crate::validate::{Codebook, Coding, FOCUS};

/// Longest remark, in characters.
const MAX_NOTE_CHARS: usize = 2_000;
/// Longest name of a reader on a server without tokens, in characters.
const MAX_NAME_CHARS: usize = 64;
/// Name of a reader who gives none on a server without tokens.
const NAMELESS: &str = "reader";

/// The form on the page of an article, for those who may write.
pub(super) struct JudgeForm {
    /// What an article can be about.
    pub(super) labels: Vec<String>,
    /// Judgements so far: reader, label, remark.
    pub(super) judged: Vec<(String, String, Option<String>)>,
    /// The reader is asked for a name: the server has no tokens.
    pub(super) asks_name: bool,
    /// The judgements cannot be read; the log has the reason.
    pub(super) broken: bool,
}

fn codebook(site: &Site) -> Codebook {
    Codebook::new(&site.audit.manifest().tiers, &Codebook::of(site.audit.lexicon()).proposals)
}

/// The form of an article; none for roles that do not write.
pub(super) fn judge_form(site: &Site, reader: &Reader, id: &str) -> Option<JudgeForm> {
    if !reader.role.may_write() {
        return None;
    }
    let codebook = codebook(site);
    let kept = site.audit.folder().judged(&codebook).map_err(|e| site.report(&Problem::ours(&e.to_string())));
    let own = kept.iter().flatten().filter(|coding| coding.id == id);
    let judged = own.filter_map(|c| Some((c.coder.clone(), c.codes.get(FOCUS)?.clone(), c.note.clone()))).collect();
    Some(JudgeForm {
        labels: codebook.variable(FOCUS).map(|variable| variable.labels.clone()).unwrap_or_default(),
        judged,
        asks_name: reader.name.is_empty(),
        broken: kept.is_err(),
    })
}

/// What the form sends.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Judgement {
    id: String,
    focus: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    to: String,
}

pub(super) async fn save(
    State(site): State<Shared>,
    reader: CodingReader,
    Posted(sent): Posted<Judgement>,
) -> Result<Response, Problem> {
    let to = if is_own(&sent.to) { sent.to.clone() } else { address("/article", &[("id", &sent.id)]) };
    blocking(&site, move |site| keep(site, &reader, &sent)).await?;
    Ok(Redirect::to(&to).into_response())
}

fn keep(site: &Site, reader: &CodingReader, sent: &Judgement) -> Result<(), Problem> {
    let codebook = codebook(site);
    if !codebook.variable(FOCUS).is_some_and(|variable| variable.labels.contains(&sent.focus)) {
        return Err(Problem::bad("choose what the article is about"));
    }
    let given = if sent.name.trim().is_empty() { NAMELESS } else { sent.name.trim() };
    let name = reader.name().unwrap_or(given);
    if name.chars().count() > MAX_NAME_CHARS || name.chars().any(char::is_control) {
        return Err(Problem::bad(format!("a name has {MAX_NAME_CHARS} characters at most, on one line")));
    }
    if sent.note.chars().count() > MAX_NOTE_CHARS {
        return Err(Problem::bad(format!("a remark has {MAX_NOTE_CHARS} characters at most")));
    }
    if site.audit.store().article(&sent.id)?.is_none() {
        return Err(Problem::missing("there is no article with this id"));
    }
    let note = sent.note.trim();
    let coding = Coding {
        id: sent.id.clone(),
        coder: name.to_owned(),
        file: String::new(),
        codes: [(FOCUS.to_owned(), sent.focus.clone())].into(),
        stratum: None,
        probability: None,
        note: (!note.is_empty()).then(|| note.to_owned()),
    };
    let kept = site.audit.folder().keep_judgement(coding, &codebook);
    kept.map_err(|e| Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, e.to_string()))
}
