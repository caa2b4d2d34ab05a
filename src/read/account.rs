//! What became of the fields of a source: which are missing, which columns they come from, what could not be read.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::RawArticle;
use crate::variable::Changed;

/// Why a printed date gives no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unread {
    /// It is no date in a form that is known.
    Unknown,
    /// It has a month and no day.
    Month,
    /// Day and month may change places, and nothing in the source shows which is which.
    Order,
    /// The source has dates in both orders.
    Mixed,
    /// The day is still to come.
    Future,
    /// Its numbers are no day of the calendar.
    NoDay,
    /// A year before there was news.
    Past,
}

impl Unread {
    /// The reason as a clause, with what to do.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Unknown => "no date in a known form: write it as YYYY-MM-DD",
            Self::Month => "a month without a day: write YYYY-MM-DD where the day is known",
            Self::Order => {
                "day and month may change places, and no date of the source shows the order: say which comes first"
            }
            Self::Mixed => "the source has dates in both orders: part it, or say which comes first",
            Self::Future => "a day in the future: correct the year",
            Self::NoDay => "no such day in the calendar: correct day or month",
            Self::Past => "a year before there was news: correct the year",
        }
    }
}

/// Values of one field that were there and could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct UnreadValues {
    /// How many.
    pub n: u64,
    /// The first of them, as given.
    pub first: Vec<String>,
}

/// Values that an account shows of one kind.
const SHOWN: usize = 3;
/// Characters shown of a value.
const SHOWN_CHARS: usize = 60;

impl UnreadValues {
    fn add(&mut self, value: &str) {
        self.n += 1;
        if self.first.len() < SHOWN {
            self.first.push(value.chars().take(SHOWN_CHARS).collect());
        }
    }

    fn join(&mut self, later: &Self) {
        self.n += later.n;
        self.first.extend(later.first.iter().take(SHOWN.saturating_sub(self.first.len())).cloned());
    }
}

/// What became of the fields of the articles of a source, as they were read.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct FieldAccount {
    /// Articles read.
    pub n_articles: u64,
    /// Of these, without a title.
    pub n_untitled: u64,
    /// Without a date of publication.
    pub n_undated: u64,
    /// Without an outlet.
    pub n_without_outlet: u64,
    /// Articles with characters that were UTF-8 read as windows-1252, and are mended.
    #[serde(skip_serializing_if = "is_zero")]
    pub n_mended: u64,
    /// Columns or keys that a field was taken from, in the order in which they were met.
    pub columns: BTreeMap<String, Vec<String>>,
    /// Dates that were given and give no day.
    pub unread_dates: BTreeMap<Unread, UnreadValues>,
    /// Articles by column whose value is not kept as it was given, by what is kept.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub changed: BTreeMap<Changed, BTreeMap<String, u64>>,
    /// Some of the columns that the source has, whether a field is taken from them or not; empty in a finished audit.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub met: BTreeSet<String>,
}

/// Columns of a source that its account names, at most.
pub(crate) const NAMED_COLUMNS: usize = 60;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands on a reference")]
fn is_zero(n: &u64) -> bool {
    *n == 0
}

impl FieldAccount {
    /// Counts an article, after its date was read or not.
    pub(super) fn add(&mut self, article: &RawArticle, unread: Option<Unread>) {
        self.n_articles += 1;
        self.n_untitled += u64::from(article.title.trim().is_empty());
        self.n_undated += u64::from(article.date.is_none());
        self.n_without_outlet += u64::from(article.outlet.is_none());
        self.n_mended += u64::from(article.n_mended > 0);
        if self.met.is_empty()
            && let Some(columns) = &article.columns
        {
            self.met.extend(columns.names.iter().take(NAMED_COLUMNS).cloned());
        }
        for (field, column) in article.columns.iter().flat_map(|columns| columns.taken()) {
            match self.columns.get_mut(field) {
                Some(known) if known.iter().any(|k| k == column) => {}
                Some(known) => known.push(column.to_owned()),
                None => {
                    self.columns.insert(field.to_owned(), vec![column.to_owned()]);
                }
            }
        }
        for (column, changed) in &article.changed {
            *self.changed.entry(*changed).or_default().entry(column.to_string()).or_default() += 1;
        }
        if let Some((unread, printed)) = unread.zip(article.printed_date.as_deref()) {
            self.unread_dates.entry(unread).or_default().add(printed);
        }
    }

    /// Adds the account of another source with the same columns.
    pub fn join(&mut self, other: &Self) {
        self.n_articles += other.n_articles;
        self.n_untitled += other.n_untitled;
        self.n_undated += other.n_undated;
        self.n_without_outlet += other.n_without_outlet;
        self.n_mended += other.n_mended;
        self.met.extend(other.met.iter().cloned());
        for (field, columns) in &other.columns {
            let known = self.columns.entry(field.clone()).or_default();
            let new: Vec<String> = columns.iter().filter(|c| !known.contains(c)).cloned().collect();
            known.extend(new);
        }
        for (changed, columns) in &other.changed {
            let known = self.changed.entry(*changed).or_default();
            columns.iter().for_each(|(column, n)| *known.entry(column.clone()).or_default() += n);
        }
        for (unread, values) in &other.unread_dates {
            self.unread_dates.entry(*unread).or_default().join(values);
        }
    }
}
