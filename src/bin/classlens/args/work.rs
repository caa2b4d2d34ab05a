//! Arguments of `work`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::args::SubsetArgs;

#[derive(Debug, Args)]
pub struct WorkArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// What is counted.
    #[arg(value_enum)]
    pub table: WorkTableArg,
    /// What pay and reasons are grouped by, any field that `search --by` takes: outlet, quarter, wire, `n_tokens/500` …, or a CSV
    /// of queries (columns `name` and `query`), each a group; several with commas.
    #[arg(long, value_delimiter = ',')]
    pub by: Vec<String>,
    #[command(flatten)]
    pub subset: SubsetArgs,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WorkTableArg {
    /// Pay named, and its place among the wages of all jobs.
    Pay,
    /// Control, rigidity and instability of hours beside each tier.
    Schedules,
    /// Family and choice against the workplace.
    Reasons,
}
