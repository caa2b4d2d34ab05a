//! Fits the model of sentences to sentences that were read and labelled.
//!
//! A logistic model a class by FTRL-Proximal (`McMahan` et al. 2013, "Ad click prediction", algorithm 1): a step size
//! for each sign and a penalty on absolute weights, which leaves most signs without any. Sentences are shuffled from a
//! seed, so that the same input gives the same weights.

use std::collections::HashMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::lexicon::Lexicon;
use crate::score::ScoredDocument;
use crate::validate::{GoldCode, LabelledSpan};
use crate::worklife::{SentenceModel, SentenceReading, SentenceReadings, SentenceSigns, Sign, logistic};

/// How the model of sentences is fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SentenceFitOptions {
    /// Signs in fewer labelled sentences get no weight.
    pub least_sentences: u32,
    /// Passes over the sentences.
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
        Self { least_sentences: 8, passes: 4, step: 0.1, l1: 2.0, l2: 1.0, seed: 1 }
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
    n_labelled: Vec<u32>,
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
    /// Numbers the signs of a document; `labels` has a line a sentence, a flag a class.
    pub fn add(&mut self, signs: &[SentenceSigns<'_>], labels: Option<Vec<Vec<bool>>>) -> DocumentSentences {
        let labelled = u32::from(labels.is_some());
        let mut number = |(key, sign): &(u64, Sign<'_>)| {
            let next = u32::try_from(self.written.len()).expect("signs are fewer than four thousand million");
            let number = *self.numbers.entry(*key).or_insert(next);
            if number == next {
                self.written.push(sign.to_string());
                self.n_labelled.push(0);
            }
            self.n_labelled[number as usize] += labelled;
            number
        };
        let of_sentence = |sentence: &SentenceSigns<'_>| NumberedSentence {
            sentence: sentence.sentence,
            zone: sentence.zone,
            signs: sentence.signs.iter().map(&mut number).collect(),
        };
        DocumentSentences { sentences: signs.iter().map(of_sentence).collect(), labels }
    }
}

/// Fitted weights of every sign, by its number.
#[derive(Debug, Clone)]
pub struct SentenceWeights {
    constants: Vec<f64>,
    /// One list a class.
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

    fn learn(&mut self, signs: &[u32], is_of_class: bool, options: &SentenceFitOptions) {
        let constant = self.constant(options);
        let sum = signs.iter().map(|sign| self.weight(*sign as usize, options)).sum::<f64>() + constant;
        let gradient = logistic(sum) - f64::from(u8::from(is_of_class));
        let square = gradient * gradient;
        for at in signs.iter().map(|sign| *sign as usize) {
            let weight = self.weight(at, options);
            let rate = ((self.n[at] + square).sqrt() - self.n[at].sqrt()) / options.step;
            self.z[at] += gradient - rate * weight;
            self.n[at] += square;
        }
        let (z, n) = self.constant;
        let rate = ((n + square).sqrt() - n.sqrt()) / options.step;
        self.constant = (z + gradient - rate * constant, n + square);
    }
}

/// Fits the weights of `n_classes` on those of `documents` that are labelled.
#[must_use]
pub fn fit_sentences(
    table: &SignTable,
    documents: &[&DocumentSentences],
    n_classes: usize,
    options: &SentenceFitOptions,
) -> SentenceWeights {
    let is_kept = |sign: &u32| table.n_labelled[*sign as usize] >= options.least_sentences;
    let of_document = |document: &&'_ DocumentSentences| {
        let labelled = document.sentences.iter().zip(document.labels.iter().flatten());
        let line = |(sentence, labels): (&NumberedSentence, &Vec<bool>)| {
            (sentence.signs.iter().copied().filter(is_kept).collect(), labels.clone())
        };
        labelled.map(line).collect::<Vec<(Vec<u32>, Vec<bool>)>>()
    };
    let mut lines: Vec<(Vec<u32>, Vec<bool>)> = documents.iter().flat_map(of_document).collect();
    let mut learners: Vec<Learner> = (0..n_classes).map(|_| Learner::new(table.written.len())).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    for _ in 0..options.passes {
        lines.shuffle(&mut rng);
        for (signs, labels) in &lines {
            learners.iter_mut().zip(labels).for_each(|(learner, label)| learner.learn(signs, *label, options));
        }
    }
    SentenceWeights {
        constants: learners.iter().map(|learner| rounded(learner.constant(options))).collect(),
        weights: learners
            .iter()
            .map(|learner| (0..table.written.len()).map(|at| rounded(learner.weight(at, options)) as f32).collect())
            .collect(),
    }
}

