//! `classlens gold score`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use classlens::audit::{
    Corrected, GoldOptions, GoldScore, KeptCodes, Least, corrected_by_group, corrected_every, corrected_methods,
};
use classlens::present::{Style, shell_word};
use classlens::record::Axis;
use classlens::validate::plan::PlannedDocument;
use classlens::validate::prevalence::Need;

use crate::args::{Format, Global, ScoreArgs, ShowArg};
use crate::commands::gold_plan::{new_folder, sizes, top_up};
use crate::commands::subset::{nothing_found, say_subset, subset_of};
use crate::commands::{axes_of, ids_of, open_audit, readers};
use crate::output::{print, print_answer, print_answer_styled, print_styled, say};

/// Problems printed; `--show problems` prints all.
const SHOWN: usize = 12;
/// Longest cell of a table of problems.
const PROBLEM_WIDTH: usize = 160;
/// Longest cell of a table of corrected shares: a whole reason.
const REASON_WIDTH: usize = 140;

/// Scores the codes, keeps them in the audit folder and prints what follows.
pub fn run(global: &Global, args: &ScoreArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let axes = axes_of(&audit, &args.by)?;
    let options = GoldOptions {
        codes: args.codes.clone(),
        plan: args.plan.clone(),
        population: args.population.as_deref().map(ids_of).transpose()?,
        predictions: args.predictions.clone(),
        seed: global.seed,
    };
    let scored = audit.gold_score(&options)?;
    let subset = subset_of(&audit, &args.subset)?;
    if let Some(empty) = subset.as_ref().filter(|subset| subset.n_articles() == 0) {
        return Ok(nothing_found(&audit, empty));
    }
    scored.remarks().iter().try_for_each(|line| say(global.format, line))?;
    if audit.given_lexicon()?.hash != audit.manifest().lexicon_hash {
        say(global.format, "--lexicon FOLDER names the lexicon of the audit.")?;
    }
    if scored.n_scored() == 0 {
        problems(global, &scored, args.show)?;
        let line = "No article of this audit has a code of the focus: nothing is scored, and nothing is kept.";
        say(global.format, line)?;
        return Ok(ExitCode::from(1));
    }
    keep(global, args, &scored)?;
    say_subset(global, subset.as_ref())?;
    let scored = match &subset {
        Some(subset) => scored.within(subset),
        None => scored,
    };
    if scored.n_scored() == 0 {
        say(global.format, "None of these articles has a code of the focus: nothing is scored.")?;
        return Ok(ExitCode::from(1));
    }
    let show = args.show.or((global.format != Format::Table).then_some(ShowArg::Corrected));
    let wanted = |table: ShowArg| show.is_none_or(|only| only == table);
    if wanted(ShowArg::Problems) {
        problems(global, &scored, show)?;
    }
    if wanted(ShowArg::Agreement) {
        agreement(global, args, &scored)?;
    }
    if wanted(ShowArg::Scores) {
        print_answer(&scored.scores(), global.format)?;
        if !axes.is_empty() {
            print_answer(&scored.scores_by(&axes, args.min), global.format)?;
        }
    }
    if wanted(ShowArg::Confusion) {
        print_answer(&scored.confusion(), global.format)?;
    }
    if wanted(ShowArg::Judged) {
        judged(global, &scored, show)?;
    }
    if wanted(ShowArg::Corrected) {
        corrected(global, args, &scored, &axes)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Keeps the codes, but not in the place of others that they do not include.
fn keep(global: &Global, args: &ScoreArgs, scored: &GoldScore<'_>) -> anyhow::Result<()> {
    let Some(kept) = scored.would_lose().filter(|_| !args.replace) else { return Ok(scored.keep()?) };
    let KeptCodes { n, n_lost, files } = kept;
    let what = if n == 0 {
        format!("the codes that are kept cannot be read ({files})")
    } else {
        format!("{n} coded articles are kept ({files}), and {n_lost} of them are not among these")
    };
    let gold = scored.folder();
    let gold = gold.display();
    say(global.format, &format!("Not kept: {gold}: {what}. Name all files of codes, or give --replace."))
}

fn agreement(global: &Global, args: &ScoreArgs, scored: &GoldScore<'_>) -> anyhow::Result<()> {
    let answer = scored.agreement(args.replicates as usize, readers(global.format));
    answer.before.iter().try_for_each(|line| say(global.format, line))?;
    if answer.table.n_rows() == 0 { Ok(()) } else { print(&answer.table, global.format) }
}

fn corrected(global: &Global, args: &ScoreArgs, scored: &GoldScore<'_>, axes: &[Axis]) -> anyhow::Result<()> {
    let corrected = scored.corrected(axes);
    if global.format != Format::Table {
        return print(&corrected_every(&corrected, axes), global.format);
    }
    print_answer(&corrected_methods(&corrected, scored.tiers()), global.format)?;
    if !corrected.warnings().is_empty() {
        say(global.format, "--predictions FILE takes the cross-validated answers of `gold fit`.")?;
    }
    let groups = corrected_by_group(&corrected, axes, Least::Coded(args.min));
    groups.map_or(Ok(()), |groups| print_answer_styled(&groups, global.format, Style { max_cell: REASON_WIDTH }))?;
    what_next(global, args, scored, &corrected)
}

/// What has to be coded before every share is corrected, and where it is or the command that draws it.
fn what_next(global: &Global, args: &ScoreArgs, scored: &GoldScore<'_>, corrected: &Corrected) -> anyhow::Result<()> {
    if corrected.refusal().is_some() {
        return say(global.format, &plan_of_its_own(args, corrected));
    }
    let needs = corrected.needs();
    if needs.is_empty() {
        return Ok(());
    }
    for Need { said, n_coded, n_more } in needs {
        let line = format!(
            "To correct {said} you need about {n_more} more coded articles to which the program gives it ({n_coded} are coded)."
        );
        say(global.format, &line)?;
    }
    let Some((path, plan)) = args.plan.as_deref().zip(scored.plan()) else {
        return say(global.format, &plan_of_its_own(args, corrected));
    };
    let uncoded = scored.uncoded();
    if !uncoded.is_empty() {
        let sheets = sheets(path, &uncoded);
        let line = format!("Code the {} articles of the plan that have no code first: {sheets}.", uncoded.len());
        return say(global.format, &line);
    }
    say(global.format, &format!("Draw them with `{}`.", top_up(&args.audit, path, plan, needs)))
}

/// Where the articles are that a plan gives coders and that nobody coded.
fn sheets(plan: &Path, uncoded: &[&PlannedDocument]) -> String {
    let coders: BTreeSet<&str> = uncoded.iter().flat_map(|document| &document.coders).map(String::as_str).collect();
    let sheet = |coder: &str| plan.with_file_name(format!("{coder}.csv")).display().to_string();
    let mut sheets: Vec<String> = coders.into_iter().map(sheet).collect();
    let is_older = uncoded.iter().any(|document| document.coders.is_empty());
    sheets.extend(is_older.then(|| "the sheets of the plan that it tops up".to_owned()));
    sheets.join(", ")
}

/// The command that draws a plan for corrections, where the codes at hand do not make one.
fn plan_of_its_own(args: &ScoreArgs, corrected: &Corrected) -> String {
    let folder = new_folder("coding");
    let [audit, folder] = [&args.audit, &folder].map(|path| shell_word(path));
    let population = args.population.as_deref().map(|file| format!(" --population {}", shell_word(file)));
    let query = args.subset.query.as_ref().map(|query| format!(" --where {}", shell_word(Path::new(query))));
    let drawn_from = [population, query].into_iter().flatten().collect::<String>();
    format!(
        "These codes belong to no plan that could be topped up. A plan of its own needs no more than that: `classlens gold plan \
         {audit} --by focus --sizes {} -o {folder}{drawn_from}`; its codes are scored with `--plan {folder}/plan.json`.",
        sizes(corrected.needs_anew())
    )
}

/// What readers judged; nothing is said where they judged nothing, unless it is asked for.
fn judged(global: &Global, scored: &GoldScore<'_>, show: Option<ShowArg>) -> anyhow::Result<()> {
    let answer = scored.judged();
    if answer.n_found == 0 && show != Some(ShowArg::Judged) {
        return Ok(());
    }
    print_answer(&answer, global.format)
}

fn problems(global: &Global, scored: &GoldScore<'_>, show: Option<ShowArg>) -> anyhow::Result<()> {
    let answer = scored.problems();
    answer.before.iter().try_for_each(|line| say(global.format, line))?;
    let all = show == Some(ShowArg::Problems);
    if answer.n_found == 0 && !all {
        return Ok(());
    }
    let table = if all { answer.table } else { answer.table.first(SHOWN) };
    print_styled(&table, global.format, Style { max_cell: PROBLEM_WIDTH })
}
