//! Draws the documents of a plan, and orders those of a coder.

use crate::validate::plan::candidate::Candidate;
use crate::validate::plan::planned::PlannedDocument;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Draws `n_drawn` of each stratum without replacement and gives each document its coders.
///
/// `n_drawn` counts the documents in `old`, which an older plan drew and which are not drawn again: together with them
/// those of a stratum are a simple random sample of it, so all have the same chance. The part `overlap` of what is
/// drawn, at random, goes to every coder, the rest in turn to one; those of `old` have their coders already.
#[must_use]
pub fn draw(
    candidates: &[Candidate],
    (n_drawn, old): (&BTreeMap<String, u64>, &BTreeSet<&str>),
    coders: &[String],
    overlap: f64,
    seed: u64,
) -> Vec<PlannedDocument> {
    let mut members: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for candidate in candidates {
        members.entry(&candidate.stratum).or_default().insert(&candidate.id);
    }
    let (mut documents, mut kept) = (Vec::new(), Vec::new());
    for (stratum, ids) in members {
        let n_all = ids.len();
        let (drawn, ids): (Vec<&str>, Vec<&str>) = ids.into_iter().partition(|id| old.contains(id));
        let n = n_drawn.get(stratum).map_or(0, |n| *n as usize).clamp(drawn.len(), n_all);
        let planned = |id: &str| PlannedDocument {
            id: id.to_owned(),
            stratum: stratum.to_owned(),
            inclusion_probability: n as f64 / n_all as f64,
            coders: Vec::new(),
        };
        // Another draw than the older ones: with their random numbers it would draw their neighbours.
        let seed = seed.wrapping_add(xxh3_64(&(drawn.len() as u64).to_le_bytes()) * u64::from(!drawn.is_empty()));
        let mut rng = ChaCha8Rng::seed_from_u64(xxh3_64_with_seed(stratum.as_bytes(), seed));
        let new = rand::seq::index::sample(&mut rng, ids.len(), n - drawn.len());
        documents.extend(new.iter().map(|at| planned(ids[at])));
        kept.extend(drawn.into_iter().map(planned));
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
    documents.extend(kept);
    documents.sort_by(|a, b| a.id.cmp(&b.id));
    documents
}

/// The documents of one coder in an order that shows nothing of strata.
#[must_use]
pub fn sheet_order<'a>(documents: &'a [PlannedDocument], coder: &str, seed: u64) -> Vec<&'a PlannedDocument> {
    let mut own: Vec<&PlannedDocument> = documents.iter().filter(|d| d.coders.iter().any(|c| c == coder)).collect();
    own.shuffle(&mut ChaCha8Rng::seed_from_u64(xxh3_64_with_seed(coder.as_bytes(), seed)));
    own
}
