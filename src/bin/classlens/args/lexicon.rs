//! What can be typed after `classlens lexicon`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use classlens::lexicon::import::DictionaryFormat;

use crate::args::WriteOverArgs;

#[derive(Debug, Subcommand)]
pub enum LexiconCommand {
    /// Check that entries are sorted, unique and free of contradictions, and run their examples.
    #[command(
        after_help = "Examples:\n  classlens lexicon check --lexicon my-lexicon\n  classlens lexicon check --frozen preregistered.toml"
    )]
    Check {
        /// Check instead whether the lexicon is the one frozen in this file, entry by entry.
        #[arg(long, value_name = "FILE")]
        frozen: Option<PathBuf>,
    },
    /// List entries.
    #[command(after_help = "Example:\n  classlens lexicon list --tier low_wage --dimension schedule")]
    List {
        /// Only this tier.
        #[arg(long)]
        tier: Option<String>,
        /// Only this dimension.
        #[arg(long)]
        dimension: Option<String>,
    },
    /// Write the files of the lexicon into a folder, to change them there.
    #[command(
        after_help = "Examples:\n  classlens lexicon export mine               the built-in one\n  classlens lexicon export mine --lexicon preregistered.toml"
    )]
    Export {
        /// Folder, missing or empty.
        folder: PathBuf,
    },
    /// Turn a dictionary of another program into a lexicon folder.
    #[command(
        after_help = "Examples:\n  classlens lexicon import policy.dic -o policy-lexicon\n  classlens lexicon import roget.cat --tier low_wage=WORK/MANUAL --tier professional=WORK/OFFICE\n  classlens audit news.jsonl --lexicon policy-lexicon"
    )]
    Import(ImportArgs),
    /// Write the whole lexicon into one file, to pre-register it.
    #[command(after_help = "Example:\n  classlens lexicon freeze --date 2026-03-01 -o preregistered.toml")]
    Freeze(FreezeArgs),
    /// Show which entries are dead, dominate or overlap in an audit; draw and read sheets to judge.
    #[command(
        after_help = "Examples:\n  classlens lexicon audit audit\n  classlens lexicon audit audit --sheet judge.csv --per-entry 20 --seed 7\n  classlens lexicon audit audit --judged judge.csv"
    )]
    Audit(LexiconAuditArgs),
    /// Show how two lexicons differ, and which articles that moves.
    #[command(
        after_help = "Examples:\n  classlens lexicon diff embedded my-lexicon\n  classlens lexicon diff my-lexicon-v1 my-lexicon-v2 --corpus news.jsonl.zst"
    )]
    Diff(LexiconDiffArgs),
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The dictionary.
    pub file: PathBuf,
    /// Folder for the lexicon, missing or empty; without it NAME-lexicon.
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Format of the dictionary (`--format` is how rows are printed).
    #[arg(long, value_enum, default_value_t = FromArg::Auto)]
    pub from: FromArg,
    /// Which category becomes which tier; the rest is left out. Without it every top-level category is a tier.
    #[arg(long = "tier", value_name = "NAME=CATEGORY")]
    pub tiers: Vec<String>,
    /// Language of the words, ISO 639-1.
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub language: String,
}

/// Format of a dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FromArg {
    /// Detected by name and content.
    Auto,
    /// LIWC .dic (2007, 2015) and the table of LIWC-22.
    Liwc,
    /// Lexicoder .lcd and .lc3, Yoshikoder .ykd.
    Lexicoder,
    /// `WordStat` .cat.
    Wordstat,
    /// YAML, as quanteda writes it or plain.
    Yaml,
    /// A table with the columns term, category and perhaps weight.
    Csv,
}

impl FromArg {
    /// The format; none to have it detected.
    pub fn format(self) -> Option<DictionaryFormat> {
        match self {
            Self::Auto => None,
            Self::Liwc => Some(DictionaryFormat::Liwc),
            Self::Lexicoder => Some(DictionaryFormat::Lexicoder),
            Self::Wordstat => Some(DictionaryFormat::WordStat),
            Self::Yaml => Some(DictionaryFormat::Yaml),
            Self::Csv => Some(DictionaryFormat::Csv),
        }
    }
}

#[derive(Debug, Args)]
pub struct FreezeArgs {
    /// Day to write into the file, YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    pub date: String,
    /// The file; JSON when its name ends in .json, else TOML. Without it standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub write_over: WriteOverArgs,
}

#[derive(Debug, Args)]
pub struct LexiconAuditArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// Write a sheet of sampled hits to judge, as CSV.
    #[arg(long, value_name = "FILE", conflicts_with = "judged")]
    pub sheet: Option<PathBuf>,
    /// Hits of each entry on the sheet.
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub per_entry: u32,
    /// Read a judged sheet and print precision with intervals.
    #[arg(long, value_name = "FILE")]
    pub judged: Option<PathBuf>,
    #[command(flatten)]
    pub write_over: WriteOverArgs,
}

#[derive(Debug, Args)]
pub struct LexiconDiffArgs {
    /// Lexicon folder, or `embedded`.
    pub one: PathBuf,
    /// Lexicon folder, or `embedded`.
    pub two: PathBuf,
    /// Articles to score by both; without a path the embedded sample corpus.
    #[arg(long, value_name = "PATH", num_args = 0..)]
    pub corpus: Option<Vec<PathBuf>>,
}
