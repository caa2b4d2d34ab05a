//! Decides where sentences end.
//!
//! In: two neighbouring words and what is between them. Out: a sentence end, a clause end or
//! neither. Abbreviations of titles never end a sentence; those that may (`U.S.`, `Inc.`, `Calif.`, `Dec.`) do so only
//! before a word that usually opens one.
//!
//! Written here rather than taken from a library because it rides on the tokenizer's own pass:
//! a separate segmenter costs a second pass over the text (`docs/decisions/0001-own-tokenizer.md` gives the figures).

use crate::clean::Zone;
use crate::span::TokenSpan;
use crate::tokenize::{Sentence, Shape, Tokens};

/// What the gap between two tokens means.
pub(super) enum Gap {
    /// The sentence ends.
    Sentence,
    /// The clause ends, the sentence goes on.
    Clause,
    /// Nothing ends.
    Inside,
}

/// Judges the `gap` between the words `previous` and `next`, as printed and with their shapes; `rest` is the text after `next`.
pub(super) fn judge_gap(
    (previous, previous_shape): (&str, Shape),
    gap: &str,
    (next, next_shape): (&str, Shape),
    rest: &str,
) -> Gap {
    let mut stop = None;
    let mut clause = false;
    let mut blank_after_stop = false;
    let mut goes_on = false;
    for c in gap.chars() {
        // "at 9 p.m., Mr. Lee": the period belongs to the abbreviation.
        goes_on |= stop == Some('.') && !blank_after_stop && matches!(c, ',' | ';' | ':');
        match c {
            '.' | '?' | '!' | '\u{2026}' => {
                stop = Some(if stop == Some('.') || c == '\u{2026}' { '\u{2026}' } else { c });
                blank_after_stop = false;
            }
            ';' | '\u{2014}' => clause = true,
            ':' => clause |= !(previous.ends_with(|c: char| c.is_ascii_digit()) && gap == ":"),
            _ if c.is_whitespace() => blank_after_stop = stop.is_some(),
            _ => {}
        }
    }
    clause |= gap.contains(" -- ") || gap.contains(" - ") || gap.contains(" \u{2013} ");
    let opens = next_shape.capitalised || next_shape.number;
    let ends = match stop {
        None => false,
        Some('.') if goes_on => false,
        // "1. Nurses": the number of an item of a list; "on March 5. Nurses": a sentence ends.
        Some('.') if previous.len() == 1 && previous_shape.number => {
            opens && blank_after_stop && !previous_shape.starts_sentence
        }
        Some('.') => period_ends(previous, (next, next_shape), blank_after_stop, rest),
        Some(_) => opens && blank_after_stop,
    };
    if ends {
        Gap::Sentence
    } else if clause {
        Gap::Clause
    } else {
        Gap::Inside
    }
}

fn period_ends(previous: &str, (next, next_shape): (&str, Shape), blank: bool, rest: &str) -> bool {
    if !blank {
        // "reform.The": a blank lost in scraping; "example.com" and "v.2" are not ends.
        return next_shape.capitalised
            && !next_shape.all_caps
            && previous.len() > 2
            && previous.ends_with(|c: char| c.is_lowercase());
    }
    if !(next_shape.capitalised || next_shape.number) {
        return false;
    }
    let word = previous.to_lowercase();
    let is_among = |list: &[&str], word: &str| list.binary_search(&word).is_ok();
    if word == "no" {
        return !next_shape.number;
    }
    // "He was ill. The shift …": an abbreviation with a capital, and a word without one.
    if is_among(WORDS_TOO, previous) {
        return true;
    }
    let next = next.to_lowercase();
    // "on Elm St. Cooks left", "in Washington, D.C. Cooks left": no saint and no council is called so.
    let people_open = || is_among(PEOPLE, &next) && opens_with_noun(next_shape, rest) && !names_body(rest);
    // "the shop on Elm St. The rent": no saint is called so.
    if word == "st" && next != "just" {
        return is_among(OPENERS, &next) || people_open();
    }
    if matches!(word.as_str(), "assn" | "dist") && people_open() {
        return true;
    }
    if is_among(NEVER_END, &word) {
        return false;
    }
    if is_among(TIMES, &word) && !next_shape.number && !next_shape.all_caps {
        return !is_among(AFTER_TIMES, &next);
    }
    if word == "co" && is_among(COUNTIES, &next) {
        return false;
    }
    // One initial, or letters joined by periods: "J. Doe", "the G.I. Bill".
    let initials = previous != "I" && previous.split('.').all(|part| part.chars().nth(1).is_none());
    if initials || is_among(SOMETIMES_END, &word) {
        return is_among(OPENERS, &next)
            || is_among(SOMETIMES_END, &word) && !matches!(word.as_str(), "e.g" | "i.e") && people_open()
            || (is_among(PLACES, &word) || is_among(BEFORE_NOUNS, &word))
                && !is_among(NEVER_END, &next)
                && opens_with_noun(next_shape, rest);
    }
    true
}

