//! Shares corrected for the errors of the classifier, where people coded articles of the audit.

use std::collections::BTreeMap;

use crate::findings::corpus::{Corpus, in_outlet, people};
use crate::findings::coverage::OUTLETS;
use crate::lexicon::{Lexicon, TierIdx};
use crate::present::figure::{FigureRow, Fill, Mark, Measure, Plot, Series};
use crate::present::report::Section;
use crate::present::{share_text, spelled};
use crate::record::{Axis, Cell, Kind, Table, outlet_of};
use crate::score::{ArticleRow, Focus};
use crate::summarize::{Estimator, Share};
use crate::validate::prevalence::{CorrectedShare, Correction, Need};
use crate::validate::{FocusedShares, GoldRecord};

/// Shares of the whole and of groups with what coded articles make of them.
#[derive(Debug, Clone)]
pub struct Corrected {
    record: GoldRecord,
    /// Articles that the record was drawn from.
    n_population: usize,
    /// Set where these are the shares of some of those articles only.
    part: Option<Part>,
    /// The whole, focus by focus.
    pub total: Vec<Correction>,
    /// The whole among articles with a focus.
    pub focused: FocusedShares,
    /// Groups by the values of their axes, focus by focus; empty without axes.
    pub groups: BTreeMap<Vec<String>, Vec<Correction>>,
}

/// Some of the articles that a record covers.
#[derive(Debug, Clone, Copy)]
struct Part {
    n_articles: usize,
    n_coded: usize,
}

