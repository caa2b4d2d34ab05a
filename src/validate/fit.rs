//! Fits a calibration to gold codes, and estimates by cross-validation how far it can be trusted.
//!
//! Ridge-penalised logistic and multinomial regression by L-BFGS (crate `smartcore`): minimise
//! `−log likelihood + penalty/2 · |w|²` over standardised features, intercepts not penalised.
//! Folds are stratified by focus and drawn from a seed, so that the same input gives the same weights.

use std::collections::BTreeSet;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use smartcore::linalg::basic::arrays::Array;
use smartcore::linalg::basic::matrix::DenseMatrix;
use smartcore::linear::logistic_regression::{LogisticRegression, LogisticRegressionParameters};

use crate::lexicon::{Lexicon, NONE};
use crate::score::{
    Calibration, FeatureWeights, Features, LEAST_DEVIATION, LEAST_DEVIATION_OF_SENTENCES, Provenance, Verdict, Weights,
    feature_names, fitted,
};
use crate::validate::{
    CodedSentences, Confusion, DocumentSentences, GoldCode, SentenceFitOptions, SentenceWeights, SignTable,
    fit_sentences,
};
use crate::worklife::SentenceModel;

/// A gold document with its features.
#[derive(Debug, Clone)]
pub struct Example {
    /// The codes.
    pub gold: GoldCode,
    /// What the hits add up to, and the sentences where the lexicon has a model of them.
    pub features: Features,
}

/// The sentences of the examples, to fit a model of sentences with.
#[derive(Debug)]
pub struct SentenceExamples {
    /// The signs by number.
    pub table: SignTable,
    /// The sentences of each example, in the order of the examples.
    pub documents: Vec<DocumentSentences>,
    /// How the model is fitted.
    pub options: SentenceFitOptions,
}

/// What is held out when predictions are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldOut {
    /// This many folds, stratified by focus.
    Folds(usize),
    /// One kind of news after the other; articles without a kind are one kind.
    Kind,
}

/// How to fit.
#[derive(Debug, Clone, PartialEq)]
pub struct FitOptions {
    /// Penalties to choose from by cross-validation.
    pub penalties: Vec<f64>,
    /// What is held out.
    pub hold_out: HoldOut,
    /// Odds against `none` that a tier must have, times those of the fit.
    pub odds: f64,
    /// Seed of the folds.
    pub seed: u64,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self { penalties: vec![3.0, 10.0, 30.0, 100.0], hold_out: HoldOut::Folds(10), odds: 1.0, seed: 1 }
    }
}

/// What a fold that had not seen the document said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Id of the document.
    pub id: String,
    /// What was said.
    pub verdict: Verdict,
}

/// A calibration and its cross-validated predictions.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// Weights fitted on all documents.
    pub calibration: Calibration,
    /// One prediction a document, in the order of the gold codes.
    pub predictions: Vec<Prediction>,
    /// Macro F1 by penalty, cross-validated.
    pub by_penalty: Vec<(f64, f64)>,
    /// The model of sentences, where one was fitted.
    pub sentences: Option<FittedSentences>,
}

/// A model of sentences, and on how many it was fitted.
#[derive(Debug, Clone)]
pub struct FittedSentences {
    /// The file `sentences.csv`.
    pub csv: String,
    /// Labelled sentences.
    pub n_sentences: usize,
}

/// What keeps a calibration from being fitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FitError {
    /// Too few documents.
    #[error("{n} gold documents for {folds} folds: code more, or ask for fewer folds")]
    TooFew {
        /// Documents.
        n: usize,
        /// Folds.
        folds: usize,
    },
    /// A focus that no document has.
    #[error("no gold document has the focus {focus}: code some")]
    NoExample {
        /// The focus.
        focus: String,
    },
    /// A focus of which one fold has every document, so that the others have nothing to fit it on.
    #[error(
        "all gold documents with the focus {focus} are held out together: code more of them, of several kinds of news"
    )]
    HeldOut {
        /// The focus.
        focus: String,
    },
    /// The optimiser gave up.
    #[error("the weights cannot be fitted: {0}")]
    Solver(String),
}

