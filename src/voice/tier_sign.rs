//! The sign of a tier in the words that describe a speaker: whose work it is, theirs or another's.

use crate::lexicon::{Lexicon, Role, Tier, TierIdx};
use crate::matcher::Hit;
use crate::span::TokenSpan;
use crate::voice::outer_text::OuterText;
use crate::voice::quotation_mark::{ANY, CLOSING, COMMA, OPENING};
use crate::voice::quote::SpeakerForm;
use crate::voice::word_class::{BE, GROUP, INSTITUTION, PERSON, POSSESSIVE, PREPOSITION, RELATIVE};

/// A sign of a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TierSign {
    pub(super) tier: TierIdx,
    /// An occupation, not pay, hours or hardship.
    pub(super) is_occupation: bool,
    /// Its first token.
    pub(super) at: u32,
    /// The description it is in.
    pub(super) within: TokenSpan,
}

/// The first occupation in `spans` that a speaker of this form has, else the first other sign. `is_role` is true of the
/// token at which the phrase of a role begins and of the end that it must not pass.
pub(super) fn tier_sign(
    outer: &OuterText<'_>,
    is_role: &dyn Fn(u32, u32) -> bool,
    (lexicon, hits): (&Lexicon, &[Hit]),
    spans: &[TokenSpan],
    (form, name): (SpeakerForm, Option<&str>),
) -> Option<TierSign> {
    let mut other = None;
    for span in spans {
        let from = hits.partition_point(|h| h.tokens.start < span.start);
        for hit in hits[from..].iter().take_while(|h| h.tokens.end <= span.end) {
            let entry = lexicon.entry(hit.entry);
            let (Tier::Of(tier), Role::Evidence) = (entry.tier, &entry.role) else { continue };
            // "restaurant employee advocate": an advocate.
            if is_role(hit.tokens.end, span.end) || is_not_theirs(outer, *span, (hit.tokens.start, hit.tokens.end)) {
                continue;
            }
            let is_occupation = entry.soc.is_some();
            if is_occupation && names_place(outer, *span, hit.tokens.end) || is_of_name(outer, hit.tokens, name) {
                continue;
            }
            let sign = TierSign { tier, is_occupation, at: hit.tokens.start, within: *span };
            let is_once = || opens_past(outer, *span) || is_once(outer, *span, hit.tokens.end);
            if is_past(outer, *span, hit.tokens.start) || !is_occupation && is_once() {
                continue;
            }
            if is_occupation {
                // "president of the janitors": several are not one.
                if form == SpeakerForm::Group || !is_plural(outer, hit.tokens) {
                    return Some(sign);
                }
            } else if OWN_LIFE.contains(&lexicon.dimension_name(entry))
                && (form != SpeakerForm::Named || tells_of_life(outer, *span))
            {
                other = other.or(Some(sign));
            }
        }
    }
    other
}

/// Dimensions that say how a person lives; the others say what an article is about.
const OWN_LIFE: &[&str] = &["pay", "schedule", "benefits", "workplace", "hardship", "employer"];

/// True for words from `start` to `end` that are said of somebody or something else than the speaker.
pub(super) fn is_not_theirs(outer: &OuterText<'_>, span: TokenSpan, (start, end): (u32, u32)) -> bool {
    is_of_another(outer, span, start)
        || is_further_on(outer, span, start)
        || names_others(outer, span, end)
        || is_kin(outer, span, end)
}

/// "teacher Jane Doe's daughter": the words are of whose daughter it is.
fn is_kin(outer: &OuterText<'_>, span: TokenSpan, end: u32) -> bool {
    let near = end..span.end.min(end + 4);
    let names = near.take_while(|at| outer.tokens.tokens()[*at as usize].shape.capitalised);
    names.into_iter().any(|at| outer.classes[at as usize].is(POSSESSIVE))
}

/// "who is out of work", "39, on food stamps", "a single mother": words on a person, not on a place or a body.
fn tells_of_life(outer: &OuterText<'_>, span: TokenSpan) -> bool {
    let first = &outer.tokens.tokens()[span.start as usize];
    let word = outer.tokens.folded(first);
    first.shape.number
        || outer.classes[span.start as usize].is(BE)
        || matches!(word, "a" | "an" | "who" | "he" | "she" | "has" | "earns" | "earned" | "makes" | "works" | "worked")
}

