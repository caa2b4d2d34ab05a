//! Finds who is said to have said what in one outer sentence.
//!
//! First the verbs after the words ("…," she said), then the verbs before them ("She said that
//! …"), then quotations after a colon. What one attribution has taken no other takes.

mod before;
mod after;
mod extent;
mod object;
mod carrier;

use crate::lexicon::{Verb, VerbClass, VerbForm};
use crate::voice::anonymity::asks_for_anonymity;
use crate::voice::apposition::after_named_apposition;
use crate::voice::noun::{first_phrase, phrase_after};
use crate::voice::outer_text::{ItemSpan, OuterSentence, OuterText};
use crate::voice::quotation_mark::{BREAK, COLON, COMMA};
use crate::voice::word_class::{BE, IMPERSONAL, QUOTE, TO};

/// One attribution, as ranges of items.
#[derive(Debug, Clone)]
pub(super) struct Attribution {
    /// The words for the speaker; `None` where they are not in the sentence.
    pub(super) source: Option<ItemSpan>,
    /// The verb and what belongs to it.
    pub(super) cue: ItemSpan,
    /// What is said, in order; empty while it is looked for in other sentences.
    pub(super) content: Vec<ItemSpan>,
    /// How far the verb can be relied on.
    pub(super) class: VerbClass,
    /// The words are still to come: "He said:" at the end of a sentence.
    pub(super) points_on: bool,
}

/// True for a verb with an object, not with reported words.
fn holds(verb: Verb) -> bool {
    matches!(verb.class, VerbClass::Act | VerbClass::Stance)
}

/// Most items between a verb and the words it announces.
const REACH: usize = 12;

struct CueSentence<'a> {
    outer: &'a OuterText<'a>,
    from: usize,
    to: usize,
    taken: Vec<bool>,
    found: Vec<Attribution>,
    subject: Option<ItemSpan>,
    /// A question or a cry in quotation marks comes before the sentence: "Why?" she asked.
    answers: bool,
}

/// All attributions of one sentence, in the order of their cues.
pub(super) fn attributions(outer: &OuterText<'_>, sentence: &OuterSentence) -> Vec<Attribution> {
    let ItemSpan { start: from, end: to } = sentence.items;
    let mut items = sentence.items.range();
    let is_sign = |at: usize| {
        let word_class = outer.items[at].word_class;
        word_class.verb.is_some() || word_class.is(QUOTE) || outer.word(at) == "according"
    };
    if items.len() == 1 || !items.any(is_sign) {
        return Vec::new();
    }
    let mut state = CueSentence {
        outer,
        from,
        to,
        taken: vec![false; to - from],
        found: Vec::new(),
        subject: None,
        answers: sentence.answers,
    };
    for at in from..to {
        if let Some(verb) = state.speaks(at) {
            state.after_words(at, verb);
        }
    }
    state.according();
    for at in from..to {
        if !state.is_taken(at)
            && let Some(verb) = state.verb(at)
        {
            state.before(at, verb);
        }
    }
    state.colon();
    state.signature();
    state.found.sort_by_key(|a| a.cue.start);
    state.found
}

