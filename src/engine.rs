//! One article through all stages.

use std::sync::Arc;

use crate::article::RawArticle;
use crate::clean::clean;
use crate::lexicon::Lexicon;
use crate::matcher::Matcher;
use crate::pay;
use crate::people;
use crate::score::{CalibrationError, ScoredDocument, Scorer, Unscored, leave_unscored, score};
use crate::tokenize::tokenize;
use crate::voice::QuoteAttributor;
use crate::worklife::SentenceModel;

/// A lexicon made ready, which finds the hits of classes again.
#[derive(Debug, Clone, Copy)]
pub struct Classes<'a> {
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Compiled from it.
    pub matcher: &'a Matcher,
    /// Compiled from it.
    pub attributor: &'a QuoteAttributor,
}

/// A lexicon made ready: what turns an article into a scored document.
#[derive(Debug)]
pub struct Engine {
    /// The lexicon.
    pub lexicon: Arc<Lexicon>,
    matcher: Matcher,
    attributor: QuoteAttributor,
    sentences: Option<SentenceModel>,
    /// How hits become attention.
    pub scorer: Scorer,
}

impl Engine {
    /// Compiles a lexicon.
    ///
    /// # Errors
    /// When its calibration does not fit it.
    pub fn new(lexicon: impl Into<Arc<Lexicon>>) -> Result<Self, CalibrationError> {
        let lexicon = lexicon.into();
        let matcher = Matcher::new(&lexicon);
        let attributor = QuoteAttributor::new(&lexicon);
        Ok(Self {
            matcher,
            attributor,
            sentences: SentenceModel::of(&lexicon)?,
            scorer: Scorer::new(&lexicon)?,
            lexicon,
        })
    }

    /// The model of sentences, where the lexicon has one.
    #[must_use]
    pub fn sentence_model(&self) -> Option<&SentenceModel> {
        self.sentences.as_ref()
    }

    /// What finds classes of the lexicon in stored articles again.
    #[must_use]
    pub fn classes(&self) -> Classes<'_> {
        Classes { lexicon: &self.lexicon, matcher: &self.matcher, attributor: &self.attributor }
    }

    /// Cleans, tokenizes, matches and scores one article, and finds who speaks, what pay it names and whom it is about.
    #[must_use]
    pub fn analyse(&self, raw: RawArticle) -> ScoredDocument {
        let document = clean(raw);
        let tokens = tokenize(&document.text, &document.blocks);
        if let Some(reason) = Unscored::of(&document, &self.lexicon) {
            return leave_unscored(&self.lexicon, document, tokens, reason);
        }
        let hits = self.matcher.find(&document.text, &tokens);
        let model = self.sentences.as_ref();
        let sentences = model.map(|model| model.read(&tokens, &hits)).unwrap_or_default();
        let voice = self.attributor.attribute(&self.lexicon, &document, &tokens, &hits);
        let year = document.date.map(jiff::civil::Date::year);
        let pay = pay::find(&self.lexicon, &document.text, &tokens, &hits, year);
        let people = people::find(&self.lexicon, &tokens, &hits, &sentences, &voice);
        ScoredDocument { voice, pay, people, ..score(&self.scorer, &self.lexicon, document, tokens, hits, sentences) }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::RawArticle;
    use crate::engine::Engine;
    use crate::lexicon::Lexicon;

    #[test]
    fn of_tiers_with_equal_weight_in_a_title_the_later_one_of_the_lexicon_is_promised() {
        let entries = [("cashier", "low", "occupation", ""), ("lawyer", "high", "occupation", "")];
        for tiers in [["low", "high"], ["high", "low"]] {
            let engine = Engine::new(Lexicon::small(&tiers, &entries)).expect("there is no calibration");
            for title in ["A cashier and a lawyer", "A lawyer and a cashier"] {
                let body = "It rained all day.".to_owned();
                let scored = engine.analyse(RawArticle { title: title.to_owned(), body, ..RawArticle::default() });
                assert_eq!(scored.headline_scope.name(&engine.lexicon.tiers), tiers[1], "{title}, {tiers:?}");
            }
        }
    }
}
