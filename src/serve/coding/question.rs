//! The codebook as questions of a form, and what a coding leaves open.

use crate::present::spelled;
use crate::validate::{Codebook, Coding, FOCUS, Variable, attention_name, proposal_name};

/// A question with one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::serve) struct Question {
    /// The variable.
    pub(in crate::serve) name: String,
    pub(in crate::serve) text: String,
    pub(in crate::serve) labels: Vec<String>,
    /// Key of the first label: the key of an attention is its number.
    pub(in crate::serve) first: usize,
    /// An article is coded when all of these are answered.
    pub(in crate::serve) needed: bool,
}

/// Name of the questions on a tier.
const ATTENTION: &str = "attention_";
const ACKNOWLEDGEMENT: &str = "acknowledgement_";
const PROPOSAL: &str = "proposal_";

/// The questions in the order of the sheet, without proposals, which are checkboxes, and focus, which follows
/// from the attentions.
pub(in crate::serve) fn questions(codebook: &Codebook) -> Vec<Question> {
    let variables = codebook.variables.iter().filter(|v| v.name != FOCUS && !v.name.starts_with(PROPOSAL));
    let question = |variable: &Variable| Question {
        name: variable.name.clone(),
        text: text_of(&variable.name),
        labels: variable.labels.clone(),
        first: usize::from(!variable.name.starts_with(ATTENTION)),
        needed: !variable.name.starts_with(ACKNOWLEDGEMENT),
    };
    variables.map(question).collect()
}

/// A variable in words: `Attention: low wage`.
pub(in crate::serve) fn text_of(variable: &str) -> String {
    let part = |start: &str, word: &str| Some(format!("{word}: {}", spelled(variable.strip_prefix(start)?)));
    match variable {
        FOCUS => "Focus".to_owned(),
        "headline_scope" => "Headline".to_owned(),
        _ => part(ATTENTION, "Attention")
            .or_else(|| part(ACKNOWLEDGEMENT, "Acknowledgement"))
            .or_else(|| part(PROPOSAL, "Proposal"))
            .unwrap_or_else(|| spelled(variable)),
    }
}

/// The unanswered required questions.
pub(in crate::serve) fn open_questions(coding: Option<&Coding>, codebook: &Codebook) -> Vec<Question> {
    let is_open = |question: &Question| coding.is_none_or(|coding| !coding.codes.contains_key(&question.name));
    questions(codebook).into_iter().filter(|question| question.needed && is_open(question)).collect()
}

/// Whether all required questions are answered.
pub(in crate::serve) fn is_complete(coding: &Coding, codebook: &Codebook) -> bool {
    open_questions(Some(coding), codebook).is_empty()
}

/// Adds the saved fields that the form does not have.
pub(super) fn with_other_fields(mut sent: Coding, saved: &Coding, codebook: &Codebook) -> Coding {
    sent.stratum.clone_from(&saved.stratum);
    sent.probability = saved.probability;
    let rated = |coding: &Coding| codebook.tiers.iter().all(|tier| coding.codes.contains_key(&attention_name(tier)));
    // Where all attentions are coded, the focus follows from them.
    if let Some(focus) = saved.codes.get(FOCUS).filter(|_| !rated(saved) && !rated(&sent)) {
        sent.codes.insert(FOCUS.to_owned(), focus.clone());
    }
    // A proposal coded no is unchecked, too.
    for name in codebook.proposals.iter().map(|kind| proposal_name(kind)) {
        if saved.codes.get(&name).is_some_and(|said| said == "no") {
            sent.codes.entry(name).or_insert_with(|| "no".to_owned());
        }
    }
    sent
}

#[cfg(test)]
mod tests {
    use super::questions;
    use crate::validate::Codebook;

    fn codebook() -> Codebook {
        Codebook::new(&["middle".to_owned(), "low_wage".to_owned()], &["leave".to_owned(), "training".to_owned()])
    }

    #[test]
    fn attention_is_typed_as_its_number_and_the_focus_is_no_question() {
        let found: Vec<(String, usize, bool)> =
            questions(&codebook()).into_iter().map(|q| (q.text, q.first, q.needed)).collect();
        let expected = [
            ("Attention: middle", 0, true),
            ("Attention: low wage", 0, true),
            ("Headline", 1, true),
            ("Acknowledgement: middle", 1, false),
            ("Acknowledgement: low wage", 1, false),
        ];
        assert_eq!(found, expected.map(|(text, first, needed)| (text.to_owned(), first, needed)));
    }
}
