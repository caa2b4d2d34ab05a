//! Pay, working hours and reasons to leave, as columns of an article and rows of pay.

use std::collections::BTreeSet;

use crate::lexicon::{Lexicon, ReasonKind, Role, ScheduleKind};
use crate::pay::{Band, Pay, PayKind, WageRank};
use crate::score::ScoredDocument;
use crate::score::median::median;

/// What an article says of pay, schedules and leaving work; scored zones only.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WorkRow {
    /// Amounts of pay; brackets of what groups earn are left out.
    pub n_pay: u64,
    /// Median of them an hour, in dollars of `crate::baseline::BASE_YEAR`; dated U.S. amounts only.
    pub pay_median_hour: Option<f64>,
    /// Median of their places among the wages of all jobs, 0–100.
    pub pay_percentile: Option<f64>,
    /// Signs of hours that the worker controls.
    pub schedule_control: u64,
    /// Signs of rigid hours.
    pub schedule_rigid: u64,
    /// Signs of unstable hours.
    pub schedule_unstable: u64,
    /// Reasons of family and choice for leaving work.
    pub reasons_pull: u64,
    /// Reasons of the workplace for leaving work.
    pub reasons_push: u64,
}

impl WorkRow {
    /// Kinds of schedule that the article speaks of.
    #[must_use]
    pub fn schedules(&self) -> Vec<&'static str> {
        let counts = [self.schedule_control, self.schedule_rigid, self.schedule_unstable];
        ScheduleKind::ALL.iter().zip(counts).filter(|(_, n)| *n > 0).map(|(kind, _)| kind.name()).collect()
    }

    /// All that the article speaks of: `pay`, kinds of schedule, kinds of reasons.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let pay = (self.n_pay > 0).then_some("pay");
        pay.into_iter().chain(self.schedules()).chain(self.reasons())
    }

    /// Kinds of reasons that the article gives for leaving work.
    #[must_use]
    pub fn reasons(&self) -> Vec<&'static str> {
        let counts = [(ReasonKind::Pull, self.reasons_pull), (ReasonKind::Push, self.reasons_push)];
        counts.iter().filter(|(_, n)| *n > 0).map(|(kind, _)| kind.name()).collect()
    }
}

/// One row of `pay.parquet`.
#[derive(Debug, Clone, PartialEq)]
pub struct PayRow<'a> {
    /// Article.
    pub article: &'a str,
    /// What was found.
    pub pay: &'a Pay,
    /// Words as printed.
    pub words: &'a str,
    /// `title` or `body`: the field of the input the span refers to.
    pub field: &'static str,
    /// First byte in that field.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Its place on the wage distribution; `None` for other currencies and undated articles.
    pub placed: Option<WageRank>,
}

impl PayRow<'_> {
    /// The band of its percentile.
    #[must_use]
    pub fn band(&self) -> Option<Band> {
        self.placed.map(|placed| Band::of(placed.percentile))
    }
}

/// The pay rows of a scored document.
pub fn pay_rows(scored: &ScoredDocument) -> impl Iterator<Item = PayRow<'_>> {
    let document = &scored.document;
    let year = document.date.map(jiff::civil::Date::year);
    scored.pay.iter().map(move |pay| {
        let (field, span) = document.field_span(pay.span);
        PayRow {
            article: &document.id,
            pay,
            words: pay.span.slice(&document.text).unwrap_or_default(),
            field: field.name(),
            start: span.start,
            end: span.end,
            placed: year.and_then(|year| pay.placed(year)),
        }
    })
}

/// The columns of an article.
pub(super) fn work_row(lexicon: &Lexicon, scored: &ScoredDocument) -> WorkRow {
    let mut row = WorkRow::default();
    let counted = |pay: &Pay| pay.zone.is_scored() && pay.kind != PayKind::Bracket;
    let places: Vec<WageRank> = pay_rows(scored).filter(|row| counted(row.pay)).filter_map(|row| row.placed).collect();
    row.n_pay = scored.pay.iter().filter(|pay| counted(pay)).count() as u64;
    row.pay_median_hour = median_of(places.iter().map(|placed| placed.real_hourly));
    row.pay_percentile = median_of(places.iter().map(|placed| placed.percentile));
    let leaving = leaving(lexicon, scored);
    for hit in scored.hits.iter().filter(|hit| hit.zone.is_scored()) {
        let near = || (hit.sentence.saturating_sub(1)..=hit.sentence + 1).any(|sentence| leaving.contains(&sentence));
        match lexicon.entry(hit.entry).role {
            Role::Schedule(ScheduleKind::Control) => row.schedule_control += 1,
            Role::Schedule(ScheduleKind::Rigid) => row.schedule_rigid += 1,
            Role::Schedule(ScheduleKind::Unstable) => row.schedule_unstable += 1,
            Role::Reason(ReasonKind::Pull) if near() => row.reasons_pull += 1,
            Role::Reason(ReasonKind::Push) if near() => row.reasons_push += 1,
            _ => {}
        }
    }
    row
}

/// Sentences in which somebody leaves work: a reason counts in them and beside them.
fn leaving(lexicon: &Lexicon, scored: &ScoredDocument) -> BTreeSet<u32> {
    let is_leaving = |entry: u32| lexicon.entry(entry).role == Role::Reason(ReasonKind::Leaving);
    let hits = scored.hits.iter().filter(|hit| hit.zone.is_scored() && is_leaving(hit.entry));
    hits.map(|hit| hit.sentence).collect()
}

fn median_of(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    median(&sorted)
}
