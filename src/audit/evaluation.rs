//! An evaluation page in Markdown: how well the weights answer on coded articles.
//!
//! In: codes of articles that the audit has. Out: a page of blocks, which pages of methods copy.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::audit::evaluation_blocks::{self as blocks, Judged};
use crate::audit::gold_fit::{file_name, hash_of, sentence_examples};
use crate::audit::{Audit, AuditError};
use crate::engine::Engine;
use crate::lexicon::{Lexicon, NONE, UNIVERSAL};
use crate::present::markdown;
use crate::score::{Calibration, Provenance, ScoredDocument, Verdict};
use crate::validate::{
    self, Draws, Example, FitOptions, GoldCode, HoldOut, LabelEvaluation, attention_table, bounded, evaluate_attention,
    evaluate_labels,
};

/// Bootstrap samples behind an interval.
const DRAWS: usize = 2_000;

/// What to evaluate, and how.
#[derive(Debug, Clone)]
pub struct EvaluationOptions {
    /// Codes to cross-validate on: weights are refitted without each fold.
    pub gold: PathBuf,
    /// Codes to score with the weights as they are.
    pub shipped: Vec<PathBuf>,
    /// Day of the evaluation.
    pub date: jiff::civil::Date,
    /// Ridge penalty; that of the calibration without one.
    pub penalty: Option<f64>,
    /// Folds of the cross-validation.
    pub folds: usize,
    /// Cross-validations with different folds, at least 1.
    pub repeats: u64,
    /// Seed of the first; the others go up from it.
    pub seed: u64,
}

/// Writes into the page, which cannot fail.
macro_rules! put {
    ($page:expr, $($part:tt)*) => {
        writeln!($page, $($part)*).expect("writing into a text cannot fail")
    };
}

impl Audit {
    /// The evaluation page of the lexicon at hand, in Markdown.
    ///
    /// # Errors
    /// When codes cannot be read, name articles that the audit lacks, or no penalty is known.
    pub fn evaluation(&self, options: &EvaluationOptions) -> Result<String, AuditError> {
        let engine = Engine::new(Lexicon::clone(self.given_lexicon()?))?;
        let calibration = Calibration::of(&engine.lexicon)?;
        let penalty = options.penalty.or_else(|| calibration.as_ref().map(|c| c.fitted.penalty));
        let penalty = penalty.ok_or(AuditError::NoPenalty)?;
        let lexicon = &engine.lexicon;
        let mut page = format!(
            "# Evaluation of {}: lexicon {} {}\n\nWritten by `classlens gold evaluate`, version {}; do not edit the figures. They \
             describe the coded articles as they were drawn, not a population.\n\n- lexicon: {}, scores {}\n- audit: {} articles, corpus {}\n",
            options.date,
            lexicon.name,
            lexicon.hash.get(..8).unwrap_or(&lexicon.hash),
            env!("CARGO_PKG_VERSION"),
            lexicon.hash,
            lexicon.scores_hash,
            self.manifest().n_articles,
            self.manifest().corpus_hash,
        );
        let odds = calibration.as_ref().map_or(1.0, |c| c.fitted.odds);
        page.push_str(&self.cross_validated(&engine, options, (penalty, odds))?);
        for codes in &options.shipped {
            let coded = self.coded_articles(&engine, codes)?;
            let n_seen =
                coded.iter().filter(|(code, _)| calibration.as_ref().is_some_and(|c| c.fitted.saw(&code.id))).count();
            let verdicts: Vec<&Verdict> = coded.iter().map(|(_, scored)| &scored.verdict).collect();
            let name = file_name(codes);
            put!(
                page,
                "\n## {name}: weights as they are\n\n- codes: {}\n- fitted on {n_seen} of these articles",
                identity(codes)?
            );
            let prefix = codes.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            Section { engine: &engine, coded: &coded, verdicts: &verdicts, seed: options.seed, prefix }
                .write(&mut page, "");
        }
        Ok(page)
    }

