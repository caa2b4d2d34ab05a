//! Pay, schedules and reasons for leaving work, counted over articles.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::ScheduleKind;
use crate::pay::Band;
use crate::record::{Axis, group_keys, named_keys};
use crate::score::{ArticleRow, HitRow};
use crate::summarize::{Median, Share};

/// Pay in one group of articles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PayFigures {
    /// Articles.
    pub n_articles: u64,
    /// Articles that name pay.
    pub n_with_pay: u64,
    /// Amounts of pay.
    pub n_pay: u64,
    /// Articles by the band of their median percentile; those without a place are left out.
    pub bands: BTreeMap<Band, u64>,
    hours: Vec<f64>,
    percentiles: Vec<f64>,
}

impl PayFigures {
    fn add(&mut self, row: &ArticleRow) {
        self.n_articles += 1;
        self.n_with_pay += u64::from(row.work.n_pay > 0);
        self.n_pay += row.work.n_pay;
        self.hours.extend(row.work.pay_median_hour);
        if let Some(percentile) = row.work.pay_percentile {
            self.percentiles.push(percentile);
            *self.bands.entry(Band::of(percentile)).or_default() += 1;
        }
    }

    /// Part of the articles that name pay.
    #[must_use]
    pub fn share_with_pay(&self) -> Option<Share> {
        Share::of(self.n_with_pay, self.n_articles)
    }

    /// Median over articles of their median pay an hour, dollars of `crate::baseline::BASE_YEAR`.
    #[must_use]
    pub fn median_hour(&self) -> Option<Median> {
        Median::of(self.hours.clone())
    }

    /// Median over articles of the median place of their pay, 0–100.
    #[must_use]
    pub fn median_percentile(&self) -> Option<Median> {
        Median::of(self.percentiles.clone())
    }

    /// Part of the articles with placed pay whose median lies in this band.
    #[must_use]
    pub fn share_in(&self, band: Band) -> Option<Share> {
        Share::of(self.bands.get(&band).copied().unwrap_or(0), self.percentiles.len() as u64)
    }
}

/// Pay by group.
#[must_use]
pub fn pay_by<'a>(
    axes: &[Axis],
    tiers: &[String],
    rows: impl IntoIterator<Item = &'a ArticleRow>,
) -> BTreeMap<Vec<String>, PayFigures> {
    let mut out: BTreeMap<Vec<String>, PayFigures> =
        named_keys(axes).into_iter().map(|key| (key, PayFigures::default())).collect();
    for row in rows {
        for key in group_keys(axes, row, tiers) {
            out.entry(key).or_default().add(row);
        }
    }
    out
}

/// Reasons for leaving work in one group of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReasonFigures {
    /// Articles.
    pub n_articles: u64,
    /// Articles with reasons of family or choice alone.
    pub n_pull: u64,
    /// Articles with reasons of the workplace alone.
    pub n_push: u64,
    /// Articles with both.
    pub n_both: u64,
}

impl ReasonFigures {
    fn add(&mut self, row: &ArticleRow) {
        self.n_articles += 1;
        match (row.work.reasons_pull > 0, row.work.reasons_push > 0) {
            (true, true) => self.n_both += 1,
            (true, false) => self.n_pull += 1,
            (false, true) => self.n_push += 1,
            (false, false) => {}
        }
    }

    /// Articles with any reason: the base of the shares.
    #[must_use]
    pub fn n_any(&self) -> u64 {
        self.n_pull + self.n_push + self.n_both
    }
}

/// Reasons by group.
#[must_use]
pub fn reasons_by<'a>(
    axes: &[Axis],
    tiers: &[String],
    rows: impl IntoIterator<Item = &'a ArticleRow>,
) -> BTreeMap<Vec<String>, ReasonFigures> {
    let mut out: BTreeMap<Vec<String>, ReasonFigures> =
        named_keys(axes).into_iter().map(|key| (key, ReasonFigures::default())).collect();
    for row in rows {
        for key in group_keys(axes, row, tiers) {
            out.entry(key).or_default().add(row);
        }
    }
    out
}

/// One kind of schedule over all articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScheduleFigures {
    /// Articles with the kind.
    pub n_articles: u64,
    /// Sentences with the kind.
    pub n_sentences: u64,
    /// The kind beside each tier.
    pub tiers: Vec<TierSchedule>,
}

