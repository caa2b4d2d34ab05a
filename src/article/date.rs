//! Reads the dates news uses.
//!
//! In: a date as printed. Out: a civil day, as printed in its own time zone, or what keeps it from being one.
//! `03/04/2012` is no day without a [`DateOrder`]: guessing would move articles between months.

use jiff::civil::Date;

mod words;

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

/// What a printed date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintedDate {
    /// One day, whoever reads it.
    Day(Date),
    /// Two numbers and a year: which of them is the day has to be known.
    Numeric(NumericDate),
    /// A month of a year without a day.
    Month,
    /// Year, month and day in numbers, which are no day of the calendar: `2019-02-31`.
    NoDay,
    /// A day of a year in which nothing was published: `3019-01-01`.
    OtherYear(Date),
    /// Nothing that is known to be a date.
    Unknown,
}

impl PrintedDate {
    /// A day or month of publication is named, or could be.
    #[must_use]
    pub fn is_date(self) -> bool {
        matches!(self, Self::Day(_) | Self::Numeric(_) | Self::Month)
    }
}

/// A date of three numbers with the year at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumericDate {
    /// The first number.
    pub first: i8,
    /// The second number.
    pub second: i8,
    /// The year, as printed.
    pub year: i16,
    /// Whether the year was printed with two digits, so that it may be a day as well.
    pub is_short: bool,
}

impl NumericDate {
    /// The day when read in this order.
    #[must_use]
    pub fn in_order(self, order: DateOrder) -> Option<Date> {
        let (month, day) = match order {
            DateOrder::MonthDay => (self.first, self.second),
            DateOrder::DayMonth => (self.second, self.first),
        };
        Date::new(self.full_year(), month, day).ok().filter(|day| in_years(*day))
    }

    /// Two digits are a year from 1969 to 2068, as POSIX reads them.
    fn full_year(self) -> i16 {
        match self.year {
            year if !self.is_short => year,
            year @ ..69 => 2000 + year,
            year => 1900 + year,
        }
    }

    /// What it says where it is a day of publication in neither order: a day of another year, or none of the calendar.
    #[must_use]
    pub fn no_day(self) -> Option<PrintedDate> {
        let days = [(self.first, self.second), (self.second, self.first)];
        let mut days = days.into_iter().filter_map(|(month, day)| Date::new(self.full_year(), month, day).ok());
        match days.next() {
            // Two digits at the end may as well be the day of a year that comes first.
            None if self.is_short => None,
            None => Some(PrintedDate::NoDay),
            Some(day) if !in_years(day) => Some(PrintedDate::OtherYear(day)),
            Some(_) => None,
        }
    }

    /// The only order in which this is a day; `None` where both do, or none does.
    #[must_use]
    pub fn only_order(self) -> Option<DateOrder> {
        match (self.in_order(DateOrder::MonthDay), self.in_order(DateOrder::DayMonth)) {
            (Some(_), None) => Some(DateOrder::MonthDay),
            (None, Some(_)) => Some(DateOrder::DayMonth),
            _ => None,
        }
    }

    /// The day, where both orders give the same one or only one gives any.
    #[must_use]
    pub fn only_day(self) -> Option<Date> {
        match (self.in_order(DateOrder::MonthDay), self.in_order(DateOrder::DayMonth)) {
            (Some(day), other) | (other, Some(day)) if other.is_none_or(|other| other == day) => Some(day),
            _ => None,
        }
    }
}

/// Years that can be a date of publication.
const YEARS: std::ops::RangeInclusive<i16> = 1690..=2200;

fn in_years(date: Date) -> bool {
    YEARS.contains(&date.year())
}

/// The day named at the start of `text`; `None` when none or an ambiguous one is named.
#[must_use]
pub fn parse_date(text: &str, order: Option<DateOrder>) -> Option<Date> {
    match printed_date(text) {
        PrintedDate::Day(day) => Some(day),
        PrintedDate::Numeric(date) => match date.only_day() {
            // Two digits at the end may as well be the day of a year that comes first.
            Some(day) if !date.is_short || order.is_some() => Some(day),
            _ => date.in_order(order?),
        },
        PrintedDate::Month | PrintedDate::NoDay | PrintedDate::OtherYear(_) | PrintedDate::Unknown => None,
    }
}

/// What `text` says at its start.
#[must_use]
pub fn printed_date(text: &str) -> PrintedDate {
    let hyphened = with_hyphens(text.trim());
    let text = words::without_lead(hyphened.as_deref().unwrap_or(text.trim()));
    if let Some(date) = year_first(text).or_else(|| unix_time(text)).filter(|day| in_years(*day)) {
        return PrintedDate::Day(date);
    }
    if let Some(date) = numeric(text) {
        return PrintedDate::Numeric(date);
    }
    match words::worded(text) {
        Some(date) if in_years(date) => PrintedDate::Day(date),
        _ if words::is_month(text) || is_year_and_month(text) => PrintedDate::Month,
        _ => dashed(text)
            .map_or(PrintedDate::Unknown, |parts| day_of(parts).map_or(PrintedDate::NoDay, PrintedDate::OtherYear)),
    }
}

