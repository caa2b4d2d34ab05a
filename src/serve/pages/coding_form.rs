//! The coding form of an article: its text, the questions, the selected answers.

use askama::Template;

use crate::lexicon::Definition;
use crate::present::{PROPOSAL_KEYS, coding_guide, spelled};
use crate::serve::Site;
use crate::serve::access::Role;
use crate::serve::coding::{Coder, Codes, CodingFolder, open_questions, questions};
use crate::serve::pages::coding::sheet_address;
use crate::serve::pages::coding_answers::MAX_REMARK_CHARS;
use crate::serve::pages::{Frame, filters};
use crate::serve::problem::Problem;
use crate::validate::{Codebook, Coding, proposal_name};

/// Labels of the attention levels.
const ATTENTIONS: [&str; 4] = ["absent", "passing", "substantial", "main"];

/// A question with its answers.
pub(super) struct QuestionView {
    name: String,
    text: String,
    needed: bool,
    choices: Vec<AnswerChoice>,
}

/// An answer.
pub(super) struct AnswerChoice {
    label: String,
    text: String,
    /// Key that selects it; empty where there is none.
    key: String,
    /// The key is the label itself, and shown without a script.
    is_number: bool,
    ticked: bool,
}

/// Why the codes were not saved.
pub(super) struct Refused {
    pub(super) text: String,
    /// Question, saved answer, sent answer; empty where the file cannot be read or written.
    pub(super) differences: Vec<(String, String, String)>,
}

/// Sent codes that were not saved.
pub(super) struct UnsavedCodes {
    pub(super) coding: Coding,
    /// The stamp of the saved codes the sender has seen, or is shown now next to these answers.
    pub(super) seen: String,
    pub(super) refused: Refused,
}

/// The page. Blind coding: no field has the program's answers, outlet, day or stratum.
#[derive(Template)]
#[template(path = "coding_sheet.html")]
pub(super) struct SheetPage {
    frame: Frame,
    coder: String,
    n: usize,
    n_all: usize,
    title: String,
    paragraphs: Vec<String>,
    questions: Vec<QuestionView>,
    proposals: Vec<AnswerChoice>,
    note: String,
    most_note: usize,
    seen: String,
    /// Unanswered questions.
    open: Vec<String>,
    refused: Option<Refused>,
    /// Address of every article of the sheet, and whether it is coded; empty where the codes cannot be read.
    article_links: Vec<(String, bool)>,
    n_coded: usize,
    action: String,
    guide: Vec<Definition>,
}

/// The id of article `n` of a sheet, from 1.
pub(super) fn article_id(coder: &Coder, n: usize) -> Result<&str, Problem> {
    let id = n.checked_sub(1).and_then(|at| coder.articles.get(at));
    let n = coder.articles.len();
    id.map(String::as_str).ok_or_else(|| Problem::missing(format!("the sheet of {} has {n} articles", coder.name)))
}

/// Article `n` of a sheet, from 1, with the saved codes or with those sent.
pub(super) fn sheet(
    site: &Site,
    folder: &CodingFolder,
    coder: &Coder,
    n: usize,
    codes: Option<&Codes>,
    sent: Option<UnsavedCodes>,
) -> Result<SheetPage, Problem> {
    let id = article_id(coder, n)?;
    let article = site.audit.store().article(id)?;
    let article = article.ok_or_else(|| Problem::missing("this article was deleted from the audit"))?;
    let codebook = &folder.plan.codebook;
    let saved = codes.and_then(|codes| codes.get(id)).cloned();
    let stamp = codes.map_or_else(String::new, |codes| codes.stamp(id));
    let (coding, seen, refused) = match sent {
        None => (saved, stamp, None),
        Some(UnsavedCodes { coding, seen, refused }) => (Some(coding), seen, Some(refused)),
    };
    let article_links = codes.map_or_else(Vec::new, |codes| article_links(folder, coder, codes));
    Ok(SheetPage {
        frame: Frame::new(
            site,
            Role::Coder,
            format!("Article {n} of {}, {}", coder.articles.len(), coder.name),
            "/coding",
        ),
        coder: coder.name.clone(),
        n,
        n_all: coder.articles.len(),
        title: article.title,
        paragraphs: article.body.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
        questions: question_views(coding.as_ref(), codebook),
        proposals: proposal_views(coding.as_ref(), codebook),
        open: open_questions(coding.as_ref(), codebook).into_iter().map(|q| q.text).collect(),
        note: coding.and_then(|coding| coding.note).unwrap_or_default(),
        most_note: MAX_REMARK_CHARS,
        seen,
        refused,
        n_coded: article_links.iter().filter(|(_, coded)| *coded).count(),
        article_links,
        action: sheet_address(folder, coder, Some(n)),
        guide: coding_guide(codebook, &site.audit.lexicon().about),
    })
}

fn article_links(folder: &CodingFolder, coder: &Coder, codes: &Codes) -> Vec<(String, bool)> {
    let is_coded = |id: &String| codes.is_coded(id, &folder.plan.codebook);
    let numbered = coder.articles.iter().enumerate();
    numbered.map(|(at, id)| (sheet_address(folder, coder, Some(at + 1)), is_coded(id))).collect()
}

fn question_views(coding: Option<&Coding>, codebook: &Codebook) -> Vec<QuestionView> {
    let mut views = Vec::new();
    for question in questions(codebook) {
        let said = coding.and_then(|coding| coding.codes.get(&question.name));
        let choice = |(at, label): (usize, &String)| {
            let is_number = label.parse::<usize>().is_ok();
            let text = if is_number {
                ATTENTIONS.get(at).map_or_else(String::new, |t| (*t).to_owned())
            } else {
                spelled(label)
            };
            let key = Some(at + question.first).filter(|key| *key < 10).map_or_else(String::new, |key| key.to_string());
            AnswerChoice { text, key, is_number, ticked: said == Some(label), label: label.clone() }
        };
        let choices = question.labels.iter().enumerate().map(choice).collect();
        views.push(QuestionView { name: question.name, text: question.text, needed: question.needed, choices });
    }
    views
}

fn proposal_views(coding: Option<&Coding>, codebook: &Codebook) -> Vec<AnswerChoice> {
    let keys = PROPOSAL_KEYS.chars().map(String::from).chain(std::iter::repeat(String::new()));
    let view = |(kind, key): (&String, String)| AnswerChoice {
        label: kind.clone(),
        text: spelled(kind),
        key,
        is_number: false,
        ticked: coding.and_then(|c| c.codes.get(&proposal_name(kind))).is_some_and(|said| said == "yes"),
    };
    codebook.proposals.iter().zip(keys).map(view).collect()
}
