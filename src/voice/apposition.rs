//! Apposition before a verb: "Jane Doe, 39, a nurse from Ohio, said".

use crate::voice::item::{ItemSpan, Page};
use crate::voice::mark::{ANY, BLOCK, CLOSING, COMMA, OPENING, SENTENCE};
use crate::voice::noun::{LONGEST, Subject, bare};
use crate::voice::sign::{
    ADVERB, AUTHORIAL, AUXILIARY, CONJUNCTION, DETERMINER, GROUP, IMPERSONAL, PERSON, PERSONAL, PREPOSITION, QUOTE,
    RELATIVE, SUBORDINATOR, TIME, TITLE,
};

/// Cuts at commas from the right: "Jane Doe, 39, a nurse from Ohio," before a verb.
pub(super) fn apposed(page: &Page<'_>, from: usize, end: usize) -> Subject {
    let mut segment_end = end;
    let mut start = end;
    let mut source_end = end;
    for _ in 0..8 {
        let Some(segment) = segment_before(page, from, segment_end) else { break };
        start = segment.start;
        let behind_quote = start > from && page.items[start - 1].sign.is(QUOTE);
        let at_start = start == from || behind_quote || page.items[start].gap & (COMMA | OPENING | CLOSING) == 0;
        let before = if at_start { None } else { segment_before(page, from, start) };
        let named_before = is_name(page, before) || is_office(page, before);
        // "In October, Jane Doe, the nominee, said": the name stands behind what opens the sentence.
        let named = ItemSpan::new(segment_end, end);
        if start == from && opens_clause(page, start) && !named.is_empty() && is_nominal(page, named) {
            return Subject::Phrase(ItemSpan::new(segment_end, source_end.max(segment_end + 1)));
        }
        if behind_quote || !(named_before || adds(page, segment)) {
            let head = bare(page, segment.start, segment.end);
            return match head {
                Some(head) if is_nominal(page, head) => Subject::Phrase(ItemSpan::new(head.start, source_end)),
                _ => Subject::Shared,
            };
        }
        if at_start {
            break;
        }
        if aside(page, segment) {
            source_end = start;
        }
        segment_end = start;
    }
    // Nothing but additions: "A nurse from Ohio, who is 39, said".
    let first = ItemSpan::new(start, segment_end);
    if !first.is_empty() && first.end < end && is_nominal(page, first) && !opens_clause(page, first.start) {
        return Subject::Phrase(ItemSpan::new(first.start, source_end));
    }
    Subject::Shared
}

/// The items from the comma or parenthesis before `end` on.
fn segment_before(page: &Page<'_>, from: usize, end: usize) -> Option<ItemSpan> {
    let mut start = end.checked_sub(1).filter(|s| *s >= from)?;
    while start > from
        && end - start < LONGEST
        && page.items[start].gap & (ANY & !(SENTENCE | BLOCK)) == 0
        && !page.items[start - 1].sign.is(QUOTE)
    {
        start -= 1;
    }
    Some(ItemSpan::new(start, end))
}

/// True for what adds to a name behind a comma: an age, "a nurse", "who …", "of Ohio", "R-Ohio".
fn adds(page: &Page<'_>, segment: ItemSpan) -> bool {
    let first = &page.items[segment.start];
    let sign = first.sign;
    if first.gap & (COMMA | OPENING | CLOSING) == 0 {
        return false;
    }
    let word = page.word(segment.start);
    let age = page.tokens.tokens()[first.tokens.start as usize].shape.number;
    let lower_noun = !first.capitalised && !sign.is(PERSONAL | AUTHORIAL | IMPERSONAL);
    first.gap & OPENING != 0
        || age
        || sign.is(DETERMINER | RELATIVE)
        || word == "whose"
        || (lower_noun && !sign.is(CONJUNCTION | SUBORDINATOR | AUXILIARY) && sign.verb.is_none())
        || (sign.is(CONJUNCTION) && segment.end - segment.start < 12)
        || segment.end - segment.start <= 2 && first.capitalised && segment.start > 0
        || sign.is(TITLE) && first.capitalised
}

/// True for a segment of two to four capitalised words and nothing else, at the start of its clause.
fn is_name(page: &Page<'_>, segment: Option<ItemSpan>) -> bool {
    segment.is_some_and(|s| {
        (2..=4).contains(&(s.end - s.start))
            && page.items[s.start].gap & COMMA == 0
            && s.range().all(|i| page.items[i].capitalised && !page.items[i].sign.is(PREPOSITION | TIME))
    })
}

/// True for "the director", "his wife" before a name.
fn is_office(page: &Page<'_>, segment: Option<ItemSpan>) -> bool {
    segment.is_some_and(|s| {
        let (first, last) = (&page.items[s.start], &page.items[s.end - 1]);
        first.sign.is(DETERMINER) && first.gap & COMMA == 0 && last.sign.is(TITLE | PERSON) && !last.capitalised
    })
}

/// True for what stands between subject and verb and says nothing of the subject: "meanwhile", "in
/// a statement".
fn aside(page: &Page<'_>, segment: ItemSpan) -> bool {
    let sign = page.items[segment.start].sign;
    let word = page.word(segment.start);
    let longer = segment.end - segment.start > 1;
    if matches!(word, "then" | "now" | "once" | "including") && longer
        || longer && sign.is(ADVERB) && page.items[segment.start + 1].sign.is(DETERMINER)
    {
        return false;
    }
    sign.is(ADVERB | PREPOSITION) && !sign.is(DETERMINER) && word != "of" && word != "from"
        || word.ends_with("ing")
        || word.ends_with("ed")
        || matches!(word, "meanwhile" | "however" | "though" | "moreover" | "who" if segment.end - segment.start < 2)
        || word == "who" && page.items[segment.start + 1].sign.verb.is_some()
}

/// True for a phrase that begins like a name or a noun, not like a clause.
fn is_nominal(page: &Page<'_>, span: ItemSpan) -> bool {
    let first = &page.items[span.start];
    first.capitalised && !first.sign.is(PREPOSITION | SUBORDINATOR | ADVERB | CONJUNCTION)
        || first.sign.is(DETERMINER | GROUP | PERSON | TITLE)
}

fn opens_clause(page: &Page<'_>, at: usize) -> bool {
    page.items[at].sign.is(PREPOSITION | SUBORDINATOR | CONJUNCTION | RELATIVE)
}
