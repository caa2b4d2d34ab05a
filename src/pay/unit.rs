//! What money is counted in: signs, codes and words before and after a number.

use crate::pay::Currency;
use crate::pay::sentence::PaySentence;

/// A currency, and what part of its unit a word means: a cent is 0.01.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CurrencyUnit {
    pub(super) currency: Currency,
    pub(super) part: f64,
    /// After the words for it.
    pub(super) end: u32,
}

/// The currency of an ISO code.
pub(super) fn code(word: &str) -> Option<Currency> {
    Currency::ALL.into_iter().find(|currency| currency.code().eq_ignore_ascii_case(word))
}

/// The unit after a number that ends at `at`: `12€`, `dollars`, `Canadian dollars`, `USD`, `cents`.
pub(super) fn unit_after(line: PaySentence<'_>, at: u32) -> Option<CurrencyUnit> {
    if let Some(currency) = sign_after(line, at) {
        return Some(CurrencyUnit { currency, part: 1.0, end: at });
    }
    // "75¢", "75 ¢"
    if line.gap(at).trim_start().starts_with('¢') {
        return Some(CurrencyUnit { currency: Currency::Usd, part: 0.01, end: at });
    }
    let of_country = match line.word(at) {
        "u.s" | "us" | "american" => Some(Currency::Usd),
        "canadian" => Some(Currency::Cad),
        "australian" => Some(Currency::Aud),
        _ => None,
    };
    if let Some(currency) = of_country.filter(|_| matches!(line.word(at + 1), "dollar" | "dollars")) {
        return Some(CurrencyUnit { currency, part: 1.0, end: at + 2 });
    }
    let (currency, part) = match line.word(at) {
        "dollar" | "dollars" | "buck" | "bucks" => (Currency::Usd, 1.0),
        "cent" | "cents" => (Currency::Usd, 0.01),
        "pound" | "pounds" | "quid" => (Currency::Gbp, 1.0),
        "pence" => (Currency::Gbp, 0.01),
        "euro" | "euros" => (Currency::Eur, 1.0),
        "yen" => (Currency::Jpy, 1.0),
        word => (code(word)?, 1.0),
    };
    Some(CurrencyUnit { currency, part, end: at + 1 })
}

/// The currency of a sign directly after the token before `end`, at most a blank between: `12€`, `12 €`.
fn sign_after(line: PaySentence<'_>, end: u32) -> Option<Currency> {
    let token = line.token(end.checked_sub(1)?)?;
    let rest = &line.text[token.span.end as usize..];
    let mut signs = rest.strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(rest).chars();
    let currency = of_sign(signs.next()?)?;
    // "paid 5 $10 bills": the sign of the next number.
    (!signs.next().is_some_and(|next| next.is_ascii_digit())).then_some(currency)
}

/// The currency of a sign between the token before `at` and this one, with a blank after it: `€ 12`, `A$ 12`.
pub(super) fn sign_before(line: PaySentence<'_>, at: u32) -> Option<Currency> {
    let gap = line.gap(at);
    let sign = gap.trim_end().chars().next_back()?;
    let before = at.checked_sub(1).and_then(|before| line.token(before))?;
    if !gap.starts_with(sign) {
        return of_sign(sign);
    }
    // "12€ 15": the sign of the number before.
    if before.shape.number { None } else { of_sign(sign).and_then(|c| of_letters(c, line.word_before(at))) }
}

/// The currency of a number that begins with its sign, with the letters directly before a dollar sign: `A$12`.
pub(super) fn sign_of(line: PaySentence<'_>, at: u32) -> Option<Currency> {
    let currency = of_sign(line.word(at).chars().next()?)?;
    let touches = at > line.sentence.start && line.gap(at).is_empty();
    of_letters(currency, if touches { line.word_before(at) } else { "" })
}

/// The currency of a sign after letters; `None` for dollars of another country.
fn of_letters(sign: Currency, letters: &str) -> Option<Currency> {
    if sign != Currency::Usd {
        return Some(sign);
    }
    match letters {
        "" | "us" | "usd" | "u.s" => Some(Currency::Usd),
        "c" | "ca" | "cad" | "cdn" => Some(Currency::Cad),
        "a" | "au" | "aud" => Some(Currency::Aud),
        "nz" | "nzd" => Some(Currency::Nzd),
        _ => None,
    }
}

/// True for the sign of a currency.
pub(super) fn is_sign(c: char) -> bool {
    of_sign(c).is_some()
}

fn of_sign(c: char) -> Option<Currency> {
    match c {
        '$' => Some(Currency::Usd),
        '£' => Some(Currency::Gbp),
        '€' => Some(Currency::Eur),
        '¥' => Some(Currency::Jpy),
        _ => None,
    }
}
