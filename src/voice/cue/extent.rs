//! How far the words of an attribution go.

use crate::lexicon::{Verb, VerbClass, VerbForm};
use crate::voice::bare_phrase::bare;
use crate::voice::cue::{CueSentence, holds};
use crate::voice::noun::verb_group;
use crate::voice::quotation_mark::{ANY, BREAK, COMMA};
use crate::voice::word_class::{
    ADVERB, AUTHORIAL, AUXILIARY, CONJUNCTION, DETERMINER, GROUP, IMPERSONAL, PERSONAL, PREPOSITION, QUOTE, RELATIVE,
    SUBORDINATOR,
};

impl CueSentence<'_> {
    /// Where the words that start at `start` end: at the next attribution, or with the sentence.
    pub(super) fn content_end(&self, start: usize, verb: Option<Verb>) -> usize {
        let outer = self.outer;
        for at in start + 1..self.to {
            let item = &outer.items[at];
            let stance = verb.is_some_and(holds);
            let aside = stance && item.gap & COMMA != 0 && item.word_class.is(RELATIVE | CONJUNCTION | SUBORDINATOR);
            let ends_quote = outer.items[at - 1].word_class.is(QUOTE) && item.gap & COMMA != 0;
            let adds = ends_quote && !item.word_class.is(QUOTE | CONJUNCTION | PERSONAL | AUTHORIAL);
            let dash = item.gap & BREAK != 0 && (at + 1..self.to).all(|i| outer.items[i].gap & BREAK == 0);
            if self.is_taken(at) || self.announces_more(at) || self.shares(at, verb) || aside || adds || dash {
                return at;
            }
        }
        self.to
    }

    /// The clause that starts at `at` depends on another that is still to come: "While she said …, …".
    pub(super) fn depends(&self, at: usize) -> bool {
        let outer = self.outer;
        let Some(opening) = at.checked_sub(1).filter(|o| *o >= self.from) else { return false };
        let opens = opening == self.from
            || outer.items[opening].gap & (COMMA | BREAK) != 0
            || outer.word(opening - 1) == "even"
            || outer.items[opening - 1].word_class.is(CONJUNCTION);
        opens
            && outer.items[opening].word_class.is(SUBORDINATOR)
            && !matches!(outer.word(opening), "what" | "how" | "that" | "whatever")
    }

    /// Where a relative clause ends: at a comma with a finite verb after it.
    pub(super) fn relative_end(&self, start: usize) -> usize {
        let outer = self.outer;
        let finite = |i: usize| {
            let word_class = outer.items[i].word_class;
            word_class.is(AUXILIARY)
                || word_class.verb.is_some_and(|v| matches!(v.form, VerbForm::Past | VerbForm::Third))
        };
        (start + 1..self.to).find(|i| outer.items[*i].gap & COMMA != 0 && finite(*i)).unwrap_or(self.to)
    }

    /// Where a clause ends on which another depends: at a comma with what can be a subject after it.
    pub(super) fn clause_end(&self, start: usize) -> usize {
        let outer = self.outer;
        let subject = |i: usize| {
            let item = &outer.items[i];
            (item.capitalised || item.word_class.is(DETERMINER | PERSONAL | IMPERSONAL | GROUP))
                && !item.word_class.is(CONJUNCTION | RELATIVE | PREPOSITION)
        };
        (start + 1..self.to).find(|i| outer.items[*i].gap & COMMA != 0 && subject(*i)).unwrap_or(self.to)
    }

    /// ", adding that", "; ", ", but he said": another attribution begins.
    pub(super) fn announces_more(&self, at: usize) -> bool {
        let outer = self.outer;
        let item = &outer.items[at];
        if item.word_class.is(CONJUNCTION) && self.clause_reports(at + 1) {
            return true;
        }
        if item.gap & (COMMA | BREAK) == 0 && !(at > self.from && outer.items[at - 1].word_class.is(QUOTE)) {
            return false;
        }
        if item.word_class.verb.is_some_and(|v| v.form == VerbForm::Ing && v.class != VerbClass::Voice) {
            return true;
        }
        matches!(outer.word(at), "while" | "as" | "though" | "although") && self.clause_reports(at + 1)
    }

    /// A short subject and a verb that reports follow.
    pub(super) fn clause_reports(&self, at: usize) -> bool {
        let outer = self.outer;
        for i in at + 1..self.to.min(at + 7) {
            if outer.items[i].gap & ANY != 0 {
                return false;
            }
            let Some(verb) = outer.items[i].word_class.verb else { continue };
            let said = matches!(verb.form, VerbForm::Past | VerbForm::Third);
            let group = verb_group(outer, at, i);
            if said
                && verb.class != VerbClass::Voice
                && group > at
                && bare(outer, at, group).is_some_and(|s| s.start == at)
            {
                return true;
            }
        }
        false
    }

    /// "and called", "but added" with the same subject and tense as the verb before.
    pub(super) fn shares(&self, at: usize, verb: Option<Verb>) -> bool {
        let outer = self.outer;
        let Some(verb) = verb.filter(|_| outer.items[at].word_class.is(CONJUNCTION)) else { return false };
        let mut next = at + 1;
        while next < self.to
            && outer.items[next].word_class.is(ADVERB | AUXILIARY)
            && outer.items[next].word_class.verb.is_none()
        {
            next += 1;
        }
        let follows = outer.items.get(next).filter(|_| next < self.to).and_then(|i| i.word_class.verb);
        follows.is_some_and(|v| v.form == verb.form && v.class != VerbClass::Voice && !v.noun)
    }
}
