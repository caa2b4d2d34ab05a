//! Decides where sentences end.
//!
//! In: two neighbouring words and what is between them. Out: a sentence end, a clause end or
//! neither. News abbreviations never end a sentence; those that may (`U.S.`, `Inc.`, `p.m.`) do so
//! only before a word that usually opens one.
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

/// Judges the `gap` between the words `previous` and `next`, as printed.
pub(super) fn judge_gap(previous: &str, gap: &str, next: &str, next_shape: Shape) -> Gap {
    let mut stop = None;
    let mut clause = false;
    let mut blank_after_stop = false;
    for c in gap.chars() {
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
        Some('.') => period_ends(previous, next, next_shape, blank_after_stop),
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

fn period_ends(previous: &str, next: &str, next_shape: Shape, blank: bool) -> bool {
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
    if word == "no" {
        return !next_shape.number;
    }
    if NEVER_END.binary_search(&word.as_str()).is_ok() {
        return false;
    }
    // One initial, or letters joined by periods: "J. Doe", "the G.I. Bill".
    let initials = previous != "I" && previous.split('.').all(|part| part.chars().nth(1).is_none());
    if initials || SOMETIMES_END.binary_search(&word.as_str()).is_ok() {
        return OPENERS.binary_search(&next.to_lowercase().as_str()).is_ok();
    }
    true
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

/// Abbreviations that a name or figure follows; sorted.
const NEVER_END: &[&str] = &[
    "adm", "al", "apr", "ariz", "ark", "assn", "asst", "atty", "aug", "ave", "blvd", "brig", "calif", "capt", "cmdr",
    "col", "colo", "conn", "cpl", "dec", "del", "dem", "det", "dist", "dr", "ed", "esq", "ex", "feb", "fla", "fr",
    "ft", "ga", "gen", "gov", "hon", "ill", "ind", "jan", "jul", "jun", "kan", "ky", "la", "lt", "maj", "mass", "md",
    "messrs", "mich", "minn", "miss", "mo", "mont", "mr", "mrs", "ms", "mt", "mx", "neb", "nev", "nov", "oct", "okla",
    "ore", "pa", "pfc", "pres", "prof", "pvt", "rd", "rep", "reps", "rev", "sec", "sen", "sens", "sept", "sgt", "spc",
    "st", "supt", "tenn", "tex", "treas", "va", "viz", "vs", "vt", "wash", "wis", "wyo",
];

/// Abbreviations that may close a sentence; sorted.
const SOMETIMES_END: &[&str] = &[
    "a.m", "am", "b.a", "bros", "co", "corp", "d.c", "e.g", "etc", "g.o.p", "i.e", "inc", "jr", "l.a", "llc", "ltd",
    "m.d", "n.c", "n.d", "n.h", "n.j", "n.m", "n.y", "p.m", "ph.d", "pm", "r.i", "s.c", "s.d", "sr", "u.k", "u.n",
    "u.s", "w.va",
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
    "an",
    "and",
    "another",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "each",
    "even",
    "every",
    "few",
    "for",
    "from",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "it",
    "its",
    "last",
    "many",
    "meanwhile",
    "more",
    "most",
    "my",
    "nearly",
    "no",
    "not",
    "now",
    "of",
    "on",
    "one",
    "only",
    "or",
    "other",
    "our",
    "over",
    "she",
    "since",
    "so",
    "some",
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
    "to",
    "two",
    "under",
    "until",
    "we",
    "what",
    "when",
    "where",
    "while",
    "who",
    "why",
    "with",
    "yet",
    "you",
    "your",
];

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_binary_search() {
        for list in [super::NEVER_END, super::SOMETIMES_END, super::OPENERS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
