//! `classlens gold plan`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::audit::{AuditError, DrawnPlan, PLAN, PlanOptions, SampleSize, Subset};
use classlens::present::{TaskProgram, shell_word};
use classlens::validate::FOCUS;
use classlens::validate::plan::{Allocation, Plan, STRATUM_JOINT, Stratum, is_coder_name, read_plan};
use classlens::validate::prevalence::Need;

use crate::args::{AllocationArg, Format, Global, PlanArgs, PlanSizeArg, TasksArg};
use crate::commands::subset::{nothing_found, say_subset, subset_of};
use crate::commands::{axes_of, ids_of, open_audit};
use crate::output::{print, say};

/// Articles drawn when neither size nor width is given.
const SIZE: u64 = 200;

/// Draws the sample and writes plan, sheets and forms.
pub fn run(global: &Global, args: &PlanArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let subset = subset_of(&audit, &args.subset)?;
    if let Some(empty) = subset.as_ref().filter(|subset| subset.n_articles() == 0) {
        return Ok(nothing_found(&audit, empty));
    }
    say_subset(global, subset.as_ref())?;
    let options = PlanOptions {
        by: axes_of(&audit, &strata_of(args))?,
        queries: args.query.clone(),
        population: population(args, subset.as_ref())?,
        size: match (args.size, args.width) {
            (Some(PlanSizeArg::Articles(size)), _) => SampleSize::Articles(size),
            (Some(PlanSizeArg::All), _) => SampleSize::All,
            (None, Some(width)) => SampleSize::Width(width),
            (None, None) => SampleSize::Articles(SIZE),
        },
        share: args.share,
        allocation: allocation(args)?,
        add: args.add.as_deref().map(|path| read_plan(path, &audit.manifest().corpus_hash)).transpose()?,
        coders: coders(args)?,
        overlap: args.overlap,
        seed: global.seed,
    };
    let drawn = match audit.draw_plan(&options) {
        Err(error @ AuditError::SeveralValues { .. }) => bail!("--by {error}"),
        Err(error @ AuditError::NoStratum { .. }) => bail!("--sizes: {error}"),
        Err(error @ AuditError::OtherAnswers) => bail!("--add: {error}"),
        drawn => drawn?,
    };
    let Some(drawn) = drawn else {
        say(global.format, "There is no article to draw from.")?;
        return Ok(ExitCode::from(1));
    };
    let programs: Vec<TaskProgram> = args.tasks.iter().copied().map(program).collect();
    audit.write_coding(&drawn.plan, &args.coders, &programs, &args.output)?;
    report(global, args, &drawn)?;
    Ok(ExitCode::SUCCESS)
}

/// What makes strata: named sizes are those of foci, unless something else makes strata.
fn strata_of(args: &PlanArgs) -> Vec<String> {
    let is_open = args.by.is_empty() && args.query.is_empty() && args.add.is_none();
    if !args.sizes.is_empty() && is_open { vec![FOCUS.to_owned()] } else { args.by.clone() }
}

/// Ids that may be drawn: those of the file, of the subset, or of both; all without them.
fn population(args: &PlanArgs, subset: Option<&Subset>) -> anyhow::Result<Option<BTreeSet<String>>> {
    let of_file = args.population.as_deref().map(ids_of).transpose()?;
    Ok(match (of_file, subset) {
        (of_file, None) => of_file,
        (None, Some(subset)) => Some(subset.ids().map(str::to_owned).collect()),
        (Some(ids), Some(subset)) => Some(subset.ids().filter(|id| ids.contains(*id)).map(str::to_owned).collect()),
    })
}

/// Names of coders that can be names of files.
fn coders(args: &PlanArgs) -> anyhow::Result<Vec<String>> {
    for name in &args.coders {
        if !is_coder_name(name) {
            bail!("--coders {name}: a name is made of letters, digits, - and _");
        }
        if args.coders.iter().filter(|other| *other == name).count() > 1 {
            bail!("--coders names {name} twice: name each coder once");
        }
    }
    Ok(args.coders.clone())
}

fn allocation(args: &PlanArgs) -> anyhow::Result<Allocation> {
    if args.sizes.is_empty() {
        return Ok(match args.allocation {
            AllocationArg::Proportional => Allocation::Proportional,
            AllocationArg::Equal => Allocation::Equal,
            AllocationArg::Neyman => Allocation::Neyman,
            AllocationArg::Corrections => Allocation::Corrections,
        });
    }
    let mut sizes = BTreeMap::new();
    for given in &args.sizes {
        let parsed = given.rsplit_once('=').and_then(|(name, n)| Some((name.trim(), n.trim().parse().ok()?)));
        let (name, n) = parsed.with_context(|| format!("--sizes {given}: write STRATUM=N"))?;
        sizes.insert(name.to_owned(), n);
    }
    Ok(Allocation::Sizes(sizes))
}

fn program(tasks: TasksArg) -> TaskProgram {
    match tasks {
        TasksArg::LabelStudio => TaskProgram::LabelStudio,
        TasksArg::Doccano => TaskProgram::Doccano,
    }
}

