//! How far the words of an attribution go.

use crate::lexicon::{Verb, VerbClass, VerbForm};
use crate::voice::cue::{Sentence, holds};
use crate::voice::mark::{ANY, BREAK, COMMA};
use crate::voice::noun::{bare, verb_group};
use crate::voice::sign::{
    ADVERB, AUTHORIAL, AUXILIARY, CONJUNCTION, DETERMINER, GROUP, IMPERSONAL, PERSONAL, PREPOSITION, QUOTE, RELATIVE,
    SUBORDINATOR,
};

impl Sentence<'_> {
    /// Where the words that start at `start` end: at the next attribution, or with the sentence.
    pub(super) fn content_end(&self, start: usize, verb: Option<Verb>) -> usize {
        let page = self.page;
        for at in start + 1..self.to {
            let item = &page.items[at];
            let stance = verb.is_some_and(holds);
            let aside = stance && item.gap & COMMA != 0 && item.sign.is(RELATIVE | CONJUNCTION | SUBORDINATOR);
            let ends_quote = page.items[at - 1].sign.is(QUOTE) && item.gap & COMMA != 0;
            let adds = ends_quote && !item.sign.is(QUOTE | CONJUNCTION | PERSONAL | AUTHORIAL);
            let dash = item.gap & BREAK != 0 && (at + 1..self.to).all(|i| page.items[i].gap & BREAK == 0);
            if self.is_taken(at) || self.announces_more(at) || self.shares(at, verb) || aside || adds || dash {
                return at;
            }
        }
        self.to
    }

    /// The clause that starts at `at` depends on another that is still to come: "While she said …, …".
    pub(super) fn depends(&self, at: usize) -> bool {
        let page = self.page;
        let Some(opening) = at.checked_sub(1).filter(|o| *o >= self.from) else { return false };
        let opens = opening == self.from
            || page.items[opening].gap & (COMMA | BREAK) != 0
            || page.word(opening - 1) == "even"
            || page.items[opening - 1].sign.is(CONJUNCTION);
        opens
            && page.items[opening].sign.is(SUBORDINATOR)
            && !matches!(page.word(opening), "what" | "how" | "that" | "whatever")
    }

    /// Where a relative clause ends: at a comma with a finite verb behind it.
    pub(super) fn relative_end(&self, start: usize) -> usize {
        let page = self.page;
        let finite = |i: usize| {
            let sign = page.items[i].sign;
            sign.is(AUXILIARY) || sign.verb.is_some_and(|v| matches!(v.form, VerbForm::Past | VerbForm::Third))
        };
        (start + 1..self.to).find(|i| page.items[*i].gap & COMMA != 0 && finite(*i)).unwrap_or(self.to)
    }

    /// Where a clause ends on which another depends: at a comma with what can be a subject behind it.
    pub(super) fn clause_end(&self, start: usize) -> usize {
        let page = self.page;
        let subject = |i: usize| {
            let item = &page.items[i];
            (item.capitalised || item.sign.is(DETERMINER | PERSONAL | IMPERSONAL | GROUP))
                && !item.sign.is(CONJUNCTION | RELATIVE | PREPOSITION)
        };
        (start + 1..self.to).find(|i| page.items[*i].gap & COMMA != 0 && subject(*i)).unwrap_or(self.to)
    }

    /// ", adding that", "; ", ", but he said": another attribution begins.
    pub(super) fn announces_more(&self, at: usize) -> bool {
        let page = self.page;
        let item = &page.items[at];
        if item.sign.is(CONJUNCTION) && self.clause_reports(at + 1) {
            return true;
        }
        if item.gap & (COMMA | BREAK) == 0 && !(at > self.from && page.items[at - 1].sign.is(QUOTE)) {
            return false;
        }
        if item.sign.verb.is_some_and(|v| v.form == VerbForm::Ing && v.class != VerbClass::Voice) {
            return true;
        }
        matches!(page.word(at), "while" | "as" | "though" | "although") && self.clause_reports(at + 1)
    }

    /// A short subject and a verb that reports follow.
    pub(super) fn clause_reports(&self, at: usize) -> bool {
        let page = self.page;
        for i in at + 1..self.to.min(at + 7) {
            if page.items[i].gap & ANY != 0 {
                return false;
            }
            let Some(verb) = page.items[i].sign.verb else { continue };
            let said = matches!(verb.form, VerbForm::Past | VerbForm::Third);
            let group = verb_group(page, at, i);
            if said
                && verb.class != VerbClass::Voice
                && group > at
                && bare(page, at, group).is_some_and(|s| s.start == at)
            {
                return true;
            }
        }
        false
    }

    /// "and called", "but added" with the same subject and tense as the verb before.
    pub(super) fn shares(&self, at: usize, verb: Option<Verb>) -> bool {
        let page = self.page;
        let Some(verb) = verb.filter(|_| page.items[at].sign.is(CONJUNCTION)) else { return false };
        let mut next = at + 1;
        while next < self.to && page.items[next].sign.is(ADVERB | AUXILIARY) && page.items[next].sign.verb.is_none() {
            next += 1;
        }
        let follows = page.items.get(next).filter(|_| next < self.to).and_then(|i| i.sign.verb);
        follows.is_some_and(|v| v.form == verb.form && v.class != VerbClass::Voice && !v.noun)
    }
}
