//! What can be typed.

mod baseline;
mod draft;
mod estimate;
mod export;
mod gold;
mod health;
mod lexicon;
mod merge;
mod shards;
mod subset;
mod work;
mod write_over;
#[cfg(feature = "serve")]
mod serve;

pub use baseline::{BaselineArgs, BaselineTableArg};
pub use draft::DraftArgs;
pub use estimate::EstimateArgs;
pub use export::{ExportArgs, ExportTableArg};
pub use gold::{
    AllocationArg, CodeArgs, CodebookArgs, EvaluateArgs, FitArgs, GoldCommand, PlanArgs, PlanSizeArg, ScoreArgs,
    ShowArg, TasksArg,
};
pub use health::{HealthArgs, HealthTableArg};
pub use lexicon::{FreezeArgs, ImportArgs, LexiconAuditArgs, LexiconCommand, LexiconDiffArgs};
pub use merge::MergeArgs;
#[cfg(feature = "serve")]
pub use serve::ServeArgs;
pub use shards::ShardsArgs;
pub use subset::SubsetArgs;
pub use work::{WorkArgs, WorkTableArg};
pub use write_over::WriteOverArgs;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use crate::search_args::{
    BatchArgs, CompareArgs, FoldArg, KwicArgs, MeasureArg, OrderArg, PeriodArg, SearchArgs, TrendArgs, UnitArg,
};

