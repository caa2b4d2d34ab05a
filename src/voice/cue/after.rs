//! Verbs after the words: “…,” she said; “…,” said Jane Doe.

use crate::lexicon::{Verb, VerbClass, VerbForm};
use crate::voice::apposition::{after_apposition, describes};
use crate::voice::bare_phrase::Subject;
use crate::voice::cue::{Attribution, CueSentence, REACH};
use crate::voice::noun::{phrase_after, subject_before, verb_group};
use crate::voice::outer_text::ItemSpan;
use crate::voice::quotation_mark::{ANY, BREAK, CLOSING, COLON, COMMA};
use crate::voice::word_class::{
    ADVERB, AUXILIARY, BE, CONJUNCTION, DETERMINER, GROUP, HEARER, IMPERSONAL, PERSON, PERSONAL, PREPOSITION, QUOTE,
    RELATIVE, SUBORDINATOR, TIME, TITLE, WORK,
};

impl CueSentence<'_> {
    /// Start of what comes before `end`: after a semicolon or what is taken, without "and", "but".
    pub(super) fn clause_before(&self, end: usize) -> usize {
        let outer = self.outer;
        let mut start = end;
        while start > self.from && !self.is_taken(start - 1) {
            start -= 1;
            if outer.items[start].gap & BREAK != 0 && outer.items[start].word_class.is(CONJUNCTION) {
                break;
            }
        }
        while start < end && outer.items[start].word_class.is(CONJUNCTION) {
            start += 1;
        }
        start
    }

    /// "…," she said; "…," said Jane Doe.
    pub(super) fn after_words(&mut self, at: usize, verb: Verb) {
        let outer = self.outer;
        if self.is_taken(at) {
            return;
        }
        let group = verb_group(outer, self.from, at);
        let passive = (group..at).any(|i| outer.items[i].word_class.is(BE));
        if passive || outer.items.get(at + 1).is_some_and(|_| at + 1 < self.to && outer.word(at + 1) == "by") {
            return;
        }
        let follows_words = |i: usize| {
            i > self.from
                && !self.is_taken(i - 1)
                && (outer.items[i].gap & COMMA != 0 || outer.items[i - 1].word_class.is(QUOTE))
        };
        if group == at && (follows_words(at) || at == self.from) && verb.form != VerbForm::Plain {
            if let Some(source) = phrase_after(outer, at + 1, self.to) {
                let is_quoted = at > self.from && outer.items[at - 1].word_class.is(QUOTE);
                let may_part = self.is_after_work(at) || self.parts_subject(at, source);
                let speaker = self.without_predicate(source, at);
                // "Jane Doe, who wrote “The Mill,” said she is tired": a clause and no speaker comes after the verb.
                let stops = speaker.end == self.to || outer.items[speaker.end].gap & ANY != 0;
                let after_quote = is_quoted || may_part && stops;
                let source = if after_quote { speaker } else { source };
                let ends = source.end == self.to || outer.items[source.end].gap & ANY != 0;
                let clause = !after_quote && (self.has_predicate(source) || self.is_subject(at, source));
                if !clause && (after_quote || ends) && self.invertible(source, verb, after_quote) {
                    self.after_words_with(ItemSpan::new(at, at + 1), source, at, source.end, verb);
                    return;
                }
            }
            if at > self.from && outer.items[at - 1].word_class.is(QUOTE) && self.ends_after(at + 1) {
                // "…," said in a statement: the subject is missing.
                return;
            }
        }
        let Subject::Phrase(source) = self.subject_before(group) else { return };
        let source = self.without_parted_subject(source, at);
        let Some(source) = self.free_part(source).filter(|s| self.agrees(*s, verb, group < at)) else { return };
        let opens = source.start == self.from;
        let after = self.skip_hearer(at + 1, verb);
        let plain = after >= self.to || outer.word(after) != "that" && !outer.items[after].word_class.is(QUOTE);
        if plain && (self.closes_quote(source.start) || opens && self.answers) {
            let cue = ItemSpan::new(group, at + 1);
            self.after_words_with(cue, source, source.start, after, verb);
            return;
        }
        if !(opens || follows_words(source.start)) || !self.ends_after(after) {
            return;
        }
        if opens && !self.only_words_follow(after) {
            return;
        }
        let cue = ItemSpan::new(group, at + 1);
        self.after_words_with(cue, source, source.start, after, verb);
    }

    /// "The play “The Mill,” said Jane Doe, …": the title of a work with a comma before the verb at `at`.
    fn is_after_work(&self, at: usize) -> bool {
        at > self.from && self.outer.items[at].gap & COMMA != 0 && self.outer.items[at - 1].word_class.is(WORK)
    }

    /// "The hotel, said Jane Doe, is full": subject and predicate of what is said are on both sides.
    fn parts_subject(&self, at: usize, source: ItemSpan) -> bool {
        let outer = self.outer;
        let is_predicate = |i: usize| outer.items[i].gap & COMMA != 0 && outer.items[i].word_class.is(BE);
        let is_one_phrase = || (self.from + 1..at).all(|i| outer.items[i].gap & COMMA == 0);
        at > self.from
            && outer.items[at].gap & COMMA != 0
            && is_one_phrase()
            && outer.items[source.start].capitalised
            && source.range().skip(1).any(is_predicate)
    }

    /// The speaker in "“The Mill,” said Jane Doe, a nurse, is about work": without the predicate of what comes before the
    /// verb at `at`; after the title of a work, without any clause.
    fn without_predicate(&self, source: ItemSpan, at: usize) -> ItemSpan {
        let outer = self.outer;
        let is_work = self.is_after_work(at);
        let is_title = is_work || at > self.from && outer.is_title_case(at - 1);
        let begins = |i: usize| outer.items[i].word_class.is(BE) || is_title && self.begins_predicate(i);
        let predicate = source.range().skip(1).find(|i| outer.items[*i].gap & COMMA != 0 && begins(*i));
        let clause = || {
            let comma = source.range().skip(1).find(|i| outer.items[*i].gap & COMMA != 0).filter(|_| is_work)?;
            Some(after_apposition(outer, comma, self.to).min(source.end))
        };
        ItemSpan::new(source.start, predicate.or_else(clause).unwrap_or(source.end))
    }

    /// "has won", "shows that", "changed her life": a verb, known or with an object.
    fn begins_predicate(&self, at: usize) -> bool {
        let outer = self.outer;
        let (item, word) = (&outer.items[at], outer.word(at));
        let known = item.word_class.verb.is_some_and(|v| !v.noun && matches!(v.form, VerbForm::Past | VerbForm::Third));
        let other = PREPOSITION | ADVERB | DETERMINER | RELATIVE | SUBORDINATOR | CONJUNCTION | PERSON | TITLE | QUOTE;
        let is_plain = !item.capitalised && !item.word_class.is(other | PERSONAL);
        let has_object = || {
            at + 1 < self.to
                && outer.items[at + 1].gap & ANY == 0
                && outer.items[at + 1].word_class.is(DETERMINER | PERSONAL)
        };
        item.word_class.is(AUXILIARY)
            || known
            || is_plain && !word.ends_with("ing") && !word.ends_with("self") && has_object()
    }

    /// "The ward, Ada Finch, a nurse, said, is full": what comes before the name is the subject of the words, since their
    /// predicate comes after the verb.
    fn without_parted_subject(&self, source: ItemSpan, at: usize) -> ItemSpan {
        let outer = self.outer;
        let predicate = at + 1 < self.to && outer.items[at + 1].gap & COMMA != 0 && {
            let next = outer.items[at + 1].word_class;
            let past = |v: Verb| matches!(v.form, VerbForm::Past | VerbForm::Third);
            next.is(AUXILIARY) || next.verb.is_some_and(|v| past(v) && !v.noun)
        };
        let name = source.range().skip(1).find(|i| outer.items[*i].gap & COMMA != 0 && outer.items[*i].capitalised);
        match name.filter(|_| predicate && source.start == self.from) {
            Some(name) => ItemSpan::new(name, source.end),
            None => source,
        }
    }

    /// True when a quotation of some length with a comma at its end comes right before.
    pub(super) fn closes_quote(&self, at: usize) -> bool {
        let outer = self.outer;
        at > self.from
            && !self.is_taken(at - 1)
            && outer.items[at].gap & COMMA != 0
            && outer.items[at - 1].word_class.is(QUOTE)
            && outer.items[at - 1].tokens.len() > 3
    }

    /// True for a clause in the place of a name: "his groups show" in "Doe, a pollster, said his groups show".
    fn has_predicate(&self, span: ItemSpan) -> bool {
        let finite = |i: usize| {
            let word_class = self.outer.items[i].word_class;
            word_class.is(AUXILIARY)
                || word_class.verb.is_some_and(|v| !v.noun && !matches!(v.form, VerbForm::Ing | VerbForm::Participle))
        };
        span.range().any(finite) && !span.range().any(|i| self.outer.items[i].word_class.is(RELATIVE))
    }

    /// All that comes before the verb is its subject, and what follows is too long for one.
    fn is_subject(&self, at: usize, after_words: ItemSpan) -> bool {
        let before = subject_before(self.outer, self.from, at);
        after_words.range().len() > 4
            && !self.is_described_name(after_words)
            && matches!(before, Subject::Phrase(source) if source.start == self.from)
    }

    /// "Jane Doe, a nurse at the mill": first and last name, and who that is.
    fn is_described_name(&self, span: ItemSpan) -> bool {
        let outer = self.outer;
        let comma = (span.start + 2..span.end).find(|i| outer.items[*i].gap & ANY != 0);
        comma.is_some_and(|comma| {
            outer.items[comma].gap & COMMA != 0
                && (span.start..comma).all(|i| outer.items[i].capitalised)
                && describes(outer, ItemSpan::new(comma, span.end))
        })
    }

    /// "longtime friend Jane Doe": who somebody is before the name.
    fn is_name_with_words(&self, span: ItemSpan) -> bool {
        let items = &self.outer.items[span.range()];
        let words = items.iter().take_while(|item| !item.capitalised).count();
        let name = items[words..].iter().take_while(|item| item.capitalised && item.gap & ANY == 0).count();
        name > 1 && items[..words].last().is_some_and(|item| item.word_class.is(PERSON | TITLE))
    }

    /// True when the verb may come before its subject: not `sat down, told a joke`.
    fn invertible(&self, subject: ItemSpan, verb: Verb, after_quote: bool) -> bool {
        let outer = self.outer;
        let next = &outer.items[subject.start];
        let speech = matches!(verb.class, VerbClass::Say) || after_quote;
        let noun = next.capitalised
            || next.word_class.is(DETERMINER | GROUP) && !next.word_class.is(IMPERSONAL)
            || self.is_name_with_words(subject);
        speech && !next.word_class.is(HEARER) && (after_quote || noun)
    }

    /// "He said." alone: its words are in the sentence before or after.
    pub(super) fn only_words_follow(&self, after: usize) -> bool {
        after >= self.to || (after..self.to).all(|i| !self.outer.items[i].word_class.is(QUOTE))
    }

    /// Takes what comes before the subject, and what continues after the verb.
    pub(super) fn after_words_with(
        &mut self,
        cue: ItemSpan,
        source: ItemSpan,
        left_end: usize,
        after: usize,
        verb: Verb,
    ) {
        let outer = self.outer;
        let mut content = Vec::new();
        let left = self.clause_before(left_end);
        if left < left_end {
            content.push(ItemSpan::new(left, left_end));
        }
        let quoted_left = content.iter().any(|s| s.range().any(|i| outer.items[i].word_class.is(QUOTE)));
        if let Some(right) = self.goes_on(after, quoted_left, !content.is_empty()) {
            let opens = outer.items[left].word_class.is(PREPOSITION | SUBORDINATOR | ADVERB);
            if !quoted_left && opens && outer.items[right.start].word_class.is(QUOTE) {
                content.clear();
            }
            content.push(right);
        }
        // "“The Mill,” Jane Doe said, is about work": the quotation is what she speaks of.
        let is_spoken_of = quoted_left
            && content.len() == 1
            && after < self.to
            && outer.items[after].gap & COMMA != 0
            && (outer.items[after].word_class.is(BE)
                || outer.is_title_case(left_end - 1) && self.begins_predicate(after));
        if is_spoken_of {
            content.push(ItemSpan::new(after, self.content_end(after, None)));
        }
        let opens = left_end == self.from;
        let rest = after.min(self.to)..self.to;
        let adds = rest.len() <= REACH
            && rest.clone().all(|i| !outer.items[i].word_class.is(AUXILIARY | DETERMINER | PERSONAL));
        let lone = content.is_empty() && opens && (self.answers || adds || outer.items[after].gap & COMMA != 0);
        if content.is_empty() && !lone || (verb.class == VerbClass::Voice && !quoted_left && !lone) {
            return;
        }
        let points_on = content.is_empty();
        self.push(Attribution { source: Some(source), cue, content, class: verb.class, points_on });
    }

    /// What is said after the verb as well: "…," he said, "…".
    pub(super) fn goes_on(&self, after: usize, quoted_left: bool, has_left: bool) -> Option<ItemSpan> {
        let outer = self.outer;
        let mut at = after;
        while at < self.to && at < after + REACH {
            let item = &outer.items[at];
            if item.word_class.is(QUOTE) {
                let end = (at..self.to).find(|i| self.announces_more(*i)).unwrap_or(self.to);
                return Some(ItemSpan::new(at, end.max(at + 1)));
            }
            if has_left && !quoted_left && item.gap & COMMA != 0 && !self.is_taken(at) {
                let ing = item.word_class.verb.is_some_and(|v| v.form == VerbForm::Ing);
                let opens = item.word_class.is(RELATIVE | PREPOSITION | CONJUNCTION) || outer.word(at).ends_with("ing");
                return (!ing && !opens || outer.word(at) == "that")
                    .then(|| ItemSpan::new(at, self.content_end(at, None)));
            }
            at += 1;
        }
        None
    }

    /// True when nothing of the speech follows directly: the end, a comma, a quotation, time or place.
    pub(super) fn ends_after(&self, at: usize) -> bool {
        let outer = self.outer;
        if at >= self.to {
            return true;
        }
        let item = &outer.items[at];
        if item.gap & (COMMA | BREAK | CLOSING) != 0 || item.word_class.is(QUOTE) && item.gap & COLON == 0 {
            return item.gap & COMMA != 0 || !item.word_class.is(QUOTE);
        }
        if outer.word(at) == "to" && !self.names_hearer(at + 1) {
            return false;
        }
        let adds =
            item.word_class.is(TIME) || item.word_class.is(PREPOSITION | ADVERB) && !item.word_class.is(SUBORDINATOR);
        let adds = adds || matches!(outer.word(at), "as" | "after" | "before" | "while" | "when");
        adds && !(at..self.to.min(at + REACH)).any(|i| {
            let later = &outer.items[i];
            matches!(outer.word(i), "that")
                || later.word_class.is(QUOTE) && i > at && outer.items[i].gap & (COMMA | COLON) != 0
        })
    }
}
