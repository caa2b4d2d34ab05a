//! Shares as the articles make them that people coded, beside those that the program counts.

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
            Err(_) if self.refusal().is_some() => return Vec::new(),
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
                self.of_label(label).map_or_else(|| corrected[label].text(false), |of| of.text(&corrected[label]))
            ));
        }
        lines.extend(self.order(tiers));
        lines
    }

    /// Whether the correction turns the order of shares among articles with a focus round, and which pairs the codes leave
    /// open, in words; `None` where the order is that of the raw shares and no pair is open.
    #[must_use]
    pub fn order(&self, tiers: &[String]) -> Option<String> {
        let FocusedShares { raw, corrected, .. } = &self.focused;
        let Ok(corrected) = corrected else { return None };
        let raw: BTreeMap<&str, f64> = raw.iter().map(|(label, share)| (label.as_str(), share.share)).collect();
        order_of(tiers, &raw, corrected)
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
        if let Some(refusal) = self.refusal() {
            return format!("{coded} coded articles ({files}) correct no share: {refusal}.");
        }
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

    /// Why no share of these articles can be corrected by these codes: they were drawn from others.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        self.record.refusal.as_ref()
    }

    /// No share of all articles is corrected.
    pub(crate) fn is_refused(&self) -> bool {
        self.total.iter().all(|correction| correction.standing().1.is_err())
    }

    /// The correction of the share of a focus among all articles.
    fn of_label(&self, label: &str) -> Option<&Correction> {
        self.total.iter().find(|correction| correction.label == label)
    }

    /// Every article is coded.
    fn is_census(&self) -> bool {
        self.total.first().is_some_and(|correction| correction.all_coded)
    }

    /// The corrected shares of the tiers in words, each beside its raw one; `None` where all are refused.
    pub(super) fn parts(&self, lexicon: &Lexicon, tiers: &[String]) -> Option<Vec<String>> {
        let found: Vec<&Correction> = tiers.iter().filter_map(|tier| self.of_label(tier)).collect();
        let part = |c: &&Correction| {
            let people = people(lexicon, &c.label);
            match c.standing().1 {
                Ok(share) => part_text(*share, c.raw, &people, c),
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
            Some(part_text(*corrected.get(tier)?, raw, &people(lexicon, tier), self.of_label(tier)?))
        };
        Ok(tiers.iter().filter_map(part).collect())
    }

    /// What the corrected shares were made with: codes alone or codes beside the answers of the program, by the
    /// method that stands for each share.
    pub(super) fn estimated_with(&self) -> String {
        match self.total.first().map_or(0, |correction| correction.n_gold) {
            n if self.is_census() => format!("counted in the codes of all {n}"),
            n => format!("estimated with {n} coded articles"),
        }
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
        let n = self.record.n_in_fit;
        let warning = (n > 0).then_some(CorrectionWarning::InFit { n, whole: self.part.is_none() });
        warning.into_iter().collect()
    }
}

/// "12.3 % (10.1–15.2, raw 14.0) are about people"; where no coded article is, what is known of them is the upper end alone.
fn part_text(corrected: CorrectedShare, raw: Share, people: &str, of: &Correction) -> String {
    let [share, low, high, raw] = [corrected.share, corrected.low, corrected.high, raw.share].map(|part| part * 100.0);
    if of.is_unseen() {
        let n = of.n_gold;
        return format!("at most {high:.1} % (none of {n} coded articles, raw {raw:.1}) are about {people}");
    }
    let interval = if of.all_coded { "all coded".to_owned() } else { format!("{low:.1}–{high:.1}") };
    format!("{share:.1} % ({interval}, raw {raw:.1}) are about {people}")
}