/// One kind of schedule and the articles and sentences that name workers of a tier.
///
/// A tier is named by evidence of any dimension but `schedule`, so that "telework" itself does not
/// make its workers professionals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TierSchedule {
    /// Articles that name the tier.
    pub n_articles: u64,
    /// Tokens of these articles.
    pub n_tokens: u64,
    /// Of these articles, those with the kind.
    pub n_with: u64,
    /// Hits of the kind in these articles.
    pub n_hits: u64,
    /// Sentences with the kind that name the tier.
    pub n_sentences: u64,
}

impl TierSchedule {
    /// Hits of the kind per 1,000 tokens of the articles that name the tier.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.n_tokens > 0).then(|| self.n_hits as f64 / self.n_tokens as f64 * 1000.0)
    }
}

/// Each kind of schedule beside each of `tiers`, in the order of [`ScheduleKind::ALL`].
#[must_use]
pub fn schedules<'a>(
    tiers: &[String],
    rows: impl IntoIterator<Item = &'a ArticleRow>,
    hits: &[HitRow<'_>],
) -> [ScheduleFigures; 3] {
    let rows: Vec<&ArticleRow> = rows.into_iter().collect();
    let named = named_tiers(tiers, hits);
    let of_kind = ScheduleKind::ALL.map(|kind| kind_sentences(kind, hits));
    of_kind.map(|sentences| {
        let mut figures = ScheduleFigures {
            n_articles: sentences.keys().map(|(article, _)| article).collect::<BTreeSet<_>>().len() as u64,
            n_sentences: sentences.len() as u64,
            tiers: vec![TierSchedule::default(); tiers.len()],
        };
        let mut n_hits: BTreeMap<&str, u64> = BTreeMap::new();
        sentences.iter().for_each(|((article, _), n)| *n_hits.entry(article).or_default() += n);
        for (tier, figures) in figures.tiers.iter_mut().enumerate() {
            let of_tier = rows.iter().filter(|row| named.articles.contains(&(tier, row.id.as_str())));
            for row in of_tier {
                let n = n_hits.get(row.id.as_str()).copied().unwrap_or(0);
                figures.n_articles += 1;
                figures.n_tokens += row.n_tokens;
                figures.n_with += u64::from(n > 0);
                figures.n_hits += n;
            }
            let beside =
                sentences.keys().filter(|(article, sentence)| named.sentences.contains(&(tier, article, *sentence)));
            figures.n_sentences = beside.count() as u64;
        }
        figures
    })
}

/// Where tiers are named.
struct TierMentions<'a> {
    articles: BTreeSet<(usize, &'a str)>,
    sentences: BTreeSet<(usize, &'a str, u32)>,
}

fn named_tiers<'a>(tiers: &[String], hits: &[HitRow<'a>]) -> TierMentions<'a> {
    let mut named = TierMentions { articles: BTreeSet::new(), sentences: BTreeSet::new() };
    for hit in hits.iter().filter(|hit| hit.is_scored() && hit.role == "evidence" && hit.dimension != "schedule") {
        if let Some(tier) = tiers.iter().position(|tier| tier == hit.tier) {
            named.articles.insert((tier, hit.article));
            named.sentences.insert((tier, hit.article, hit.sentence));
        }
    }
    named
}

