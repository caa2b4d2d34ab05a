//! What a run did: `manifest.json`.

use std::collections::BTreeMap;

use crate::read::Notice;

/// The record of one run; everything but `timings` is the same for the same input.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    /// Version of classlens.
    pub version: String,
    /// Arguments of the call.
    pub command: Vec<String>,
    /// Seed of everything random.
    pub seed: u64,
    /// Version of the tokenizer's contract.
    pub tokenizer: u32,
    /// Name of the lexicon.
    pub lexicon: String,
    /// Content hash of the lexicon.
    pub lexicon_hash: String,
    /// Tiers of the lexicon in the order of their columns.
    pub tiers: Vec<String>,
    /// Hash over ids and texts of the articles in their order.
    pub corpus_hash: String,
    /// Records of the input: articles and refused ones.
    pub n_records: u64,
    /// Articles read.
    pub n_articles: u64,
    /// Records refused; each stands in `rejects.jsonl`.
    pub n_refused: u64,
    /// Articles without a date.
    pub n_undated: u64,
    /// Articles without an outlet.
    pub n_without_outlet: u64,
    /// Tokens in scored zones.
    pub n_tokens: u64,
    /// Hits in all zones.
    pub n_hits: u64,
    /// What came of each source.
    pub sources: Vec<SourceAccount>,
    /// Remarks on the input.
    pub notices: Vec<Notice>,
    /// Seconds by stage; the only part that differs between two equal runs.
    pub timings: BTreeMap<String, f64>,
}

/// What came of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SourceAccount {
    /// File.
    pub source: String,
    /// Articles read from it.
    pub n_articles: u64,
    /// Records refused in it.
    pub n_refused: u64,
}