impl Corrected {
    /// Of a record of coded articles; `rows` are all articles of the audit with these tiers, `estimator` is of them.
    #[must_use]
    pub fn of_record(
        record: GoldRecord,
        (rows, estimator): (&[ArticleRow], &Estimator<'_>),
        tiers: &[String],
        axes: &[Axis],
    ) -> Self {
        let of = (rows, estimator);
        let total = record.corrections(of, tiers, &[]).into_values().next().unwrap_or_default();
        let groups = if axes.is_empty() { BTreeMap::new() } else { record.corrections(of, tiers, axes) };
        let n_population = rows.iter().filter(|row| record.covers(row)).count();
        let focused = record.focused(of, tiers);
        Self { record, n_population, part: None, total, focused, groups }
    }

    /// Of some of the `n_population` articles that the record covers. They are corrected as one group of
    /// the whole: by the codes among them alone, with the probabilities these were drawn with.
    #[must_use]
    pub fn of_part(
        record: GoldRecord,
        n_population: usize,
        of: (&[ArticleRow], &Estimator<'_>),
        tiers: &[String],
        axes: &[Axis],
    ) -> Self {
        let some = Self::of_record(record, of, tiers, axes);
        let n_coded = some.total.first().map_or(0, |correction| correction.n_gold);
        let part = Part { n_articles: some.n_population, n_coded };
        Self { n_population, part: Some(part), ..some }
    }

    /// The corrected share of a focus in a group, unless refused.
    #[must_use]
    pub fn share(&self, key: &[String], focus: &str) -> Option<CorrectedShare> {
        let group = self.groups.get(key)?.iter().find(|c| c.label == focus)?;
        group.standing().1.as_ref().ok().copied()
    }

    /// The shares among articles with a focus, a line each, and whether the correction turns their order round.
    #[must_use]
    pub fn of_focused(&self, tiers: &[String]) -> Vec<String> {
        let FocusedShares { n, raw, corrected, .. } = &self.focused;
        let corrected = match corrected {
            Err(refusal) => {
                return vec![format!("Shares of the {n} articles with a focus are not corrected: {refusal}")];
            }
            Ok(corrected) => corrected,
        };
        let mut lines = vec![format!(
            "Of the articles with a focus: raw, among the {n} to which the program gives one; corrected, among those that have one \
             (design-based ratio)"
        )];
        for (label, raw) in raw {
            lines.push(format!(
                "  focus {label:<13} raw {}, corrected {}",
                share_text(Some(*raw)),
                corrected[label].text(self.is_census())
            ));
        }
        lines.extend(self.order(tiers));
        lines
    }

    /// Whether the correction turns the order of shares among articles with a focus round, in words.
    #[must_use]
    pub fn order(&self, tiers: &[String]) -> Option<String> {
        let FocusedShares { raw, corrected, .. } = &self.focused;
        let Ok(corrected) = corrected else { return None };
        let raw: BTreeMap<&str, f64> = raw.iter().map(|(label, share)| (label.as_str(), share.share)).collect();
        turned(tiers, &raw, corrected)
    }

    /// Articles that have to be coded besides before every share is corrected, by the focus that the program says.
    #[must_use]
    pub fn needs(&self) -> &[Need] {
        &self.focused.needs
    }

    /// What the figures rest on, and what speaks against them.
    #[must_use]
    pub fn base(&self) -> Vec<String> {
        let warnings = self.warnings();
        std::iter::once(self.rests_on()).chain(warnings.iter().map(ToString::to_string)).collect()
    }

    fn rests_on(&self) -> String {
        let record = &self.record;
        let answers = record.predictions.as_ref().map_or(String::new(), |p| format!(", answers cross-validated ({p})"));
        let n = self.n_population;
        let (coded, files) = (record.documents.len(), record.files.join(", "));
        if self.is_census() {
            let n = self.n_articles();
            return format!(
                "All {n} articles are coded ({files}){answers}: corrected shares are counted and have no sampling error; what is \
                 left is the error of the codes."
            );
        }
        let clusters = match self.total.first().and_then(|correction| correction.clusters) {
            Some(by) => {
                format!("Intervals of raw and corrected shares allow for clusters of articles ({}).", by.name())
            }
            None => "Intervals take articles as independent.".to_owned(),
        };
        match self.part {
            None => {
                format!("{clusters} Corrected by {coded} coded articles ({files}){answers}, for a population of {n}:")
            }
            Some(part) => format!(
                "{clusters} Corrected by those of {coded} coded articles ({files}) that are among these: {}{answers}, for {} of \
                 a population of {n}.",
                part.n_coded, part.n_articles
            ),
        }
    }

    /// No share of all articles is corrected.
    pub(crate) fn is_refused(&self) -> bool {
        self.total.iter().all(|correction| correction.standing().1.is_err())
    }

    /// Every article is coded.
    fn is_census(&self) -> bool {
        self.total.first().is_some_and(|correction| correction.all_coded)
    }

    /// The corrected shares of the tiers in words, each beside its raw one; `None` where all are refused.
    pub(super) fn parts(&self, lexicon: &Lexicon, tiers: &[String]) -> Option<Vec<String>> {
        let of = |tier: &String| self.total.iter().find(|c| c.label == *tier);
        let found: Vec<&Correction> = tiers.iter().filter_map(of).collect();
        let part = |c: &&Correction| {
            let (raw, people) = (c.raw.share * 100.0, people(lexicon, &c.label));
            match c.standing().1 {
                Ok(CorrectedShare { share, .. }) if c.all_coded => {
                    format!("{:.1} % (all coded, raw {raw:.1}) are about {people}", share * 100.0)
                }
                Ok(CorrectedShare { share, low, high }) => {
                    let (share, low, high) = (share * 100.0, low * 100.0, high * 100.0);
                    format!("{share:.1} % ({low:.1}–{high:.1}, raw {raw:.1}) are about {people}")
                }
                Err(_) => format!("{raw:.1} % (raw, too few codes to correct it) are about {people}"),
            }
        };
        let known = found.iter().any(|c| c.standing().1.is_ok());
        known.then(|| found.iter().map(part).collect())
    }

    /// Articles that the shares are of.
    pub(super) fn n_articles(&self) -> usize {
        self.part.map_or(self.n_population, |part| part.n_articles)
    }

    /// What speaks against the corrected shares.
    #[must_use]
    pub fn warnings(&self) -> Vec<CorrectionWarning> {
        let record = &self.record;
        let whole = self.part.is_none();
        let mut warnings = Vec::new();
        warnings.extend((record.n_in_fit > 0).then_some(CorrectionWarning::InFit { n: record.n_in_fit, whole }));
        for (sample, (size, error)) in record.sizes() {
            if (size - self.n_population as f64).abs() > 4.0 * error {
                warnings.push(CorrectionWarning::Size { sample, size, error, population: self.n_population });
            }
        }
        warnings
    }
}

/// Says that the correction puts tiers into another order, and whether the codes settle that.
fn turned(tiers: &[String], raw: &BTreeMap<&str, f64>, corrected: &BTreeMap<String, CorrectedShare>) -> Option<String> {
    let order = |of: &dyn Fn(&str) -> f64| {
        let mut order: Vec<&str> = tiers.iter().map(String::as_str).collect();
        order.sort_by(|a, b| of(b).total_cmp(&of(a)));
        order
    };
    let before = order(&|tier| raw.get(tier).copied().unwrap_or(0.0));
    let after = order(&|tier| corrected.get(tier).map_or(0.0, |c| c.share));
    let place = |order: &[&str], tier: &str| order.iter().position(|other| *other == tier);
    let swapped = |a: &str, b: &str| place(&before, a) < place(&before, b) && place(&after, a) > place(&after, b);
    let pairs: Vec<(&str, &str)> =
        before.iter().flat_map(|a| before.iter().map(move |b| (*a, *b))).filter(|(a, b)| swapped(a, b)).collect();
    if pairs.is_empty() {
        return None;
    }
    let open: Vec<String> = pairs
        .iter()
        .filter(|(a, b)| corrected[*a].high >= corrected[*b].low)
        .map(|(a, b)| format!("{a} and {b}"))
        .collect();
    let settled = if open.is_empty() {
        String::new()
    } else {
        format!(" The intervals of {} overlap: the codes do not settle their order.", open.join(", of "))
    };
    let (before, after) = (before.join(" > "), after.join(" > "));
    if open.len() == pairs.len() {
        let open = open.join(", of ");
        return Some(format!(
            "The codes do not settle the order: raw {before}, corrected {after}, and the intervals of {open} overlap."
        ));
    }
    Some(format!("The correction turns the order round: raw {before}, corrected {after}.{settled}"))
}

/// What speaks against corrected shares.
#[derive(Debug, Clone, PartialEq)]
pub enum CorrectionWarning {
    /// The weights of the program were fitted on coded articles.
    InFit {
        /// Such articles.
        n: u64,
        /// They are those that correct: the shares are of the whole population.
        whole: bool,
    },
    /// The articles of a sample add up to another number than the population has.
    Size {
        /// The sample.
        sample: String,
        /// Articles by the probabilities of the draw.
        size: f64,
        /// Standard error of that number.
        error: f64,
        /// Articles of the population.
        population: usize,
    },
}

impl std::fmt::Display for CorrectionWarning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::InFit { n, whole } => {
                let of = if *whole { "them" } else { "all coded articles" };
                write!(
                    f,
                    "WARNING: the weights were fitted on {n} of {of}. The program knows these answers, so its error rates look \
                     too small and corrections too weak: score with cross-validated answers."
                )
            }
            Self::Size { sample, size, error, population } => write!(
                f,
                "WARNING: the probabilities of {sample} add up to {size:.0} ± {error:.0} articles, the population has \
                 {population}: say which articles it was drawn from."
            ),
        }
    }
}

