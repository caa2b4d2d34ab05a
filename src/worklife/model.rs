//! The weights of the signs: `sentences.csv`.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::clean::Zone;
use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::tokenize::Tokens;
use crate::worklife::reading::{SentenceReading, SentenceReadings};
use crate::worklife::sign::{HitNames, Sign, SignedText};

/// The class of sentences about workers without a tier.
pub const GENERAL: &str = "general";

/// The row of constants in the file.
const CONSTANT: &str = "constant";

/// A linear model of each class, logistic: the tiers of a lexicon, then [`GENERAL`].
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceModel {
    n_classes: usize,
    constants: Vec<f64>,
    hit_names: HitNames,
    /// Where the weights of a sign start, by its key.
    rows: HashMap<u64, usize, FixedState>,
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
        let n_classes = asked.len() - 1;
        let mut model = Self {
            n_classes,
            constants: vec![0.0; n_classes],
            hit_names: HitNames::of(lexicon),
            rows: HashMap::default(),
            weights: Vec::new(),
        };
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
            if !model.insert(sign, &weights) {
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

    /// Adds the weights of a sign, one a class; false when it has some.
    fn insert(&mut self, sign: Sign<'_>, weights: &[f64]) -> bool {
        let start = self.weights.len();
        if self.rows.insert(sign.key(), start).is_some() {
            return false;
        }
        self.weights.extend(weights.iter().map(|weight| *weight as f32));
        true
    }

    /// What its signs call the hits of the lexicon.
    #[must_use]
    pub fn hit_names(&self) -> &HitNames {
        &self.hit_names
    }

    /// The weights of a sign, one a class; `None` where the model has none.
    #[must_use]
    pub fn weights(&self, key: u64) -> Option<&[f32]> {
        self.rows.get(&key).map(|start| &self.weights[*start..start + self.n_classes])
    }

    /// The probabilities of every scored sentence.
    #[must_use]
    pub fn read(&self, tokens: &Tokens, hits: &[Hit]) -> SentenceReadings {
        let text = SignedText::of(&self.hit_names, tokens, hits);
        let mut keys = Vec::new();
        let of_sentence = |at: usize| {
            keys.clear();
            text.each_sign(at, |sign| keys.push(sign.key()));
            keys.sort_unstable();
            keys.dedup();
            self.sentence(text.place(at), &keys)
        };
        SentenceReadings((0..text.len()).map(of_sentence).collect())
    }

    /// The probabilities of a sentence with these signs.
    fn sentence(&self, (sentence, zone): (u32, Zone), keys: &[u64]) -> SentenceReading {
        let mut sums = self.constants.clone();
        for weights in keys.iter().filter_map(|key| self.weights(*key)) {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += f64::from(*weight));
        }
        SentenceReading { sentence, zone, probability: sums.into_iter().map(logistic).collect() }
    }
}

/// Probability that belongs to the linear predictor of a logistic model.
#[must_use]
pub fn logistic(predictor: f64) -> f64 {
    1.0 / (1.0 + (-predictor).exp())
}
