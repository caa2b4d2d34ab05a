//! Reads the dates news uses.
//!
//! In: a date as printed. Out: a civil day, as printed in its own time zone. `03/04/2012` is
//! refused without a [`DateOrder`]: guessing would move articles between months.

use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;

/// How an all-number date is read where both ways are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Month before day, as in the United States.
    MonthDay,
    /// Day before month.
    DayMonth,
}

impl DateOrder {
    /// The name in the settings of an audit; it never changes, because articles are added under the same settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MonthDay => "MonthDay",
            Self::DayMonth => "DayMonth",
        }
    }
}

/// Years that can be a date of publication.
const YEARS: std::ops::RangeInclusive<i16> = 1690..=2200;

/// The day named at the start of `text`; `None` when none or an ambiguous one is named.
#[must_use]
pub fn parse_date(text: &str, order: Option<DateOrder>) -> Option<Date> {
    let text = text.trim();
    iso(text).or_else(|| slashed(text, order)).or_else(|| worded(text)).filter(|date| YEARS.contains(&date.year()))
}

/// The time zone printed after a time of day: `Z`, `-05:00`, `EST`; `None` where there is none.
///
/// A day is the day in this zone: `2012-03-04T23:30-05:00` is March 4, though it was March 5 in London.
#[must_use]
pub fn zone_of(text: &str) -> Option<&str> {
    let (_, time) = text.trim().split_once(':')?;
    let digits = |zone: &str| zone.bytes().filter(u8::is_ascii_digit).count();
    let named = time.rsplit(|c: char| !c.is_ascii_alphabetic()).next().filter(|name| ZONES.contains(name));
    let offset = time.rfind(['+', '-']).map(|at| &time[at..]).filter(|zone| {
        (digits(zone) == 2 || digits(zone) == 4) && zone[1..].chars().all(|c| c.is_ascii_digit() || c == ':')
    });
    named.or(offset)
}

/// Zones by name, as news prints them.
const ZONES: &[&str] = &[
    "Z", "UTC", "GMT", "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "BST", "CET",
    "CEST", "IST", "AEST", "AEDT", "JST",
];

/// `2012-03-04…`, `2012/03/04…`, `20120304…`.
fn iso(text: &str) -> Option<Date> {
    let digits = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<i16>().ok());
    let bytes = text.as_bytes();
    let separated = bytes.len() >= 10 && matches!(bytes[4], b'-' | b'/' | b'.') && bytes[7] == bytes[4];
    let (year, month, day) = if separated {
        (digits(0..4)?, digits(5..7)?, digits(8..10)?)
    } else if bytes.len() >= 8 && bytes[..8].iter().all(u8::is_ascii_digit) {
        (digits(0..4)?, digits(4..6)?, digits(6..8)?)
    } else {
        return None;
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `3/4/2012`, `04.03.2012`.
fn slashed(text: &str, order: Option<DateOrder>) -> Option<Date> {
    let head = text.split([' ', ',', 'T']).next()?;
    let parts: Vec<&str> = head.split(['/', '.', '-']).collect();
    let [a, b, year] = parts[..] else { return None };
    if year.len() != 4 {
        return None;
    }
    let (a, b, year) = (a.parse::<i8>().ok()?, b.parse::<i8>().ok()?, year.parse::<i16>().ok()?);
    let (month, day) = match order {
        _ if a > 12 => (b, a),
        _ if b > 12 || a == b => (a, b),
        Some(DateOrder::MonthDay) => (a, b),
        Some(DateOrder::DayMonth) => (b, a),
        None => return None,
    };
    Date::new(year, month, day).ok()
}

/// `March 4, 2012`, `4 Mar 2012`, `Sun, 04 Mar 2012 …`, `Sunday, March 4, 2012 10:00 AM`.
fn worded(text: &str) -> Option<Date> {
    let cleaned: String = text.chars().map(|c| if matches!(c, ',' | '.') { ' ' } else { c }).collect();
    let mut words: Vec<&str> = cleaned.split_whitespace().take(6).collect();
    if words.first().is_some_and(|w| WEEKDAYS.iter().any(|day| starts_with_word(w, day))) {
        words.remove(0);
    }
    let words = words.get(..3)?;
    let month_at = words.iter().position(|w| month_number(w).is_some())?;
    let month = month_number(words[month_at])?;
    let rest: Vec<&str> = words.iter().enumerate().filter(|(at, _)| *at != month_at).map(|(_, w)| *w).collect();
    let [day, year] = rest[..] else { return None };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let printed = format!("{year} {month} {day}");
    BrokenDownTime::parse("%Y %m %d", &printed).ok()?.to_date().ok()
}

fn starts_with_word(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.len() >= word.len() && name[..word.len()].eq_ignore_ascii_case(word)
}

fn month_number(word: &str) -> Option<usize> {
    let word = if word.eq_ignore_ascii_case("sept") { "sep" } else { word };
    if !word.is_ascii() {
        return None;
    }
    MONTHS.iter().position(|month| starts_with_word(word, month)).map(|at| at + 1)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

#[cfg(test)]
mod tests {
    use crate::article::date::zone_of;
    use crate::article::{DateOrder, parse_date};

    #[track_caller]
    fn check(text: &str, order: Option<DateOrder>, expected: Option<&str>) {
        assert_eq!(parse_date(text, order).map(|d| d.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn dates_of_the_news_are_read() {
        for text in [
            "2012-03-14",
            "2012-03-14T23:59:00-05:00",
            "20120314",
            "March 14, 2012",
            "Mar. 14, 2012",
            "14 March 2012",
            "Wed, 14 Mar 2012 10:00:00 GMT",
            "Wednesday, March 14th, 2012 at 9 am",
            "3/14/2012",
            "14.03.2012 10:00",
        ] {
            check(text, None, Some("2012-03-14"));
        }
    }

    #[test]
    fn the_day_is_the_day_of_the_printed_zone() {
        for (text, zone) in [
            ("2012-03-14T23:30:00-05:00", Some("-05:00")),
            ("2012-03-14T23:30Z", Some("Z")),
            ("2012-03-14 23:30:00.123+0530", Some("+0530")),
            ("Wed, 14 Mar 2012 23:30:00 GMT", Some("GMT")),
            ("March 14, 2012 11:30 PM EST", Some("EST")),
            ("2012-03-14 23:30:00", None),
            ("2012-03-14", None),
            ("March 14, 2012 11:30 PM", None),
        ] {
            check(text, None, Some("2012-03-14"));
            assert_eq!(zone_of(text), zone, "{text}");
        }
    }

    #[test]
    fn ambiguous_dates_need_an_order() {
        check("03/04/2012", None, None);
        check("03/04/2012", Some(DateOrder::MonthDay), Some("2012-03-04"));
        check("03/04/2012", Some(DateOrder::DayMonth), Some("2012-04-03"));
    }

    #[test]
    fn impossible_dates_are_none() {
        for text in ["", "2012-13-45", "yesterday", "May", "31 February 2012", "0001-01-01", "12345678"] {
            check(text, None, None);
        }
    }
}