    /// The section on answers of folds that had not seen the article.
    fn cross_validated(
        &self,
        engine: &Engine,
        options: &EvaluationOptions,
        (penalty, odds): (f64, f64),
    ) -> Result<String, AuditError> {
        let first_seed = options.seed;
        let coded = self.coded_articles(engine, &options.gold)?;
        let examples: Vec<Example> = coded
            .iter()
            .map(|(gold, scored)| Example { gold: gold.clone(), features: scored.features.clone() })
            .collect();
        let refits = engine.lexicon.has_sentence_model() && coded.iter().any(|(code, _)| code.working_life.is_some());
        let sentences = refits.then(|| sentence_examples(engine, &coded, first_seed));
        let fit = |seed: u64| {
            let how = FitOptions { penalties: vec![penalty], hold_out: HoldOut::Folds(options.folds), odds, seed };
            validate::fit(&engine.lexicon, &examples, sentences.as_ref(), &how)
        };
        let first = fit(first_seed)?;
        let mut runs = vec![first.calibration.fitted.clone()];
        let last_seed = first_seed + options.repeats - 1;
        for seed in first_seed + 1..=last_seed {
            runs.push(fit(seed)?.calibration.fitted);
        }
        let mean = |figure: fn(&Provenance) -> f64| runs.iter().map(figure).sum::<f64>() / runs.len() as f64;
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
            file_name(&options.gold),
            identity(&options.gold)?,
            options.folds,
        );
        Section { engine, coded: &coded, verdicts: &verdicts, seed: first_seed, prefix: String::new() }
            .write(&mut out, &repeats);
        Ok(out)
    }
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
    fn write(&self, page: &mut String, repeats: &str) {
        let lexicon = &self.engine.lexicon;
        let draws = Draws { n: DRAWS, seed: self.seed };
        let said = |verdict: &&Verdict| verdict.focus.name(&lexicon.tiers).to_owned();
        let said: Vec<String> = self.verdicts.iter().map(said).collect();
        let pairs: Vec<(&str, &str)> =
            self.coded.iter().zip(&said).map(|((code, _), said)| (code.focus.as_str(), said.as_str())).collect();
        let classes: Vec<&str> = lexicon.tiers.iter().map(String::as_str).chain([NONE]).collect();
        let focus = evaluate_labels(&pairs, &classes, draws);
        self.block(page, "focus", &format!("{repeats}{}", scores(&focus, "Focus", pairs.len())));
        self.block(page, "confusion", &confusion(&focus, "focus"));
        let codes: Vec<&GoldCode> = self.coded.iter().map(|(code, _)| code).collect();
        self.block(page, "attention", &attention(&lexicon.tiers, &codes, self.verdicts));
        let judged: Vec<Judged<'_>> = self
            .coded
            .iter()
            .zip(self.verdicts)
            .map(|((code, scored), verdict)| Judged { code, scored, verdict })
            .collect();
        self.block(page, "acknowledgement", &blocks::acknowledgement(lexicon, &judged, draws));
        let others = [
            ("scope-gap", blocks::scope_gap(lexicon, &judged)),
            ("proposals", blocks::proposals(lexicon, &judged)),
            ("schedules", blocks::schedules(lexicon, &judged)),
        ];
        for (name, content) in others {
            if let Some(content) = content {
                self.block(page, name, &content);
            }
        }
        let titles: Vec<(&str, &str)> = self
            .coded
            .iter()
            .filter_map(|(code, scored)| {
                Some((code.headline_scope.as_deref()?, scored.headline_scope.name(&lexicon.tiers)))
            })
            .collect();
        if titles.is_empty() {
            return;
        }
        let scopes: Vec<&str> = lexicon.tiers.iter().map(String::as_str).chain([UNIVERSAL, NONE]).collect();
        let headline = evaluate_labels(&titles, &scopes, draws);
        self.block(page, "headline-scope", &scores(&headline, "Headline scope", titles.len()));
    }

    fn block(&self, page: &mut String, name: &str, content: &str) {
        let prefix = if self.prefix.is_empty() { String::new() } else { format!("{}-", self.prefix) };
        put!(page, "\n<!-- block: {prefix}{name} -->\n{}\n<!-- end -->", content.trim_end());
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
fn identity(path: &Path) -> Result<String, AuditError> {
    Ok(format!("{}, XXH3 {}", file_name(path), hash_of(path)?))
}
