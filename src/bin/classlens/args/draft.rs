//! Arguments of `classlens draft`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub struct DraftArgs {
    /// The draft, plain text or a web page; - for standard input.
    pub file: PathBuf,
    /// Its headline; without it the first line, unless that is as long as a paragraph.
    #[arg(long, value_name = "HEADLINE")]
    pub title: Option<String>,
}
