//! Variables of the user's as what articles are grouped by.

use crate::record::axis::{AxisSource, decade, width_of};
use crate::record::columns::{Indexed, query_fields};
use crate::record::grain::round;
use crate::record::{Axis, Cell, Grain, Period, Shape};
use crate::variable::{Given, MAX_GROUPS, Variable, VariableKind};

impl Axis {
    /// By a variable of the user's: numbers in steps, days in periods (`published/month`), each other value a group.
    pub(super) fn of_variable(at: usize, variable: &Variable, width: Option<&str>) -> Option<Self> {
        if !variable.has_groups() {
            return None;
        }
        let grain = match (variable.kind, width) {
            (VariableKind::Date, Some(period)) => {
                Grain::Time(Period::ALL.iter().find(|(known, _)| *known == period).map(|(_, period)| *period)?)
            }
            (VariableKind::Date, None) => Grain::Time(Period::Day),
            (VariableKind::Whole, width) => {
                Grain::Whole(width_of(width).ok()?.map_or(1, |width| (width as u64).max(1)))
            }
            (VariableKind::Number, width) => Grain::Number(width_of(width).ok()?.unwrap_or(1.0)),
            (VariableKind::Text | VariableKind::Texts | VariableKind::Flag, None) => Grain::Text,
            (VariableKind::Text | VariableKind::Texts | VariableKind::Flag, Some(_)) => return None,
        };
        let name = match width {
            Some(width) => format!("{}/{width}", variable.name),
            None => variable.name.clone(),
        };
        let has_several = variable.kind == VariableKind::Texts;
        Some(Self { name, source: AxisSource::Variable(at), field: variable.name.clone(), grain, has_several })
    }

    /// Why a field or variable that there is makes no groups under this name, as a clause; `None` where there is none such, or
    /// it makes groups.
    #[must_use]
    pub fn refusal(name: &str, shape: Shape<'_>) -> Option<String> {
        if Self::named(name, shape).is_some() {
            return None;
        }
        let field = name.split_once('/').map_or(name, |(field, _)| field);
        let Some((_, variable)) = shape.variable(field) else {
            let is_text = query_fields().iter().any(|(of, ..)| of.indexed == Indexed::Text && of.name == field);
            let text = || "it is running text, which can be searched".to_owned();
            let width = || "what is after `/` is no width that its groups can have".to_owned();
            return is_text.then(text).or_else(|| Self::named(field, shape).map(|_| width()));
        };
        Some(match variable.kind {
            _ if !variable.has_groups() => {
                format!("it has more than {MAX_GROUPS} different values; they can be searched (`{field}:…`)")
            }
            VariableKind::Date => {
                let periods: Vec<&str> = Period::ALL.iter().map(|(name, _)| *name).collect();
                format!("days are grouped by {}, as in `{field}/month`", periods.join(", "))
            }
            VariableKind::Whole | VariableKind::Number => format!("a width is a number above 0, as in `{field}/10`"),
            kind => format!("a {} has no widths: name `{field}` alone", kind.name()),
        })
    }

    /// The groups of one value of a variable.
    #[must_use]
    pub fn groups_of(&self, value: &Given) -> Vec<String> {
        match value {
            Given::Texts(texts) => texts.clone(),
            Given::Text(text) => self.group(Cell::Text(text)).into_iter().collect(),
            Given::Flag(flag) => self.group(Cell::Flag(*flag)).into_iter().collect(),
            Given::Whole(number) => match self.grain {
                Grain::Whole(step) => vec![step_name(*number, step)],
                _ => Vec::new(),
            },
            Given::Number(number) => self.group(Cell::Float(*number)).into_iter().collect(),
        }
    }

    pub(super) fn filter_of_variable(&self, value: &str) -> Option<String> {
        let field = &self.field;
        let day = |day: jiff::civil::Date| day.to_string();
        match self.grain {
            Grain::Text if value.contains('"') => None,
            Grain::Text => Some(format!("{field}:=\"{value}\"")),
            Grain::Whole(step) if step > 1 => value.split_once('–').map(|(low, high)| format!("{field}:{low}..{high}")),
            Grain::Whole(_) | Grain::Time(Period::Day | Period::Month | Period::Year) => {
                Some(format!("{field}:{value}"))
            }
            Grain::Number(step) => {
                let low: f64 = value.split_once('–')?.0.parse().ok()?;
                Some(format!("{field}:>={low} {field}:<{}", round(low + step)))
            }
            Grain::Time(Period::Quarter) => {
                let (year, quarter) = value.split_once("-Q")?;
                let last = quarter.parse::<u8>().ok().filter(|q| (1..=4).contains(q))? * 3;
                Some(format!("{field}:{year}-{:02}..{year}-{last:02}", last - 2))
            }
            Grain::Time(Period::Decade) => decade(value).map(|(first, last)| format!("{field}:{first}..{last}")),
            Grain::Time(Period::Week) => {
                let (year, week) = value.split_once("-W")?;
                let monday =
                    jiff::civil::ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, jiff::civil::Weekday::Monday);
                let monday = monday.ok()?.date();
                Some(format!("{field}:{}..{}", day(monday), day(monday.checked_add(jiff::Span::new().days(6)).ok()?)))
            }
        }
    }
}

/// What a group of whole numbers is called, negative ones among them.
fn step_name(number: i64, step: u64) -> String {
    if step <= 1 {
        return number.to_string();
    }
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    let low = number.div_euclid(step).saturating_mul(step);
    format!("{low}–{}", low.saturating_add(step - 1))
}
