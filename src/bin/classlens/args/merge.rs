//! What can be typed after `classlens merge`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Audit folders, or files that name shards, two audits or more: their sources follow each other in this order. They stay as
    /// they are, with their codes and saved queries.
    #[arg(required = true, value_name = "AUDIT")]
    pub audits: Vec<PathBuf>,
    /// Where the merged audit folder goes.
    #[arg(short, long, value_name = "FOLDER")]
    pub output: PathBuf,
    /// Replace the audit in the output folder.
    #[arg(long)]
    pub replace: bool,
    /// Write articles.csv and hits.csv beside the Parquet files.
    #[arg(long)]
    pub csv: bool,
}
