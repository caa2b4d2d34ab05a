//! The words of an article that say who a person is, and what they tell.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::lexicon::{Lexicon, Role, Tier, TierIdx};
use crate::matcher::Hit;
use crate::span::TokenSpan;
use crate::voice::item::Page;
use crate::voice::mark::{ANY, BREAK, CLOSING, COLON, COMMA, OPENING, SENTENCE};
use crate::voice::name::{Mention, People, PersonIdx};
use crate::voice::sign::{
    ADVERB, AUXILIARY, BE, CONJUNCTION, DETERMINER, IMPERSONAL, PERSON, PERSONAL, POSSESSIVE, PREPOSITION, RELATIVE,
    ROLE, SUBORDINATOR, TIME, TITLE,
};
use crate::voice::{SectorIdx, Standing};

/// Longest description on one side of a name, in tokens.
const LONGEST: u32 = 24;
/// Mentions of a person that are read for descriptions.
const MENTIONS: usize = 4;

/// Phrases that tell a sector, by their first word.
#[derive(Debug)]
pub(super) struct Roles {
    phrases: HashMap<String, Vec<Phrase>, FixedState>,
    tiers: Vec<Option<TierIdx>>,
    official: Option<SectorIdx>,
    known: Vec<String>,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    sector: SectorIdx,
    capitalised: bool,
}

/// What descriptions tell of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) standing: Standing,
    pub(super) sector: Option<SectorIdx>,
    /// An occupation or another sign of a tier was found.
    pub(super) by_hit: bool,
}

impl Roles {
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
        Self {
            phrases,
            tiers: sectors.iter().map(|s| tier(&s.tier)).collect(),
            official: official.map(|at| SectorIdx(u8::try_from(at).expect("sectors are few"))),
            known: lexicon.voice.known_officials.clone(),
        }
    }

    /// Folded surnames of known officials.
    pub(super) fn officials(&self) -> Vec<String> {
        self.known.iter().filter_map(|name| name.split(' ').next_back()).map(str::to_lowercase).collect()
    }

    /// What the words in `spans` tell, of a person of this name.
    pub(super) fn tell(
        &self,
        page: &Page<'_>,
        lexicon: &Lexicon,
        hits: &[Hit],
        spans: &[TokenSpan],
        name: Option<&str>,
    ) -> Told {
        let (sector, titled) = self.sector(page, spans);
        let official = self.official;
        let known = name.is_some_and(|name| self.known.iter().any(|k| same_person(k, name)));
        if sector.is_some() && sector == official
            || sector.is_none() && (titled || known)
            || spans.iter().any(|s| has_party(page, *s))
        {
            return Told { standing: Standing::Official, sector: official, by_hit: false };
        }
        let hit = tier_of_hits(lexicon, hits, spans);
        let of_sector = sector.and_then(|s| self.tiers[usize::from(s.0)]);
        let standing = match (hit, of_sector) {
            (Some((tier, true)), _) | (_, Some(tier)) | (Some((tier, false)), None) => Standing::Tier(tier),
            _ => Standing::Unknown,
        };
        Told { standing, sector, by_hit: hit.is_some() }
    }

    /// The first sector in the order of the list, and whether a capitalised title stands alone.
    fn sector(&self, page: &Page<'_>, spans: &[TokenSpan]) -> (Option<SectorIdx>, bool) {
        let mut best: Option<SectorIdx> = None;
        let mut titled = false;
        for span in spans {
            let mut at = span.start;
            while at < span.end {
                let Some((len, phrase)) = self.phrase_at(page, at, span.end) else {
                    at += 1;
                    continue;
                };
                if phrase.capitalised {
                    titled = true;
                } else {
                    best = Some(best.map_or(phrase.sector, |b| b.min(phrase.sector)));
                }
                at += len;
            }
        }
        (best, titled)
    }

    fn phrase_at(&self, page: &Page<'_>, at: u32, end: u32) -> Option<(u32, &Phrase)> {
        if !page.signs[at as usize].is(ROLE) {
            return None;
        }
        let word = |i: u32| {
            let token = &page.tokens.tokens()[i as usize];
            page.tokens.base(token).unwrap_or_else(|| page.tokens.folded(token))
        };
        let capital = page.tokens.tokens()[at as usize].shape.capitalised;
        self.phrases.get(word(at))?.iter().find_map(|phrase| {
            let len = phrase.words.len() as u32;
            let fits = at + len <= end
                && (!phrase.capitalised || capital)
                && (1..len).all(|i| phrase.words[i as usize] == word(at + i));
            fits.then_some((len, phrase))
        })
    }

    /// True when the token is one that describes a person before a name: "economist", "owner".
    fn describes(&self, page: &Page<'_>, at: u32) -> bool {
        page.signs[at as usize].is(TITLE | PERSON) || self.phrase_at(page, at, at + 1).is_some()
    }
}

