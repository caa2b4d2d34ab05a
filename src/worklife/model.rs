//! The weights of the signs: `sentences.csv`.

use std::collections::HashSet;

use crate::clean::Zone;
use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::tokenize::{KnownWords, Token, Tokens, with_known_words};
use crate::worklife::reading::{SentenceReading, SentenceReadings};
use crate::worklife::rows::{SignRows, WordSigns};
use crate::worklife::sign::{HitNames, Sign, SignedText, plain_word};

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
    rows: SignRows,
    /// Row by row.
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
            rows: SignRows::default(),
            weights: Vec::new(),
        };
        let (mut signs, mut written_rows, mut keys) = (Vec::new(), Vec::new(), HashSet::new());
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
            if !keys.insert(sign.key()) {
                return Err(wrong(Some(number), format!("`{written}` is there twice")));
            }
            signs.push(sign);
            written_rows.push(weights);
        }
        model.fill(&signs, &written_rows);
        Ok(Some(model))
    }

    /// The file of a model without weights.
    #[must_use]
    pub fn empty_csv(lexicon: &Lexicon) -> String {
        let columns = Self::columns(lexicon);
        format!("{}\n{CONSTANT}{}\n", columns.join(","), ",0".repeat(columns.len() - 1))
    }

    /// Takes over the weights of different signs, one a column.
    fn fill(&mut self, signs: &[Sign<'_>], written: &[Vec<f64>]) {
        self.rows = SignRows::of(signs, &self.hit_names);
        let width = self.constants.len();
        self.weights = vec![0.0; signs.len() * width];
        for (sign, weights) in signs.iter().zip(written) {
            let row = self.rows.by_key(sign.key()).expect("every sign has a row") as usize;
            let own = &mut self.weights[row * width..(row + 1) * width];
            own.iter_mut().zip(weights).for_each(|(own, weight)| *own = *weight as f32);
        }
    }

    /// What its signs call the hits of the lexicon.
    #[must_use]
    pub fn hit_names(&self) -> &HitNames {
        &self.hit_names
    }

    /// The weights of a sign in a sentence, one a class; `None` where the model has none.
    #[must_use]
    pub fn weights(&self, key: u64) -> Option<&[f32]> {
        self.rows.by_key(key).map(|row| self.row(row).0)
    }

    /// The weights of a sign in an article, one a tier; `None` where the model has none.
    #[must_use]
    pub fn weights_in_article(&self, key: u64) -> Option<&[f32]> {
        self.rows.by_key(key).map(|row| self.row(row).1)
    }

    /// Weights in a sentence, and in an article.
    fn row(&self, row: u32) -> (&[f32], &[f32]) {
        let (row, width) = (row as usize, self.constants.len());
        self.weights[row * width..(row + 1) * width].split_at(self.n_classes)
    }

    /// What the model knows of the word of a token; `None` where it is no word.
    #[must_use]
    pub fn signs_of(&self, tokens: &Tokens, token: &Token) -> Option<WordSigns> {
        plain_word(tokens, token).map(|word| self.rows.of_word(word))
    }

    /// The probabilities of every scored sentence, and the log-odds of the article.
    #[must_use]
    pub fn read(&self, tokens: &Tokens, hits: &[Hit]) -> SentenceReadings {
        with_known_words(tokens, |tokens, token| self.signs_of(tokens, token), |words| self.read_known(hits, words))
    }

    /// The same, where the words of the document are known: what [`Self::signs_of`] gives.
    #[must_use]
    pub fn read_known(&self, hits: &[Hit], words: KnownWords<'_, Option<WordSigns>>) -> SentenceReadings {
        let tokens = words.tokens();
        let text = SignedText::of(&self.hit_names, tokens, hits);
        let word = |token: u32| match tokens.tokens()[token as usize].shape {
            shape if shape.number => self.rows.of_number(shape.money),
            _ => *words.of(token),
        };
        let mut rows = Vec::new();
        let mut in_article = InArticle {
            sums: vec![0.0; self.constants.len() - self.n_classes],
            seen: vec![0; self.rows.len().div_ceil(64)],
        };
        let of_sentence = |at: usize| {
            rows.clear();
            text.each(at, word, |seen| rows.extend(self.rows.of_seen(seen)));
            // Weights are added in the order of the rows, so that sums are the same to the last bit.
            rows.sort_unstable();
            rows.dedup();
            self.sentence(text.place(at), &rows, &mut in_article)
        };
        let sentences = (0..text.len()).map(of_sentence).collect();
        let scale = weight_in_article(tokens.n_scored());
        let constants = &self.constants[self.n_classes..];
        let words = constants.iter().zip(&in_article.sums).map(|(constant, sum)| constant + scale * sum).collect();
        SentenceReadings { sentences, words }
    }

    /// The probabilities of a sentence with the signs of these rows, which are added to those of the article.
    fn sentence(&self, (sentence, zone): (u32, Zone), rows: &[u32], in_article: &mut InArticle) -> SentenceReading {
        let mut sums = self.constants[..self.n_classes].to_vec();
        for row in rows {
            let (own, of_article) = self.row(*row);
            sums.iter_mut().zip(own).for_each(|(sum, weight)| *sum += f64::from(*weight));
            in_article.add(*row, of_article);
        }
        sums.iter_mut().for_each(|sum| *sum = logistic(*sum));
        SentenceReading { sentence, zone, probability: sums }
    }
}

/// Sums of weights over the different signs of an article, a tier each.
struct InArticle {
    sums: Vec<f64>,
    /// A bit each row.
    seen: Vec<u64>,
}

impl InArticle {
    fn add(&mut self, row: u32, weights: &[f32]) {
        let (bits, bit) = (&mut self.seen[row as usize / 64], 1 << (row % 64));
        if *bits & bit == 0 {
            *bits |= bit;
            self.sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += f64::from(*weight));
        }
    }
}

/// Probability that belongs to the linear predictor of a logistic model.
#[must_use]
pub fn logistic(predictor: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-predictor))
}
