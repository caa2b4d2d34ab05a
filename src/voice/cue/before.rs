//! Verbs before the words: she said that …; `told reporters “…”`; …, adding that ….

use crate::lexicon::{Verb, VerbClass, VerbForm};
use crate::voice::anonymity::asks_for_anonymity;
use crate::voice::apposition::after_apposition;
use crate::voice::bare_phrase::Subject;
use crate::voice::cue::{Attribution, CueSentence, REACH, holds};
use crate::voice::noun::{first_phrase, subject_before, verb_group};
use crate::voice::outer_text::ItemSpan;
use crate::voice::quotation_mark::{ANY, BREAK, COLON, COMMA, SENTENCE};
use crate::voice::word_class::{
    ADVERB, AUTHORIAL, AUXILIARY, BE, CONJUNCTION, DETERMINER, GROUP, HEARER, IMPERSONAL, PARTICLE, PERSON, PERSONAL,
    PREPOSITION, QUOTE, RELATIVE, SUBORDINATOR, TIME, TITLE, TO, WORK,
};

/// What is sent and has words.
const SENT: &[&str] =
    &["call", "email", "letter", "mail", "memo", "message", "messages", "note", "text", "tweet", "voicemail"];

impl CueSentence<'_> {
    /// After the hearer of `told reporters`, `tells CNN`.
    pub(super) fn skip_hearer(&self, at: usize, verb: Verb) -> usize {
        let outer = self.outer;
        let to = at < self.to && !holds(verb) && outer.word(at) == "to" && self.names_hearer(at + 1);
        if at >= self.to || verb.class != VerbClass::Tell && !to {
            return at;
        }
        let item = &outer.items[at];
        if item.gap & ANY != 0 || item.word_class.is(QUOTE) {
            return at;
        }
        if item.word_class.is(HEARER) && !item.word_class.is(DETERMINER) {
            return at + 1;
        }
        let mut end = at;
        let mut named = false;
        while end < self.to && end < at + REACH {
            let item = &outer.items[end];
            let stops = end > at && item.gap & ANY != 0
                || item.word_class.is(QUOTE | SUBORDINATOR | RELATIVE | TIME) && !item.word_class.is(DETERMINER)
                || outer.word(end) == "that"
                || item.word_class.is(PERSONAL | AUTHORIAL | IMPERSONAL | AUXILIARY) && !item.word_class.is(DETERMINER)
                || item.word_class.is(PREPOSITION) && end > at && outer.word(end) != "of"
                || named && !item.capitalised && !item.word_class.is(CONJUNCTION)
                || end > at
                    && item.word_class.is(DETERMINER | GROUP)
                    && !outer.items[end - 1].word_class.is(TO)
                    && !item.word_class.is(GROUP);
            if stops {
                break;
            }
            named |= item.capitalised;
            end += 1;
        }
        end
    }

    /// A person or several are at `at`: "to reporters", not "to rally".
    pub(super) fn names_hearer(&self, at: usize) -> bool {
        let Some(item) = self.outer.items.get(at).filter(|_| at < self.to) else { return false };
        item.capitalised || item.word_class.is(HEARER | GROUP | DETERMINER)
    }

    /// What comes before the words that are taken: "Doe" in "Doe, who believes in luck, said".
    pub(super) fn free_part(&self, source: ItemSpan) -> Option<ItemSpan> {
        let taken = source.range().find(|i| self.is_taken(*i));
        let mut end = taken.unwrap_or(source.end);
        while taken.is_some() && end > source.start && self.outer.items[end - 1].word_class.is(RELATIVE) {
            end -= 1;
        }
        (end > source.start).then(|| ItemSpan::new(source.start, end))
    }

    /// The noun that a phrase is about: "supporters" in "supporters of the bill who came".
    pub(super) fn head(&self, source: ItemSpan) -> usize {
        let outer = self.outer;
        let tail = (source.start + 1..source.end).find(|i| {
            let item = &outer.items[*i];
            item.gap & ANY != 0
                || item.word_class.is(PREPOSITION | RELATIVE)
                || outer.word(*i).ends_with("ing") && !item.capitalised
        });
        tail.unwrap_or(source.end) - 1
    }

    /// Number of subject and verb fit, as far as words show.
    pub(super) fn agrees(&self, source: ItemSpan, verb: Verb, helped: bool) -> bool {
        let outer = self.outer;
        let head = self.head(source);
        let last = &outer.items[head];
        let word = outer.word(head);
        if matches!(verb.form, VerbForm::Ing | VerbForm::Participle) && !helped {
            return false;
        }
        if helped || verb.form == VerbForm::Past {
            return true;
        }
        let single = matches!(word, "he" | "she" | "it" | "this");
        let many = last.word_class.is(GROUP) || matches!(word, "they" | "we" | "i" | "you" | "who");
        let common = !last.capitalised
            || last.gap & SENTENCE != 0
            || outer.items[source.start].word_class.is(DETERMINER) && source.start < head;
        let plural = many || (word.ends_with('s') && common);
        match verb.form {
            VerbForm::Plain => !single && (plural || source.range().any(|i| outer.word(i) == "and")),
            _ => !many && (!verb.noun || single || last.capitalised || word == "who"),
        }
    }

    /// "She said that …", "…, adding that …".
    pub(super) fn before(&mut self, at: usize, verb: Verb) {
        let outer = self.outer;
        let group = verb_group(outer, self.from, at);
        if group > self.from && outer.items[group - 1].word_class.is(TO) && outer.items[group].gap & ANY == 0 {
            return;
        }
        let being = (group..at).any(|i| outer.items[i].word_class.is(BE));
        let passive = being && matches!(verb.form, VerbForm::Past | VerbForm::Participle);
        if passive || at + 1 < self.to && outer.word(at + 1) == "by" {
            return;
        }
        if self.is_other_sense(at) || asks_for_anonymity(outer, at, self.to) || self.is_asked_to(at, group < at) {
            return;
        }
        let possible = (group..at).any(|i| {
            matches!(outer.word(i), "can" | "can't" | "cannot" | "could" | "may" | "might" | "must" | "should")
        });
        let Some(source) = self.subject_of(group, at, verb, being) else { return };
        let after = self.words_after(at + 1, verb);
        let (start, marked) = after;
        let quotes = start < self.to && outer.items[start].word_class.is(QUOTE);
        if self.as_said(source, group, at, verb) {
            return;
        }
        if possible && !quotes {
            // "workers can claim a victory": nobody has said so.
            return;
        }
        if start >= self.to {
            if outer.items[at].gap & ANY == 0 && !holds(verb) && source.end <= group {
                self.take(ItemSpan::new(group, at + 1));
                let cue = ItemSpan::new(group, at + 1);
                let (class, content) = (verb.class, Vec::new());
                self.push(Attribution { source: Some(source), cue, content, class, points_on: true });
            }
            return;
        }
        let work = outer.items[start].word_class.is(WORK);
        if !marked && (work || verb.class == VerbClass::Say && self.names_work(start)) {
            return;
        }
        let bare_gap =
            outer.items[start].gap & (COMMA | BREAK) != 0 && !outer.items[start].word_class.is(QUOTE) && !marked;
        let joined = outer.items[start].word_class.is(CONJUNCTION);
        if bare_gap || joined || self.is_taken(start) || (verb.class == VerbClass::Voice && !marked) {
            return;
        }
        let ing = verb.form == VerbForm::Ing && !being;
        let relative = ing || outer.items[source.end - 1].word_class.is(RELATIVE) && source.end <= group;
        let depends = source.end <= group && self.depends(source.start);
        let end = if depends {
            self.clause_end(start)
        } else if relative {
            self.relative_end(start)
        } else {
            self.to
        };
        // "The letter read “No more work” for years": no more than what is printed on it.
        let printed = outer.word(at) == "read" && outer.items[start].word_class.is(QUOTE) && start == at + 1;
        let end = if printed { start + 1 } else { self.content_end(start, Some(verb)).min(end) };
        let cue = ItemSpan::new(group, at + 1);
        let content = ItemSpan::new(start, end);
        if !marked && self.has_plain_object(at, content) {
            self.subject = Some(source);
            return;
        }
        let is_unsaid = !quotes && (self.is_denied(source, group, at) || self.is_asked_or_supposed(source.start));
        let class = if is_unsaid || !marked && self.is_deed(at, content) { VerbClass::Stance } else { verb.class };
        let content = vec![content];
        self.push(Attribution { source: Some(source), cue, content, class, points_on: false });
    }

    /// "What should teachers say …", "if workers say …": nobody has said so.
    fn is_asked_or_supposed(&self, subject: usize) -> bool {
        subject > self.from
            && self.outer.items[subject].gap & ANY == 0
            && matches!(
                self.outer.word(subject - 1),
                "can"
                    | "could"
                    | "did"
                    | "do"
                    | "does"
                    | "if"
                    | "must"
                    | "should"
                    | "unless"
                    | "whether"
                    | "will"
                    | "would"
            )
    }

    /// "did not say", "neither the cook nor the waiter said".
    fn is_denied(&self, source: ItemSpan, group: usize, at: usize) -> bool {
        let outer = self.outer;
        let denies = |i: usize| matches!(outer.word(i), "never" | "not") || outer.word(i).ends_with("n't");
        (group..at).any(denies) || outer.word(source.start) == "neither" && outer.word(at) != "deny"
    }

    /// "men accused of theft", "cashiers call in a check", "fees add to the bill": nothing is said.
    fn is_other_sense(&self, at: usize) -> bool {
        let word = |n: usize| if at + n < self.to { self.outer.word(at + n) } else { "" };
        let next = word(1);
        match self.outer.word(at) {
            "add" | "adding" | "adds" | "added" => next == "to",
            "report" | "reporting" | "reports" | "reported" => {
                next == "for"
                    || next == "to" && matches!(word(2), "camp" | "duty" | "jail" | "prison" | "school" | "work")
            }
            "accused" => next == "of",
            "show" | "showed" | "showing" | "shows" => matches!(next, "off" | "up"),
            "call" | "calls" | "called" => matches!(next, "back" | "in" | "off" | "out" | "up"),
            "find" | "finding" | "finds" | "found" => matches!(next, "herself" | "himself" | "itself" | "themselves"),
            _ => false,
        }
    }

    /// "wrote “The Mill,” a novel", "wrote a book called “The Mill”": what is made, not what is said.
    fn names_work(&self, start: usize) -> bool {
        let work = (start..self.to.min(start + REACH)).find(|i| self.outer.items[*i].word_class.is(WORK));
        let clause = |i: usize| {
            let class = self.outer.items[i].word_class;
            class.is(AUXILIARY | RELATIVE | PERSONAL) && !class.is(DETERMINER)
        };
        work.is_some_and(|work| !(start..work).any(clause))
    }

    /// "As Doe noted, …": the rest of the sentence.
    fn as_said(&mut self, source: ItemSpan, group: usize, at: usize, verb: Verb) -> bool {
        let outer = self.outer;
        if holds(verb) || source.end != group || !self.depends(source.start) || outer.word(source.start - 1) != "as" {
            return false;
        }
        let comma = (at + 1..self.to.min(at + REACH / 2)).find(|i| outer.items[*i].gap & COMMA != 0);
        let adds = |start: usize| start == at + 1 || self.only_adds(at + 1, start);
        let Some(start) = comma.filter(|start| adds(*start) && !self.is_taken(*start)) else { return false };
        let content = vec![ItemSpan::new(start, self.content_end(start, None))];
        let cue = ItemSpan::new(group, at + 1);
        self.push(Attribution { source: Some(source), cue, content, class: verb.class, points_on: false });
        true
    }

    /// The subject of the verb group at `group`.
    pub(super) fn subject_before(&self, group: usize) -> Subject {
        let described = self.described_after_as(group);
        described.map_or_else(|| subject_before(self.outer, self.from, group), Subject::Phrase)
    }

    /// "Jane Doe, a nurse at the mill," in "As Jane Doe, a nurse at the mill, put it".
    fn described_after_as(&self, group: usize) -> Option<ItemSpan> {
        let outer = self.outer;
        let start = if outer.items[self.from].word_class.is(CONJUNCTION) { self.from + 1 } else { self.from } + 1;
        let comma = (start + 1..group).find(|i| outer.items[*i].gap & COMMA != 0)?;
        let noun = |i: usize| {
            outer.items[i].capitalised || outer.items[i].word_class.is(DETERMINER | PERSON | TITLE | GROUP | PARTICLE)
        };
        let named = outer.word(start - 1) == "as" && (start..comma).all(noun);
        (named && after_apposition(outer, comma, self.to) == group).then(|| ItemSpan::new(start, group))
    }

    pub(super) fn subject_of(&self, group: usize, at: usize, verb: Verb, being: bool) -> Option<ItemSpan> {
        let outer = self.outer;
        let helped = group < at;
        if verb.form == VerbForm::Ing && !being {
            let opens = group > self.from
                && (outer.items[group].gap & COMMA != 0
                    || outer.items[group - 1].word_class.is(QUOTE)
                    || matches!(outer.word(group - 1), "while" | "before" | "after" | "by" | "and"));
            if !opens || verb.class == VerbClass::Voice {
                return None;
            }
            let sender = self.sender_before(group);
            return sender.or(self.subject).or_else(|| first_phrase(outer, self.from, group));
        }
        match self.subject_before(group) {
            Subject::Phrase(source) => {
                let authorial = outer.items[source.start].word_class.is(AUTHORIAL);
                self.free_part(source).filter(|s| !authorial && self.agrees(*s, verb, helped))
            }
            Subject::Shared => {
                let finite = matches!(verb.form, VerbForm::Past | VerbForm::Third) || helped;
                if !finite || verb.noun && !helped {
                    return None;
                }
                self.subject.or_else(|| first_phrase(outer, self.from, group))
            }
            Subject::None => None,
        }
    }

    /// "Jane Doe" in "got a message from Jane Doe hours before, asking her": the message speaks for its sender.
    fn sender_before(&self, end: usize) -> Option<ItemSpan> {
        let outer = self.outer;
        let from =
            (self.from + 1..end).rev().find(|i| outer.word(*i) == "from" && SENT.contains(&outer.word(i - 1)))?;
        let name = outer.items[from + 1..end].iter().take_while(|item| item.capitalised && item.gap & ANY == 0).count();
        (name > 0).then(|| ItemSpan::new(from + 1, from + 1 + name))
    }

    /// Where the words begin after a verb, and whether "that" or a quotation marks them.
    pub(super) fn words_after(&self, at: usize, verb: Verb) -> (usize, bool) {
        let outer = self.outer;
        let start = self.skip_hearer(at, verb);
        let limit = self.to.min(start + REACH);
        let speech = !holds(verb);
        for i in start..limit {
            let item = &outer.items[i];
            let word = outer.word(i);
            if item.word_class.is(QUOTE) && (i == start || item.gap & (COMMA | COLON) != 0) {
                return (i, true);
            }
            if i == start && matches!(word, "that" | "how" | "why" | "whether" | "what" | "if") {
                return (i, true);
            }
            if speech && word == "that" && self.only_adds(start, i) {
                return (i, true);
            }
            if item.gap & (BREAK | COLON) != 0 {
                return if item.gap & COLON != 0 && speech { (i, true) } else { (start, false) };
            }
            if i > start && item.gap & COMMA != 0 && self.only_adds(start, i) && speech {
                return (i, item.word_class.is(QUOTE));
            }
        }
        let timed = start < self.to && speech && outer.items[start].word_class.is(TIME);
        (if timed { start + 1 } else { start }, false)
    }

    /// "on Tuesday", "in an interview with CNN": between a verb and its words.
    pub(super) fn only_adds(&self, start: usize, end: usize) -> bool {
        let first = &self.outer.items[start];
        if self.outer.word(start) == "to" && !self.names_hearer(start + 1) {
            return false;
        }
        start == end || first.word_class.is(TIME | PREPOSITION | ADVERB) && !first.word_class.is(DETERMINER)
    }
}
