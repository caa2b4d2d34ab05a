//! Which articles a figure is of.

use clap::Args;

#[derive(Debug, Clone, Default, Args)]
pub struct SubsetArgs {
    /// Only the articles that this query finds; it may name saved queries.
    #[arg(id = "where", long, value_name = "QUERY", value_parser = not_empty)]
    pub query: Option<String>,
}

/// An empty query would be all articles: an empty variable of a shell must not pass for a choice.
fn not_empty(query: &str) -> Result<String, String> {
    let empty = query.trim().is_empty();
    if empty {
        Err("an empty query; leave --where out, or write id:* for all articles".to_owned())
    } else {
        Ok(query.to_owned())
    }
}
