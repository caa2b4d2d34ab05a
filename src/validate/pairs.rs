//! The codes of several coders of one document set against each other, question by question.

use std::collections::BTreeMap;

use crate::validate::{Agreement, Codebook, Coding, Level, reliability};

/// One variable, coded by several.
#[derive(Debug, Clone, PartialEq)]
pub struct PairedCodes {
    /// The variable.
    pub variable: String,
    /// Level of measurement.
    pub level: Level,
    /// `None` where no document has two codes, or all codes are the same.
    pub agreement: Option<Agreement>,
    /// Documents with two codes or more.
    pub n_documents: usize,
    /// Pairs of codes of one document.
    pub n_pairs: u64,
    /// Of these, pairs of the same code.
    pub n_same: u64,
    /// Labels of the variable.
    pub labels: Vec<String>,
    /// Pairs by the label of the coder named first, then by that of the other.
    pub counts: Vec<Vec<u64>>,
}

/// A document with different codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// Id of the document.
    pub id: String,
    /// Variable, then coder and label.
    pub parts: Vec<(String, Vec<(String, String)>)>,
    /// Coder and remark.
    pub notes: Vec<(String, String)>,
}

/// The documents with two or more codings, by id; codings in their order.
fn doubled(codings: &[Coding]) -> BTreeMap<&str, Vec<&Coding>> {
    let mut by_id: BTreeMap<&str, Vec<&Coding>> = BTreeMap::new();
    codings.iter().for_each(|coding| by_id.entry(&coding.id).or_default().push(coding));
    by_id.retain(|_, codings| codings.len() > 1);
    by_id
}

/// Every variable of the codebook over the documents with two codes or more; alpha has an interval from `replicates`
/// draws.
#[must_use]
pub fn paired_codes(codings: &[Coding], codebook: &Codebook, replicates: usize, seed: u64) -> Vec<PairedCodes> {
    let alphas = reliability(codings, codebook, replicates, seed);
    let doubled = doubled(codings);
    let mut out = Vec::new();
    for variable in &codebook.variables {
        let n = variable.labels.len();
        let mut counts = vec![vec![0_u64; n]; n];
        let mut n_documents = 0;
        for codings in doubled.values() {
            let said = codings.iter().filter_map(|coding| coding.codes.get(&variable.name));
            let said: Vec<usize> = said.filter_map(|code| variable.labels.iter().position(|l| l == code)).collect();
            n_documents += usize::from(said.len() > 1);
            for (at, one) in said.iter().enumerate() {
                said[at + 1..].iter().for_each(|other| counts[*one][*other] += 1);
            }
        }
        let alpha = alphas.iter().find(|row| row.variable == variable.name && row.level == variable.level);
        out.push(PairedCodes {
            variable: variable.name.clone(),
            level: variable.level,
            agreement: alpha.and_then(|row| row.agreement),
            n_documents,
            n_pairs: counts.iter().flatten().sum(),
            n_same: (0..n).map(|at| counts[at][at]).sum(),
            labels: variable.labels.clone(),
            counts,
        });
    }
    out
}

/// The documents with different codes, by id.
#[must_use]
pub fn disagreements(codings: &[Coding], codebook: &Codebook) -> Vec<Disagreement> {
    let mut out = Vec::new();
    for (id, codings) in doubled(codings) {
        let mut parts = Vec::new();
        for variable in &codebook.variables {
            let said = codings.iter().filter_map(|c| Some((c.coder.clone(), c.codes.get(&variable.name)?.clone())));
            let said: Vec<(String, String)> = said.collect();
            if said.windows(2).any(|pair| pair[0].1 != pair[1].1) {
                parts.push((variable.name.clone(), said));
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
    use crate::validate::pairs::{disagreements, paired_codes};
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
        let found =
            paired_codes(&codings, &codebook, 100, 1).into_iter().find(|c| c.variable == FOCUS).expect("it is coded");
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
