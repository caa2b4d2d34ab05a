//! The finding of an audit in plain words.

use std::collections::BTreeMap;

use classlens::present::share_text;
use classlens::score::ArticleRow;
use classlens::summarize::{self, Estimate, Estimator, Share, Test, Weight};

use crate::args::Format;
use crate::commands::summary::estimate_text;
use crate::output::say;

/// Prints what the corpus is about, what the intervals rest on, and how far the weights move it.
pub fn print(
    format: Format,
    rows: &[ArticleRow],
    total: &summarize::Cell,
    tiers: &[String],
    estimator: &Estimator<'_>,
    weight: &Weight,
) -> anyhow::Result<()> {
    if format != Format::Table {
        return Ok(());
    }
    let members: Vec<usize> = (0..rows.len()).collect();
    let focused = estimator.shares(&members, &|_| true, &[&is_focused])[0];
    let line = format!(
        "{} of {} articles speak of somebody's working life at length: {}.",
        total.n_focused(),
        total.n_articles,
        estimate_text(focused)
    );
    say(format, &line)?;
    let shares = of_tiers(estimator, &members, tiers);
    for (tier, share) in tiers.iter().zip(&shares) {
        let n = total.focus.get(tier).copied().unwrap_or(0);
        let text =
            share.map_or_else(String::new, |_| format!(", {} of those {}", estimate_text(*share), total.n_focused()));
        say(format, &format!("  focus {tier:<13} {n:>6} articles{text}"))?;
    }
    say(format, &basis(estimator, focused))?;
    let gap = Share::of(total.n_scope_gap, total.n_universal_headline)
        .map_or_else(String::new, |s| format!(", {} (articles taken as independent)", share_text(Some(s))));
    say(
        format,
        &format!(
            "Universal headlines over one tier: {} of {} universal headlines{gap}.",
            total.n_scope_gap, total.n_universal_headline
        ),
    )?;
    moves(format, rows, tiers, estimator, weight)?;
    for (what, names) in
        [("Remedies discussed", &total.proposals), ("They serve", &total.serve), ("Tropes", &total.tropes)]
    {
        if !names.is_empty() {
            say(format, &format!("{what} (articles): {}.", most_frequent(names)))?;
        }
    }
    say(format, "Raw lexicon shares, not corrected for classifier error: METHODS.md gives its size.\n")
}

fn is_focused(row: &ArticleRow) -> bool {
    row.focus != "none"
}

/// Share of each tier among the articles with a focus.
fn of_tiers(estimator: &Estimator<'_>, members: &[usize], tiers: &[String]) -> Vec<Option<Estimate>> {
    let tests: Vec<_> = tiers.iter().map(|tier| move |row: &ArticleRow| row.focus == *tier).collect();
    let tests: Vec<Test<'_>> = tests.iter().map(|test| test as Test<'_>).collect();
    estimator.shares(members, &is_focused, &tests)
}

/// What the intervals rest on.
fn basis(estimator: &Estimator<'_>, estimate: Option<Estimate>) -> String {
    let Some(estimate) = estimate else { return "No articles to estimate from.".to_owned() };
    let Some(by) = estimate.by else {
        return "Intervals of 95 % take articles as independent (Wilson), which they seldom are.".to_owned();
    };
    let few = if estimate.is_thin() {
        format!(" * means fewer than {} of equal size: a rough guide.", summarize::FEW_CLUSTERS)
    } else {
        String::new()
    };
    format!(
        "Intervals of 95 % by bootstrap over {} clusters ({}), as uneven as {:.1} equal ones; {} replicates.{few}",
        estimate.n_clusters,
        by.name(),
        estimate.n_effective,
        estimator.resampling().replicates
    )
}

/// How far the shares move when articles weigh otherwise.
fn moves(
    format: Format,
    rows: &[ArticleRow],
    tiers: &[String],
    estimator: &Estimator<'_>,
    weight: &Weight,
) -> anyhow::Result<()> {
    let mut weights = vec![Weight::Copy, Weight::Story];
    if let Weight::Audience(_) = weight {
        weights.push(weight.clone());
    }
    let members: Vec<usize> = (0..rows.len()).collect();
    let mut columns: Vec<Vec<f64>> = vec![Vec::new(); tiers.len()];
    let mut parts = Vec::new();
    for weight in &weights {
        let shares = of_tiers(&estimator.weighed(weight), &members, tiers);
        let percent: Vec<f64> = shares.iter().map(|s| s.map_or(f64::NAN, |s| s.share.share * 100.0)).collect();
        columns.iter_mut().zip(&percent).for_each(|(column, percent)| column.push(*percent));
        let listed: Vec<String> = percent.iter().map(|p| format!("{p:.1}")).collect();
        parts.push(format!("{} {}", weight.name(), listed.join(" / ")));
    }
    let spread = |column: &Vec<f64>| {
        let (low, high) = column.iter().fold((f64::MAX, f64::MIN), |(l, h), x| (l.min(*x), h.max(*x)));
        high - low
    };
    let most = columns.iter().map(spread).fold(0.0, f64::max);
    say(
        format,
        &format!(
            "Shares of {} in % by weight: {}; they move by {most:.1} points at most.",
            tiers.join(" / "),
            parts.join(", ")
        ),
    )?;
    let unnamed = &estimator.weights().unnamed;
    if !unnamed.is_empty() {
        let first: Vec<&str> = unnamed.iter().take(5).map(String::as_str).collect();
        let line =
            format!("{} outlets have no audience weight and are left out: {} …", unnamed.len(), first.join(", "));
        say(format, &line)?;
    }
    Ok(())
}

fn most_frequent(names: &BTreeMap<String, u64>) -> String {
    let mut all: Vec<_> = names.iter().collect();
    all.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    all.iter().take(6).map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
}
