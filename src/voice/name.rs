//! Finds the persons that an article names, and every mention of them.
//!
//! A person is a run of two or more capitalised words after titles ("Rep. Jane Doe"); a surname
//! alone is a mention of a person of that surname, whom the title before it can mean, else of nobody named in full.

use std::collections::{BTreeMap, BTreeSet};

use crate::clean::Zone;
use crate::span::TokenSpan;
use crate::voice::first_name::gender_of;
use crate::voice::outer_text::OuterText;
use crate::voice::quotation_mark::ANY;
use crate::voice::surname::{Address, PersonIdx, Surnames, is_junior};
use crate::voice::word_class::{
    ADVERB, AUTHORIAL, AUXILIARY, CONJUNCTION, DETERMINER, GROUP, IMPERSONAL, INSTITUTION, PARTICLE, PERSON, PERSONAL,
    POSSESSIVE, PREPOSITION, SUBORDINATOR, TIME, TITLE,
};

/// A person named in full somewhere in the document.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// The name, without titles.
    pub(super) name: String,
    /// Indexes of the mentions.
    pub(super) mentions: Vec<usize>,
}

/// One place where a person is named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    /// Titles and name.
    pub(super) run: TokenSpan,
    /// The name.
    pub(super) name: TokenSpan,
    /// Whose.
    pub(super) person: PersonIdx,
}

/// The persons of a document.
#[derive(Debug, Default)]
pub(super) struct PersonIndex {
    pub(super) persons: Vec<Person>,
    /// In the order of the text.
    pub(super) mentions: Vec<Mention>,
}

/// A run of capitalised words.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameRun {
    /// Titles and name.
    pub(super) run: TokenSpan,
    /// What is left without titles.
    pub(super) name: TokenSpan,
}

impl NameRun {
    /// True after a title: "Mr. Doe".
    pub(super) fn is_titled(self) -> bool {
        self.name.start > self.run.start
    }
}

/// What never starts a name, nor goes on with one.
const NO_NAME: u32 = DETERMINER
    | PREPOSITION
    | SUBORDINATOR
    | CONJUNCTION
    | PERSONAL
    | IMPERSONAL
    | AUTHORIAL
    | AUXILIARY
    | ADVERB
    | TIME;

impl PersonIndex {
    /// Reads the lede and the body; headlines capitalise too much.
    ///
    /// `officials` are first names and surnames of persons whom a surname names without more.
    pub(super) fn find(outer: &OuterText<'_>, officials: &[(String, String)]) -> Self {
        let runs = runs(outer);
        let mut out = Self::default();
        let mut surnames = Surnames::default();
        // Full names first, so that a surname finds a name that comes later.
        let full = out.name_in_full(outer, officials, &runs, &mut surnames);
        // "President Doe", "Mr. Doe" where there is no full name.
        for run in &runs {
            let words = name_words(outer, run.name);
            let named = words.len() == 1 && (run.is_titled() || officials.iter().any(|(_, o)| o == words[0]));
            if named && !is_institution(outer, run.name) && !surnames.contains(words[0]) {
                out.persons.push(Person { name: printed_name(outer, run.name), mentions: Vec::new() });
                surnames.add(words[0], &[], false);
            }
        }
        for (run, full) in runs.iter().zip(full) {
            let words = name_words(outer, run.name);
            let alone = (full.is_none() && words.len() == 1).then(|| Address::of(outer, run.name));
            let person = match (full, alone) {
                (Some(person), _) => person,
                (None, Some(address)) if surnames.contains(words[0]) => {
                    surnames.whom(words[0], address).unwrap_or_else(|| {
                        // "President Doe" beside the First Lady Ann Doe alone.
                        out.persons.push(Person { name: printed_name(outer, run.name), mentions: Vec::new() });
                        surnames.add(words[0], &[], false);
                        surnames.note(out.persons.len() - 1, address);
                        out.persons.len() - 1
                    })
                }
                _ => continue,
            };
            surnames.mention(person, alone);
            out.persons[person].mentions.push(out.mentions.len());
            out.mentions.push(Mention { run: run.run, name: run.name, person });
        }
        out
    }

