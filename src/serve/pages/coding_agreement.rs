//! Agreement of the coders of a plan, and their disagreements.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use std::collections::BTreeMap;

use crate::audit::{REPLICATES, SEED};
use crate::serve::access::Role;
use crate::serve::address::address;
use crate::serve::coding::{Codes, CodingReader, score_command, text_of, unfinished};
use crate::serve::pages::coding::folder;
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};
use crate::validate::{Coding, Disagreement, PairedCodes, disagreements, paired_codes};

/// A question, coded by several.
struct QuestionView {
    text: String,
    of: PairedCodes,
}

/// An article with different codes, its title and address.
struct DisagreementView {
    title: String,
    href: String,
    of: Disagreement,
}

#[derive(Template)]
#[template(path = "coding_agreement.html")]
struct AgreementPage {
    frame: Frame,
    plan: String,
    /// Names of all coders.
    coders: Vec<String>,
    /// What must be coded first; then nothing else is shown.
    unfinished: Vec<String>,
    /// Articles with two codings or more, of those that several code.
    n_doubled: usize,
    n_shared: usize,
    compared: Vec<QuestionView>,
    differing: Vec<DisagreementView>,
    score: Option<String>,
}

pub(super) async fn page(
    State(site): State<Shared>,
    reader: CodingReader,
    mut params: Params,
) -> Result<Response, Problem> {
    let plan = params.one("plan")?.ok_or_else(|| Problem::bad("`plan` is missing: begin at /coding"))?;
    params.finish()?;
    let page = blocking(&site, move |site| agreement(site, &reader, &plan));
    html(&page.await?)
}

fn agreement(site: &Site, reader: &CodingReader, plan: &str) -> Result<AgreementPage, Problem> {
    let folder = folder(site, plan)?;
    let mut codes: BTreeMap<String, Codes> = BTreeMap::new();
    for coder in &folder.coders {
        codes.insert(coder.name.clone(), Codes::read(folder, coder)?);
    }
    let unfinished = unfinished(folder, &codes, reader);
    let codebook = &folder.plan.codebook;
    let codings: Vec<Coding> =
        if unfinished.is_empty() { codes.into_values().flat_map(Codes::codings).collect() } else { Vec::new() };
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    codings.iter().for_each(|coding| *times.entry(&coding.id).or_default() += 1);
    let n_doubled = times.values().filter(|n| **n > 1).count();
    let mut differing = Vec::new();
    for mut of in disagreements(&codings, codebook) {
        of.parts.iter_mut().for_each(|(question, _)| *question = text_of(question));
        let title = site.audit.store().article(&of.id)?.map_or_else(|| of.id.clone(), |article| article.title);
        differing.push(DisagreementView { title, href: address("/article", &[("id", &of.id)]), of });
    }
    let question = |of: PairedCodes| QuestionView { text: text_of(&of.variable), of };
    let compared = || paired_codes(&codings, codebook, REPLICATES as usize, SEED).into_iter().map(question).collect();
    Ok(AgreementPage {
        frame: Frame::new(site, Role::Coder, "Agreement", "/coding"),
        plan: folder.name.clone(),
        coders: folder.coders.iter().map(|coder| coder.name.clone()).collect(),
        unfinished,
        n_doubled,
        n_shared: folder.plan.documents.iter().filter(|d| d.coders.len() > 1).count(),
        compared: if n_doubled > 0 { compared() } else { Vec::new() },
        differing,
        score: score_command(site.audit.audit.path(), folder),
    })
}
