//! `classlens gold evaluate`: an evaluation page in Markdown.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::audit::Audit;
use classlens::engine::Engine;
use classlens::lexicon::Lexicon;
use classlens::present::markdown;
use classlens::score::{Calibration, ScoredDocument, Verdict};
use classlens::validate::{
    self, Draws, Example, FitOptions, GoldCode, HoldOut, LabelEvaluation, attention_table, bounded, evaluate_attention,
    evaluate_labels,
};

use crate::args::{EvaluateArgs, Global};
use crate::commands::gold::{coded_articles, sentence_examples};
use crate::commands::open_audit;

/// Bootstrap samples behind an interval.
const DRAWS: usize = 2_000;

/// Scores the coded articles and prints the page.
pub fn run(global: &Global, args: &EvaluateArgs) -> anyhow::Result<ExitCode> {
    let audit = open_audit(global, &args.audit)?;
    let engine = Engine::new(Lexicon::clone(audit.given_lexicon()?))?;
    let calibration = Calibration::of(&engine.lexicon)?;
    let Some(penalty) = args.penalty.or_else(|| calibration.as_ref().map(|c| c.fitted.penalty)) else {
        bail!("this lexicon has no calibration to take the penalty from: name one with --penalty");
    };
    let lexicon = &engine.lexicon;
    let mut page = format!(
        "# Evaluation of {}: lexicon {} {}\n\nWritten by `classlens gold evaluate`, version {}; do not edit the figures. They \
         describe the coded articles as they were drawn, not a population.\n\n- lexicon: {}\n- audit: {} articles, corpus {}\n",
        args.date,
        lexicon.name,
        lexicon.hash.get(..8).unwrap_or(&lexicon.hash),
        env!("CARGO_PKG_VERSION"),
        lexicon.hash,
        audit.manifest().n_articles,
        audit.manifest().corpus_hash,
    );
    let odds = calibration.as_ref().map_or(1.0, |c| c.fitted.odds);
    page.push_str(&cross_validated(&engine, &audit, args, (penalty, odds), global.seed)?);
    for codes in &args.shipped {
        let coded = coded_articles(&engine, &audit, codes)?;
        let n_seen =
            coded.iter().filter(|(code, _)| calibration.as_ref().is_some_and(|c| c.fitted.saw(&code.id))).count();
        let verdicts: Vec<&Verdict> = coded.iter().map(|(_, scored)| &scored.verdict).collect();
        let name = file_name(codes);
        writeln!(
            page,
            "\n## {name}: weights as they are\n\n- codes: {}\n- fitted on {n_seen} of these articles",
            identity(codes)?
        )?;
        let section =
            Section { engine: &engine, coded: &coded, verdicts: &verdicts, seed: global.seed, prefix: stem(codes) };
        section.write(&mut page, "")?;
    }
    std::io::stdout().lock().write_all(page.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The section on answers of folds that had not seen the article.
fn cross_validated(
    engine: &Engine,
    audit: &Audit,
    args: &EvaluateArgs,
    (penalty, odds): (f64, f64),
    first_seed: u64,
) -> anyhow::Result<String> {
    let coded = coded_articles(engine, audit, &args.gold)?;
    let examples: Vec<Example> =
        coded.iter().map(|(gold, scored)| Example { gold: gold.clone(), features: scored.features.clone() }).collect();
    let refits = engine.lexicon.has_sentence_model() && coded.iter().any(|(code, _)| code.working_life.is_some());
    let sentences = refits.then(|| sentence_examples(engine, &coded, first_seed));
    let fit = |seed: u64| {
        let options = FitOptions { penalties: vec![penalty], hold_out: HoldOut::Folds(args.folds), odds, seed };
        validate::fit(&engine.lexicon, &examples, sentences.as_ref(), &options)
    };
    let first = fit(first_seed)?;
    let mut runs = vec![first.calibration.fitted.clone()];
    let last_seed = first_seed + args.repeats - 1;
    for seed in first_seed + 1..=last_seed {
        runs.push(fit(seed)?.calibration.fitted);
    }
    let mean =
        |figure: fn(&classlens::score::Provenance) -> f64| runs.iter().map(figure).sum::<f64>() / runs.len() as f64;
    let macro_f1 = runs.iter().map(|run| run.cross_validated_macro_f1);
    let (low, high) = (macro_f1.clone().fold(1.0, f64::min), macro_f1.fold(0.0, f64::max));
    let repeats = format!(
        "Mean of seeds {first_seed}–{last_seed}: macro F1 {:.3} ({low:.3}–{high:.3} over seeds), accuracy {:.3}. ",
        mean(|run| run.cross_validated_macro_f1),
        mean(|run| run.cross_validated_accuracy),
    );
    let verdicts: Vec<&Verdict> = first.predictions.iter().map(|said| &said.verdict).collect();
    let mut out = format!(
        "\n## {}: cross-validated\n\n- codes: {}\n- {} folds, stratified by focus; ridge penalty {penalty}; tables are of seed {first_seed}\n",
        file_name(&args.gold),
        identity(&args.gold)?,
        args.folds,
    );
    Section { engine, coded: &coded, verdicts: &verdicts, seed: first_seed, prefix: String::new() }
        .write(&mut out, &repeats)?;
    Ok(out)
}

/// One file of codes with answers.
struct Section<'a> {
    engine: &'a Engine,
    coded: &'a [(GoldCode, ScoredDocument)],
    /// In the order of `coded`.
    verdicts: &'a [&'a Verdict],
    seed: u64,
    /// Put before the names of blocks, so that they are unique in a page.
    prefix: String,
}