/// Columns of shares, raw and corrected.
const SHARES: [&str; 6] = ["raw", "raw_low", "raw_high", "corrected", "low", "high"];

/// Words on how to read both figures.
const READ: &str = "Solid: raw, as the classifier counts. Hollow: its errors taken out; where there is no hollow mark, the table says \
                    why. All intervals are 95 %.";

/// Raw and corrected shares of the whole, and of each outlet.
pub(super) fn sections(corpus: &Corpus<'_>, corrected: &Corrected) -> Vec<Section> {
    let mut sections = Vec::new();
    sections.extend(stands(&corrected.total).then(|| of_whole(corpus, corrected)));
    sections.extend(corrected.groups.values().any(|group| stands(group)).then(|| by_outlet(corpus, corrected)));
    sections
}

/// True where some share is corrected: a figure of raw shares alone is no figure of corrected ones.
fn stands(group: &[Correction]) -> bool {
    group.iter().any(|correction| correction.standing().1.is_ok())
}

/// A table with these columns before those of the correction.
fn table(before: &[(&str, Kind)]) -> Table {
    let mut columns = before.to_vec();
    columns.push(("n_gold", Kind::Int));
    columns.extend(SHARES.map(|name| (name, Kind::Float)));
    columns.extend([("method", Kind::Text), ("refused", Kind::Text)]);
    Table::new(&columns)
}