    /// Adds the persons named in full; the person of each run that does so.
    fn name_in_full<'a>(
        &mut self,
        outer: &'a OuterText<'_>,
        officials: &[(String, String)],
        runs: &[NameRun],
        surnames: &mut Surnames<'a>,
    ) -> Vec<Option<PersonIdx>> {
        let juniors = juniors(outer, runs);
        let mut by_name: BTreeMap<(&str, &str, bool), PersonIdx> = BTreeMap::new();
        let mut person_of = |run: &NameRun| {
            let words = name_words(outer, run.name);
            let shouted = || run.name.range().all(|i| outer.tokens.tokens()[i].shape.all_caps);
            if words.len() < 2 || is_institution(outer, run.name) || shouted() {
                return None;
            }
            let (first, surname) = (words[0], words[words.len() - 1]);
            let mut address = Address::of(outer, run.name);
            address.is_junior &= juniors.contains(surname);
            let person = *by_name.entry((first, surname, address.is_junior)).or_insert_with(|| {
                self.persons.push(Person { name: printed_name(outer, run.name), mentions: Vec::new() });
                let is_known = !address.is_junior && officials.iter().any(|(f, s)| f == first && s == surname);
                surnames.add(surname, &words[..words.len() - 1], is_known);
                self.persons.len() - 1
            });
            surnames.note(person, address);
            Some(person)
        };
        runs.iter().map(&mut person_of).collect()
    }

    /// The first mention that lies in `span`.
    pub(super) fn mention_in(&self, span: TokenSpan) -> Option<&Mention> {
        let from = self.mentions.partition_point(|m| m.run.start < span.start);
        self.mentions[from..].first().filter(|m| m.run.end <= span.end)
    }

    /// The mentions that start in `span`.
    pub(super) fn within(&self, span: TokenSpan) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.run.start < span.start);
        &self.mentions[from..self.mentions.partition_point(|m| m.run.start < span.end)]
    }

    /// The last mention before token `token`.
    pub(super) fn before(&self, token: u32) -> &[Mention] {
        &self.mentions[..self.mentions.partition_point(|m| m.run.start < token)]
    }
}

/// Surnames of which the article calls somebody "Doe Jr." or the son of another: with "Jr." it is not the same person.
fn juniors<'a>(outer: &'a OuterText<'_>, runs: &[NameRun]) -> BTreeSet<&'a str> {
    let juniors = runs.iter().filter(|run| is_junior(outer, run.name));
    let named = juniors.filter_map(|run| {
        let words = name_words(outer, run.name);
        let apart = words.len() == 1 || Address::of(outer, run.name).is_relation;
        apart.then(|| words[words.len() - 1])
    });
    named.collect()
}

/// All runs of capitalised words in lede and body.
fn runs(outer: &OuterText<'_>) -> Vec<NameRun> {
    let mut out = Vec::new();
    for sentence in outer.tokens.sentences().iter().filter(|s| matches!(s.zone, Zone::Lede | Zone::Body)) {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match run_at(outer, at, sentence.tokens.end) {
                Some(run) => {
                    at = run.run.end;
                    out.push(run);
                }
                None => at += 1,
            }
        }
    }
    out
}

/// The run that starts at token `start`.
pub(super) fn run_at(outer: &OuterText<'_>, start: u32, limit: u32) -> Option<NameRun> {
    let named = |at: u32| {
        let token = &outer.tokens.tokens()[at as usize];
        token.shape.capitalised
            && !token.shape.number
            && !outer.classes[at as usize].is(NO_NAME)
            && !outer.is_in_work(at)
    };
    if !named(start) || opens_before_name(outer, start, limit) {
        return None;
    }
    let mut end = start + 1;
    while end < limit
        && outer.gaps[end as usize] & ANY == 0
        && !outer.classes[end as usize - 1].is(POSSESSIVE)
        && !is_handle(outer, end)
    {
        let particle = outer.classes[end as usize].is(PARTICLE)
            && end + 1 < limit
            && outer.gaps[end as usize + 1] & ANY == 0
            && named(end + 1);
        if !particle && !named(end) {
            break;
        }
        end += 1;
    }
    if (start..end).all(|at| outer.classes[at as usize].is(TITLE)) {
        return None;
    }
    let titles = (start..end - 1).rev().find(|at| outer.classes[*at as usize].is(TITLE));
    let name = titles.map_or_else(|| start + u32::from(is_job_before_name(outer, start, end)), |at| at + 1);
    Some(NameRun { run: TokenSpan { start, end }, name: TokenSpan { start: name, end } })
}

