//! One file a command.

mod audit;
mod baseline;
mod batch;
mod collocates;
mod compare;
mod explain;
mod export;
mod facet;
mod findings;
mod gold;
mod inspect;
mod kwic;
mod lexicon;
mod lexicon_audit;
mod lexicon_diff;
mod lexicon_freeze;
mod lexicon_import;
mod report;
mod robustness;
mod search;
mod summary;
mod trend;
mod work;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::CommandFactory;
use classlens::lexicon::Lexicon;
use classlens::matcher::Matcher;
use classlens::pipeline::{AuditFolder, Manifest};
use classlens::read::{RawArticle, parse_date};
use classlens::store::{Classes, StoredArticle};

use crate::args::{Cli, Command, Global, GoldCommand, LexiconCommand};

/// Runs the command; the exit code tells whether something was found.
pub fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    let global = &cli.global;
    match &cli.command {
        Command::Audit(args) => audit::run(global, args),
        Command::Search(args) => search::run(global, args),
        Command::Kwic(args) => kwic::run(global, args),
        Command::Compare(args) => compare::run(global, args),
        Command::Trend(args) => trend::run(global, args),
        Command::Batch(args) => batch::run(global, args),
        Command::Explain(args) => explain::run(global, args),
        Command::Summary(args) => summary::run(global, args),
        Command::Baseline(args) => baseline::run(global, args),
        Command::Robustness(args) => robustness::run(global, args),
        Command::Report(args) => report::run(global, args),
        Command::Work(args) => work::run(global, args),
        Command::Lexicon(command) => of_lexicon(global, command),
        Command::Gold(GoldCommand::Fit(args)) => gold::fit(global, args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "classlens", &mut script);
            std::io::stdout().write_all(&script)?;
            Ok(ExitCode::SUCCESS)
        }
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

/// The lexicon of `--lexicon`, else the embedded one.
fn lexicon_of(global: &Global) -> anyhow::Result<Lexicon> {
    match &global.lexicon {
        Some(folder) => Lexicon::from_folder(folder).with_context(|| format!("lexicon {}", folder.display())),
        None => Ok(Lexicon::embedded()),
    }
}

/// The lexicon of `--lexicon` or the embedded one, when it is the one the audit was made with.
fn lexicon_of_audit(global: &Global, audit: &Path, manifest: &Manifest) -> anyhow::Result<Lexicon> {
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
    let matcher = Matcher::new(&lexicon);
    Ok(Some(OwnedClasses { lexicon, matcher }))
}

/// A lexicon and its matcher.
struct OwnedClasses {
    lexicon: Lexicon,
    matcher: Matcher,
}

impl OwnedClasses {
    fn lend(&self) -> Classes<'_> {
        Classes { lexicon: &self.lexicon, matcher: &self.matcher }
    }
}

/// The article as it was read.
fn raw_of(stored: StoredArticle) -> RawArticle {
    RawArticle {
        id: stored.id,
        outlet: stored.outlet,
        date: stored.date.and_then(|date| parse_date(&date, None)),
        url: stored.url,
        author: stored.author,
        section: stored.section,
        title: stored.title,
        body: stored.body,
        ..RawArticle::default()
    }
}