/// Nothing but quotation marks parts token `at` from the one before it.
fn is_beside(outer: &OuterText<'_>, at: u32) -> bool {
    outer.gaps[at as usize] & (ANY & !(OPENING | CLOSING)) == 0
}

/// The phrase goes on with token `at`.
fn goes_on(outer: &OuterText<'_>, span: TokenSpan, at: u32) -> bool {
    at < span.end && is_beside(outer, at)
}

/// "restaurant worker advocate", "jail worker union": the noun after it is what the person is.
fn names_others(outer: &OuterText<'_>, span: TokenSpan, end: u32) -> bool {
    if !goes_on(outer, span, end) {
        return false;
    }
    let class = &outer.classes[end as usize];
    class.is(PERSON | GROUP | INSTITUTION) && !class.is(PREPOSITION | RELATIVE)
}

/// "Miner, from Harrington", of Rick Miner: a surname is no work.
fn is_of_name(outer: &OuterText<'_>, tokens: TokenSpan, name: Option<&str>) -> bool {
    let token = &outer.tokens.tokens()[tokens.start as usize];
    let surname =
        name.and_then(|name| name.rsplit(' ').next()).filter(|_| tokens.len() == 1 && token.shape.capitalised);
    surname.is_some_and(|surname| surname.to_lowercase() == outer.tokens.folded(token))
}

/// "tailor shop": the occupation says what kind of place it is.
fn names_place(outer: &OuterText<'_>, span: TokenSpan, end: u32) -> bool {
    if !goes_on(outer, span, end) {
        return false;
    }
    let token = &outer.tokens.tokens()[end as usize];
    !token.shape.capitalised && PLACES.contains(&outer.tokens.folded(token))
}

/// Nouns that an occupation before them names the kind of.
const PLACES: &[&str] = &[
    "academy", "class", "classes", "course", "market", "program", "programs", "room", "school", "schools", "shop",
    "shops", "shortage", "store", "stores", "training", "uniform",
];

/// "the onetime saleswoman", "a retired steel mill worker", "an aspiring teacher", and "former employees", where the sign has
/// the word itself: they do not speak as workers of that tier now.
pub(super) fn is_past(outer: &OuterText<'_>, span: TokenSpan, at: u32) -> bool {
    let is_past = |i: u32| {
        let word = outer.tokens.folded(&outer.tokens.tokens()[i as usize]);
        matches!(
            word,
            "former" | "formerly" | "onetime" | "ex" | "erstwhile" | "retired" | "disabled" | "aspiring" | "budding"
        ) || word.starts_with("ex-")
    };
    let mut has_ended = false;
    let mut reaches = |i: &u32| {
        let is_open = is_beside(outer, *i + 1);
        let is_near = at - i <= NEAR || !has_ended;
        has_ended |= ends_phrase(outer, *i);
        is_open && is_near
    };
    let first = span.start.max(at.saturating_sub(LONGEST_TITLE));
    let word = |i: u32| outer.tokens.folded(&outer.tokens.tokens()[i as usize]);
    // "who had worked as a maid"
    let worked = (first + 1..at).rev().find(|i| word(*i) == "worked");
    if worked.is_some_and(|i| word(i - 1) == "had" || word(i - 1) == "once") {
        return true;
    }
    // "was a machinist for 32 years", "worked as an electrician", "a retiree who has been a cook"
    let opens = |of: u32| if of < at { word(of) } else { "" };
    let verb = (span.start..at).rev().find(|i| word(*i) == "who").map_or(span.start, |i| i + 1);
    let was = opens(verb) == "was" && matches!(opens(verb + 1), "a" | "an");
    if was
        || opens(verb) == "worked" && matches!(opens(verb + 1), "as" | "at" | "for" | "in")
        || (first..at).any(|i| word(i) == "retiree")
    {
        return true;
    }
    is_past(at) || (first..at).rev().take_while(|i| reaches(i)).any(is_past)
}

/// Most words between "whose" and a job in its clause.
const LONGEST_CLAUSE: u32 = 16;
/// Words before the job that are looked at whatever is between: "a former cook and waiter".
const NEAR: u32 = 3;
/// Most words between "a retired" and the job: "New York City school bus driver".
const LONGEST_TITLE: u32 = 8;

