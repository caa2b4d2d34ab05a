//! Apposition before a verb: "Jane Doe, 39, a nurse from Ohio, said".

use crate::lexicon::{Verb, VerbForm};
use crate::voice::bare_phrase::{LONGEST, Subject, bare};
use crate::voice::outer_text::{ItemSpan, OuterText};
use crate::voice::quotation_mark::{ANY, BLOCK, BREAK, CLOSING, COLON, COMMA, OPENING, SENTENCE};
use crate::voice::word_class::{
    ADVERB, AUTHORIAL, AUXILIARY, CONJUNCTION, DETERMINER, GROUP, IMPERSONAL, INSTITUTION, PERSON, PERSONAL,
    PREPOSITION, QUOTE, RELATIVE, SUBORDINATOR, TIME, TITLE,
};

/// Cuts at commas from the right: "Jane Doe, 39, a nurse from Ohio," before a verb.
pub(super) fn apposed(outer: &OuterText<'_>, from: usize, end: usize) -> Subject {
    let mut segment_end = end;
    let mut start = end;
    let mut source_end = end;
    for _ in 0..8 {
        let Some(segment) = segment_before(outer, from, segment_end) else { break };
        start = segment.start;
        let behind_quote = start > from && outer.items[start - 1].word_class.is(QUOTE);
        let at_start = start == from || behind_quote || outer.items[start].gap & (COMMA | OPENING | CLOSING) == 0;
        let before = if at_start { None } else { segment_before(outer, from, start) };
        let named_before = is_name(outer, before) || is_office(outer, before);
        if start > from
            && segment_end < end
            && is_full_name(outer, segment)
            && is_clause(outer, ItemSpan::new(from, start))
        {
            return Subject::Phrase(ItemSpan::new(start, source_end));
        }
        // "In October, Jane Doe, the nominee, said": the name comes after what opens the sentence.
        let named = ItemSpan::new(segment_end, end);
        if start == from && opens_clause(outer, start) && !named.is_empty() && is_nominal(outer, named) {
            return Subject::Phrase(ItemSpan::new(segment_end, source_end.max(segment_end + 1)));
        }
        if behind_quote || !(named_before || adds(outer, segment)) {
            let head = bare(outer, segment.start, segment.end);
            return match head {
                Some(head) if is_nominal(outer, head) => Subject::Phrase(ItemSpan::new(head.start, source_end)),
                _ => Subject::Shared,
            };
        }
        if at_start {
            break;
        }
        if aside(outer, segment) {
            source_end = start;
        }
        segment_end = start;
    }
    // Nothing but additions: "A nurse from Ohio, who is 39, said".
    let first = ItemSpan::new(start, segment_end);
    if !first.is_empty() && first.end < end && is_nominal(outer, first) && !opens_clause(outer, first.start) {
        return Subject::Phrase(ItemSpan::new(first.start, source_end));
    }
    Subject::Shared
}

/// The end of what describes a name after the comma at `comma`: "a nurse at the mill" in "According to Jane Doe, a
/// nurse at the mill, the line stops". The comma itself where a clause follows.
pub(super) fn after_apposition(outer: &OuterText<'_>, comma: usize, to: usize) -> usize {
    let mut end = comma;
    for _ in 0..3 {
        let next = (end + 1..to.min(end + LONGEST))
            .find(|i| outer.items[*i].gap & (COMMA | BREAK | COLON) != 0 || outer.items[*i].word_class.is(QUOTE));
        let Some(next) = next.filter(|next| describes(outer, ItemSpan::new(end, *next)) && opens_words(outer, *next))
        else {
            break;
        };
        end = next;
    }
    end
}

/// The same, where a name may come first: "According to the owner, Carl Poe, the mill closes". Not "According to the owner, Carl
/// Poe, a nurse, was hurt": the name is the subject of the words.
pub(super) fn after_named_apposition(outer: &OuterText<'_>, phrase: ItemSpan, to: usize) -> usize {
    let comma = phrase.end;
    let next_comma = |from: usize| {
        (from + 1..to.min(from + LONGEST))
            .find(|i| outer.items[*i].gap & (COMMA | BREAK | COLON) != 0 || outer.items[*i].word_class.is(QUOTE))
    };
    let named = next_comma(comma).filter(|next| {
        is_of_person(outer, phrase)
            && outer.items[*next].gap & COMMA != 0
            && is_full_name(outer, ItemSpan::new(comma, *next))
    });
    let Some(after_name) = named else { return after_apposition(outer, comma, to) };
    let end = after_apposition(outer, after_name, to);
    // "Carl Poe, a nurse, was hurt": what describes the name has its verb after it.
    let described = next_comma(end).filter(|next| *next < to && describes(outer, ItemSpan::new(end, *next)));
    let is_subject = described.is_some_and(|next| is_predicate(outer, next));
    if end < to && !is_subject && begins_clause(outer, end, to) { end } else { after_apposition(outer, comma, to) }
}

