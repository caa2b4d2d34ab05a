//! One file a command.

mod audit;
mod baseline;
mod batch;
mod compare;
mod delete;
mod draft;
mod explain;
mod export;
mod export_record;
mod facet;
mod gold;
mod gold_code;
mod gold_codebook;
mod gold_evaluate;
mod health;
mod gold_plan;
mod gold_score;
mod index;
mod inspect;
mod kwic;
mod lexicon;
mod lexicon_audit;
mod lexicon_diff;
mod lexicon_freeze;
mod lexicon_import;
mod merge;
mod report;
mod robustness;
mod saved;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod subset;
mod summary;
mod summary_differences;
mod trend;
mod variables;
mod verify;
mod voice;
mod work;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::CommandFactory;
use classlens::audit::{Audit, Readers, Selection};
use classlens::folder::{AuditFolder, FolderError};
use classlens::lexicon::{Lexicon, LexiconFile, embedded_files, read_files};
use classlens::record::Axis;
use classlens::store::{Deduplicated, DeduplicatedWithin, Query};

use crate::args::{Cli, Command, FoldArg, Format, Global, GoldCommand, LexiconCommand};
use crate::output::say;

/// Runs the command; the exit code says whether something was found.
pub fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    let global = &cli.global;
    match &cli.command {
        Command::Audit(args) => audit::run(global, args),
        Command::Search(args) => search::run(global, args),
        Command::Kwic(args) => kwic::run(global, args),
        Command::Compare(args) => compare::run(global, args),
        Command::Trend(args) => trend::run(global, args),
        Command::Batch(args) => batch::run(global, args),
        Command::Merge(args) => merge::run(global, args),
        Command::Index(args) => index::run(global, args),
        Command::Delete(args) => delete::run(global, args),
        Command::Export(args) => export_record::run(global, args),
        Command::Verify(args) => verify::run(global, args),
        Command::Variables(args) => variables::run(global, args),
        Command::Draft(args) => draft::run(global, args),
        Command::Explain(args) => explain::run(global, args),
        Command::Summary(args) => summary::run(global, args),
        Command::Baseline(args) => baseline::run(global, args),
        Command::Robustness(args) => robustness::run(global, args),
        Command::Report(args) => report::run(global, args),
        Command::Voice(args) => voice::run(global, args),
        Command::Health(args) => health::run(global, args),
        Command::Work(args) => work::run(global, args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(global, args),
        Command::Lexicon(command) => of_lexicon(global, command),
        Command::Gold(command) => of_gold(global, command),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "classlens", &mut script);
            std::io::stdout().write_all(&script)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn of_gold(global: &Global, command: &GoldCommand) -> anyhow::Result<ExitCode> {
    match command {
        GoldCommand::Plan(args) => gold_plan::run(global, args),
        GoldCommand::Code(args) => gold_code::run(global, args),
        GoldCommand::Codebook(args) => gold_codebook::run(global, args),
        GoldCommand::Score(args) => gold_score::run(global, args),
        GoldCommand::Fit(args) => gold::fit(global, args),
        GoldCommand::Evaluate(args) => gold_evaluate::run(global, args),
    }
}

fn of_lexicon(global: &Global, command: &LexiconCommand) -> anyhow::Result<ExitCode> {
    match command {
        LexiconCommand::Check { frozen: None } => lexicon::check(global),
        LexiconCommand::Check { frozen: Some(file) } => lexicon_freeze::check(global, file),
        LexiconCommand::List { tier, dimension } => lexicon::list(global, tier.as_deref(), dimension.as_deref()),
        LexiconCommand::Export { folder } => lexicon::export(global, folder),
        LexiconCommand::Import(args) => lexicon_import::run(global, args),
        LexiconCommand::Freeze(args) => lexicon_freeze::run(global, args),
        LexiconCommand::Audit(args) => lexicon_audit::run(global, args),
        LexiconCommand::Diff(args) => lexicon_diff::run(global, args),
    }
}

/// The axes named by `--by`.
fn axes_of(audit: &Audit, names: &[String]) -> anyhow::Result<Vec<Axis>> {
    audit.axes(names).map_err(|reason| anyhow::anyhow!("--by {reason}"))
}

/// The files of the lexicon of `--lexicon`, else of the embedded one.
fn lexicon_files(global: &Global) -> anyhow::Result<Vec<LexiconFile>> {
    match &global.lexicon {
        Some(path) => read_files(path).with_context(|| format!("lexicon {}", path.display())),
        None => Ok(embedded_files()),
    }
}

/// The lexicon of `--lexicon`, else the embedded one.
fn lexicon_of(global: &Global) -> anyhow::Result<Arc<Lexicon>> {
    match &global.lexicon {
        Some(folder) => {
            Lexicon::from_folder(folder).map(Arc::new).with_context(|| format!("lexicon {}", folder.display()))
        }
        None => Ok(Lexicon::embedded()),
    }
}

/// An audit with the lexicon of `--lexicon`, else the embedded one; it is read when it is first needed.
fn open_audit(global: &Global, path: &Path) -> anyhow::Result<Audit> {
    let audit = Audit::open(path)?;
    note_missing(global, audit.folder(), path);
    Ok(match &global.lexicon {
        Some(folder) => audit.with_lexicon_folder(folder),
        None => audit,
    })
}

/// Which tables the audit at `path` does not have: figures of them are refused, everything else is answered.
fn note_missing(global: &Global, folder: &AuditFolder, path: &Path) {
    let missing: Vec<String> = folder.missing_tables().iter().map(|name| format!("{name}.parquet")).collect();
    if !missing.is_empty() && !global.quiet {
        let (path, missing) = (path.display(), missing.join(" and "));
        eprintln!(
            "note: {path} does not have {missing}; `classlens audit --from {path} -o FOLDER` makes all tables again"
        );
    }
}

/// Which audit it is, and its lexicon.
fn say_audit(global: &Global, audit: &Audit) -> anyhow::Result<()> {
    let manifest = audit.manifest();
    say(global.format, &format!("{}; lexicon {} {}", audit.path().display(), manifest.lexicon, manifest.lexicon_hash))
}

/// Whom the tables of a format are for.
fn readers(format: Format) -> Readers {
    if format == Format::Table { Readers::People } else { Readers::Machines }
}

/// Why the coded articles of an audit are not used, where it has some.
fn note_on_codes(articles: &Selection<'_>) -> anyhow::Result<()> {
    match articles.remark() {
        None => Ok(()),
        Some(error @ FolderError::Gold { .. }) => {
            eprintln!("note: {error}");
            Ok(())
        }
        Some(error) => bail!("{error}"),
    }
}

/// Every story once where that is asked for.
fn folded(global: &Global, fold: Option<FoldArg>, audit: &Audit, query: Query) -> anyhow::Result<Query> {
    let Some(FoldArg::Copies) = fold else { return Ok(query) };
    let folded = audit.deduplicate(query)?;
    note_folded(global, &folded, "");
    Ok(folded.query)
}

/// The query within its base, and the base, every story once where that is asked for.
fn folded_within(
    global: &Global,
    fold: Option<FoldArg>,
    audit: &Audit,
    query: Query,
    base: Query,
) -> anyhow::Result<(Query, Query)> {
    let Some(FoldArg::Copies) = fold else { return Ok((query, base)) };
    let DeduplicatedWithin { found, base } = audit.deduplicate_within(query, base)?;
    note_folded(global, &found, " of the articles found");
    note_folded(global, &base, " of the base; counts and shares are of stories");
    Ok((found.query, base.query))
}

fn note_folded(global: &Global, folded: &Deduplicated, of: &str) {
    if !global.quiet {
        eprintln!("note: {} articles that print a story again are left out{of}", folded.n_duplicates);
    }
}

/// The ids in a file, one a line.
fn ids_of(path: &Path) -> anyhow::Result<BTreeSet<String>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}
