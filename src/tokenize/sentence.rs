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
use crate::tokenize::abbreviation::{
    AFTER_TIMES, BEFORE_NOUNS, COUNTIES, NEVER_END, OPENERS, PEOPLE, PLACES, SOMETIMES_END, TIMES, WEEKDAYS, WORDS_TOO,
};
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
    let people_open = || is_among(PEOPLE, &next) && opens_with_people(next_shape, rest);
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
    // "shares of Acme Corp. Monday fell", "in Reno, Nev. Friday night": when, and no new sentence.
    if is_among(SOMETIMES_END, &word) && is_among(WEEKDAYS, &next) {
        return opens_with_day(rest);
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

/// "He works for Acme Corp. Monday was his day off": a day is the subject of what is said of it with an article or the
/// like. Not "Acme Corp. Monday was fined".
fn opens_with_day(rest: &str) -> bool {
    let mut words =
        rest.strip_prefix(' ').unwrap_or_default().split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’');
    let first = words.next().unwrap_or_default();
    let is_verb = matches!(first, "is" | "isn't" | "isn’t" | "marks" | "was" | "wasn't" | "wasn’t");
    let noun = ["a", "an", "another", "her", "his", "its", "my", "no", "not", "our", "the", "their", "when"];
    is_verb && words.next().is_some_and(|word| noun.contains(&word))
}

/// "Portland, Ore. Drivers cheered": a noun with a capital opens a sentence where a word without one goes on. Not "Ore.
/// Department of Labor", "Ore. Fire Department", "Ore. AFL-CIO".
fn opens_with_noun(shape: Shape, rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(' ').filter(|_| shape.capitalised && !shape.all_caps) else { return false };
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    word.starts_with(char::is_lowercase) && !matches!(word.as_str(), "and" | "de" | "for" | "of" | "or")
}

/// The same for people, who may be joined with others: "Nurses and cooks cheered".
fn opens_with_people(shape: Shape, rest: &str) -> bool {
    let are_joined = rest.strip_prefix(" and ").is_some_and(|others| others.starts_with(char::is_lowercase));
    let opens = opens_with_noun(shape, rest) || shape.capitalised && !shape.all_caps && are_joined;
    opens && !names_body(rest)
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
