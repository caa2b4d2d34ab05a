//! The words of an article that say who a person is, and what follows from them.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::lexicon::{Lexicon, TierIdx, VerbClass, VerbForm};
use crate::matcher::Hit;
use crate::span::TokenSpan;
use crate::voice::first_name::Gender;
use crate::voice::name::{Mention, Person, PersonIndex};
use crate::voice::outer_text::OuterText;
use crate::voice::quotation_mark::{ANY, BREAK, CLOSING, COLON, COMMA, OPENING, SENTENCE};
use crate::voice::quote::{SectorIdx, SpeakerForm, Standing};
use crate::voice::surname::PersonIdx;
use crate::voice::tier_sign::{is_not_theirs, is_past, tier_sign};
use crate::voice::word_class::{
    ADVERB, AUXILIARY, BE, CONJUNCTION, DETERMINER, IMPERSONAL, PERSON, PERSONAL, POSSESSIVE, PREPOSITION, RELATIVE,
    ROLE, SUBORDINATOR, TIME, TITLE,
};

/// Longest description on one side of a name, in tokens.
const LONGEST: u32 = 24;
/// Mentions of a person that are read for descriptions.
const MENTIONS: usize = 4;

/// Phrases that indicate a sector, by their first word.
#[derive(Debug)]
pub(super) struct RolePhrases {
    phrases: HashMap<String, Vec<Phrase>, FixedState>,
    tiers: Vec<Option<TierIdx>>,
    official: Option<SectorIdx>,
    known: Vec<String>,
    /// Sectors whose words name work.
    own_work: Vec<SectorIdx>,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    sector: SectorIdx,
    capitalised: bool,
}

/// What descriptions say about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Description {
    pub(super) standing: Standing,
    pub(super) sector: Option<SectorIdx>,
    /// An occupation or another sign of a tier was found.
    pub(super) by_hit: bool,
}