/// "Portland, Ore. Drivers cheered": a noun with a capital opens a sentence where a word without one goes on. Not "Ore.
/// Department of Labor", "Ore. Fire Department", "Ore. AFL-CIO".
fn opens_with_noun(shape: Shape, rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(' ').filter(|_| shape.capitalised && !shape.all_caps) else { return false };
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    word.starts_with(char::is_lowercase) && !matches!(word.as_str(), "and" | "de" | "for" | "of" | "or")
}

/// "D.C. Nurses union", "N.Y. Drivers guild": what people in a name have after them.
fn names_body(rest: &str) -> bool {
    let word: String = rest.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    let bodies = ["association", "club", "council", "federation", "guild", "league", "local", "party", "union"];
    bodies.contains(&word.strip_suffix('s').unwrap_or(&word))
}

/// Turns the tokens from `first` on into sentences of one block.
pub(super) fn close_block(out: &mut Tokens, first: usize, zone: Zone, block: u32) {
    let narrow = |n: usize| u32::try_from(n).expect("tokens are fewer than bytes");
    let mut start = first;
    for idx in first + 1..=out.tokens.len() {
        if idx == out.tokens.len() || out.tokens[idx].shape.starts_sentence {
            let tokens = TokenSpan { start: narrow(start), end: narrow(idx) };
            out.sentences.push(Sentence { tokens, zone, block });
            start = idx;
        }
    }
}

/// Abbreviations that a name follows; sorted.
const NEVER_END: &[&str] = &[
    "adm", "al", "assn", "asst", "atty", "brig", "capt", "cmdr", "col", "cpl", "dem", "det", "dist", "dr", "ed", "esq",
    "ex", "fr", "gen", "gov", "hon", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt", "mx", "pfc", "pres", "prof",
    "pvt", "rep", "reps", "rev", "sec", "sen", "sens", "sgt", "spc", "st", "supt", "treas", "viz", "vs",
];

/// Abbreviations of companies, places, streets, months and times, which may close a sentence; sorted.
const SOMETIMES_END: &[&str] = &[
    "a.m", "am", "apr", "ariz", "ark", "aug", "ave", "b.a", "blvd", "bros", "calif", "co", "colo", "conn", "corp",
    "d.c", "dec", "del", "dept", "e.g", "etc", "feb", "fla", "ft", "g.o.p", "ga", "i.e", "ill", "inc", "ind", "jan",
    "jr", "jul", "jun", "kan", "ky", "l.a", "la", "llc", "ltd", "m.d", "mass", "md", "mich", "minn", "miss", "mo",
    "mont", "n.c", "n.d", "n.h", "n.j", "n.m", "n.y", "neb", "nev", "nov", "oct", "okla", "ore", "p.m", "pa", "ph.d",
    "pm", "r.i", "rd", "s.c", "s.d", "sept", "sr", "tenn", "tex", "u.k", "u.n", "u.s", "univ", "va", "vt", "w.va",
    "wash", "wis", "wyo",
];

/// Abbreviations of places among them, but those of letters (`the D.C. Council voted`); sorted.
const PLACES: &[&str] = &[
    "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "mass", "md", "mich",
    "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo",
];

/// Abbreviations of companies, streets and degrees that no noun with a capital follows as a part of the name: not "Jr."
/// ("the King Jr. Library fund"), and not what is of letters; sorted.
const BEFORE_NOUNS: &[&str] =
    &["ave", "b.a", "blvd", "bros", "co", "corp", "etc", "inc", "llc", "ltd", "m.d", "ph.d", "rd"];

