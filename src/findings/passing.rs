//! Sections on what a headline promises, and on whom an article speaks of in passing.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::TierIdx;
use crate::present::figure::{FigureRow, Fill, Measure, OTHER, Plot, Series};
use crate::present::report::{Behind, Section};
use crate::present::spelled;
use crate::record::Axis;
use crate::score::{AcknowledgementKind, ArticleRow, Focus};

use crate::findings::corpus::{Corpus, figure_row, in_outlet, mark, tier_series, with_count};
use crate::findings::coverage::{OUTLETS, least};
use crate::findings::error;
use crate::findings::share_table::ShareTable;

/// Words shown of an article that speaks of a tier in passing.
const WORDS: usize = 6;

/// One series without a name of its own.
pub(super) fn one_series(name: &str) -> Vec<Series> {
    vec![Series { name: name.to_owned(), look: OTHER, fill: Fill::Solid }]
}

pub(super) fn scope_gap(corpus: &Corpus<'_>) -> Section {
    let universal = ArticleRow::promises_all;
    let mut table = ShareTable::new(&["outlet"], "universal_headlines", &["scope_gap".to_owned()]);
    let mut groups = Vec::new();
    let mut behind = Vec::new();
    for (idx, tier) in TierIdx::all(corpus.tiers()) {
        let label = format!("Headline for all, article about {}", spelled(tier));
        let test = |row: &ArticleRow| row.scope_gap && row.focus == Focus::Tier(idx);
        behind.extend(corpus.behind(&label, &format!("scope_gap:yes focus:{tier}"), test));
    }
    for (outlet, members, n) in corpus.groups(Axis::outlet(), universal, 3).iter().take(OUTLETS) {
        let estimates = corpus.estimator.shares(members, &universal, &[&|row: &ArticleRow| row.scope_gap]);
        table.push(&[outlet], *n, &estimates);
        groups.push(figure_row(outlet, *n, &estimates));
        if let Some(inside) = in_outlet(outlet) {
            let gaps = members.iter().copied().filter(|at| corpus.rows[*at].scope_gap);
            behind.extend(corpus.behind_of(outlet, &format!("scope_gap:yes {inside}"), gaps));
        }
    }
    table.section(
        ("scope-gap", "Headlines for all, articles about some"),
        vec![format!(
            "Of the headlines that promise all workers, parents or families: how many run over an article about one \
             tier. Outlets with three universal headlines or more. {} {}",
            error::of_scope_gap(corpus.lexicon),
            error::of_universal(corpus.lexicon)
        )],
        Plot::Rows { measure: Measure::Share, series: one_series("scope gap"), groups },
        behind,
    )
}

/// True for articles that speak of tier number `at`.
fn attends(at: usize) -> impl Fn(&ArticleRow) -> bool {
    move |row: &ArticleRow| row.mentions(at)
}

/// True for articles that speak of tier number `at` in a sentence or two.
fn in_passing(at: usize) -> impl Fn(&ArticleRow) -> bool {
    move |row: &ArticleRow| row.acknowledgement.get(at) == Some(&AcknowledgementKind::Token)
}

pub(super) fn by_tier(corpus: &Corpus<'_>) -> Section {
    let mut table = ShareTable::new(&["tier"], "attended", &["token".to_owned()]);
    let mut groups = Vec::new();
    let mut behind = Vec::new();
    for (at, tier) in corpus.tiers().iter().enumerate() {
        let estimates = corpus.shares(&attends(at), &[&in_passing(at)]);
        let n = corpus.rows.iter().filter(|row| attends(at)(row)).count();
        table.push(&[tier], n, &estimates);
        groups.push(figure_row(&spelled(tier), n, &estimates));
        let label = format!("In passing: {}", spelled(tier));
        behind.extend(corpus.behind(&label, &format!("acknowledgement_{tier}:token"), in_passing(at)));
    }
    table.section(
        ("token-acknowledgement", "A sentence, and no more"),
        vec![format!(
            "Of the articles that speak of a tier at all: how many do so in one or two sentences and no more (a token \
                 acknowledgement). {}",
            error::of_token(corpus.lexicon)
        )],
        Plot::Rows { measure: Measure::Share, series: one_series("token"), groups },
        behind,
    )
}

