//! `classlens gold score`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use classlens::findings::Corrected;
use classlens::folder::Manifest;
use classlens::present::Style;
use classlens::record::{Cell, Kind, Table};
use classlens::score::{ArticleRow, Calibration};
use classlens::validate::plan::{Plan, read_plan};
use classlens::validate::prevalence::GoldDocument;
use classlens::validate::{
    AgreedCode, Codebook, Codings, FOCUS, GoldRecord, Placed, agree, answers, place, read_codings, read_predictions,
    reliability,
};

use crate::args::{Format, Global, ScoreArgs, ShowArg};
use crate::commands::{articles_of, axes_of, corrected, gold_tables as tables, ids_of, lexicon_of, open_audit};
use crate::output::{print_styled, say};

/// Problems printed; `--show problems` prints all.
const SHOWN: usize = 12;

/// Codes and answers side by side.
pub struct Scored {
    pub codebook: Codebook,
    pub codings: Codings,
    pub agreed: Vec<AgreedCode>,
    /// Label by variable that the program gives each coded document, by id.
    pub said: BTreeMap<String, BTreeMap<String, String>>,
    pub record: GoldRecord,
}

/// Scores the codes, keeps them in the audit folder and prints what follows.
pub fn run(global: &Global, args: &ScoreArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let axes = axes_of(&args.by)?;
    let rows = articles_of(&folder, &manifest)?;
    let scored = scored(global, args, &manifest, &rows)?;
    if scored.record.documents.is_empty() {
        problems(global, &scored, args.show)?;
        say(
            global.format,
            "No article of this audit has a code of the focus: nothing is scored, and nothing is kept.",
        )?;
        return Ok(ExitCode::from(1));
    }
    folder.keep_gold(&scored.record)?;
    let corrected = Corrected::of_record(scored.record.clone(), &rows, &manifest.tiers, &axes);
    let show = args.show.or((global.format != Format::Table).then_some(ShowArg::Corrected));
    let wanted = |table: ShowArg| show.is_none_or(|only| only == table);
    if wanted(ShowArg::Problems) {
        problems(global, &scored, show)?;
    }
    if wanted(ShowArg::Agreement) {
        let found = reliability(&scored.codings.codings, &scored.codebook, args.replicates as usize, global.seed);
        tables::agreement(global.format, &found)?;
    }
    if wanted(ShowArg::Scores) {
        tables::scores(global.format, &scored)?;
        if !axes.is_empty() {
            tables::scores_by(global.format, &scored.record.documents, (&rows, &manifest.tiers), &axes, args.min)?;
        }
    }
    if wanted(ShowArg::Confusion) {
        tables::confusion(global.format, &scored.record)?;
    }
    if wanted(ShowArg::Corrected) {
        corrected::print_methods(&corrected, &axes, global.format)?;
        corrected::print_groups(&corrected, &axes, global.format, args.min)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn scored(global: &Global, args: &ScoreArgs, manifest: &Manifest, rows: &[ArticleRow]) -> anyhow::Result<Scored> {
    let lexicon = lexicon_of(global)?;
    let codebook = Codebook::new(&manifest.tiers, &Codebook::of(&lexicon).proposals);
    let paths: Vec<&Path> = args.codes.iter().map(AsRef::as_ref).collect();
    let codings = read_codings(&paths, &codebook)?;
    let agreed = agree(&codings.codings);
    let predictions = args.predictions.as_deref().map(|path| read_predictions(path, &codebook)).transpose()?;
    let predictions = predictions.unwrap_or_default();
    let said = said(rows, &agreed, &predictions, &codebook);
    let plan = args.plan.as_deref().map(|path| read_plan(path, &manifest.corpus_hash)).transpose()?;
    let foci: BTreeMap<String, String> = said.iter().map(|(id, said)| (id.clone(), said[FOCUS].clone())).collect();
    let placed = place(&agreed, &foci, plan.as_ref());
    tell(global.format, args, &placed)?;
    let fitted_on = if lexicon.hash == manifest.lexicon_hash { Calibration::of(&lexicon)? } else { None };
    if lexicon.hash != manifest.lexicon_hash {
        let line =
            "Which articles the weights were fitted on is not known: name the lexicon of the audit with --lexicon.";
        say(global.format, line)?;
    }
    let in_fit =
        |d: &&GoldDocument| !predictions.contains_key(&d.id) && fitted_on.as_ref().is_some_and(|c| c.fitted.saw(&d.id));
    let name = |path: &Path| path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let record = GoldRecord {
        lexicon_hash: manifest.lexicon_hash.clone(),
        corpus_hash: manifest.corpus_hash.clone(),
        files: paths.iter().map(|path| name(path)).collect(),
        predictions: args.predictions.as_deref().map(name),
        n_in_fit: placed.documents.iter().filter(in_fit).count() as u64,
        labels: codebook.variable(FOCUS).map(|v| v.labels.clone()).unwrap_or_default(),
        documents: placed.documents,
        population: population(args, plan.as_ref(), rows)?,
        empty_strata: placed.empty_strata,
        seed: global.seed,
    };
    Ok(Scored { codebook, codings, agreed, said, record })
}

/// What the program says of the coded articles; cross-validated answers stand in for those of the audit.
fn said(
    rows: &[ArticleRow],
    agreed: &[AgreedCode],
    predictions: &BTreeMap<String, BTreeMap<String, String>>,
    codebook: &Codebook,
) -> BTreeMap<String, BTreeMap<String, String>> {
    let coded: BTreeSet<&str> = agreed.iter().map(|code| code.id.as_str()).collect();
    let of_row = |row: &ArticleRow| {
        let mut said = answers(row, codebook);
        said.extend(predictions.get(&row.id).cloned().unwrap_or_default());
        (row.id.clone(), said)
    };
    rows.iter().filter(|row| coded.contains(row.id.as_str())).map(of_row).collect()
}

/// What does not fit between codes, audit and plan.
fn tell(format: Format, args: &ScoreArgs, placed: &Placed) -> anyhow::Result<()> {
    let told = |what: &str, ids: &[String]| match ids {
        [] => Ok(()),
        [first, ..] => say(format, &format!("{} coded articles are {what}, the first is `{first}`.", ids.len())),
    };
    told(&format!("not in {}", args.audit.display()), &placed.unknown)?;
    told("not in the plan and left out of corrected shares", &placed.unplanned)?;
    if placed.n_uncoded > 0 {
        let n = placed.n_uncoded;
        say(format, &format!("{n} articles of the plan have no code: they count as missing at random."))?;
    }
    Ok(())
}

/// The articles drawn from, where they are not the whole audit.
fn population(args: &ScoreArgs, plan: Option<&Plan>, rows: &[ArticleRow]) -> anyhow::Result<Option<BTreeSet<String>>> {
    let ids = match (&args.population, plan.and_then(|plan| plan.population.clone())) {
        (Some(path), _) => ids_of(path)?,
        (None, Some(ids)) => ids,
        (None, None) => return Ok(None),
    };
    let n_known = rows.iter().filter(|row| ids.contains(&row.id)).count();
    if n_known < ids.len() {
        bail!("{} of the {} ids of the population are not in {}", ids.len() - n_known, ids.len(), args.audit.display());
    }
    Ok(Some(ids))
}

fn problems(global: &Global, scored: &Scored, show: Option<ShowArg>) -> anyhow::Result<()> {
    let codings = &scored.codings;
    let coders: BTreeSet<&str> = codings.codings.iter().map(|c| c.coder.as_str()).collect();
    say(
        global.format,
        &format!(
            "{} codings by {} coders ({}), {} records not coded, {} problems.",
            codings.codings.len(),
            coders.len(),
            coders.into_iter().collect::<Vec<_>>().join(", "),
            codings.n_open,
            codings.problems.len()
        ),
    )?;
    let n_ties: u64 = scored.agreed.iter().map(|code| code.n_ties).sum();
    if n_ties > 0 {
        let line = "in which no label has most coders: that of the coder read first counts";
        say(global.format, &format!("{n_ties} codes {line}."))?;
    }
    let all = show == Some(ShowArg::Problems);
    if codings.problems.is_empty() && !all {
        return Ok(());
    }
    let mut table = Table::new(&[("place", Kind::Text), ("problem", Kind::Text)]);
    for problem in codings.problems.iter().take(if all { usize::MAX } else { SHOWN }) {
        table.push(&[Cell::Text(&problem.place), Cell::Text(&problem.what)]);
    }
    print_styled(&table, global.format, Style { max_cell: 160 })
}
