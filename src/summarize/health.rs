//! What a corpus contains and what it lacks, before anyone reads a share from it.
//!
//! In: rows and refused records. Out: counts by group, refusals by reason, and the months in which
//! the volume of an outlet jumps or stops. Nothing here is judged: a gap may be a strike.

use std::collections::BTreeMap;

use crate::article::Reject;
use crate::record::{Axis, MISSING, group_keys, named_keys, outlet_of};
use crate::score::ArticleRow;
use crate::summarize::Median;
use crate::tokenize::words;

/// What one group of articles has and lacks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HealthCell {
    /// Articles.
    pub n_articles: u64,
    /// Articles without a date.
    pub n_undated: u64,
    /// Articles without a byline.
    pub n_without_byline: u64,
    /// Articles without a headline.
    pub n_without_title: u64,
    /// Articles without a word of lede or body.
    pub n_without_body: u64,
    /// Articles that repeat the story of another one.
    pub n_repeated: u64,
    /// Articles with the credit of an agency.
    pub n_wire: u64,
    /// Articles that are not scored.
    pub n_unscored: u64,
    /// Articles by language; too short ones under [`MISSING`].
    pub languages: BTreeMap<String, u64>,
    lengths: Vec<u64>,
}

impl HealthCell {
    fn add(&mut self, row: &ArticleRow) {
        let missing = |field: &Option<String>| u64::from(field.as_deref().is_none_or(|text| text.trim().is_empty()));
        self.n_articles += 1;
        self.n_undated += missing(&row.date);
        self.n_without_byline += missing(&row.author);
        self.n_without_title += u64::from(row.title.trim().is_empty());
        self.n_without_body += u64::from(row.n_tokens <= words(&row.title).tokens.tokens().len() as u64);
        self.n_repeated += u64::from(row.story != row.id);
        self.n_wire += u64::from(row.wire.is_some());
        self.n_unscored += u64::from(row.unscored.is_some());
        let language = row.language.as_deref().unwrap_or(MISSING);
        *self.languages.entry(language.to_owned()).or_default() += 1;
        self.lengths.push(row.n_tokens);
    }

    /// Lower quartile, median and upper quartile of the tokens in scored zones; each is the length
    /// of some article (nearest rank).
    #[must_use]
    pub fn lengths(&self) -> Option<[u64; 3]> {
        let mut sorted = self.lengths.clone();
        sorted.sort_unstable();
        let rank = |quarter: usize| sorted.get((sorted.len() * quarter).div_ceil(4).checked_sub(1)?).copied();
        Some([rank(1)?, rank(2)?, rank(3)?])
    }
}

/// A month in which an outlet prints far more or far less than it does as a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct VolumeBreak {
    /// Outlet.
    pub outlet: String,
    /// Month, `YYYY-MM`.
    pub month: String,
    /// Articles in it.
    pub n_articles: u64,
    /// Median of its months from first to last.
    pub median: f64,
    /// Deviations from the median of the logarithms; see [`Health::volume_breaks`].
    pub z: f64,
}

/// Counts of a corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    axes: Vec<Axis>,
    cells: BTreeMap<Vec<String>, HealthCell>,
    /// Outlet → month → articles.
    volumes: BTreeMap<String, BTreeMap<Month, u64>>,
    refused: BTreeMap<(String, String), u64>,
}

impl Health {
    /// Empty counts by these axes.
    #[must_use]
    pub fn new(axes: &[Axis]) -> Self {
        let cells = named_keys(axes).into_iter().map(|key| (key, HealthCell::default())).collect();
        Self { axes: axes.to_vec(), cells, volumes: BTreeMap::new(), refused: BTreeMap::new() }
    }

    /// Counts an article.
    pub fn add(&mut self, row: &ArticleRow, tiers: &[String]) {
        for key in group_keys(&self.axes, row, tiers) {
            self.cells.entry(key).or_default().add(row);
        }
        if let Some(month) = row.date.as_deref().and_then(Month::of) {
            let outlet = self.volumes.entry(outlet_of(row).to_owned()).or_default();
            *outlet.entry(month).or_default() += 1;
        }
    }

    /// Counts a refused record.
    pub fn refuse(&mut self, reject: &Reject) {
        let key = (reject.source.to_string(), kind_of(&reject.reason));
        *self.refused.entry(key).or_default() += 1;
    }