/// "Welder Dan Webb": what somebody is, before a first name and a surname.
fn is_job_before_name(outer: &OuterText<'_>, start: u32, end: u32) -> bool {
    let word = |at: u32| outer.tokens.folded(&outer.tokens.tokens()[at as usize]);
    let is_job = || {
        outer.classes[start as usize].is(PERSON)
            || ["er", "or", "ist", "ian", "man", "woman", "pal"].iter().any(|tail| word(start).ends_with(tail))
    };
    end - start > 2 && gender_of(word(start)).is_none() && gender_of(word(start + 1)).is_some() && is_job()
}

/// "Take Jane Doe": a verb with the capital of a sentence, right before a first name.
fn opens_before_name(outer: &OuterText<'_>, at: u32, limit: u32) -> bool {
    let token = |i: u32| &outer.tokens.tokens()[i as usize];
    let is_first = |i: u32| gender_of(outer.tokens.folded(token(i))).is_some();
    at + 2 < limit
        && token(at).shape.starts_sentence
        && outer.gaps[at as usize + 1] & ANY == 0
        && matches!(outer.tokens.folded(token(at)), "ask" | "consider" | "enter" | "meet" | "see" | "take" | "unlike")
        && token(at + 1).shape.capitalised
        && is_first(at + 1)
}

/// "@doe": what comes before it is no part of the name.
fn is_handle(outer: &OuterText<'_>, at: u32) -> bool {
    let tokens = outer.tokens.tokens();
    let (before, token) = (&tokens[at as usize - 1], &tokens[at as usize]);
    outer.document.text[before.span.end as usize..token.span.start as usize].contains(['@', '#'])
}

/// The words of a name, folded, without "Jr." and initials at the end.
fn name_words<'a>(outer: &'a OuterText<'_>, name: TokenSpan) -> Vec<&'a str> {
    let tokens = &outer.tokens.tokens()[name.range()];
    let word = |t| outer.tokens.base(t).unwrap_or_else(|| outer.tokens.folded(t));
    let mut words: Vec<&str> = tokens.iter().map(word).collect();
    while words.len() > 1 && words.last().is_some_and(|w| SUFFIXES.contains(w)) {
        words.pop();
    }
    words
}

const SUFFIXES: &[&str] = &["ii", "iii", "iv", "jr", "sr"];

/// True for a run that contains a word for what is no person, for letters only, and for a heading of five words or
/// more that begins with no first name.
pub(super) fn is_institution(outer: &OuterText<'_>, name: TokenSpan) -> bool {
    let tokens = &outer.tokens.tokens()[name.range()];
    let heading = tokens.len() > 4 && gender_of(outer.tokens.folded(&tokens[0])).is_none();
    let letters = heading || tokens.len() == 1 && tokens[0].shape.all_caps;
    let last = outer.classes[name.end as usize - 1].is(INSTITUTION | GROUP);
    letters || last || name.range().any(|at| outer.classes[at].is(INSTITUTION) && !outer.classes[at].is(TITLE))
}

/// The name as printed, without a possessive.
pub(super) fn printed_name(outer: &OuterText<'_>, name: TokenSpan) -> String {
    let printed = outer.tokens.byte_span(name).slice(&outer.document.text).unwrap_or_default();
    let bare = printed.strip_suffix("'s").or_else(|| printed.strip_suffix("\u{2019}s")).unwrap_or(printed);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
