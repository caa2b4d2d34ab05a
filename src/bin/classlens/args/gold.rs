//! What can be typed after `classlens gold`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::args::{SubsetArgs, WriteOverArgs};

#[derive(Debug, Subcommand)]
pub enum GoldCommand {
    /// Draw a sample of articles to code by hand, and write blind coding sheets.
    #[command(
        after_help = "Examples:\n  classlens gold plan audit -o coding --size 200\n  classlens gold plan audit -o coding --width 0.08 --share 0.1 --by focus,year --coders ann,ben --overlap 0.2\n  classlens gold plan audit --add coding/plan.json -o coding-more --size 40"
    )]
    Plan(PlanArgs),
    /// Print the whole codebook: what is coded, with which labels, and what they mean.
    #[command(
        after_help = "Examples:\n  classlens gold codebook\n  classlens gold codebook --format csv > codebook.csv\n  classlens gold codebook --page codebook.html"
    )]
    Codebook(CodebookArgs),
    /// Have a command of yours code the articles of a plan: a language model, local or not. The program itself sends nothing.
    #[command(
        after_help = "The command gets the codebook and one article on its standard input and prints one JSON object. Its codes are kept in NAME.jsonl\nbeside the plan; the same call goes on where it was stopped.\n\nExamples:\n  classlens gold code audit --plan coding/plan.json --with 'my-model --json' --coder model\n  classlens gold score audit coding/ann.jsonl coding/model.jsonl --plan coding/plan.json     agreement with people"
    )]
    Code(CodeArgs),
    /// Show how far coders agree, how well the program does, and what the shares are without its errors.
    #[command(
        after_help = "Examples:\n  classlens gold score audit coding/ann.csv coding/ben.jsonl --plan coding/plan.json\n  classlens gold score audit gold.jsonl --by outlet --show scores\n  classlens gold score audit gold.jsonl --predictions cv.csv --format csv > corrected.csv"
    )]
    Score(ScoreArgs),
    /// Fit the weights of a calibration by cross-validation.
    #[command(
        after_help = "Example:\n  classlens gold fit audit gold.jsonl -o my-lexicon/calibration.toml --predictions cv.csv"
    )]
    Fit(FitArgs),
    /// Print an evaluation page in Markdown: how well a lexicon does on coded articles.
    #[command(
        after_help = "Example:\n  classlens gold evaluate audit gold.jsonl --date 2026-11-29 --shipped random.jsonl > evaluation.md"
    )]
    Evaluate(EvaluateArgs),
}

#[derive(Debug, Args)]
pub struct CodeArgs {
    /// Audit folder that the plan was drawn from.
    pub audit: PathBuf,
    /// The plan, as `gold plan` wrote it.
    #[arg(long, value_name = "FILE")]
    pub plan: PathBuf,
    /// The command, as the shell takes it.
    #[arg(long, value_name = "COMMAND")]
    pub with: String,
    /// Name of the coder: letters, digits, - and _. One whom the plan does not name codes all its articles.
    #[arg(long, value_name = "NAME")]
    pub coder: String,
    /// Most articles to code now.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Seconds that one article may take.
    #[arg(long, default_value_t = 300, value_name = "SECONDS")]
    pub timeout: u64,
}

#[derive(Debug, Args)]
pub struct CodebookArgs {
    /// Write it as a page for coders instead.
    #[arg(long, value_name = "FILE")]
    pub page: Option<PathBuf>,
    #[command(flatten)]
    pub write_over: WriteOverArgs,
}

/// Programs that tasks are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TasksArg {
    /// Label Studio: a JSON file of tasks for each coder, and the labelling interface.
    LabelStudio,
    /// doccano: a JSON Lines file for each coder, and the labels.
    Doccano,
}

#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Audit folder to draw from.
    pub audit: PathBuf,
    /// New folder for plan.json, and a sheet and a form for each coder.
    #[arg(short, long, value_name = "FOLDER")]
    pub output: PathBuf,
    /// Top up this plan: its codes are kept, `--size` new articles are drawn, and the new plan.json covers both.
    #[arg(long, value_name = "PLAN", conflicts_with_all = ["population", "query", "where"])]
    pub add: Option<PathBuf>,
    /// What makes a stratum, any field with one value an article: focus, outlet, quarter …; several with commas.
    #[arg(long, value_delimiter = ',')]
    pub by: Vec<String>,
    /// Articles that a query finds are a stratum of their own; may be given several times, the first counts.
    #[arg(long, value_name = "QUERY")]
    pub query: Vec<String>,
    /// Draw only from the articles whose ids are in this file, one a line.
    #[arg(long, value_name = "FILE")]
    pub population: Option<PathBuf>,
    #[command(flatten)]
    pub subset: SubsetArgs,
    /// Articles to draw; `all` codes all and leaves nothing to chance.
    #[arg(long, value_name = "N", conflicts_with_all = ["width", "sizes"], value_parser = plan_size)]
    pub size: Option<PlanSizeArg>,
    /// Draw as many as give a 95 % interval of this width, ends included: 0.08 is ±4 points.
    #[arg(long, value_name = "WIDTH", value_parser = part, conflicts_with = "sizes")]
    pub width: Option<f64>,
    /// The share that is expected; ½ is the worst case.
    #[arg(long, default_value_t = 0.5, value_name = "SHARE", value_parser = part)]
    pub share: f64,
    /// How the sample is divided among strata.
    #[arg(long, value_enum, default_value_t = AllocationArg::Corrections)]
    pub allocation: AllocationArg,
    /// Articles to draw of each stratum by name, of the focus unless --by or --query makes others: `low_wage=40,none=60`.
    #[arg(long, value_delimiter = ',', value_name = "STRATUM=N")]
    pub sizes: Vec<String>,
    /// Names of the coders.
    #[arg(long, value_delimiter = ',', default_value = "coder", value_name = "NAME")]
    pub coders: Vec<String>,
    /// Part of the sample that every coder codes, so that their agreement can be measured.
    #[arg(long, default_value_t = 0.2, value_name = "PART", value_parser = part)]
    pub overlap: f64,
    /// Write tasks for these programs as well, with their labels; `gold score` reads what they export.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PROGRAM")]
    pub tasks: Vec<TasksArg>,
}

