//! Shares corrected for the errors of the classifier, where people coded articles of the audit.

use std::collections::BTreeMap;

use crate::findings::corpus::people;
use crate::lexicon::Lexicon;
use crate::present::share_text;
use crate::record::Axis;
use crate::score::ArticleRow;
use crate::summarize::{Estimator, Share};
use crate::validate::prevalence::{CorrectedShare, Correction, Need, Refusal};
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

    /// Articles that a sample drawn anew needs before every share is corrected, by the focus that the program says.
    #[must_use]
    pub fn needs_anew(&self) -> &[Need] {
        &self.focused.needs_anew
    }

    /// What the figures rest on, and what speaks against them.
    #[must_use]
    pub fn base(&self) -> Vec<String> {
        let warnings = self.warnings();
        let lines = [self.intervals_of().to_owned(), self.rests_on()];
        lines.into_iter().chain(warnings.iter().map(ToString::to_string)).collect()
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
            let people = people(lexicon, &c.label);
            match c.standing().1 {
                Ok(share) => part_text(*share, c.raw, &people, c.all_coded),
                Err(_) => format!("{:.1} % (raw, too few codes to correct it) are about {people}", c.raw.share * 100.0),
            }
        };
        let known = found.iter().any(|c| c.standing().1.is_ok());
        known.then(|| found.iter().map(part).collect())
    }

    /// The same of the shares among articles with a focus, or why they are not corrected.
    pub(super) fn parts_of_focused(&self, lexicon: &Lexicon, tiers: &[String]) -> Result<Vec<String>, &Refusal> {
        let FocusedShares { raw, corrected, .. } = &self.focused;
        let corrected = corrected.as_ref()?;
        let part = |tier: &String| {
            let raw = raw.iter().find(|(label, _)| label == tier)?.1;
            Some(part_text(*corrected.get(tier)?, raw, &people(lexicon, tier), self.is_census()))
        };
        Ok(tiers.iter().filter_map(part).collect())
    }

    /// What the intervals of raw and of corrected shares are about, because they are not about the same.
    #[must_use]
    pub fn intervals_of(&self) -> &'static str {
        if self.is_census() {
            "The interval of a raw share is about news of this kind, of which these articles are some; the corrected share is \
             that of these very articles, all of which are coded, and has none."
        } else {
            "The two sorts of intervals answer different questions: that of a raw share, how far it may be off for news of \
             this kind, of which these articles are some; that of a corrected share, how far it may be off for these very \
             articles because only some of them are coded. They are not to be compared in width."
        }
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

/// "12.3 % (10.1–15.2, raw 14.0) are about people".
fn part_text(corrected: CorrectedShare, raw: Share, people: &str, all_coded: bool) -> String {
    let [share, low, high, raw] = [corrected.share, corrected.low, corrected.high, raw.share].map(|part| part * 100.0);
    let interval = if all_coded { "all coded".to_owned() } else { format!("{low:.1}–{high:.1}") };
    format!("{share:.1} % ({interval}, raw {raw:.1}) are about {people}")
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
                let of = if *whole { "the coded articles" } else { "all coded articles" };
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
