//! A coding sheet, article by article: shows it, saves it, goes to the next.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::serve::coding::{Coder, Codes, CodingFolder, CodingReader, SaveOutcome, questions, text_of};
use crate::serve::pages::coding::{folder, sheet_address};
use crate::serve::pages::coding_answers::read_form;
use crate::serve::pages::coding_form::{Refused, UnsavedCodes, article_id, sheet};
use crate::serve::pages::html;
use crate::serve::params::{Params, Posted};
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};
use crate::validate::{Codebook, Coding, proposal_name};

/// An article of a coding sheet.
#[derive(Debug, Clone)]
struct SheetRequest {
    plan: String,
    coder: String,
    /// Position in the sheet, from 1; `None` for the first uncoded one.
    n: Option<usize>,
}

impl SheetRequest {
    fn read(mut params: Params) -> Result<Self, Problem> {
        let mut named = |name: &str| {
            let missing = || Problem::bad(format!("`{name}` is missing: begin at /coding"));
            params.one(name)?.ok_or_else(missing)
        };
        let (plan, coder) = (named("plan")?, named("coder")?);
        let n = params.number("n", 1..=usize::MAX, 0)?;
        params.finish()?;
        Ok(Self { plan, coder, n: (n > 0).then_some(n) })
    }
}

/// Where to go after saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AfterSave {
    Open,
    Previous,
    Next,
}

const AFTER_SAVE: &[(&str, AfterSave)] =
    &[("open", AfterSave::Open), ("previous", AfterSave::Previous), ("next", AfterSave::Next)];

pub(super) async fn page(
    State(site): State<Shared>,
    reader: CodingReader,
    params: Params,
) -> Result<Response, Problem> {
    let requested = SheetRequest::read(params)?;
    let page = blocking(&site, move |site| {
        let folder = folder(site, &requested.plan)?;
        let coder = reader.coder(folder, &requested.coder)?;
        let codes = Codes::read(folder, coder)?;
        let n = requested.n.or_else(|| next_open(folder, coder, &codes, 0)).unwrap_or(1);
        sheet(site, folder, coder, n, Some(&codes), None)
    });
    html(&page.await?)
}

pub(super) async fn save(
    State(site): State<Shared>,
    reader: CodingReader,
    params: Params,
    Posted(sent): Posted<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let requested = SheetRequest::read(params)?;
    blocking(&site, move |site| {
        let folder = folder(site, &requested.plan)?;
        let coder = reader.coder(folder, &requested.coder)?;
        save_or_show(site, folder, coder, &requested, Params::from(sent))
    })
    .await
}

/// Saves the codes and redirects; codes that cannot be saved are shown again.
fn save_or_show(
    site: &Site,
    folder: &CodingFolder,
    coder: &Coder,
    requested: &SheetRequest,
    mut sent: Params,
) -> Result<Response, Problem> {
    let n = requested.n.ok_or_else(|| Problem::bad("`n` says which article of the sheet it is"))?;
    let id = article_id(coder, n)?;
    let then = sent.choice("then", AFTER_SAVE)?.unwrap_or(AfterSave::Open);
    let seen = sent.one("seen")?.unwrap_or_default();
    let coding = read_form(&mut sent, id, coder, &folder.plan.codebook)?;
    sent.finish()?;
    let (status, seen, refused) = match folder.save(coder, coding.clone(), &seen) {
        Ok(SaveOutcome::Saved) => {
            let codes = Codes::read(folder, coder)?;
            return Ok(Redirect::to(&after(folder, coder, &codes, n, then)).into_response());
        }
        // The page shows the saved codes, so its stamp permits replacing them.
        Ok(SaveOutcome::Conflict { saved, stamp }) => {
            let refused = conflict(saved.as_ref(), &coding, &folder.plan.codebook);
            (StatusCode::CONFLICT, stamp, refused)
        }
        Err(error) => {
            let Problem { status, detail, .. } = error.into();
            let text = format!("Not saved. {detail}. Your answers are still below.");
            (status, seen, Refused { text, differences: Vec::new() })
        }
    };
    let codes = Codes::read(folder, coder).ok();
    let page = sheet(site, folder, coder, n, codes.as_ref(), Some(UnsavedCodes { coding, seen, refused }))?;
    let mut response = html(&page)?;
    *response.status_mut() = status;
    Ok(response)
}

/// The next uncoded article after position `n`, wrapping around.
fn next_open(folder: &CodingFolder, coder: &Coder, codes: &Codes, n: usize) -> Option<usize> {
    let n_all = coder.articles.len();
    let is_open = |at: &usize| !codes.is_coded(&coder.articles[*at], &folder.plan.codebook);
    (n..n + n_all).map(|at| at % n_all).find(is_open).map(|at| at + 1)
}

/// The address to go to.
fn after(folder: &CodingFolder, coder: &Coder, codes: &Codes, n: usize, then: AfterSave) -> String {
    let is_coded = |n: usize| codes.is_coded(&coder.articles[n - 1], &folder.plan.codebook);
    let to = match then {
        AfterSave::Previous => Some((n - 1).max(1)),
        AfterSave::Next => Some((n + 1).min(coder.articles.len())),
        // An article with open questions stays in view.
        AfterSave::Open if !is_coded(n) => Some(n),
        AfterSave::Open => next_open(folder, coder, codes, n),
    };
    to.map_or_else(|| "/coding".to_owned(), |n| sheet_address(folder, coder, Some(n)))
}

/// The refusal when other codes were saved meanwhile, perhaps in another window.
fn conflict(saved: Option<&Coding>, sent: &Coding, codebook: &Codebook) -> Refused {
    let said = |coding: Option<&Coding>, name: &str| coding.and_then(|c| c.codes.get(name)).cloned();
    let note = |coding: Option<&Coding>| coding.and_then(|c| c.note.clone());
    let names = questions(codebook).into_iter().map(|q| q.name);
    let names = names.chain(codebook.proposals.iter().map(|kind| proposal_name(kind)));
    let pairs = names.map(|name| (text_of(&name), said(saved, &name), said(Some(sent), &name)));
    let pairs = pairs.chain([("Remark".to_owned(), note(saved), note(Some(sent)))]);
    let word = |text: Option<String>| text.unwrap_or_else(|| "nothing".to_owned());
    let differences = pairs.filter(|(_, saved, sent)| saved != sent);
    Refused {
        text: "Not saved: this article was saved in another window since you opened it here.".to_owned(),
        differences: differences.map(|(question, saved, sent)| (question, word(saved), word(sent))).collect(),
    }
}
