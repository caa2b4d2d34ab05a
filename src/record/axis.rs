//! What articles are grouped by: fields of the index, periods of the date, steps of a number, named queries.
//!
//! In: a name, as a user writes it. Out: an [`Axis`], which names the groups of an article.
//! Always holds: the rows of the record and the columns of the index put an article into the same groups, because
//! both take fields, steps and names from here.

use std::sync::Arc;

use crate::record::columns::{ArticleColumn, IndexField, Indexed, article_columns, query_fields};
use crate::record::grain::day_number;
use crate::record::{Cell, Grain, Period, QueryGroups, Shape, Value};
use crate::score::ArticleRow;

/// What a missing value is called wherever values are counted or printed.
pub const MISSING: &str = "(none)";

/// Steps of a number that is grouped without a width of its own.
const SCORE_STEP: f64 = 0.1;
const PERCENTILE_STEP: f64 = 10.0;
const COUNT_STEP: f64 = 1.0;
const TOKEN_STEP: f64 = 250.0;

/// What articles are grouped by.
#[derive(Debug, Clone)]
pub struct Axis {
    pub(super) name: String,
    pub(super) source: AxisSource,
    /// The field of the index that can be counted.
    pub(super) field: String,
    pub(super) grain: Grain,
    pub(super) has_several: bool,
}

/// Where the values of an axis are in a row.
#[derive(Debug, Clone)]
pub(super) enum AxisSource {
    /// A column of every audit, and the number of its repetition.
    Column(&'static ArticleColumn, usize),
    /// The variable of this place.
    Variable(usize),
    /// The queries that find the article.
    Queries(Arc<QueryGroups>),
}

impl PartialEq for Axis {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.field, self.queries()) == (&other.name, &other.field, other.queries())
    }
}

impl Eq for Axis {}

impl Axis {
    /// The axis called `name`: a field, a period of the date (`day`, `week`, `month`, `quarter`, `year`, `decade`), or a
    /// number with the width of its groups (`n_tokens/500`); `None` where there is no such field.
    #[must_use]
    pub fn named(name: &str, shape: Shape<'_>) -> Option<Self> {
        let tiers = shape.tiers;
        let (field, width) = name.split_once('/').map_or((name, None), |(field, width)| (field, Some(width)));
        if let Some((at, variable)) = shape.variable(field) {
            return Self::of_variable(at, variable, width);
        }
        let period = Period::ALL.iter().find(|(known, _)| *known == field).map(|(_, period)| *period);
        let (column, of, at) = countable(if period.is_some() { "date" } else { field }, tiers)?;
        let width = width_of(width).ok()?;
        let usual = match field {
            "n_tokens" => TOKEN_STEP,
            _ if of.indexed.number() == Some(true) => COUNT_STEP,
            field if field.ends_with("_percentile") => PERCENTILE_STEP,
            _ => SCORE_STEP,
        };
        let grain = match (period, of.indexed.number()) {
            (Some(period), _) => Grain::Time(period),
            (None, Some(_)) if of.indexed == Indexed::Date => Grain::Time(Period::Day),
            (None, Some(true)) => Grain::Whole((width.unwrap_or(usual) as u64).max(1)),
            (None, Some(false)) => Grain::Number(width.unwrap_or(usual)),
            (None, None) => Grain::Text,
        };
        if width.is_some() && !grain.takes_width() {
            return None;
        }
        let has_several = matches!((column.get)(&ArticleRow::of_tiers(tiers.len()), tiers, at), Value::Names(_));
        let field = match of.indexed {
            Indexed::Words => whole(column)?.name.to_string(),
            _ if period.is_some() => of.name.to_string(),
            _ => field.to_owned(),
        };
        Some(Self { name: name.to_owned(), source: AxisSource::Column(column, at), field, grain, has_several })
    }

    /// By queries, each of which is a group: an article is in the groups of all queries that find it. The index cannot
    /// count by them.
    #[must_use]
    pub fn of_queries(name: &str, groups: QueryGroups) -> Self {
        let (source, field) = (AxisSource::Queries(Arc::new(groups)), String::new());
        Self { name: name.to_owned(), source, field, grain: Grain::Text, has_several: true }
    }

