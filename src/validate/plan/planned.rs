//! What was drawn, from what, and who codes it.

use std::collections::BTreeSet;

use crate::validate::Codebook;

/// Joins the values that name a stratum.
pub const STRATUM_JOINT: &str = " / ";

/// What was drawn, from what, and who codes it: `plan.json`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Plan {
    /// Version of classlens.
    pub version: String,
    /// Content hash of the lexicon whose answers made the strata.
    pub lexicon_hash: String,
    /// Hash of the corpus that was drawn from.
    pub corpus_hash: String,
    /// Seed of the draw.
    pub seed: u64,
    /// What strata were made of, in words.
    pub stratified_by: Vec<String>,
    /// How the sample was divided among strata.
    pub allocation: String,
    /// Documents drawn from.
    pub n_population: u64,
    /// Their ids; `None` when they are all documents of the audit.
    pub population: Option<BTreeSet<String>>,
    /// What is coded.
    pub codebook: Codebook,
    /// Strata by name.
    pub strata: Vec<Stratum>,
    /// Documents by id.
    pub documents: Vec<PlannedDocument>,
}

/// A stratum of a plan.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stratum {
    /// Name: the values that make it, joined.
    pub name: String,
    /// Documents in it.
    pub n_documents: u64,
    /// Documents drawn from it.
    pub n_drawn: u64,
}

/// A document to code.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct PlannedDocument {
    /// Id.
    pub id: String,
    /// Stratum.
    pub stratum: String,
    /// Chance to be drawn: drawn ones of the stratum over all of it.
    pub inclusion_probability: f64,
    /// Who codes it; nobody where an older plan has drawn it, and its coders are named there.
    pub coders: Vec<String>,
}
