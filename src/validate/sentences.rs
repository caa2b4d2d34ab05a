//! Fits the model of sentences to sentences that were read and labelled, and that of articles to coded articles.
//!
//! Logistic models, one a class or tier, by FTRL-Proximal (`McMahan` et al. 2013, "Ad click prediction", algorithm 1): a step size
//! for each sign and a penalty on absolute weights, which leaves most signs without any. Sentences are shuffled from a
//! seed, so that the same input gives the same weights.

use std::collections::HashMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::lexicon::Lexicon;
use crate::score::ScoredDocument;
use crate::validate::{GoldCode, LabelledSpan};
use crate::worklife::{
    SentenceModel, SentenceReading, SentenceReadings, SentenceSigns, Sign, logistic, weight_in_article,
};

/// How the model of sentences is fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SentenceFitOptions {
    /// Signs in fewer labelled sentences, or coded articles, get no weight.
    pub least: u32,
    /// Passes over them.
    pub passes: usize,
    /// Step size (`α` of the algorithm).
    pub step: f64,
    /// Penalty on absolute weights (`λ₁`).
    pub l1: f64,
    /// Penalty on squared weights (`λ₂`).
    pub l2: f64,
    /// Seed of the order.
    pub seed: u64,
}

impl Default for SentenceFitOptions {
    fn default() -> Self {
        Self { least: 8, passes: 4, step: 0.1, l1: 2.0, l2: 1.0, seed: 1 }
    }
}

impl SentenceFitOptions {
    /// The same for whole articles, which are fewer and have more signs.
    fn of_articles(self) -> Self {
        Self { least: 15, passes: 10, step: 0.05, l1: 1.0, l2: 30.0, ..self }
    }
}

/// Damping of the step size (`β` of the algorithm).
const DAMPING: f64 = 1.0;

/// The sentences of one document, their signs as numbers of a [`SignTable`].
#[derive(Debug, Clone, Default)]
pub struct DocumentSentences {
    sentences: Vec<NumberedSentence>,
    /// Whether each sentence is of each class; `None` where nobody labelled sentences.
    labels: Option<Vec<Vec<bool>>>,
    /// The words and pairs of all sentences, each once.
    words: Vec<u32>,
    /// What one of them counts.
    scale: f64,
}

impl DocumentSentences {
    /// Sentences that are labelled.
    #[must_use]
    pub fn n_labelled(&self) -> usize {
        self.labels.as_ref().map_or(0, Vec::len)
    }
}

#[derive(Debug, Clone)]
struct NumberedSentence {
    sentence: u32,
    zone: crate::clean::Zone,
    signs: Vec<u32>,
}

/// Every sign seen, by number.
#[derive(Debug, Default)]
pub struct SignTable {
    numbers: HashMap<u64, u32>,
    written: Vec<String>,
    is_of_words: Vec<bool>,
    n_labelled: Vec<u32>,
    n_documents: Vec<u32>,
}

/// Whether each sentence is of each class, by the labelled spans of a code: half of the sentence or more lies in spans
/// of the class. `None` where nobody labelled sentences.
#[must_use]
pub fn labels(
    lexicon: &Lexicon,
    scored: &ScoredDocument,
    signs: &[SentenceSigns<'_>],
    code: &GoldCode,
) -> Option<Vec<Vec<bool>>> {
    let spans = code.working_life.as_ref()?;
    let of_sentence = |sentence: &SentenceSigns<'_>| {
        let tokens = scored.tokens.sentences()[sentence.sentence as usize].tokens;
        let (field, span) = scored.document.field_span(scored.tokens.byte_span(tokens));
        let of_class = |class: &str| {
            let own = |labelled: &&LabelledSpan| {
                labelled.field == field.name() && labelled.classes.iter().any(|c| c == class)
            };
            let common =
                |labelled: &LabelledSpan| labelled.end.min(span.end).saturating_sub(labelled.start.max(span.start));
            2 * spans.iter().filter(own).map(common).sum::<u32>() >= (span.end - span.start).max(1)
        };
        SentenceModel::classes(lexicon).map(of_class).collect()
    };
    Some(signs.iter().map(of_sentence).collect())
}

