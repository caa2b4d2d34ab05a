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

/// Put before a tier in the name of a column with weights of a sign in a whole article.
const ARTICLE: &str = "article_";

/// Tokens of an article in which a word counts once its weight.
const TOKENS_OF_WEIGHT: f64 = 1_000.0;
/// A shorter article counts as this long.
const LEAST_TOKENS: usize = 200;

/// What the weight of a word or pair counts in an article with `n_scored` tokens in scored zones: long articles have more
/// different words, and the sum of their weights grows about as the root of their length.
#[must_use]
pub fn weight_in_article(n_scored: usize) -> f64 {
    (TOKENS_OF_WEIGHT / n_scored.max(LEAST_TOKENS) as f64).sqrt()
}

/// Linear models, logistic: of sentences a class each, the tiers of a lexicon and then [`GENERAL`]; of whole articles, by
/// the words and pairs in them, a tier each.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceModel {
    n_classes: usize,
    /// One a class, then one a tier where articles have weights.
    constants: Vec<f64>,
    hit_names: HitNames,
    /// The row of weights of a sign, by its key.
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

    /// The columns of the file: signs, classes of sentences, tiers of articles.
    #[must_use]
    pub fn columns(lexicon: &Lexicon) -> Vec<String> {
        let articles = lexicon.tiers.iter().map(|tier| format!("{ARTICLE}{tier}"));
        std::iter::once("sign").chain(Self::classes(lexicon)).map(str::to_owned).chain(articles).collect()
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
        let asked = Self::columns(lexicon);
        let n_classes = lexicon.tiers.len() + 1;
        let n_columns = head.split(',').count();
        let is_whole = n_columns == asked.len() || n_columns == n_classes + 1;
        if !is_whole || !head.split(',').eq(asked[..n_columns].iter().map(String::as_str)) {
            return Err(wrong(None, format!("its columns are not {}", asked.join(","))));
        }
        let mut model = Self {
            n_classes,
            constants: vec![0.0; n_columns - 1],
            hit_names: HitNames::of(lexicon),
            rows: HashMap::default(),
            weights: Vec::new(),
        };
        for (number, line) in lines {
            let mut cells = line.split(',');
            let written = cells.next().unwrap_or_default();
            let weights: Option<Vec<f64>> =
                cells.map(|cell| cell.parse::<f64>().ok().filter(|w| w.is_finite())).collect();
            let Some(weights) = weights.filter(|weights| weights.len() == model.constants.len()) else {
                return Err(wrong(Some(number), format!("{} numbers are asked for", model.constants.len())));
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
        let columns = Self::columns(lexicon);
        format!("{}\n{CONSTANT}{}\n", columns.join(","), ",0".repeat(columns.len() - 1))
    }

    /// Adds the weights of a sign, one a column; false when it has some.
    fn insert(&mut self, sign: Sign<'_>, weights: &[f64]) -> bool {
        let row = self.rows.len();
        if self.rows.insert(sign.key(), row).is_some() {
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

    /// The weights of a sign in a sentence, one a class; `None` where the model has none.
    #[must_use]
    pub fn weights(&self, key: u64) -> Option<&[f32]> {
        self.rows.get(&key).map(|row| self.row(*row).0)
    }

    /// The weights of a sign in an article, one a tier; `None` where the model has none.
    #[must_use]
    pub fn weights_in_article(&self, key: u64) -> Option<&[f32]> {
        self.rows.get(&key).map(|row| self.row(*row).1)
    }

    /// Weights in a sentence, and in an article.
    fn row(&self, row: usize) -> (&[f32], &[f32]) {
        let width = self.constants.len();
        self.weights[row * width..(row + 1) * width].split_at(self.n_classes)
    }

    /// The probabilities of every scored sentence, and the log-odds of the article.
    #[must_use]
    pub fn read(&self, tokens: &Tokens, hits: &[Hit]) -> SentenceReadings {
        let text = SignedText::of(&self.hit_names, tokens, hits);
        let mut keys = Vec::new();
        let mut in_article =
            InArticle { sums: vec![0.0; self.constants.len() - self.n_classes], is_seen: vec![false; self.rows.len()] };
        let of_sentence = |at: usize| {
            keys.clear();
            text.each_sign(at, |sign| keys.push(sign.key()));
            keys.sort_unstable();
            keys.dedup();
            self.sentence(text.place(at), &keys, &mut in_article)
        };
        let sentences = (0..text.len()).map(of_sentence).collect();
        let scale = weight_in_article(tokens.n_scored());
        let constants = &self.constants[self.n_classes..];
        let words = constants.iter().zip(&in_article.sums).map(|(constant, sum)| constant + scale * sum).collect();
        SentenceReadings { sentences, words }
    }

    /// The probabilities of a sentence with these signs, which are added to those of the article.
    fn sentence(&self, (sentence, zone): (u32, Zone), keys: &[u64], in_article: &mut InArticle) -> SentenceReading {
        let mut sums = self.constants[..self.n_classes].to_vec();
        for row in keys.iter().filter_map(|key| self.rows.get(key)) {
            let (own, of_article) = self.row(*row);
            sums.iter_mut().zip(own).for_each(|(sum, weight)| *sum += f64::from(*weight));
            in_article.add(*row, of_article);
        }
        SentenceReading { sentence, zone, probability: sums.into_iter().map(logistic).collect() }
    }
}

/// Sums of weights over the different signs of an article, a tier each.
struct InArticle {
    sums: Vec<f64>,
    is_seen: Vec<bool>,
}

impl InArticle {
    fn add(&mut self, row: usize, weights: &[f32]) {
        if !std::mem::replace(&mut self.is_seen[row], true) {
            self.sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += f64::from(*weight));
        }
    }
}

/// Probability that belongs to the linear predictor of a logistic model.
#[must_use]
pub fn logistic(predictor: f64) -> f64 {
    1.0 / (1.0 + (-predictor).exp())
}
