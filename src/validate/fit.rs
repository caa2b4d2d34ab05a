//! Fits a calibration to gold codes, and estimates by cross-validation how far it can be trusted.
//!
//! Ridge-penalised logistic and multinomial regression by L-BFGS (crate `smartcore`): minimise
//! `−log likelihood + penalty/2 · |w|²` over standardised features, intercepts not penalised.
//! Folds are stratified by focus and drawn from a seed, so that the same input gives the same weights.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use smartcore::linalg::basic::arrays::Array;
use smartcore::linalg::basic::matrix::DenseMatrix;
use smartcore::linear::logistic_regression::{LogisticRegression, LogisticRegressionParameters};

use crate::lexicon::Lexicon;
use crate::score::{
    Calibration, FeatureWeights, Features, LEAST_DEVIATION, Provenance, Verdict, Weights, feature_names, fitted,
};
use crate::validate::{Confusion, GoldCode};

/// A gold document with its features.
#[derive(Debug, Clone)]
pub struct Example {
    /// The codes.
    pub gold: GoldCode,
    /// What the hits add up to.
    pub features: Features,
}

/// How to fit.
#[derive(Debug, Clone, PartialEq)]
pub struct FitOptions {
    /// Penalties to choose from by cross-validation.
    pub penalties: Vec<f64>,
    /// Folds.
    pub folds: usize,
    /// Seed of the folds.
    pub seed: u64,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self { penalties: vec![3.0, 10.0, 30.0, 100.0], folds: 10, seed: 1 }
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
    /// The optimiser gave up.
    #[error("the weights cannot be fitted: {0}")]
    Solver(String),
}

/// Chooses the penalty by cross-validation, then fits on all examples.
///
/// # Errors
/// When there are too few examples, or none of some focus.
pub fn fit(lexicon: &Lexicon, examples: &[Example], options: &FitOptions) -> Result<Fitted, FitError> {
    let (n, folds) = (examples.len(), options.folds);
    if folds < 2 || n < folds * 4 {
        return Err(FitError::TooFew { n, folds });
    }
    let classes = ModelClasses::new(lexicon);
    for focus in &classes.names {
        if !examples.iter().any(|e| e.gold.focus == *focus) {
            return Err(FitError::NoExample { focus: focus.clone() });
        }
    }
    let fold_of = folds_of(examples, &classes, options);
    let mut by_penalty = Vec::new();
    let mut best: Option<(f64, f64, Vec<Prediction>)> = None;
    for penalty in &options.penalties {
        let predictions = cross_validate(lexicon, &classes, examples, &fold_of, *penalty, folds)?;
        let f1 = confusion(lexicon, examples, &predictions).macro_f1(&classes.as_refs());
        by_penalty.push((*penalty, f1));
        if best.as_ref().is_none_or(|(_, known, _)| f1 > *known) {
            best = Some((*penalty, f1, predictions));
        }
    }
    let Some((penalty, macro_f1, predictions)) = best else {
        return Err(FitError::Solver("no penalty was given".into()));
    };
    let all: Vec<&Example> = examples.iter().collect();
    let mut calibration = fit_once(lexicon, &classes, &all, penalty)?;
    calibration.fitted = Provenance {
        n_documents: n,
        penalty,
        seed: options.seed,
        folds,
        cross_validated_macro_f1: macro_f1,
        cross_validated_accuracy: confusion(lexicon, examples, &predictions).accuracy(),
        ..Provenance::default()
    };
    calibration.fitted.remember(examples.iter().map(|e| e.gold.id.as_str()));
    Ok(Fitted { calibration, predictions, by_penalty })
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
        Self { names: lexicon.tiers.iter().cloned().chain(["none".to_owned()]).collect() }
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
fn folds_of(examples: &[Example], classes: &ModelClasses, options: &FitOptions) -> Vec<usize> {
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let mut fold_of = vec![0; examples.len()];
    let mut next = 0;
    let strata = (0..classes.names.len() as u32).map(Some).chain([None]);
    for class in strata {
        let mut members: Vec<usize> = (0..examples.len()).filter(|i| classes.of(&examples[*i]) == class).collect();
        members.shuffle(&mut rng);
        for member in members {
            fold_of[member] = next % options.folds;
            next += 1;
        }
    }
    fold_of
}

fn cross_validate(
    lexicon: &Lexicon,
    classes: &ModelClasses,
    examples: &[Example],
    fold_of: &[usize],
    penalty: f64,
    folds: usize,
) -> Result<Vec<Prediction>, FitError> {
    let mut predictions: Vec<Option<Prediction>> = vec![None; examples.len()];
    for fold in 0..folds {
        let seen: Vec<&Example> = examples.iter().zip(fold_of).filter(|(_, f)| **f != fold).map(|(e, _)| e).collect();
        let calibration = fit_once(lexicon, classes, &seen, penalty)?;
        for (at, example) in examples.iter().enumerate().filter(|(at, _)| fold_of[*at] == fold) {
            let verdict = fitted(&calibration, &example.features);
            predictions[at] = Some(Prediction { id: example.gold.id.clone(), verdict });
        }
    }
    Ok(predictions.into_iter().flatten().collect())
}

/// Fits every model on these examples.
fn fit_once(
    lexicon: &Lexicon,
    classes: &ModelClasses,
    examples: &[&Example],
    penalty: f64,
) -> Result<Calibration, FitError> {
    let mut rows = standardize(lexicon, examples);
    let n_classes = classes.names.len();
    rows.iter_mut().for_each(|row| row.weights.focus = vec![0.0; n_classes]);
    let mut intercept = Weights { focus: vec![0.0; n_classes], attention: Vec::new() };
    let (pure, labels): (Vec<&Example>, Vec<u32>) =
        examples.iter().filter_map(|e| classes.of(e).map(|class| (*e, class))).unzip();
    for (class, (constant, weights)) in solve(&rows, &pure, &labels, n_classes, penalty)?.into_iter().enumerate() {
        intercept.focus[class] = constant;
        rows.iter_mut().zip(weights).for_each(|(row, w)| row.weights.focus[class] = w);
    }
    for tier in &lexicon.tiers {
        let mut constants = [0.0; 3];
        rows.iter_mut().for_each(|row| row.weights.attention.push([0.0; 3]));
        for (at, bound) in (1_u8..=3).enumerate() {
            let labels: Vec<u32> = examples.iter().map(|e| u32::from(e.gold.attention[tier] >= bound)).collect();
            let solved = solve(&rows, examples, &labels, 2, penalty)?;
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
fn standardize(lexicon: &Lexicon, examples: &[&Example]) -> Vec<FeatureWeights> {
    let n = examples.len() as f64;
    let names = feature_names(lexicon).into_iter().enumerate();
    names
        .map(|(at, name)| {
            let mean = examples.iter().map(|e| e.features.0[at]).sum::<f64>() / n;
            let variance = examples.iter().map(|e| (e.features.0[at] - mean).powi(2)).sum::<f64>() / n;
            let deviation = if variance > 1e-12 { variance.sqrt().max(LEAST_DEVIATION) } else { 0.0 };
            FeatureWeights { name, mean, deviation, weights: Weights::default() }
        })
        .collect()
}

/// Constant and weights of each class; of the second class alone where there are two.
///
/// Labels of one kind only give a constant far on its side.
fn solve(
    rows: &[FeatureWeights],
    examples: &[&Example],
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
        .map(|e| rows.iter().zip(&e.features.0).map(|(row, x)| row.standardized(*x).unwrap_or(0.0)).collect())
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
