//! `classlens gold`.

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::audit::Audit;
use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::present::CsvWriter;
use classlens::record::{Cell, Kind, Table};
use classlens::score::ScoredDocument;
use classlens::validate::{self, Confusion, Example, FitOptions, Fitted, GoldCode, read_gold, spearman};

use crate::args::{FitArgs, Global};
use crate::commands::open_audit;
use crate::output::{print, say};

const HEAD: &str = "# Written by `classlens gold fit`; do not edit by hand.\n\
    # Weights are per standard deviation of a feature; METHODS.md says what the features are.\n\n";

/// Fits a calibration, prints its cross-validated scores and writes what was asked for.
pub fn fit(global: &Global, args: &FitArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let mut lexicon = Lexicon::clone(audit.given_lexicon()?);
    // Features do not depend on an older calibration, which may not even fit any more.
    lexicon.calibration.clear();
    let engine = Engine::new(lexicon)?;
    let coded = coded_articles(&engine, &audit, &args.gold)?;
    let examples: Vec<Example> =
        coded.into_iter().map(|(gold, scored)| Example { gold, features: scored.features }).collect();
    let options = FitOptions { penalties: args.penalty.clone(), folds: args.folds, seed: global.seed };
    let mut fitted = validate::fit(&engine.lexicon, &examples, &options)?;
    report(global, &engine, &examples, &fitted)?;
    if let Some(path) = &args.predictions {
        let file = File::create(path).with_context(|| format!("{}", path.display()))?;
        let mut writer = CsvWriter::new(file);
        writer.write(&predictions(&engine, &fitted))?;
        writer.finish()?;
    }
    if let Some(path) = &args.output {
        let bytes = std::fs::read(&args.gold)?;
        let provenance = &mut fitted.calibration.fitted;
        provenance.gold = args.gold.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        provenance.gold_hash = format!("{:032x}", xxhash_rust::xxh3::xxh3_128(&bytes));
        let text = toml::to_string(&fitted.calibration).context("a calibration is plain values")?;
        std::fs::write(path, format!("{HEAD}{text}")).with_context(|| format!("{}", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The coded articles, scored anew from the audit.
pub fn coded_articles(engine: &Engine, audit: &Audit, gold: &Path) -> anyhow::Result<Vec<(GoldCode, ScoredDocument)>> {
    let store = audit.store()?;
    let mut coded = Vec::new();
    let mut missing = Vec::new();
    for code in read_gold(gold, &engine.lexicon.tiers)? {
        match store.article(&code.id)? {
            Some(stored) => coded.push((code, engine.analyse(stored.raw()))),
            None => missing.push(code.id),
        }
    }
    if let Some(first) = missing.first() {
        let n = missing.len();
        bail!("{}: {n} coded articles are not in {}, the first is `{first}`", gold.display(), audit.path().display());
    }
    Ok(coded)
}

fn report(global: &Global, engine: &Engine, examples: &[Example], fitted: &Fitted) -> anyhow::Result<()> {
    let tiers = &engine.lexicon.tiers;
    let mut confusion = Confusion::default();
    for (example, said) in examples.iter().zip(&fitted.predictions) {
        confusion.add(&example.gold.focus, said.verdict.focus.name(&engine.lexicon.tiers));
    }
    let provenance = &fitted.calibration.fitted;
    for (penalty, f1) in &fitted.by_penalty {
        say(global.format, &format!("penalty {penalty:>6}: macro F1 {f1:.3}"))?;
    }
    say(
        global.format,
        &format!(
            "{} documents, {} folds, seed {}: cross-validated accuracy {:.3}, macro F1 {:.3} at penalty {}",
            provenance.n_documents,
            provenance.folds,
            provenance.seed,
            provenance.cross_validated_accuracy,
            provenance.cross_validated_macro_f1,
            provenance.penalty
        ),
    )?;
    let mut table = Table::new(&[
        ("focus", Kind::Text),
        ("n_gold", Kind::Int),
        ("precision", Kind::Float),
        ("recall", Kind::Float),
        ("f1", Kind::Float),
        ("attention_spearman", Kind::Float),
    ]);
    for label in confusion.labels() {
        let score = confusion.class(label);
        let rank = tiers.iter().position(|t| t == label).map(|tier| {
            let gold: Vec<f64> = examples.iter().map(|e| f64::from(e.gold.attention[label])).collect();
            let said: Vec<f64> = fitted.predictions.iter().map(|p| p.verdict.score[tier]).collect();
            spearman(&gold, &said)
        });
        table.push(&[
            Cell::Text(label),
            Cell::count(score.n_gold),
            Cell::Float(score.precision),
            Cell::Float(score.recall),
            Cell::Float(score.f1),
            Cell::float(rank),
        ]);
    }
    print(&table, global.format)
}

/// One row a document, as a scorer of predictions reads it.
fn predictions(engine: &Engine, fitted: &Fitted) -> Table {
    let tiers = &engine.lexicon.tiers;
    let attentions: Vec<String> = tiers.iter().map(|t| format!("attention_{t}")).collect();
    let scores: Vec<String> = tiers.iter().map(|t| format!("score_{t}")).collect();
    let mut columns = vec![("id", Kind::Text), ("focus", Kind::Text)];
    columns.extend(attentions.iter().map(|n| (n.as_str(), Kind::Int)));
    columns.extend(scores.iter().map(|n| (n.as_str(), Kind::Float)));
    let mut table = Table::new(&columns);
    for said in &fitted.predictions {
        let mut cells = vec![Cell::Text(&said.id), Cell::Text(said.verdict.focus.name(&engine.lexicon.tiers))];
        cells.extend(said.verdict.attention.iter().map(|a| Cell::Int(i64::from(*a))));
        cells.extend(said.verdict.score.iter().map(|s| Cell::Float(*s)));
        table.push(&cells);
    }
    table
}
