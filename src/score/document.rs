//! A scored document, and how it comes about.

use crate::clean::Document;
use crate::lexicon::Lexicon;
use crate::matcher::Hits;
use crate::pay::Pay;
use crate::people::People;
use crate::score::attention::{Scorer, Verdict};
use crate::score::feature::Features;
use crate::score::finding::{self, Acknowledgement};
use crate::score::focus::{Focus, HeadlineScope};
use crate::score::sums::features;
use crate::score::unscored::Unscored;
use crate::tokenize::Tokens;
use crate::voice::Voice;
use crate::worklife::{SentenceReadings, SentenceTotals};

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

impl ScoredDocument {
    /// How each tier would be acknowledged if `verdict` were that of the document.
    #[must_use]
    pub fn acknowledgement_under(&self, lexicon: &Lexicon, verdict: &Verdict) -> Vec<Acknowledgement> {
        finding::acknowledgement(lexicon, &self.document.text, &self.tokens, &self.hits, &verdict.attention)
    }

    /// Whether there would be a scope gap if `verdict` were that of the document.
    #[must_use]
    pub fn scope_gap_under(&self, verdict: &Verdict) -> bool {
        finding::scope_gap(self.headline_scope, verdict.focus, &verdict.attention)
    }
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