    /// Groups in the order of their keys.
    pub fn cells(&self) -> impl Iterator<Item = (&[String], &HealthCell)> {
        self.cells.iter().map(|(key, cell)| (key.as_slice(), cell))
    }

    /// Refused records by source and reason; numbers and names in a reason are left out.
    pub fn refused(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        self.refused.iter().map(|((source, reason), n)| (source.as_str(), reason.as_str(), *n))
    }

    /// Months in which the volume of an outlet breaks off or jumps, by outlet and month.
    ///
    /// Looked at are outlets with [`LEAST_MONTHS`] months or more from their first article to their
    /// last. With x = ln(1 + articles) of a month, z is (x − median) / scale; a month stands out when
    /// |z| > [`FAR`], or when it is empty and the median is 5 articles or more. The scale is the
    /// median absolute deviation / 0.6745, but at least 1 / √(1 + median), the noise of counting.
    ///
    /// # Source
    /// Iglewicz and Hoaglin (1993), How to detect and handle outliers: modified z-score above 3.5.
    #[must_use]
    pub fn volume_breaks(&self) -> Vec<VolumeBreak> {
        self.volumes.iter().flat_map(|(outlet, months)| breaks(outlet, months)).collect()
    }
}

/// Months an outlet needs for its volume to have a rule.
pub const LEAST_MONTHS: usize = 6;
/// Deviations from the median that stand out.
pub const FAR: f64 = 3.5;
/// Median volume of an outlet from which on an empty month is a gap.
const GAP_MEDIAN: f64 = 5.0;

/// A month, counted from the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Month(u32);

impl Month {
    fn of(date: &str) -> Option<Self> {
        let (year, month): (u32, u32) = (date.get(..4)?.parse().ok()?, date.get(5..7)?.parse().ok()?);
        (1..=12).contains(&month).then(|| Self(year * 12 + month - 1))
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.0 / 12, self.0 % 12 + 1)
    }
}

fn breaks(outlet: &str, months: &BTreeMap<Month, u64>) -> Vec<VolumeBreak> {
    let (Some((first, _)), Some((last, _))) = (months.first_key_value(), months.last_key_value()) else {
        return Vec::new();
    };
    let all: Vec<(Month, u64)> =
        (first.0..=last.0).map(|month| (Month(month), months.get(&Month(month)).copied().unwrap_or(0))).collect();
    if all.len() < LEAST_MONTHS {
        return Vec::new();
    }
    let volume = median(all.iter().map(|(_, n)| *n as f64).collect());
    let centre = median(all.iter().map(|(_, n)| libm::log1p(*n as f64)).collect());
    let deviation = median(all.iter().map(|(_, n)| (libm::log1p(*n as f64) - centre).abs()).collect());
    let scale = (deviation / 0.6745).max((1.0 + volume).sqrt().recip());
    let one = |(month, n): (Month, u64)| {
        let z = (libm::log1p(n as f64) - centre) / scale;
        let stands_out = z.abs() > FAR || (n == 0 && volume >= GAP_MEDIAN);
        stands_out.then(|| VolumeBreak {
            outlet: outlet.to_owned(),
            month: month.to_string(),
            n_articles: n,
            median: volume,
            z,
        })
    };
    all.into_iter().filter_map(one).collect()
}

/// The middle of some numbers; 0 for none.
fn median(numbers: Vec<f64>) -> f64 {
    Median::of(numbers).map_or(0.0, |median| median.middle)
}

