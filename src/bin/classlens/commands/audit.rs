//! `classlens audit`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use classlens::article::DateOrder;
use classlens::audit::{AuditFolder, Inherited, Manifest, REPLICATES, closing};
use classlens::engine::Engine;
use classlens::pipeline::{
    AuditOptions, Begun, Counters, JoinOptions, Origin, Outcome, PipelineError, Run, sample_source, sources_of,
};
use classlens::read::{ColumnMap, ReadOptions, Source, VariableChoice, expand};
use classlens::summarize::Resampling;

use crate::account;
use crate::args::{AuditArgs, DateOrderArg, Format, Global};
use crate::commands::{inspect, lexicon_of, note_missing, readers, variables};
use crate::flags;
use crate::output::{print_answer, say};
use crate::progress::with_bars;

/// Remarks and refused records printed on standard error; all are in the audit folder.
const SHOWN: usize = 12;

pub fn run(global: &Global, args: &AuditArgs) -> anyhow::Result<ExitCode> {
    let engine = Engine::new(lexicon_of(global)?)?;
    let options = options_of(global, args)?;
    if args.inspect {
        return inspect::run(global, &options);
    }
    let total: u64 = options.sources.iter().map(Source::size).sum();
    let counters = Counters::default();
    let run = match Run::prepare(&engine, &options) {
        Err(error @ PipelineError::WouldReplace { .. }) => {
            bail!("{error}: name another folder with -o, add to it with --add, or give --replace")
        }
        run => run?,
    };
    if let Some(remark) = beginning(run.begun()).filter(|_| !global.quiet) {
        eprintln!("note: {remark}");
    }
    let outcome = with_bars(global.quiet, total, &counters, || run.finish(&counters))?;
    if !global.quiet {
        remarks(&outcome, &args.output);
    }
    note_missing(global, &AuditFolder::at(&args.output), &args.output);
    report(global, &outcome, &args.output)?;
    Ok(ExitCode::SUCCESS)
}

/// What a user should know about how the run begins.
fn beginning(begun: &Begun) -> Option<String> {
    match begun {
        Begun::Anew => None,
        Begun::Resumed { n_articles } => Some(format!("resuming after {n_articles} articles of a killed run")),
        Begun::Discarded { n_articles } => {
            Some(format!("a killed run had done {n_articles} articles; --resume would have continued after them"))
        }
        Begun::Refused { reason } => Some(format!("the killed run cannot be resumed, this one starts anew: {reason}")),
    }
}

fn options_of(global: &Global, args: &AuditArgs) -> anyhow::Result<AuditOptions> {
    let mut columns = ColumnMap::default();
    for argument in &args.map {
        columns.add(argument)?;
    }
    let date_order = args.date_order.map(|order| match order {
        DateOrderArg::Mdy => DateOrder::MonthDay,
        DateOrderArg::Dmy => DateOrder::DayMonth,
    });
    let (origin, sources) = sources(args)?;
    Ok(AuditOptions {
        sources,
        origin,
        read: ReadOptions {
            columns,
            date_order,
            latest: tomorrow(),
            max_record_bytes: (args.max_record as usize) << 20,
            manifest: args.manifest.clone(),
            variables: VariableChoice { keep: args.keep.clone(), drop: args.drop.clone() },
            ..ReadOptions::default()
        },
        join: args.variables.clone().map(|path| JoinOptions::new(path, None)),
        output: args.output.clone(),
        csv: args.csv,
        checkpoint: args.checkpoint as usize,
        replace: args.replace,
        may_be_empty: false,
        resume: args.resume,
        threads: usize::from(global.threads),
        memory: (args.memory as usize) << 20,
        seed: global.seed,
        command: global.call.clone(),
    })
}

/// Tomorrow, because today ends later in another time zone.
fn tomorrow() -> Option<jiff::civil::Date> {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().tomorrow().ok()
}

fn sources(args: &AuditArgs) -> anyhow::Result<(Origin, Vec<Source>)> {
    if let Some(audit) = &args.from {
        return Ok((Origin::Texts(audit.clone()), sources_of(audit)?));
    }
    let named = if args.paths.is_empty() { vec![sample_source()] } else { expand(&args.paths)? };
    if !args.add {
        return Ok((Origin::Sources, named));
    }
    let mut sources = sources_of(&args.output)?;
    for source in named {
        // Standard input is another one each time.
        if source == Source::Stdin || !sources.contains(&source) {
            sources.push(source);
        }
    }
    Ok((Origin::Added, sources))
}

/// What a user should know of the input, and of files that were in the folder.
pub fn remarks(outcome: &Outcome, output: &Path) {
    let manifest = &outcome.manifest;
    for notice in manifest.notices.iter().take(SHOWN) {
        eprintln!("note: {}: {}", notice.source, notice.message);
    }
    let accounts = manifest.sources.iter().map(|source| (source.source.as_str(), &source.fields));
    for line in account::lines(accounts) {
        eprintln!("note: {line}");
    }
    for line in variables::lines(manifest).iter().chain(&outcome.remarks) {
        eprintln!("note: {line}");
    }
    for reject in outcome.rejects.iter().take(SHOWN) {
        eprintln!("refused: {}", flags::refused(reject));
    }
    remarks_on_inherited(&outcome.inherited, output);
    let left = manifest.n_refused.saturating_sub(SHOWN as u64);
    if left > 0 {
        eprintln!("refused: {left} more, all of them in {}", AuditFolder::at(output).rejects().display());
    }
}

/// What became of files that lay in the folder of the audit.
pub fn remarks_on_inherited(inherited: &Inherited, output: &Path) {
    let folder = output.display();
    if !inherited.kept.is_empty() {
        eprintln!("note: kept in {folder} from the audit that was there: {}", inherited.kept.join(", "));
    }
    if inherited.gold_is_stale {
        eprintln!(
            "note: {folder}/gold has codes scored against the previous articles or lexicon: no share is corrected by them \
             until `classlens gold score` is run again"
        );
    }
    if !inherited.dropped.is_empty() {
        let names = inherited.dropped.join(", ");
        eprintln!("note: removed from {folder}, because it described the previous articles: {names}; make it again");
    }
}

/// What the audit found, in a few lines.
pub fn report(global: &Global, outcome: &Outcome, output: &Path) -> anyhow::Result<()> {
    let format = global.format;
    let manifest = &outcome.manifest;
    say(
        format,
        &format!(
            "{} records: {} articles read, {} refused; {} words; lexicon {} {}",
            manifest.n_records,
            manifest.n_articles,
            manifest.n_refused,
            manifest.n_tokens,
            manifest.lexicon,
            &manifest.lexicon_hash[..8]
        ),
    )?;
    copies(global.format, manifest)?;
    let resampling = Resampling { replicates: REPLICATES, seed: global.seed };
    let closing = closing(outcome, resampling, readers(format));
    print_answer(&closing, format)?;
    say(format, &format!("\naudit folder: {}", output.display()))
}

/// How many articles print a story again.
fn copies(format: Format, manifest: &Manifest) -> anyhow::Result<()> {
    let (exact, near) = (manifest.n_exact_copies, manifest.n_near_copies);
    if exact + near == 0 {
        return say(format, "No article prints the story of another one again.");
    }
    let n = exact + near;
    say(
        format,
        &format!("{n} articles print the story of an earlier one again: {exact} word by word, {near} nearly so."),
    )
}
