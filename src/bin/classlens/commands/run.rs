//! Runs the command that the arguments name.

use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;

use crate::args::{Cli, Command, Global, GoldCommand, LexiconCommand};
#[cfg(feature = "serve")]
use crate::commands::serve;
use crate::commands::{
    audit, baseline, batch, compare, delete, draft, explain, export_record, gold, gold_code, gold_codebook,
    gold_evaluate, gold_plan, gold_score, health, index, kwic, lexicon, lexicon_audit, lexicon_diff, lexicon_freeze,
    lexicon_import, merge, report, robustness, search, shards, summary, trend, variables, verify, voice, work,
};

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
        Command::Shards(args) => shards::run(global, args),
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
