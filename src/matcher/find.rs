//! One pass over the tokens: candidates by the trie, the longest that its conditions allow, words used up by role.

use crate::clean::Zone;
use crate::lexicon::Lexicon;
use crate::matcher::compile::{self, N_ROLES, Overlap, Trie, TriePath, Winner, role_idx};
use crate::matcher::condition::{DocumentView, EntryConditions, headline_is_title_case};
use crate::matcher::vocabulary::{TokenIds, Vocabulary, WordIds};
use crate::span::{ByteSpan, TokenSpan};
use crate::tokenize::{KnownWords, Token, Tokens, with_known_words};

/// One entry found at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Index into [`Lexicon::entries`].
    pub entry: u32,
    /// The tokens.
    pub tokens: TokenSpan,
    /// Their bytes in the text of the document.
    pub span: ByteSpan,
    /// Index of the sentence.
    pub sentence: u32,
    /// Zone of the sentence.
    pub zone: Zone,
}

/// The hits of one document in the order of the text.
pub type Hits = Vec<Hit>;

/// A lexicon made ready for matching.
#[derive(Debug)]
pub struct Matcher {
    vocabulary: Vocabulary,
    trie: Trie,
    rules: Vec<EntryConditions>,
    roles: Vec<u8>,
}

impl Matcher {
    /// Compiles a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        Self::with_overlaps(lexicon).0
    }

    /// Compiles a lexicon and reports which entries of one role have the same words.
    #[must_use]
    pub fn with_overlaps(lexicon: &Lexicon) -> (Self, Vec<Overlap>) {
        let mut vocabulary = Vocabulary::default();
        let (trie, overlaps) = compile::trie(lexicon, &mut vocabulary);
        let entries = lexicon.entries.iter().map(|e| EntryConditions::of_entry(e, &mut vocabulary));
        let mut rules: Vec<_> = entries.collect();
        rules.extend(lexicon.exclusions.iter().map(|e| EntryConditions::of_case(e.case)));
        let roles = lexicon.entries.iter().map(|e| u8::try_from(role_idx(&e.role)).unwrap_or(0)).collect();
        vocabulary.finish();
        (Self { vocabulary, trie, rules, roles }, overlaps)
    }

    /// What the lexicon knows of the word of a token.
    #[must_use]
    pub fn ids_of(&self, tokens: &Tokens, token: &Token) -> WordIds {
        let mut ids = self.vocabulary.ids_of(tokens, token);
        ids.opens = self.trie.may_start(ids.all());
        ids
    }

    /// All hits in the scored and unscored zones of a document.
    #[must_use]
    pub fn find(&self, text: &str, tokens: &Tokens) -> Hits {
        with_known_words(tokens, |tokens, token| self.ids_of(tokens, token), |words| self.find_known(text, words))
    }

    /// The same, where the words of the document are known: what [`Self::ids_of`] gives.
    #[must_use]
    pub fn find_known(&self, text: &str, words: KnownWords<'_, WordIds>) -> Hits {
        let (tokens, ids) = (words.tokens(), TokenIds { words });
        let view = DocumentView { text, tokens, ids, title_case: headline_is_title_case(tokens) };
        let mut hits = Vec::new();
        let mut paths = Vec::new();
        for (sentence_idx, sentence) in tokens.sentences().iter().enumerate() {
            let mut free_from = [sentence.tokens.start; N_ROLES];
            for start in sentence.tokens.start..sentence.tokens.end {
                if !words.of(start).opens && !self.trie.may_start(ids.class_of(start)) {
                    continue;
                }
                paths.clear();
                self.trie.walk(ids, start, sentence.tokens.end, &mut paths);
                if paths.is_empty() {
                    continue;
                }
                paths.sort_by(|a, b| b.end.cmp(&a.end).then(a.winner.cmp(&b.winner)));
                let pattern_start = PatternStart { token: start, sentence: sentence_idx, zone: sentence.zone };
                self.select(&view, &paths, pattern_start, &mut free_from, &mut hits);
            }
        }
        hits
    }

    fn select(
        &self,
        view: &DocumentView<'_>,
        paths: &[TriePath],
        start: PatternStart,
        free_from: &mut [u32; N_ROLES],
        hits: &mut Hits,
    ) {
        for path in paths {
            let span = TokenSpan { start: start.token, end: path.end };
            match path.winner {
                Winner::Exclusion(idx) => {
                    if free_from.iter().any(|free| *free <= start.token)
                        && self.rules[self.roles.len() + idx as usize].allow(view, span, start.sentence)
                    {
                        // The words are used up for every role that has not taken longer ones.
                        for free in free_from.iter_mut() {
                            *free = (*free).max(path.end);
                        }
                        return;
                    }
                }
                Winner::Entry(idx) => {
                    let role = usize::from(self.roles[idx as usize]);
                    if free_from[role] <= start.token && self.rules[idx as usize].allow(view, span, start.sentence) {
                        free_from[role] = path.end;
                        hits.push(Hit {
                            entry: idx,
                            tokens: span,
                            span: view.tokens.byte_span(span),
                            sentence: u32::try_from(start.sentence).expect("sentences are fewer than bytes"),
                            zone: start.zone,
                        });
                    }
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
struct PatternStart {
    token: u32,
    sentence: usize,
    zone: Zone,
}
