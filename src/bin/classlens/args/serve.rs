//! Arguments of `classlens serve`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Audit folder, or a file that names shards.
    pub audit: PathBuf,
    /// Where to listen; port 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:7700", value_name = "ADDRESS:PORT")]
    pub address: String,
    /// TOML file that says who may read what; without it anybody on this machine may read all.
    #[arg(long, value_name = "FILE")]
    pub tokens: Option<PathBuf>,
    /// Folder that `gold plan` wrote, to be coded in the browser; codes are kept there. May be given several times.
    #[arg(long, value_name = "FOLDER")]
    pub coding: Vec<PathBuf>,
    /// Start the browser of this machine on the first page.
    #[arg(long)]
    pub open: bool,
    /// Requests a minute of one reader, 0 for any number; by default 600 where tokens are named, else any.
    #[arg(long, value_name = "N")]
    pub rate: Option<u32>,
    /// Readers come through a proxy on this machine: its X-Forwarded-For says who asks, its X-Forwarded-Proto whether by
    /// HTTPS. Goes with --tokens.
    #[arg(long)]
    pub behind_proxy: bool,
}
