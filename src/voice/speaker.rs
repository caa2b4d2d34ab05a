//! Finds the speaker of each attribution is.
//!
//! Names are led back to the person they name; pronouns to the last person who fits; a noun phrase
//! to a person it describes, else it is a speaker without a name, a group or an institution.

use std::collections::BTreeMap;

use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::span::{ByteSpan, TokenSpan};
use crate::voice::first_name::Gender;
use crate::voice::follow::Said;
use crate::voice::form::form_of;
use crate::voice::gender::{PersonGender, of_persons};
use crate::voice::name::{PersonIndex, is_institution, printed_name, run_at};
use crate::voice::outer_text::{ItemSpan, OuterText};
use crate::voice::quotation_mark::{ANY, COMMA, OPENING};
use crate::voice::quote::{Speaker, SpeakerForm, Standing};
use crate::voice::role::RolePhrases;
use crate::voice::surname::PersonIdx;
use crate::voice::word_class::{
    AUTHORIAL, DETERMINER, GROUP, IMPERSONAL, PERSON, PERSONAL, POSSESSIVE, PREPOSITION, RELATIVE, TITLE,
};

/// Who an attribution leads back to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Person(PersonIdx),
    /// A name that is nowhere in full.
    Name(String),
    /// A noun phrase, folded.
    Phrase(SpeakerForm, String),
}

