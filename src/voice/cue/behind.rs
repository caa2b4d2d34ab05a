//! Verbs behind the words: “…,” she said; “…,” said Jane Doe.

use crate::lexicon::{Verb, VerbClass, VerbForm};
use crate::voice::cue::{Attribution, REACH, Sentence};
use crate::voice::item::ItemSpan;
use crate::voice::mark::{ANY, BREAK, CLOSING, COLON, COMMA};
use crate::voice::noun::{Subject, phrase_after, subject_before, verb_group};
use crate::voice::sign::{
    ADVERB, AUXILIARY, BE, CONJUNCTION, DETERMINER, GROUP, HEARER, IMPERSONAL, PERSONAL, PREPOSITION, QUOTE, RELATIVE,
    SUBORDINATOR, TIME,
};

impl Sentence<'_> {
    /// Start of what stands before `end`: behind a semicolon or what is taken, without "and", "but".
    pub(super) fn clause_before(&self, end: usize) -> usize {
        let page = self.page;
        let mut start = end;
        while start > self.from && !self.is_taken(start - 1) {
            start -= 1;
            if page.items[start].gap & BREAK != 0 && page.items[start].sign.is(CONJUNCTION) {
                break;
            }
        }
        while start < end && page.items[start].sign.is(CONJUNCTION) {
            start += 1;
        }
        start
    }

    /// "…," she said; "…," said Jane Doe.
    pub(super) fn behind(&mut self, at: usize, verb: Verb) {
        let page = self.page;
        if self.is_taken(at) {
            return;
        }
        let group = verb_group(page, self.from, at);
        let passive = (group..at).any(|i| page.items[i].sign.is(BE));
        if passive || page.items.get(at + 1).is_some_and(|_| at + 1 < self.to && page.word(at + 1) == "by") {
            return;
        }
        let follows_words = |i: usize| {
            i > self.from
                && !self.is_taken(i - 1)
                && (page.items[i].gap & COMMA != 0 || page.items[i - 1].sign.is(QUOTE))
        };
        if group == at && (follows_words(at) || at == self.from) && verb.form != VerbForm::Plain {
            if let Some(source) = phrase_after(page, at + 1, self.to) {
                let after_quote = at > self.from && page.items[at - 1].sign.is(QUOTE);
                let ends = source.end == self.to || page.items[source.end].gap & ANY != 0;
                let clause = !after_quote && (self.has_predicate(source) || self.is_subject(at, source));
                if !clause && (after_quote || ends) && self.invertible(at, verb, after_quote) {
                    self.behind_with(ItemSpan::new(at, at + 1), source, at, source.end, verb);
                    return;
                }
            }
            if at > self.from && page.items[at - 1].sign.is(QUOTE) && self.ends_after(at + 1) {
                // "…," said in a statement: the subject is missing.
                return;
            }
        }
        let Subject::Phrase(source) = subject_before(page, self.from, group) else { return };
        let Some(source) = self.free_part(source).filter(|s| self.agrees(*s, verb, group < at)) else { return };
        let opens = source.start == self.from;
        let after = self.skip_hearer(at + 1, verb);
        let plain = after >= self.to || page.word(after) != "that" && !page.items[after].sign.is(QUOTE);
        if plain && (self.closes_quote(source.start) || opens && self.answers) {
            let cue = ItemSpan::new(group, at + 1);
            self.behind_with(cue, source, source.start, after, verb);
            return;
        }
        if !(opens || follows_words(source.start)) || !self.ends_after(after) {
            return;
        }
        if opens && !self.only_words_follow(after) {
            return;
        }
        let cue = ItemSpan::new(group, at + 1);
        self.behind_with(cue, source, source.start, after, verb);
    }

    /// True when a quotation of some length with a comma at its end stands right before.
    pub(super) fn closes_quote(&self, at: usize) -> bool {
        let page = self.page;
        at > self.from
            && !self.is_taken(at - 1)
            && page.items[at].gap & COMMA != 0
            && page.items[at - 1].sign.is(QUOTE)
            && page.items[at - 1].tokens.len() > 3
    }

    /// True for a clause in the place of a name: "his groups show" in "Doe, a pollster, said his groups show".
    fn has_predicate(&self, span: ItemSpan) -> bool {
        let finite = |i: usize| {
            let sign = self.page.items[i].sign;
            sign.is(AUXILIARY)
                || sign.verb.is_some_and(|v| !v.noun && !matches!(v.form, VerbForm::Ing | VerbForm::Participle))
        };
        span.range().any(finite) && !span.range().any(|i| self.page.items[i].sign.is(RELATIVE))
    }

    /// All that stands before the verb is its subject, and what stands behind is too long for one.
    fn is_subject(&self, at: usize, behind: ItemSpan) -> bool {
        let before = subject_before(self.page, self.from, at);
        behind.range().len() > 4 && matches!(before, Subject::Phrase(source) if source.start == self.from)
    }

    /// True when the verb may come before its subject: not "sat down, told a joke".
    pub(super) fn invertible(&self, at: usize, verb: Verb, after_quote: bool) -> bool {
        let page = self.page;
        let next = &page.items[at + 1];
        let speech = matches!(verb.class, VerbClass::Say) || after_quote;
        let noun = next.capitalised || next.sign.is(DETERMINER | GROUP) && !next.sign.is(IMPERSONAL);
        speech && !next.sign.is(HEARER) && (after_quote || noun)
    }

    /// "He said." alone: its words are in the sentence before or behind.
    pub(super) fn only_words_follow(&self, after: usize) -> bool {
        after >= self.to || (after..self.to).all(|i| !self.page.items[i].sign.is(QUOTE))
    }

    /// Takes what stands before the subject, and what goes on behind the verb.
    pub(super) fn behind_with(&mut self, cue: ItemSpan, source: ItemSpan, left_end: usize, after: usize, verb: Verb) {
        let page = self.page;
        let mut content = Vec::new();
        let left = self.clause_before(left_end);
        if left < left_end {
            content.push(ItemSpan::new(left, left_end));
        }
        let quoted_left = content.iter().any(|s| s.range().any(|i| page.items[i].sign.is(QUOTE)));
        if let Some(right) = self.goes_on(after, quoted_left, !content.is_empty()) {
            let opens = page.items[left].sign.is(PREPOSITION | SUBORDINATOR | ADVERB);
            if !quoted_left && opens && page.items[right.start].sign.is(QUOTE) {
                content.clear();
            }
            content.push(right);
        }
        let opens = left_end == self.from;
        let rest = after.min(self.to)..self.to;
        let adds =
            rest.len() <= REACH && rest.clone().all(|i| !page.items[i].sign.is(AUXILIARY | DETERMINER | PERSONAL));
        let lone = content.is_empty() && opens && (self.answers || adds || page.items[after].gap & COMMA != 0);
        if content.is_empty() && !lone || (verb.class == VerbClass::Voice && !quoted_left && !lone) {
            return;
        }
        let points_on = content.is_empty();
        self.push(Attribution { source: Some(source), cue, content, class: verb.class, points_on });
    }

    /// What is said behind the verb as well: "…," he said, "…".
    pub(super) fn goes_on(&self, after: usize, quoted_left: bool, has_left: bool) -> Option<ItemSpan> {
        let page = self.page;
        let mut at = after;
        while at < self.to && at < after + REACH {
            let item = &page.items[at];
            if item.sign.is(QUOTE) {
                let end = (at..self.to).find(|i| self.announces_more(*i)).unwrap_or(self.to);
                return Some(ItemSpan::new(at, end.max(at + 1)));
            }
            if has_left && !quoted_left && item.gap & COMMA != 0 && !self.is_taken(at) {
                let ing = item.sign.verb.is_some_and(|v| v.form == VerbForm::Ing);
                let opens = item.sign.is(RELATIVE | PREPOSITION | CONJUNCTION) || page.word(at).ends_with("ing");
                return (!ing && !opens || page.word(at) == "that")
                    .then(|| ItemSpan::new(at, self.content_end(at, None)));
            }
            at += 1;
        }
        None
    }

    /// True when nothing of the speech follows directly: the end, a comma, a quotation, time or place.
    pub(super) fn ends_after(&self, at: usize) -> bool {
        let page = self.page;
        if at >= self.to {
            return true;
        }
        let item = &page.items[at];
        if item.gap & (COMMA | BREAK | CLOSING) != 0 || item.sign.is(QUOTE) && item.gap & COLON == 0 {
            return item.gap & COMMA != 0 || !item.sign.is(QUOTE);
        }
        if page.word(at) == "to" && !self.names_hearer(at + 1) {
            return false;
        }
        let adds = item.sign.is(TIME) || item.sign.is(PREPOSITION | ADVERB) && !item.sign.is(SUBORDINATOR);
        let adds = adds || matches!(page.word(at), "as" | "after" | "before" | "while" | "when");
        adds && !(at..self.to.min(at + REACH)).any(|i| {
            let later = &page.items[i];
            matches!(page.word(i), "that") || later.sign.is(QUOTE) && i > at && page.items[i].gap & (COMMA | COLON) != 0
        })
    }
}