impl CueSentence<'_> {
    fn is_taken(&self, at: usize) -> bool {
        self.taken[at - self.from]
    }

    fn take(&mut self, span: ItemSpan) {
        let range = span.start - self.from..span.end - self.from;
        self.taken[range].fill(true);
    }

    fn push(&mut self, attribution: Attribution) {
        let spans = attribution.content.iter().chain(&attribution.source).chain([&attribution.cue]);
        for span in spans.copied().collect::<Vec<_>>() {
            self.take(span);
        }
        if self.is_printed(&attribution) {
            return;
        }
        self.subject = attribution.source.or(self.subject);
        self.found.push(attribution);
    }

    /// The verb at `at`; "so-called" is none.
    fn verb(&self, at: usize) -> Option<Verb> {
        let is_so_called = at > self.from && self.outer.word(at) == "called" && self.outer.word(at - 1) == "so";
        self.outer.items[at].word_class.verb.filter(|_| !is_so_called)
    }

    /// The verb at `at` where it reports speech and can come after the words.
    fn speaks(&self, at: usize) -> Option<Verb> {
        let verb = self.verb(at)?;
        let finite = matches!(verb.form, VerbForm::Past | VerbForm::Third | VerbForm::Plain);
        (finite && !holds(verb) && !asks_for_anonymity(self.outer, at, self.to)).then_some(verb)
    }

    /// "According to X": the rest of the sentence.
    fn according(&mut self) {
        let outer = self.outer;
        let Some(at) = (self.from..self.to.saturating_sub(2))
            .find(|i| outer.word(*i) == "according" && outer.items[i + 1].word_class.is(TO))
        else {
            return;
        };
        let Some(mut source) = phrase_after(outer, at + 2, self.to) else { return };
        let cue = ItemSpan::new(at, at + 2);
        let mut content = Vec::new();
        let left = self.clause_before(at);
        if left == at {
            // Before its clause the phrase ends at the first comma, or after an apposition.
            let comma = source.range().skip(1).find(|i| outer.items[*i].gap & COMMA != 0);
            let phrase = comma.map(|comma| ItemSpan::new(source.start, comma));
            source.end = phrase.map_or(source.end, |phrase| after_named_apposition(outer, phrase, self.to));
        }
        let speaks = |i: usize| self.speaks(i).is_some_and(|v| v.class != VerbClass::Voice && v.form == VerbForm::Past);
        if (left..at).any(speaks) {
            // "Doe said they would, according to the paper": Doe speaks.
            return;
        }
        if left < at {
            content.push(ItemSpan::new(left, at));
            // "The song, according to Jane Doe, was written in jail": the predicate is said, too.
            let begins = |i: usize| outer.items[i].gap & COMMA != 0 && outer.items[i].word_class.is(BE);
            if let Some(predicate) = source.range().skip(1).find(|i| begins(*i)) {
                content.push(ItemSpan::new(predicate, source.end));
                source.end = predicate;
            }
        } else if source.end < self.to {
            content.push(ItemSpan::new(source.end, self.to));
        }
        if !content.is_empty() {
            self.push(Attribution { source: Some(source), cue, content, class: VerbClass::Say, points_on: false });
        }
    }

    /// "… in a statement: “…”": a quotation after a colon without a verb that reports.
    fn colon(&mut self) {
        let outer = self.outer;
        let Some(at) = (self.from + 1..self.to)
            .find(|i| outer.items[*i].word_class.is(QUOTE) && outer.items[*i].gap & COLON != 0 && !self.is_taken(*i))
        else {
            return;
        };
        let Some(source) = first_phrase(outer, self.from, at) else { return };
        let taken = (source.start..at).any(|i| self.is_taken(i));
        if taken || outer.items[at].tokens.len() < 4 || outer.items[source.start].word_class.is(IMPERSONAL) {
            return;
        }
        let cue = ItemSpan::new(source.end, at);
        let content = vec![ItemSpan::new(at, at + 1)];
        self.push(Attribution { source: Some(source), cue, content, class: VerbClass::Say, points_on: false });
    }

    /// “…” — Jane Doe: a name after a dash that follows a quotation.
    fn signature(&mut self) {
        let outer = self.outer;
        let first = outer.items[self.from].word_class.is(QUOTE) && !self.is_taken(self.from);
        let at = self.from + 1;
        if !first || outer.items[at].gap & BREAK == 0 || !outer.items[at].capitalised || self.is_taken(at) {
            return;
        }
        let Some(source) = phrase_after(outer, at, self.to) else { return };
        let cue = ItemSpan::new(at, at);
        let content = vec![ItemSpan::new(self.from, at)];
        self.push(Attribution { source: Some(source), cue, content, class: VerbClass::Say, points_on: false });
    }
}
