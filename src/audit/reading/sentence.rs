//! The sentences of a text that describe somebody's working life, and by which signs.

use crate::engine::Engine;
use crate::score::ScoredDocument;
use crate::worklife::{SentenceModel, SentenceReading, SentenceSigns, signs};

/// A sentence that describes the working life of people of a tier, or of workers without a tier.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct TellingSentence {
    /// Sentence, from 0.
    pub sentence: u32,
    /// `title` or `body`.
    #[cfg_attr(feature = "serve", schema(example = "body"))]
    pub field: &'static str,
    /// First byte in that field.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Words as printed; none where the role does not see text.
    pub words: Option<String>,
    /// A tier, or `general`.
    #[cfg_attr(feature = "serve", schema(example = "low_wage"))]
    pub class: String,
    /// Probability that it describes that working life, 0–1.
    pub probability: f64,
    /// The signs that count most for it, the strongest first.
    pub signs: Vec<SignWeight>,
}

/// A sign and what it adds to the log-odds.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct SignWeight {
    /// The sign; none where the role does not see text.
    pub sign: Option<String>,
    /// Log-odds it adds.
    pub weight: f64,
}

/// A sentence is shown from this probability on.
const SHOWN_FROM: f64 = 0.5;
/// Signs shown of a sentence.
const SIGNS: usize = 5;

/// The sentences that more likely than not describe a working life, in the order of the text, one line a class.
pub(super) fn telling_sentences(engine: &Engine, scored: &ScoredDocument) -> Vec<TellingSentence> {
    let Some(model) = engine.sentence_model() else { return Vec::new() };
    let signs = signs(model.hit_names(), &scored.tokens, &scored.hits);
    let classes: Vec<&str> = SentenceModel::classes(&engine.lexicon).collect();
    let of_sentence = |(reading, signs): (&SentenceReading, &SentenceSigns<'_>)| {
        let tokens = scored.tokens.sentences()[reading.sentence as usize].tokens;
        let bytes = scored.tokens.byte_span(tokens);
        let (field, span) = scored.document.field_span(bytes);
        let told = reading.probability.iter().enumerate().filter(|(_, p)| **p >= SHOWN_FROM);
        let of_class = |(class, probability): (usize, &f64)| TellingSentence {
            sentence: reading.sentence,
            field: field.name(),
            start: span.start,
            end: span.end,
            words: bytes.slice(&scored.document.text).map(str::to_owned),
            class: classes[class].to_owned(),
            probability: *probability,
            signs: strongest(model, signs, class),
        };
        told.map(of_class).collect::<Vec<_>>()
    };
    scored.sentences.0.iter().zip(&signs).flat_map(of_sentence).collect()
}

fn strongest(model: &SentenceModel, signs: &SentenceSigns<'_>, class: usize) -> Vec<SignWeight> {
    let weighed = signs.signs.iter().filter_map(|(key, sign)| {
        let weight = f64::from(model.weights(*key)?[class]);
        (weight > 0.0).then(|| SignWeight { sign: Some(sign.to_string()), weight })
    });
    let mut weighed: Vec<SignWeight> = weighed.collect();
    weighed.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.sign.cmp(&b.sign)));
    weighed.truncate(SIGNS);
    weighed
}
