//! The main shares of a corpus, in plain words.

use std::collections::BTreeMap;

use crate::findings::{Likeness, error};
use crate::folder::Manifest;
use crate::lexicon::{Lexicon, MIXED, TierIdx};
use crate::pipeline::Outcome;
use crate::present::share_text;
use crate::score::{ArticleRow, Focus};
use crate::summarize::{
    self, ClusterBy, Estimate, Estimator, Makeup, Resampling, Share, Test, Weight, estimates_by_cluster,
};

/// The main shares of a corpus.
pub(super) struct MainShares {
    /// Articles with a focus among those scored.
    focused: Option<Estimate>,
    /// A tier each, among the articles with a focus.
    tiers: Vec<Option<Estimate>>,
    /// A tier each, among all scored articles.
    of_all: Vec<Option<Estimate>>,
    /// Articles about one tier among those with a headline for all.
    gap: Option<Estimate>,
}

impl MainShares {
    /// Out of the articles themselves.
    pub(super) fn of_articles(estimator: &Estimator<'_>, n_articles: usize, tiers: &[String]) -> Self {
        let members: Vec<usize> = (0..n_articles).collect();
        let focused = estimator.shares(&members, &ArticleRow::is_scored, &[&ArticleRow::is_focused])[0];
        let tests: Vec<_> =
            TierIdx::all(tiers).map(|(idx, _)| move |row: &ArticleRow| row.focus == Focus::Tier(idx)).collect();
        let tests: Vec<Test<'_>> = tests.iter().map(|test| test as Test<'_>).collect();
        let of_all = estimator.shares(&members, &ArticleRow::is_scored, &tests);
        let gap = estimator.shares(&members, &ArticleRow::promises_all, &[&|row: &ArticleRow| row.scope_gap])[0];
        Self { focused, tiers: estimator.by_focus(&members, tiers), of_all, gap }
    }

    /// Out of the counts of clusters.
    pub(super) fn of_clusters(clusters: &Clusters<'_>, tiers: &[String]) -> Self {
        let focused = |cell: &summarize::Cell| cell.n_focused();
        let count = |(idx, _)| move |cell: &summarize::Cell| cell.n_about(Focus::Tier(idx));
        let counts: Vec<_> = TierIdx::all(tiers).map(count).collect();
        let counts: Vec<Counted<'_>> = counts.iter().map(|count| count as _).collect();
        Self {
            focused: clusters.shares(&summarize::Cell::n_scored, &[&focused])[0],
            tiers: clusters.shares(&focused, &counts),
            of_all: clusters.shares(&summarize::Cell::n_scored, &counts),
            gap: clusters.shares(&|cell| cell.n_universal_headline, &[&|cell| cell.n_scope_gap])[0],
        }
    }
}

/// How many articles of a cluster are counted.
pub(super) type Counted<'a> = &'a dyn Fn(&summarize::Cell) -> u64;

/// The counts that a run leaves: by outlet, or by week where there is one outlet, as a summary clusters the articles.
pub(super) struct Clusters<'a> {
    pub(super) outcome: &'a Outcome,
    pub(super) resampling: Resampling,
}

impl Clusters<'_> {
    /// All articles are of one outlet.
    pub(super) fn are_weeks(&self) -> bool {
        !self.outcome.weeks.is_empty()
    }

    /// The shares of `parts` in `base`.
    pub(super) fn shares(&self, base: Counted<'_>, parts: &[Counted<'_>]) -> Vec<Option<Estimate>> {
        let Outcome { weeks, tally, .. } = self.outcome;
        if self.are_weeks() {
            estimates_by_cluster((weeks.values(), ClusterBy::OutletWeek), base, parts, self.resampling)
        } else {
            let cells = tally.cells().map(|(_, cell)| cell);
            estimates_by_cluster((cells, ClusterBy::Outlet), base, parts, self.resampling)
        }
    }
}

