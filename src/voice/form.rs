//! Distinguishes a person without a name from several and from an institution.

use crate::clean::Zone;
use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::span::TokenSpan;
use crate::voice::outer_text::OuterText;
use crate::voice::quote::SpeakerForm;
use crate::voice::word_class::{CONJUNCTION, DETERMINER, GROUP, INSTITUTION, PERSON, PREPOSITION, TITLE};

/// What the last significant word of a head says of its form.
pub(super) fn form_of(outer: &OuterText<'_>, lexicon: &Lexicon, hits: &[Hit], head: TokenSpan) -> SpeakerForm {
    for at in head.range().rev() {
        let word_class = outer.classes[at];
        if word_class.is(GROUP) && !word_class.is(INSTITUTION) && !is_proper(outer, head) {
            return SpeakerForm::Group;
        }
        if word_class.is(PERSON) {
            return SpeakerForm::Unnamed;
        }
        if word_class.is(INSTITUTION) {
            return SpeakerForm::Institution;
        }
        if word_class.is(TITLE) {
            return SpeakerForm::Unnamed;
        }
        if at > head.start as usize && is_noun(outer, at) {
            // "the official poverty rate": no official.
            break;
        }
    }
    let last = &outer.tokens.tokens()[head.end as usize - 1];
    let word = outer.tokens.folded(last);
    let from = hits.partition_point(|h| h.tokens.start < head.start);
    let ends = || hits[from..].iter().take_while(|h| h.tokens.start < head.end).filter(|h| h.tokens.end == head.end);
    // "Cashiers want …": the capital of a sentence is no name's.
    let work = last.shape.starts_sentence && ends().any(|h| lexicon.entry(h.entry).soc.is_some());
    // "the jobless" are persons, "the poverty rate" is none.
    let people = ends().any(|h| lexicon.entry(h.entry).soc.is_some() || word.ends_with("less") || word.ends_with("ed"));
    match (last.shape.capitalised && !work, word.ends_with('s'), people) {
        (true, ..) => SpeakerForm::Institution,
        (_, true, true) => SpeakerForm::Group,
        (_, _, true) => SpeakerForm::Unnamed,
        _ if word.ends_with("er") || word.ends_with("or") || word.ends_with("ist") || word.ends_with("ian") => {
            SpeakerForm::Unnamed
        }
        _ if word.ends_with("ers") || word.ends_with("ors") || word.ends_with("ists") => SpeakerForm::Group,
        _ => SpeakerForm::Institution,
    }
}

/// "County and Municipal Employees": a name in the body, where capitals say so.
fn is_proper(outer: &OuterText<'_>, head: TokenSpan) -> bool {
    let small = |at: usize| outer.classes[at].is(DETERMINER | CONJUNCTION | PREPOSITION);
    let capital = |at: usize| outer.tokens.tokens()[at].shape.capitalised;
    let sentence = outer.tokens.sentence_of(head.start);
    let named = head.range().filter(|at| !small(*at)).count() > 1;
    named
        && outer.tokens.sentences()[sentence].zone != Zone::Headline
        && head.range().all(|at| capital(at) || small(at))
}

/// A lower-case word that is no adverb and no participle: as the last of a phrase, what the phrase is about.
fn is_noun(outer: &OuterText<'_>, at: usize) -> bool {
    let token = &outer.tokens.tokens()[at];
    let word = outer.tokens.folded(token);
    let added =
        word.ends_with("ed") || word.ends_with("ing") || matches!(word, "alike" | "close" | "elect" | "familiar");
    !token.shape.capitalised && !token.shape.number && outer.classes[at].bits == 0 && !added
}
