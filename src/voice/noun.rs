//! Finds the noun phrase that is the subject of a verb.
//!
//! Without a parser: closed word classes, commas and capitals tell where a phrase begins and ends.

use crate::voice::apposition::apposed;
use crate::voice::item::{ItemSpan, Page};
use crate::voice::mark::{ANY, BREAK, CLOSING, COLON, COMMA, OPENING, SENTENCE};
use crate::voice::sign::{
    ADVERB, AUTHORIAL, AUXILIARY, BE, CONJUNCTION, DETERMINER, GROUP, IMPERSONAL, INSTITUTION, PARTICLE, PERSON,
    PERSONAL, POSSESSIVE, PREPOSITION, QUOTE, RELATIVE, SUBORDINATOR, TIME, TITLE,
};

/// Longest noun phrase, in items.
pub(super) const LONGEST: usize = 30;

/// What stands before a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// A noun phrase or a pronoun.
    Phrase(ItemSpan),
    /// Nothing: the subject is that of the verb before it ("and added").
    Shared,
    /// Nothing that could be one.
    None,
}

/// First item of the verb group that ends in `verb`: auxiliaries, adverbs and times before it.
pub(super) fn verb_group(page: &Page<'_>, from: usize, verb: usize) -> usize {
    let mut at = verb;
    while at > from && page.items[at].gap & ANY == 0 {
        let before = page.items[at - 1].sign;
        let timed = before.is(TIME) || (page.items[at].sign.is(TIME) && matches!(page.word(at - 1), "on" | "in"));
        let noun = before.is(PERSONAL | DETERMINER | GROUP | IMPERSONAL) && !before.is(AUXILIARY | TIME);
        if noun || !(timed || before.is(AUXILIARY | ADVERB)) {
            break;
        }
        at -= 1;
    }
    at
}

/// The subject that ends before item `end` in the sentence that starts at `from`.
pub(super) fn subject_before(page: &Page<'_>, from: usize, end: usize) -> Subject {
    if end <= from {
        return Subject::None;
    }
    let gap = page.items[end].gap;
    let last = page.items[end - 1].sign;
    if last.is(QUOTE) || gap & (BREAK | COLON) != 0 {
        return Subject::None;
    }
    if gap & (COMMA | CLOSING) != 0 {
        return apposed(page, from, end);
    }
    if last.is(CONJUNCTION) {
        return Subject::Shared;
    }
    if last.is(RELATIVE) || (last.is(PERSONAL | IMPERSONAL | AUTHORIAL) && !last.is(POSSESSIVE)) {
        return Subject::Phrase(pronoun(page, from, end - 1));
    }
    if last.is(DETERMINER | PREPOSITION | SUBORDINATOR | POSSESSIVE) && !last.is(GROUP | PERSON) {
        return Subject::None;
    }
    match bare(page, from, end) {
        Some(span) => Subject::Phrase(span),
        None => Subject::None,
    }
}

/// A pronoun, with "both of", "all of" before "whom" and "which".
fn pronoun(page: &Page<'_>, from: usize, at: usize) -> ItemSpan {
    let of = at >= from + 2 && page.word(at - 1) == "of" && page.word(at).starts_with("wh");
    ItemSpan::new(if of { at - 2 } else { at }, at + 1)
}

/// The phrase without commas that ends before `end`.
pub(super) fn bare(page: &Page<'_>, from: usize, end: usize) -> Option<ItemSpan> {
    let mut start = end - 1;
    while start > from && end - start < LONGEST && page.items[start].gap & ANY == 0 {
        let before = &page.items[start - 1];
        if before.sign.is(QUOTE | AUXILIARY | RELATIVE) && !is_title(page, start - 1) {
            break;
        }
        if before.sign.is(SUBORDINATOR) && (!before.sign.is(PREPOSITION) || page.items[start].capitalised) {
            break;
        }
        if before.sign.is(CONJUNCTION) && !joins(page, from, start - 1) {
            break;
        }
        if before.sign.is(PERSONAL | AUTHORIAL | IMPERSONAL) && !before.sign.is(DETERMINER) {
            break;
        }
        let noun_before = start >= from + 2 && page.items[start - 2].sign.is(DETERMINER | POSSESSIVE);
        let verb = before.sign.verb.is_some_and(|v| !v.noun) && !before.capitalised && !noun_before;
        if verb {
            break;
        }
        start -= 1;
    }
    let start = without_opening(page, start, end);
    (start < end).then(|| ItemSpan::new(start, end))
}

fn is_title(page: &Page<'_>, at: usize) -> bool {
    page.items[at].sign.is(TITLE) && page.items[at].capitalised && !page.items[at].sign.is(BE)
}

/// "and" between two names or two plural nouns.
fn joins(page: &Page<'_>, from: usize, at: usize) -> bool {
    if at <= from || page.items[at].gap & COMMA != 0 {
        return false;
    }
    let (left, right) = (&page.items[at - 1], &page.items[at + 1]);
    let noun = |item: &crate::voice::item::Item| item.capitalised || item.sign.is(GROUP | PERSON);
    noun(left) && noun(right) && !right.sign.is(TIME)
}

/// Leaves out what opens a sentence before its subject: "But", "On Monday", "Still".
fn without_opening(page: &Page<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        let sign = page.items[at].sign;
        let opens = sign.is(CONJUNCTION | TIME)
            || (sign.is(ADVERB | SUBORDINATOR) && !sign.is(DETERMINER | GROUP))
            || (sign.is(PREPOSITION) && at + 1 < end);
        if !opens {
            break;
        }
        at += 1;
        if sign.is(PREPOSITION) && !sign.is(SUBORDINATOR) {
            at = after_prepositional(page, at, end);
        }
    }
    at
}