impl RolePhrases {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut phrases: HashMap<String, Vec<Phrase>, FixedState> = HashMap::default();
        for (at, sector) in lexicon.voice.sectors.iter().enumerate() {
            let sector_idx = SectorIdx(u8::try_from(at).expect("sectors are few"));
            for (list, capitalised) in [(&sector.phrases, false), (&sector.capitalised, true)] {
                for words in list.iter().filter(|words| !words.is_empty()) {
                    let phrase = Phrase { words: words.clone(), sector: sector_idx, capitalised };
                    phrases.entry(words[0].clone()).or_default().push(phrase);
                }
            }
        }
        for list in phrases.values_mut() {
            list.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then(a.sector.cmp(&b.sector)));
        }
        let tier = |name: &Option<String>| name.as_ref().and_then(|n| lexicon.tier(n));
        let sectors = &lexicon.voice.sectors;
        let official = sectors.iter().position(|s| s.name == "official");
        let own = sectors.iter().enumerate().filter(|(_, s)| s.names_work);
        Self {
            phrases,
            tiers: sectors.iter().map(|s| tier(&s.tier)).collect(),
            official: official.map(|at| SectorIdx(u8::try_from(at).expect("sectors are few"))),
            known: lexicon.voice.known_officials.clone(),
            own_work: own.map(|(at, _)| SectorIdx(u8::try_from(at).expect("sectors are few"))).collect(),
        }
    }

    /// Folded first names and surnames of known officials.
    pub(super) fn officials(&self) -> Vec<(String, String)> {
        self.known
            .iter()
            .map(|name| ends(name))
            .map(|(first, last)| (first.to_lowercase(), last.to_lowercase()))
            .collect()
    }

    /// What the words in `spans` say about a speaker of this form and name.
    pub(super) fn tell(
        &self,
        outer: &OuterText<'_>,
        (lexicon, hits): (&Lexicon, &[Hit]),
        spans: &[TokenSpan],
        (form, name): (SpeakerForm, Option<&str>),
    ) -> Description {
        let (sector, titled) = self.sector(outer, spans);
        let official = self.official;
        let known = || name.is_some_and(|name| self.known.iter().any(|k| same_person(k, name)));
        if sector.is_some() && sector == official
            || sector.is_none() && (titled || known())
            || spans.iter().any(|s| has_party(outer, *s))
        {
            return Description { standing: Standing::Official, sector: official, by_hit: false };
        }
        let is_role = |at, end| self.has_role_at(outer, at, end);
        let sign = tier_sign(outer, &is_role, (lexicon, hits), spans, (form, name));
        let of_sector = sector.and_then(|s| self.tiers[usize::from(s.0)]);
        // "owner of the mill and a former cook": what is said first is what they are.
        let led = sign
            .is_some_and(|sign| self.has_role(outer, sign.within.start, sign.at) || leads_members(outer, sign.within));
        let standing = match (sign, of_sector) {
            (Some(_), Some(tier)) if led => Standing::Tier(tier),
            (Some(sign), _) if sign.is_occupation => Standing::Tier(sign.tier),
            (_, Some(tier)) => Standing::Tier(tier),
            (Some(sign), None) => Standing::Tier(sign.tier),
            (None, None) => Standing::Unknown,
        };
        Description { standing, sector, by_hit: sign.is_some() }
    }

    /// True for a sector whose words name work, not whom a person speaks for: police officers, owners.
    fn is_own_work(&self, sector: SectorIdx) -> bool {
        self.own_work.contains(&sector)
    }

    /// True when a phrase of a sector begins and ends before token `end`.
    fn has_role(&self, outer: &OuterText<'_>, start: u32, end: u32) -> bool {
        (start..end).any(|at| self.has_role_at(outer, at, end))
    }

    /// True when a phrase of a sector that is no title begins at token `at` and ends before `end`.
    fn has_role_at(&self, outer: &OuterText<'_>, at: u32, end: u32) -> bool {
        at < end && self.phrase_at(outer, at, end).is_some_and(|(_, phrase)| !phrase.capitalised)
    }

    /// The first sector in the order of the list, and whether a capitalised title is alone.
    fn sector(&self, outer: &OuterText<'_>, spans: &[TokenSpan]) -> (Option<SectorIdx>, bool) {
        let mut best: Option<SectorIdx> = None;
        let mut titled = false;
        for span in spans {
            let mut at = span.start;
            while at < span.end {
                let Some((len, phrase)) = self.phrase_at(outer, at, span.end) else {
                    at += 1;
                    continue;
                };
                if phrase.capitalised {
                    titled = true;
                } else if !(self.is_own_work(phrase.sector)
                    && (is_not_theirs(outer, *span, (at, at + len)) || is_past(outer, *span, at)))
                {
                    best = Some(best.map_or(phrase.sector, |b| b.min(phrase.sector)));
                }
                at += len;
            }
        }
        (best, titled)
    }

    fn phrase_at(&self, outer: &OuterText<'_>, at: u32, end: u32) -> Option<(u32, &Phrase)> {
        if !outer.classes[at as usize].is(ROLE) {
            return None;
        }
        let word = |i: u32| {
            let token = &outer.tokens.tokens()[i as usize];
            outer.tokens.base(token).unwrap_or_else(|| outer.tokens.folded(token))
        };
        let capital = outer.tokens.tokens()[at as usize].shape.capitalised;
        self.phrases.get(word(at))?.iter().find_map(|phrase| {
            let len = phrase.words.len() as u32;
            let fits = at + len <= end
                && (!phrase.capitalised || capital)
                && (1..len).all(|i| phrase.words[i as usize] == word(at + i));
            fits.then_some((len, phrase))
        })
    }

    /// True when the token is one that describes a person before a name: "economist", "owner".
    fn describes(&self, outer: &OuterText<'_>, at: u32) -> bool {
        outer.classes[at as usize].is(TITLE | PERSON) || self.phrase_at(outer, at, at + 1).is_some()
    }
}