/// What the corpus is about, and what the intervals rest on; counts are of articles, shares of what these weigh. Without a
/// scored article there is no share, and that is all that is said.
pub(super) fn lines(total: &summarize::Cell, tiers: &[String], shares: &MainShares, weight: &Weight) -> Vec<String> {
    if total.n_scored() == 0 {
        return vec![match total.n_unscored {
            0 => "There is no article here: no share can be given.".to_owned(),
            n => format!(
                "None of the {n} articles is scored: their language is not the lexicon's. No share can be given."
            ),
        }];
    }
    let n_focused = total.n_focused();
    let (focused, n_scored) = (estimate_text(shares.focused), total.n_scored());
    let weighed = match weight {
        Weight::Copy => String::new(),
        Weight::Story | Weight::Audience(_) => format!("weighed by {}, ", weight.name()),
    };
    let mut lines = vec![format!(
        "{n_focused} of {n_scored} articles speak of somebody's working life at length: {weighed}{focused}."
    )];
    if total.n_unscored > 0 {
        lines.push(format!(
            "{} more articles are not scored and in no share: their language is not the lexicon's.",
            total.n_unscored
        ));
    }
    for ((idx, tier), share) in TierIdx::all(tiers).zip(&shares.tiers) {
        let n = total.n_about(Focus::Tier(idx));
        let text = share.map_or_else(String::new, |_| {
            let those = if weighed.is_empty() { format!("those {n_focused}") } else { "all with a focus".to_owned() };
            format!(", {weighed}{} of {those}", estimate_text(*share))
        });
        lines.push(format!("  focus {tier:<13} {n:>6} articles{text}"));
    }
    let n_mixed = total.n_about(Focus::Mixed);
    lines.extend((n_mixed > 0).then(|| format!("  focus {MIXED:<13} {n_mixed:>6} articles, on several")));
    let of_focused =
        shares.tiers.iter().flatten().next().filter(|_| shares.focused.is_some_and(|all| all.by.is_some()));
    lines.push(basis(shares.focused) + &of_focused.map_or_else(String::new, basis_of_focused));
    let gap = shares.gap.map_or_else(String::new, |_| format!(", {weighed}{}", estimate_text(shares.gap)));
    let (n_gap, n_universal) = (total.n_scope_gap, total.n_universal_headline);
    lines.push(format!("Universal headlines over one tier: {n_gap} of {n_universal} universal headlines{gap}."));
    lines
}

/// How often a universal headline over one tier is right, where there is a universal headline.
pub(super) fn of_gap(manifest: &Manifest, total: &summarize::Cell) -> Option<String> {
    let lexicon = Lexicon::is_hash_of_embedded(&manifest.lexicon_hash).then(Lexicon::embedded);
    let said = lexicon.map_or_else(|| error::NOT_MEASURED.to_owned(), |lexicon| error::of_scope_gap(&lexicon));
    (total.n_universal_headline > 0).then(|| format!("  {said}"))
}

/// Remedies, tropes and working conditions by the number of articles.
pub(super) fn frequencies(total: &summarize::Cell) -> Vec<String> {
    let all = [
        ("Remedies discussed", &total.proposals),
        ("They serve", &total.serve),
        ("Tropes", &total.tropes),
        ("Pay, schedules, reasons for leaving work", &total.work),
    ];
    let named = all.into_iter().filter(|(_, names)| !names.is_empty());
    named.map(|(what, names)| format!("{what} (articles): {}.", most_frequent(names))).collect()
}

