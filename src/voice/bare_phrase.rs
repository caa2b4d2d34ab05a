//! The noun phrase without commas that ends before a verb or a comma.

use crate::voice::outer_text::{Item, ItemSpan, OuterText};
use crate::voice::quotation_mark::{ANY, COMMA};
use crate::voice::word_class::{
    ADVERB, AUTHORIAL, AUXILIARY, BE, CONJUNCTION, DETERMINER, GROUP, IMPERSONAL, PERSON, PERSONAL, POSSESSIVE,
    PREPOSITION, QUOTE, RELATIVE, SUBORDINATOR, TIME, TITLE,
};

/// Longest noun phrase, in items.
pub(super) const LONGEST: usize = 30;

/// What comes before a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// A noun phrase or a pronoun.
    Phrase(ItemSpan),
    /// Nothing: the subject is that of the verb before it ("and added").
    Shared,
    /// Nothing that could be one.
    None,
}

/// The phrase without commas that ends before `end`.
pub(super) fn bare(outer: &OuterText<'_>, from: usize, end: usize) -> Option<ItemSpan> {
    let mut start = end - 1;
    while start > from && end - start < LONGEST && outer.items[start].gap & ANY == 0 {
        let before = &outer.items[start - 1];
        if before.word_class.is(QUOTE | AUXILIARY | RELATIVE) && !is_title(outer, start - 1) {
            break;
        }
        if before.word_class.is(SUBORDINATOR) && (!before.word_class.is(PREPOSITION) || outer.items[start].capitalised)
        {
            break;
        }
        if before.word_class.is(CONJUNCTION) && !joins(outer, from, start - 1) {
            break;
        }
        if before.word_class.is(PERSONAL | AUTHORIAL | IMPERSONAL) && !before.word_class.is(DETERMINER) {
            break;
        }
        let noun_before = start >= from + 2 && outer.items[start - 2].word_class.is(DETERMINER | POSSESSIVE);
        let verb = before.word_class.verb.is_some_and(|v| !v.noun) && !before.capitalised && !noun_before;
        if verb {
            break;
        }
        start -= 1;
    }
    let start = without_opening(outer, start, end);
    (start < end).then(|| ItemSpan::new(start, end))
}

fn is_title(outer: &OuterText<'_>, at: usize) -> bool {
    outer.items[at].word_class.is(TITLE) && outer.items[at].capitalised && !outer.items[at].word_class.is(BE)
}

/// "and" between two names or two plural nouns.
fn joins(outer: &OuterText<'_>, from: usize, at: usize) -> bool {
    if at <= from || outer.items[at].gap & COMMA != 0 {
        return false;
    }
    let (left, right) = (&outer.items[at - 1], &outer.items[at + 1]);
    let noun = |item: &Item| item.capitalised || item.word_class.is(GROUP | PERSON);
    noun(left) && noun(right) && !right.word_class.is(TIME)
}

/// Leaves out what opens a sentence before its subject: "But", "On Monday", "Still".
fn without_opening(outer: &OuterText<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        let word_class = outer.items[at].word_class;
        let opens = word_class.is(CONJUNCTION | TIME)
            || (word_class.is(ADVERB | SUBORDINATOR) && !word_class.is(DETERMINER | GROUP))
            || (word_class.is(PREPOSITION) && at + 1 < end);
        if !opens {
            break;
        }
        at += 1;
        if word_class.is(PREPOSITION) && !word_class.is(SUBORDINATOR) {
            at = after_prepositional(outer, at, end);
        }
    }
    at
}

/// "In a Monday speech Trump": the phrase after the last lower-case word after a preposition.
fn after_prepositional(outer: &OuterText<'_>, at: usize, end: usize) -> usize {
    let lower = (at..end).rev().find(|i| !outer.items[*i].capitalised || outer.items[*i].word_class.is(TIME));
    match lower {
        Some(last) if last + 1 < end => last + 1,
        _ => end,
    }
}
