//! The raw share of every label with all corrections beside it.

use std::collections::BTreeMap;

use crate::summarize::{ClusterBy, Share};
use crate::validate::prevalence::design::counted;
use crate::validate::prevalence::{
    CorrectedShare, GoldDocument, MatrixOptions, Refusal, back_calculate, corrected, design_based, effective_size,
    gold_alone,
};

/// How a share was corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Program and coded documents together, by the probabilities of the draw.
    DesignBased,
    /// Coded documents alone, weighted back to the population.
    GoldAlone,
    /// Sensitivity and specificity of the label.
    RoganGladen,
    /// The matrix of error rates of all labels.
    Matrix,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::DesignBased, Self::GoldAlone, Self::RoganGladen, Self::Matrix];

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DesignBased => "design-based",
            Self::GoldAlone => "gold alone",
            Self::RoganGladen => "Rogan–Gladen",
            Self::Matrix => "matrix",
        }
    }
}

/// One label of one group of documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The label.
    pub label: String,
    /// What the program says.
    pub raw: Share,
    /// Coded documents of the group.
    pub n_gold: usize,
    /// Those of them that have the label.
    pub n_with: usize,
    /// All documents of the group are coded: the shares of the labels are counted.
    pub all_coded: bool,
    /// What documents share that the intervals allow for; `None` where they are taken as independent.
    pub clusters: Option<ClusterBy>,
    /// What each method makes of it.
    pub by_method: BTreeMap<Method, Result<CorrectedShare, Refusal>>,
}

impl Correction {
    /// The figure shown beside the raw one: the design-based one where the draw is known; where the
    /// program says too little for it, that of the coded documents alone; where the draw is not known,
    /// Rogan and Gladen's.
    pub fn standing(&self) -> (Method, &Result<CorrectedShare, Refusal>) {
        let method = match &self.by_method[&Method::DesignBased] {
            Err(Refusal::FewSaid { .. }) => Method::GoldAlone,
            Err(Refusal::NoProbability) => Method::RoganGladen,
            _ => Method::DesignBased,
        };
        (method, &self.by_method[&method])
    }

    /// Some documents are coded, and none of them has the label: the upper end is what is known of its share.
    #[must_use]
    pub fn is_unseen(&self) -> bool {
        self.n_with == 0 && !self.all_coded
    }

    /// A corrected share of the label in words, with its interval.
    #[must_use]
    pub fn text(&self, share: &CorrectedShare) -> String {
        let unseen = format!(", none of {} coded articles has it", self.n_gold);
        share.text(self.all_coded) + if self.is_unseen() { &unseen } else { "" }
    }

    /// Takes back what these methods make of it.
    pub(in crate::validate) fn refuse(&mut self, methods: &[Method], refusal: &Refusal) {
        for method in methods {
            self.by_method.insert(*method, Err(refusal.clone()));
        }
    }
}

/// Corrects the share of each label in a group; without articles there is nothing to correct.
///
/// `documents` are the coded ones of the group, `counts` says how many of its documents the program gives
/// each label. Where all documents are coded, every method gives the share that was counted.
#[must_use]
pub fn correct(
    documents: &[GoldDocument],
    counts: &BTreeMap<String, u64>,
    labels: &[String],
    options: MatrixOptions,
) -> Vec<Correction> {
    let n: u64 = counts.values().sum();
    let counted = counted(documents, counts);
    let matrix = back_calculate(documents, counts, options);
    let of_label = |label: &String| {
        let raw = Share::of(counts.get(label).copied().unwrap_or(0), n)?;
        let alone = gold_alone(documents, label).map(|p| CorrectedShare { share: p.share, low: p.low, high: p.high });
        let of_matrix = matrix.clone().and_then(|shares| {
            let has = |d: &GoldDocument| d.gold == *label;
            let (n, worth) = (documents.iter().filter(|d| has(d)).count(), effective_size(documents, &has));
            let few = || Refusal::FewOfLabel { label: label.clone(), with: true, n, worth };
            shares.get(label).copied().ok_or_else(few)
        });
        let exact = counted.as_ref().map(|counted| counted.get(label.as_str()).copied().unwrap_or(0) as f64 / n as f64);
        let by_method = match exact.map(CorrectedShare::exact) {
            Some(exact) => Method::ALL.map(|method| (method, Ok(exact))),
            None => [
                (Method::DesignBased, design_based(documents, label, raw.share)),
                (Method::GoldAlone, alone),
                (Method::RoganGladen, corrected(documents, label, raw.share, n)),
                (Method::Matrix, of_matrix),
            ],
        };
        Some(Correction {
            label: label.clone(),
            raw,
            n_gold: documents.len(),
            n_with: documents.iter().filter(|d| d.gold == *label).count(),
            all_coded: exact.is_some(),
            clusters: None,
            by_method: BTreeMap::from(by_method),
        })
    };
    labels.iter().filter_map(of_label).collect()
}