    /// The queries that the groups are, where they are such.
    #[must_use]
    pub fn queries(&self) -> Option<&QueryGroups> {
        match &self.source {
            AxisSource::Column(..) | AxisSource::Variable(_) => None,
            AxisSource::Queries(groups) => Some(groups),
        }
    }

    /// The place of the variable whose values these are; `None` for a column of every audit.
    #[must_use]
    pub fn variable(&self) -> Option<usize> {
        match self.source {
            AxisSource::Variable(at) => Some(at),
            AxisSource::Column(..) | AxisSource::Queries(_) => None,
        }
    }

    /// By outlet.
    #[must_use]
    pub fn outlet() -> Self {
        Self::of_every_audit("outlet")
    }

    /// By period of the date.
    #[must_use]
    pub fn period(period: Period) -> Self {
        Self::of_every_audit(period.name())
    }

    fn of_every_audit(name: &str) -> Self {
        Self::named(name, Shape::of_tiers(&[])).expect("the list of columns has this field, whatever the tiers are")
    }

    /// What articles can be grouped by: variables of the user's, periods of the date, then all fields but running text.
    #[must_use]
    pub fn names(shape: Shape<'_>) -> Vec<String> {
        let own = shape.variables.iter().filter(|variable| variable.has_groups()).map(|variable| variable.name.clone());
        own.chain(Period::ALL.iter().map(|(name, _)| (*name).to_owned())).chain(Self::of_columns(shape.tiers)).collect()
    }

    /// All fields but running text, those of the user's first.
    #[must_use]
    pub fn fields(shape: Shape<'_>) -> Vec<String> {
        let own = shape.variables.iter().map(|variable| variable.name.clone());
        own.chain(Self::of_columns(shape.tiers)).collect()
    }

    fn of_columns(tiers: &[String]) -> impl Iterator<Item = String> {
        let fields = query_fields().into_iter().filter(|(field, ..)| field.indexed != Indexed::Text);
        fields.flat_map(move |(field, per, _)| per.names(&field.name, tiers))
    }

    /// The name, as it was asked for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The field of the index that can be counted.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// How its values become groups.
    #[must_use]
    pub fn grain(&self) -> Grain {
        self.grain
    }

    /// True for a number, whose groups may be given a width.
    #[must_use]
    pub fn takes_width(&self) -> bool {
        self.grain.takes_width()
    }

    /// True where an article may have several values, and then is in several groups.
    #[must_use]
    pub fn has_several(&self) -> bool {
        self.has_several
    }

    /// The groups of an article: one for each of its values, [`MISSING`] where there is none.
    #[must_use]
    pub fn groups(&self, row: &ArticleRow, tiers: &[String]) -> Vec<String> {
        let mut groups: Vec<String> = match &self.source {
            AxisSource::Column(column, at) => match (column.get)(row, tiers, *at) {
                Value::One(cell) => self.group(cell).into_iter().collect(),
                Value::Names(names) => names.into_iter().map(str::to_owned).collect(),
            },
            AxisSource::Variable(at) => {
                row.variables.get(*at).and_then(Option::as_ref).map_or_else(Vec::new, |value| self.groups_of(value))
            }
            AxisSource::Queries(groups) => groups.of(&row.id).map(str::to_owned).collect(),
        };
        groups.sort_unstable();
        groups.dedup();
        if groups.is_empty() {
            groups.push(MISSING.to_owned());
        }
        groups
    }

    pub(super) fn group(&self, cell: Cell<'_>) -> Option<String> {
        match (self.grain, cell) {
            (Grain::Text, Cell::Text(text)) => Some(text.to_owned()),
            (Grain::Text, Cell::Flag(flag)) => Some(if flag { "yes" } else { "no" }.to_owned()),
            (Grain::Time(_), Cell::Text(date)) => {
                date.parse().ok().map(|date| self.grain.name(self.grain.of_whole(day_number(date))))
            }
            (Grain::Whole(_), Cell::Int(_)) => Some(self.grain.name(self.grain.of_whole(cell.as_count()))),
            (Grain::Number(_), Cell::Float(number)) => Some(self.grain.name(self.grain.of_number(number))),
            _ => None,
        }
    }

