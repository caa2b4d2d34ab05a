//! Agreement of the coders; hidden from coders who have not finished.

use std::collections::BTreeMap;

use crate::serve::coding::{Codes, CodingFolder, CodingReader, text_of};
use crate::validate::{Agreement, Codebook, Coding, reliability};

/// Draws of an interval and their seed, the defaults of `gold score`.
const REPLICATES: usize = 2000;
const SEED: u64 = 1;

/// One question, coded by several.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::serve) struct QuestionAgreement {
    pub(in crate::serve) text: String,
    /// Level of measurement.
    pub(in crate::serve) level: &'static str,
    /// `None` where no article has two codes, or all codes are the same.
    pub(in crate::serve) agreement: Option<Agreement>,
    /// Articles with two codes or more.
    pub(in crate::serve) n_articles: usize,
    /// Pairs of codes of one article, and how many of them are the same.
    pub(in crate::serve) n_pairs: u64,
    pub(in crate::serve) n_same: u64,
    pub(in crate::serve) labels: Vec<String>,
    /// Pairs by the label of the coder named first, then by that of the other.
    pub(in crate::serve) counts: Vec<Vec<u64>>,
}

/// An article with different codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::serve) struct Disagreement {
    pub(in crate::serve) id: String,
    /// Question, then coder and label.
    pub(in crate::serve) parts: Vec<(String, Vec<(String, String)>)>,
    /// Coder and remark.
    pub(in crate::serve) notes: Vec<(String, String)>,
}

/// What must be coded before the reader may see codes of others, in sentences; empty when all is coded.
///
/// A reader whose token names no coder of the plan cannot be influenced and sees all. All others wait until every
/// coder has finished the shared articles, and a coder with a token also until the own sheet is finished.
pub(in crate::serve) fn unfinished(
    folder: &CodingFolder,
    codes: &BTreeMap<String, Codes>,
    reader: &CodingReader,
) -> Vec<String> {
    if reader.name().is_some_and(|name| !codes.contains_key(name)) {
        return Vec::new();
    }
    let codebook = &folder.plan.codebook;
    let mut out = Vec::new();
    for coder in &folder.coders {
        let is_open = |id: &&str| codes.get(&coder.name).is_none_or(|codes| !codes.is_coded(id, codebook));
        let (n_shared, n_open) = (folder.shared(coder).count(), folder.shared(coder).filter(is_open).count());
        if n_open > 0 {
            out.push(format!("{} still has to code {n_open} of the {n_shared} shared articles.", coder.name));
        }
        let n_open = coder.articles.iter().map(String::as_str).filter(is_open).count();
        if reader.name() == Some(&coder.name) && n_open > 0 {
            out.push(format!("Your own sheet has {n_open} of {} articles to code.", coder.articles.len()));
        }
    }
    out
}

/// The articles with two or more codings, by id; codings ordered by coder.
fn doubled(codings: &[Coding]) -> BTreeMap<&str, Vec<&Coding>> {
    let mut by_id: BTreeMap<&str, Vec<&Coding>> = BTreeMap::new();
    codings.iter().for_each(|coding| by_id.entry(&coding.id).or_default().push(coding));
    by_id.retain(|_, codings| codings.len() > 1);
    by_id
}

/// Every question of the codebook over the articles with two codes or more.
pub(in crate::serve) fn compared(codings: &[Coding], codebook: &Codebook) -> Vec<QuestionAgreement> {
    let alphas = reliability(codings, codebook, REPLICATES, SEED);
    let doubled = doubled(codings);
    let mut out = Vec::new();
    for variable in &codebook.variables {
        let n = variable.labels.len();
        let mut counts = vec![vec![0_u64; n]; n];
        let mut n_articles = 0;
        for codings in doubled.values() {
            let said = codings.iter().filter_map(|coding| coding.codes.get(&variable.name));
            let said: Vec<usize> = said.filter_map(|code| variable.labels.iter().position(|l| l == code)).collect();
            n_articles += usize::from(said.len() > 1);
            for (at, one) in said.iter().enumerate() {
                said[at + 1..].iter().for_each(|other| counts[*one][*other] += 1);
            }
        }
        let alpha = alphas.iter().find(|row| row.variable == variable.name && row.level == variable.level);
        out.push(QuestionAgreement {
            text: text_of(&variable.name),
            level: variable.level.name(),
            agreement: alpha.and_then(|row| row.agreement),
            n_articles,
            n_pairs: counts.iter().flatten().sum(),
            n_same: (0..n).map(|at| counts[at][at]).sum(),
            labels: variable.labels.clone(),
            counts,
        });
    }
    out
}

/// The articles with different codes, by id.
pub(in crate::serve) fn disagreements(codings: &[Coding], codebook: &Codebook) -> Vec<Disagreement> {
    let mut out = Vec::new();
    for (id, codings) in doubled(codings) {
        let mut parts = Vec::new();
        for variable in &codebook.variables {
            let said = codings.iter().filter_map(|c| Some((c.coder.clone(), c.codes.get(&variable.name)?.clone())));
            let said: Vec<(String, String)> = said.collect();
            if said.windows(2).any(|pair| pair[0].1 != pair[1].1) {
                parts.push((text_of(&variable.name), said));
            }
        }
        let notes = codings.iter().filter_map(|c| Some((c.coder.clone(), c.note.clone()?))).collect();
        if !parts.is_empty() {
            out.push(Disagreement { id: id.to_owned(), parts, notes });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{compared, disagreements};
    use crate::validate::{Codebook, Coding, FOCUS};

    fn coding(coder: &str, id: &str, focus: &str) -> Coding {
        Coding {
            id: id.to_owned(),
            coder: coder.to_owned(),
            file: String::new(),
            codes: [(FOCUS.to_owned(), focus.to_owned())].into(),
            stratum: None,
            probability: None,
            note: (coder == "ben").then(|| "unsure".to_owned()),
        }
    }

    #[test]
    fn pairs_are_counted_by_first_and_second_coder() {
        let codebook = Codebook::new(&["middle".to_owned()], &[]);
        let rows = [("a", "none", "none"), ("b", "none", "middle"), ("c", "middle", "middle")];
        let mut codings: Vec<Coding> =
            rows.iter().flat_map(|(id, ann, ben)| [coding("ann", id, ann), coding("ben", id, ben)]).collect();
        codings.push(coding("ann", "d", "mixed"));
        let found = compared(&codings, &codebook).into_iter().find(|c| c.text == "Focus").expect("it is coded");
        // Labels: middle, mixed, none. 1 − (n − 1) Σ o / Σ nₖ·nₗ = 1 − 5 · 2 / (2 · 3 · 3).
        assert_eq!(found.counts, [[1, 0, 0], [0, 0, 0], [1, 0, 1]]);
        assert_eq!((found.n_pairs, found.n_same), (3, 2));
        assert!(found.agreement.is_some_and(|a| (a.alpha - 4.0 / 9.0).abs() < 1e-12), "{found:?}");
        let differing = disagreements(&codings, &codebook);
        assert_eq!(
            (differing.len(), differing[0].id.as_str(), differing[0].parts[0].1[1].1.as_str()),
            (1, "b", "middle")
        );
        assert_eq!(differing[0].notes, [("ben".to_owned(), "unsure".to_owned())]);
    }
}
