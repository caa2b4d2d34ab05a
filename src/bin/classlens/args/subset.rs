//! Which articles a figure is of.

use clap::Args;

#[derive(Debug, Clone, Default, Args)]
pub struct SubsetArgs {
    /// Only the articles that this query finds; it may name saved queries.
    #[arg(id = "where", long, value_name = "QUERY")]
    pub query: Option<String>,
}
