//! Finds who is said to have said what in one outer sentence.
//!
//! First the verbs behind the words ("…," she said), then the verbs before them ("She said that
//! …"), then quotations behind a colon. What one attribution has taken no other takes.

use crate::lexicon::{Verb, VerbClass, VerbForm};
use crate::voice::item::{ItemSpan, OuterSentence, Page};
use crate::voice::mark::{ANY, BREAK, CLOSING, COLON, COMMA};
use crate::voice::noun::{Subject, bare, first_phrase, phrase_after, subject_before, verb_group};
use crate::voice::sign::{
    ADVERB, AUTHORIAL, AUXILIARY, BE, CONJUNCTION, DETERMINER, GROUP, HEARER, IMPERSONAL, PERSONAL, PREPOSITION, QUOTE,
    RELATIVE, SUBORDINATOR, TIME, TO,
};

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

struct Sentence<'a> {
    page: &'a Page<'a>,
    from: usize,
    to: usize,
    taken: Vec<bool>,
    found: Vec<Attribution>,
    subject: Option<ItemSpan>,
    /// A question or a cry in quotation marks stands before the sentence: "Why?" she asked.
    answers: bool,
}

/// All attributions of one sentence, in the order of their cues.
pub(super) fn attributions(page: &Page<'_>, sentence: &OuterSentence) -> Vec<Attribution> {
    let ItemSpan { start: from, end: to } = sentence.items;
    if to - from == 1 {
        return Vec::new();
    }
    let mut state = Sentence {
        page,
        from,
        to,
        taken: vec![false; to - from],
        found: Vec::new(),
        subject: None,
        answers: sentence.answers,
    };
    for at in from..to {
        if let Some(verb) = state.speaks(at) {
            state.behind(at, verb);
        }
    }
    state.according();
    for at in from..to {
        if !state.is_taken(at)
            && let Some(verb) = page.items[at].sign.verb
        {
            state.before(at, verb);
        }
    }
    state.colon();
    state.signature();
    state.found.sort_by_key(|a| a.cue.start);
    state.found
}