/// A phrase about one person: "the owner", "a nurse at the mill", "his lawyer".
fn is_of_person(outer: &OuterText<'_>, phrase: ItemSpan) -> bool {
    let ends = |i: &usize| outer.items[*i].word_class.is(PREPOSITION | RELATIVE);
    let head = phrase.range().skip(1).find(ends).unwrap_or(phrase.end) - 1;
    let (word, class) = (outer.word(head), outer.items[head].word_class);
    let tails = ["er", "or", "ist", "ian", "ess", "man", "ant", "ent", "ee", "wife"];
    let is_thing = class.is(INSTITUTION)
        || THINGS.contains(&word)
        || ["ment", "center", "paper", "letter"].iter().any(|tail| word.ends_with(tail));
    let is_person = class.is(PERSON | TITLE) || tails.iter().any(|tail| word.ends_with(tail));
    !outer.items[head].capitalised && is_person && !is_thing
}

/// Nouns for things that end as nouns for people do.
const THINGS: &[&str] = &[
    "charter", "counter", "document", "error", "folder", "grant", "incident", "monitor", "number", "order", "poster",
    "register", "tracker", "warrant",
];

/// A quotation, or words with a subject of their own, at `at`: no verb and no second name of a list.
fn begins_clause(outer: &OuterText<'_>, at: usize, to: usize) -> bool {
    let first = outer.items[at].word_class;
    let next = (at + 1..to).find(|i| outer.items[*i].gap & COMMA != 0 || outer.word(*i) == "and").unwrap_or(to);
    let is_listed = next < to && is_full_name(outer, ItemSpan::new(at, next));
    first.is(QUOTE) || !first.is(CONJUNCTION) && !is_predicate(outer, at) && !is_listed
}

/// A verb that a subject comes before.
fn is_predicate(outer: &OuterText<'_>, at: usize) -> bool {
    let item = &outer.items[at];
    let is_finite = |v: Verb| !v.noun && matches!(v.form, VerbForm::Past | VerbForm::Third);
    item.word_class.is(AUXILIARY)
        || item.word_class.verb.is_some_and(is_finite)
        || !item.capitalised && item.word_class.bits == 0 && outer.word(at).ends_with("ed")
}

/// An age, "a nurse at the mill", "who runs it": no clause.
pub(super) fn describes(outer: &OuterText<'_>, segment: ItemSpan) -> bool {
    let first = &outer.items[segment.start];
    let age = outer.tokens.tokens()[first.tokens.start as usize].shape.number;
    if segment.end - segment.start == 1 {
        return age || first.word_class.is(TITLE | PERSON);
    }
    let finite = |i: usize| {
        let class = outer.items[i].word_class;
        let verb = class.verb.filter(|v| !v.noun);
        class.is(AUXILIARY)
            || verb.is_some_and(|v| matches!(v.form, VerbForm::Past | VerbForm::Third | VerbForm::Plain))
    };
    let relative = outer.items[segment.start].word_class.is(RELATIVE);
    let inner_relative = segment.range().any(|i| outer.items[i].word_class.is(RELATIVE));
    let nominal = first.word_class.is(DETERMINER | PERSON | TITLE) && !first.word_class.is(PERSONAL)
        || matches!(outer.word(segment.start), "of" | "from" | "who" | "whose");
    (age || nominal || relative) && (inner_relative || !segment.range().any(finite))
}

/// A clause or a quotation can begin at `at`, not what is said of a noun before it.
fn opens_words(outer: &OuterText<'_>, at: usize) -> bool {
    let item = &outer.items[at];
    let aside = item.word_class.is(ADVERB | CONJUNCTION) && !item.word_class.is(DETERMINER | IMPERSONAL)
        || matches!(outer.word(at), "which" | "including")
        || outer.word(at).ends_with("ing")
        || item.word_class.is(AUXILIARY)
        || item.word_class.is(PREPOSITION)
            && !item.word_class.is(SUBORDINATOR)
            && !matches!(outer.word(at), "in" | "of" | "from");
    item.word_class.is(QUOTE) || !aside
}

/// The items from the comma or parenthesis before `end` on.
fn segment_before(outer: &OuterText<'_>, from: usize, end: usize) -> Option<ItemSpan> {
    let mut start = end.checked_sub(1).filter(|s| *s >= from)?;
    while start > from
        && end - start < LONGEST
        && outer.items[start].gap & (ANY & !(SENTENCE | BLOCK)) == 0
        && !outer.items[start - 1].word_class.is(QUOTE)
    {
        start -= 1;
    }
    Some(ItemSpan::new(start, end))
}

