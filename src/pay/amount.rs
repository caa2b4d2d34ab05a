//! Sums of money in a sentence: one sum, a range of two, or a change from one to the other.

use std::borrow::Cow;

use crate::pay::Currency;
use crate::pay::number::{self, factor_word, in_digits, in_words};
use crate::pay::period;
use crate::pay::sentence::PaySentence;
use crate::pay::unit::{CurrencyUnit, code, is_sign, sign_before, sign_of, unit_after};
use crate::pay::words::{HEDGES, STEPS};
use crate::span::TokenSpan;

/// One sum or a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sum {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Written in millions or more.
    pub(super) large: bool,
    pub(super) tokens: TokenSpan,
}

/// Sums that share what is said after them: one, or the two ends of a change.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    pub(super) currency: Currency,
    pub(super) sums: Vec<Sum>,
    pub(super) tokens: TokenSpan,
}

/// One figure as it is read, its currency still open.
#[derive(Debug, Clone, Copy)]
struct PrintedNumber {
    currency: Option<Currency>,
    value: f64,
    /// What a thousand or a million after it means.
    factor: f64,
    /// It is counted in cents or pence.
    part: bool,
    end: u32,
}

/// True for a word that an amount can start at; a number in digits always can.
pub(super) fn may_open(word: &str) -> bool {
    number::may_open(word) || word.get(..3).and_then(code).is_some()
}

/// The amount whose first figure is at `at`.
pub(super) fn amount_at(line: PaySentence<'_>, at: u32) -> Option<Amount> {
    let first = figure_at(line, at, None)?;
    let Some((second, from)) = second_figure(line, at, first) else {
        let is_thousands = line.word(at).ends_with('k') || line.word(first.end.saturating_sub(1)) == "grand";
        let currency = first.currency.or_else(|| is_thousands.then_some(Currency::Usd))?;
        let sum = Sum { low: first.value, high: first.value, large: first.factor >= 1e6, tokens: span(at, first.end) };
        return Some(Amount { currency, sums: vec![sum], tokens: sum.tokens });
    };
    let currency = first.currency.or(second.currency)?;
    let (low, high) = (first.value * shared_factor(first, second), second.value);
    let large = second.factor >= 1e6;
    let is_by = matches!(line.word_before(at), "by" | "up") || is_step_to_level(line, at, [low, high]);
    let step = line.word(first.end) == "to" && is_by || is_change(line.word_before(at));
    let changes = matches!(line.word_before(at), "from" | "of") && line.before(at, 14).any(|(_, word)| is_change(word));
    let new = Sum { low: high, high, large, tokens: span(from, second.end) };
    if step {
        return Some(Amount { currency, sums: vec![new], tokens: new.tokens });
    }
    let sums = if changes || high < low {
        vec![Sum { low, high: low, large, tokens: span(at, first.end) }, new]
    } else {
        vec![Sum { low, high, large, tokens: span(at, second.end) }]
    };
    Some(Amount { currency, sums, tokens: span(at, second.end) })
}

/// True for the first figure of "a rise of £1 to £12": the size of one step, far below the level it leads to. "Raises of $1
/// to $8" and "a raise of $1 to $2" are ranges.
fn is_step_to_level(line: PaySentence<'_>, start: u32, [size, level]: [f64; 2]) -> bool {
    let noun = line.before(start, 6).map(|(_, word)| word).find(|word| *word != "of" && !HEDGES.contains(word));
    let is_one = noun.is_some_and(|word| STEPS.contains(&word) && !word.ends_with('s'));
    line.before(start, 6).any(|(_, word)| word == "of") && is_one && size * LEVEL <= level
}

/// How many times the size of a step the level after it has at least.
const LEVEL: f64 = 5.0;

fn span(start: u32, end: u32) -> TokenSpan {
    TokenSpan { start, end }
}

/// What the low end of a range takes over from the high one: the thousands of `$30-35,000`, the millions of
/// `$1 to $2 million`.
fn shared_factor(first: PrintedNumber, second: PrintedNumber) -> f64 {
    if first.value >= 1000.0 || first.part {
        return 1.0;
    }
    let low = |factor: f64| first.value * factor;
    if second.factor > 1.0 {
        return if low(second.factor) <= second.value { second.factor } else { 1.0 };
    }
    let near = low(1000.0) < second.value && low(5000.0) >= second.value;
    if near { 1000.0 } else { 1.0 }
}

