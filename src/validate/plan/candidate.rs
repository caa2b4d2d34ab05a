//! Documents that may be drawn, and the strata that they make.

use std::collections::{BTreeMap, BTreeSet};

use crate::validate::plan::StratumSize;

/// A document that may be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Id.
    pub id: String,
    /// Stratum.
    pub stratum: String,
    /// How much in doubt the answer of the program is: the variance of yes or no, at most ¼.
    pub doubt: f64,
    /// Label that the program gives it.
    pub said: String,
    /// Chance of each label, 0–1, in the order of the labels.
    pub chances: Vec<f64>,
    /// The number of its cluster, as intervals of corrected shares allow for it.
    pub cluster: Option<u32>,
}

/// The strata of some candidates, by name; `old` are the ids that an older plan drew.
#[must_use]
pub fn strata_of(candidates: &[Candidate], old: &BTreeSet<&str>) -> Vec<StratumSize> {
    let mut strata: BTreeMap<&str, (u64, f64, u64)> = BTreeMap::new();
    for candidate in candidates {
        let stratum = strata.entry(&candidate.stratum).or_default();
        stratum.0 += 1;
        stratum.1 += candidate.doubt;
        stratum.2 += u64::from(old.contains(candidate.id.as_str()));
    }
    let size = |(name, (n, doubt, n_drawn)): (&str, (u64, f64, u64))| StratumSize {
        name: name.to_owned(),
        n_documents: n,
        spread: (doubt / n as f64).sqrt(),
        n_drawn,
    };
    strata.into_iter().map(size).collect()
}