impl SignTable {
    /// Numbers the signs of a document with `n_scored` tokens in scored zones; `labels` has a line a sentence, a flag a class.
    pub fn add(
        &mut self,
        signs: &[SentenceSigns<'_>],
        n_scored: usize,
        labels: Option<Vec<Vec<bool>>>,
    ) -> DocumentSentences {
        let labelled = u32::from(labels.is_some());
        let mut number = |(key, sign): &(u64, Sign<'_>)| {
            let next = u32::try_from(self.written.len()).expect("signs are fewer than four thousand million");
            let number = *self.numbers.entry(*key).or_insert(next);
            if number == next {
                self.written.push(sign.to_string());
                self.is_of_words.push(sign.is_of_words());
                self.n_labelled.push(0);
                self.n_documents.push(0);
            }
            self.n_labelled[number as usize] += labelled;
            number
        };
        let of_sentence = |sentence: &SentenceSigns<'_>| NumberedSentence {
            sentence: sentence.sentence,
            zone: sentence.zone,
            signs: sentence.signs.iter().map(&mut number).collect(),
        };
        let sentences: Vec<NumberedSentence> = signs.iter().map(of_sentence).collect();
        let all = sentences.iter().flat_map(|sentence| &sentence.signs).copied();
        let mut words: Vec<u32> = all.filter(|sign| self.is_of_words[*sign as usize]).collect();
        words.sort_unstable();
        words.dedup();
        words.iter().for_each(|word| self.n_documents[*word as usize] += 1);
        DocumentSentences { sentences, labels, words, scale: weight_in_article(n_scored) }
    }
}

/// Fitted weights of every sign, by its number.
#[derive(Debug, Clone)]
pub struct SentenceWeights {
    sentences: LinearModels,
    articles: LinearModels,
}

/// Constants and weights of some classes.
#[derive(Debug, Clone)]
struct LinearModels {
    constants: Vec<f64>,
    /// One list a class, a weight a sign.
    weights: Vec<Vec<f32>>,
}

/// One class while it is fitted.
struct Learner {
    z: Vec<f64>,
    n: Vec<f64>,
    constant: (f64, f64),
}

impl Learner {
    fn new(n_signs: usize) -> Self {
        Self { z: vec![0.0; n_signs], n: vec![0.0; n_signs], constant: (0.0, 0.0) }
    }

    fn weight(&self, at: usize, options: &SentenceFitOptions) -> f64 {
        let z = self.z[at];
        if z.abs() <= options.l1 {
            return 0.0;
        }
        -(z - z.signum() * options.l1) / ((DAMPING + self.n[at].sqrt()) / options.step + options.l2)
    }

    fn constant(&self, options: &SentenceFitOptions) -> f64 {
        -self.constant.0 * options.step / (DAMPING + self.constant.1.sqrt())
    }

    fn learn(&mut self, line: &Line, is_of_class: bool, options: &SentenceFitOptions) {
        let Line { signs, scale, .. } = line;
        let constant = self.constant(options);
        let sum = signs.iter().map(|sign| self.weight(*sign as usize, options)).sum::<f64>() * scale + constant;
        let of_constant = logistic(sum) - f64::from(u8::from(is_of_class));
        let gradient = of_constant * scale;
        let square = gradient * gradient;
        for at in signs.iter().map(|sign| *sign as usize) {
            let weight = self.weight(at, options);
            let rate = ((self.n[at] + square).sqrt() - self.n[at].sqrt()) / options.step;
            self.z[at] += gradient - rate * weight;
            self.n[at] += square;
        }
        let (z, n) = self.constant;
        let square = of_constant * of_constant;
        let rate = ((n + square).sqrt() - n.sqrt()) / options.step;
        self.constant = (z + of_constant - rate * constant, n + square);
    }
}

/// Signs that are seen together, and of which classes they are.
struct Line {
    signs: Vec<u32>,
    /// What each of them counts.
    scale: f64,
    labels: Vec<bool>,
}

/// An article with its sentences, and whether it gives each tier substantial attention.
pub struct CodedSentences<'a> {
    /// The sentences.
    pub document: &'a DocumentSentences,
    /// A flag a tier.
    pub attended: Vec<bool>,
}