/// First and last word agree; a surname alone stands for the known one.
fn same_person(known: &str, name: &str) -> bool {
    if !name.contains(' ') {
        return known.ends_with(name) && known.len() > name.len();
    }
    let ends = |n: &str| n.split(' ').next().map(str::to_owned).zip(n.split(' ').next_back().map(str::to_owned));
    ends(known) == ends(name)
}

/// "R-Ohio", "D-Vt.": party and state.
fn has_party(page: &Page<'_>, span: TokenSpan) -> bool {
    let tokens = &page.tokens.tokens()[span.range()];
    tokens.windows(2).any(|pair| {
        let letter = matches!(page.tokens.folded(&pair[0]), "r" | "d" | "i") && pair[0].shape.capitalised;
        let between = &page.document.text[pair[0].span.end as usize..pair[1].span.start as usize];
        letter && pair[1].shape.capitalised && matches!(between, "-" | "\u{2013}" | "\u{2010}" | "\u{2011}")
    })
}

/// The tier of the first occupation in `spans`, else of the first other sign; true for an occupation.
pub(super) fn tier_of_hits(lexicon: &Lexicon, hits: &[Hit], spans: &[TokenSpan]) -> Option<(TierIdx, bool)> {
    let mut other = None;
    for span in spans {
        let from = hits.partition_point(|h| h.tokens.start < span.start);
        for hit in hits[from..].iter().take_while(|h| h.tokens.end <= span.end) {
            let entry = lexicon.entry(hit.entry);
            let (Tier::Of(tier), Role::Evidence) = (entry.tier, &entry.role) else { continue };
            if entry.soc.is_some() {
                return Some((tier, true));
            }
            other = other.or(Some((tier, false)));
        }
    }
    other
}

/// The descriptions of all persons of a document.
pub(super) fn all_descriptions(page: &Page<'_>, roles: &Roles, people: &People) -> Vec<Vec<TokenSpan>> {
    (0..people.persons.len()).map(|person| descriptions(page, roles, people, person)).collect()
}

/// Where an article describes a person: before the name, behind it, in "is a", in what "she" does.
fn descriptions(page: &Page<'_>, roles: &Roles, people: &People, person: PersonIdx) -> Vec<TokenSpan> {
    let mut spans = Vec::new();
    let mentions = &people.persons[person].mentions;
    for mention in mentions.iter().take(MENTIONS).map(|at| &people.mentions[*at]) {
        let before = before_name(page, roles, mention);
        let after = after_name(page, mention);
        let work = what_they_do(page, mention);
        spans.extend([before, after, work].into_iter().flatten().filter(|s| !s.is_empty()));
    }
    spans
}

/// What ends a description before a name.
const STOPS: u32 = AUXILIARY | SUBORDINATOR | CONJUNCTION | PERSONAL | IMPERSONAL | ADVERB | TIME | RELATIVE;

