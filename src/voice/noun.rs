//! Finds the noun phrase that is the subject of a verb.
//!
//! Without a parser: closed word classes, commas and capitals show where a phrase begins and ends.

use crate::voice::anonymity::clause_before;
use crate::voice::apposition::{apposed, describes};
use crate::voice::bare_phrase::{LONGEST, Subject, bare};
use crate::voice::outer_text::{ItemSpan, OuterText};
use crate::voice::quotation_mark::{ANY, BREAK, CLOSING, COLON, COMMA, OPENING, SENTENCE};
use crate::voice::word_class::{
    ADVERB, AUTHORIAL, AUXILIARY, CONJUNCTION, DETERMINER, GROUP, IMPERSONAL, INSTITUTION, PARTICLE, PERSON, PERSONAL,
    POSSESSIVE, PREPOSITION, QUOTE, RELATIVE, SUBORDINATOR, TIME, TITLE,
};

/// First item of the verb group that ends in `verb`: auxiliaries, adverbs and times before it.
pub(super) fn verb_group(outer: &OuterText<'_>, from: usize, verb: usize) -> usize {
    let mut at = verb;
    while at > from && outer.items[at].gap & ANY == 0 {
        let before = outer.items[at - 1].word_class;
        let timed =
            before.is(TIME) || (outer.items[at].word_class.is(TIME) && matches!(outer.word(at - 1), "on" | "in"));
        let noun = before.is(PERSONAL | DETERMINER | GROUP | IMPERSONAL) && !before.is(AUXILIARY | TIME);
        if noun || !(timed || before.is(AUXILIARY | ADVERB)) {
            break;
        }
        at -= 1;
    }
    at
}

/// The subject that ends before item `end` in the sentence that starts at `from`.
pub(super) fn subject_before(outer: &OuterText<'_>, from: usize, end: usize) -> Subject {
    if end <= from {
        return Subject::None;
    }
    let gap = outer.items[end].gap;
    let last = outer.items[end - 1].word_class;
    if last.is(QUOTE) || gap & COLON != 0 {
        return Subject::None;
    }
    if gap & BREAK != 0 {
        return before_dashes(outer, from, end).map_or(Subject::None, Subject::Phrase);
    }
    if gap & (COMMA | CLOSING) != 0 {
        return apposed(outer, from, end);
    }
    if last.is(CONJUNCTION) {
        return Subject::Shared;
    }
    if last.is(RELATIVE) || (last.is(PERSONAL | IMPERSONAL | AUTHORIAL) && !last.is(POSSESSIVE)) {
        return Subject::Phrase(pronoun(outer, from, end - 1));
    }
    if last.is(DETERMINER | PREPOSITION | SUBORDINATOR | POSSESSIVE) && !last.is(GROUP | PERSON) {
        return Subject::None;
    }
    // "A nurse who asked not to be named said": the clause is about the speaker.
    if let Some(who) = clause_before(outer, from, end) {
        return bare(outer, from, who).map_or(Subject::None, |span| Subject::Phrase(ItemSpan::new(span.start, end)));
    }
    match bare(outer, from, end) {
        Some(span) if is_predicate(outer, from, span.start) => Subject::None,
        Some(span) => Subject::Phrase(span),
        None => Subject::None,
    }
}

/// "Jane Doe — a nurse from Ohio — said": a name with what is said of it between dashes.
fn before_dashes(outer: &OuterText<'_>, from: usize, end: usize) -> Option<ItemSpan> {
    let dash = (from + 1..end).rev().take(LONGEST).find(|i| outer.items[*i].gap & BREAK != 0)?;
    let name = bare(outer, from, dash)?;
    let is_named = name.end == dash && outer.items[dash - 1].capitalised;
    (is_named && describes(outer, ItemSpan::new(dash, end))).then(|| ItemSpan::new(name.start, end))
}

/// "anyone who [spots homeless people] should call": what follows "who" is no subject.
fn is_predicate(outer: &OuterText<'_>, from: usize, start: usize) -> bool {
    let before = (from..start).rev().find(|i| !outer.items[*i].word_class.is(ADVERB | AUXILIARY));
    start > from && outer.items[start].gap & ANY == 0 && before.is_some_and(|i| outer.word(i) == "who")
}

/// A pronoun, with "both of", "all of" before "whom" and "which".
fn pronoun(outer: &OuterText<'_>, from: usize, at: usize) -> ItemSpan {
    let of = at >= from + 2 && outer.word(at - 1) == "of" && outer.word(at).starts_with("wh");
    ItemSpan::new(if of { at - 2 } else { at }, at + 1)
}

