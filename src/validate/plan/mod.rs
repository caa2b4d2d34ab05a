//! Draws a stratified sample of documents to code, with the chance of each to be drawn.
//!
//! In: the documents of an audit with their strata. Out: a [`Plan`], which says everything needed to weight
//! the codes back to the population. The draw of a stratum depends on its own documents and the seed only.

mod planned;
mod allocate;
mod file;

use std::collections::{BTreeMap, BTreeSet};

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use xxhash_rust::xxh3::xxh3_64_with_seed;

pub use crate::validate::plan::allocate::{Allocation, StratumSize, allocate, size_for_width, width_of};
pub use crate::validate::plan::file::{PlanError, is_coder_name, read_plan};
pub use crate::validate::plan::planned::{Plan, PlannedDocument, Stratum};

/// A document that may be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Id.
    pub id: String,
    /// Stratum.
    pub stratum: String,
    /// How much in doubt the answer of the program is: the variance of yes or no, at most ¼.
    pub doubt: f64,
}

/// The strata of some candidates, by name.
#[must_use]
pub fn strata_of(candidates: &[Candidate]) -> Vec<StratumSize> {
    let mut strata: BTreeMap<&str, (u64, f64)> = BTreeMap::new();
    for candidate in candidates {
        let stratum = strata.entry(&candidate.stratum).or_default();
        stratum.0 += 1;
        stratum.1 += candidate.doubt;
    }
    let size = |(name, (n, doubt)): (&str, (u64, f64))| StratumSize {
        name: name.to_owned(),
        n_documents: n,
        spread: (doubt / n as f64).sqrt(),
    };
    strata.into_iter().map(size).collect()
}

/// Draws `n_drawn` of each stratum without replacement and gives each document its coders.
///
/// The part `overlap` of the sample, drawn at random, goes to every coder, the rest in turn to one.
#[must_use]
pub fn draw(
    candidates: &[Candidate],
    n_drawn: &BTreeMap<String, u64>,
    coders: &[String],
    overlap: f64,
    seed: u64,
) -> Vec<PlannedDocument> {
    let mut members: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for candidate in candidates {
        members.entry(&candidate.stratum).or_default().insert(&candidate.id);
    }
    let mut documents = Vec::new();
    for (stratum, ids) in members {
        let ids: Vec<&str> = ids.into_iter().collect();
        let n = n_drawn.get(stratum).map_or(0, |n| *n as usize).min(ids.len());
        let mut rng = ChaCha8Rng::seed_from_u64(xxh3_64_with_seed(stratum.as_bytes(), seed));
        documents.extend(rand::seq::index::sample(&mut rng, ids.len(), n).iter().map(|at| PlannedDocument {
            id: ids[at].to_owned(),
            stratum: stratum.to_owned(),
            inclusion_probability: n as f64 / ids.len() as f64,
            coders: Vec::new(),
        }));
    }
    documents.sort_by(|a, b| a.id.cmp(&b.id));
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    let n_shared = (overlap * documents.len() as f64).ceil() as usize;
    for (turn, at) in order.into_iter().enumerate() {
        documents[at].coders = match turn.checked_sub(n_shared) {
            None => coders.to_vec(),
            Some(turn) => coders.get(turn % coders.len().max(1)).cloned().into_iter().collect(),
        };
    }
    documents
}

/// The documents of one coder in an order that shows nothing of strata.
#[must_use]
pub fn sheet_order<'a>(documents: &'a [PlannedDocument], coder: &str, seed: u64) -> Vec<&'a PlannedDocument> {
    let mut own: Vec<&PlannedDocument> = documents.iter().filter(|d| d.coders.iter().any(|c| c == coder)).collect();
    own.shuffle(&mut ChaCha8Rng::seed_from_u64(xxh3_64_with_seed(coder.as_bytes(), seed)));
    own
}

#[cfg(test)]
mod tests;
