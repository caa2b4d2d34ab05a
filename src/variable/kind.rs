//! What a variable is, and what a value becomes as one of a kind.

use crate::variable::Given;

/// What the values of a variable are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VariableKind {
    /// Yes or no.
    Flag,
    /// Whole numbers.
    Whole,
    /// Numbers.
    Number,
    /// Days, `YYYY-MM-DD`.
    Date,
    /// Texts.
    Text,
    /// Several texts an article.
    Texts,
}

impl VariableKind {
    /// The name in documents and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Flag => "yes or no",
            Self::Whole => "whole number",
            Self::Number => "number",
            Self::Date => "day",
            Self::Text => "text",
            Self::Texts => "list of texts",
        }
    }

    /// The narrowest kind that holds a value. A text may be a number or a day; `007` is none, since a number would lose its zeros.
    #[must_use]
    pub fn of(value: &Given) -> Self {
        match value {
            Given::Flag(_) => Self::Flag,
            Given::Whole(number) if number.unsigned_abs() > EXACT => Self::Text,
            Given::Whole(_) => Self::Whole,
            Given::Number(_) => Self::Number,
            Given::Texts(_) => Self::Texts,
            Given::Text(text) => of_text(text),
        }
    }

    /// The narrowest kind that holds values of both; their printed forms are texts in any case.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Texts, _) | (_, Self::Texts) => Self::Texts,
            (Self::Whole, Self::Number) | (Self::Number, Self::Whole) => Self::Number,
            _ => Self::Text,
        }
    }

    /// A value as one of this kind; `None` where it is none, which a kind detected from all values rules out.
    #[must_use]
    pub fn value(self, given: &Given) -> Option<Given> {
        Some(match (self, given) {
            (Self::Text, Given::Flag(flag)) => Given::Text(flag.to_string()),
            (Self::Text | Self::Date, _) => Given::Text(given.printed().into_owned()),
            (Self::Texts, Given::Texts(texts)) => Given::Texts(texts.clone()),
            (Self::Texts, _) => Given::Texts(vec![given.printed().into_owned()]),
            (Self::Flag, Given::Flag(flag)) => Given::Flag(*flag),
            (Self::Flag, Given::Text(text)) => Given::Flag(flag_of(text)?),
            (Self::Whole, Given::Whole(number)) => Given::Whole(*number),
            (Self::Whole, Given::Text(text)) => Given::Whole(whole_of(text)?),
            (Self::Number, Given::Whole(number)) => Given::Number(*number as f64),
            (Self::Number, Given::Number(number)) => Given::Number(*number),
            (Self::Number, Given::Text(text)) => Given::Number(number_of(text)?),
            _ => return None,
        })
    }
}

/// Whole numbers up to here are exact as numbers, too: 2^53.
const EXACT: u64 = 1 << 53;
/// Digits that a number keeps.
const DIGITS: usize = 15;

fn of_text(text: &str) -> VariableKind {
    if flag_of(text).is_some() {
        VariableKind::Flag
    } else if whole_of(text).is_some() {
        VariableKind::Whole
    } else if number_of(text).is_some() {
        VariableKind::Number
    } else if is_day(text) {
        VariableKind::Date
    } else {
        VariableKind::Text
    }
}

/// `true`, `yes` and their opposites, in any case.
#[must_use]
pub fn flag_of(text: &str) -> Option<bool> {
    let is = |names: [&str; 2]| names.iter().any(|name| text.eq_ignore_ascii_case(name));
    if is(["true", "yes"]) {
        return Some(true);
    }
    is(["false", "no"]).then_some(false)
}

/// A whole number, also with commas between its thousands.
fn whole_of(text: &str) -> Option<i64> {
    let is_grouped = text.contains(',') && {
        let mut groups = text.strip_prefix('-').unwrap_or(text).split(',');
        groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
    };
    let digits = if is_grouped { text.replace(',', "") } else { text.to_owned() };
    let number: i64 = digits.parse().ok()?;
    (number.to_string() == digits && number.unsigned_abs() <= EXACT).then_some(number)
}

/// A number written with digits and a point: neither `1e5`, which may be a code, nor `.5` with zeros before it.
fn number_of(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_plain =
        !whole.is_empty() && !rest.is_empty() && whole.bytes().chain(rest.bytes()).all(|b| b.is_ascii_digit());
    let has_zeros = whole.len() > 1 && whole.starts_with('0');
    let is_exact = whole.len() + rest.trim_end_matches('0').len() <= DIGITS;
    text.parse().ok().filter(|number: &f64| is_plain && !has_zeros && is_exact && number.is_finite())
}

/// A day as `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// True for what stands for no value in a table; what is infinite is no number.
#[must_use]
pub fn is_missing(text: &str) -> bool {
    let marks = ["", "na", "n/a", "nan", "none", "null", "nil", "-", "--", "?", "inf", "-inf", "infinity", "-infinity"];
    let text = text.trim();
    marks.iter().any(|mark| text.eq_ignore_ascii_case(mark))
}

/// A variable of an audit: what its column holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Variable {
    /// The column of `articles.parquet`, and the name in queries.
    pub name: String,
    /// The column or key of the input, where its name is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What its values are.
    pub kind: VariableKind,
    /// Articles that have a value.
    pub n_given: u64,
    /// Different values, counted up to [`MAX_GROUPS`](crate::variable::MAX_GROUPS) and one more.
    pub n_different: u64,
    /// Articles by the kind that their value alone would have; more than one where the kinds are mixed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mixed: Vec<(VariableKind, u64)>,
    /// Articles that had a value in the input, in this table, rather than by a join.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_from: Option<String>,
}