impl Section<'_> {
    /// Writes the blocks; `repeats` is a sentence on further cross-validations.
    fn write(&self, page: &mut String, repeats: &str) -> anyhow::Result<()> {
        let lexicon = &self.engine.lexicon;
        let draws = Draws { n: DRAWS, seed: self.seed };
        let said = |verdict: &&Verdict| verdict.focus.name(&lexicon.tiers).to_owned();
        let said: Vec<String> = self.verdicts.iter().map(said).collect();
        let pairs: Vec<(&str, &str)> =
            self.coded.iter().zip(&said).map(|((code, _), said)| (code.focus.as_str(), said.as_str())).collect();
        let classes: Vec<&str> = lexicon.tiers.iter().map(String::as_str).chain(["none"]).collect();
        let focus = evaluate_labels(&pairs, &classes, draws);
        self.block(page, "focus", &format!("{repeats}{}", scores(&focus, "Focus", pairs.len())))?;
        self.block(page, "confusion", &confusion(&focus, "focus"))?;
        let codes: Vec<&GoldCode> = self.coded.iter().map(|(code, _)| code).collect();
        self.block(page, "attention", &attention(&lexicon.tiers, &codes, self.verdicts))?;
        let titles: Vec<(&str, &str)> = self
            .coded
            .iter()
            .filter_map(|(code, scored)| {
                Some((code.headline_scope.as_deref()?, scored.headline_scope.name(&lexicon.tiers)))
            })
            .collect();
        if titles.is_empty() {
            return Ok(());
        }
        let scopes: Vec<&str> = lexicon.tiers.iter().map(String::as_str).chain(["universal", "none"]).collect();
        let headline = evaluate_labels(&titles, &scopes, draws);
        self.block(page, "headline-scope", &scores(&headline, "Headline scope", titles.len()))
    }

    fn block(&self, page: &mut String, name: &str, content: &str) -> anyhow::Result<()> {
        let prefix = if self.prefix.is_empty() { String::new() } else { format!("{}-", self.prefix) };
        writeln!(page, "\n<!-- block: {prefix}{name} -->\n{}\n<!-- end -->", content.trim_end())?;
        Ok(())
    }
}

fn scores(found: &LabelEvaluation, variable: &str, n: usize) -> String {
    format!(
        "{variable}, {n} articles: macro F1 {}, accuracy {}. 95 % intervals: Wilson for precision and recall, bootstrap over articles \
         for the others.\n\n{}",
        bounded(Some(found.macro_f1)),
        bounded(Some(found.accuracy)),
        markdown(&found.scores())
    )
}

fn confusion(found: &LabelEvaluation, variable: &str) -> String {
    let table = markdown(&found.confusion_table());
    format!("Coded {variable} (rows) against the predicted one (columns), articles:\n\n{table}")
}

fn attention(tiers: &[String], codes: &[&GoldCode], verdicts: &[&Verdict]) -> String {
    format!(
        "Attention, {} articles: Spearman's coefficient of the predicted attention, and of the score, with the coded attention; part of \
         the articles with the coded attention exactly.\n\n{}",
        codes.len(),
        markdown(&attention_table(&evaluate_attention(tiers, codes, verdicts)))
    )
}

/// Name and hash of a file of codes.
fn identity(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("{}", path.display()))?;
    Ok(format!("{}, XXH3 {:032x}", file_name(path), xxhash_rust::xxh3::xxh3_128(&bytes)))
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