/// Sentences with a kind of schedule, and its hits in each of them.
fn kind_sentences<'a>(kind: ScheduleKind, hits: &[HitRow<'a>]) -> BTreeMap<(&'a str, u32), u64> {
    let mut out = BTreeMap::new();
    for hit in hits.iter().filter(|hit| hit.is_scored() && hit.role == "schedule" && hit.kind == kind.name()) {
        *out.entry((hit.article, hit.sentence)).or_default() += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{pay_by, reasons_by, schedules};
    use crate::pay::Band;
    use crate::record::Axis;
    use crate::score::{ArticleRow, HitRow, WorkRow};

    fn article(id: &str, work: WorkRow) -> ArticleRow {
        ArticleRow { id: id.to_owned(), outlet: Some("A".to_owned()), n_tokens: 500, work, ..ArticleRow::default() }
    }

    fn hit<'a>(
        article: &'a str,
        tier: &'a str,
        dimension: &'a str,
        role: &'a str,
        kind: &'a str,
        sentence: u32,
    ) -> HitRow<'a> {
        let (field, words, entry, zone) = ("body", "x", "x", "body");
        HitRow {
            article,
            entry,
            tier,
            dimension,
            role,
            kind,
            zone,
            sentence,
            field,
            start: 0,
            end: 1,
            words,
            weight: 1.0,
            ..HitRow::default()
        }
    }

    #[test]
    fn a_schedule_word_does_not_name_its_own_tier() {
        let tiers = ["low".to_owned(), "high".to_owned()];
        let rows = [article("a", WorkRow::default()), article("b", WorkRow::default())];
        let hits = [
            hit("a", "none", "schedule", "schedule", "control", 1),
            hit("a", "high", "schedule", "evidence", "", 1),
            hit("a", "low", "occupation", "evidence", "", 2),
            hit("b", "none", "schedule", "schedule", "control", 1),
            hit("b", "high", "occupation", "evidence", "", 1),
        ];
        let [control, rigid, _] = schedules(&tiers, &rows, &hits);
        assert_eq!((control.n_articles, control.n_sentences, rigid.n_articles), (2, 2, 0));
        let [low, high] = [control.tiers[0], control.tiers[1]];
        assert_eq!((low.n_articles, low.n_with, low.n_sentences), (1, 1, 0));
        assert_eq!((high.n_articles, high.n_with, high.n_sentences), (1, 1, 1));
        // By hand: one hit in 500 tokens is 2 per 1,000.
        assert_eq!(high.rate(), Some(2.0));
        assert_eq!(super::TierSchedule::default().rate(), None);
    }

    #[test]
    fn schedules_are_counted_beside_the_tiers_that_evidence_of_scored_zones_names() {
        let tiers = ["low".to_owned()];
        let rows =
            [article("a", WorkRow::default()), article("b", WorkRow::default()), article("c", WorkRow::default())];
        let in_comments = |hit: HitRow<'static>| HitRow { zone: "comments", ..hit };
        let hits = [
            hit("a", "none", "schedule", "schedule", "rigid", 1),
            hit("a", "none", "schedule", "schedule", "rigid", 1),
            hit("a", "none", "schedule", "schedule", "rigid", 4),
            hit("a", "none", "schedule", "schedule", "unstable", 4),
            in_comments(hit("a", "none", "schedule", "schedule", "rigid", 9)),
            hit("a", "none", "pay", "reason", "rigid", 9),
            hit("a", "low", "occupation", "evidence", "", 1),
            // The tier is named, the kind is not.
            hit("b", "low", "pay", "evidence", "", 1),
            // The kind is named, the tier is not: by a trope, in the comments, by a tier there is none of.
            hit("c", "none", "schedule", "schedule", "rigid", 1),
            hit("c", "low", "occupation", "trope", "x", 1),
            in_comments(hit("c", "low", "occupation", "evidence", "", 1)),
            hit("c", "none", "occupation", "evidence", "", 1),
        ];
        let [control, rigid, unstable] = schedules(&tiers, &rows, &hits);
        assert_eq!((control.n_articles, control.n_sentences, unstable.n_sentences), (0, 0, 1));
        assert_eq!((rigid.n_articles, rigid.n_sentences), (2, 3));
        let low = rigid.tiers[0];
        assert_eq!((low.n_articles, low.n_tokens, low.n_with, low.n_hits, low.n_sentences), (2, 1000, 1, 3, 1));
        assert_eq!(low.rate(), Some(3.0));
    }

    #[test]
    fn pay_is_counted_by_article() {
        let paid = |percentile| WorkRow {
            n_pay: 2,
            pay_percentile: Some(percentile),
            pay_median_hour: Some(9.0),
            ..WorkRow::default()
        };
        let rows = [article("a", paid(20.0)), article("b", paid(90.0)), article("c", WorkRow::default())];
        let groups = pay_by(&[Axis::outlet()], &[], &rows);
        let group = &groups[&vec!["A".to_owned()]];
        assert_eq!((group.n_articles, group.n_with_pay, group.n_pay), (3, 2, 4));
        assert_eq!(group.share_in(Band::BottomThird).map(|s| (s.hits, s.n)), Some((1, 2)));
        assert_eq!(group.median_percentile().map(|m| m.middle), Some(55.0));
        assert_eq!(group.median_hour().map(|m| (m.n, m.middle)), Some((2, 9.0)));
        assert_eq!(group.share_with_pay().map(|s| (s.hits, s.n)), Some((2, 3)));
    }

    #[test]
    fn both_frames_count_as_both() {
        let row = |pull, push| WorkRow { reasons_pull: pull, reasons_push: push, ..WorkRow::default() };
        let rows = [article("a", row(1, 0)), article("b", row(2, 3)), article("c", row(0, 1)), article("d", row(0, 0))];
        let more = [article("e", row(0, 4)), article("f", row(0, 2)), article("g", row(3, 0)), article("h", row(0, 1))];
        let figures = reasons_by(&[], &[], rows.iter().chain(&more))[&Vec::new()];
        assert_eq!((figures.n_articles, figures.n_any()), (8, 7));
        assert_eq!((figures.n_pull, figures.n_push, figures.n_both), (2, 4, 1));
    }
}