/// "a beef farmer and president of the growers' federation": speaks for its members.
fn leads_members(outer: &OuterText<'_>, span: TokenSpan) -> bool {
    let word = |i: u32| outer.tokens.folded(&outer.tokens.tokens()[i as usize]);
    let open = |i: &u32| outer.gaps[*i as usize] & ANY == 0;
    span.range().map(|i| i as u32).any(|i| {
        matches!(
            word(i),
            "chair" | "chairman" | "chairwoman" | "head" | "leader" | "president" | "secretary" | "treasurer"
        ) && (i + 1..span.end.min(i + 10)).take_while(open).any(|i| MEMBERSHIPS.contains(&word(i)))
    })
}

/// Bodies that have members.
const MEMBERSHIPS: &[&str] = &[
    "academy",
    "alliance",
    "association",
    "bureau",
    "chamber",
    "council",
    "federation",
    "foundation",
    "guild",
    "institute",
    "league",
    "organization",
    "society",
    "union",
];

/// First and last word agree; a surname alone stands for the known one.
fn same_person(known: &str, name: &str) -> bool {
    if !name.contains(' ') {
        return known.ends_with(name) && known.len() > name.len();
    }
    let (first, last) = ends(name);
    known.starts_with(first) && known.ends_with(last) && ends(known) == (first, last)
}

/// First and last word.
fn ends(name: &str) -> (&str, &str) {
    (name.split_once(' ').map_or(name, |(first, _)| first), name.rsplit_once(' ').map_or(name, |(_, last)| last))
}

/// "R-Ohio", "D-Vt.": party and state.
fn has_party(outer: &OuterText<'_>, span: TokenSpan) -> bool {
    let tokens = &outer.tokens.tokens()[span.range()];
    tokens.windows(2).any(|pair| {
        let letter = matches!(outer.tokens.folded(&pair[0]), "r" | "d" | "i") && pair[0].shape.capitalised;
        let between = &outer.document.text[pair[0].span.end as usize..pair[1].span.start as usize];
        letter && pair[1].shape.capitalised && matches!(between, "-" | "\u{2013}" | "\u{2010}" | "\u{2011}")
    })
}

/// What the descriptions of all persons say.
pub(super) fn read_all(
    outer: &OuterText<'_>,
    (lexicon, hits): (&Lexicon, &[Hit]),
    roles: &RolePhrases,
    persons_index: &PersonIndex,
    described: &[Vec<TokenSpan>],
) -> Vec<Description> {
    let persons = persons_index.persons.iter().zip(described);
    let read = |(person, spans): (&Person, &Vec<TokenSpan>)| {
        roles.tell(outer, (lexicon, hits), spans, (SpeakerForm::Named, Some(&person.name)))
    };
    persons.map(read).collect()
}

/// The descriptions of all persons of a document.
pub(super) fn all_descriptions(
    outer: &OuterText<'_>,
    roles: &RolePhrases,
    persons_index: &PersonIndex,
) -> Vec<Vec<TokenSpan>> {
    (0..persons_index.persons.len()).map(|person| descriptions(outer, roles, persons_index, person)).collect()
}

/// Where an article describes a person: before the name, after it, in "is a", in what "she" does.
fn descriptions(
    outer: &OuterText<'_>,
    roles: &RolePhrases,
    persons_index: &PersonIndex,
    person: PersonIdx,
) -> Vec<TokenSpan> {
    let mut spans = Vec::new();
    let mentions = &persons_index.persons[person].mentions;
    for mention in mentions.iter().take(MENTIONS).map(|at| &persons_index.mentions[*at]) {
        let before = before_name(outer, roles, mention);
        let after = after_name(outer, mention);
        let work = what_they_do(outer, persons_index, mention);
        spans.extend([before, after, work].into_iter().flatten().filter(|s| !s.is_empty()));
    }
    spans
}

