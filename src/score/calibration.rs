//! Fitted weights: `calibration.toml`.
//!
//! A linear model for the focus (one class a tier, and `none`; softmax) and, a tier each, three
//! linear models for attention of at least 1, 2 and 3 (logistic). Inputs are features in standard
//! deviations from their mean over the gold documents.

use crate::lexicon::Lexicon;
use crate::score::feature::{Features, feature_names};
use crate::worklife::SentenceModelError;

/// Weights and what they were fitted on.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Where the weights come from.
    pub fitted: Provenance,
    /// Constants of the models.
    pub intercept: Weights,
    /// Weights, a feature each.
    pub feature: Vec<FeatureWeights>,
}

/// What a calibration was fitted on, and how well it did on documents it had not seen.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// File of gold codes.
    pub gold: String,
    /// Its content hash.
    pub gold_hash: String,
    /// Documents in it.
    pub n_documents: usize,
    /// Strength of the ridge penalty.
    pub penalty: f64,
    /// Odds against `none` that a tier must have, times those of the fit: more than 1 where the coded articles were
    /// drawn to be richer in tiers than those the weights are for.
    #[serde(default = "even")]
    pub odds: f64,
    /// Seed of the folds.
    pub seed: u64,
    /// Folds of the cross-validation.
    pub folds: usize,
    /// Macro F1 of the focus over tiers and `none`, cross-validated.
    pub cross_validated_macro_f1: f64,
    /// Accuracy of the focus, cross-validated.
    pub cross_validated_accuracy: f64,
    /// Hashes of the ids of the documents, sorted.
    #[serde(default)]
    pub ids: Vec<String>,
}

impl Provenance {
    /// Remembers the documents by a hash of their ids.
    pub fn remember<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        self.ids = ids.map(hash_of_id).collect();
        self.ids.sort();
    }

    /// Whether the weights were fitted on the document; two of four thousand million ids are mistaken for each
    /// other. Never for a calibration that was fitted before ids were remembered.
    #[must_use]
    pub fn saw(&self, id: &str) -> bool {
        self.ids.binary_search(&hash_of_id(id)).is_ok()
    }
}

fn even() -> f64 {
    1.0
}

fn hash_of_id(id: &str) -> String {
    format!("{:08x}", xxhash_rust::xxh3::xxh3_64(id.as_bytes()) >> 32)
}

/// The most standard deviations that a feature counts as, so that a sign that was rare in the
/// gold documents cannot decide alone.
pub const MOST_DEVIATIONS: f64 = 3.0;
/// Least standard deviation of a feature that varies at all, for the same reason.
pub const LEAST_DEVIATION: f64 = 0.3;
/// The same of what sentences add up to: means of probabilities, which every document has.
pub const LEAST_DEVIATION_OF_SENTENCES: f64 = 0.05;

/// One row of weights, for every model.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Of the focus classes: the tiers, then `none`.
    pub focus: Vec<f64>,
    /// Of attention to each tier: at least 1, 2, 3.
    pub attention: Vec<[f64; 3]>,
}

/// The weights of one feature.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct FeatureWeights {
    /// Name.
    pub name: String,
    /// Mean over the gold documents.
    pub mean: f64,
    /// Standard deviation over the gold documents; 0 for a feature that does not vary there.
    pub deviation: f64,
    /// Weights per standard deviation.
    #[serde(flatten)]
    pub weights: Weights,
}

/// Fitted weights that do not fit their lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalibrationError {
    /// Those of the features.
    #[error("calibration.toml: {0}; remove the file, audit the coded articles and fit it again with `gold fit`")]
    Features(String),
    /// Those of the signs of sentences.
    #[error(transparent)]
    Sentences(#[from] SentenceModelError),
}

impl Calibration {
    /// Reads the calibration of a lexicon; `None` when it has none.
    ///
    /// # Errors
    /// When the file is broken or names other features or tiers than the lexicon.
    pub fn of(lexicon: &Lexicon) -> Result<Option<Self>, CalibrationError> {
        if lexicon.calibration.trim().is_empty() {
            return Ok(None);
        }
        let read: Self =
            toml::from_str(&lexicon.calibration).map_err(|e| CalibrationError::Features(e.message().to_owned()))?;
        let names = feature_names(lexicon);
        if !read.feature.iter().map(|f| &f.name).eq(&names) {
            return Err(CalibrationError::Features("its features are not those of the lexicon".into()));
        }
        let n_tiers = lexicon.tiers.len();
        let fits = |w: &Weights| w.focus.len() == n_tiers + 1 && w.attention.len() == n_tiers;
        if !(fits(&read.intercept) && read.feature.iter().all(|f| fits(&f.weights))) {
            return Err(CalibrationError::Features("its tiers are not those of the lexicon".into()));
        }
        Ok(Some(read))
    }

    /// The linear predictor of every model.
    #[must_use]
    pub fn predict(&self, features: &Features) -> Weights {
        let mut sum = self.intercept.clone();
        for (row, value) in self.feature.iter().zip(&features.values) {
            let Some(x) = row.standardized(*value) else { continue };
            sum.focus.iter_mut().zip(&row.weights.focus).for_each(|(sum, w)| *sum += w * x);
            for (sum, w) in sum.attention.iter_mut().zip(&row.weights.attention) {
                sum.iter_mut().zip(w).for_each(|(sum, w)| *sum += w * x);
            }
        }
        sum
    }
}

impl FeatureWeights {
    /// The value in standard deviations from the mean, at most [`MOST_DEVIATIONS`] either way;
    /// `None` for a feature that does not vary.
    #[must_use]
    pub fn standardized(&self, value: f64) -> Option<f64> {
        let x = (value - self.mean) / self.deviation;
        (self.deviation > 0.0).then(|| x.clamp(-MOST_DEVIATIONS, MOST_DEVIATIONS))
    }
}

/// Probabilities that belong to linear predictors of a softmax.
#[must_use]
pub fn softmax(predictors: &[f64]) -> Vec<f64> {
    let highest = predictors.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = predictors.iter().map(|p| libm::exp(p - highest)).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|p| p / sum).collect()
}