/// The time zone printed after a time of day: `Z`, `-05:00`, `EST`; `None` where there is none.
///
/// A day is the day in this zone: `2012-03-04T23:30-05:00` is March 4, though it was March 5 in London.
#[must_use]
pub fn zone_of(text: &str) -> Option<&str> {
    let (_, time) = text.trim().split_once(':')?;
    let digits = |zone: &str| zone.bytes().filter(u8::is_ascii_digit).count();
    let named = time.rsplit(|c: char| !c.is_ascii_alphabetic()).next().filter(|name| words::ZONES.contains(name));
    let offset = time.rfind(['+', '-']).map(|at| &time[at..]).filter(|zone| {
        (digits(zone) == 2 || digits(zone) == 4) && zone[1..].chars().all(|c| c.is_ascii_digit() || c == ':')
    });
    named.or(offset)
}

/// `2012年3月14日`, `2012_03_14` and nothing but blanks in `2012 03 14` with hyphens between their parts.
fn with_hyphens(text: &str) -> Option<String> {
    if text.contains(['年', '년']) {
        let parted = text.replace(['年', '月', '년', '월'], "-").replace(['日', '일'], " ");
        return Some(parted.replace("- ", "-"));
    }
    let separator = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, ' ' | '_'))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let is_part = |part: &&str| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|b| b.is_ascii_digit());
    let n_years = parts.iter().filter(|part| part.len() == 4).count();
    (parts.len() == 3 && n_years == 1 && parts.iter().all(is_part)).then(|| parts.join("-"))
}

/// `2012-03-04…`, `2012/3/4…`, `20120304`, `20120304T101500Z`, `20120304101500`.
fn year_first(text: &str) -> Option<Date> {
    match text.bytes().take_while(u8::is_ascii_digit).count() {
        4 => day_of(dashed(text)?),
        // Digits after the day are the time of day, with or without seconds.
        8 | 12 | 14 => day_of((text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..8].parse().ok()?)),
        _ => None,
    }
}

/// Year, month and day of `2012-03-04…`, `2012/3/4…`, `2012.3.4…`, whatever the numbers are.
fn dashed(text: &str) -> Option<(i16, i8, i8)> {
    let separator = text.get(4..)?.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = text[5..].splitn(2, separator);
    let (month, rest) = (parts.next()?, parts.next()?);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let digits = |part: &str, n: usize| (1..=n).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let is_date = digits(&text[..4], 4) && digits(month, 2) && digits(&rest[..end], 2);
    is_date.then(|| Some((text[..4].parse().ok()?, month.parse().ok()?, rest[..end].parse().ok()?))).flatten()
}

fn day_of((year, month, day): (i16, i8, i8)) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// Seconds since 1970, or thousandths, millionths and so on of them; the day is that of UTC.
fn unix_time(text: &str) -> Option<Date> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let whole = whole.split_once('.').map_or(whole, |(seconds, part)| {
        if part.bytes().all(|b| b.is_ascii_digit()) && seconds.len() <= 10 { seconds } else { whole }
    });
    if !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let per_second = match whole.len() {
        9 | 10 => 1,
        12 | 13 => 1_000,
        15 | 16 => 1_000_000,
        18 | 19 => 1_000_000_000,
        _ => return None,
    };
    let seconds = whole.parse::<i64>().ok()? / per_second;
    Some(jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// `3/4/2012`, `04.03.2012`, `3/4/12`.
fn numeric(text: &str) -> Option<NumericDate> {
    let head = text.split([' ', ',', 'T', ';', '\u{a0}']).next()?;
    let separator = head.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let parts: Vec<&str> = head.split(separator).collect();
    let [first, second, year] = parts[..] else { return None };
    // `12-03-14` begins with the year as often as it ends with it.
    let is_short = year.len() == 2 && separator != '-';
    let sound = |part: &str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 && !is_short || !sound(first, 2) || !sound(second, 2) || !sound(year, 4) {
        return None;
    }
    Some(NumericDate { first: first.parse().ok()?, second: second.parse().ok()?, year: year.parse().ok()?, is_short })
}

/// `2012-03`, `3/2012`, `2012`.
fn is_year_and_month(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_year = |part: &str| part.len() == 4 && part.parse().is_ok_and(|year| YEARS.contains(&year));
    let is_month = |part: &str| part.len() <= 2 && part.parse().is_ok_and(|month: u8| (1..=12).contains(&month));
    match parts[..] {
        [year] => is_year(year),
        [a, b] => is_year(a) && is_month(b) || is_month(a) && is_year(b),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