/// A reason without what is particular to one record: quoted names and numbers become `…`.
fn kind_of(reason: &str) -> String {
    let quoted = |(at, part): (usize, &str)| if at % 2 == 1 { "…".to_owned() } else { part.to_owned() };
    let without_names: String = reason.split('`').enumerate().map(quoted).collect();
    let mut out = String::new();
    for c in without_names.chars() {
        match c {
            '0'..='9' if out.ends_with('…') => {}
            '0'..='9' => out.push('…'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn row(outlet: &str, date: &str, n_tokens: u64) -> ArticleRow {
        let date = Some(date.to_owned()).filter(|d| !d.is_empty());
        ArticleRow { outlet: Some(outlet.into()), date, title: "Two words".into(), n_tokens, ..ArticleRow::default() }
    }

    #[test]
    fn what_is_missing_is_counted_by_group() {
        let mut health = Health::new(&[Axis::outlet()]);
        for n_tokens in [2, 40, 10, 30, 20] {
            health.add(&row("A", "2020-01-05", n_tokens), &[]);
        }
        let bare = ArticleRow { id: "x".into(), story: "y".into(), author: Some(" ".into()), ..row("B", "", 9) };
        health.add(&ArticleRow { unscored: Some("language".into()), language: Some("de".into()), ..bare }, &[]);
        let cells: Vec<_> = health.cells().collect();
        assert_eq!((cells[0].1.n_articles, cells[0].1.n_without_body, cells[0].1.n_undated), (5, 1, 0));
        assert_eq!(cells[0].1.lengths(), Some([10, 20, 30]));
        let other = cells[1].1;
        assert_eq!((other.n_undated, other.n_without_byline, other.n_repeated, other.n_unscored), (1, 1, 1, 1));
        assert_eq!(other.languages, BTreeMap::from([("de".to_owned(), 1)]));
        assert_eq!(HealthCell::default().lengths(), None);
        let mut wire = HealthCell::default();
        for (title, wire_of) in [("Two words", Some("AP")), (" ", Some("AP")), ("", None), ("One", Some("AFP"))] {
            wire.add(&ArticleRow { title: title.into(), wire: wire_of.map(str::to_owned), ..row("A", "", 9) });
        }
        assert_eq!((wire.n_articles, wire.n_without_title, wire.n_wire, wire.n_undated), (4, 2, 3, 4));
    }

    #[track_caller]
    fn check(volumes: &[u64], expected: &[&str]) {
        let mut health = Health::new(&[]);
        for (month, n) in volumes.iter().enumerate() {
            let date = format!("{}-{:02}-03", 2019 + month / 12, month % 12 + 1);
            (0..*n).for_each(|_| health.add(&row("A", &date, 9), &[]));
        }
        let found: Vec<String> = health.volume_breaks().into_iter().map(|b| b.month).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn gaps_and_jumps_stand_out_and_noise_does_not() {
        check(&[20, 22, 18, 21, 0, 19, 20, 23], &["2019-05"]);
        check(&[20, 22, 18, 21, 90, 19, 20, 23, 20, 20, 20, 20, 2], &["2019-05", "2020-01"]);
        check(&[10, 7, 12, 9, 14, 6, 8, 11], &[]);
        check(&[1, 0, 2, 1, 0, 0, 3, 1], &[]);
        check(&[20, 22, 0, 21, 20], &[]);
    }

    #[test]
    fn a_worked_deviation() {
        let mut health = Health::new(&[]);
        for (month, n) in [3_u64, 3, 3, 3, 3, 63].into_iter().enumerate() {
            (0..n).for_each(|_| health.add(&row("A", &format!("2020-{:02}-01", month + 1), 9), &[]));
        }
        // Median 3, ln 4; no deviation, so the scale is 1/√4; ln 64 − ln 4 = 4 ln 2.
        let [only] = health.volume_breaks().try_into().expect("one month stands out");
        assert!((only.z - 8.0 * 2.0_f64.ln()).abs() < 1e-12 && (only.median - 3.0).abs() < 1e-12);
        // numpy 2.4, x = log1p(n), c = median(x): (x - c) / (median(abs(x - c)) / 0.6745) of 1500 among these.
        let mut health = Health::new(&[]);
        for (month, n) in [40_u64, 20, 32, 18, 35, 1500, 29, 50].into_iter().enumerate() {
            (0..n).for_each(|_| health.add(&row("A", &format!("2020-{:02}-01", month + 1), 9), &[]));
        }
        let [only] = health.volume_breaks().try_into().expect("one month stands out");
        assert_eq!((only.outlet.as_str(), only.month.as_str(), only.n_articles), ("A", "2020-06", 1500));
        assert!((only.z - 9.004_624_69).abs() < 1e-7 && (only.median - 33.5).abs() < 1e-12, "{only:?}");
    }

    #[test]
    fn refusals_are_counted_without_their_particulars() {
        let mut health = Health::new(&[]);
        let source: Arc<str> = Arc::from("a.jsonl");
        for (position, id) in [(1, "x1"), (2, "x2")] {
            health.refuse(&Reject::new(&source, position, format!("id `{id}` was read before, at line {position}7")));
        }
        health.refuse(&Reject::new(&source, 3, "no body"));
        let found: Vec<_> = health.refused().collect();
        assert_eq!(found, [("a.jsonl", "id … was read before, at line …", 2), ("a.jsonl", "no body", 1)]);
    }
}