/// True for what adds to a name after a comma: an age, "a nurse", "who …", "of Ohio", "R-Ohio".
fn adds(outer: &OuterText<'_>, segment: ItemSpan) -> bool {
    let first = &outer.items[segment.start];
    let word_class = first.word_class;
    if first.gap & (COMMA | OPENING | CLOSING) == 0 {
        return false;
    }
    let word = outer.word(segment.start);
    let age = outer.tokens.tokens()[first.tokens.start as usize].shape.number;
    let lower_noun = !first.capitalised && !word_class.is(PERSONAL | AUTHORIAL | IMPERSONAL);
    first.gap & OPENING != 0
        || age
        || word_class.is(DETERMINER | RELATIVE)
        || word == "whose"
        || (lower_noun && !word_class.is(CONJUNCTION | SUBORDINATOR | AUXILIARY) && word_class.verb.is_none())
        || (word_class.is(CONJUNCTION) && segment.end - segment.start < 12)
        || segment.end - segment.start <= 2 && first.capitalised && segment.start > 0
        || word_class.is(TITLE) && first.capitalised
}

/// True for a segment of two to four capitalised words and nothing else, at the start of its clause.
fn is_name(outer: &OuterText<'_>, segment: Option<ItemSpan>) -> bool {
    segment.is_some_and(|s| {
        (2..=4).contains(&(s.end - s.start))
            && outer.items[s.start].gap & COMMA == 0
            && s.range().all(|i| outer.items[i].capitalised && !outer.items[i].word_class.is(PREPOSITION | TIME))
    })
}

/// True for two to four capitalised words and nothing else, after a comma.
fn is_full_name(outer: &OuterText<'_>, segment: ItemSpan) -> bool {
    (2..=4).contains(&(segment.end - segment.start))
        && segment.range().all(|i| outer.items[i].capitalised && !outer.items[i].word_class.is(PREPOSITION | TIME))
}

/// True for items with a finite verb, as far as words show, that are no description of what follows.
fn is_clause(outer: &OuterText<'_>, span: ItemSpan) -> bool {
    let first = outer.items[span.start].word_class;
    let finite = |i: usize| {
        let class = outer.items[i].word_class;
        class.is(AUXILIARY)
            || class
                .verb
                .is_some_and(|v| !v.noun && matches!(v.form, VerbForm::Past | VerbForm::Third | VerbForm::Plain))
    };
    let pronoun = first.is(PERSONAL | IMPERSONAL)
        || matches!(outer.word(span.start), "everybody" | "everyone" | "nobody" | "there" | "we");
    let opens = first.is(PREPOSITION | SUBORDINATOR) && !first.is(DETERMINER | IMPERSONAL);
    let related = span.range().any(|i| outer.items[i].word_class.is(RELATIVE) && i > span.start);
    span.end - span.start > 2 && !opens && !related && (pronoun || span.range().any(finite))
}

/// True for "the director", "his wife" before a name.
fn is_office(outer: &OuterText<'_>, segment: Option<ItemSpan>) -> bool {
    segment.is_some_and(|s| {
        let (first, last) = (&outer.items[s.start], &outer.items[s.end - 1]);
        first.word_class.is(DETERMINER)
            && first.gap & COMMA == 0
            && last.word_class.is(TITLE | PERSON)
            && !last.capitalised
    })
}

/// True for what comes between subject and verb and says nothing of the subject: "meanwhile", "in
/// a statement".
fn aside(outer: &OuterText<'_>, segment: ItemSpan) -> bool {
    let word_class = outer.items[segment.start].word_class;
    let word = outer.word(segment.start);
    let longer = segment.end - segment.start > 1;
    if matches!(word, "then" | "now" | "once" | "including") && longer
        || longer && word_class.is(ADVERB) && outer.items[segment.start + 1].word_class.is(DETERMINER)
    {
        return false;
    }
    word_class.is(ADVERB | PREPOSITION) && !word_class.is(DETERMINER) && word != "of" && word != "from"
        || word.ends_with("ing")
        || word.ends_with("ed")
        || matches!(word, "meanwhile" | "however" | "though" | "moreover" | "who" if segment.end - segment.start < 2)
        || word == "who" && outer.items[segment.start + 1].word_class.verb.is_some()
}

/// True for a phrase that begins like a name or a noun, not like a clause.
fn is_nominal(outer: &OuterText<'_>, span: ItemSpan) -> bool {
    let first = &outer.items[span.start];
    first.capitalised && !first.word_class.is(PREPOSITION | SUBORDINATOR | ADVERB | CONJUNCTION)
        || first.word_class.is(DETERMINER | GROUP | PERSON | TITLE)
}

fn opens_clause(outer: &OuterText<'_>, at: usize) -> bool {
    outer.items[at].word_class.is(PREPOSITION | SUBORDINATOR | CONJUNCTION | RELATIVE)
}