/// The noun phrase that starts at `at` after a verb: "said Jane Doe, a nurse from Ohio".
pub(super) fn phrase_after(outer: &OuterText<'_>, at: usize, to: usize) -> Option<ItemSpan> {
    let first = outer.items.get(at).filter(|_| at < to)?;
    if first.gap & (ANY & !BREAK) != 0 || first.word_class.is(QUOTE) {
        return None;
    }
    if first.word_class.is(PERSONAL) && !first.word_class.is(RELATIVE) {
        return Some(ItemSpan::new(at, at + 1));
    }
    let starts = first.capitalised && !first.word_class.is(TIME | SUBORDINATOR | CONJUNCTION)
        || first.word_class.is(DETERMINER | GROUP | PERSON | TITLE)
        || (!first.word_class.is(PREPOSITION | SUBORDINATOR | CONJUNCTION | ADVERB | AUXILIARY | TIME | IMPERSONAL)
            && first.word_class.verb.is_none());
    if !starts || first.word_class.is(AUTHORIAL) {
        return None;
    }
    let mut end = at + 1;
    while end < to && end - at < LONGEST && !ends_phrase(outer, at, end) {
        end += 1;
    }
    Some(ItemSpan::new(at, end))
}

/// True when the phrase that started at `start` ends before item `at`.
fn ends_phrase(outer: &OuterText<'_>, start: usize, at: usize) -> bool {
    let item = &outer.items[at];
    if item.word_class.is(QUOTE) || item.gap & (BREAK | COLON) != 0 {
        return true;
    }
    if item.gap & COMMA != 0 {
        let short = at - start <= 1 && !outer.items[start].capitalised;
        let ing = item.word_class.verb.is_some() || outer.word(at).ends_with("ing");
        return ing
            || short
            || item.word_class.is(PREPOSITION | SUBORDINATOR | ADVERB | PERSONAL)
                && !matches!(outer.word(at), "who" | "of")
            || item.word_class.is(CONJUNCTION)
                && outer.items.get(at + 1).is_some_and(|i| i.word_class.is(PERSONAL | ADVERB))
            || outer.word(at) == "who" && outer.items.get(at + 1).is_some_and(|i| i.word_class.verb.is_some());
    }
    if item.gap & (OPENING | CLOSING) != 0 {
        return false;
    }
    item.word_class.is(AUXILIARY) && !outer.items[start..at].iter().any(|i| i.word_class.is(RELATIVE))
        || item.word_class.is(TIME) && !item.word_class.is(DETERMINER)
        || item.word_class.is(PREPOSITION)
            && (outer.word(at) == "in" || outer.word(at) == "during" || outer.word(at) == "on")
            && outer.items.get(at + 1).is_some_and(|i| i.word_class.is(DETERMINER | TIME | AUTHORIAL))
            && announces(outer, at + 1)
        || item.word_class.is(SUBORDINATOR) && !item.word_class.is(PREPOSITION) && !item.word_class.is(RELATIVE)
}

/// "in an interview", "on Tuesday", "in a statement": how, not who.
fn announces(outer: &OuterText<'_>, at: usize) -> bool {
    (at..(at + 4).min(outer.items.len()))
        .any(|i| outer.items[i].word_class.is(TIME) || OCCASIONS.contains(&outer.word(i)))
}

const OCCASIONS: &[&str] = &[
    "announcement",
    "call",
    "conference",
    "email",
    "interview",
    "memo",
    "morning",
    "news",
    "post",
    "release",
    "speech",
    "statement",
    "telephone",
    "tweet",
    "week",
];

/// The subject at the start of a sentence, after what opens it.
pub(super) fn first_phrase(outer: &OuterText<'_>, from: usize, to: usize) -> Option<ItemSpan> {
    let mut at = from;
    // "In an interview on Monday, Trump …", "Asked about it, she …": the words up to a comma open the sentence.
    for _ in 0..3 {
        let participle =
            outer.word(at).ends_with("ed") && outer.items.get(at + 1).is_some_and(|i| i.word_class.is(PREPOSITION));
        let opens = outer.items.get(at).filter(|_| at < to)?.word_class.is(PREPOSITION | SUBORDINATOR | ADVERB | TIME)
            || outer.word(at).ends_with("ing")
            || participle;
        if !opens {
            break;
        }
        at = (at + 1..to.min(at + LONGEST)).find(|i| outer.items[*i].gap & COMMA != 0)?;
    }
    while at < to && outer.items[at].word_class.is(CONJUNCTION | ADVERB) {
        at += 1;
    }
    let first = outer.items.get(at).filter(|_| at < to)?;
    if first.word_class.is(PERSONAL) {
        return Some(ItemSpan::new(at, at + 1));
    }
    let is_name = |i: usize| outer.items[i].capitalised && outer.items[i].gap & SENTENCE == 0;
    let mut end = at;
    while end < to && (end == at || outer.items[end].gap & ANY == 0) {
        let item = &outer.items[end];
        let of = outer.word(end) == "of" && end > at;
        let plain = item.word_class.bits & !POSSESSIVE == 0
            && item.word_class.verb.is_none()
            && !outer.word(end).ends_with("ed");
        let nominal = of
            || item.capitalised && !item.word_class.is(AUXILIARY)
            || item.word_class.is(DETERMINER | PERSON | GROUP | INSTITUTION | PARTICLE | TITLE)
            || plain && !(end > at && is_name(end - 1));
        if !nominal {
            break;
        }
        end += 1;
    }
    (end > at).then(|| ItemSpan::new(at, end))
}
