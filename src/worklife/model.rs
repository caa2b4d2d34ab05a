//! The weights of the signs: `sentences.csv`.

use std::collections::HashMap;

use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::tokenize::Tokens;
use crate::worklife::{SentenceReading, SentenceReadings, SentenceSigns, Sign, signs};

/// The class of sentences about workers without a tier.
pub const GENERAL: &str = "general";

/// The row of constants in the file.
const CONSTANT: &str = "constant";

/// A linear model of each class, logistic: the tiers of a lexicon, then [`GENERAL`].
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceModel {
    n_classes: usize,
    constants: Vec<f64>,
    /// Where the weights of a sign start, by its key.
    rows: HashMap<u64, usize>,
    weights: Vec<f32>,
}

/// A file of weights that does not fit its lexicon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("sentences.csv{}: {reason}; remove the file, or fit it again with `gold fit`", line.map_or_else(String::new, |line| format!(":{line}")))]
pub struct SentenceModelError {
    /// Line, from 1; none where it is the file as a whole.
    pub line: Option<usize>,
    /// What is wrong.
    pub reason: String,
}

impl SentenceModel {
    /// The classes of a lexicon's sentences: its tiers, then [`GENERAL`].
    pub fn classes(lexicon: &Lexicon) -> impl Iterator<Item = &str> {
        lexicon.tiers.iter().map(String::as_str).chain([GENERAL])
    }

    /// Reads the model of a lexicon; `None` when it has none.
    ///
    /// # Errors
    /// When the file names other tiers than the lexicon, or a line is broken.
    pub fn of(lexicon: &Lexicon) -> Result<Option<Self>, SentenceModelError> {
        let wrong = |line, reason: String| SentenceModelError { line, reason };
        let mut lines = (1..).zip(lexicon.sentences.lines()).filter(|(_, line)| !line.is_empty());
        let mut lines = lines.by_ref().skip_while(|(_, line)| line.starts_with('#'));
        let Some((_, head)) = lines.next() else { return Ok(None) };
        let asked: Vec<&str> = std::iter::once("sign").chain(Self::classes(lexicon)).collect();
        if !head.split(',').eq(asked.iter().copied()) {
            return Err(wrong(None, format!("its columns are not {}", asked.join(","))));
        }
        let mut model = Self::with_constants(vec![0.0; asked.len() - 1]);
        for (number, line) in lines {
            let mut cells = line.split(',');
            let written = cells.next().unwrap_or_default();
            let weights: Option<Vec<f64>> =
                cells.map(|cell| cell.parse::<f64>().ok().filter(|w| w.is_finite())).collect();
            let Some(weights) = weights.filter(|weights| weights.len() == model.n_classes) else {
                return Err(wrong(Some(number), format!("{} numbers are asked for", model.n_classes)));
            };
            if written == CONSTANT {
                model.constants = weights;
                continue;
            }
            let Some(sign) = Sign::parse(written) else {
                return Err(wrong(Some(number), format!("`{written}` is no sign")));
            };
            if !model.insert(&sign, &weights) {
                return Err(wrong(Some(number), format!("`{written}` is there twice")));
            }
        }
        Ok(Some(model))
    }

    /// The file of a model without weights.
    #[must_use]
    pub fn empty_csv(lexicon: &Lexicon) -> String {
        let classes: Vec<&str> = Self::classes(lexicon).collect();
        format!("sign,{}\n{CONSTANT}{}\n", classes.join(","), ",0".repeat(classes.len()))
    }

    /// A model without weights.
    #[must_use]
    pub fn with_constants(constants: Vec<f64>) -> Self {
        Self { n_classes: constants.len(), constants, rows: HashMap::new(), weights: Vec::new() }
    }

    /// Adds the weights of a sign, one a class; false when it has some.
    pub fn insert(&mut self, sign: &Sign<'_>, weights: &[f64]) -> bool {
        let start = self.weights.len();
        if self.rows.insert(sign.key(), start).is_some() {
            return false;
        }
        self.weights.extend(weights.iter().map(|weight| *weight as f32));
        true
    }

    /// The constants, one a class.
    #[must_use]
    pub fn constants(&self) -> &[f64] {
        &self.constants
    }

    /// The weights of a sign, one a class; `None` where the model has none.
    #[must_use]
    pub fn weights(&self, key: u64) -> Option<&[f32]> {
        self.rows.get(&key).map(|start| &self.weights[*start..start + self.n_classes])
    }

    /// The probabilities of every scored sentence.
    #[must_use]
    pub fn read(&self, lexicon: &Lexicon, tokens: &Tokens, hits: &[Hit]) -> SentenceReadings {
        SentenceReadings(signs(lexicon, tokens, hits).iter().map(|sentence| self.sentence(sentence)).collect())
    }

    /// The probabilities of one sentence.
    #[must_use]
    pub fn sentence(&self, sentence: &SentenceSigns<'_>) -> SentenceReading {
        let mut sums = self.constants.clone();
        for weights in sentence.signs.iter().filter_map(|(key, _)| self.weights(*key)) {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += f64::from(*weight));
        }
        let probability = sums.into_iter().map(logistic).collect();
        SentenceReading { sentence: sentence.sentence, zone: sentence.zone, probability }
    }
}

/// Probability that belongs to the linear predictor of a logistic model.
#[must_use]
pub fn logistic(predictor: f64) -> f64 {
    1.0 / (1.0 + (-predictor).exp())
}
