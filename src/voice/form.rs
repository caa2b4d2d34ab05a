//! Distinguishes a person without a name from several and from an institution.

use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::span::TokenSpan;
use crate::voice::SpeakerForm;
use crate::voice::outer_text::OuterText;
use crate::voice::word_class::{GROUP, INSTITUTION, PERSON, TITLE};

/// What the last significant word of a head says of its form.
pub(super) fn form_of(outer: &OuterText<'_>, lexicon: &Lexicon, hits: &[Hit], head: TokenSpan) -> SpeakerForm {
    for at in head.range().rev() {
        let word_class = outer.classes[at];
        if word_class.is(GROUP) {
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
    }
    let last = &outer.tokens.tokens()[head.end as usize - 1];
    let word = outer.tokens.folded(last);
    let from = hits.partition_point(|h| h.tokens.start < head.start);
    let ends = || hits[from..].iter().take_while(|h| h.tokens.start < head.end).filter(|h| h.tokens.end == head.end);
    // "Cashiers want …": the capital of a sentence is no name's.
    let work = last.shape.starts_sentence && ends().any(|h| lexicon.entry(h.entry).soc.is_some());
    match (last.shape.capitalised && !work, word.ends_with('s'), ends().next().is_some()) {
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