/// Says that no codes of people are set beside the shares of an audit, what is known of the error of its lexicon, in words
/// and in the units of the shares, and how like its articles are to those that the weights were fitted on.
///
/// `focused` are the ids of the articles with a focus, where they are at hand.
pub(super) fn raw<'i>(
    manifest: &Manifest,
    shares: &MainShares,
    makeup: &Makeup,
    focused: impl Iterator<Item = &'i str>,
) -> Vec<String> {
    const RAW: &str = "Raw lexicon shares, not corrected for classifier error: `gold score` corrects.";
    if shares.focused.is_none() {
        return Vec::new();
    }
    if !Lexicon::is_hash_of_embedded(&manifest.lexicon_hash) {
        return vec![format!("{RAW} Its size was not measured for this lexicon.\n")];
    }
    let lexicon = Lexicon::embedded();
    let known = manifest.tiers.iter().zip(&shares.of_all);
    let of_all: Vec<(&str, Share)> =
        known.filter_map(|(tier, estimate)| Some((tier.as_str(), (*estimate)?.share))).collect();
    let known = manifest.tiers.iter().zip(&shares.tiers);
    let of_focused: Vec<(&str, Share)> =
        known.filter_map(|(tier, estimate)| Some((tier.as_str(), (*estimate)?.share))).collect();
    let mut lines = vec![format!("{RAW} {}", error::of_assigned(&lexicon))];
    lines.extend(error::right_shares(&lexicon, &of_focused, &of_all));
    lines.extend(error::in_fit(&lexicon, focused));
    lines.extend(Likeness::of(makeup, &lexicon).iter().flat_map(Likeness::sentences));
    lines.push(String::new());
    lines
}

/// A share in percent with its interval, starred where few clusters carry it.
pub(super) fn estimate_text(estimate: Option<Estimate>) -> String {
    let star = if estimate.is_some_and(|e| e.is_thin()) { "*" } else { "" };
    share_text(estimate.map(|e| e.share)) + star
}

/// What the intervals rest on.
fn basis(estimate: Option<Estimate>) -> String {
    let Some(estimate) = estimate else { return "No articles to estimate from.".to_owned() };
    let few = if estimate.is_thin() {
        format!(" * means fewer than {} of equal size: a rough guide.", summarize::FEW_CLUSTERS)
    } else {
        String::new()
    };
    let Some(by) = estimate.by else {
        return format!("Intervals of 95 % take articles as independent (Wilson), which they seldom are.{few}");
    };
    format!(
        "Intervals of 95 % by bootstrap over {} clusters ({}), worth {:.1} of equal size.{few}",
        estimate.n_clusters,
        by.name(),
        estimate.n_effective
    )
}

/// What the intervals of the shares among articles with a focus rest on: fewer clusters.
fn basis_of_focused(estimate: &Estimate) -> String {
    format!(
        " Those of the shares among articles with a focus rest on {}, worth {:.1}.",
        estimate.n_clusters, estimate.n_effective
    )
}

/// How far the shares move when articles weigh otherwise; nothing without an article with a focus.
pub(super) fn moves(
    rows: &[ArticleRow],
    tiers: &[String],
    estimator: &Estimator<'_>,
    weight: &Weight,
) -> Option<String> {
    if rows.iter().all(|row| !row.is_focused()) {
        return None;
    }
    let mut weights = vec![Weight::Copy, Weight::Story];
    if let Weight::Audience(_) = weight {
        weights.push(weight.clone());
    }
    let mut spans = vec![(f64::MAX, f64::MIN); tiers.len()];
    let mut parts = Vec::new();
    for weight in &weights {
        let shares = MainShares::of_articles(&estimator.weighed(weight), rows.len(), tiers).tiers;
        let percent: Vec<f64> = shares.iter().flatten().map(|estimate| estimate.share.share * 100.0).collect();
        spans.iter_mut().zip(&percent).for_each(|(span, p)| *span = (span.0.min(*p), span.1.max(*p)));
        let listed: Vec<String> = percent.iter().map(|p| format!("{p:.1}")).collect();
        parts.push(format!("by {} {}", weight.name(), listed.join(" / ")));
    }
    let most = spans.iter().map(|(low, high)| high - low).fold(0.0, f64::max);
    let (tiers, parts) = (tiers.join(" / "), parts.join(", "));
    Some(format!("Share of {tiers} in % when articles weigh {parts}: {most:.1} points apart at most."))
}

fn most_frequent(names: &BTreeMap<String, u64>) -> String {
    let mut all: Vec<_> = names.iter().collect();
    all.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    all.iter().take(6).map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
}