/// Fits the weights of sentences on those that are labelled, and the weights of articles on all `documents`.
#[must_use]
pub fn fit_sentences(
    table: &SignTable,
    documents: &[CodedSentences<'_>],
    n_tiers: usize,
    options: &SentenceFitOptions,
) -> SentenceWeights {
    let is_kept = |sign: &u32| table.n_labelled[*sign as usize] >= options.least;
    let of_document = |coded: &CodedSentences<'_>| {
        let labelled = coded.document.sentences.iter().zip(coded.document.labels.iter().flatten());
        let line = |(sentence, labels): (&NumberedSentence, &Vec<bool>)| {
            let signs = sentence.signs.iter().copied().filter(is_kept).collect();
            Line { signs, scale: 1.0, labels: labels.clone() }
        };
        labelled.map(line).collect::<Vec<Line>>()
    };
    let sentences = documents.iter().flat_map(of_document).collect();
    let of_articles = options.of_articles();
    let is_kept = |sign: &u32| table.n_documents[*sign as usize] >= of_articles.least;
    let article = |coded: &CodedSentences<'_>| Line {
        signs: coded.document.words.iter().copied().filter(is_kept).collect(),
        scale: coded.document.scale,
        labels: coded.attended.clone(),
    };
    let articles = documents.iter().map(article).collect();
    let n_signs = table.written.len();
    SentenceWeights {
        sentences: learned(sentences, n_signs, n_tiers + 1, options),
        articles: learned(articles, n_signs, n_tiers, &of_articles),
    }
}

/// Weights of each class after some passes over the lines.
fn learned(mut lines: Vec<Line>, n_signs: usize, n_classes: usize, options: &SentenceFitOptions) -> LinearModels {
    let mut learners: Vec<Learner> = (0..n_classes).map(|_| Learner::new(n_signs)).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    for _ in 0..options.passes {
        lines.shuffle(&mut rng);
        for line in &lines {
            learners.iter_mut().zip(&line.labels).for_each(|(learner, label)| learner.learn(line, *label, options));
        }
    }
    LinearModels {
        constants: learners.iter().map(|learner| rounded(learner.constant(options))).collect(),
        weights: learners
            .iter()
            .map(|learner| (0..n_signs).map(|at| rounded(learner.weight(at, options)) as f32).collect())
            .collect(),
    }
}

/// To two decimals, as it is written: what is measured is what ships.
fn rounded(weight: f64) -> f64 {
    (weight * 100.0).round() / 100.0
}

impl SentenceWeights {
    /// The probabilities of the sentences of a document, and the log-odds of the document.
    #[must_use]
    pub fn read(&self, document: &DocumentSentences) -> SentenceReadings {
        let of_sentence = |sentence: &NumberedSentence| SentenceReading {
            sentence: sentence.sentence,
            zone: sentence.zone,
            probability: self.sentences.log_odds(&sentence.signs, 1.0).into_iter().map(logistic).collect(),
        };
        SentenceReadings {
            sentences: document.sentences.iter().map(of_sentence).collect(),
            words: self.articles.log_odds(&document.words, document.scale),
        }
    }

    /// The file `sentences.csv`: constants, then the signs that have a weight, sorted.
    #[must_use]
    pub fn csv(&self, table: &SignTable, columns: &[String]) -> String {
        let both = || [&self.sentences, &self.articles].into_iter();
        let mut lines: Vec<String> = Vec::new();
        for (at, written) in table.written.iter().enumerate() {
            let weights: Vec<f32> = both().flat_map(|models| &models.weights).map(|class| class[at]).collect();
            if weights.iter().any(|weight| *weight != 0.0) && !written.contains(',') && !written.contains('"') {
                let weights: Vec<String> = weights.iter().map(f32::to_string).collect();
                lines.push(format!("{written},{}\n", weights.join(",")));
            }
        }
        lines.sort_unstable();
        let constants: Vec<String> = both().flat_map(|models| &models.constants).map(f64::to_string).collect();
        format!("{}\nconstant,{}\n{}", columns.join(","), constants.join(","), lines.concat())
    }
}

