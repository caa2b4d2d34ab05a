//! The sentences of a text that describe somebody's working life, and by which signs.

use std::collections::BTreeMap;

use crate::engine::Engine;
use crate::score::ScoredDocument;
use crate::worklife::{SentenceModel, SentenceReading, SentenceSigns, Sign, signs, weight_in_article};

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
    /// The sign.
    pub sign: String,
    /// Log-odds it adds.
    pub weight: f64,
}

/// What the words of the whole article say of a tier.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "serve", derive(utoipa::ToSchema))]
pub struct ArticleWords {
    /// A tier.
    #[cfg_attr(feature = "serve", schema(example = "low_wage"))]
    pub tier: String,
    /// Log-odds by words and pairs of words alone that the article gives the tier substantial attention.
    pub log_odds: f64,
    /// The words that count most for it, the strongest first, with what each adds in an article of this length.
    pub signs: Vec<SignWeight>,
}

/// A sentence is shown from this probability on.
const SHOWN_FROM: f64 = 0.5;
/// Signs shown of a sentence.
const SIGNS: usize = 5;
/// Words shown of an article, a tier each.
const WORDS: usize = 8;

/// What the words of the article say of each tier; empty where the lexicon has no weights for articles.
pub(super) fn words_of_article(engine: &Engine, scored: &ScoredDocument) -> Vec<ArticleWords> {
    let Some(model) = engine.sentence_model() else { return Vec::new() };
    let by_sentence = signs(model.hit_names(), &scored.tokens, &scored.hits);
    let different: BTreeMap<u64, Sign<'_>> = by_sentence.iter().flat_map(|sentence| &sentence.signs).copied().collect();
    let scale = weight_in_article(scored.tokens.n_scored());
    let of_tier = |(at, log_odds): (usize, &f64)| {
        let weighed = different.iter().filter_map(|(key, sign)| {
            let weight = f64::from(model.weights_in_article(*key)?[at]) * scale;
            (weight > 0.0).then(|| SignWeight { sign: sign.to_string(), weight })
        });
        let signs = heaviest(weighed.collect(), WORDS);
        ArticleWords { tier: engine.lexicon.tiers[at].clone(), log_odds: *log_odds, signs }
    };
    scored.sentences.words.iter().enumerate().map(of_tier).collect()
}

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
    scored.sentences.sentences.iter().zip(&signs).flat_map(of_sentence).collect()
}

fn strongest(model: &SentenceModel, signs: &SentenceSigns<'_>, class: usize) -> Vec<SignWeight> {
    let weighed = signs.signs.iter().filter_map(|(key, sign)| {
        let weight = f64::from(model.weights(*key)?[class]);
        (weight > 0.0).then(|| SignWeight { sign: sign.to_string(), weight })
    });
    heaviest(weighed.collect(), SIGNS)
}

/// The first `most`, the heaviest first.
fn heaviest(mut weighed: Vec<SignWeight>, most: usize) -> Vec<SignWeight> {
    weighed.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.sign.cmp(&b.sign)));
    weighed.truncate(most);
    weighed
}

#[cfg(test)]
mod tests {
    use crate::article::RawArticle;
    use crate::audit::reading::sentence::words_of_article;
    use crate::engine::Engine;
    use crate::lexicon::{Lexicon, LexiconFile};

    #[test]
    fn the_words_of_an_article_are_shown_with_what_they_add() {
        let file = |path: &str, content: &str| LexiconFile { path: path.into(), content: content.to_owned().into() };
        let head = "name = \"t\"\nlanguage = \"en\"\ntiers = [\"low_wage\"]\ndimensions = [\"pay\"]\n";
        let weights = "sign,low_wage,general,article_low_wage\nconstant,0,0,-2\nword:till,0,0,0.5\npair:the till,0,0,1\n\
                       word:vote,0,0,-1\nplace:lede,1,0,0\n";
        let files = [file("lexicon.toml", head), file("sentences.csv", weights)];
        let engine = Engine::new(Lexicon::from_files(&files).expect("sound")).expect("it has no calibration");
        let raw =
            RawArticle { id: "1".into(), body: "The till and the vote. The till.".into(), ..RawArticle::default() };
        let found = words_of_article(&engine, &engine.analyse(raw));
        let signs: Vec<&str> = found[0].signs.iter().map(|sign| sign.sign.as_str()).collect();
        assert_eq!((found[0].tier.as_str(), &signs[..]), ("low_wage", &["pair:the till", "word:till"][..]));
        // Short articles count as 200 tokens: each weight counts the root of 1,000 / 200.
        let scale = 5.0_f64.sqrt();
        assert!((found[0].signs[0].weight - scale).abs() < 1e-6);
        assert!((found[0].log_odds - (-2.0 + scale * 0.5)).abs() < 1e-6, "{}", found[0].log_odds);
    }
}