/// Adds a row; returns the marks of the raw and the corrected share.
fn push(table: &mut Table, before: &[Cell<'_>], correction: &Correction) -> [Option<Mark>; 2] {
    let Share { share, low, high, .. } = correction.raw;
    let (method, found) = correction.standing();
    let of = |part: fn(&CorrectedShare) -> f64| Cell::float(found.as_ref().ok().map(part));
    let refused = found.as_ref().err().map(ToString::to_string);
    let mut cells = before.to_vec();
    cells.push(Cell::count(correction.n_gold as u64));
    cells.extend([share, low, high].map(Cell::Float));
    cells.extend([of(|c| c.share), of(|c| c.low), of(|c| c.high)]);
    cells.extend([Cell::Text(method.name()), Cell::text(refused.as_deref())]);
    table.push(&cells);
    let mended = found.as_ref().ok().map(|c| Mark { value: c.share, ends: Some((c.low, c.high)) });
    [Some(Mark { value: share, ends: Some((low, high)) }), mended]
}

/// A line of the terminal as a sentence.
fn sentence(line: &str) -> String {
    format!("{}.", line.trim().trim_end_matches([':', '.']))
}

fn of_whole(corpus: &Corpus<'_>, corrected: &Corrected) -> Section {
    let mut table = table(&[("focus", Kind::Text)]);
    let mut groups = Vec::new();
    for correction in &corrected.total {
        let marks = push(&mut table, &[Cell::Text(&correction.label)], correction);
        groups.push(FigureRow { label: spelled(&correction.label), marks: marks.to_vec() });
    }
    let series = vec![
        Series { name: "raw".into(), look: 0, fill: Fill::Solid },
        Series { name: "corrected".into(), look: 1, fill: Fill::Hollow },
    ];
    let mut text: Vec<String> = corrected.base().iter().map(|line| sentence(line)).collect();
    text.extend(corrected.of_focused(corpus.tiers()).iter().map(|line| sentence(line)));
    text.extend(["Share of all articles of that population by focus.".to_owned(), READ.to_owned()]);
    Section {
        id: "corrected".into(),
        title: "Shares corrected for classifier error".into(),
        text,
        plot: Some(Plot::Rows { measure: Measure::Share, series, groups }),
        table,
        shares: SHARES.map(str::to_owned).to_vec(),
        behind: corpus.behind_tiers(),
    }
}

fn by_outlet(corpus: &Corpus<'_>, corrected: &Corrected) -> Section {
    let mut table = table(&[("outlet", Kind::Text), ("articles", Kind::Int), ("focus", Kind::Text)]);
    let n_gold = |group: &[Correction]| group.first().map_or(0, |c| c.n_gold);
    let mut outlets: Vec<(&Vec<String>, &Vec<Correction>)> =
        corrected.groups.iter().filter(|(_, group)| stands(group)).collect();
    outlets.sort_by(|a, b| n_gold(b.1).cmp(&n_gold(a.1)).then(a.0.cmp(b.0)));
    let left = outlets.len().saturating_sub(OUTLETS);
    let (mut groups, mut behind) = (Vec::new(), Vec::new());
    for (key, group) in outlets.into_iter().take(OUTLETS) {
        let outlet = key.concat();
        let mut marks = Vec::new();
        for (idx, tier) in TierIdx::all(corpus.tiers()) {
            let Some(correction) = group.iter().find(|c| c.label == *tier) else { continue };
            let before = [Cell::Text(&outlet), Cell::count(correction.raw.n), Cell::Text(tier)];
            marks.extend(push(&mut table, &before, correction));
            let Some(inside) = in_outlet(&outlet) else { continue };
            let test = |row: &ArticleRow| row.focus == Focus::Tier(idx) && outlet_of(row) == outlet;
            let label = format!("{outlet}, {}", spelled(tier));
            behind.extend(corpus.behind(&label, &format!("focus:{tier} {inside}"), test));
        }
        groups.push(FigureRow { label: format!("{outlet} ({} coded)", n_gold(group)), marks });
    }
    let looks = [("raw", Fill::Solid), ("corrected", Fill::Hollow)];
    let series = corpus.tiers().iter().enumerate().flat_map(|(look, tier)| {
        looks.map(|(name, fill)| Series { name: format!("{}, {name}", spelled(tier)), look, fill })
    });
    let more = if left > 0 { format!(" {left} outlets with fewer codes are left out.") } else { String::new() };
    Section {
        id: "corrected-by-outlet".into(),
        title: "Corrected shares, by outlet".into(),
        text: vec![
            format!(
                "Share of all articles of an outlet by focus. Outlets with most coded articles first (their number is in \
                 brackets).{more} A share is refused where too few of its articles are coded."
            ),
            READ.to_owned(),
        ],
        plot: Some(Plot::Rows { measure: Measure::Share, series: series.collect(), groups }),
        table,
        shares: SHARES.map(str::to_owned).to_vec(),
        behind,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::turned;
    use crate::validate::prevalence::CorrectedShare;

    #[track_caller]
    fn check(corrected: [(f64, f64, f64); 3], expected: Option<&str>) {
        let tiers = ["professional", "middle", "low_wage"].map(str::to_owned);
        let raw = BTreeMap::from([("professional", 0.12), ("middle", 0.49), ("low_wage", 0.39)]);
        let share = |(share, low, high)| CorrectedShare { share, low, high };
        let corrected = tiers.iter().cloned().zip(corrected.map(share)).collect();
        assert_eq!(turned(&tiers, &raw, &corrected).as_deref(), expected);
    }

    #[test]
    fn an_order_that_chance_may_have_turned_is_not_said_to_be_turned() {
        check(
            [(0.2, 0.1, 0.3), (0.38, 0.3, 0.5), (0.42, 0.3, 0.5)],
            Some(
                "The codes do not settle the order: raw middle > low_wage > professional, corrected low_wage > middle > \
                 professional, and the intervals of middle and low_wage overlap.",
            ),
        );
    }

    #[test]
    fn an_order_that_turns_round_is_said_with_what_settles_it() {
        check([(0.2, 0.1, 0.3), (0.45, 0.3, 0.6), (0.35, 0.2, 0.5)], None);
        check(
            [(0.5, 0.45, 0.55), (0.2, 0.1, 0.3), (0.3, 0.2, 0.44)],
            Some(
                "The correction turns the order round: raw middle > low_wage > professional, corrected professional > \
                 low_wage > middle. The intervals of middle and low_wage overlap: the codes do not settle their order.",
            ),
        );
    }
}
