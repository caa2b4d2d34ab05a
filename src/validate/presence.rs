//! How well labels are found of which a document can have several, or none: kinds of proposals and of schedules.
//!
//! In: the coded and the predicted labels of each document. Out: counts, precision and recall of each label.

use std::collections::BTreeSet;

use crate::validate::evaluate::{Figure, share};

/// The coded and the predicted labels of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelSets {
    /// What the document is coded with.
    pub gold: BTreeSet<String>,
    /// What is predicted.
    pub said: BTreeSet<String>,
}

/// How well one label is found.
#[derive(Debug, Clone, PartialEq)]
pub struct PresenceScore {
    /// The label.
    pub label: String,
    /// Documents coded with it.
    pub n_gold: u64,
    /// Documents predicted to have it.
    pub n_said: u64,
    /// Documents of which both are true.
    pub n_both: u64,
    /// Part of the predicted documents that are coded with it, Wilson; none where none is predicted.
    pub precision: Option<Figure>,
    /// Part of the coded documents that are predicted, Wilson; none where none is coded.
    pub recall: Option<Figure>,
}

/// Scores each of `labels` by itself.
#[must_use]
pub fn evaluate_presence(documents: &[LabelSets], labels: &[String]) -> Vec<PresenceScore> {
    let of_label = |label: &String| {
        let n = |holds: &dyn Fn(&LabelSets) -> bool| documents.iter().filter(|sets| holds(sets)).count() as u64;
        let n_gold = n(&|sets| sets.gold.contains(label));
        let n_said = n(&|sets| sets.said.contains(label));
        let n_both = n(&|sets| sets.gold.contains(label) && sets.said.contains(label));
        PresenceScore {
            label: label.clone(),
            n_gold,
            n_said,
            n_both,
            precision: share(n_both, n_said),
            recall: share(n_both, n_gold),
        }
    };
    labels.iter().map(of_label).collect()
}

#[cfg(test)]
mod tests {
    use super::{LabelSets, evaluate_presence};

    #[test]
    fn counts_are_those_worked_by_hand() {
        let set = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect();
        let pair = |gold: &[&str], said: &[&str]| LabelSets { gold: set(gold), said: set(said) };
        let documents = [
            pair(&["care", "jobs"], &["care"]),
            pair(&["care"], &[]),
            pair(&[], &["jobs"]),
            pair(&["care"], &["care", "jobs"]),
        ];
        let found = evaluate_presence(&documents, &["care".to_owned(), "jobs".to_owned(), "leave".to_owned()]);
        let counts: Vec<_> = found.iter().map(|score| (score.n_gold, score.n_said, score.n_both)).collect();
        assert_eq!(counts, [(3, 2, 2), (1, 2, 0), (0, 0, 0)]);
        let value = |figure: Option<super::Figure>| figure.map(|f| f.value);
        assert_eq!((value(found[0].precision), value(found[0].recall)), (Some(1.0), Some(2.0 / 3.0)));
        assert_eq!((value(found[1].precision), value(found[1].recall)), (Some(0.0), Some(0.0)));
        assert_eq!((found[2].precision, found[2].recall), (None, None));
    }
}
