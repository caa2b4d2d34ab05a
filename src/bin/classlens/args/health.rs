//! Arguments of `classlens health`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::args::SubsetArgs;

#[derive(Debug, Args)]
pub struct HealthArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// What to group articles by, any field that `search --by` takes: outlet, quarter, wire, `n_tokens/500` …, or a CSV
    /// of queries (columns `name` and `query`), each a group; several with commas.
    #[arg(long, value_delimiter = ',', default_value = "outlet")]
    pub by: Vec<String>,
    /// Print this table alone; without it all of them, or `articles` as CSV and JSON.
    #[arg(long, value_enum)]
    pub table: Option<HealthTableArg>,
    /// Rows of each table for people; 0 prints all.
    #[arg(long, default_value_t = 15, value_name = "N")]
    pub top: usize,
    /// Part of the articles of an outlet from which on a sentence is suspicious, 0–1.
    #[arg(long, default_value_t = 0.05, value_name = "SHARE")]
    pub share: f64,
    /// Articles an outlet needs for its sentences to be counted.
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub least: u32,
    #[command(flatten)]
    pub subset: SubsetArgs,
}

/// A table of the health of a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HealthTableArg {
    /// What articles have and lack, by group.
    Articles,
    /// Months in which the volume of an outlet breaks off or jumps.
    Volume,
    /// Sentences that many articles of an outlet print.
    Sentences,
    /// Refused records by source and reason.
    Refused,
}
