//! `classlens gold plan`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::lexicon::About;
use classlens::present::{ArticleToCode, CsvWriter, coding_form, coding_sheet};
use classlens::record::Axis;
use classlens::score::ArticleRow;
use classlens::store::{Order, Store, parse_query};
use classlens::validate::Codebook;
use classlens::validate::plan::{
    Allocation, Candidate, Plan, Stratum, StratumSize, allocate, draw, is_coder_name, sheet_order, size_for_width,
    strata_of, width_of,
};

use crate::args::{AllocationArg, Global, PlanArgs};
use crate::commands::{axes_of, ids_of, open_audit};
use crate::output::{print, say};

/// Articles drawn when neither size nor width is given.
const SIZE: u64 = 200;
/// The chance of a focus is taken to be at least this far from no and yes.
const LEAST_DOUBT: f64 = 0.02;

/// Draws the sample and writes plan, sheets and forms.
pub fn run(global: &Global, args: &PlanArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let manifest = audit.manifest();
    let axes = axes_of(&audit, &args.by)?;
    if let Some(several) = axes.iter().find(|axis| axis.has_several()) {
        bail!("--by {}: an article may have several values, and it belongs to one stratum", several.name());
    }
    let coders = coders(args)?;
    let rows = audit.rows(None)?;
    let store = audit.store()?;
    let population = args.population.as_deref().map(ids_of).transpose()?;
    let drawable = |row: &ArticleRow| row.is_scored() && population.as_ref().is_none_or(|ids| ids.contains(&row.id));
    let rows: Vec<ArticleRow> = rows.into_iter().filter(drawable).collect();
    if rows.is_empty() {
        say(global.format, "There is no article to draw from.")?;
        return Ok(ExitCode::from(1));
    }
    let queries = args.query.iter().map(|query| Ok(audit.expanded(query)?.into_owned()));
    let queries = queries.collect::<anyhow::Result<Vec<String>>>()?;
    let candidates = candidates(&rows, &axes, audit.tiers(), &found_by(store, &queries)?);
    let sizes = strata_of(&candidates);
    let allocation = allocation(args, &sizes)?;
    let wanted = match (args.size, args.width) {
        (Some(size), _) => size,
        (None, Some(width)) => size_for_width(&sizes, &allocation, width, args.share),
        (None, None) => SIZE,
    };
    let n_drawn = allocate(&sizes, wanted, &allocation);
    let lexicon = audit.given_lexicon()?;
    let plan = Plan {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        lexicon_hash: manifest.lexicon_hash.clone(),
        corpus_hash: manifest.corpus_hash.clone(),
        seed: global.seed,
        stratified_by: queries.iter().map(|q| format!("query {q}")).chain(args.by.iter().cloned()).collect(),
        allocation: allocation_name(args).to_owned(),
        n_population: rows.len() as u64,
        population,
        codebook: Codebook::new(&manifest.tiers, &Codebook::of(lexicon).proposals),
        strata: sizes.iter().map(|s| stratum(s, &n_drawn)).collect(),
        documents: draw(&candidates, &n_drawn, &coders, args.overlap, global.seed),
    };
    write(args, &plan, &lexicon.about, &coders, store)?;
    report(global, args, &plan, &sizes, &n_drawn)?;
    Ok(ExitCode::SUCCESS)
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

/// The first query that finds an article, by id.
fn found_by(store: &Store, queries: &[String]) -> anyhow::Result<BTreeMap<String, String>> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for query in queries {
        let parsed = parse_query(query)?;
        store.each_found::<anyhow::Error>(&parsed, Order::Oldest, usize::MAX, |batch| {
            for hit in batch {
                found.entry(hit.article.id).or_insert_with(|| query.clone());
            }
            Ok(())
        })?;
    }
    Ok(found)
}

fn candidates(
    rows: &[ArticleRow],
    axes: &[Axis],
    tiers: &[String],
    found: &BTreeMap<String, String>,
) -> Vec<Candidate> {
    let candidate = |row: &ArticleRow| {
        let query = (!found.is_empty()).then(|| found.get(&row.id).map_or("rest", String::as_str).to_owned());
        let parts: Vec<String> =
            query.into_iter().chain(axes.iter().flat_map(|axis| axis.groups(row, tiers))).collect();
        let stratum = if parts.is_empty() { "all".to_owned() } else { parts.join(" / ") };
        // Expected attention to the first tier over 3 stands for the chance that there is a focus.
        let chance = row.score.iter().copied().fold(0.0, f64::max) / 3.0;
        let chance = chance.clamp(LEAST_DOUBT, 1.0 - LEAST_DOUBT);
        Candidate { id: row.id.clone(), stratum, doubt: chance * (1.0 - chance) }
    };
    rows.iter().map(candidate).collect()
}

