//! `classlens gold`.

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::audit::Audit;
use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::present::CsvWriter;
use classlens::score::ScoredDocument;
use classlens::validate::{
    self, Example, FitOptions, Fitted, GoldCode, HoldOut, SentenceExamples, SentenceFitOptions, SignTable, labels,
    read_gold,
};
use classlens::worklife::{HitNames, signs};

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
    if args.sentences.is_some() {
        lexicon.sentences = "".into();
    }
    let engine = Engine::new(lexicon)?;
    let coded = coded_articles(&engine, &audit, &args.gold)?;
    let sentences = args.sentences.is_some().then(|| sentence_examples(&engine, &coded, global.seed));
    let examples: Vec<Example> =
        coded.into_iter().map(|(gold, scored)| Example { gold, features: scored.features }).collect();
    let hold_out = if args.leave_out_kinds { HoldOut::Kind } else { HoldOut::Folds(args.folds) };
    let options = FitOptions { penalties: args.penalty.clone(), hold_out, odds: args.odds, seed: global.seed };
    let mut fitted = validate::fit(&engine.lexicon, &examples, sentences.as_ref(), &options)?;
    report(global, &engine, &examples, &fitted)?;
    if let Some(path) = &args.predictions {
        let file = File::create(path).with_context(|| format!("{}", path.display()))?;
        let mut writer = CsvWriter::new(file);
        writer.write(&fitted.answers(&engine.lexicon.tiers))?;
        writer.finish()?;
    }
    if let (Some(path), Some(sentences)) = (&args.sentences, &fitted.sentences) {
        let head = format!(
            "# Written by `classlens gold fit`; do not edit by hand. Fitted on {} sentences.\n",
            sentences.n_sentences
        );
        std::fs::write(path, head + &sentences.csv).with_context(|| format!("{}", path.display()))?;
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

/// The sentences of the coded articles, to fit a model of sentences with.
pub fn sentence_examples(engine: &Engine, coded: &[(GoldCode, ScoredDocument)], seed: u64) -> SentenceExamples {
    let names = HitNames::of(&engine.lexicon);
    let mut table = SignTable::default();
    let document = |(code, scored): &(GoldCode, ScoredDocument)| {
        let signs = signs(&names, &scored.tokens, &scored.hits);
        let labels = labels(&engine.lexicon, scored, &signs, code);
        table.add(&signs, scored.tokens.n_scored(), labels)
    };
    let documents = coded.iter().map(document).collect();
    SentenceExamples { table, documents, options: SentenceFitOptions { seed, ..SentenceFitOptions::default() } }
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
    print(&fitted.scores(examples, &engine.lexicon.tiers), global.format)
}
