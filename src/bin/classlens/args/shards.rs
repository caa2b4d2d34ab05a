//! What can be typed after `classlens shards`.

use std::path::PathBuf;

use clap::Args;
use classlens::audit::SHARD_LIST;

use crate::args::WriteOverArgs;

#[derive(Debug, Args)]
pub struct ShardsArgs {
    /// Audit folders of parts of a corpus. They stay as they are, and are read where they are.
    #[arg(required = true, value_name = "AUDIT")]
    pub audits: Vec<PathBuf>,
    /// The file that names them.
    #[arg(short, long, default_value = SHARD_LIST, value_name = "FILE")]
    pub output: PathBuf,
    #[command(flatten)]
    pub write_over: WriteOverArgs,
}