/// Audits news coverage by class focus: whose working life do the articles describe?
#[derive(Debug, Parser)]
#[command(name = "classlens", version, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Flags of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// How rows are printed.
    #[arg(long, global = true, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Threads that analyse articles; 0 takes one a core.
    #[arg(long, global = true, default_value_t = 0, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=256))]
    pub threads: u16,
    /// No progress bars and no remarks.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Seed of everything random.
    #[arg(long, global = true, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Folder with a lexicon of your own, or a file that `lexicon freeze` wrote.
    #[arg(long, global = true, value_name = "PATH")]
    pub lexicon: Option<PathBuf>,
    /// File with defaults for flags; classlens.toml in the working folder when left out.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The call with what the file adds to it.
    #[arg(skip)]
    pub call: Vec<String>,
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns for people.
    Table,
    /// Comma-separated values.
    Csv,
    /// An array of objects.
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles, score them and leave an audit folder.
    #[command(
        after_help = "Examples:\n  classlens audit                                  the embedded sample corpus\n  classlens audit news.jsonl.zst -o audits/2016    JSON Lines, packed\n  classlens audit 'exports/*.csv' --map body=maintext --csv\n  cat news.jsonl | classlens audit - -o audits/stdin"
    )]
    Audit(AuditArgs),
    /// Find articles in an audit: list, count, facets, ratios, samples, export.
    #[command(
        after_help = "Examples:\n  classlens search audit 'cashier* schedule'\n  classlens search audit '\"@low_wage.occupation\" NEAR/10 flex-time' --explain\n  classlens search audit '\"minimum wage\" focus:low_wage' --by outlet,year\n  classlens search audit 'focus:low_wage' --sample 50 --seed 7 --export sample.csv\n  classlens search audit 'strike* OR walkout*' --save strikes\n  classlens search audit 'saved:strikes AND @low_wage' --by year"
    )]
    Search(SearchArgs),
    /// Print concordance lines: every hit with its context.
    #[command(
        after_help = "Examples:\n  classlens kwic audit '\"minimum wage\"' --sort R1,R2\n  classlens kwic audit @low_wage.schedule --group keyword,outlet\n  classlens kwic audit 'flex*' --window sentence --sample 20 --seed 3 --format csv"
    )]
    Kwic(KwicArgs),
    /// Contrast the words of two groups of articles, or list the company a word keeps.
    #[command(
        after_help = "Examples:\n  classlens compare audit --target focus:low_wage --reference focus:professional\n  classlens compare audit --target 'date:2016' --unit classes\n  classlens compare audit --collocates 'flexib*' --sort log-dice"
    )]
    Compare(CompareArgs),
    /// Follow a query over time: share or rate, moving average, sparkline, change point.
    #[command(
        after_help = "Examples:\n  classlens trend audit focus:low_wage --of 'NOT focus:none' --by year\n  classlens trend audit '\"minimum wage\"' --rate --by quarter"
    )]
    Trend(TrendArgs),
    /// Run many named queries and count them by outlet and year in one table.
    #[command(
        after_help = "Examples:\n  classlens batch audit queries.csv --by outlet,year --format csv > counts.csv\n  classlens batch audit                            the queries saved in the audit"
    )]
    Batch(BatchArgs),
    /// Take articles out of an audit, by a query.
    #[command(
        after_help = "Examples:\n  classlens delete audit 'outlet:\"Test Feed\"' --dry-run\n  classlens delete audit 'section:obituaries'"
    )]
    Delete(DeleteArgs),
    /// Make one audit of several whose sources were audited apart.
    #[command(
        after_help = "Examples:\n  classlens merge audits/2015 audits/2016 -o audits/both\n  classlens merge part-* -o whole --csv\n\nTables, figures and answers are those of one audit of all sources in this order. An id with the same text in two audits\ncounts once and is refused the second time; an id with different texts, another version or lexicon stops the merge."
    )]
    Merge(MergeArgs),
    /// Name audits of parts of a corpus in a file, to search them as one without merging them.
    #[command(
        after_help = "Examples:\n  classlens shards audits/2015 audits/2016 -o news.json\n  classlens search news.json 'cashier* schedule'\n  classlens kwic news.json '\"minimum wage\"'\n  classlens merge news.json -o whole              when figures of the whole are wanted\n\nHits, scores, order and lines are those of the merged audit. A shard that is missing, or is not what the file says of it, is\nan error, and so is an article that two shards have."
    )]
    Shards(ShardsArgs),
    /// Rebuild the index of an audit from its record, where it is missing or of another version.
    #[command(
        after_help = "Examples:\n  classlens index audit\n  classlens index audit --lexicon mine       an audit made with a lexicon of your own"
    )]
    Index(IndexArgs),
    /// List the variables of an audit that came with its articles, or join a table of more.
    #[command(
        after_help = "Examples:\n  classlens variables audit                          names, kinds, how many articles have them\n  classlens variables audit owners.csv               joined by its column `id`, else `outlet`\n  classlens summary audit --by lean,year             the same names in --by, queries and exports"
    )]
    Variables(VariablesArgs),
    /// Write a table of an audit as CSV, Parquet, XLSX, Arrow or JSON Lines; or all of it without texts, as a bundle.
    #[command(
        after_help = "Examples:\n  classlens export audit -o articles.parquet                 days, lists and units as such\n  classlens export audit -o low.xlsx --where focus:low_wage --columns id,outlet,date,title\n  classlens export audit -o features.csv --table dimensions   one row an article, one column a tier and dimension\n  classlens export audit -o news.bulk                        articles and texts for a search cluster, and their mapping\n  classlens export audit --bundle shared                      what a third party needs to make every figure again\n  classlens export audit --dictionary --format csv            every column: type, unit, meaning"
    )]
    Export(ExportArgs),
    /// Check whether an audit or a bundle is still what was written: files, texts, inputs, lexicon, version.
    #[command(after_help = "Examples:\n  classlens verify audit\n  classlens verify shared --format csv")]
    Verify(VerifyArgs),
    /// Show one article with every hit and the arithmetic of its score.
    #[command(after_help = "Example:\n  classlens explain audit nest-2012-09-flextime")]
    Explain(ExplainArgs),
    /// Read a text that is in no audit: scope gap, tiers, speakers, pay, proposals, and the lines to look at.
    #[command(
        after_help = "Examples:\n  classlens draft draft.txt                        the first line is the headline\n  classlens draft - --title 'Ask for flextime' < draft.txt\n  classlens draft draft.txt --format json          as POST /api/v1/draft answers"
    )]
    Draft(DraftArgs),
    /// Print shares with intervals, by outlet, year, section.
    #[command(
        after_help = "Examples:\n  classlens summary audit --by outlet\n  classlens summary audit --by outlet,year --min 20 --format csv\n  classlens summary audit --interval outlet-week --audience readers.csv\n  classlens summary audit --total --format csv\n  classlens summary audit --where 'title:mother*' --by year\n  classlens summary audit --by outlet --compare 'Bright Nest' --against 'Continental Wire'\n  classlens summary audit --compare 'people:mothers' --format csv"
    )]
    Summary(SummaryArgs),
    /// Hold the occupations named against the working population: who is over- and under-represented.
    #[command(
        after_help = "Examples:\n  classlens baseline audit                                all tables\n  classlens baseline audit --table occupations --format csv > ratios.csv\n  classlens baseline audit --table silence --large 0.5"
    )]
    Baseline(BaselineArgs),
    /// Try the main claims under other cut-offs, units, weights, surveys and rules, and without each outlet and entry.
    #[command(
        after_help = "Examples:\n  classlens robustness audit --format csv > choices.csv\n  classlens robustness audit --claim ratios"
    )]
    Robustness(RobustnessArgs),
    /// Write the findings as one page that needs no network, with its tables as CSV.
    #[command(
        after_help = "Examples:\n  classlens report audit                       audit/report.html and audit/report/*.csv\n  classlens report audit -o news.html --figures   figures as SVG and PNG too"
    )]
    Report(ReportArgs),
    /// Print who speaks: voice by tier, sources by sector, salience by place.
    #[command(
        after_help = "Examples:\n  classlens voice audit\n  classlens voice audit --table sources --by outlet\n  classlens voice audit --table salience --by year --format csv"
    )]
    Voice(VoiceArgs),
    /// Show what a corpus lacks: dates, bylines, months; copies, languages, boilerplate, refusals.
    #[command(
        after_help = "Examples:\n  classlens health audit\n  classlens health audit --by outlet,month --table articles --format csv\n  classlens health audit --table sentences --share 0.02 --top 0"
    )]
    Health(HealthArgs),
    /// Count pay, schedules, or reasons for leaving work, with intervals and bases.
    #[command(
        after_help = "Examples:\n  classlens work audit pay --by year\n  classlens work audit schedules\n  classlens work audit reasons --by outlet --format csv"
    )]
    Work(WorkArgs),
    /// Serve a web page and an HTTP API over an audit, on this machine unless told otherwise.
    #[cfg(feature = "serve")]
    #[command(
        after_help = "Examples:\n  classlens serve audit                                          http://127.0.0.1:7700/\n  classlens serve audit --address 0.0.0.0:7700 --tokens tokens.toml\n  classlens serve audit --coding coding                          the plan of `gold plan`, to code\n\nA token file:\n  [[token]]\n  name = \"desk\"\n  token = \"at least twenty characters\"\n  role = \"snippet\"        # metadata, snippet, full or coder\n  characters = 300        # of an article, over all requests\n\nThe server speaks plain HTTP: put it behind one that speaks HTTPS before others use it."
    )]
    Serve(ServeArgs),
    /// Check, list, import, freeze, audit and compare lexicons.
    #[command(subcommand)]
    Lexicon(LexiconCommand),
    /// Draw articles to code by hand, score codes, correct shares, fit weights.
    #[command(subcommand)]
    Gold(GoldCommand),
    /// Print a completion script for your shell.
    #[command(
        after_help = "Example:\n  classlens completions bash > ~/.local/share/bash-completion/completions/classlens"
    )]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command")]