impl Sentence<'_> {
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
        self.subject = attribution.source.or(self.subject);
        self.found.push(attribution);
    }

    /// The verb at `at` where it reports speech and can stand behind the words.
    fn speaks(&self, at: usize) -> Option<Verb> {
        let verb = self.page.items[at].sign.verb?;
        let finite = matches!(verb.form, VerbForm::Past | VerbForm::Third | VerbForm::Plain);
        (finite && !holds(verb)).then_some(verb)
    }

    /// "According to X": the rest of the sentence.
    fn according(&mut self) {
        let page = self.page;
        let Some(at) = (self.from..self.to.saturating_sub(2))
            .find(|i| page.word(*i) == "according" && page.items[i + 1].sign.is(TO))
        else {
            return;
        };
        let Some(mut source) = phrase_after(page, at + 2, self.to) else { return };
        let cue = ItemSpan::new(at, at + 2);
        let mut content = Vec::new();
        let left = self.clause_before(at);
        if left == at {
            // Before its clause the phrase ends at the first comma.
            let comma = source.range().skip(1).find(|i| page.items[*i].gap & COMMA != 0);
            source.end = comma.unwrap_or(source.end);
        }
        let speaks = |i: usize| self.speaks(i).is_some_and(|v| v.class != VerbClass::Voice && v.form == VerbForm::Past);
        if (left..at).any(speaks) {
            // "Doe said they would, according to the paper": Doe speaks.
            return;
        }
        if left < at {
            content.push(ItemSpan::new(left, at));
        } else if source.end < self.to {
            content.push(ItemSpan::new(source.end, self.to));
        }
        if !content.is_empty() {
            self.push(Attribution { source: Some(source), cue, content, class: VerbClass::Say, points_on: false });
        }
    }

    /// Start of what stands before `end`: behind a semicolon or what is taken, without "and", "but".
    fn clause_before(&self, end: usize) -> usize {
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
    fn behind(&mut self, at: usize, verb: Verb) {
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
                if (after_quote || ends) && self.invertible(at, verb, after_quote) {
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
    fn closes_quote(&self, at: usize) -> bool {
        let page = self.page;
        at > self.from
            && !self.is_taken(at - 1)
            && page.items[at].gap & COMMA != 0
            && page.items[at - 1].sign.is(QUOTE)
            && page.items[at - 1].tokens.len() > 3
    }

    /// True when the verb may come before its subject: not "sat down, told a joke".
    fn invertible(&self, at: usize, verb: Verb, after_quote: bool) -> bool {
        let page = self.page;
        let next = &page.items[at + 1];
        let speech = matches!(verb.class, VerbClass::Say) || after_quote;
        let noun = next.capitalised || next.sign.is(DETERMINER | GROUP) && !next.sign.is(IMPERSONAL);
        speech && !next.sign.is(HEARER) && (after_quote || noun)
    }

    /// "He said." alone: its words are in the sentence before or behind.
    fn only_words_follow(&self, after: usize) -> bool {
        after >= self.to || (after..self.to).all(|i| !self.page.items[i].sign.is(QUOTE))
    }

    /// Takes what stands before the subject, and what goes on behind the verb.
    fn behind_with(&mut self, cue: ItemSpan, source: ItemSpan, left_end: usize, after: usize, verb: Verb) {
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
    fn goes_on(&self, after: usize, quoted_left: bool, has_left: bool) -> Option<ItemSpan> {
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
    fn ends_after(&self, at: usize) -> bool {
        let page = self.page;
        if at >= self.to {
            return true;
        }
        let item = &page.items[at];
        if item.gap & (COMMA | BREAK | CLOSING) != 0 || item.sign.is(QUOTE) && item.gap & COLON == 0 {
            return item.gap & COMMA != 0 || !item.sign.is(QUOTE);
        }
        let adds = item.sign.is(TIME) || item.sign.is(PREPOSITION | ADVERB) && !item.sign.is(SUBORDINATOR);
        let adds = adds || matches!(page.word(at), "as" | "after" | "before" | "while" | "when");
        adds && !(at..self.to.min(at + REACH)).any(|i| {
            let later = &page.items[i];
            matches!(page.word(i), "that") || later.sign.is(QUOTE) && i > at && page.items[i].gap & (COMMA | COLON) != 0
        })
    }

    /// Behind the hearer of "told reporters", "tells CNN".
    fn skip_hearer(&self, at: usize, verb: Verb) -> usize {
        let page = self.page;
        if at >= self.to || verb.class != VerbClass::Tell && page.word(at) != "to" {
            return at;
        }
        let item = &page.items[at];
        if item.gap & ANY != 0 || item.sign.is(QUOTE) {
            return at;
        }
        if item.sign.is(HEARER) && !item.sign.is(DETERMINER) {
            return at + 1;
        }
        let mut end = at;
        let mut named = false;
        while end < self.to && end < at + REACH {
            let item = &page.items[end];
            let stops = end > at && item.gap & ANY != 0
                || item.sign.is(QUOTE | SUBORDINATOR | RELATIVE | TIME) && !item.sign.is(DETERMINER)
                || page.word(end) == "that"
                || item.sign.is(PERSONAL | AUTHORIAL | IMPERSONAL | AUXILIARY) && !item.sign.is(DETERMINER)
                || item.sign.is(PREPOSITION) && end > at && !matches!(page.word(end), "of" | "to")
                || named && !item.capitalised && !item.sign.is(CONJUNCTION)
                || end > at
                    && item.sign.is(DETERMINER | GROUP)
                    && !page.items[end - 1].sign.is(TO)
                    && !item.sign.is(GROUP);
            if stops {
                break;
            }
            named |= item.capitalised;
            end += 1;
        }
        end
    }

    /// What stands before the words that are taken: "Doe" in "Doe, who believes in luck, said".
    fn free_part(&self, source: ItemSpan) -> Option<ItemSpan> {
        let taken = source.range().find(|i| self.is_taken(*i));
        let mut end = taken.unwrap_or(source.end);
        while taken.is_some() && end > source.start && self.page.items[end - 1].sign.is(RELATIVE) {
            end -= 1;
        }
        (end > source.start).then(|| ItemSpan::new(source.start, end))
    }

    /// Number of subject and verb fit, as far as words tell.
    fn agrees(&self, source: ItemSpan, verb: Verb, helped: bool) -> bool {
        let page = self.page;
        let last = &page.items[source.end - 1];
        let word = page.word(source.end - 1);
        if matches!(verb.form, VerbForm::Ing | VerbForm::Participle) && !helped {
            return false;
        }
        if helped || verb.form == VerbForm::Past {
            return true;
        }
        let single = matches!(word, "he" | "she" | "it" | "this");
        let many = last.sign.is(GROUP) || matches!(word, "they" | "we" | "i" | "you" | "who");
        let plural = many || (word.ends_with('s') && !last.capitalised);
        match verb.form {
            VerbForm::Plain => !single && (plural || source.range().any(|i| page.word(i) == "and")),
            _ => !many && (!verb.noun || single || last.capitalised || word == "who"),
        }
    }

    /// "She said that …", "…, adding that …".
    fn before(&mut self, at: usize, verb: Verb) {
        let page = self.page;
        let group = verb_group(page, self.from, at);
        if group > self.from && page.items[group - 1].sign.is(TO) && page.items[group].gap & ANY == 0 {
            return;
        }
        let being = (group..at).any(|i| page.items[i].sign.is(BE));
        let passive = being && matches!(verb.form, VerbForm::Past | VerbForm::Participle);
        if passive || at + 1 < self.to && page.word(at + 1) == "by" {
            return;
        }
        let Some(source) = self.subject_of(group, at, verb, being) else { return };
        let after = self.words_after(at + 1, verb);
        let (start, marked) = after;
        if start >= self.to {
            if page.items[at].gap & ANY == 0 && !holds(verb) && source.end <= group {
                self.take(ItemSpan::new(group, at + 1));
                let cue = ItemSpan::new(group, at + 1);
                let (class, content) = (verb.class, Vec::new());
                self.push(Attribution { source: Some(source), cue, content, class, points_on: true });
            }
            return;
        }
        let bare_gap = page.items[start].gap & (COMMA | BREAK) != 0 && !page.items[start].sign.is(QUOTE) && !marked;
        let joined = page.items[start].sign.is(CONJUNCTION);
        if bare_gap || joined || self.is_taken(start) || (verb.class == VerbClass::Voice && !marked) {
            return;
        }
        let ing = verb.form == VerbForm::Ing && !being;
        let relative = ing || page.items[source.end - 1].sign.is(RELATIVE) && source.end <= group;
        let end = if relative { self.relative_end(start) } else { self.to };
        let end = self.content_end(start, Some(verb)).min(end);
        let cue = ItemSpan::new(group, at + 1);
        let content = vec![ItemSpan::new(start, end)];
        self.push(Attribution { source: Some(source), cue, content, class: verb.class, points_on: false });
    }

    fn subject_of(&self, group: usize, at: usize, verb: Verb, being: bool) -> Option<ItemSpan> {
        let page = self.page;
        let helped = group < at;
        if verb.form == VerbForm::Ing && !being {
            let opens = group > self.from
                && (page.items[group].gap & COMMA != 0
                    || page.items[group - 1].sign.is(QUOTE)
                    || matches!(page.word(group - 1), "while" | "before" | "after" | "by" | "and"));
            if !opens || verb.class == VerbClass::Voice {
                return None;
            }
            return self.subject.or_else(|| first_phrase(page, self.from, group));
        }
        match subject_before(page, self.from, group) {
            Subject::Phrase(source) => {
                let authorial = page.items[source.start].sign.is(AUTHORIAL);
                self.free_part(source).filter(|s| !authorial && self.agrees(*s, verb, helped))
            }
            Subject::Shared => {
                let finite = matches!(verb.form, VerbForm::Past | VerbForm::Third) || helped;
                if !finite || verb.noun && !helped {
                    return None;
                }
                self.subject.or_else(|| first_phrase(page, self.from, group))
            }
            Subject::None => None,
        }
    }

    /// Where the words begin behind a verb, and whether "that" or a quotation marks them.
    fn words_after(&self, at: usize, verb: Verb) -> (usize, bool) {
        let page = self.page;
        let start = self.skip_hearer(at, verb);
        let limit = self.to.min(start + REACH);
        let speech = !holds(verb);
        for i in start..limit {
            let item = &page.items[i];
            let word = page.word(i);
            if item.sign.is(QUOTE) && (i == start || item.gap & (COMMA | COLON) != 0) {
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
                return (i, item.sign.is(QUOTE));
            }
        }
        let timed = start < self.to && speech && page.items[start].sign.is(TIME);
        (if timed { start + 1 } else { start }, false)
    }

    /// "on Tuesday", "in an interview with CNN": between a verb and its words.
    fn only_adds(&self, start: usize, end: usize) -> bool {
        let first = &self.page.items[start];
        start == end || first.sign.is(TIME | PREPOSITION | ADVERB) && !first.sign.is(DETERMINER)
    }

    /// Where the words that start at `start` end: at the next attribution, or with the sentence.
    fn content_end(&self, start: usize, verb: Option<Verb>) -> usize {
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

    /// Where a relative clause ends: at a comma with a finite verb behind it.
    fn relative_end(&self, start: usize) -> usize {
        let page = self.page;
        let finite = |i: usize| {
            let sign = page.items[i].sign;
            sign.is(AUXILIARY) || sign.verb.is_some_and(|v| matches!(v.form, VerbForm::Past | VerbForm::Third))
        };
        (start + 1..self.to).find(|i| page.items[*i].gap & COMMA != 0 && finite(*i)).unwrap_or(self.to)
    }

    /// ", adding that", "; ", ", but he said": another attribution begins.
    fn announces_more(&self, at: usize) -> bool {
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
    fn clause_reports(&self, at: usize) -> bool {
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
    fn shares(&self, at: usize, verb: Option<Verb>) -> bool {
        let page = self.page;
        let Some(verb) = verb.filter(|_| page.items[at].sign.is(CONJUNCTION)) else { return false };
        let mut next = at + 1;
        while next < self.to && page.items[next].sign.is(ADVERB | AUXILIARY) && page.items[next].sign.verb.is_none() {
            next += 1;
        }
        let follows = page.items.get(next).filter(|_| next < self.to).and_then(|i| i.sign.verb);
        follows.is_some_and(|v| v.form == verb.form && v.class != VerbClass::Voice && !v.noun)
    }

    /// "… in a statement: “…”": a quotation behind a colon without a verb that reports.
    fn colon(&mut self) {
        let page = self.page;
        let Some(at) = (self.from + 1..self.to)
            .find(|i| page.items[*i].sign.is(QUOTE) && page.items[*i].gap & COLON != 0 && !self.is_taken(*i))
        else {
            return;
        };
        let Some(source) = first_phrase(page, self.from, at) else { return };
        let taken = (source.start..at).any(|i| self.is_taken(i));
        if taken || page.items[at].tokens.len() < 4 || page.items[source.start].sign.is(IMPERSONAL) {
            return;
        }
        let cue = ItemSpan::new(source.end, at);
        let content = vec![ItemSpan::new(at, at + 1)];
        self.push(Attribution { source: Some(source), cue, content, class: VerbClass::Say, points_on: false });
    }

    /// “…” — Jane Doe: a name behind a dash that follows a quotation.
    fn signature(&mut self) {
        let page = self.page;
        let first = page.items[self.from].sign.is(QUOTE) && !self.is_taken(self.from);
        let at = self.from + 1;
        if !first || page.items[at].gap & BREAK == 0 || !page.items[at].capitalised || self.is_taken(at) {
            return;
        }
        let Some(source) = phrase_after(page, at, self.to) else { return };
        let cue = ItemSpan::new(at, at);
        let content = vec![ItemSpan::new(self.from, at)];
        self.push(Attribution { source: Some(source), cue, content, class: VerbClass::Say, points_on: false });
    }
}