fn allocation(args: &PlanArgs, strata: &[StratumSize]) -> anyhow::Result<Allocation> {
    if args.sizes.is_empty() {
        return Ok(match args.allocation {
            AllocationArg::Proportional => Allocation::Proportional,
            AllocationArg::Equal => Allocation::Equal,
            AllocationArg::Neyman => Allocation::Neyman,
        });
    }
    let mut sizes = BTreeMap::new();
    for given in &args.sizes {
        let parsed = given.rsplit_once('=').and_then(|(name, n)| Some((name.trim(), n.trim().parse().ok()?)));
        let (name, n) = parsed.with_context(|| format!("--sizes {given}: write STRATUM=N"))?;
        if !strata.iter().any(|s| s.name == name) {
            let known = strata.iter().map(|s| s.name.as_str()).take(20).collect::<Vec<_>>().join(", ");
            bail!("--sizes {given}: there is no such stratum; there are {known}");
        }
        sizes.insert(name.to_owned(), n);
    }
    Ok(Allocation::Sizes(sizes))
}

fn allocation_name(args: &PlanArgs) -> &'static str {
    match args.allocation {
        _ if !args.sizes.is_empty() => "given",
        AllocationArg::Proportional => "proportional",
        AllocationArg::Equal => "equal",
        AllocationArg::Neyman => "neyman",
    }
}

fn stratum(size: &StratumSize, n_drawn: &BTreeMap<String, u64>) -> Stratum {
    let n_drawn = n_drawn.get(&size.name).copied().unwrap_or(0);
    Stratum { name: size.name.clone(), n_documents: size.n_documents, n_drawn }
}

/// Writes plan.json, and a sheet and a form for each coder, into a new folder.
fn write(args: &PlanArgs, plan: &Plan, about: &About, coders: &[String], store: &Store) -> anyhow::Result<()> {
    let folder = &args.output;
    if folder.is_dir() && folder.read_dir()?.next().is_some() {
        bail!("{}: is not empty, and codes may lie there; choose another folder with -o", folder.display());
    }
    std::fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
    let text = serde_json::to_string_pretty(plan)?;
    let file = |name: String| folder.join(name);
    std::fs::write(file("plan.json".to_owned()), text.clone() + "\n")?;
    let plan_hash = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()));
    for coder in coders {
        let mut articles = Vec::new();
        for document in sheet_order(&plan.documents, coder, plan.seed) {
            let stored = store.article(&document.id)?;
            let stored = stored
                .with_context(|| format!("`{}` is not in the index: rebuild it with `classlens index`", document.id))?;
            articles.push(ArticleToCode { id: stored.id, title: stored.title, body: stored.body });
        }
        let mut writer = CsvWriter::new(create(&file(format!("{coder}.csv")))?);
        writer.write(&coding_sheet(&articles, &plan.codebook, coder))?;
        writer.finish()?;
        let key = format!("classlens {plan_hash} {coder}");
        let form = coding_form(&articles, &plan.codebook, about, coder, &key);
        std::fs::write(file(format!("{coder}.html")), form)?;
    }
    Ok(())
}

fn create(path: &Path) -> anyhow::Result<File> {
    File::create(path).with_context(|| format!("{}: cannot be written", path.display()))
}

fn report(
    global: &Global,
    args: &PlanArgs,
    plan: &Plan,
    sizes: &[StratumSize],
    n_drawn: &BTreeMap<String, u64>,
) -> anyhow::Result<()> {
    let shared = plan.documents.iter().filter(|d| d.coders.len() > 1).count();
    let coders: BTreeSet<&str> = plan.documents.iter().flat_map(|d| &d.coders).map(String::as_str).collect();
    say(
        global.format,
        &format!(
            "{} of {} articles drawn, seed {}; {} coders, {shared} articles coded by all.\n\
             Width of the 95 % interval of a share of {} over codes alone: {:.3} = 2 · 1.96 · √Σ W² (1 − n/N) p (1 − p) / n.\n\
             {} holds plan.json, and a sheet (.csv) and a form (.html) for each coder; both hold texts of articles.",
            plan.documents.len(),
            plan.n_population,
            plan.seed,
            coders.len(),
            args.share,
            width_of(sizes, n_drawn, args.share),
            args.output.display()
        ),
    )?;
    print(&plan.strata_table(), global.format)
}
