//! What an amount is paid for: an hour, a shift, a year; said after it or before it.

use crate::pay::sentence::PaySentence;
use crate::pay::unit::is_sign;
use crate::pay::words::is_pay_noun;

/// The time an amount is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A night or a shift.
    Shift,
    /// A week.
    Week,
    /// Two weeks.
    Fortnight,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// Hours of work in a year of full-time work: 52 weeks of 40 hours, as OEWS counts them.
pub const HOURS_A_YEAR: f64 = 2080.0;

impl Period {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 7] =
        [Self::Hour, Self::Day, Self::Shift, Self::Week, Self::Fortnight, Self::Month, Self::Year];

    /// Hours of full-time work: 8 a day or shift, 40 a week, 80 a fortnight, [`HOURS_A_YEAR`] a year.
    #[must_use]
    pub fn hours(self) -> f64 {
        match self {
            Self::Hour => 1.0,
            Self::Day | Self::Shift => 8.0,
            Self::Week => 40.0,
            Self::Fortnight => 80.0,
            Self::Month => HOURS_A_YEAR / 12.0,
            Self::Year => HOURS_A_YEAR,
        }
    }

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Shift => "shift",
            Self::Week => "week",
            Self::Fortnight => "fortnight",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The period that is said right after `end`, and where its words end.
pub(super) fn after(line: PaySentence<'_>, end: u32) -> Option<(Period, u32)> {
    if let Some(period) = end.checked_sub(1).and_then(|last| glued(line.word(last))) {
        return Some((period, end));
    }
    let at = skip_aside(line, end);
    let word = line.word(at);
    if matches!(word, "a" | "an" | "per" | "each" | "every") {
        return counted(line, at + 1);
    }
    if line.gap(at).trim_matches(|c: char| c.is_whitespace() || is_sign(c)) == "/" {
        return unit(word).map(|period| (period, at + 1));
    }
    if let Some(found) = abbreviated(line, at) {
        return Some(found);
    }
    if matches!(word, "bi") && line.word(at + 1) == "weekly" {
        return Some((Period::Fortnight, at + 2));
    }
    if word != "annual" && adjective(word).is_some() {
        return adjective(word).map(|period| (period, at + 1));
    }
    // "a $52,000 annual salary", "a $15 minimum hourly wage"
    let mut words = line.after(at, 3).skip_while(|(_, word)| BEFORE_ADJECTIVE.contains(word));
    let (place, word) = words.next().filter(|_| !line.gap(at).contains(','))?;
    let period = adjective(word)?;
    is_pay_noun(line.word(place + 1)).then_some((period, place + 1))
}

/// The time after "a" or "every": "hour", "two weeks"; none in "a year ago".
fn counted(line: PaySentence<'_>, at: u32) -> Option<(Period, u32)> {
    let two = matches!(line.word(at), "two" | "2") && line.word(at + 1) == "weeks"
        || matches!(line.word(at), "other" | "second") && line.word(at + 1) == "week";
    // "per calendar month", "a working day"
    let at = at + u32::from(matches!(line.word(at), "calendar" | "working"));
    let (period, end) = if two { (Period::Fortnight, at + 2) } else { (unit(line.word(at))?, at + 1) };
    let next = line.word(end);
    let other_sense = match next {
        "ago" | "after" | "before" | "earlier" | "later" | "prior" | "old" | "sooner" => true,
        "long" | "care" | "stay" => line.gap(end) == "-" || next != "long",
        _ => false,
    };
    (!other_sense).then_some((period, end))
}

/// "p.h.", "ph", "p/h", "p.a.": not "PA", which is a state.
fn abbreviated(line: PaySentence<'_>, at: u32) -> Option<(Period, u32)> {
    if line.token(at)?.shape.capitalised {
        return None;
    }
    if line.word(at) == "p" && line.gap(at + 1) == "/" {
        return unit(line.word(at + 1)).map(|period| (period, at + 2));
    }
    let period = match line.word(at) {
        "ph" | "p.h" => Period::Hour,
        "pw" | "p.w" => Period::Week,
        "pcm" | "p.c.m" => Period::Month,
        "pa" | "p.a" => Period::Year,
        _ => return None,
    };
    Some((period, at + 1))
}

/// The period written onto a number: "9.50ph", "1,200pcm".
fn glued(number: &str) -> Option<Period> {
    if !number.starts_with(|c: char| c.is_ascii_digit() || is_sign(c)) {
        return None;
    }
    let letters = number.trim_start_matches(|c: char| !c.is_alphabetic());
    match letters {
        "ph" => Some(Period::Hour),
        "pw" => Some(Period::Week),
        // "£1,200pm"; "7pm" is no amount.
        "pcm" | "pm" => Some(Period::Month),
        "pa" => Some(Period::Year),
        _ => None,
    }
}

/// Words between an amount and the period of its wage.
const BEFORE_ADJECTIVE: &[&str] = &["base", "federal", "minimum", "starting"];

/// The place after "or more", "plus" or the same sum in another currency in brackets.
fn skip_aside(line: PaySentence<'_>, end: u32) -> u32 {
    let mut at = end;
    if line.word(at) == "or" && matches!(line.word(at + 1), "more" | "less" | "so" | "better" | "higher") {
        at += 2;
    }
    if line.word(at) == "plus" {
        at += 1;
    }
    let bracket = line.gap(at).contains('(') && line.token(at).is_some_and(|token| token.shape.money);
    if bracket && line.gap(at + 1).contains(')') { at + 1 } else { at }
}

/// The period that is said before `start`: "an hourly wage of", "annual base pay:".
pub(super) fn ahead(line: PaySentence<'_>, start: u32) -> Option<Period> {
    let found = line.before(start, 8).find_map(|(place, word)| adjective(word).map(|period| (place, period)));
    let (place, period) = found?;
    let noun = (place + 1..start.min(place + 4)).map(|at| line.word(at)).find(|word| is_pay_noun(word));
    (noun.is_some() || period == Period::Hour && line.word(place + 1) == "rate").then_some(period)
}

fn unit(word: &str) -> Option<Period> {
    match word {
        "hour" | "hr" | "h" => Some(Period::Hour),
        "day" => Some(Period::Day),
        "night" | "shift" => Some(Period::Shift),
        "week" | "wk" => Some(Period::Week),
        "fortnight" => Some(Period::Fortnight),
        "month" | "mo" | "mth" => Some(Period::Month),
        "year" | "yr" | "annum" => Some(Period::Year),
        _ => None,
    }
}

fn adjective(word: &str) -> Option<Period> {
    match word {
        "hourly" => Some(Period::Hour),
        "daily" => Some(Period::Day),
        "nightly" => Some(Period::Shift),
        "weekly" => Some(Period::Week),
        "biweekly" | "fortnightly" => Some(Period::Fortnight),
        "monthly" => Some(Period::Month),
        "annual" | "annually" | "yearly" => Some(Period::Year),
        _ => None,
    }
}