impl LinearModels {
    fn log_odds(&self, signs: &[u32], scale: f64) -> Vec<f64> {
        let of_class = |(constant, weights): (&f64, &Vec<f32>)| {
            constant + scale * signs.iter().map(|sign| f64::from(weights[*sign as usize])).sum::<f64>()
        };
        self.constants.iter().zip(&self.weights).map(of_class).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::article::RawArticle;
    use crate::clean::clean;
    use crate::lexicon::{Lexicon, LexiconFile};
    use crate::matcher::Hits;
    use crate::tokenize::tokenize;
    use crate::validate::{
        CodedSentences, DocumentSentences, SentenceFitOptions, SentenceWeights, SignTable, fit_sentences,
    };
    use crate::worklife::{HitNames, SentenceModel, SentenceReadings, signs};

    const HEADER: &str = "name = \"t\"\nlanguage = \"en\"\ntiers = [\"low_wage\"]\ndimensions = [\"pay\"]\n";

    fn lexicon(sentences: String) -> Lexicon {
        let file = |path: &str, content: String| LexiconFile { path: path.into(), content: content.into() };
        Lexicon::from_files(&[file("lexicon.toml", HEADER.into()), file("sentences.csv", sentences)]).expect("sound")
    }

    /// Sentences in which `cook` makes the tier and `vote` makes none, and rare words by chance.
    fn examples(table: &mut SignTable) -> Vec<DocumentSentences> {
        let lexicon = lexicon(String::new());
        let document = |at: usize| {
            let is_cook = at.is_multiple_of(3);
            let body = format!("The {} w{at} today.", if is_cook { "cook" } else { "vote" });
            let document = clean(RawArticle { id: at.to_string(), body, ..RawArticle::default() });
            let tokens = tokenize(&document.text, &document.blocks);
            let names = HitNames::of(&lexicon);
            let signs = signs(&names, &tokens, &Hits::new());
            table.add(&signs, tokens.n_scored(), Some(vec![vec![is_cook, false]]))
        };
        (0..120).map(document).collect()
    }

    fn weights(table: &SignTable, documents: &[DocumentSentences]) -> SentenceWeights {
        let coded = documents.iter().enumerate();
        let coded = coded.map(|(at, document)| CodedSentences { document, attended: vec![at.is_multiple_of(3)] });
        fit_sentences(table, &coded.collect::<Vec<_>>(), 1, &SentenceFitOptions::default())
    }

    fn columns() -> Vec<String> {
        SentenceModel::columns(&lexicon(String::new()))
    }

    #[test]
    fn words_that_tell_get_weights_and_rare_ones_none() {
        let mut table = SignTable::default();
        let documents = examples(&mut table);
        let csv = weights(&table, &documents).csv(&table, &columns());
        let weight = |sign: &str, column: usize| {
            let line = csv.lines().find(|line| line.starts_with(&format!("{sign},")))?;
            line.split(',').nth(column)?.parse::<f64>().ok()
        };
        // In a sentence, and in an article.
        for column in [1, 3] {
            assert!(weight("word:cook", column).expect("it tells") > 0.1, "{csv}");
            assert!(weight("word:vote", column).expect("it tells") < -0.1, "{csv}");
        }
        assert!(!csv.contains("word:w1,"), "a word of one sentence has no weight: {csv}");
        assert_eq!(weights(&table, &documents).csv(&table, &columns()), csv);
    }

    #[test]
    fn the_written_file_gives_the_probabilities_that_were_measured() {
        let mut table = SignTable::default();
        let documents = examples(&mut table);
        let weights = weights(&table, &documents);
        let lexicon = lexicon(weights.csv(&table, &columns()));
        let model = SentenceModel::of(&lexicon).expect("the file is sound").expect("there is one");
        let raw = RawArticle { id: "0".into(), body: "The cook w0 today.".into(), ..RawArticle::default() };
        let document = clean(raw);
        let tokens = tokenize(&document.text, &document.blocks);
        let (read, measured) = (model.read(&tokens, &Hits::new()), weights.read(&documents[0]));
        let both = |readings: &SentenceReadings| [&readings.sentences[0].probability[..], &readings.words[..]].concat();
        for (one, two) in both(&read).iter().zip(&both(&measured)) {
            assert!((one - two).abs() < 1e-6, "{one} is not {two}");
        }
    }
}