    /// The query that finds the articles of the group called `value`; `None` where the query language
    /// cannot say it.
    #[must_use]
    pub fn filter(&self, value: &str) -> Option<String> {
        if let Some(groups) = self.queries() {
            return groups.query(value).map(str::to_owned);
        }
        let (name, is_whole) = (self.name.as_str(), self.field.starts_with("stored_"));
        if value == MISSING {
            return Some(format!("NOT {}:*", self.field.strip_prefix("stored_").unwrap_or(&self.field)));
        }
        if self.variable().is_some() {
            return self.filter_of_variable(value);
        }
        match self.grain {
            Grain::Text if is_whole => (!value.contains('"')).then(|| format!("{name}:=\"{value}\"")),
            Grain::Text | Grain::Whole(1) => Some(format!("{name}:{value}")),
            Grain::Time(Period::Day | Period::Month | Period::Year) => Some(format!("date:{value}")),
            Grain::Time(Period::Quarter) => {
                let (year, quarter) = value.split_once("-Q")?;
                let last = quarter.parse::<u8>().ok().filter(|q| (1..=4).contains(q))? * 3;
                Some(format!("date:{year}-{:02}..{year}-{last:02}", last - 2))
            }
            Grain::Time(Period::Decade) => decade(value).map(|(first, last)| format!("date:{first}..{last}")),
            Grain::Whole(_) => value.split_once('–').map(|(low, high)| format!("{}:{low}..{high}", self.field)),
            Grain::Time(Period::Week) | Grain::Number(_) => None,
        }
    }
}

/// First and last year of a decade, by its name `2010s`.
pub(super) fn decade(name: &str) -> Option<(String, String)> {
    let first = name.strip_suffix('s')?.parse::<u16>().ok()?;
    Some((format!("{first:04}"), format!("{:04}", first + 9)))
}

/// The outlet of an article as a group.
#[must_use]
pub fn outlet_of(row: &ArticleRow) -> &str {
    row.outlet.as_deref().unwrap_or(MISSING)
}

/// A field that can be counted, with its column and the number of the repetition.
fn countable(name: &str, tiers: &[String]) -> Option<(&'static ArticleColumn, &'static IndexField, usize)> {
    article_columns().iter().find_map(|column| {
        let fields = column.column.fields.iter();
        let mut fields = fields.filter(|field| field.indexed.is_queried() && field.indexed != Indexed::Text);
        fields.find_map(|field| {
            let at = column.column.per.names(&field.name, tiers).iter().position(|known| known == name)?;
            Some((column, field, at))
        })
    })
}