/// To two decimals, as it is written: what is measured is what ships.
fn rounded(weight: f64) -> f64 {
    (weight * 100.0).round() / 100.0
}

impl SentenceWeights {
    /// The probabilities of the sentences of a document.
    #[must_use]
    pub fn read(&self, document: &DocumentSentences) -> SentenceReadings {
        let probability = |signs: &[u32], (constant, weights): (&f64, &Vec<f32>)| {
            logistic(constant + signs.iter().map(|sign| f64::from(weights[*sign as usize])).sum::<f64>())
        };
        let of_sentence = |sentence: &NumberedSentence| SentenceReading {
            sentence: sentence.sentence,
            zone: sentence.zone,
            probability: self
                .constants
                .iter()
                .zip(&self.weights)
                .map(|class| probability(&sentence.signs, class))
                .collect(),
        };
        SentenceReadings(document.sentences.iter().map(of_sentence).collect())
    }

    /// The file `sentences.csv`: constants, then the signs that have a weight, sorted.
    #[must_use]
    pub fn csv(&self, table: &SignTable, classes: &[&str]) -> String {
        let mut lines: Vec<String> = Vec::new();
        for (at, written) in table.written.iter().enumerate() {
            let weights: Vec<f32> = self.weights.iter().map(|class| class[at]).collect();
            if weights.iter().any(|weight| *weight != 0.0) && !written.contains(',') && !written.contains('"') {
                let weights: Vec<String> = weights.iter().map(f32::to_string).collect();
                lines.push(format!("{written},{}\n", weights.join(",")));
            }
        }
        lines.sort_unstable();
        let constants: Vec<String> = self.constants.iter().map(f64::to_string).collect();
        format!("sign,{}\nconstant,{}\n{}", classes.join(","), constants.join(","), lines.concat())
    }
}

#[cfg(test)]
mod tests {
    use crate::article::RawArticle;
    use crate::clean::clean;
    use crate::lexicon::{Lexicon, LexiconFile};
    use crate::matcher::Hits;
    use crate::tokenize::tokenize;
    use crate::validate::{DocumentSentences, SentenceFitOptions, SignTable, fit_sentences};
    use crate::worklife::{HitNames, SentenceModel, signs};

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
            table.add(&signs(&HitNames::of(&lexicon), &tokens, &Hits::new()), Some(vec![vec![is_cook, false]]))
        };
        (0..120).map(document).collect()
    }

    #[test]
    fn words_that_tell_get_weights_and_rare_ones_none() {
        let mut table = SignTable::default();
        let documents = examples(&mut table);
        let all: Vec<&DocumentSentences> = documents.iter().collect();
        let weights = fit_sentences(&table, &all, 2, &SentenceFitOptions::default());
        let csv = weights.csv(&table, &["low_wage", "general"]);
        let weight = |sign: &str| {
            let line = csv.lines().find(|line| line.starts_with(&format!("{sign},")))?;
            line.split(',').nth(1)?.parse::<f64>().ok()
        };
        assert!(weight("word:cook").expect("it tells") > 0.2, "{csv}");
        assert!(weight("word:vote").expect("it tells") < -0.2, "{csv}");
        assert!(!csv.contains("word:w1,"), "a word of one sentence has no weight: {csv}");
        let again = fit_sentences(&table, &all, 2, &SentenceFitOptions::default());
        assert_eq!(again.csv(&table, &["low_wage", "general"]), csv);
    }

    #[test]
    fn the_written_file_gives_the_probabilities_that_were_measured() {
        let mut table = SignTable::default();
        let documents = examples(&mut table);
        let all: Vec<&DocumentSentences> = documents.iter().collect();
        let weights = fit_sentences(&table, &all, 2, &SentenceFitOptions::default());
        let lexicon = lexicon(weights.csv(&table, &["low_wage", "general"]));
        let model = SentenceModel::of(&lexicon).expect("the file is sound").expect("there is one");
        let raw = RawArticle { id: "0".into(), body: "The cook w0 today.".into(), ..RawArticle::default() };
        let document = clean(raw);
        let tokens = tokenize(&document.text, &document.blocks);
        let (read, measured) = (model.read(&tokens, &Hits::new()), weights.read(&documents[0]));
        for (one, two) in read.0[0].probability.iter().zip(&measured.0[0].probability) {
            assert!((one - two).abs() < 1e-6, "{one} is not {two}");
        }
    }
}