/// The figure that makes a range of the first one: `$11-$13`, `$11 to $13`, `between $11 and $13`.
fn second_figure(line: PaySentence<'_>, at: u32, first: PrintedNumber) -> Option<(PrintedNumber, u32)> {
    let gap = line.gap(first.end);
    let between = gap.trim_matches(is_sign);
    let dash = matches!(between, "-" | "–" | "—" | "-to-" | " - " | " – ");
    let linked = match line.word(first.end) {
        "to" | "or" => !gap.contains(','),
        "and" => line.word_before(at) == "between",
        _ => false,
    };
    let up_to = line.word(first.end) == "up" && line.word(first.end + 1) == "to" && !gap.contains(',');
    let from = if up_to {
        first.end + 2
    } else if dash && line.word(first.end) != "to" {
        first.end
    } else {
        first.end + 1
    };
    if !dash && !linked && !up_to {
        return None;
    }
    let second = figure_at(line, from, first.currency)?;
    let percent = line.word(second.end) == "percent" || line.gap(second.end).starts_with('%');
    let counts = dash || second.currency.is_some() || period::after(line, second.end).is_some();
    let same = second.currency.is_none() || first.currency.is_none() || second.currency == first.currency;
    (same && counts && !percent).then_some((second, from))
}

/// The figure at `at`, with the cents said after it; without a sign it is spelled as sums in `shared` are.
fn figure_at(line: PaySentence<'_>, at: u32, shared: Option<Currency>) -> Option<PrintedNumber> {
    let whole = whole_figure(line, at, shared)?;
    let currency = whole.currency.filter(|_| !whole.part && whole.factor <= 1.0 && whole.value.fract() == 0.0);
    let added = currency.and_then(|currency| cents_after(line, at, whole, currency));
    Some(added.map_or(whole, |(cents, end)| PrintedNumber { value: whole.value + cents, end, ..whole }))
}

/// What is added to whole dollars, pounds or euros, and where it ends: `and 25 cents`, `9 pounds 50`, `and a half`.
fn cents_after(line: PaySentence<'_>, at: u32, whole: PrintedNumber, currency: Currency) -> Option<(f64, u32)> {
    let and = line.word(whole.end) == "and";
    let from = whole.end + u32::from(and);
    if let Some(end) = half_after(line, whole.end).filter(|end| period::after(line, *end).is_some()) {
        return Some((0.5, end));
    }
    let small = whole_figure(line, from, None)?;
    // Cents are of any currency but the pound.
    let of_it = small.currency == Some(currency) || small.currency == Some(Currency::Usd) && currency != Currency::Gbp;
    if small.part && of_it && small.value < 1.0 {
        return Some((small.value, small.end));
    }
    let in_words = !line.token(at)?.shape.money && line.gap(from) == " ";
    // "between twelve dollars and fifty an hour" is a range.
    let linked = !and || whole.value < 100.0 && !line.before(at, 4).any(|(_, word)| word == "between");
    let bare = linked && small.currency.is_none() && (10.0..100.0).contains(&small.value);
    (in_words && bare && period::after(line, small.end).is_some()).then_some((small.value / 100.0, small.end))
}

/// The end of "and a half" at `at`.
fn half_after(line: PaySentence<'_>, at: u32) -> Option<u32> {
    let said = line.word(at) == "and" && line.word(at + 1) == "a" && line.word(at + 2) == "half";
    said.then_some(at + 3)
}

/// A number with its sign, code or unit before or after it.
fn whole_figure(line: PaySentence<'_>, at: u32, shared: Option<Currency>) -> Option<PrintedNumber> {
    let token = line.token(at)?;
    let folded = line.tokens.folded(token);
    if token.shape.money {
        return in_currency(line, at, line.tokens.base(token)?, [Some(sign_of(line, at)?), None]);
    }
    if token.shape.number {
        return in_currency(line, at, folded, [sign_before(line, at), shared]);
    }
    if let Some(currency) = folded.get(..3).and_then(code) {
        let next = line.token(at + 1).filter(|next| next.shape.number && folded.len() == 3);
        return match next {
            Some(next) if next.shape.money => None,
            Some(next) => in_currency(line, at + 1, line.tokens.folded(next), [Some(currency), None]),
            None => in_currency(line, at, &folded[3..], [Some(currency), None]),
        };
    }
    let (value, end) = if is_one_dollar(line, at) { (1.0, at + 1) } else { in_words(line, at)? };
    let (value, end) = half_after(line, end).map_or((value, end), |end| (value + 0.5, end));
    let (factor, end) = with_factor(line, end);
    Some(counted(value, factor, unit_after(line, end), end))
}