/// How many articles are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanSizeArg {
    /// This many.
    Articles(u64),
    /// All there are.
    All,
}

/// How a sample is divided among strata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AllocationArg {
    /// What corrections need of each focus first, the rest as neyman; the focus makes strata too.
    Corrections,
    /// As their articles.
    Proportional,
    /// The same of each.
    Equal,
    /// More where the program is in doubt.
    Neyman,
}

#[derive(Debug, Args)]
pub struct ScoreArgs {
    /// Audit folder that holds the coded articles.
    pub audit: PathBuf,
    /// Codes: sheets as CSV or workbooks, JSON Lines, exports of doccano, Label Studio or Prodigy.
    #[arg(required = true)]
    pub codes: Vec<PathBuf>,
    /// The plan the articles were drawn by, as `gold plan` wrote it.
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// Ids of the articles the coded ones were drawn from, one a line; else all of the audit.
    #[arg(long, value_name = "FILE", conflicts_with = "plan")]
    pub population: Option<PathBuf>,
    /// Cross-validated answers for articles the weights were fitted on, from `gold fit --predictions`.
    #[arg(long, value_name = "FILE")]
    pub predictions: Option<PathBuf>,
    /// Scores and corrected shares also by any field that `search --by` takes; several with commas.
    #[arg(long, value_delimiter = ',')]
    pub by: Vec<String>,
    /// Leave out groups with fewer coded articles.
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub min: u64,
    /// Draws of the interval of alpha.
    #[arg(long, default_value_t = 2000, value_name = "N", value_parser = clap::value_parser!(u32).range(100..=100_000))]
    pub replicates: u32,
    /// Put these codes in the place of kept ones that they do not include.
    #[arg(long)]
    pub replace: bool,
    /// Print this table only; CSV and JSON hold one table, else that of corrected shares.
    #[arg(long, value_enum)]
    pub show: Option<ShowArg>,
    #[command(flatten)]
    pub subset: SubsetArgs,
}

/// The tables of `gold score`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShowArg {
    /// Agreement between coders.
    Agreement,
    /// Precision, recall and F1 of the program.
    Scores,
    /// Coded against said labels.
    Confusion,
    /// Shares without the program's errors.
    Corrected,
    /// What was wrong in the files.
    Problems,
    /// What readers say of articles that they found wrong.
    Judged,
}

#[derive(Debug, Args)]
pub struct FitArgs {
    /// Audit folder that holds the coded articles.
    pub audit: PathBuf,
    /// Gold codes, JSON Lines.
    pub gold: PathBuf,
    /// Where the calibration goes; without it nothing is written.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Where the cross-validated predictions go, as CSV.
    #[arg(long, value_name = "FILE")]
    pub predictions: Option<PathBuf>,
    /// Fits a model of sentences too, where codes have labelled spans (`working_life`), and writes it here: the file
    /// `sentences.csv` of a lexicon.
    #[arg(long, value_name = "FILE")]
    pub sentences: Option<PathBuf>,
    /// Folds of the cross-validation.
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub folds: usize,
    /// Hold out one kind of news after the other (key `kind` of the codes) instead of folds.
    #[arg(long, conflicts_with = "folds")]
    pub leave_out_kinds: bool,
    /// Odds against `none` that a tier must have, times those of the fit: more than 1 where the coded articles are
    /// richer in tiers than those the weights are for.
    #[arg(long, default_value_t = 1.0, value_name = "ODDS", value_parser = penalty)]
    pub odds: f64,
    /// Ridge penalties to choose from.
    #[arg(long, value_delimiter = ',', default_values_t = [3.0, 10.0, 30.0, 100.0], value_parser = penalty)]
    pub penalty: Vec<f64>,
    #[command(flatten)]
    pub write_over: WriteOverArgs,
}

#[derive(Debug, Args)]
pub struct EvaluateArgs {
    /// Audit folder that holds all coded articles.
    pub audit: PathBuf,
    /// Gold codes to cross-validate on, JSON Lines: weights are refitted without each fold.
    pub gold: PathBuf,
    /// Gold codes to score with the weights as they are; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub shipped: Vec<PathBuf>,
    /// Day of the evaluation, as 2026-11-29.
    #[arg(long, value_name = "DATE")]
    pub date: jiff::civil::Date,
    /// Ridge penalty; that of the calibration when left out.
    #[arg(long, value_name = "PENALTY", value_parser = penalty)]
    pub penalty: Option<f64>,
    /// Folds of the cross-validation.
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub folds: usize,
    /// Cross-validations with different folds: their seeds go up from `--seed`.
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100))]
    pub repeats: u64,
}

/// A number of articles, or `all`.
fn plan_size(text: &str) -> Result<PlanSizeArg, String> {
    if text == "all" {
        return Ok(PlanSizeArg::All);
    }
    text.parse().map(PlanSizeArg::Articles).map_err(|_| "write a number of articles, or all".to_owned())
}

/// A penalty: a finite number above 0.
fn penalty(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|n| n.is_finite() && *n > 0.0);
    number.ok_or_else(|| "write a number above 0".to_owned())
}

/// A part: a number from 0 to 1.
fn part(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|n| (0.0..=1.0).contains(n));
    number.ok_or_else(|| "write a number from 0 to 1".to_owned())
}
