//! Fits weights on coded articles of an audit.
//!
//! In: codes of articles that the audit has. Out: a calibration, a model of sentences, and the answers of folds that had
//! not seen an article.

use std::path::{Path, PathBuf};

use crate::audit::{Audit, AuditError};
use crate::engine::Engine;
use crate::folder::hash_of_file;
use crate::lexicon::Lexicon;
use crate::record::Table;
use crate::score::ScoredDocument;
use crate::validate::{
    self, Example, FitOptions, Fitted, GoldCode, SentenceExamples, SentenceFitOptions, SignTable, labels, read_gold,
};
use crate::worklife::{HitNames, signs};

const HEAD: &str = "# Written by `classlens gold fit`; do not edit by hand.\n\
    # Weights are per standard deviation of a feature; docs/methods/score.md says what the features are.\n\n";

/// What to fit, and on what.
#[derive(Debug, Clone)]
pub struct GoldFitOptions {
    /// Gold codes, JSON Lines.
    pub gold: PathBuf,
    /// Fits a model of sentences too, where codes have labelled spans.
    pub sentences: bool,
    /// How to fit.
    pub fit: FitOptions,
}

/// Fitted weights, as the files of a lexicon have them.
#[derive(Debug, Clone)]
pub struct GoldFit {
    /// Figures of the fit and its provenance.
    pub fitted: Fitted,
    /// Cross-validated scores of each label.
    pub scores: Table,
    /// The cross-validated answer for each coded article.
    pub answers: Table,
    /// The file `calibration.toml`.
    pub calibration: String,
    /// The file `sentences.csv`.
    pub sentences: Option<String>,
}

impl Audit {
    /// Fits weights on coded articles of this audit, which are scored anew.
    ///
    /// # Errors
    /// When the codes cannot be read, name articles that the audit lacks, or are too few to fit on.
    pub fn gold_fit(&self, options: &GoldFitOptions) -> Result<GoldFit, AuditError> {
        let mut lexicon = Lexicon::clone(self.given_lexicon()?);
        // Features do not depend on an older calibration, which may not even fit any more.
        lexicon.calibration.clear();
        if options.sentences {
            lexicon.sentences = "".into();
        }
        let engine = Engine::new(lexicon)?;
        let coded = self.coded_articles(&engine, &options.gold)?;
        let sentences = options.sentences.then(|| sentence_examples(&engine, &coded, options.fit.seed));
        let examples: Vec<Example> =
            coded.into_iter().map(|(gold, scored)| Example { gold, features: scored.features }).collect();
        let mut fitted = validate::fit(&engine.lexicon, &examples, sentences.as_ref(), &options.fit)?;
        let provenance = &mut fitted.calibration.fitted;
        provenance.gold = file_name(&options.gold);
        provenance.gold_hash = hash_of(&options.gold)?;
        let unwritten =
            |reason: toml::ser::Error| AuditError::File { path: PathBuf::new(), reason: reason.to_string() };
        Ok(GoldFit {
            scores: fitted.scores(&examples, &engine.lexicon.tiers),
            answers: fitted.answers(&engine.lexicon.tiers),
            calibration: format!("{HEAD}{}", toml::to_string(&fitted.calibration).map_err(unwritten)?),
            sentences: fitted.sentences.as_ref().map(|sentences| {
                let n = sentences.n_sentences;
                format!(
                    "# Written by `classlens gold fit`; do not edit by hand. Fitted on {n} sentences.\n{}",
                    sentences.csv
                )
            }),
            fitted,
        })
    }

    /// The coded articles, scored anew, in the order of the codes.
    pub(super) fn coded_articles(
        &self,
        engine: &Engine,
        gold: &Path,
    ) -> Result<Vec<(GoldCode, ScoredDocument)>, AuditError> {
        let store = self.store()?;
        let mut coded = Vec::new();
        let mut missing = Vec::new();
        for code in read_gold(gold, &engine.lexicon.tiers)? {
            match store.article(&code.id)? {
                Some(stored) => coded.push((code, engine.analyse(stored.raw()))),
                None => missing.push(code.id),
            }
        }
        match missing.first() {
            Some(first) => Err(AuditError::File {
                path: gold.to_owned(),
                reason: format!(
                    ": {} coded articles are not in {}, the first is `{first}`",
                    missing.len(),
                    self.path().display()
                ),
            }),
            None => Ok(coded),
        }
    }
}

/// The sentences of the coded articles, to fit a model of sentences with.
pub(super) fn sentence_examples(engine: &Engine, coded: &[(GoldCode, ScoredDocument)], seed: u64) -> SentenceExamples {
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

/// The last part of a path.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The hash of a file of codes.
pub(super) fn hash_of(path: &Path) -> Result<String, AuditError> {
    hash_of_file(path).map_err(|reason| AuditError::File { path: path.to_owned(), reason: format!(": {reason}") })
}