/// Resolves the sources of a document one after the other.
pub(super) struct Resolver<'a> {
    outer: &'a OuterText<'a>,
    lexicon: &'a Lexicon,
    hits: &'a [Hit],
    roles: &'a RolePhrases,
    persons_index: &'a PersonIndex,
    /// Where each person is described.
    described: &'a [Vec<TokenSpan>],
    known: BTreeMap<Identity, u32>,
    speakers: Vec<Speaker>,
    /// Of each person; what a pronoun is found to refer to has its gender from then on.
    genders: Vec<PersonGender>,
    /// Of each speaker.
    of_speakers: Vec<(Identity, Option<Gender>)>,
    last: Option<u32>,
    last_block: Option<u32>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(
        outer: &'a OuterText<'a>,
        lexicon: &'a Lexicon,
        hits: &'a [Hit],
        roles: &'a RolePhrases,
        persons_index: &'a PersonIndex,
        described: &'a [Vec<TokenSpan>],
    ) -> Self {
        Self {
            outer,
            lexicon,
            hits,
            roles,
            persons_index,
            described,
            known: BTreeMap::new(),
            speakers: Vec::new(),
            genders: of_persons(outer, persons_index, described),
            of_speakers: Vec::new(),
            last: None,
            last_block: None,
        }
    }

    /// Index of the speaker of an attribution; `None` for the author, the reader and for "it".
    pub(super) fn speaker(&mut self, said: &Said) -> Option<u32> {
        let first = self.outer.sentences[said.sentence].items.start;
        let token = self.outer.items[first].tokens.start;
        let block = self.outer.tokens.sentences()[self.outer.tokens.sentence_of(token)].block;
        let speaker = match said.attribution.source {
            // Words without a source go on with one person, not with "loggers think …".
            None => self.last.filter(|last| self.speakers[*last as usize].form != SpeakerForm::Group),
            Some(source) => self.of_source(source, block),
        };
        if speaker.is_some() {
            self.last = speaker;
            self.last_block = Some(block);
        }
        speaker
    }

    /// The other persons of "Jane Doe and Rick Roe said", with the words for them.
    pub(super) fn joint(&mut self, said: &Said) -> Vec<(u32, ByteSpan)> {
        let outer = self.outer;
        let Some(source) = said.attribution.source else { return Vec::new() };
        let mut out = Vec::new();
        for at in source.start + 1..source.end.saturating_sub(1) {
            if outer.word(at) != "and" || outer.items[at].gap & OPENING != 0 {
                continue;
            }
            let rest =
                TokenSpan { start: outer.items[at + 1].tokens.start, end: outer.items[source.end - 1].tokens.end };
            let Some(mention) = self.persons_index.mention_in(rest).copied() else { continue };
            let near = rest.range().take_while(|i| *i < mention.run.start as usize);
            let apart = near.clone().count() > 6 || near.clone().any(|i| outer.classes[i].is(PREPOSITION | RELATIVE));
            let identity = Identity::Person(mention.person);
            if apart || self.known.get(&identity).is_some_and(|known| Some(*known) == self.last) {
                continue;
            }
            let speaker = self.index(identity, ItemSpan::new(at + 1, source.end));
            out.push((speaker, outer.tokens.byte_span(mention.run)));
        }
        out
    }

    /// All speakers met.
    pub(super) fn finish(self) -> Vec<Speaker> {
        self.speakers
    }

    fn of_source(&mut self, source: ItemSpan, block: u32) -> Option<u32> {
        let outer = self.outer;
        let word_class = outer.items[source.end - 1].word_class;
        if source.end - source.start <= 3 && word_class.is(RELATIVE) {
            return self.antecedent(source.start);
        }
        if source.end - source.start == 1 && word_class.is(PERSONAL | AUTHORIAL | IMPERSONAL) && !word_class.is(GROUP) {
            return if word_class.is(PERSONAL) { self.pronoun(source.start, block) } else { None };
        }
        let identity = self.identify(source);
        Some(self.index(identity, source))
    }

    /// The person a relative pronoun stands for: the name right before it.
    fn antecedent(&mut self, at: usize) -> Option<u32> {
        let token = self.outer.items[at].tokens.start;
        let mention = self.persons_index.before(token).last().filter(|m| m.run.end + 12 >= token)?;
        let same = self.outer.tokens.sentence_of(mention.run.start) == self.outer.tokens.sentence_of(token);
        let identity = Identity::Person(mention.person);
        same.then(|| self.index(identity, ItemSpan::new(at, at + 1)))
    }

    /// He, she, they: the speaker before in this block, else a person of the sentences before, the nearest sentence
    /// first and the first named in it; else the speaker before. Nobody is taken who is known to be of the other gender.
    fn pronoun(&mut self, at: usize, block: u32) -> Option<u32> {
        let outer = self.outer;
        let Some(asked) = Gender::of_pronoun(outer.word(at)) else {
            return if outer.word(at) == "they" { self.last } else { self.before(at, None) };
        };
        let last = self.last.filter(|last| self.gender_of(*last).is_none_or(|gender| gender == asked));
        let here = last.filter(|_| self.last_block == Some(block));
        let found = here.or_else(|| self.before(at, Some(asked))).or(last);
        let speaker = found.unwrap_or_else(|| {
            let identity = Identity::Phrase(SpeakerForm::Unnamed, outer.word(at).to_owned());
            self.index(identity, ItemSpan::new(at, at + 1))
        });
        self.bind(speaker, asked);
        Some(speaker)
    }

    /// The person named in the nearest of the sentences up to item `at` who can be of this gender.
    fn before(&mut self, at: usize, asked: Option<Gender>) -> Option<u32> {
        let outer = self.outer;
        let token = outer.items[at].tokens.start;
        let here = outer.tokens.sentence_of(token);
        for back in 0..4 {
            let sentence = here.checked_sub(back).and_then(|i| outer.tokens.sentences().get(i))?;
            let (start, end) = (sentence.tokens.start, sentence.tokens.end.min(token));
            let named = self.persons_index.within(TokenSpan { start, end: end.max(start) });
            let of = |wanted: Option<Gender>| named.iter().find(|m| self.genders[m.person].is(wanted));
            let mention = if asked.is_some() { of(asked).or_else(|| of(None)) } else { named.first() };
            if let Some(person) = mention.map(|mention| mention.person) {
                return Some(self.index(Identity::Person(person), ItemSpan::new(at, at + 1)));
            }
        }
        None
    }

    fn gender_of(&self, speaker: u32) -> Option<Gender> {
        let (identity, own) = &self.of_speakers[speaker as usize];
        match identity {
            Identity::Person(person) => self.genders[*person].known(),
            _ => *own,
        }
    }

    fn bind(&mut self, speaker: u32, gender: Gender) {
        let (identity, own) = &mut self.of_speakers[speaker as usize];
        match identity {
            Identity::Person(person) => self.genders[*person].bind(gender),
            _ => {
                own.get_or_insert(gender);
            }
        }
    }

    /// A noun phrase or a name.
    fn identify(&self, source: ItemSpan) -> Identity {
        let outer = self.outer;
        let head = self.head(source);
        let tokens =
            TokenSpan { start: outer.items[head.start].tokens.start, end: outer.items[head.end - 1].tokens.end };
        if let Some(identity) = self.named(tokens) {
            return identity;
        }
        let apposed = TokenSpan { start: tokens.end, end: outer.items[source.end - 1].tokens.end };
        let name_behind = head.end < source.end && outer.items[head.end].gap & COMMA != 0;
        if name_behind
            && let Some(mention) = self.persons_index.mention_in(apposed).filter(|m| m.run.start == apposed.start)
        {
            return Identity::Person(mention.person);
        }
        if let Some(person) = self.name_after_comma(ItemSpan::new(head.end, source.end)) {
            return Identity::Person(person);
        }
        let form = form_of(outer, self.lexicon, self.hits, tokens);
        if form == SpeakerForm::Unnamed
            && let Some(person) = self.described(tokens)
        {
            return Identity::Person(person);
        }
        let words: Vec<&str> = tokens.range().map(|i| outer.tokens.folded(&outer.tokens.tokens()[i])).collect();
        let bare = words.strip_prefix(&["the"]).unwrap_or(&words);
        Identity::Phrase(form, bare.join(" "))
    }

    /// The only person whose name fills what is between two commas: "a nurse at Mercy Hospital, Jane Doe, said". Several
    /// are a list.
    fn name_after_comma(&self, after_head: ItemSpan) -> Option<PersonIdx> {
        let outer = self.outer;
        let commas: Vec<usize> = after_head.range().filter(|i| outer.items[*i].gap & COMMA != 0).collect();
        let ends = commas.iter().skip(1).copied().chain([after_head.end]);
        // "a spokesman for the mayor, Jane Doe,": she is the mayor.
        let parts = commas.iter().copied().zip(ends).filter(|(start, end)| {
            !outer.items[start - 1].word_class.is(PERSON | TITLE) && !outer.items[end - 1].word_class.is(PERSON | TITLE)
        });
        let mut named = parts.filter_map(|(start, end)| {
            let part = TokenSpan { start: outer.items[start].tokens.start, end: outer.items[end - 1].tokens.end };
            self.persons_index.mention_in(part).filter(|m| m.run.start == part.start && m.run.end == part.end)
        });
        let first = named.next()?;
        named.next().is_none().then_some(first.person)
    }

    /// The items up to a comma, a bracket, a preposition or "who".
    fn head(&self, source: ItemSpan) -> ItemSpan {
        let outer = self.outer;
        let ends = |i: &usize| {
            let item = &outer.items[*i];
            let office =
                outer.word(*i) == "of" && outer.items[i - 1].word_class.is(TITLE) && outer.items[i - 1].capitalised;
            item.gap & ANY != 0
                || item.word_class.is(RELATIVE)
                || item.word_class.is(PREPOSITION) && !item.capitalised && !office
        };
        let end = (source.start + 1..source.end).find(ends).unwrap_or(source.end);
        // "Jane Doe and Rick Roe": the first of them.
        let first = (source.start + 1..end).find(|i| outer.word(*i) == "and" && self.names_until(source.start, *i));
        ItemSpan::new(source.start, first.unwrap_or(end))
    }

    /// True when the items end with the name of a person.
    fn names_until(&self, start: usize, end: usize) -> bool {
        let items = &self.outer.items;
        let span = TokenSpan { start: items[start].tokens.start, end: items[end - 1].tokens.end };
        self.persons_index.before(span.end).last().is_some_and(|m| m.run.end == span.end && m.run.start >= span.start)
    }

    /// The name that ends a head: "Doe spokesman Rick Roe".
    fn named(&self, head: TokenSpan) -> Option<Identity> {
        let outer = self.outer;
        let mut at = head.start;
        let mut last = None;
        while at < head.end {
            match run_at(outer, at, head.end) {
                Some(run) => {
                    at = run.run.end;
                    last = Some(run);
                }
                None => at += 1,
            }
        }
        let run = last.filter(|run| run.run.end == head.end)?;
        if outer.classes[run.run.end as usize - 1].is(POSSESSIVE) {
            return None;
        }
        let known = self.persons_index.mention_in(run.run);
        if let Some(mention) = known.filter(|m| m.run.end == run.run.end) {
            return Some(Identity::Person(mention.person));
        }
        let the = head.start < run.run.start && outer.classes[head.start as usize].is(DETERMINER);
        let single = run.name.len() == 1;
        if is_institution(outer, run.name) || (the || single) && !run.is_titled() {
            return None;
        }
        Some(Identity::Name(printed_name(outer, run.name)))
    }

    /// "the senator": the last person before who is described by this word.
    fn described(&self, head: TokenSpan) -> Option<PersonIdx> {
        let outer = self.outer;
        let word = |at: u32| outer.tokens.folded(&outer.tokens.tokens()[at as usize]);
        if word(head.start) != "the" || head.len() > 3 {
            return None;
        }
        let noun = word(head.end - 1);
        let before = self.persons_index.before(head.start);
        let candidate = before.iter().rev().take(12).find(|mention| {
            let spans = &self.described[mention.person];
            spans.iter().any(|s| (s.start..s.end).any(|i| word(i) == noun))
        });
        candidate.map(|m| m.person)
    }

    fn index(&mut self, identity: Identity, source: ItemSpan) -> u32 {
        if let Some(known) = self.known.get(&identity) {
            return *known;
        }
        let speaker = self.describe(&identity, source);
        let index = u32::try_from(self.speakers.len()).expect("speakers are fewer than bytes");
        self.speakers.push(speaker);
        self.of_speakers.push((identity.clone(), self.own_gender(&identity, source)));
        self.known.insert(identity, index);
        index
    }

    /// The gender of a speaker who is no person named in full: by a pronoun, a noun or a first name.
    fn own_gender(&self, identity: &Identity, source: ItemSpan) -> Option<Gender> {
        let items = &self.outer.items;
        let words = TokenSpan { start: items[source.start].tokens.start, end: items[source.end - 1].tokens.end };
        match identity {
            Identity::Person(_) => None,
            Identity::Name(name) => Gender::of_name(name),
            Identity::Phrase(_, phrase) => Gender::of_pronoun(phrase).or_else(|| Gender::of_phrase(self.outer, words)),
        }
    }

    fn describe(&self, identity: &Identity, source: ItemSpan) -> Speaker {
        let outer = self.outer;
        let here =
            TokenSpan { start: outer.items[source.start].tokens.start, end: outer.items[source.end - 1].tokens.end };
        let (name, form, spans) = match identity {
            Identity::Person(person) => {
                let mut spans = self.described[*person].clone();
                if here.len() > 1 {
                    spans.push(here);
                }
                (Some(self.persons_index.persons[*person].name.clone()), SpeakerForm::Named, spans)
            }
            Identity::Name(name) => (Some(name.clone()), SpeakerForm::Named, vec![here]),
            Identity::Phrase(form, _) => (None, *form, vec![here]),
        };
        let told = self.roles.tell(outer, (self.lexicon, self.hits), &spans, (form, name.as_deref()));
        let standing = if form == SpeakerForm::Institution && told.standing != Standing::Official {
            Standing::Unknown
        } else {
            told.standing
        };
        Speaker { name, form, words: printed(outer, &spans), standing, sector: told.sector }
    }
}

/// What comes before a name and says nothing of who it is.
const HONORIFICS: &[&str] = &["Miss", "Mr", "Mrs", "Ms"];

/// The printed words of spans, each once, parted by semicolons.
pub(super) fn printed(outer: &OuterText<'_>, spans: &[TokenSpan]) -> String {
    let mut out: Vec<&str> = Vec::new();
    for span in spans {
        let words = outer.tokens.byte_span(*span).slice(&outer.document.text).unwrap_or_default();
        if !HONORIFICS.contains(&words) && !out.iter().any(|known| known.contains(words)) {
            out.push(words);
        }
    }
    out.join("; ")
}