/// The field of a column that holds its values as printed.
fn whole(column: &'static ArticleColumn) -> Option<&'static IndexField> {
    column.column.fields.iter().find(|field| field.indexed == Indexed::Whole)
}

/// What is named as a width and is no number above 0.
pub(super) struct NoWidth;

/// The width of groups of numbers, where one is named.
pub(super) fn width_of(text: Option<&str>) -> Result<Option<f64>, NoWidth> {
    match text {
        Some(text) => text.parse().ok().filter(|width| *width > 0.0).map(Some).ok_or(NoWidth),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use crate::record::{Axis, Kind, Period, QueryGroups, Shape, Table, group_keys};
    use crate::score::ArticleRow;

    fn row() -> ArticleRow {
        ArticleRow {
            date: Some("2014-05-12".to_owned()),
            n_tokens: 730,
            tropes: vec!["bootstraps".to_owned(), "lazy-poor".to_owned()],
            wage_percentile: Some(37.5),
            score: vec![0.26],
            attention: vec![2],
            ..ArticleRow::of_tiers(1)
        }
    }

    /// The groups of an article by an axis of this name.
    #[track_caller]
    fn check(name: &str, expected: &[&str]) {
        let tiers = ["low".to_owned()];
        let axis = Axis::named(name, Shape::of_tiers(&tiers)).unwrap_or_else(|| panic!("there is no axis {name}"));
        assert_eq!(axis.groups(&row(), &tiers), expected, "{name}");
    }

    #[test]
    fn an_article_is_in_the_groups_of_its_values() {
        check("decade", &["2010s"]);
        check("year", &["2014"]);
        check("quarter", &["2014-Q2"]);
        check("month", &["2014-05"]);
        check("week", &["2014-W20"]);
        check("date", &["2014-05-12"]);
        check("n_tokens", &["500–749"]);
        check("n_tokens/100", &["700–799"]);
        check("wage_percentile", &["30–40"]);
        check("score_low", &["0.2–0.3"]);
        check("attention_low", &["2"]);
        check("scope_gap", &["no"]);
        check("focus", &["none"]);
        check("tropes", &["bootstraps", "lazy-poor"]);
        check("outlet", &["(none)"]);
    }

    #[test]
    fn every_name_is_an_axis_and_running_text_is_none() {
        let tiers = ["low".to_owned(), "high".to_owned()];
        for name in Axis::names(Shape::of_tiers(&tiers)) {
            assert!(Axis::named(&name, Shape::of_tiers(&tiers)).is_some(), "{name}");
        }
        for name in [
            "title",
            "body",
            "stored_outlet",
            "weather",
            "n_tokens/0",
            "n_tokens/x",
            "year/5",
            "outlet/2",
            "attention_rich",
        ] {
            assert!(Axis::named(name, Shape::of_tiers(&tiers)).is_none(), "{name}");
        }
    }

    #[test]
    fn a_group_has_no_name_of_another_column() {
        let axes = ["wire", "year"].map(|name| Axis::named(name, Shape::of_tiers(&[])).expect("there is such an axis"));
        let table = Table::by_groups(&axes, &[("wire", Kind::Int)]);
        let names: Vec<&str> = table.schema().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["by_wire", "year", "wire"]);
    }

    #[test]
    fn a_decade_begins_with_a_year_that_ends_in_0_and_is_a_range_of_dates() {
        let axis = Axis::period(Period::Decade);
        let of = |date: &str| axis.groups(&ArticleRow { date: Some(date.to_owned()), ..row() }, &["low".to_owned()]);
        assert_eq!([of("2009-12-31"), of("2010-01-01"), of("2019-12-31")], [["2000s"], ["2010s"], ["2010s"]]);
        assert_eq!(axis.filter("2010s").as_deref(), Some("date:2010..2019"));
    }

    #[test]
    fn an_article_is_in_the_groups_of_all_queries_that_find_it() {
        let mut groups = QueryGroups::default();
        groups.push("mothers", "title:mother*", ["a", "b"].map(str::to_owned));
        groups.push("pay", "wage*", ["b".to_owned()]);
        groups.push("none", "zzz", []);
        let axis = Axis::of_queries("topics", groups);
        let of = |id: &str| axis.groups(&ArticleRow { id: id.to_owned(), ..row() }, &["low".to_owned()]);
        assert_eq!([of("a"), of("c")], [["mothers"], ["(none)"]]);
        assert_eq!(of("b"), ["mothers", "pay"]);
        assert_eq!(axis.filter("pay").as_deref(), Some("wage*"));
        assert_eq!(axis.queries().map(|q| q.empty().collect::<Vec<_>>()), Some(vec!["none"]));
        assert!(axis.has_several());
    }

    #[test]
    fn an_article_with_several_values_is_in_several_groups() {
        let tiers = ["low".to_owned()];
        let axes =
            ["year", "tropes"].map(|name| Axis::named(name, Shape::of_tiers(&tiers)).expect("there is such an axis"));
        assert_eq!(group_keys(&axes, &row(), &tiers), [["2014", "bootstraps"], ["2014", "lazy-poor"]]);
        assert_eq!(axes.map(|axis| axis.has_several()), [false, true]);
        assert_eq!(group_keys(&[], &row(), &tiers), [[""; 0]]);
    }
}