/// "a dollar an hour", but not "half a dollar an hour" and not "a dollar more".
fn is_one_dollar(line: PaySentence<'_>, at: u32) -> bool {
    let is_part = || {
        let before = line.word_before(at);
        before == "half"
            || before == "of" && matches!(line.word_before(at - 1), "fraction" | "half" | "quarter" | "third")
    };
    line.word(at) == "a"
        && matches!(line.word(at + 1), "buck" | "dollar")
        && period::after(line, at + 2).is_some()
        && !is_part()
}

/// A number in digits, with the currency of a sign or code before it, or else spelled as in the shared one.
fn in_currency(
    line: PaySentence<'_>,
    at: u32,
    text: &str,
    [before, shared]: [Option<Currency>; 2],
) -> Option<PrintedNumber> {
    let (text, end) = grouped(line, at, text, before.or(shared));
    let glued = match in_digits(&text, before)?.letters {
        "" | "ph" | "pa" | "pw" | "pcm" => None,
        "p" | "pm" if before.is_some() => None,
        "p" => Some((Currency::Gbp, 0.01)),
        letters => Some((code(letters)?, 1.0)),
    };
    let (factor, end) = with_factor(line, end);
    let known =
        before.map(|currency| (currency, 1.0)).or(glued).map(|(currency, part)| CurrencyUnit { currency, part, end });
    let unit = known.or_else(|| unit_after(line, end));
    let digits = in_digits(&text, unit.map(|unit| unit.currency).or(shared))?;
    Some(counted(digits.value, digits.factor * factor, unit, end))
}

/// The digits at `at` with the groups of three after blanks that do not break a line, or any in euros: `2 500`.
fn grouped<'a>(line: PaySentence<'_>, at: u32, text: &'a str, before: Option<Currency>) -> (Cow<'a, str>, u32) {
    let (mut out, mut end) = (Cow::Borrowed(text), at + 1);
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let euros = before == Some(Currency::Eur) || before.is_none() && euros_follow(line, at);
    let blank = |gap: &str| matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}") || gap == " " && euros;
    while text.len() <= 3 && digits(text) && blank(line.gap(end)) && line.word(end).len() == 3 && digits(line.word(end))
    {
        out.to_mut().push_str(line.word(end));
        end += 1;
    }
    (out, end)
}

/// True where the groups of digits from `at` on, of one number or a range, end in euros: `2 200 to 2 500 €`.
fn euros_follow(line: PaySentence<'_>, at: u32) -> bool {
    let part = |word: &str| word.bytes().all(|b| b.is_ascii_digit()) || matches!(word, "and" | "or" | "to");
    let last = line.after(at + 1, 6).take_while(|(_, word)| part(word)).last();
    let unit = last.and_then(|(last, _)| unit_after(line, last + 1));
    unit.is_some_and(|unit| unit.currency == Currency::Eur && unit.part >= 1.0)
}

/// The factor of a word like "million" at `end`, and the end after it.
fn with_factor(line: PaySentence<'_>, end: u32) -> (f64, u32) {
    factor_word(line.word(end)).map_or((1.0, end), |factor| (factor, end + 1))
}

fn counted(value: f64, factor: f64, unit: Option<CurrencyUnit>, end: u32) -> PrintedNumber {
    let part = unit.map_or(1.0, |unit| unit.part);
    PrintedNumber {
        currency: unit.map(|unit| unit.currency),
        value: value * factor * part,
        factor,
        part: part < 1.0,
        end: unit.map_or(end, |unit| unit.end),
    }
}

/// Words that turn `from $9 to $15` into a change instead of a range.
pub(super) fn is_change(word: &str) -> bool {
    const STEMS: [&str; 17] = [
        "rais", "increas", "hik", "boost", "lift", "bump", "jump", "rose", "rise", "rising", "grew", "grow", "cut",
        "fell", "drop", "lower", "reduc",
    ];
    STEMS.iter().any(|stem| word.starts_with(stem)) || matches!(word, "went" | "going" | "go" | "climbed" | "up")
}