/// Chooses the penalty by cross-validation, then fits on all examples. With `sentences` the model of sentences is
/// fitted too, anew without each fold.
///
/// # Errors
/// When there are too few examples, or none of some focus.
pub fn fit(
    lexicon: &Lexicon,
    examples: &[Example],
    sentences: Option<&SentenceExamples>,
    options: &FitOptions,
) -> Result<Fitted, FitError> {
    let n = examples.len();
    let with_model = sentences.map(|_| {
        let mut lexicon = lexicon.clone();
        lexicon.sentences = SentenceModel::empty_csv(&lexicon).into();
        lexicon
    });
    let lexicon = with_model.as_ref().unwrap_or(lexicon);
    let classes = ModelClasses::new(lexicon);
    let (fold_of, folds) = folds_of(examples, &classes, options);
    if folds < 2 || n < folds * 4 {
        return Err(FitError::TooFew { n, folds });
    }
    every_focus_is_seen(&classes, examples, &fold_of)?;
    let reader = SentenceReader { lexicon, examples, sentences, seed: options.seed };
    let splits: Vec<Split> = (0..folds).map(|fold| reader.split(|at| fold_of[at] != fold)).collect();
    let mut by_penalty = Vec::new();
    let mut best: Option<(f64, f64, Vec<Prediction>)> = None;
    for penalty in &options.penalties {
        let predictions = cross_validate(lexicon, &classes, examples, &splits, (*penalty, options.odds))?;
        let f1 = confusion(lexicon, examples, &predictions).macro_f1(&classes.as_refs());
        by_penalty.push((*penalty, f1));
        if best.as_ref().is_none_or(|(_, known, _)| f1 > *known) {
            best = Some((*penalty, f1, predictions));
        }
    }
    let Some((penalty, macro_f1, predictions)) = best else {
        return Err(FitError::Solver("no penalty was given".into()));
    };
    let all = reader.split(|_| true);
    let seen: Vec<(&Example, &Features)> = all.seen.iter().map(|(at, features)| (&examples[*at], features)).collect();
    let mut calibration = fit_once(lexicon, &classes, &seen, (penalty, options.odds))?;
    calibration.fitted = Provenance {
        n_documents: n,
        penalty,
        odds: options.odds,
        seed: options.seed,
        folds,
        cross_validated_macro_f1: macro_f1,
        cross_validated_accuracy: confusion(lexicon, examples, &predictions).accuracy(),
        ..Provenance::default()
    };
    calibration.fitted.remember(examples.iter().map(|e| e.gold.id.as_str()));
    Ok(Fitted { calibration, predictions, by_penalty, sentences: reader.fitted() })
}

/// Refuses a focus without an example, and one whose examples are all in one fold: without that fold nothing could be
/// fitted to it.
fn every_focus_is_seen(classes: &ModelClasses, examples: &[Example], fold_of: &[usize]) -> Result<(), FitError> {
    for focus in &classes.names {
        let of_focus = examples.iter().zip(fold_of).filter(|(example, _)| example.gold.focus == *focus);
        let folds: BTreeSet<usize> = of_focus.map(|(_, fold)| *fold).collect();
        match folds.len() {
            0 => return Err(FitError::NoExample { focus: focus.clone() }),
            1 => return Err(FitError::HeldOut { focus: focus.clone() }),
            _ => {}
        }
    }
    Ok(())
}

/// Examples to fit on, and those to predict, each with its features.
struct Split {
    seen: Vec<(usize, Features)>,
    held_out: Vec<(usize, Features)>,
}

/// Parts that a model of sentences is fitted without, to read the sentences of the examples that the other weights
/// are fitted on: as little of them was seen as of an article in use.
const INNER_FOLDS: usize = 4;

/// Completes the features of examples with what a model of sentences says that did not see them.
struct SentenceReader<'a> {
    lexicon: &'a Lexicon,
    examples: &'a [Example],
    sentences: Option<&'a SentenceExamples>,
    seed: u64,
}