/// Says whether the correction puts tiers into another order, and of which pairs the codes do not settle it.
fn order_of(
    tiers: &[String],
    raw: &BTreeMap<&str, f64>,
    corrected: &BTreeMap<String, CorrectedShare>,
) -> Option<String> {
    let order = |of: &dyn Fn(&str) -> f64| {
        let mut order: Vec<&str> = tiers.iter().map(String::as_str).collect();
        order.sort_by(|a, b| of(b).total_cmp(&of(a)));
        order
    };
    let before = order(&|tier| raw.get(tier).copied().unwrap_or(0.0));
    let after = order(&|tier| corrected.get(tier).map_or(0.0, |c| c.share));
    // Each pair with the larger corrected share first.
    let pairs = after.iter().enumerate().flat_map(|(at, a)| after[at + 1..].iter().map(move |b| (*a, *b)));
    let place = |tier: &str| before.iter().position(|other| *other == tier);
    let is_turned = |(a, b): &(&str, &str)| place(a) > place(b);
    let is_open = |(a, b): &(&str, &str)| corrected[*a].low <= corrected[*b].high;
    let (open, settled): (Vec<_>, Vec<_>) = pairs.partition(is_open);
    let is_sure = settled.iter().any(is_turned);
    let orders = format!("raw {}, corrected {}", before.join(" > "), after.join(" > "));
    if open.is_empty() {
        return is_sure.then(|| format!("The correction turns the order round: {orders}."));
    }
    let overlap = open.iter().map(|(a, b)| format!("{a} and {b}")).collect::<Vec<_>>().join(", of ");
    Some(if is_sure {
        format!(
            "The correction turns the order round: {orders}. The intervals of {overlap} overlap: the codes do not settle their order."
        )
    } else if settled.is_empty() || open.iter().any(is_turned) {
        format!("The codes do not settle the order: {orders}, and the intervals of {overlap} overlap.")
    } else {
        format!("The intervals of {overlap} overlap: the codes do not settle their order.")
    })
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
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{order_of, part_text};
    use crate::summarize::Share;
    use crate::validate::prevalence::{CorrectedShare, GoldDocument, MatrixOptions, correct};

    #[test]
    fn of_a_focus_that_no_coded_article_has_the_upper_end_is_said() {
        let document = |at: usize| GoldDocument {
            id: at.to_string(),
            gold: if at < 5 { "middle" } else { "none" }.to_owned(),
            said: "none".to_owned(),
            sample: "s".to_owned(),
            stratum: String::new(),
            probability: Some(0.1),
            cluster: None,
        };
        let coded: Vec<GoldDocument> = (0..90).map(document).collect();
        let counts = BTreeMap::from([("none".to_owned(), 890), ("low_wage".to_owned(), 10)]);
        let labels = ["middle", "low_wage"].map(str::to_owned);
        let found = correct(&coded, &counts, &labels, MatrixOptions { draws: 10, seed: 1 });
        let [middle, low_wage] = &found[..] else { panic!("two labels: {found:?}") };
        let share = low_wage.standing().1.clone().expect("the codes alone say something");
        assert_eq!(low_wage.standing().0.name(), "gold alone");
        let raw = Share::of(10, 900).expect("there are articles");
        let text = part_text(share, raw, "low-wage work", low_wage);
        assert!(
            text.starts_with("at most ")
                && text.ends_with("% (none of 90 coded articles, raw 1.1) are about low-wage work"),
            "{text}"
        );
        assert!(low_wage.text(&share).ends_with("), none of 90 coded articles has it"), "{}", low_wage.text(&share));
        let share = middle.standing().1.clone().expect("five have it");
        assert!(!middle.text(&share).contains("none of") && part_text(share, raw, "people", middle).contains('–'));
    }

    #[track_caller]
    fn check(corrected: [(f64, f64, f64); 3], expected: Option<&str>) {
        let tiers = ["professional", "middle", "low_wage"].map(str::to_owned);
        let raw = BTreeMap::from([("professional", 0.12), ("middle", 0.49), ("low_wage", 0.39)]);
        let share = |(share, low, high)| CorrectedShare { share, low, high };
        let corrected = tiers.iter().cloned().zip(corrected.map(share)).collect();
        assert_eq!(order_of(&tiers, &raw, &corrected).as_deref(), expected);
    }

    #[test]
    fn an_order_that_chance_may_have_turned_is_not_said_to_be_turned() {
        check(
            [(0.2, 0.1, 0.29), (0.38, 0.3, 0.5), (0.42, 0.3, 0.5)],
            Some(
                "The codes do not settle the order: raw middle > low_wage > professional, corrected low_wage > middle > \
                 professional, and the intervals of low_wage and middle overlap.",
            ),
        );
    }

    #[test]
    fn an_order_that_turns_round_is_said_with_what_settles_it() {
        check(
            [(0.5, 0.45, 0.55), (0.2, 0.1, 0.3), (0.3, 0.2, 0.44)],
            Some(
                "The correction turns the order round: raw middle > low_wage > professional, corrected professional > \
                 low_wage > middle. The intervals of low_wage and middle overlap: the codes do not settle their order.",
            ),
        );
    }

    #[test]
    fn every_pair_that_the_codes_leave_open_is_named() {
        check([(0.1, 0.05, 0.15), (0.5, 0.45, 0.6), (0.35, 0.2, 0.4)], None);
        // Only one of three pairs is turned, and all overlap.
        check(
            [(0.32, 0.1, 0.5), (0.4, 0.2, 0.6), (0.28, 0.1, 0.5)],
            Some(
                "The codes do not settle the order: raw middle > low_wage > professional, corrected middle > professional > \
                 low_wage, and the intervals of middle and professional, of middle and low_wage, of professional and low_wage \
                 overlap.",
            ),
        );
        // None is turned.
        check(
            [(0.1, 0.05, 0.15), (0.5, 0.3, 0.6), (0.4, 0.2, 0.5)],
            Some("The intervals of middle and low_wage overlap: the codes do not settle their order."),
        );
        check(
            [(0.2, 0.1, 0.4), (0.45, 0.3, 0.6), (0.35, 0.2, 0.5)],
            Some(
                "The codes do not settle the order: raw middle > low_wage > professional, corrected middle > low_wage > \
                 professional, and the intervals of middle and low_wage, of middle and professional, of low_wage and \
                 professional overlap.",
            ),
        );
    }
}
