//! An article to code as a form: its text, the questions, what is ticked.

use askama::Template;

use crate::present::{Definition, PROPOSAL_KEYS, coding_guide, spelled};
use crate::serve::Site;
use crate::serve::coding::{Coder, Codes, CodingFolder, MOST_NOTE, open_questions, questions};
use crate::serve::pages::coding::sheet_address;
use crate::serve::pages::{Frame, filters};
use crate::serve::problem::Problem;
use crate::validate::{Codebook, Coding, proposal_name};

/// What the numbers of an attention say.
const ATTENTIONS: [&str; 4] = ["absent", "passing", "substantial", "main"];

/// A question with its answers.
pub(super) struct QuestionView {
    name: String,
    text: String,
    needed: bool,
    choices: Vec<Choice>,
}

/// An answer.
pub(super) struct Choice {
    label: String,
    text: String,
    /// Key that ticks it; empty where there is none.
    key: String,
    /// The key is the label itself, and seen without a script.
    is_number: bool,
    ticked: bool,
}

/// Why what was sent is not saved.
pub(super) struct Refused {
    pub(super) text: String,
    /// Question, what is saved, what was sent; nothing where the file cannot be read or written.
    pub(super) differences: Vec<(String, String, String)>,
}

/// Answers that came and are not saved.
pub(super) struct Sent {
    pub(super) coding: Coding,
    /// The stamp of what the sender has seen, or is shown now beside these answers.
    pub(super) seen: String,
    pub(super) refused: Refused,
}

/// The page; no field of it says anything of the program's answers, outlet, day or stratum.
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
    proposals: Vec<Choice>,
    note: String,
    most_note: usize,
    seen: String,
    /// Questions still to be answered.
    open: Vec<String>,
    refused: Option<Refused>,
    /// Address of every article of the sheet, and whether it is coded; nothing where the codes cannot be read.
    places: Vec<(String, bool)>,
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

/// Article `n` of a sheet, from 1, as it is saved or as it was sent.
pub(super) fn sheet(
    site: &Site,
    folder: &CodingFolder,
    coder: &Coder,
    n: usize,
    codes: Option<&Codes>,
    sent: Option<Sent>,
) -> Result<SheetPage, Problem> {
    let id = article_id(coder, n)?;
    let article = site.audit.store.article(id)?;
    let article = article.ok_or_else(|| Problem::missing("this article was deleted from the audit"))?;
    let codebook = &folder.plan.codebook;
    let saved = codes.and_then(|codes| codes.get(id)).cloned();
    let stamp = codes.map_or_else(String::new, |codes| codes.stamp(id));
    let (coding, seen, refused) = match sent {
        None => (saved, stamp, None),
        Some(Sent { coding, seen, refused }) => (Some(coding), seen, Some(refused)),
    };
    let places = codes.map_or_else(Vec::new, |codes| places(folder, coder, codes));
    Ok(SheetPage {
        frame: Frame::new(site, format!("Article {n} of {}, {}", coder.articles.len(), coder.name), "/coding"),
        coder: coder.name.clone(),
        n,
        n_all: coder.articles.len(),
        title: article.title,
        paragraphs: article.body.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
        questions: question_views(coding.as_ref(), codebook),
        proposals: proposal_views(coding.as_ref(), codebook),
        open: open_questions(coding.as_ref(), codebook).into_iter().map(|q| q.text).collect(),
        note: coding.and_then(|coding| coding.note).unwrap_or_default(),
        most_note: MOST_NOTE,
        seen,
        refused,
        n_coded: places.iter().filter(|(_, coded)| *coded).count(),
        places,
        action: sheet_address(folder, coder, Some(n)),
        guide: coding_guide(codebook, &site.audit.lexicon().about),
    })
}

fn places(folder: &CodingFolder, coder: &Coder, codes: &Codes) -> Vec<(String, bool)> {
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
            Choice { text, key, is_number, ticked: said == Some(label), label: label.clone() }
        };
        let choices = question.labels.iter().enumerate().map(choice).collect();
        views.push(QuestionView { name: question.name, text: question.text, needed: question.needed, choices });
    }
    views
}

fn proposal_views(coding: Option<&Coding>, codebook: &Codebook) -> Vec<Choice> {
    let keys = PROPOSAL_KEYS.chars().map(String::from).chain(std::iter::repeat(String::new()));
    let view = |(kind, key): (&String, String)| Choice {
        label: kind.clone(),
        text: spelled(kind),
        key,
        is_number: false,
        ticked: coding.and_then(|c| c.codes.get(&proposal_name(kind))).is_some_and(|said| said == "yes"),
    };
    codebook.proposals.iter().zip(keys).map(view).collect()
}