/// What ends a description before a name.
const STOPS: u32 = AUXILIARY | SUBORDINATOR | CONJUNCTION | PERSONAL | IMPERSONAL | ADVERB | TIME | RELATIVE;

/// "restaurant owner Jane Doe", "Rep. Jane Doe", "Doe's lawyer, John Roe".
fn before_name(outer: &OuterText<'_>, roles: &RolePhrases, mention: &Mention) -> Option<TokenSpan> {
    let end = mention.name.start;
    if end == 0 || outer.gaps[end as usize] & (ANY & !COMMA) != 0 {
        return None;
    }
    let comma = outer.gaps[end as usize] & COMMA != 0;
    if !roles.describes(outer, end - 1) && !comma {
        return None;
    }
    let mut start = end;
    while start > 0 && end - start < 9 {
        let word_class = outer.classes[start as usize - 1];
        let token = &outer.tokens.tokens()[start as usize - 1];
        let verb = word_class.verb.is_some_and(|v| !v.noun) && !token.shape.capitalised;
        let gap = if start == end { outer.gaps[start as usize] & !COMMA } else { outer.gaps[start as usize] };
        let of = word_class.is(PREPOSITION)
            && outer.tokens.folded(token) == "of"
            && start > 1
            && outer.tokens.tokens()[start as usize - 2].shape.capitalised;
        let breaks =
            word_class.is(STOPS) && !word_class.is(TITLE) || verb || word_class.is(PREPOSITION) && !comma && !of;
        if gap & ANY != 0 || breaks {
            break;
        }
        start -= 1;
        if word_class.is(DETERMINER) {
            break;
        }
    }
    let possessed = (start..end).any(|i| outer.classes[i as usize].is(POSSESSIVE | DETERMINER));
    let described = start < end && !outer.is_quoted(end - 1);
    let apposed = possessed
        && described
        && (is_about_person(outer, roles, TokenSpan { start, end }) || roles.has_role(outer, start, end));
    let of_another = comma && is_asked_by(outer, mention, start);
    (described && (!comma || apposed) && !of_another).then_some(TokenSpan { start, end })
}

/// "questioned by a nurse, Doe admitted": the words after a preposition are not about who goes on to act.
fn is_asked_by(outer: &OuterText<'_>, mention: &Mention, start: u32) -> bool {
    let after = mention.run.end as usize;
    let acts = outer.gaps.get(after).is_some_and(|gap| gap & ANY == 0)
        && outer.classes.get(after).is_some_and(|class| class.is(AUXILIARY) || class.verb.is_some_and(|v| !v.noun));
    let by =
        start > 0 && matches!(outer.tokens.folded(&outer.tokens.tokens()[start as usize - 1]), "by" | "from" | "with");
    acts && by
}

/// True when the noun that words before a comma are about can be a person: "the barber", not "a few weeks".
fn is_about_person(outer: &OuterText<'_>, roles: &RolePhrases, span: TokenSpan) -> bool {
    let preposition = (span.start + 1..span.end).find(|at| outer.classes[*at as usize].is(PREPOSITION));
    let head = preposition.unwrap_or(span.end) - 1;
    let word = outer.tokens.folded(&outer.tokens.tokens()[head as usize]);
    let ends = ["er", "or", "ist", "ian", "ess", "man", "ant", "ee"];
    roles.describes(outer, head) || ends.iter().any(|end| word.ends_with(end))
}

