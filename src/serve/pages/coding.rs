//! Overview of the coding plans: coders, their progress, and the next step.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::serve::access::Role;
use crate::serve::address::address;
use crate::serve::coding::{Coder, Codes, CodingFolder, CodingReader, score_command};
use crate::serve::pages::{Frame, filters, html};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};

/// A plan with its coders.
struct PlanView {
    name: String,
    n_articles: usize,
    n_population: u64,
    n_shared: usize,
    coders: Vec<CoderView>,
    /// Address of the agreement, where several code.
    agreement: Option<String>,
    /// The command that scores the codes.
    score: Option<String>,
}

/// Progress of a coder.
struct CoderView {
    name: String,
    n: usize,
    n_shared: usize,
    /// Articles coded in full, or the position of the damage in the file.
    n_coded: Result<usize, String>,
    /// Address of the sheet, for this coder only.
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "coding.html")]
struct CodingPage {
    frame: Frame,
    plans: Vec<PlanView>,
    /// Name of the token; none on an open server.
    reader: Option<String>,
}

pub(super) async fn page(
    State(site): State<Shared>,
    reader: CodingReader,
    params: Params,
) -> Result<Response, Problem> {
    params.finish()?;
    let page = blocking(&site, move |site| {
        let plans = site.audit.plans.iter().map(|folder| plan(site, folder, &reader)).collect();
        let frame = Frame::new(site, Role::Coder, "Coding", "/coding");
        Ok(CodingPage { frame, plans, reader: reader.name().map(str::to_owned) })
    });
    html(&page.await?)
}

fn plan(site: &Site, folder: &CodingFolder, reader: &CodingReader) -> PlanView {
    let n_shared = folder.plan.documents.iter().filter(|d| d.coders.len() > 1).count();
    PlanView {
        name: folder.name.clone(),
        n_articles: folder.plan.documents.len(),
        n_population: folder.plan.n_population,
        n_shared,
        coders: folder.coders.iter().map(|coder| view(folder, coder, reader)).collect(),
        agreement: (n_shared > 0).then(|| address("/coding/agreement", &[("plan", &folder.name)])),
        score: score_command(site.audit.audit.path(), folder),
    }
}

fn view(folder: &CodingFolder, coder: &Coder, reader: &CodingReader) -> CoderView {
    let is_coded = |codes: &Codes| {
        let codebook = &folder.plan.codebook;
        coder.articles.iter().filter(|id| codes.is_coded(id, codebook)).count()
    };
    CoderView {
        name: coder.name.clone(),
        n: coder.articles.len(),
        n_shared: folder.shared(coder).count(),
        n_coded: Codes::read(folder, coder).map(|codes| is_coded(&codes)).map_err(|e| e.place()),
        href: reader.is(&coder.name).then(|| sheet_address(folder, coder, None)),
    }
}

/// The plan of this name.
pub(super) fn folder<'a>(site: &'a Site, name: &str) -> Result<&'a CodingFolder, Problem> {
    let found = site.audit.plans.iter().find(|folder| folder.name == name);
    found.ok_or_else(|| Problem::missing("there is no such plan on this server"))
}

/// The address of article `n` of a sheet, from 1, or of the first uncoded one.
pub(super) fn sheet_address(folder: &CodingFolder, coder: &Coder, n: Option<usize>) -> String {
    let n = n.map_or_else(String::new, |n| n.to_string());
    address("/coding/sheet", &[("plan", &folder.name), ("coder", &coder.name), ("n", &n)])
}
