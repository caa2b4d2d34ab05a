//! Turns the hits of a document into attention to each tier, a focus, and the findings beside it.
//!
//! In: a document, its tokens and hits, a [`Scorer`]. Out: [`ScoredDocument`]. A pure function:
//! same input, same numbers; every number leads back to hits.
//!
//! Only the zones headline, lede and body count. Copies of a hit elsewhere (comments, author box)
//! stay among the hits, so that they can be shown, but move nothing.

mod feature;
mod sums;
mod calibration;
mod attention;
mod finding;
mod explain;
mod unscored;
mod median;
mod voice_row;
mod work;
mod row;

pub use crate::score::attention::{RuleOfThumb, Scorer, Verdict, fitted};
pub use crate::score::calibration::{
    Calibration, CalibrationError, FeatureWeights, LEAST_DEVIATION, LEAST_DEVIATION_OF_SENTENCES, MOST_DEVIATIONS,
    Provenance, Weights, softmax,
};
pub use crate::score::explain::{Argument, Contribution, argument, effects};
pub use crate::score::feature::{FLOOR_TOKENS, Features, Sign, feature_names};
pub use crate::score::finding::{Acknowledgement, AcknowledgementKind, Third};
pub use crate::score::row::{ArticleRow, HitRow, article_row, hit_rows};
pub use crate::score::sums::{features, features_of_signs};
pub use crate::score::unscored::Unscored;
pub use crate::score::voice_row::{PLACES, QuoteRow, VoiceRow, quote_rows, spoken, standings, voice_row};
pub use crate::score::work::{PayRow, WorkRow, pay_rows};

use crate::clean::Document;
use crate::lexicon::{Lexicon, TierIdx};
use crate::matcher::Hits;
use crate::pay::Pay;
use crate::people::People;
use crate::tokenize::Tokens;
use crate::voice::Voice;
use crate::worklife::{SentenceReadings, SentenceTotals};

/// Stands for the focus of an article that is not scored.
pub const UNSCORED: &str = "unscored";

/// Which tier an article is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Focus {
    /// One tier has the highest attention, and it is at least 2.
    Tier(TierIdx),
    /// Two or more tiers share the highest attention, and it is at least 2.
    Mixed,
    /// No tier reaches 2.
    #[default]
    None,
    /// Nobody looked: the document is not scored.
    Unscored,
}

impl Focus {
    /// The foci that are no tier.
    pub const OF_NO_TIER: [Self; 3] = [Self::Mixed, Self::None, Self::Unscored];

    /// The focus that follows from the attentions by the codebook.
    #[must_use]
    pub fn of_attention(attention: &[u8]) -> Self {
        let Some(highest) = attention.iter().copied().max().filter(|a| *a >= 2) else { return Self::None };
        let mut at_top = attention.iter().enumerate().filter(|(_, a)| **a == highest);
        match (at_top.next(), at_top.next()) {
            (Some((only, _)), None) => Self::Tier(TierIdx(u8::try_from(only).expect("tiers are few"))),
            _ => Self::Mixed,
        }
    }

    /// The focus called `name`.
    #[must_use]
    pub fn named(name: &str, tiers: &[String]) -> Option<Self> {
        let tier = TierIdx::named(name, tiers).map(Self::Tier);
        tier.or_else(|| Self::OF_NO_TIER.into_iter().find(|focus| focus.name(tiers) == name))
    }

    /// The name in tables.
    #[must_use]
    pub fn name(self, tiers: &[String]) -> &str {
        match self {
            Self::Tier(tier) => &tiers[usize::from(tier.0)],
            Self::Mixed => "mixed",
            Self::None => "none",
            Self::Unscored => UNSCORED,
        }
    }
}

/// Whose working life the headline promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum HeadlineScope {
    /// One tier.
    Tier(TierIdx),
    /// All workers.
    Universal,
    /// It is not about working lives.
    #[default]
    None,
    /// Nobody looked: the document is not scored.
    Unscored,
}

impl HeadlineScope {
    /// The scopes that are no tier.
    pub const OF_NO_TIER: [Self; 3] = [Self::Universal, Self::None, Self::Unscored];