/// ", a nurse from Ohio,", ", 39, of Dayton", "(R-Ohio)", "is a", "of the union".
fn after_name(outer: &OuterText<'_>, mention: &Mention) -> Option<TokenSpan> {
    let start = mention.run.end;
    let limit = sentence_end(outer, mention.run.start);
    if start >= limit {
        return None;
    }
    let (gap, word_class) = (outer.gaps[start as usize], outer.classes[start as usize]);
    let first = &outer.tokens.tokens()[start as usize];
    // "said Mr. Roe, \"till they pay us\"": what they say next is no description.
    if outer.is_quoted(start) && !outer.is_quoted(start - 1) {
        return None;
    }
    // "which" is said of no person.
    if gap & (BREAK | COLON | SENTENCE | CLOSING) != 0 || outer.tokens.folded(first) == "which" {
        return None;
    }
    let opens = gap & (COMMA | OPENING) != 0;
    let is = !opens && word_class.is(BE) && start + 1 < limit && outer.classes[start as usize + 1].is(DETERMINER);
    let prepositional = !opens && matches!(outer.tokens.folded(first), "of" | "from" | "with" | "at");
    let works = !opens && WORK.contains(&outer.tokens.folded(first));
    let lower = !first.shape.capitalised
        && !word_class.is(PREPOSITION | CONJUNCTION | PERSONAL | ADVERB | SUBORDINATOR | AUXILIARY);
    let titled = first.shape.capitalised && !word_class.is(TIME);
    let apposed = opens
        && (gap & OPENING != 0
            || first.shape.number
            || word_class.is(DETERMINER | RELATIVE)
            || lower && (word_class.verb.is_none() || word_class.is(TITLE | PERSON))
            || titled
            || prepositional_word(outer.tokens.folded(first)));
    if !(is || prepositional || works || apposed) {
        return None;
    }
    let mut end = start + 1;
    let mut age = first.shape.number;
    while end < limit && end - start < LONGEST {
        let (gap, word_class) = (outer.gaps[end as usize], outer.classes[end as usize]);
        let goes_on = age || word_class.is(CONJUNCTION | RELATIVE) && opens;
        let reports = word_class.verb.is_some_and(|verb| {
            matches!(verb.class, VerbClass::Say | VerbClass::Tell)
                && matches!(verb.form, VerbForm::Past | VerbForm::Third)
        });
        // "who said many are janitors", but "who says he is a waiter".
        let of_self = |at: u32| matches!(outer.tokens.folded(&outer.tokens.tokens()[at as usize]), "he" | "she");
        let others = reports && !(end + 1 < limit && of_self(end + 1)) || prepositional && word_class.verb.is_some();
        let quotes = outer.is_quoted(end) && !outer.is_quoted(start);
        if gap & (BREAK | COLON | CLOSING) != 0 || gap & COMMA != 0 && !goes_on || others || quotes {
            break;
        }
        age = age && gap & COMMA == 0;
        end += 1;
    }
    Some(TokenSpan { start, end })
}

fn prepositional_word(word: &str) -> bool {
    matches!(word, "of" | "from" | "with" | "at")
}

const WORK: &[&str] =
    &["cleans", "cooks", "drives", "earned", "earns", "makes", "owns", "runs", "teaches", "worked", "works"];

/// "She works nights at a diner": the sentence after a mention, where it says what they do.
fn what_they_do(outer: &OuterText<'_>, persons_index: &PersonIndex, mention: &Mention) -> Option<TokenSpan> {
    let at = outer.tokens.sentence_of(mention.run.start);
    let span = outer.tokens.sentences().get(at + 1)?.tokens;
    let word = |i: u32| outer.tokens.folded(&outer.tokens.tokens()[i as usize]);
    let asked = Gender::of_pronoun(word(span.start)).filter(|_| matches!(word(span.start), "he" | "she"))?;
    let works = (span.start + 1..span.end.min(span.start + 4)).any(|i| WORK.contains(&word(i)));
    let own =
        |m: &Mention| Gender::of_titles(outer, m).or_else(|| Gender::of_name(&persons_index.persons[m.person].name));
    // Of two persons in a sentence the first who can be meant.
    let named = persons_index.within(outer.tokens.sentences()[at].tokens);
    let meant = named.iter().find(|m| own(m) == Some(asked));
    (works && meant.is_some_and(|m| m.person == mention.person)).then_some(span)
}

fn sentence_end(outer: &OuterText<'_>, token: u32) -> u32 {
    outer.tokens.sentences()[outer.tokens.sentence_of(token)].tokens.end
}
