//! Clauses in which somebody asks for their name to be left out: "a nurse who asked not to be named". They say who speaks, and
//! nothing is said in them.

use crate::voice::outer_text::OuterText;
use crate::voice::quotation_mark::{ANY, SENTENCE};
use crate::voice::word_class::QUOTE;

/// Most items between the verb and the word for what is asked.
const REACH: usize = 9;

/// True for a verb at `at` of such a clause, up to `to`: "asked not to be named", "requested anonymity", "declined to give her
/// name", "spoke on condition of anonymity".
pub(super) fn asks_for_anonymity(outer: &OuterText<'_>, at: usize, to: usize) -> bool {
    if !ASKING.contains(&outer.word(at)) {
        return false;
    }
    let goes_on = |i: &usize| outer.items[*i].gap & (ANY & !SENTENCE) == 0 && !outer.items[*i].word_class.is(QUOTE);
    let words: Vec<&str> = (at + 1..to.min(at + 1 + REACH)).take_while(goes_on).map(|i| outer.word(i)).collect();
    // "declined to be named", "did not want to be named", "asked not to be named"
    let verb = outer.word(at);
    let is_denied = at > 0 && (outer.word(at - 1) == "not" || outer.word(at - 1).ends_with("n't"));
    let denies = |before: &[&str]| {
        is_denied || verb.starts_with("declin") || verb.starts_with("refus") || before.contains(&"not")
    };
    words.iter().enumerate().any(|(i, word)| {
        let (before, next) = (i.checked_sub(1).map_or("", |b| words[b]), words.get(i + 1).copied().unwrap_or(""));
        match *word {
            "anonymity" | "anonymous" | "anonymously" | "nameless" | "unidentified" | "unnamed" => true,
            // "asked to be identified only by her first name"
            "identified" | "named" | "quoted" => {
                before == "be" && (denies(&words[..i]) || matches!(next, "just" | "only"))
            }
            "name" | "names" | "surname" => {
                let is_own =
                    matches!(before, "a" | "first" | "full" | "her" | "his" | "last" | "my" | "real" | "their");
                is_own && (denies(&words) || words[i..].contains(&"withheld"))
            }
            _ => false,
        }
    })
}

/// Verbs of such clauses.
const ASKING: &[&str] = &[
    "asked",
    "asking",
    "asks",
    "chose",
    "declined",
    "declines",
    "declining",
    "insisted",
    "insisting",
    "preferred",
    "preferring",
    "prefers",
    "refused",
    "refusing",
    "request",
    "requested",
    "requesting",
    "requests",
    "speaking",
    "spoke",
    "want",
    "wanted",
    "wanting",
    "wants",
    "wished",
    "wishes",
    "wishing",
];

/// The "who" of such a clause that ends before `end`: "a nurse who asked not to be named" before "said".
pub(super) fn clause_before(outer: &OuterText<'_>, from: usize, end: usize) -> Option<usize> {
    let first = end.saturating_sub(REACH + 4).max(from + 1);
    let last = |word: &str| (first..end).rev().find(|i| outer.word(*i) == word);
    let who = last("who").or_else(|| last("that"))?;
    let is_whole = (who..end).all(|i| outer.items[i].gap & ANY == 0);
    (is_whole && (who + 1..end).any(|i| asks_for_anonymity(outer, i, end))).then_some(who)
}