pub struct AuditArgs {
    /// Files, folders, quoted patterns, or - for standard input; none is the embedded sample corpus.
    pub paths: Vec<PathBuf>,
    /// Where the audit folder goes; an audit of the same sources and lexicon that is there is replaced.
    #[arg(short, long, default_value = "audit", value_name = "FOLDER")]
    pub output: PathBuf,
    /// Which column or key holds a field, where its name does not say.
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub map: Vec<String>,
    /// Further columns or keys to keep as variables, with commas; all that are no field without it. `meta.*` takes all that begin so.
    #[arg(long, value_delimiter = ',', value_name = "COLUMN")]
    pub keep: Vec<String>,
    /// Further columns or keys to leave out, with commas; `*` leaves out all.
    #[arg(long, value_delimiter = ',', value_name = "COLUMN")]
    pub drop: Vec<String>,
    /// Table with a column `id` or `outlet` whose other columns become variables: ownership, circulation, region.
    #[arg(long, value_name = "FILE")]
    pub variables: Option<PathBuf>,
    /// How dates like 03/04/2012 are read where the other dates of their source do not show it; without it they are left out.
    #[arg(long, value_enum)]
    pub date_order: Option<DateOrderArg>,
    /// Table with a column `file` and the metadata of plain text files.
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
    /// Longest record in MiB; longer ones are refused.
    #[arg(long, default_value_t = 32, value_name = "MIB", value_parser = clap::value_parser!(u32).range(1..=2048))]
    pub max_record: u32,
    /// Bound on buffers in MiB.
    #[arg(long, default_value_t = 512, value_name = "MIB", value_parser = clap::value_parser!(u32).range(64..))]
    pub memory: u32,
    /// Write articles, hits, quotes and pay as CSV beside the Parquet files.
    #[arg(long)]
    pub csv: bool,
    /// Add these paths to the audit in the output folder: what it has read and has not changed is not read again.
    #[arg(long, requires = "paths")]
    pub add: bool,
    /// Score the texts of this audit anew, with another --lexicon, without reading its sources.
    #[arg(long, value_name = "AUDIT", conflicts_with_all = ["paths", "add", "inspect", "map", "keep", "drop", "date_order", "manifest", "max_record"])]
    pub from: Option<PathBuf>,
    /// Replace the audit in the output folder although it has other sources, another lexicon, or deletions.
    #[arg(long, conflicts_with = "add")]
    pub replace: bool,
    /// Go on where a killed run of the same call stopped.
    #[arg(long)]
    pub resume: bool,
    /// Articles between two points that a killed run can go on from.
    #[arg(long, default_value_t = 8192, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub checkpoint: u32,
    /// Show what would be read from the first records of each source, and write nothing.
    #[arg(long)]
    pub inspect: bool,
}

