//! What a run did: `manifest.json`.

use std::collections::BTreeMap;

use crate::article::Notice;
use crate::folder::join_account::JoinAccount;
use crate::read::{FieldAccount, Fingerprint, Source};
use crate::record::{ARTICLES, RecordTable, Shape};
use crate::variable::Variable;

/// Version of the record: which tables there are and what their columns mean.
///
/// 0 is before it was counted (the texts are in the index alone), 1 has `texts.parquet`, 2 says
/// `n_hits_middle_third_…` for `n_hits_middle_…`, 3 has `probability_TIER`. An older record is read
/// with what it has; a column that came later is missing there.
pub const RECORD_VERSION: u32 = 3;

/// The first version of the record that has texts: an older one has become this when they are written.
pub const RECORD_WITH_TEXTS: u32 = 1;

/// The record of one run; everything but `command`, `timings` and `seal` is the same for the same input.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    /// Hash of the file without this hash; empty in audits of older versions.
    #[serde(default)]
    pub seal: String,
    /// Version of classlens.
    pub version: String,
    /// Version of the record, see [`RECORD_VERSION`].
    #[serde(default)]
    pub record_version: u32,
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
    /// Variables that the user brought, in the order of their columns in `articles.parquet`.
    #[serde(default)]
    pub variables: Vec<Variable>,
    /// Tables that were joined, in their order.
    #[serde(default)]
    pub joins: Vec<JoinAccount>,
    /// Hashes of the files of the record, by name; empty in audits of older versions.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// In a bundle, what the audit has and it does not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Everything that decided what was written, by the name of its flag.
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
    /// Hash over ids and hashes of the texts of the articles in their order.
    pub corpus_hash: String,
    /// Records of the input: articles, refused ones and deleted ones.
    pub n_records: u64,
    /// Articles read.
    pub n_articles: u64,
    /// Records refused; each is in `rejects.jsonl`.
    pub n_refused: u64,
    /// Articles deleted after the run.
    #[serde(default)]
    pub n_deleted: u64,
    /// Articles without a date.
    pub n_undated: u64,
    /// Articles without an outlet.
    pub n_without_outlet: u64,
    /// Articles that are not scored, with the reason in their row.
    #[serde(default)]
    pub n_unscored: u64,
    /// Articles that print the words of an earlier one again.
    #[serde(default)]
    pub n_exact_copies: u64,
    /// Articles that print the story of an earlier one again in other words.
    #[serde(default)]
    pub n_near_copies: u64,
    /// Tokens in scored zones.
    pub n_tokens: u64,
    /// Hits in all zones.
    pub n_hits: u64,
    /// What came of each source.
    pub sources: Vec<SourceAccount>,
    /// What was deleted, in the order of the deletions.
    #[serde(default)]
    pub deletions: Vec<Deletion>,
    /// Remarks on the input.
    pub notices: Vec<Notice>,
    /// Seconds by stage, which differ between two equal runs.
    pub timings: BTreeMap<String, f64>,
}

impl Manifest {
    /// Whether it is that of a bundle, an audit without texts.
    #[must_use]
    pub fn is_bundle(&self) -> bool {
        !self.left_out.is_empty()
    }

    /// What makes the figures of another audit other than those of this one.
    pub(crate) fn difference(&self, other: &Self) -> Option<String> {
        let facts = |of: &Self| {
            [
                ("lexicon", format!("{} {}", of.lexicon, of.lexicon_hash)),
                ("version", of.version.clone()),
                ("version of the record", of.record_version.to_string()),
                ("tokenizer", of.tokenizer.to_string()),
                ("tiers", of.tiers.join(", ")),
            ]
        };
        let found = facts(self).into_iter().zip(facts(other)).find(|(one, other)| one != other);
        found.map(|((name, one), (_, other))| format!("{name} is {one} in the first, {other} in the second"))
    }

    /// What its table of articles has beside the columns of every audit.
    #[must_use]
    pub fn shape(&self) -> Shape<'_> {
        Shape { tiers: &self.tiers, variables: &self.variables }
    }
}

/// Articles taken out of an audit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Deletion {
    /// The query that found them.
    pub query: String,
    /// How many records of the sources it keeps out.
    pub n_articles: u64,
    /// The same by source; empty in audits of older versions.
    #[serde(default)]
    pub by_source: BTreeMap<String, u64>,
    /// The hashes of their ids and texts by source, 32 hexadecimal digits each: what keeps them out when a source has them
    /// again. Empty in audits of older versions, whose deleted articles come back then.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub gone: BTreeMap<String, Vec<String>>,
    /// When, in UTC.
    pub when: String,
}

impl Deletion {
    /// What `query` takes out, of which nothing is counted yet; `when` is in UTC.
    #[must_use]
    pub fn by(query: String, when: String) -> Self {
        Self { query, n_articles: 0, by_source: BTreeMap::new(), gone: BTreeMap::new(), when }
    }

    /// Counts articles of a source.
    pub(crate) fn count(&mut self, source: &str, n: u64) {
        *self.by_source.entry(source.to_owned()).or_default() += n;
        self.n_articles += n;
    }

    /// What is counted of it when a source is read again; `None` when nothing is left and nothing is kept out.
    pub(crate) fn without(mut self, source: &str) -> Option<Self> {
        if let Some(n) = self.by_source.remove(source) {
            self.n_articles = self.n_articles.saturating_sub(n);
        }
        (self.n_articles > 0 || !self.gone.is_empty()).then_some(self)
    }
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
    /// Articles of it that were deleted after the run.
    #[serde(default)]
    pub n_deleted: u64,
    /// Remarks on it.
    #[serde(default)]
    pub n_notices: u64,
    /// Articles whose id was taken by another or by themselves.
    #[serde(default)]
    pub n_clashes: u64,
    /// What became of the fields of its articles when they were read.
    #[serde(default)]
    pub fields: FieldAccount,
    /// What it contained; none for standard input and what could not be opened.
    #[serde(default)]
    pub fingerprint: Option<Fingerprint>,
    /// Rows of its articles in each table; those of a source are together, in the order of the sources.
    #[serde(default)]
    pub n_rows: BTreeMap<String, u64>,
}

impl SourceAccount {
    /// An account of nothing yet.
    pub(crate) fn new(source: &Source) -> Self {
        Self { source: source.name().to_string(), ..Self::default() }
    }

    /// Adds rows that are taken over from an older audit.
    pub(crate) fn take_over(&mut self, table: &RecordTable, n_rows: u64) {
        *self.n_rows.entry(table.name.to_owned()).or_default() += n_rows;
        if table.name == ARTICLES.name {
            self.n_articles += n_rows;
        }
    }

    /// Adds what a later part of the run read of the same source.
    pub(crate) fn add(&mut self, later: &Self) {
        self.n_articles += later.n_articles;
        self.n_refused += later.n_refused;
        self.n_deleted += later.n_deleted;
        self.n_notices += later.n_notices;
        self.n_clashes += later.n_clashes;
        self.fields.join(&later.fields);
        self.fingerprint = self.fingerprint.take().or_else(|| later.fingerprint.clone());
        for (table, n) in &later.n_rows {
            *self.n_rows.entry(table.clone()).or_default() += n;
        }
    }
}