pub(super) fn by_outlet(corpus: &Corpus<'_>) -> Section {
    let mut table = ShareTable::new(&["outlet", "tier"], "attended", &["token".to_owned()]);
    let mut groups = Vec::new();
    let mut behind = Vec::new();
    let attended = |row: &ArticleRow| row.attention.iter().any(|a| *a >= 1);
    let least = least(corpus);
    for (outlet, members, n) in corpus.groups(Axis::outlet(), attended, least).iter().take(OUTLETS) {
        let mut marks = Vec::new();
        for (at, tier) in corpus.tiers().iter().enumerate() {
            let estimates = corpus.estimator.shares(members, &attends(at), &[&in_passing(at)]);
            let n = members.iter().filter(|member| attends(at)(&corpus.rows[**member])).count();
            table.push(&[outlet, tier], n, &estimates);
            marks.extend(estimates.iter().map(|e| mark(*e).filter(|_| n >= least)));
            let Some(inside) = in_outlet(outlet) else { continue };
            let query = format!("acknowledgement_{tier}:token {inside}");
            let token = members.iter().copied().filter(|member| in_passing(at)(&corpus.rows[*member]));
            let found = corpus.behind_of(&format!("{outlet}, in passing: {}", spelled(tier)), &query, token);
            behind.extend(found.map(|behind| (tier.as_str(), behind)));
        }
        groups.push(FigureRow { label: with_count(outlet, n), marks });
    }
    let behind = with_words(corpus, behind);
    let mut text = vec![format!(
        "Of the articles of an outlet that speak of a tier: how many do so in one or two sentences and no more. In brackets: \
         the articles that speak of any tier; a tier that fewer than {least} of them speak of is in the table only. How often \
         that is right is said in the section above."
    )];
    if behind.iter().flat_map(|list| &list.articles).any(|example| !example.words.is_empty()) {
        text.push(
            "Examples show the headline and the words that name the tier, no sentences: the text belongs to its outlet \
             (`classlens explain` shows it)."
                .into(),
        );
    }
    let is_drawn = !error::token_is_mostly_wrong(corpus.lexicon);
    if !is_drawn {
        text.push(
            "Fewer than half were right where that was measured, so outlets are not compared in a figure.".into(),
        );
    }
    let plot = Plot::Rows { measure: Measure::Share, series: tier_series(corpus.tiers()), groups };
    let section = table.section(("token-by-outlet", "A sentence, and no more, by outlet"), text, plot, behind);
    Section { plot: section.plot.filter(|_| is_drawn), ..section }
}

/// Adds to every example the words by which it speaks of the tier of its list.
fn with_words(corpus: &Corpus<'_>, mut lists: Vec<(&str, Behind)>) -> Vec<Behind> {
    let ids: BTreeSet<String> =
        lists.iter().flat_map(|(_, behind)| &behind.articles).map(|example| example.id.clone()).collect();
    let mut words: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    let of_body = corpus.hits.iter().filter(|hit| hit.is_scored() && hit.zone != "headline");
    for hit in of_body.filter(|hit| !hit.words.is_empty() && ids.contains(hit.article)) {
        let of = words.entry((hit.article, hit.tier)).or_default();
        let word = hit.words.to_lowercase();
        if of.len() < WORDS && !of.contains(&word) {
            of.push(word);
        }
    }
    for (tier, behind) in &mut lists {
        for example in &mut behind.articles {
            example.words = words.get(&(example.id.as_str(), *tier)).cloned().unwrap_or_default();
        }
    }
    lists.into_iter().map(|(_, behind)| behind).collect()
}
