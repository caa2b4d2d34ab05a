//! Arguments of the commands that ask an audit.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use classlens::audit::{Cursor, LineKey};

use crate::args::{SubsetArgs, WriteOverArgs};

#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Audit folder, or a file that names shards.
    pub audit: PathBuf,
    /// What to look for; empty finds all.
    #[arg(default_value = "")]
    pub query: String,
    /// Most articles to print.
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub limit: usize,
    /// Articles to leave out at the start.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub offset: usize,
    /// Start after the last article of an earlier page.
    #[arg(long, value_name = "CURSOR")]
    pub after: Option<Cursor>,
    /// Order of results.
    #[arg(long, value_enum, default_value_t = OrderArg::Rank)]
    pub order: OrderArg,
    /// Draw this many articles with --seed; the draw survives indexing again.
    #[arg(long, value_name = "N", conflicts_with_all = ["after", "offset", "order"])]
    pub sample: Option<usize>,
    /// Columns to print: any field, and title, snippet, url, score, cursor.
    #[arg(long, value_delimiter = ',', value_name = "FIELD")]
    pub fields: Vec<String>,
    /// Find every story once: leave out articles that print it again, in the base of shares too.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub fold: Option<FoldArg>,
    /// Print the number of articles and nothing else.
    #[arg(long)]
    pub count: bool,
    /// Explain how the query was understood, and stop.
    #[arg(long)]
    pub explain: bool,
    /// Save the query in the audit; `saved:NAME` means it in any query from then on.
    #[arg(long, value_name = "NAME")]
    pub save: Option<String>,
    /// List the saved queries.
    #[arg(long, conflicts_with_all = ["save", "forget"])]
    pub saved: bool,
    /// Remove a saved query.
    #[arg(long, value_name = "NAME", conflicts_with = "save")]
    pub forget: Option<String>,
    /// Count the articles by each of these fields.
    #[arg(long, value_delimiter = ',', value_name = "FIELD")]
    pub facet: Vec<String>,
    /// Most values of a facet to print; 0 prints all.
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub top: usize,
    /// Count the articles by these fields together, against all articles in the cell.
    #[arg(long, value_delimiter = ',', value_name = "FIELD", conflicts_with = "facet")]
    pub by: Vec<String>,
    /// What "all articles" are, for shares.
    #[arg(long, value_name = "QUERY")]
    pub of: Option<String>,
    /// Write all articles found to a .csv or .jsonl file, and what they are to FILE.about.json.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["by", "facet", "count"])]
    pub export: Option<PathBuf>,
    #[command(flatten)]
    pub write_over: WriteOverArgs,
    /// Mark hits with these, comma-separated.
    #[arg(long, default_value = "**,**", value_name = "BEFORE,AFTER")]
    pub mark: String,
}

/// What is folded into one result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FoldArg {
    /// Articles that print the same story.
    Copies,
}

/// Order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OrderArg {
    /// Best first.
    Rank,
    /// Latest first.
    Date,
    /// Earliest first.
    Oldest,
    /// By the probability of the tier that the article is most likely about, highest first.
    Probability,
}

#[derive(Debug, Args)]
pub struct KwicArgs {
    /// Audit folder, or a file that names shards.
    pub audit: PathBuf,
    /// What to look for.
    pub query: String,
    /// Words on each side, or `sentence`.
    #[arg(long, default_value = "8", value_name = "N|sentence")]
    pub window: String,
    /// Most lines to print; 0 prints all.
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: usize,
    /// Sort by left, right, keyword, L1…, R1…, id, outlet, date, year, section, author.
    #[arg(long, value_delimiter = ',', value_name = "KEY")]
    pub sort: Vec<LineKey>,
    /// Count lines by these keys instead of printing them.
    #[arg(long, value_delimiter = ',', value_name = "KEY")]
    pub group: Vec<LineKey>,
    /// Draw this many lines with --seed; the draw survives indexing again.
    #[arg(long, value_name = "N")]
    pub sample: Option<usize>,
    /// Show where in the articles the hits are, and how evenly they are spread over articles.
    #[arg(long)]
    pub dispersion: bool,
    #[command(flatten)]
    pub subset: SubsetArgs,
}

#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// Articles whose words are wanted.
    #[arg(long, value_name = "QUERY", required_unless_present = "collocates")]
    pub target: Option<String>,
    /// Articles they are held against; all others when left out.
    #[arg(long, value_name = "QUERY", conflicts_with = "frequencies")]
    pub reference: Option<String>,
    /// CSV with columns `word` and `count` to hold them against.
    #[arg(long, value_name = "FILE")]
    pub frequencies: Option<PathBuf>,
    /// What is counted.
    #[arg(long, value_enum, default_value_t = UnitArg::Words)]
    pub unit: UnitArg,
    /// Words around the hits of a query.
    #[arg(long, value_name = "QUERY", conflicts_with_all = ["reference", "frequencies", "unit"])]
    pub collocates: Option<String>,
    /// Words on each side that count as around.
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub window: u32,
    /// Leave out what occurs in fewer articles.
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub min: u64,
    /// Most rows to print; 0 prints all.
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: usize,
    /// What rows are sorted by.
    #[arg(long, value_enum)]
    pub sort: Option<MeasureArg>,
    /// Tokens the Dirichlet prior of the log-odds counts for.
    #[arg(long, default_value_t = 1000.0, value_name = "N")]
    pub prior: f64,
    /// Keep rows whose false-discovery rate by article is at most this.
    #[arg(long, value_name = "Q")]
    pub fdr: Option<f64>,
    #[command(flatten)]
    pub subset: SubsetArgs,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum UnitArg {
    /// Words.
    Words,
    /// Two words in a row.
    Phrases,
    /// Classes of the lexicon.
    Classes,
}

/// What rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MeasureArg {
    /// Log-likelihood ratio.
    G2,
    /// Log ratio of the rates.
    LogRatio,
    /// z of the log-odds.
    LogOdds,
    /// Test by article.
    P,
    /// Log-Dice, for collocates.
    LogDice,
    /// Mutual information, for collocates.
    Mi,
}

#[derive(Debug, Args)]
pub struct TrendArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// What is counted; empty counts articles.
    #[arg(default_value = "")]
    pub query: String,
    /// What it is counted out of.
    #[arg(long, value_name = "QUERY")]
    pub of: Option<String>,
    #[command(flatten)]
    pub subset: SubsetArgs,
    /// Length of a period.
    #[arg(long, value_enum, default_value_t = PeriodArg::Month)]
    pub by: PeriodArg,
    /// Count every story once, in the base too.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub fold: Option<FoldArg>,
    /// Hits per 1,000 tokens instead of the share of articles.
    #[arg(long)]
    pub rate: bool,
    /// Leave out periods with fewer articles.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub min: u64,
    /// Periods in the moving average; those with fewer than 5 articles in the base are left out of it.
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub average: usize,
}

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PeriodArg {
    /// A day.
    Day,
    /// An ISO week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

#[derive(Debug, Args)]
pub struct BatchArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// CSV with columns `name` and `query`, and `of` if wanted; without it the saved queries are run.
    pub queries: Option<PathBuf>,
    /// What the counts are broken down by.
    #[arg(long, value_delimiter = ',', default_value = "outlet,year", value_name = "FIELD")]
    pub by: Vec<String>,
    /// Leave out cells with fewer articles in all.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub min: u64,
    #[command(flatten)]
    pub subset: SubsetArgs,
}
