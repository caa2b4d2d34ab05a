//! Pay that is stated without a sum: "six-figure salary", "minimum-wage job".

use crate::pay::cue::AmountReading;
use crate::pay::mention::PayMention;
use crate::pay::sentence::PaySentence;
use crate::pay::words::HEDGES;
use crate::pay::{Currency, PayKind, Period};

/// True for a word that [`mentioned`] can start at.
pub(super) fn may_open(word: &str) -> bool {
    matches!(word, "five" | "six" | "seven" | "eight" | "minimum")
}

/// Pay stated at `at`, whose word is `word`, and where its words end.
pub(super) fn mentioned(line: PaySentence<'_>, at: u32, word: &str, minimum: Option<f64>) -> Option<(PayMention, u32)> {
    match word {
        "five" | "six" | "seven" | "eight" => figures(line, at, word),
        "minimum" => Some((of_minimum(minimum?), minimum_wage(line, at)?)),
        _ => None,
    }
}

/// True for "six figures, about $110,000", "$110,000, a six-figure salary": the sum of `low` is the one of these figures, and
/// from `from` to `to`, the words between them, nothing else is said.
pub(super) fn are_of_sum(line: PaySentence<'_>, figures: f64, low: f64, [from, to]: [u32; 2]) -> bool {
    let is_between = |at: u32| HEDGES.contains(&line.word(at)) || BESIDE_FIGURES.contains(&line.word(at));
    (figures..figures * 10.0).contains(&low) && to >= from && to - from <= MOST_BETWEEN && (from..to).all(is_between)
}

/// Words between figures and the sum that says them exactly.
const BESIDE_FIGURES: &[&str] = &[
    "a",
    "an",
    "annual",
    "annually",
    "at",
    "be",
    "exact",
    "in",
    "is",
    "namely",
    "of",
    "or",
    "pay",
    "per",
    "precise",
    "precisely",
    "salary",
    "say",
    "somewhere",
    "that",
    "the",
    "to",
    "well",
    "which",
    "year",
    "yearly",
];
/// Most words between them.
const MOST_BETWEEN: u32 = 6;

/// "six-figure salary", "earns in the low six figures".
fn figures(line: PaySentence<'_>, at: u32, word: &str) -> Option<(PayMention, u32)> {
    let next = line.word(at + 1);
    let end = match next {
        "figure" => line.after(at + 2, 2).find(|(_, word)| OF_FIGURES.contains(word)).map(|(place, _)| place + 1)?,
        "figures" => {
            let mut back = line.before(at, 6).filter(|(_, word)| !LEADING.contains(word));
            let earned = back.next().is_some_and(|(_, word)| EARNED.contains(&word));
            let closed = !line.after(at + 2, 1).any(|(_, word)| matches!(word, "in" | "for" | "from" | "on" | "worth"));
            (earned && closed).then_some(at + 2)?
        }
        _ => return None,
    };
    let digits = match word {
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        _ => 8,
    };
    let reading = AmountReading { period: Period::Year, stated: false };
    let low = 10_f64.powi(digits - 1);
    Some((PayMention { kind: PayKind::Figures, currency: Currency::Usd, low, high: None, reading }, end))
}

fn of_minimum(hourly: f64) -> PayMention {
    let reading = AmountReading { period: Period::Hour, stated: true };
    PayMention { kind: PayKind::MinimumWage, currency: Currency::Usd, low: hourly, high: None, reading }
}

/// The end of "minimum wage" where a job is said to pay it, and no sum is named beside it.
fn minimum_wage(line: PaySentence<'_>, at: u32) -> Option<u32> {
    if line.word(at + 1) != "wage" {
        return None;
    }
    let end = at + 2;
    let with_sum = |at: u32| line.token(at).is_some_and(|token| token.shape.money);
    if line.before(at, 4).any(|(place, _)| with_sum(place)) || line.after(end, 5).any(|(place, _)| with_sum(place)) {
        return None;
    }
    let of_a_job = matches!(
        line.word(end),
        "job" | "jobs" | "worker" | "workers" | "work" | "employee" | "employees" | "earner" | "earners" | "pay"
    );
    let mut back =
        line.before(at, 4).filter(|(_, word)| !matches!(*word, "the" | "federal" | "at" | "state's" | "only"));
    let earned = back.next().is_some_and(|(_, word)| {
        matches!(
            word,
            "earn" | "earned" | "earning" | "earns" | "make" | "makes" | "making" | "paid" | "paying" | "pays"
        )
    });
    let made_the = line.word_before(at) == "the" && line.word_before(at - 1).starts_with("ma");
    let policy = matches!(line.word(end), "increase" | "increases" | "hike" | "hikes" | "law" | "laws" | "bill");
    (of_a_job || earned && !policy && !made_the).then_some(if of_a_job { end + 1 } else { end })
}

/// What is paid in this number of figures.
const OF_FIGURES: &[&str] = &[
    "compensation",
    "earner",
    "earners",
    "earnings",
    "income",
    "incomes",
    "job",
    "jobs",
    "pay",
    "paycheck",
    "paychecks",
    "salaries",
    "salary",
    "wage",
    "wages",
];
/// Words between a verb of earning and "six figures".
const LEADING: &[&str] =
    &["a", "about", "comfortable", "high", "in", "into", "is", "low", "mid", "of", "over", "the", "was", "well"];
const EARNED: &[&str] = &[
    "earn", "earned", "earning", "earns", "made", "make", "makes", "making", "paid", "pay", "paying", "pays", "salary",
];
