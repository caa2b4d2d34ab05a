//! Persons an article is about: introduced by name with an age, an occupation, pay or an employer.

use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::span::TokenSpan;
use crate::voice::name::PersonIndex;
use crate::voice::outer_text::OuterText;
use crate::voice::quote::{PersonMention, Profile, SpeakerForm, Standing};
use crate::voice::role::RolePhrases;
use crate::voice::speaker::printed;
use crate::voice::tier_sign::tier_sign;

/// All persons profiled, in the order of their first mention, each once.
pub(super) fn profiles(
    outer: &OuterText<'_>,
    lexicon: &Lexicon,
    hits: &[Hit],
    roles: &RolePhrases,
    persons_index: &PersonIndex,
    described: &[Vec<TokenSpan>],
) -> Vec<Profile> {
    let mut out = Vec::new();
    for (person, spans) in persons_index.persons.iter().zip(described) {
        let aged = spans.iter().any(|span| has_age(outer, *span));
        if !aged && tier_sign(outer, lexicon, hits, spans, SpeakerForm::Named).is_none() {
            continue;
        }
        let told = roles.tell(outer, (lexicon, hits), spans, (SpeakerForm::Named, Some(&person.name)));
        let Some(first) = person.mentions.first().map(|m| persons_index.mentions[*m]) else { continue };
        if told.standing == Standing::Official || !(aged || told.by_hit) {
            continue;
        }
        let span = outer.tokens.byte_span(first.name);
        let words = printed(outer, spans);
        out.push(Profile { name: person.name.clone(), span, words, standing: told.standing });
    }
    out
}

/// Every mention of a person, in the order of the text.
pub(super) fn mentions(
    outer: &OuterText<'_>,
    lexicon: &Lexicon,
    hits: &[Hit],
    roles: &RolePhrases,
    persons_index: &PersonIndex,
    described: &[Vec<TokenSpan>],
) -> Vec<PersonMention> {
    let persons = persons_index.persons.iter().zip(described);
    let official: Vec<bool> = persons
        .map(|(person, spans)| {
            let named = (SpeakerForm::Named, Some(person.name.as_str()));
            roles.tell(outer, (lexicon, hits), spans, named).standing == Standing::Official
        })
        .collect();
    let all = persons_index.mentions.iter();
    all.map(|m| PersonMention { span: outer.tokens.byte_span(m.run), official: official[m.person] }).collect()
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
