//! Sums an hour that nobody earns: taxes, rents, and what employers pay into funds.

use crate::pay::sentence::PaySentence;
use crate::pay::words::{CLOSERS, HEDGES, is_earning, is_pay_noun};

/// True for a tax or rent of the amount that starts at `start`, or one paid into a fund after `end`.
pub(super) fn is_charge(line: PaySentence<'_>, start: u32, end: u32) -> bool {
    let goes_on = !line.gap(end).contains([',', '(']);
    is_size_of_charge(line, start) || goes_on && (is_named_charge(line, end) || goes_into_fund(line, end))
}

/// "a tax of $2 an hour", "the rent there is $15 an hour of work".
fn is_size_of_charge(line: PaySentence<'_>, start: u32) -> bool {
    let Some((link, word)) = line.before(start, 5).find(|(_, word)| !HEDGES.contains(word)) else { return false };
    let head = match word {
        "of" => line.before(link, 1).next(),
        "is" | "was" | "are" | "were" => line
            .before(link, 6)
            .find(|(_, word)| CHARGES.contains(word) || is_pay_noun(word) || is_earning(word) || *word == "rate"),
        _ => None,
    };
    let Some((place, _)) = head.filter(|(_, word)| CHARGES.contains(word)) else { return false };
    let aside = |word: &str| matches!(word, "after" | "at" | "before" | "minus" | "without");
    let taken_off = line.before(place, 4).any(|(_, word)| aside(word));
    let whole = place + 1 == link || AFTER_NOUN.contains(&line.word(place + 1));
    whole && !taken_off
}

/// "a $2-an-hour tax on firms", but not "$15 an hour tax free".
fn is_named_charge(line: PaySentence<'_>, end: u32) -> bool {
    let named = line.after(end, 1).any(|(_, word)| CHARGES.contains(&word));
    named && is_last_of_noun(line, end)
}

/// "$3 an hour into the pension fund", but not "$15 an hour to pension clerks".
fn goes_into_fund(line: PaySentence<'_>, end: u32) -> bool {
    let mut next = line.after(end, 8).skip_while(|(_, word)| matches!(*word, "goes" | "go" | "went"));
    let Some((at, link)) = next.next() else { return false };
    if !matches!(link, "for" | "into" | "to" | "toward" | "towards") {
        return false;
    }
    let words = line.after(at + 1, 6).take_while(|(_, word)| FUNDS.contains(word) || OF_FUND.contains(word));
    // "for the trust" names an employer, too.
    let put_by = |word: &str| match link {
        "for" => matches!(word, "benefits" | "insurance" | "pension" | "pensions"),
        _ => FUNDS.contains(&word),
    };
    let Some((last, _)) = words.last().filter(|(_, word)| put_by(word)) else { return false };
    is_last_of_noun(line, last)
}

/// The word at `at` closes its noun: no "tax free", no "pension clerks".
fn is_last_of_noun(line: PaySentence<'_>, at: u32) -> bool {
    let Some((_, next)) = line.after(at + 1, 1).next() else { return true };
    line.gap(at + 1).contains([',', ')', '"', '”']) || AFTER_NOUN.contains(&next) || CLOSERS.contains(&next)
}

/// What is taken from firms or workers by the hour.
const CHARGES: &[&str] =
    &["contribution", "contributions", "deduction", "deductions", "levies", "levy", "rent", "rents", "tax", "taxes"];
/// After the whole noun of a charge or a fund.
const AFTER_NOUN: &[&str] =
    &["at", "by", "each", "every", "falls", "for", "from", "here", "in", "of", "on", "per", "that", "there", "under"];
/// What money is put by in.
const FUNDS: &[&str] = &[
    "benefits",
    "fund",
    "funds",
    "insurance",
    "pension",
    "pensions",
    "plan",
    "plans",
    "retirement",
    "savings",
    "scheme",
    "trust",
];
/// Words before a fund that are part of its name.
const OF_FUND: &[&str] = &[
    "a",
    "an",
    "and",
    "care",
    "dental",
    "employee",
    "employees",
    "health",
    "her",
    "his",
    "its",
    "medical",
    "our",
    "private",
    "state",
    "the",
    "their",
    "training",
    "union",
    "vacation",
    "welfare",
    "workers",
];