impl SentenceReader<'_> {
    /// The examples that are seen and those that are not, with their features.
    fn split(&self, is_seen: impl Fn(usize) -> bool) -> Split {
        let (mut seen, held_out): (Vec<usize>, Vec<usize>) = (0..self.examples.len()).partition(|at| is_seen(*at));
        let Some(sentences) = self.sentences else {
            let own = |at: usize| (at, self.examples[at].features.clone());
            return Split {
                seen: seen.into_iter().map(own).collect(),
                held_out: held_out.into_iter().map(own).collect(),
            };
        };
        let complete = |weights: &SentenceWeights, at: &usize| (*at, self.complete(weights, sentences, *at));
        let all = self.weights(sentences, seen.iter().copied());
        let held_out = held_out.iter().map(|at| complete(&all, at)).collect();
        seen.shuffle(&mut ChaCha8Rng::seed_from_u64(self.seed));
        let mut read = Vec::with_capacity(seen.len());
        for fold in 0..INNER_FOLDS {
            let of_fold = |place: usize| place % INNER_FOLDS == fold;
            let others = seen.iter().enumerate().filter(|(place, _)| !of_fold(*place)).map(|(_, at)| *at);
            let weights = self.weights(sentences, others);
            let own = seen.iter().enumerate().filter(|(place, _)| of_fold(*place)).map(|(_, at)| at);
            read.extend(own.map(|at| complete(&weights, at)));
        }
        read.sort_unstable_by_key(|(at, _)| *at);
        Split { seen: read, held_out }
    }

    fn weights(&self, sentences: &SentenceExamples, seen: impl Iterator<Item = usize>) -> SentenceWeights {
        let coded = |at: usize| {
            let attended = self.lexicon.tiers.iter().map(|tier| self.examples[at].gold.attention[tier] >= 2).collect();
            CodedSentences { document: &sentences.documents[at], attended }
        };
        let documents: Vec<CodedSentences<'_>> = seen.map(coded).collect();
        fit_sentences(&sentences.table, &documents, self.lexicon.tiers.len(), &sentences.options)
    }

    fn complete(&self, weights: &SentenceWeights, sentences: &SentenceExamples, at: usize) -> Features {
        let readings = weights.read(&sentences.documents[at]);
        let totals: Vec<_> = (0..=self.lexicon.tiers.len()).map(|class| readings.totals(class)).collect();
        self.examples[at].features.with_sentences(&totals)
    }

    /// The model fitted on all examples.
    fn fitted(&self) -> Option<FittedSentences> {
        let sentences = self.sentences?;
        let weights = self.weights(sentences, 0..self.examples.len());
        let n_sentences = sentences.documents.iter().map(DocumentSentences::n_labelled).sum();
        Some(FittedSentences { csv: weights.csv(&sentences.table, &SentenceModel::columns(self.lexicon)), n_sentences })
    }
}

/// Gold focus against predicted focus.
fn confusion(lexicon: &Lexicon, examples: &[Example], predictions: &[Prediction]) -> Confusion {
    let mut confusion = Confusion::default();
    for (example, prediction) in examples.iter().zip(predictions) {
        confusion.add(&example.gold.focus, prediction.verdict.focus.name(&lexicon.tiers));
    }
    confusion
}

/// The focus classes of the model: the tiers, then `none`.
struct ModelClasses {
    names: Vec<String>,
}

impl ModelClasses {
    fn new(lexicon: &Lexicon) -> Self {
        Self { names: lexicon.tiers.iter().cloned().chain([NONE.to_owned()]).collect() }
    }

