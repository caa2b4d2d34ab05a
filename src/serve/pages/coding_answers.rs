//! A submitted coding form as a coding.

use crate::present::spelled;
use crate::serve::coding::{Coder, is_complete, questions};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::validate::{Codebook, Coding, proposal_name};

/// Longest remark, in characters.
pub(super) const MAX_REMARK_CHARS: usize = 2000;
/// The field of the form that lists proposals.
const PROPOSALS: &str = "proposals";

/// The submitted form as a coding.
pub(super) fn read_form(sent: &mut Params, id: &str, coder: &Coder, codebook: &Codebook) -> Result<Coding, Problem> {
    let mut coding = Coding {
        id: id.to_owned(),
        coder: coder.name.clone(),
        file: String::new(),
        codes: std::collections::BTreeMap::new(),
        stratum: None,
        probability: None,
        note: None,
    };
    for question in questions(codebook) {
        let Some(label) = sent.one(&question.name)? else { continue };
        if !question.labels.contains(&label) {
            return Err(Problem::bad(format!("{} is one of {}", question.name, question.labels.join(", "))));
        }
        coding.codes.insert(question.name, label);
    }
    let kinds = sent.all(PROPOSALS);
    if let Some(kind) = kinds.iter().find(|kind| !codebook.proposals.contains(kind)) {
        return Err(Problem::bad(format!("`{}` is not a kind of proposal", spelled(kind))));
    }
    // Checkboxes mean something only where the article was coded: unchecked is then a no.
    if is_complete(&coding, codebook) || !kinds.is_empty() {
        let said = |kind: &String| if kinds.contains(kind) { "yes" } else { "no" }.to_owned();
        coding.codes.extend(codebook.proposals.iter().map(|kind| (proposal_name(kind), said(kind))));
    }
    let note = sent.one("note")?.unwrap_or_default().replace("\r\n", "\n");
    if note.chars().count() > MAX_REMARK_CHARS {
        return Err(Problem::bad(format!("a remark has {MAX_REMARK_CHARS} characters at most")));
    }
    coding.note = Some(note.trim().to_owned()).filter(|note| !note.is_empty());
    Ok(coding)
}

#[cfg(test)]
mod tests {
    use super::read_form;
    use crate::serve::coding::{Coder, open_questions};
    use crate::serve::params::Params;
    use crate::validate::Codebook;

    fn codebook() -> Codebook {
        Codebook::new(&["middle".to_owned(), "low_wage".to_owned()], &["leave".to_owned(), "training".to_owned()])
    }

    fn sent(pairs: &[(&str, &str)]) -> Params {
        Params::from(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn unchecked_is_a_no_only_where_all_is_answered() {
        let coder = Coder { name: "ann".to_owned(), articles: vec![] };
        let half = [("attention_middle", "2"), ("note", " a\r\nb ")];
        let coding = read_form(&mut sent(&half), "a", &coder, &codebook()).expect("known labels");
        assert_eq!((coding.codes.len(), coding.note.as_deref()), (1, Some("a\nb")));
        assert_eq!(open_questions(Some(&coding), &codebook()).len(), 2);
        let whole = [&half[..], &[("attention_low_wage", "0"), ("headline_scope", "none")]].concat();
        let coding = read_form(&mut sent(&whole), "a", &coder, &codebook()).expect("known labels");
        assert_eq!(coding.codes["proposal_leave"], "no");
        for wrong in [("attention_middle", "4"), ("headline_scope", "mixed"), ("proposals", "gym")] {
            assert!(read_form(&mut sent(&[wrong]), "a", &coder, &codebook()).is_err(), "{wrong:?}");
        }
    }
}
