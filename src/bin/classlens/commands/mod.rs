//! One file a command.

mod audit;
mod baseline;
mod batch;
mod collocates;
mod compare;
mod corrected;
mod delete;
mod explain;
mod export;
mod facet;
mod findings;
mod dedupe;
mod gold;
mod gold_evaluate;
mod health;
mod gold_plan;
mod gold_score;
mod gold_tables;
mod index;
mod inspect;
mod kwic;
mod lexicon;
mod lexicon_audit;
mod lexicon_diff;
mod lexicon_freeze;
mod lexicon_import;
mod report;
mod robustness;
mod saved;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod summary;
mod trend;
mod voice;
mod work;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::CommandFactory;
use classlens::engine::Classes;
use classlens::folder::{AuditFolder, Manifest};
use classlens::lexicon::Lexicon;
use classlens::matcher::Matcher;
use classlens::record::{read_parquet, rows_of_articles};
use classlens::score::ArticleRow;
use classlens::summarize::Axis;
use classlens::voice::Listener;

use crate::args::{Cli, Command, Global, GoldCommand, LexiconCommand};

/// Runs the command; the exit code tells whether something was found.
pub fn run(cli: &mut Cli) -> anyhow::Result<ExitCode> {
    saved::fill_in(&mut cli.command)?;
    let global = &cli.global;
    match &cli.command {
        Command::Audit(args) => audit::run(global, args),
        Command::Search(args) => search::run(global, args),
        Command::Kwic(args) => kwic::run(global, args),
        Command::Compare(args) => compare::run(global, args),
        Command::Trend(args) => trend::run(global, args),
        Command::Batch(args) => batch::run(global, args),
        Command::Delete(args) => delete::run(global, args),
        Command::Index(args) => index::run(global, args),
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
        LexiconCommand::Import(args) => lexicon_import::run(global, args),
        LexiconCommand::Freeze(args) => lexicon_freeze::run(global, args),
        LexiconCommand::Audit(args) => lexicon_audit::run(global, args),
        LexiconCommand::Diff(args) => lexicon_diff::run(global, args),
    }
}

/// The rows of `articles.parquet`.
fn articles_of(folder: &AuditFolder, manifest: &Manifest) -> anyhow::Result<Vec<ArticleRow>> {
    let table = read_parquet(&folder.articles())?;
    rows_of_articles(&table, 0..table.n_rows(), &manifest.tiers)
        .map_err(|reason| anyhow::anyhow!("{}: {reason}; run the audit again", folder.articles().display()))
}

/// The axes named by `--by`.
fn axes_of(names: &[String]) -> anyhow::Result<Vec<Axis>> {
    let mut axes = Vec::new();
    for name in names {
        let known = || Axis::ALL.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ");
        if names.iter().filter(|other| *other == name).count() > 1 {
            bail!("--by names {name} twice: name each column once");
        }
        axes.push(Axis::named(name).with_context(|| format!("--by {name}: use one of {}", known()))?);
    }
    Ok(axes)
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

/// The lexicon of `--lexicon` or the embedded one, when it is the one the audit was made with.
fn lexicon_of_audit(global: &Global, audit: &Path, manifest: &Manifest) -> anyhow::Result<Arc<Lexicon>> {
    let lexicon = lexicon_of(global)?;
    if lexicon.hash != manifest.lexicon_hash {
        bail!(
            "{} was made with lexicon {} {}, this one is {}: name the right one with --lexicon, or run the audit again",
            audit.display(),
            manifest.lexicon,
            manifest.lexicon_hash,
            lexicon.hash
        );
    }
    Ok(lexicon)
}

/// An audit folder with its manifest.
fn open_audit(path: &Path) -> anyhow::Result<(AuditFolder, Manifest)> {
    let folder = AuditFolder::at(path);
    let manifest = folder.manifest()?;
    Ok((folder, manifest))
}

/// The ids in a file, one a line.
fn ids_of(path: &Path) -> anyhow::Result<BTreeSet<String>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// The matcher that finds classes of the lexicon again, when the query names some.
///
/// Only with the lexicon of the audit: another one would show other words than were counted.
fn classes_of(global: &Global, audit: &Path, manifest: &Manifest, query: &str) -> anyhow::Result<Option<OwnedClasses>> {
    if !query.contains('@') {
        return Ok(None);
    }
    let lexicon = lexicon_of(global)?;
    if lexicon.hash != manifest.lexicon_hash {
        anyhow::bail!(
            "{} was made with lexicon {} {}, this one is {}: name the right one with --lexicon to show classes",
            audit.display(),
            manifest.lexicon,
            manifest.lexicon_hash,
            lexicon.hash
        );
    }
    let (matcher, listener) = (Matcher::new(&lexicon), Listener::new(&lexicon));
    Ok(Some(OwnedClasses { lexicon, matcher, listener }))
}

/// A lexicon, its matcher and its listener.
struct OwnedClasses {
    lexicon: Arc<Lexicon>,
    matcher: Matcher,
    listener: Listener,
}

impl OwnedClasses {
    fn lend(&self) -> Classes<'_> {
        Classes { lexicon: &self.lexicon, matcher: &self.matcher, listener: &self.listener }
    }
}
