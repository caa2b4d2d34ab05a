//! One article through all stages.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::article::RawArticle;
use crate::clean::{Document, clean};
use crate::lexicon::Lexicon;
use crate::matcher::{Matcher, WordIds};
use crate::pay;
use crate::people;
use crate::score::{CalibrationError, ScoredDocument, Scorer, Unscored, leave_unscored, score};
use crate::tokenize::{Interner, KnownWords, Tokens, WordFacts, WordNumbers, tokenize, word_hash};
use crate::voice::{QuoteAttributor, WordClass};
use crate::worklife::{SentenceModel, WordSigns};

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
    /// What is known of words, one for each thread that analyses; those not in use.
    known: Mutex<Vec<Vocabulary>>,
}

/// An article with these words makes a test build fail as a mistake of ours would.
#[cfg(test)]
pub(crate) const FAIL_POINT: &str = "breaks the build for tests";

/// What all stages know of the words met so far. No result depends on it.
#[derive(Debug, Default)]
struct Vocabulary {
    interner: Interner,
    /// Of the document at hand.
    numbers: WordNumbers,
    ids: WordFacts<WordIds>,
    signs: WordFacts<Option<WordSigns>>,
    classes: WordFacts<WordClass>,
    opens_pay: WordFacts<bool>,
    hashes: WordFacts<u64>,
}

impl Vocabulary {
    /// Numbers the words of a document and learns those that are new.
    fn learn(&mut self, engine: &Engine, tokens: &Tokens) {
        if self.interner.is_full() {
            *self = Self::default();
        }
        self.interner.number(tokens, &mut self.numbers);
        let numbers = &self.numbers;
        self.ids.learn(tokens, numbers, |tokens, token| engine.matcher.ids_of(tokens, token));
        if let Some(model) = &engine.sentences {
            self.signs.learn(tokens, numbers, |tokens, token| model.signs_of(tokens, token));
        }
        self.classes.learn(tokens, numbers, |tokens, token| engine.attributor.class_of(tokens, token));
        self.opens_pay.learn(tokens, numbers, pay::may_open);
        self.hashes.learn(tokens, numbers, word_hash);
    }
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
            known: Mutex::default(),
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
        self.analyse_with(raw, |_, _| ()).0
    }

    /// The same, with what `then` makes of the scored document and the hashes of its words.
    #[must_use]
    pub fn analyse_with<R>(
        &self,
        raw: RawArticle,
        then: impl FnOnce(&ScoredDocument, KnownWords<'_, u64>) -> R,
    ) -> (ScoredDocument, R) {
        let document = clean(raw);
        let tokens = tokenize(&document.text, &document.blocks);
        let mut known = self.known().pop().unwrap_or_default();
        known.learn(self, &tokens);
        let scored = self.scored(document, tokens, &known);
        let made = then(&scored, known.hashes.of(&scored.tokens, &known.numbers));
        self.known().push(known);
        (scored, made)
    }

    fn known(&self) -> MutexGuard<'_, Vec<Vocabulary>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn scored(&self, document: Document, tokens: Tokens, known: &Vocabulary) -> ScoredDocument {
        #[cfg(test)]
        assert!(!document.text.contains(FAIL_POINT), "a test wants this of {:?}", document.text);
        let lexicon = &*self.lexicon;
        if let Some(reason) = Unscored::of(&document, lexicon) {
            return leave_unscored(lexicon, document, tokens, reason);
        }
        let numbers = &known.numbers;
        let hits = self.matcher.find_known(&document.text, known.ids.of(&tokens, numbers));
        let model = self.sentences.as_ref();
        let sentences =
            model.map(|model| model.read_known(&hits, known.signs.of(&tokens, numbers))).unwrap_or_default();
        let voice = self.attributor.attribute_known(lexicon, &document, &hits, known.classes.of(&tokens, numbers));
        let year = document.date.map(jiff::civil::Date::year);
        let pay = pay::find_known(lexicon, &document.text, &hits, known.opens_pay.of(&tokens, numbers), year);
        let people = people::find(lexicon, &tokens, &hits, &sentences, &voice);
        ScoredDocument { voice, pay, people, ..score(&self.scorer, lexicon, document, tokens, hits, sentences) }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::RawArticle;
    use crate::engine::Engine;
    use crate::lexicon::Lexicon;
    use crate::score::CalibrationError;

    #[test]
    fn a_model_of_sentences_that_does_not_fit_is_refused() {
        let lexicon = Lexicon::small_with(&["low"], &[("cashier", "low", "pay", "")], &[("sentences.csv", "a,b\n")]);
        let Err(error) = Engine::new(lexicon) else { panic!("the columns are others") };
        assert!(matches!(error, CalibrationError::Sentences(_)), "{error}");
    }

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
