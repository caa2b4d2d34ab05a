//! Numbers as news print them: in digits, with a letter for thousands, and in words.

use text2num::LangInterpreter;
use text2num::digit_string::DigitString;
use text2num::lang::English;

use crate::pay::Currency;
use crate::pay::sentence::PaySentence;

/// A number in digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Digits<'a> {
    pub(super) value: f64,
    /// What the letters directly after it multiply it with: 1,000 for `50k`.
    pub(super) factor: f64,
    /// Other letters directly after it: `usd` of `15usd`, `p` of `50p`.
    pub(super) letters: &'a str,
}

/// A number in digits, of an amount in `currency` where that is known: `13.50`, `50,000`, `50k`, `5.7bn`, `12,50`.
pub(super) fn in_digits(text: &str, currency: Option<Currency>) -> Option<Digits<'_>> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let (factor, letters) = match &text[end..] {
        "k" => (1e3, ""),
        "m" | "mn" | "mm" | "million" => (1e6, ""),
        "b" | "bn" | "billion" => (1e9, ""),
        "tn" | "trillion" => (1e12, ""),
        letters => (1.0, letters),
    };
    let value: f64 = plain_digits(&text[..end], currency).parse().ok()?;
    value.is_finite().then_some(Digits { value, factor, letters })
}

/// Digits with at most a point before a fraction.
///
/// One or two digits after the only comma are a fraction, `12,50`. Three digits after a point are thousands
/// where several points say so, `1.250.000`, and in euros, `€2.500`.
fn plain_digits(digits: &str, currency: Option<Currency>) -> String {
    if let Some((whole, fraction)) = digits.rsplit_once(',') {
        let decimal = (1..=2).contains(&fraction.len()) && !fraction.contains('.') && !whole.contains(',');
        return if decimal { format!("{}.{fraction}", whole.replace('.', "")) } else { digits.replace(',', "") };
    }
    let mut groups = digits.split('.');
    let first = groups.next().unwrap_or_default();
    let in_threes = (1..=3).contains(&first.len()) && first != "0" && groups.clone().all(|group| group.len() == 3);
    match groups.count() {
        1 if currency != Some(Currency::Eur) => digits.to_owned(),
        _ if in_threes => digits.replace('.', ""),
        _ => digits.to_owned(),
    }
}

/// A number in words that starts at `at`, below a million, and where it ends: `seventy-five`, `a hundred and ten`.
pub(super) fn in_words(line: PaySentence<'_>, at: u32) -> Option<(f64, u32)> {
    let start = if line.word(at) == "a" && matches!(line.word(at + 1), "hundred" | "thousand") { at + 1 } else { at };
    if !is_cardinal(line.word(start)) || is_inexact(line, start) {
        return None;
    }
    let (english, mut number) = (English::new(), DigitString::new());
    let mut end = start;
    loop {
        let joined = end == start || is_joined(line, end);
        let linked = line.word(end) == "and";
        let next = end + u32::from(linked);
        if !joined || !is_cardinal(line.word(next)) || english.apply(line.word(next), &mut number).is_err() {
            break;
        }
        end = next + 1;
    }
    (end > start).then(|| (number.parse() as f64, end))
}

/// True where the word at `at` goes on with the number before it: after a blank or a hyphen, or after a comma as in
/// "one thousand, two hundred".
fn is_joined(line: PaySentence<'_>, at: u32) -> bool {
    match line.gap(at) {
        " " | "-" | "\u{2010}" | "\u{2011}" | "\u{a0}" => true,
        ", " => line.word_before(at) == "thousand" && line.word(at + 1) == "hundred",
        _ => false,
    }
}

/// True where the number that starts at `start` is the rest of one that says no exact sum: "forty-odd thousand", "a few
/// hundred", "half a thousand", "two point five".
fn is_inexact(line: PaySentence<'_>, start: u32) -> bool {
    let before = line.word_before(start);
    let is_multiple = matches!(line.word(start), "hundred" | "thousand");
    let goes_on = || is_cardinal(before) && is_joined(line, start);
    // "one million, five hundred thousand": the rest of a number is none.
    let is_rest = line.gap(start) == ", " && matches!(before, "billion" | "hundred" | "million" | "thousand");
    let halved = if before == "a" { start - 1 } else { start };
    before == "point"
        || is_rest
        || is_multiple && (INEXACT.contains(&before) || goes_on() || line.word_before(halved) == "half")
}

/// Words before "thousand" that say how many and do not say it exactly.
const INEXACT: &[&str] = &[
    "couple",
    "dozen",
    "few",
    "many",
    "numerous",
    "odd",
    "of",
    "or",
    "plus",
    "several",
    "some",
    "something",
    "umpteen",
];

/// True for a word that [`in_words`] can start at.
pub(super) fn may_open(word: &str) -> bool {
    word == "a" || is_cardinal(word)
}

/// True for a word that a number below a million is made of; ordinals and "hundreds" are none.
pub(super) fn is_cardinal(word: &str) -> bool {
    matches!(
        word,
        "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "eleven" | "twelve"
    ) || matches!(word, "twenty" | "thirty" | "forty" | "fifty" | "sixty" | "seventy" | "eighty" | "ninety")
        || matches!(word, "hundred" | "thousand")
        || word.ends_with("teen") && !matches!(word, "teen" | "canteen" | "umpteen")
}

/// What a word after a number multiplies it with.
pub(super) fn factor_word(word: &str) -> Option<f64> {
    match word {
        "thousand" | "grand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        "trillion" => Some(1e12),
        _ => None,
    }
}