/// "restaurant owner Jane Doe", "Rep. Jane Doe", "Doe's lawyer, John Roe".
fn before_name(page: &Page<'_>, roles: &Roles, mention: &Mention) -> Option<TokenSpan> {
    let end = mention.name.start;
    if end == 0 || page.gaps[end as usize] & (ANY & !COMMA) != 0 {
        return None;
    }
    let comma = page.gaps[end as usize] & COMMA != 0;
    if !roles.describes(page, end - 1) && !comma {
        return None;
    }
    let mut start = end;
    while start > 0 && end - start < 9 {
        let sign = page.signs[start as usize - 1];
        let token = &page.tokens.tokens()[start as usize - 1];
        let verb = sign.verb.is_some_and(|v| !v.noun) && !token.shape.capitalised;
        let gap = if start == end { page.gaps[start as usize] & !COMMA } else { page.gaps[start as usize] };
        let of = sign.is(PREPOSITION)
            && page.tokens.folded(token) == "of"
            && start > 1
            && page.tokens.tokens()[start as usize - 2].shape.capitalised;
        let breaks = sign.is(STOPS) && !sign.is(TITLE) || verb || sign.is(PREPOSITION) && !comma && !of;
        if gap & ANY != 0 || breaks {
            break;
        }
        start -= 1;
        if sign.is(DETERMINER) {
            break;
        }
    }
    let possessed = (start..end).any(|i| page.signs[i as usize].is(POSSESSIVE | DETERMINER));
    (start < end && (!comma || possessed)).then_some(TokenSpan { start, end })
}

/// ", a nurse from Ohio,", ", 39, of Dayton", "(R-Ohio)", "is a", "of the union".
fn after_name(page: &Page<'_>, mention: &Mention) -> Option<TokenSpan> {
    let start = mention.run.end;
    let limit = sentence_end(page, mention.run.start);
    if start >= limit {
        return None;
    }
    let (gap, sign) = (page.gaps[start as usize], page.signs[start as usize]);
    let first = &page.tokens.tokens()[start as usize];
    if gap & (BREAK | COLON | SENTENCE | CLOSING) != 0 {
        return None;
    }
    let opens = gap & (COMMA | OPENING) != 0;
    let is = !opens && sign.is(BE) && start + 1 < limit && page.signs[start as usize + 1].is(DETERMINER);
    let prepositional = !opens && matches!(page.tokens.folded(first), "of" | "from" | "with" | "at");
    let works = !opens && WORK.contains(&page.tokens.folded(first));
    let lower =
        !first.shape.capitalised && !sign.is(PREPOSITION | CONJUNCTION | PERSONAL | ADVERB | SUBORDINATOR | AUXILIARY);
    let titled = first.shape.capitalised && !sign.is(TIME);
    let apposed = opens
        && (gap & OPENING != 0
            || first.shape.number
            || sign.is(DETERMINER | RELATIVE)
            || lower && (sign.verb.is_none() || sign.is(TITLE | PERSON))
            || titled
            || prepositional_word(page.tokens.folded(first)));
    if !(is || prepositional || works || apposed) {
        return None;
    }
    let mut end = start + 1;
    let mut age = first.shape.number;
    while end < limit && end - start < LONGEST {
        let (gap, sign) = (page.gaps[end as usize], page.signs[end as usize]);
        let goes_on = age || sign.is(CONJUNCTION | RELATIVE) && opens;
        if gap & (BREAK | COLON | CLOSING) != 0 || gap & COMMA != 0 && !goes_on {
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

/// "She works nights at a diner": the sentence behind a mention, where it says what they do.
fn what_they_do(page: &Page<'_>, mention: &Mention) -> Option<TokenSpan> {
    let at = page.tokens.sentence_of(mention.run.start) + 1;
    let sentence = page.tokens.sentences().get(at)?;
    let span = sentence.tokens;
    let word = |i: u32| page.tokens.folded(&page.tokens.tokens()[i as usize]);
    let pronoun = matches!(word(span.start), "he" | "she");
    let works = pronoun && (span.start + 1..span.end.min(span.start + 4)).any(|i| WORK.contains(&word(i)));
    works.then_some(span)
}

fn sentence_end(page: &Page<'_>, token: u32) -> u32 {
    page.tokens.sentences()[page.tokens.sentence_of(token)].tokens.end
}