    fn as_refs(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    /// The class an example stands for; none for `mixed`, which two classes share.
    fn of(&self, example: &Example) -> Option<u32> {
        let at = self.names.iter().position(|name| *name == example.gold.focus)?;
        u32::try_from(at).ok()
    }
}

/// The fold of each example: within each focus they are dealt out in shuffled order.
fn folds_of(examples: &[Example], classes: &ModelClasses, options: &FitOptions) -> (Vec<usize>, usize) {
    let folds = match options.hold_out {
        HoldOut::Folds(folds) => folds,
        HoldOut::Kind => {
            let kinds: BTreeSet<&Option<String>> = examples.iter().map(|e| &e.gold.kind).collect();
            let of = |e: &Example| kinds.iter().position(|kind| **kind == e.gold.kind).unwrap_or(0);
            return (examples.iter().map(of).collect(), kinds.len());
        }
    };
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let mut fold_of = vec![0; examples.len()];
    let mut next = 0;
    let strata = (0..classes.names.len() as u32).map(Some).chain([None]);
    for class in strata {
        let mut members: Vec<usize> = (0..examples.len()).filter(|i| classes.of(&examples[*i]) == class).collect();
        members.shuffle(&mut rng);
        for member in members {
            fold_of[member] = next % folds.max(1);
            next += 1;
        }
    }
    (fold_of, folds)
}

fn cross_validate(
    lexicon: &Lexicon,
    classes: &ModelClasses,
    examples: &[Example],
    splits: &[Split],
    (penalty, odds): (f64, f64),
) -> Result<Vec<Prediction>, FitError> {
    let mut predictions: Vec<Option<Prediction>> = vec![None; examples.len()];
    for split in splits {
        let seen: Vec<(&Example, &Features)> = split.seen.iter().map(|(at, f)| (&examples[*at], f)).collect();
        let calibration = fit_once(lexicon, classes, &seen, (penalty, odds))?;
        for (at, features) in &split.held_out {
            let verdict = fitted(&calibration, features);
            predictions[*at] = Some(Prediction { id: examples[*at].gold.id.clone(), verdict });
        }
    }
    Ok(predictions.into_iter().flatten().collect())
}

/// Fits every model on these examples.
fn fit_once(
    lexicon: &Lexicon,
    classes: &ModelClasses,
    examples: &[(&Example, &Features)],
    (penalty, odds): (f64, f64),
) -> Result<Calibration, FitError> {
    let mut rows = standardize(lexicon, examples);
    let n_classes = classes.names.len();
    rows.iter_mut().for_each(|row| row.weights.focus = vec![0.0; n_classes]);
    let mut intercept = Weights { focus: vec![0.0; n_classes], attention: Vec::new() };
    let (pure, labels): (Vec<&Features>, Vec<u32>) =
        examples.iter().filter_map(|(e, features)| classes.of(e).map(|class| (*features, class))).unzip();
    let all: Vec<&Features> = examples.iter().map(|(_, features)| *features).collect();
    for (class, (constant, weights)) in solve(&rows, &pure, &labels, n_classes, penalty)?.into_iter().enumerate() {
        intercept.focus[class] = constant;
        rows.iter_mut().zip(weights).for_each(|(row, w)| row.weights.focus[class] = w);
    }
    if let Some(none) = intercept.focus.last_mut() {
        *none += libm::log(odds);
    }
    for tier in &lexicon.tiers {
        let mut constants = [0.0; 3];
        rows.iter_mut().for_each(|row| row.weights.attention.push([0.0; 3]));
        for (at, bound) in (1_u8..=3).enumerate() {
            let labels: Vec<u32> = examples.iter().map(|(e, _)| u32::from(e.gold.attention[tier] >= bound)).collect();
            let solved = solve(&rows, &all, &labels, 2, penalty)?;
            let Some((constant, weights)) = solved.into_iter().next() else { continue };
            constants[at] = constant;
            for (row, w) in rows.iter_mut().zip(weights) {
                if let Some(last) = row.weights.attention.last_mut() {
                    last[at] = w;
                }
            }
        }
        intercept.attention.push(constants);
    }
    Ok(Calibration { fitted: Provenance::default(), intercept, feature: rows })
}

/// Mean and deviation of every feature.
fn standardize(lexicon: &Lexicon, examples: &[(&Example, &Features)]) -> Vec<FeatureWeights> {
    let n = examples.len() as f64;
    let names = feature_names(lexicon).into_iter().enumerate();
    let n_of_hits = examples.first().map_or(0, |(_, features)| features.n_of_hits);
    names
        .map(|(at, name)| {
            let mean = examples.iter().map(|(_, features)| features.values[at]).sum::<f64>() / n;
            let variance = examples.iter().map(|(_, features)| (features.values[at] - mean).powi(2)).sum::<f64>() / n;
            let least = if at < n_of_hits { LEAST_DEVIATION } else { LEAST_DEVIATION_OF_SENTENCES };
            let deviation = if variance > 1e-12 { variance.sqrt().max(least) } else { 0.0 };
            FeatureWeights { name, mean, deviation, weights: Weights::default() }
        })
        .collect()
}

/// Constant and weights of each class; of the second class alone where there are two.
///
/// Labels of one kind only give a constant far on its side.
fn solve(
    rows: &[FeatureWeights],
    examples: &[&Features],
    labels: &[u32],
    n_classes: usize,
    penalty: f64,
) -> Result<Vec<(f64, Vec<f64>)>, FitError> {
    let failed = |e: smartcore::error::Failed| FitError::Solver(e.to_string());
    if labels.windows(2).all(|pair| pair[0] == pair[1]) {
        let side = if labels.first() == Some(&0) { -6.0 } else { 6.0 };
        return Ok(vec![(side, vec![0.0; rows.len()])]);
    }
    let inputs: Vec<Vec<f64>> = examples
        .iter()
        .map(|e| rows.iter().zip(&e.values).map(|(row, x)| row.standardized(*x).unwrap_or(0.0)).collect())
        .collect();
    let matrix = DenseMatrix::from_2d_vec(&inputs).map_err(failed)?;
    let parameters = LogisticRegressionParameters::default().with_alpha(penalty);
    let labels = labels.to_vec();
    let model = LogisticRegression::fit(&matrix, &labels, parameters).map_err(failed)?;
    let n_rows = if n_classes == 2 { 1 } else { n_classes };
    let solved = (0..n_rows).map(|class| {
        let weights = (0..rows.len()).map(|at| *model.coefficients().get((class, at))).collect();
        (*model.intercept().get((class, 0)), weights)
    });
    Ok(solved.collect())
}