/// "In a Monday speech Trump": the phrase after the last lower-case word behind a preposition.
fn after_prepositional(page: &Page<'_>, at: usize, end: usize) -> usize {
    let lower = (at..end).rev().find(|i| !page.items[*i].capitalised || page.items[*i].sign.is(TIME));
    match lower {
        Some(last) if last + 1 < end => last + 1,
        _ => end,
    }
}

/// The noun phrase that starts at `at` behind a verb: "said Jane Doe, a nurse from Ohio".
pub(super) fn phrase_after(page: &Page<'_>, at: usize, to: usize) -> Option<ItemSpan> {
    let first = page.items.get(at).filter(|_| at < to)?;
    if first.gap & (ANY & !BREAK) != 0 || first.sign.is(QUOTE) {
        return None;
    }
    if first.sign.is(PERSONAL) && !first.sign.is(RELATIVE) {
        return Some(ItemSpan::new(at, at + 1));
    }
    let starts = first.capitalised && !first.sign.is(TIME | SUBORDINATOR | CONJUNCTION)
        || first.sign.is(DETERMINER | GROUP | PERSON | TITLE)
        || (!first.sign.is(PREPOSITION | SUBORDINATOR | CONJUNCTION | ADVERB | AUXILIARY | TIME | IMPERSONAL)
            && first.sign.verb.is_none());
    if !starts || first.sign.is(AUTHORIAL) {
        return None;
    }
    let mut end = at + 1;
    while end < to && end - at < LONGEST && !ends_phrase(page, at, end) {
        end += 1;
    }
    Some(ItemSpan::new(at, end))
}

/// True when the phrase that started at `start` ends before item `at`.
fn ends_phrase(page: &Page<'_>, start: usize, at: usize) -> bool {
    let item = &page.items[at];
    if item.sign.is(QUOTE) || item.gap & (BREAK | COLON) != 0 {
        return true;
    }
    if item.gap & COMMA != 0 {
        let short = at - start <= 1 && !page.items[start].capitalised;
        let ing = item.sign.verb.is_some() || page.word(at).ends_with("ing");
        return ing
            || short
            || item.sign.is(PREPOSITION | SUBORDINATOR | ADVERB | PERSONAL) && !matches!(page.word(at), "who" | "of")
            || item.sign.is(CONJUNCTION) && page.items.get(at + 1).is_some_and(|i| i.sign.is(PERSONAL | ADVERB))
            || page.word(at) == "who" && page.items.get(at + 1).is_some_and(|i| i.sign.verb.is_some());
    }
    if item.gap & (OPENING | CLOSING) != 0 {
        return false;
    }
    item.sign.is(AUXILIARY) && !page.items[start..at].iter().any(|i| i.sign.is(RELATIVE))
        || item.sign.is(TIME) && !item.sign.is(DETERMINER)
        || item.sign.is(PREPOSITION)
            && (page.word(at) == "in" || page.word(at) == "during" || page.word(at) == "on")
            && page.items.get(at + 1).is_some_and(|i| i.sign.is(DETERMINER | TIME | AUTHORIAL))
            && announces(page, at + 1)
        || item.sign.is(SUBORDINATOR) && !item.sign.is(PREPOSITION) && !item.sign.is(RELATIVE)
}

/// "in an interview", "on Tuesday", "in a statement": how, not who.
fn announces(page: &Page<'_>, at: usize) -> bool {
    (at..(at + 4).min(page.items.len())).any(|i| page.items[i].sign.is(TIME) || OCCASIONS.contains(&page.word(i)))
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

/// The subject at the start of a sentence, behind what opens it.
pub(super) fn first_phrase(page: &Page<'_>, from: usize, to: usize) -> Option<ItemSpan> {
    let mut at = from;
    // "In an interview on Monday, Trump …", "Asked about it, she …": the words up to a comma open the sentence.
    for _ in 0..3 {
        let participle =
            page.word(at).ends_with("ed") && page.items.get(at + 1).is_some_and(|i| i.sign.is(PREPOSITION));
        let opens = page.items.get(at).filter(|_| at < to)?.sign.is(PREPOSITION | SUBORDINATOR | ADVERB | TIME)
            || page.word(at).ends_with("ing")
            || participle;
        if !opens {
            break;
        }
        at = (at + 1..to.min(at + LONGEST)).find(|i| page.items[*i].gap & COMMA != 0)?;
    }
    while at < to && page.items[at].sign.is(CONJUNCTION | ADVERB) {
        at += 1;
    }
    let first = page.items.get(at).filter(|_| at < to)?;
    if first.sign.is(PERSONAL) {
        return Some(ItemSpan::new(at, at + 1));
    }
    let is_name = |i: usize| page.items[i].capitalised && page.items[i].gap & SENTENCE == 0;
    let mut end = at;
    while end < to && (end == at || page.items[end].gap & ANY == 0) {
        let item = &page.items[end];
        let of = page.word(end) == "of" && end > at;
        let plain = item.sign.bits & !POSSESSIVE == 0 && item.sign.verb.is_none() && !page.word(end).ends_with("ed");
        let nominal = of
            || item.capitalised && !item.sign.is(AUXILIARY)
            || item.sign.is(DETERMINER | PERSON | GROUP | INSTITUTION | PARTICLE | TITLE)
            || plain && !(end > at && is_name(end - 1));
        if !nominal {
            break;
        }
        end += 1;
    }
    (end > at).then(|| ItemSpan::new(at, end))
}
