//! Persons an article is about: introduced by name with an age, an occupation, pay or an employer.

use crate::span::TokenSpan;
use crate::voice::name::{Mention, PersonIndex};
use crate::voice::outer_text::OuterText;
use crate::voice::quote::{PersonMention, Profile, Standing};
use crate::voice::role::Description;
use crate::voice::speaker::printed;

/// All persons profiled, in the order of their first mention, each once; `read` has what the descriptions of each say.
pub(super) fn profiles(
    outer: &OuterText<'_>,
    persons_index: &PersonIndex,
    described: &[Vec<TokenSpan>],
    read: &[Description],
) -> Vec<Profile> {
    let mut out = Vec::new();
    for ((person, spans), said) in persons_index.persons.iter().zip(described).zip(read) {
        let aged = spans.iter().any(|span| has_age(outer, *span));
        let Some(first) = person.mentions.first().map(|m| persons_index.mentions[*m]) else { continue };
        if said.standing == Standing::Official || !(aged || said.by_hit) {
            continue;
        }
        let span = outer.tokens.byte_span(first.name);
        let words = printed(outer, spans);
        out.push(Profile { name: person.name.clone(), span, words, standing: said.standing });
    }
    out
}

/// Every mention of a person, in the order of the text; `read` has what the descriptions of each person say.
pub(super) fn mentions(outer: &OuterText<'_>, persons_index: &PersonIndex, read: &[Description]) -> Vec<PersonMention> {
    let official = |m: &Mention| read[m.person].standing == Standing::Official;
    let all = persons_index.mentions.iter();
    all.map(|m| PersonMention { span: outer.tokens.byte_span(m.run), official: official(m) }).collect()
}

/// "39", "39-year-old" at the start of a description.
fn has_age(outer: &OuterText<'_>, span: TokenSpan) -> bool {
    let tokens = &outer.tokens.tokens()[span.range()];
    let age = |t| outer.tokens.folded(t).parse::<u32>().is_ok_and(|n| (14..=105).contains(&n));
    tokens.first().is_some_and(age)
        || tokens
            .windows(3)
            .any(|w| age(&w[0]) && outer.tokens.folded(&w[1]) == "year" && outer.tokens.folded(&w[2]) == "old")
}