/// What people are called together, where it is no part of the name of an office or a team; sorted.
const PEOPLE: &[&str] = &[
    "accountants",
    "activists",
    "advocates",
    "aides",
    "analysts",
    "artists",
    "bakers",
    "bankers",
    "barbers",
    "baristas",
    "bartenders",
    "builders",
    "busboys",
    "butchers",
    "buyers",
    "carpenters",
    "cashiers",
    "chefs",
    "children",
    "citizens",
    "cleaners",
    "clerks",
    "commuters",
    "consumers",
    "contractors",
    "cooks",
    "couriers",
    "crews",
    "critics",
    "customers",
    "dancers",
    "dealers",
    "dentists",
    "dishwashers",
    "dockworkers",
    "doctors",
    "drivers",
    "economists",
    "electricians",
    "employees",
    "employers",
    "engineers",
    "experts",
    "families",
    "fans",
    "farmers",
    "farmhands",
    "farmworkers",
    "fathers",
    "firefighters",
    "fishermen",
    "florists",
    "gardeners",
    "graduates",
    "groundskeepers",
    "growers",
    "guards",
    "guests",
    "helpers",
    "hosts",
    "housekeepers",
    "immigrants",
    "inspectors",
    "instructors",
    "investors",
    "janitors",
    "journalists",
    "laborers",
    "labourers",
    "landlords",
    "landscapers",
    "lawmakers",
    "lawyers",
    "librarians",
    "loaders",
    "machinists",
    "maids",
    "managers",
    "mechanics",
    "men",
    "merchants",
    "migrants",
    "miners",
    "mothers",
    "movers",
    "musicians",
    "nannies",
    "neighbors",
    "neighbours",
    "nurses",
    "officials",
    "operators",
    "opponents",
    "organizers",
    "owners",
    "painters",
    "paramedics",
    "parents",
    "passengers",
    "patients",
    "pedestrians",
    "people",
    "pharmacists",
    "physicians",
    "pickers",
    "plumbers",
    "porters",
    "professors",
    "prosecutors",
    "protesters",
    "ranchers",
    "renters",
    "reporters",
    "researchers",
    "residents",
    "retirees",
    "riders",
    "roofers",
    "scientists",
    "seamstresses",
    "servers",
    "shopkeepers",
    "shoppers",
    "staffers",
    "steelworkers",
    "students",
    "supervisors",
    "supporters",
    "surgeons",
    "survivors",
    "tailors",
    "teachers",
    "technicians",
    "teenagers",
    "tellers",
    "tenants",
    "therapists",
    "tourists",
    "truckers",
    "vendors",
    "veterans",
    "victims",
    "visitors",
    "volunteers",
    "voters",
    "waiters",
    "waitresses",
    "welders",
    "witnesses",
    "women",
    "workers",
];

/// Counties, as in `Co. Kildare`; sorted.
const COUNTIES: &[&str] = &[
    "antrim",
    "armagh",
    "carlow",
    "cavan",
    "clare",
    "cork",
    "derry",
    "donegal",
    "down",
    "dublin",
    "durham",
    "fermanagh",
    "galway",
    "kerry",
    "kildare",
    "kilkenny",
    "laois",
    "leitrim",
    "limerick",
    "longford",
    "louth",
    "mayo",
    "meath",
    "monaghan",
    "offaly",
    "roscommon",
    "sligo",
    "tipperary",
    "tyrone",
    "waterford",
    "westmeath",
    "wexford",
    "wicklow",
];

/// Words of lower case that only look like an abbreviation of a title, a state or a street; sorted.
const WORDS_TOO: &[&str] =
    &["ark", "ed", "ex", "ill", "mass", "miss", "pa", "pres", "prof", "rep", "reps", "sec", "wash"];

/// After the time of day, anything but a day or a zone opens a sentence; sorted.
const TIMES: &[&str] = &["a.m", "p.m"];
const AFTER_TIMES: &[&str] = &[
    "apr",
    "april",
    "aug",
    "august",
    "central",
    "dec",
    "december",
    "eastern",
    "est",
    "feb",
    "february",
    "fri",
    "friday",
    "greenwich",
    "jan",
    "january",
    "july",
    "june",
    "local",
    "mar",
    "march",
    "may",
    "mon",
    "monday",
    "mountain",
    "nov",
    "november",
    "oct",
    "october",
    "pacific",
    "sat",
    "saturday",
    "sept",
    "september",
    "sun",
    "sunday",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "wednesday",
];

/// Words that usually open a sentence; sorted.
const OPENERS: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "all",
    "also",
    "although",
    "amid",
    "among",
    "an",
    "and",
    "another",
    "any",
    "anyone",
    "are",
    "as",
    "at",
    "because",
    "before",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "despite",
    "did",
    "do",
    "does",
    "during",
    "each",
    "earlier",
    "even",
    "eventually",
    "every",
    "everyone",
    "few",
    "finally",
    "following",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "inside",
    "instead",
    "is",
    "it",
    "its",
    "just",
    "last",
    "later",
    "let",
    "many",
    "maybe",
    "meanwhile",
    "more",
    "most",
    "much",
    "my",
    "nearly",
    "neither",
    "never",
    "no",
    "nobody",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "outside",
    "over",
    "perhaps",
    "previously",
    "rather",
    "recently",
    "several",
    "she",
    "should",
    "since",
    "so",
    "some",
    "someone",
    "something",
    "sometimes",
    "soon",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "together",
    "too",
    "two",
    "under",
    "unlike",
    "until",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
];

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_binary_search() {
        for list in [
            super::NEVER_END,
            super::SOMETIMES_END,
            super::PLACES,
            super::BEFORE_NOUNS,
            super::PEOPLE,
            super::COUNTIES,
            super::WORDS_TOO,
            super::TIMES,
            super::AFTER_TIMES,
            super::OPENERS,
        ] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
