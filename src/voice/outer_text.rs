//! The outer sentences of a document: words, with each quotation as one item.
//!
//! A sentence end inside a quotation does not end the sentence around it.

use crate::clean::{Document, Zone};
use crate::span::{ByteSpan, TokenSpan};
use crate::tokenize::{KnownWords, Tokens};
use crate::voice::quotation_mark::{self, Gap, Quoted};
use crate::voice::word_class::{QUOTE, WORK, WordClass, of_tokens};
use crate::voice::work_title::Titles;

/// A sentence with more items is cut, so that the time stays linear where no sentence ends.
const LONGEST: usize = 500;

/// A word outside quotation marks, or a whole quotation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// Its tokens.
    pub(super) tokens: TokenSpan,
    /// Its bytes; a quotation with its marks.
    pub(super) span: ByteSpan,
    /// What the word can be.
    pub(super) word_class: WordClass,
    /// Punctuation before it.
    pub(super) gap: Gap,
    /// The word starts with a capital.
    pub(super) capitalised: bool,
    /// Index among the quotations.
    pub(super) quoted: Option<u32>,
}

/// A range of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ItemSpan {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl ItemSpan {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    pub(super) fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    pub(super) fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// One outer sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct OuterSentence {
    /// Its items; never empty.
    pub(super) items: ItemSpan,
    /// The sentence before it in its block is a quotation that ends with a question or a cry.
    pub(super) answers: bool,
}

/// A document cut into outer sentences.
pub(super) struct OuterText<'a> {
    pub(super) document: &'a Document,
    pub(super) tokens: &'a Tokens,
    pub(super) items: Vec<Item>,
    pub(super) sentences: Vec<OuterSentence>,
    pub(super) quoted: Vec<Quoted>,
    pub(super) classes: Vec<WordClass>,
    pub(super) gaps: Vec<Gap>,
    /// Titles of works in quotation marks, in order.
    works: Vec<TokenSpan>,
}

impl<'a> OuterText<'a> {
    /// Cuts the scored zones of a document.
    pub(super) fn new(document: &'a Document, words: KnownWords<'a, WordClass>) -> Self {
        let (tokens, classes) = (words.tokens(), of_tokens(words));
        let quotation_mark::QuotationMarks { gaps, quoted } = quotation_mark::read(document, tokens, &classes);
        let items = Vec::with_capacity(tokens.tokens().len());
        let mut outer =
            Self { document, tokens, items, sentences: Vec::new(), quoted, classes, gaps, works: Vec::new() };
        outer.cut();
        outer
    }

    fn cut(&mut self) {
        let mut next = 0_usize;
        let mut start = 0;
        for sentence in self.tokens.sentences().iter().filter(|s| s.zone.is_scored()) {
            let mut idx = sentence.tokens.start;
            while idx < sentence.tokens.end {
                while self.quoted.get(next).is_some_and(|q| q.tokens.end <= idx) {
                    next += 1;
                }
                let inside = self.quoted.get(next).filter(|q| q.tokens.start <= idx).copied();
                let at = inside.map(|q| (q.tokens, q.span));
                if at.is_some_and(|(tokens, _)| tokens.start < idx) {
                    // A later sentence of a quotation that is an item already.
                    idx = at.map_or(idx, |(tokens, _)| tokens.end);
                    continue;
                }
                let gap = self.gaps[idx as usize];
                let long = self.items.len() - start >= LONGEST;
                if (gap & (quotation_mark::SENTENCE | quotation_mark::BLOCK) != 0 || long) && start < self.items.len() {
                    self.close(start);
                    start = self.items.len();
                }
                let last_work = self.works.last().map(|work| work.end);
                let work = inside
                    .filter(|q| sentence.zone != Zone::Headline && self.titles().names_work(q, last_work))
                    .map(|q| q.tokens);
                self.works.extend(work);
                let (tokens, span, quoted) = match at {
                    Some((tokens, span)) => (tokens, span, Some(next as u32)),
                    None => (TokenSpan { start: idx, end: idx + 1 }, self.tokens.tokens()[idx as usize].span, None),
                };
                let mut word_class = match (quoted, work.is_some()) {
                    (Some(_), true) => WordClass { bits: WORK, verb: None },
                    (Some(_), false) => WordClass { bits: QUOTE, verb: None },
                    (None, _) => self.classes[idx as usize],
                };
                let capitalised = quoted.is_none() && self.tokens.tokens()[idx as usize].shape.capitalised;
                if capitalised && gap & quotation_mark::SENTENCE == 0 && sentence.zone != Zone::Headline {
                    // "States", "Post", "Hope": a name.
                    word_class.verb = None;
                }
                self.items.push(Item { tokens, span, word_class, gap, capitalised, quoted });
                idx = tokens.end;
            }
        }
        if start < self.items.len() {
            self.close(start);
        }
    }

    fn titles(&self) -> Titles<'_> {
        Titles { tokens: self.tokens, classes: &self.classes, gaps: &self.gaps }
    }

    /// True for a quotation in which all but the short words have a capital.
    pub(super) fn is_title_case(&self, item: usize) -> bool {
        self.items[item].quoted.is_some_and(|at| self.titles().is_in_title_case(&self.quoted[at as usize]))
    }

    fn close(&mut self, start: usize) {
        let items = ItemSpan::new(start, self.items.len());
        let answers =
            self.items[start].gap & quotation_mark::BLOCK == 0 && self.sentences.last().is_some_and(|s| self.asks(*s));
        self.sentences.push(OuterSentence { items, answers });
    }

    /// True for a sentence that is one quotation and ends with "?" or "!".
    fn asks(&self, sentence: OuterSentence) -> bool {
        let only = &self.items[sentence.items.start];
        let printed = only.span.slice(&self.document.text).unwrap_or_default();
        let inner = printed.trim_end_matches(['"', '\'', '\u{201d}', '\u{2019}']);
        sentence.items.end - sentence.items.start == 1 && only.word_class.is(QUOTE) && inner.ends_with(['?', '!'])
    }

    /// True for a token between quotation marks.
    pub(super) fn is_quoted(&self, token: u32) -> bool {
        let after = self.quoted.partition_point(|quoted| quoted.tokens.start <= token);
        after > 0 && token < self.quoted[after - 1].tokens.end
    }

    /// True for a token in the title of a work.
    pub(super) fn is_in_work(&self, token: u32) -> bool {
        let after = self.works.partition_point(|work| work.start <= token);
        after > 0 && token < self.works[after - 1].end
    }

    /// The folded word of an item; empty for a quotation.
    pub(super) fn word(&self, item: usize) -> &str {
        let item = &self.items[item];
        if item.quoted.is_some() {
            return "";
        }
        self.tokens.folded(&self.tokens.tokens()[item.tokens.start as usize])
    }

    /// The bytes from the first to the last item of `span`; an empty span has no bytes.
    pub(super) fn bytes(&self, span: ItemSpan) -> ByteSpan {
        if span.is_empty() {
            let at = span.start.checked_sub(1).map_or(self.items[0].span.start, |i| self.items[i].span.end);
            return ByteSpan { start: at, end: at };
        }
        let (first, last) = (&self.items[span.start], &self.items[span.end - 1]);
        ByteSpan { start: first.span.start, end: last.span.end }
    }
}