/// True for a word that what is before it does not reach beyond: "a former guard who is now a city bus driver".
fn ends_phrase(outer: &OuterText<'_>, at: u32) -> bool {
    let word = outer.tokens.folded(&outer.tokens.tokens()[at as usize]);
    outer.classes[at as usize].is(RELATIVE | PREPOSITION | BE)
        || matches!(word, "and" | "or" | "but" | "now" | "a" | "an" | "the")
}

/// "a former manager at a dollar store": pay, employer and the like are those of the work that has ended.
fn opens_past(outer: &OuterText<'_>, span: TokenSpan) -> bool {
    let word = |i: u32| outer.tokens.folded(&outer.tokens.tokens()[i as usize]);
    let first = (span.start..span.end).find(|i| !matches!(word(*i), "a" | "an" | "the" | "who" | "is"));
    first.is_some_and(|i| matches!(word(i), "former" | "onetime" | "retired"))
}

/// "who lived on food stamps as a teenager", "was homeless when she was 15": how somebody lived once.
fn is_once(outer: &OuterText<'_>, span: TokenSpan, end: u32) -> bool {
    let word = |i: u32| if i < span.end { outer.tokens.folded(&outer.tokens.tokens()[i as usize]) } else { "" };
    let young = |i: u32| matches!(word(i), "boy" | "child" | "girl" | "kid" | "student" | "teen" | "teenager");
    (end..span.end.min(end + 4)).any(|i| match word(i) {
        "as" => word(i + 1) == "a" && young(i + 2),
        "when" => matches!(word(i + 1), "he" | "she" | "they") && matches!(word(i + 2), "was" | "were"),
        _ => false,
    })
}

/// "the wife of a driver", "critics of the minimum wage", "whose mother is a nurse": not the speaker's own.
fn is_of_another(outer: &OuterText<'_>, span: TokenSpan, at: u32) -> bool {
    let word = |i: u32| outer.tokens.folded(&outer.tokens.tokens()[i as usize]);
    let is_open = |i: &u32| is_beside(outer, *i + 1);
    // "whose son was shot while working as a clerk": all that follows is about the son.
    let mut clause = (span.start.max(at.saturating_sub(LONGEST_CLAUSE))..at).rev().take_while(is_open);
    if clause.any(|i| word(i) == "whose") {
        return true;
    }
    for i in (span.start.max(at.saturating_sub(7))..at).rev() {
        if !is_open(&i) {
            return false;
        }
        match word(i) {
            "whose" | "with" | "involving" => return true,
            // "who have helped enrollees on food stamps".
            word if HELPS.contains(&word) => return true,
            "of" | "for" | "against" | "by" | "after" | "about" | "from" | "like" | "than" | "between" => {
                return !(i > span.start && OWN.contains(&word(i - 1)));
            }
            _ if outer.classes[i as usize].is(RELATIVE) => return false,
            _ => {}
        }
    }
    false
}

/// "a poor district" in "Jane Doe, head of the schools, a poor district": a second description is of what the first names.
fn is_further_on(outer: &OuterText<'_>, span: TokenSpan, at: u32) -> bool {
    let comma = |i: &u32| outer.gaps[*i as usize] & COMMA != 0 && !outer.tokens.tokens()[*i as usize].shape.number;
    (span.start + 1..=at).filter(comma).count() > 1
}

/// Verbs of help, whose object is somebody else.
const HELPS: &[&str] = &[
    "assist",
    "assisted",
    "assisting",
    "assists",
    "counsels",
    "help",
    "helped",
    "helping",
    "helps",
    "represented",
    "representing",
    "represents",
    "serve",
    "served",
    "serves",
    "serving",
    "taught",
    "teaches",
    "treats",
];

/// Before "of" and "for": what follows is said of the speaker all the same.
const OWN: &[&str] = &[
    "all",
    "couple",
    "dozens",
    "drives",
    "drove",
    "group",
    "half",
    "hundreds",
    "job",
    "jobs",
    "majority",
    "many",
    "most",
    "number",
    "one",
    "percent",
    "several",
    "shift",
    "shifts",
    "some",
    "third",
    "thousands",
    "two",
    "work",
    "worked",
    "working",
    "works",
];

fn is_plural(outer: &OuterText<'_>, tokens: TokenSpan) -> bool {
    let last = outer.tokens.folded(&outer.tokens.tokens()[tokens.end as usize - 1]);
    last.ends_with('s') && !last.ends_with("ss") || last.ends_with("men") || last == "people"
}
