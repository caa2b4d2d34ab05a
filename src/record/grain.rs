//! How values become groups: texts as they are, numbers in steps, days in periods.

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// A day.
    Day,
    /// An ISO week.
    Week,
    /// A month.
    #[default]
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// Ten years, from one that ends in 0.
    Decade,
}

impl Period {
    /// All periods with their names.
    pub const ALL: [(&'static str, Self); 6] = [
        ("day", Self::Day),
        ("week", Self::Week),
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("year", Self::Year),
        ("decade", Self::Decade),
    ];

    /// The number of a period by its name in a group, as `2016-Q2`: periods that follow each other have numbers that do.
    /// `None` for what is no such name.
    #[must_use]
    pub fn number(self, name: &str) -> Option<u64> {
        let year = name.get(..4)?.parse::<u64>().ok()?;
        let part = |from: usize, to: usize| name.get(from..to)?.parse::<u64>().ok();
        let date = |month: u64, day: u64| {
            let part = |n: u64| i8::try_from(n).ok();
            jiff::civil::Date::new(i16::try_from(year).ok()?, part(month)?, part(day)?).ok()
        };
        let days = |date: jiff::civil::Date| {
            let since = date.since(jiff::civil::Date::ZERO).ok()?;
            u64::try_from(since.get_days()).ok()
        };
        match self {
            Self::Decade => Some(year / 10),
            Self::Year => Some(year),
            Self::Quarter => Some(year * 4 + part(6, 7)? - 1),
            Self::Month => Some(year * 12 + part(5, 7)? - 1),
            Self::Week => {
                // The fourth of January is in the first week; the first day of the year 0 is a Saturday, five days after a Monday.
                let first = (days(date(1, 4)?)? + 5) / 7;
                Some(first + part(6, 8)? - 1)
            }
            Self::Day => days(date(part(5, 7)?, part(8, 10)?)?),
        }
    }

    /// The name, which is that of an axis, too.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, period)| *period == self).map_or("", |(name, _)| *name)
    }
}

/// How values become groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Grain {
    /// Every text is a group.
    Text,
    /// Whole numbers in steps of this width.
    Whole(u64),
    /// Numbers in steps of this width.
    Number(f64),
    /// Days in periods.
    Time(Period),
}

/// A day as the number `yyyymmdd`.
#[must_use]
pub fn day_number(date: jiff::civil::Date) -> u64 {
    let part = |n: i8| u64::try_from(n).unwrap_or(0);
    u64::try_from(date.year()).unwrap_or(0) * 10_000 + part(date.month()) * 100 + part(date.day())
}

impl Grain {
    pub(super) fn takes_width(self) -> bool {
        matches!(self, Self::Whole(_) | Self::Number(_))
    }

    /// The group of a whole number, or of a day `yyyymmdd`.
    #[must_use]
    pub fn of_whole(self, value: u64) -> u64 {
        let (year, month) = (value / 10_000, value / 100 % 100);
        match self {
            Self::Time(Period::Decade) => year / 10,
            Self::Time(Period::Year) => year,
            Self::Time(Period::Month) => value / 100,
            Self::Time(Period::Quarter) => year * 10 + month.max(1).div_ceil(3),
            Self::Time(Period::Week) => week(value),
            Self::Whole(step) => value / step,
            Self::Time(Period::Day) | Self::Text | Self::Number(_) => value,
        }
    }

    /// The group of a number.
    #[must_use]
    pub fn of_number(self, value: f64) -> u64 {
        let step = if let Self::Number(step) = self { step } else { 1.0 };
        ((value / step).floor() as i64).cast_unsigned()
    }

    /// What a group of numbers or days is called.
    #[must_use]
    pub fn name(self, group: u64) -> String {
        match self {
            Self::Time(Period::Decade) => format!("{:04}s", group * 10),
            Self::Time(Period::Year) => format!("{group:04}"),
            Self::Time(Period::Month) => format!("{:04}-{:02}", group / 100, group % 100),
            Self::Time(Period::Quarter) => format!("{:04}-Q{}", group / 10, group % 10),
            Self::Time(Period::Week) => format!("{:04}-W{:02}", group / 100, group % 100),
            Self::Time(Period::Day) => {
                format!("{:04}-{:02}-{:02}", group / 10_000, group / 100 % 100, group % 100)
            }
            Self::Whole(1) | Self::Text => format!("{group}"),
            Self::Whole(step) => format!("{}–{}", group * step, group * step + step - 1),
            Self::Number(step) => {
                let low = group.cast_signed() as f64 * step;
                format!("{}–{}", round(low), round(low + step))
            }
        }
    }
}

pub(super) fn round(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

/// ISO week of a day `yyyymmdd` as `yyyyww`.
fn week(day: u64) -> u64 {
    let part = |n: u64| i8::try_from(n).unwrap_or(1);
    let year = i16::try_from(day / 10_000).unwrap_or(1);
    let date = jiff::civil::Date::new(year, part(day / 100 % 100), part(day % 100));
    let Ok(date) = date else { return day / 100 };
    let week = date.iso_week_date();
    u64::try_from(week.year()).unwrap_or(0) * 100 + u64::try_from(week.week()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use crate::record::grain::{Grain, Period, day_number};

    #[test]
    fn periods_that_follow_each_other_have_numbers_that_do() {
        let first = jiff::civil::Date::constant(2014, 12, 1);
        for (name, period) in Period::ALL {
            let grain = Grain::Time(period);
            let names = first.series(1.day()).take(1_500).map(|day| grain.name(grain.of_whole(day_number(day))));
            let mut names: Vec<String> = names.collect();
            names.dedup();
            let numbers: Vec<u64> = names.iter().map(|name| period.number(name).expect("a period")).collect();
            assert!(names.len() > 1 || period == Period::Decade, "{name}");
            assert!(numbers.is_sorted_by(|a, b| a + 1 == *b), "{name}: {names:?} {numbers:?}");
            assert_eq!(period.number("(none)"), None);
        }
    }
}