/// How all-number dates are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DateOrderArg {
    /// Month first.
    Mdy,
    /// Day first.
    Dmy,
}

#[derive(Debug, Args)]
pub struct DeleteArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// What to delete.
    pub query: String,
    /// Only count what would be deleted.
    #[arg(long)]
    pub dry_run: bool,
    /// Delete although the query is empty or finds more than half of the articles.
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct IndexArgs {
    /// Audit folder.
    pub audit: PathBuf,
}

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Audit folder or bundle.
    pub audit: PathBuf,
}

#[derive(Debug, Args)]
pub struct VariablesArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// Table to join: CSV or XLSX with a column `id` or `outlet`; its other columns replace variables of the same names.
    pub table: Option<PathBuf>,
    /// What the table is joined by; the first of id and outlet that it has without it.
    #[arg(long, value_enum, requires = "table")]
    pub by: Option<JoinKeyArg>,
    /// Print all fields, too: what a query and `--by` may name.
    #[arg(long, conflicts_with = "table")]
    pub all: bool,
}

/// What a table is joined by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum JoinKeyArg {
    /// Ids of articles.
    Id,
    /// Outlets.
    Outlet,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// Id of the article.
    pub id: String,
}

#[derive(Debug, Args)]
pub struct SummaryArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// What to group by, any field that `search --by` takes: outlet, quarter, wire, `n_tokens/500` …, or a CSV of queries
    /// (columns `name` and `query`), each a group; several with commas; outlet without it.
    #[arg(long, value_delimiter = ',')]
    pub by: Vec<String>,
    /// Print how far every share of A is from that of B: A is a query, with --by the name of a group.
    #[arg(long, value_name = "A", conflicts_with_all = ["min", "total"])]
    pub compare: Option<String>,
    /// What A is set against, a query or with --by a group; all other articles without it.
    #[arg(long, value_name = "B", requires = "compare")]
    pub against: Option<String>,
    /// Print how far every share of each group is from that of all other articles.
    #[arg(long, conflicts_with_all = ["compare", "total"])]
    pub differences: bool,
    /// Leave out groups with fewer articles; they still count in the total.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub min: u64,
    /// Print the shares of the whole as a table: of all articles, and of those with a focus.
    #[arg(long, conflicts_with_all = ["by", "min"])]
    pub total: bool,
    #[command(flatten)]
    pub subset: SubsetArgs,
    #[command(flatten)]
    pub estimate: EstimateArgs,
}

#[derive(Debug, Args)]
pub struct RobustnessArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// Which claim is tried; without it both, for people.
    #[arg(long, value_enum)]
    pub claim: Option<ClaimArg>,
    #[command(flatten)]
    pub subset: SubsetArgs,
}

/// A claim of `classlens robustness`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClaimArg {
    /// The share of each tier among articles with a focus, under other cut-offs, units and weights.
    Shares,
    /// The ratio of mentions to employment by tier, under other surveys and rules of what a tier is.
    Ratios,
}

#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// The page; without it `report.html` in the audit folder, with --where `report-subset.html`. Tables go to a folder of
    /// the same name.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write the figures as SVG and PNG files beside the tables.
    #[arg(long)]
    pub figures: bool,
    /// Title at the top of the page and in its citation.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Who made the report.
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Day of the report, as it should be printed.
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,
    #[command(flatten)]
    pub write_over: WriteOverArgs,
    #[command(flatten)]
    pub subset: SubsetArgs,
    #[command(flatten)]
    pub estimate: EstimateArgs,
}

#[derive(Debug, Args)]
pub struct VoiceArgs {
    /// Audit folder.
    pub audit: PathBuf,
    /// What is counted.
    #[arg(long, value_enum, default_value_t = VoiceTableArg::Voices)]
    pub table: VoiceTableArg,
    /// What to group by, any field that `search --by` takes: outlet, quarter, wire, `n_tokens/500` …, or a CSV
    /// of queries (columns `name` and `query`), each a group; several with commas.
    #[arg(long, value_delimiter = ',')]
    pub by: Vec<String>,
    /// Leave out groups with fewer articles.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub min: u64,
    #[command(flatten)]
    pub subset: SubsetArgs,
    #[command(flatten)]
    pub estimate: EstimateArgs,
}

/// What `voice` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VoiceTableArg {
    /// Who speaks as a worker, or in any role, given that workers are mentioned; words, first and last speaker.
    Voices,
    /// Speakers by sector.
    Sources,
    /// Evidence in headline, lede, thirds and quotations.
    Salience,
}
