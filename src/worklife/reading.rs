//! What the model says of the sentences of a document, and what that adds up to.

use crate::clean::Zone;

/// One sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceReading {
    /// Index of the sentence in the document.
    pub sentence: u32,
    /// Its zone.
    pub zone: Zone,
    /// Probability that it describes the working life of each tier, then of workers without a tier.
    pub probability: Vec<f64>,
}

/// What the model says of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SentenceReadings {
    /// The scored sentences, in the order of the text.
    pub sentences: Vec<SentenceReading>,
    /// Log-odds by the words of the whole article that it gives a tier substantial attention, a tier each; empty where the
    /// model has no such weights.
    pub words: Vec<f64>,
}

/// What the sentences of a document add up to, for one class.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct SentenceTotals {
    /// Sentences of lede and body that are expected to be of the class: the sum of their probabilities.
    pub expected: f64,
    /// Part of the sentences of lede and body, 0–1.
    pub share: f64,
    /// Highest probability of a headline sentence.
    pub headline: f64,
    /// Mean probability of the first four running sentences.
    pub opening: f64,
    /// Mean of the three highest probabilities of running sentences.
    pub strongest: f64,
    /// Mean of the eight highest; a shorter text counts as eight sentences.
    pub strong: f64,
    /// Highest mean probability of three running sentences beside each other: the densest passage.
    pub passage: f64,
    /// Log-odds by the words of the whole article that it gives the class substantial attention; 0 without such weights.
    pub words: f64,
}

impl SentenceTotals {
    /// The parts in the order of [`SentenceTotals::values`], by the names of their columns.
    pub const PARTS: [&str; 8] =
        ["expected", "share", "headline", "opening", "strongest", "strong", "passage", "words"];

    /// The parts as numbers.
    #[must_use]
    pub fn values(&self) -> [f64; 8] {
        let Self { expected, share, headline, opening, strongest, strong, passage, words } = *self;
        [expected, share, headline, opening, strongest, strong, passage, words]
    }

    /// The part of this number.
    pub fn part_mut(&mut self, part: usize) -> Option<&mut f64> {
        let Self { expected, share, headline, opening, strongest, strong, passage, words } = self;
        [expected, share, headline, opening, strongest, strong, passage, words].into_iter().nth(part)
    }
}

/// Running sentences that open an article.
const OPENING: usize = 4;
/// Sentences of [`SentenceTotals::strongest`] and of a passage.
const FEW: usize = 3;
/// Sentences of [`SentenceTotals::strong`].
const MANY: usize = 8;

impl SentenceReadings {
    /// What the sentences add up to for class number `class`.
    #[must_use]
    pub fn totals(&self, class: usize) -> SentenceTotals {
        let of = |reading: &SentenceReading| reading.probability.get(class).copied().unwrap_or(0.0);
        let is_headline = |reading: &&SentenceReading| reading.zone == Zone::Headline;
        let headline = self.sentences.iter().filter(is_headline).map(of).fold(0.0, f64::max);
        let running: Vec<f64> = self.sentences.iter().filter(|reading| !is_headline(reading)).map(of).collect();
        let expected: f64 = running.iter().sum();
        let mean = |values: &[f64], least: usize| values.iter().sum::<f64>() / values.len().max(least).max(1) as f64;
        let mut sorted = running.clone();
        sorted.sort_by(|a, b| b.total_cmp(a));
        SentenceTotals {
            expected,
            share: expected / running.len().max(1) as f64,
            headline,
            opening: mean(&running[..running.len().min(OPENING)], 1),
            strongest: mean(&sorted[..sorted.len().min(FEW)], FEW),
            strong: mean(&sorted[..sorted.len().min(MANY)], MANY),
            passage: running.windows(FEW).map(|three| mean(three, FEW)).fold(0.0, f64::max),
            words: self.words.get(class).copied().unwrap_or_default(),
        }
    }
}