    /// The scope called `name`.
    #[must_use]
    pub fn named(name: &str, tiers: &[String]) -> Option<Self> {
        let tier = TierIdx::named(name, tiers).map(Self::Tier);
        tier.or_else(|| Self::OF_NO_TIER.into_iter().find(|scope| scope.name(tiers) == name))
    }

    /// The name in tables.
    #[must_use]
    pub fn name(self, tiers: &[String]) -> &str {
        match self {
            Self::Tier(tier) => &tiers[usize::from(tier.0)],
            Self::Universal => "universal",
            Self::None => "none",
            Self::Unscored => UNSCORED,
        }
    }
}

/// A document with everything that was found in it.
#[derive(Debug, Clone)]
pub struct ScoredDocument {
    /// The cleaned article.
    pub document: Document,
    /// Its tokens.
    pub tokens: Tokens,
    /// Entries found, in the order of the text.
    pub hits: Hits,
    /// What the hits add up to.
    pub features: Features,
    /// Attention to each tier, and which one it is about.
    pub verdict: Verdict,
    /// Whose working life the headline promises.
    pub headline_scope: HeadlineScope,
    /// The headline promises all, the article covers one tier.
    pub scope_gap: bool,
    /// How each tier is acknowledged.
    pub acknowledgement: Vec<Acknowledgement>,
    /// Which sentences describe somebody's working life; empty without a model of sentences.
    pub sentences: SentenceReadings,
    /// Who speaks; filled in by the caller of [`score`].
    pub voice: Voice,
    /// Why it is not scored: then it has no hits, and the findings above say nothing.
    pub unscored: Option<Unscored>,
    /// Pay named, in the order of the text; filled in by the caller of [`score`].
    pub pay: Vec<Pay>,
    /// Whom the passages on working life are about as such; filled in by the caller of [`score`].
    pub people: Vec<People>,
}

/// Scores one document.
#[must_use]
pub fn score(
    scorer: &Scorer,
    lexicon: &Lexicon,
    document: Document,
    tokens: Tokens,
    hits: Hits,
    sentences: SentenceReadings,
) -> ScoredDocument {
    let features = features(lexicon, &tokens, &hits, &sentence_totals(lexicon, &sentences));
    let verdict = scorer.verdict(&features);
    let headline_scope = finding::headline_scope(lexicon, &hits);
    let scope_gap = finding::scope_gap(headline_scope, verdict.focus, &verdict.attention);
    let acknowledgement = finding::acknowledgement(lexicon, &document.text, &tokens, &hits, &verdict.attention);
    ScoredDocument {
        document,
        tokens,
        hits,
        features,
        verdict,
        headline_scope,
        scope_gap,
        acknowledgement,
        sentences,
        voice: Voice::default(),
        unscored: None,
        pay: Vec::new(),
        people: Vec::new(),
    }
}

/// What the sentences add up to, a class each; empty where the lexicon has no model of sentences.
#[must_use]
pub fn sentence_totals(lexicon: &Lexicon, sentences: &SentenceReadings) -> Vec<SentenceTotals> {
    let n_classes = if lexicon.has_sentence_model() { lexicon.tiers.len() + 1 } else { 0 };
    (0..n_classes).map(|class| sentences.totals(class)).collect()
}

/// A document that is kept without hits and findings.
#[must_use]
pub fn leave_unscored(lexicon: &Lexicon, document: Document, tokens: Tokens, reason: Unscored) -> ScoredDocument {
    let n_tiers = lexicon.tiers.len();
    let hits = Hits::new();
    let verdict = Verdict {
        attention: vec![0; n_tiers],
        score: vec![0.0; n_tiers],
        focus: Focus::Unscored,
        probability: Vec::new(),
    };
    ScoredDocument {
        features: features(lexicon, &tokens, &hits, &sentence_totals(lexicon, &SentenceReadings::default())),
        sentences: SentenceReadings::default(),
        acknowledgement: finding::acknowledgement(lexicon, &document.text, &tokens, &hits, &verdict.attention),
        headline_scope: HeadlineScope::None,
        scope_gap: false,
        voice: Voice::default(),
        unscored: Some(reason),
        pay: Vec::new(),
        people: Vec::new(),
        document,
        tokens,
        hits,
        verdict,
    }
}

#[cfg(test)]
mod tests;