fn report(global: &Global, args: &PlanArgs, drawn: &DrawnPlan) -> anyhow::Result<()> {
    let plan = &drawn.plan;
    let shared = plan.documents.iter().filter(|d| d.coders.len() > 1).count();
    let coders: BTreeSet<&str> = plan.documents.iter().flat_map(|d| &d.coders).map(String::as_str).collect();
    let kept = plan.documents.len() - drawn.n_new;
    let added = if kept == 0 { String::new() } else { format!(", beside {kept} of the plan that is topped up") };
    let is_census = plan.documents.len() as u64 == plan.n_population;
    let width = if is_census {
        "All of them are drawn: once all are coded, shares are counted, and no interval is due to a sample.".to_owned()
    } else {
        format!(
            "Width of the 95 % interval of a share of {} over codes alone: {:.3} = 2 · 1.96 · √Σ W² (1 − n/N) p (1 − p) / n, at \
             most 1.",
            args.share, drawn.width
        )
    };
    let otherwise = otherwise(args, drawn).map_or_else(String::new, |line| format!("{line}\n"));
    say(
        global.format,
        &format!(
            "{} of {} articles drawn{added}, seed {}; {} coders, {shared} articles coded by all.\n{otherwise}{width}\n\
             {} holds plan.json, and a sheet (.csv) and a form (.html) for each coder; both hold texts of articles.",
            drawn.n_new,
            plan.n_population,
            plan.seed,
            match coders.len() {
                1 => "1 coder".to_owned(),
                n => format!("{n} coders"),
            },
            args.output.display()
        ),
    )?;
    print(&plan.strata_table(), global.format)?;
    if global.format == Format::Table && !is_census {
        prospects(global, args, drawn)?;
    }
    Ok(())
}

/// Why another number of articles is drawn than was asked for.
fn otherwise(args: &PlanArgs, drawn: &DrawnPlan) -> Option<String> {
    let Some(PlanSizeArg::Articles(size)) = args.size else { return None };
    let n = drawn.n_new as u64;
    if n > size {
        return Some(format!(
            "--size {size} was raised to {n}: a stratum has at least two articles, or its variance is unknown."
        ));
    }
    (n < size).then(|| format!("--size {size} was cut to {n}: there are no more."))
}

/// What the plan will allow, and what it lacks.
fn prospects(global: &Global, args: &PlanArgs, drawn: &DrawnPlan) -> anyhow::Result<()> {
    say(
        global.format,
        "\nWhat can be corrected once all are coded, and how wide its 95 % interval is expected to be, in points, if the \
         codes turn out as the program's scores say (among focused articles the median of codings drawn from them):",
    )?;
    print(&drawn.prospects_table(), global.format)?;
    let lacking: u64 = drawn.lacking.iter().map(|need| need.n_more).sum();
    if lacking == 0 {
        return Ok(());
    }
    let of =
        drawn.lacking.iter().map(|need| format!("{} of {}", need.n_more, need.said)).collect::<Vec<_>>().join(", ");
    let more = top_up(&args.audit, &args.output.join(PLAN), &drawn.plan, &drawn.lacking);
    let are = if lacking == 1 { "is" } else { "are" };
    say(global.format, &format!("For every correction {lacking} more {are} needed ({of}): `{more}`."))
}

/// The command that tops a plan up by what is lacking, into a folder that is not there yet: by a number of each focus, where
/// the plan has other strata, too, of each stratum of that focus, and where it has only others, of all.
pub fn top_up(audit: &Path, path: &Path, plan: &Plan, lacking: &[Need]) -> String {
    let size = match plan.stratified_by.as_slice() {
        [] => format!("--sizes {} --by {FOCUS}", sizes(lacking)),
        [by] if by == FOCUS => format!("--sizes {}", sizes(lacking)),
        by if by.iter().any(|name| name == FOCUS) => format!("--sizes {}", sizes_of_strata(plan, lacking)),
        _ => format!("--size {}", lacking.iter().map(|need| need.n_more).sum::<u64>()),
    };
    let beside = path.parent().filter(|folder| folder.file_name().is_some()).unwrap_or(Path::new("coding"));
    let folder = new_folder(&format!("{}-more", beside.display()));
    let [audit, path, folder] = [audit, path, folder.as_path()].map(shell_word);
    format!("classlens gold plan {audit} --add {path} -o {folder} {size}")
}

/// What is lacking of each focus, divided among its strata as they have documents that were not drawn, as `--sizes` takes it.
fn sizes_of_strata(plan: &Plan, lacking: &[Need]) -> String {
    let mut sizes: Vec<String> = Vec::new();
    for need in lacking {
        let is_of_focus = |name: &str| name.split(STRATUM_JOINT).any(|part| part == need.said);
        let left = |stratum: &Stratum| stratum.n_documents - stratum.n_drawn;
        let strata: Vec<&Stratum> = plan.strata.iter().filter(|stratum| is_of_focus(&stratum.name)).collect();
        let n_left: u64 = strata.iter().map(|stratum| left(stratum)).sum();
        let (mut n_before, mut n_given) = (0, 0);
        for stratum in strata {
            n_before += left(stratum);
            // Rounded down of the running sum, so that the last one makes it whole.
            let n = need.n_more.min(n_left) * n_before / n_left.max(1) - n_given;
            n_given += n;
            sizes.extend((n > 0).then(|| format!("{}={n}", stratum.name)));
        }
    }
    shell_word(Path::new(&sizes.join(",")))
}

/// What is lacking, as `--sizes` takes it.
pub fn sizes(lacking: &[Need]) -> String {
    let sizes: Vec<String> = lacking.iter().map(|need| format!("{}={}", need.said, need.n_more)).collect();
    shell_word(Path::new(&sizes.join(",")))
}

/// The first of NAME, NAME-2, NAME-3 … that is not there yet.
pub fn new_folder(name: &str) -> PathBuf {
    let numbered = (2..).map(|n| format!("{name}-{n}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered).map(PathBuf::from);
    names.find(|path| !path.exists()).expect("names do not end")
}
