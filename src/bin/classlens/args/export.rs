//! What can be typed after `classlens export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use classlens::audit::ExportTable;

use crate::args::{EstimateArgs, SubsetArgs, WriteOverArgs};

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// The file; its ending is the format: .csv, .jsonl, .parquet, .xlsx, .arrows; .bulk is articles with their texts for the bulk
    /// interface of Elasticsearch, OpenSearch or Quickwit, with the mapping beside it (written by their manuals: no live server was
    /// available to test it).
    #[arg(short, long, value_name = "FILE", required_unless_present_any = ["bundle", "dictionary"])]
    pub output: Option<PathBuf>,
    /// The table.
    #[arg(long, value_enum, default_value_t = ExportTableArg::Articles)]
    pub table: ExportTableArg,
    /// Columns, in this order; all without it.
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    pub columns: Vec<String>,
    /// Index that a .bulk file is for; the name of the file without it.
    #[arg(long, value_name = "NAME")]
    pub index: Option<String>,
    /// Begin a CSV with the mark by which spreadsheets know UTF-8.
    #[arg(long)]
    pub bom: bool,
    /// Write a folder without texts from which every figure can be made again.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["output", "columns", "bom", "dictionary", "where"])]
    pub bundle: Option<PathBuf>,
    /// Leave the titles out of a bundle.
    #[arg(long, requires = "bundle")]
    pub no_titles: bool,
    /// Keep these variables in a bundle, although their values are long or have words of the texts.
    #[arg(long, requires = "bundle", value_delimiter = ',', value_name = "NAME")]
    pub keep: Vec<String>,
    /// Print the data dictionary: every column of every table.
    #[arg(long, conflicts_with_all = ["output", "columns", "bom", "where"])]
    pub dictionary: bool,
    #[command(flatten)]
    pub write_over: WriteOverArgs,
    #[command(flatten)]
    pub subset: SubsetArgs,
    #[command(flatten)]
    pub estimate: EstimateArgs,
}

/// A table to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportTableArg {
    /// One row an article.
    Articles,
    /// One row a hit.
    Hits,
    /// One row a quotation.
    Quotes,
    /// One row a sum of pay.
    Pay,
    /// One row an article, one column a tier and dimension: counted hits.
    Dimensions,
    /// One row a base and focus: the main finding with its intervals.
    Shares,
}

impl ExportTableArg {
    pub fn table(self) -> ExportTable {
        match self {
            Self::Articles => ExportTable::Articles,
            Self::Hits => ExportTable::Hits,
            Self::Quotes => ExportTable::Quotes,
            Self::Pay => ExportTable::Pay,
            Self::Dimensions => ExportTable::Dimensions,
            Self::Shares => ExportTable::Shares,
        }
    }
}
