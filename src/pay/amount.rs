//! Sums of money in a sentence: one sum, a range of two, or a change from one to the other.

use crate::pay::Currency;
use crate::pay::sentence::PaySentence;
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
#[derive(Clone, Copy)]
struct PrintedNumber {
    currency: Option<Currency>,
    value: f64,
    /// What a thousand or a million after it means.
    factor: f64,
    end: u32,
}

/// The amount whose first figure is at `at`.
pub(super) fn amount_at(line: PaySentence<'_>, at: u32) -> Option<Amount> {
    let first = figure_at(line, at)?;
    let Some((second, from)) = second_figure(line, at, first) else {
        let currency = first.currency.or_else(|| line.word(at).ends_with('k').then_some(Currency::Usd))?;
        let sum = Sum { low: first.value, high: first.value, large: first.factor >= 1e6, tokens: span(at, first.end) };
        return Some(Amount { currency, sums: vec![sum], tokens: sum.tokens });
    };
    let currency = first.currency.or(second.currency)?;
    let shared = if first.factor < second.factor && first.value < 1000.0 { second.factor } else { 1.0 };
    let (low, high) = (first.value * shared, second.value);
    let large = second.factor >= 1e6;
    let step =
        line.word(first.end) == "to" && matches!(line.word_before(at), "by" | "up") || is_change(line.word_before(at));
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

fn span(start: u32, end: u32) -> TokenSpan {
    TokenSpan { start, end }
}

/// The figure that makes a range of the first one: `$11-$13`, `$11 to $13`, `between $11 and $13`.
fn second_figure(line: PaySentence<'_>, at: u32, first: PrintedNumber) -> Option<(PrintedNumber, u32)> {
    let gap = line.gap(first.end);
    let dash = matches!(gap, "-" | "–" | "—" | "-to-" | " - " | " – ");
    let linked = match line.word(first.end) {
        "to" | "or" => !gap.contains(','),
        "and" => line.word_before(at) == "between",
        _ => false,
    };
    let from = if dash && line.word(first.end) != "to" { first.end } else { first.end + 1 };
    if !dash && !linked {
        return None;
    }
    let second = figure_at(line, from)?;
    let counts = line.word(second.end) != "percent"
        && !line.gap(second.end).starts_with('%')
        && (dash || second.currency.is_some());
    let same = second.currency.is_none() || first.currency.is_none() || second.currency == first.currency;
    (same && counts).then_some((second, from))
}

fn figure_at(line: PaySentence<'_>, at: u32) -> Option<PrintedNumber> {
    let token = line.token(at)?;
    let folded = line.tokens.folded(token);
    if token.shape.money {
        let (value, mut factor) = number(line.tokens.base(token)?)?;
        let mut end = at + 1;
        if let Some(larger) = factor_word(line.word(end)) {
            factor *= larger;
            end += 1;
        }
        let currency = sign_currency(line, at, folded)?;
        return Some(PrintedNumber { currency: Some(currency), value: value * factor, factor, end });
    }
    let mut end = at + 1;
    let (value, mut factor) = if token.shape.number {
        number(folded)?
    } else {
        let first = number_word(folded)?;
        let unit = number_word(line.word(end)).filter(|unit| first >= 20.0 && *unit < 10.0 && line.gap(end) == "-");
        end += u32::from(unit.is_some());
        (first + unit.unwrap_or(0.0), 1.0)
    };
    if let Some(larger) = factor_word(line.word(end)) {
        factor *= larger;
        end += 1;
    }
    let Some((currency, part)) = currency_word(line.word(end)) else {
        return Some(PrintedNumber { currency: None, value: value * factor, factor, end });
    };
    Some(PrintedNumber { currency: Some(currency), value: value * factor * part, factor, end: end + 1 })
}

/// A number with a letter for its thousands: `13.50`, `50,000`, `50k`, `5.7bn`.
fn number(text: &str) -> Option<(f64, f64)> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let factor = match &text[digits..] {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mn" | "mm" | "million" => 1e6,
        "b" | "bn" | "billion" => 1e9,
        "tn" | "trillion" => 1e12,
        _ => return None,
    };
    let value: f64 = text[..digits].replace(',', "").parse().ok()?;
    value.is_finite().then_some((value, factor))
}

fn factor_word(word: &str) -> Option<f64> {
    match word {
        "thousand" | "grand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        "trillion" => Some(1e12),
        _ => None,
    }
}

/// True for a number in words that may come before "dollars".
pub(super) fn is_number_word(word: &str) -> bool {
    number_word(word).is_some()
}

fn number_word(word: &str) -> Option<f64> {
    let number = match word {
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "eighteen" => 18,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        _ => return None,
    };
    Some(f64::from(number))
}

/// The currency of a word after a number, and what part of its unit the word stands for.
fn currency_word(word: &str) -> Option<(Currency, f64)> {
    match word {
        "dollar" | "dollars" | "buck" | "bucks" => Some((Currency::Usd, 1.0)),
        "cent" | "cents" => Some((Currency::Usd, 0.01)),
        "pound" | "pounds" | "quid" => Some((Currency::Gbp, 1.0)),
        "euro" | "euros" => Some((Currency::Eur, 1.0)),
        _ => None,
    }
}

/// The currency of a sign, with the letters directly before a dollar sign (`A$`, `C$`).
///
/// `None` for letters of another currency.
fn sign_currency(line: PaySentence<'_>, at: u32, folded: &str) -> Option<Currency> {
    match folded.chars().next()? {
        '£' => return Some(Currency::Gbp),
        '€' => return Some(Currency::Eur),
        '¥' => return Some(Currency::Jpy),
        _ => {}
    }
    let touches = at > line.sentence.start && line.gap(at).is_empty();
    match if touches { line.word_before(at) } else { "" } {
        "" | "us" => Some(Currency::Usd),
        "c" | "ca" | "cad" | "cdn" => Some(Currency::Cad),
        "a" | "au" | "aud" => Some(Currency::Aud),
        "nz" => Some(Currency::Nzd),
        _ => None,
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
