//! Blocks of an evaluation page on the findings beside the focus: acknowledgement, scope gap, proposals, schedules.
//!
//! In: coded articles with the answers to judge. Out: Markdown of each block; none where nobody coded what it needs.

use std::collections::BTreeSet;

use crate::lexicon::{Lexicon, ScheduleKind, UNIVERSAL};
use crate::present::markdown;
use crate::score::{AcknowledgementKind, ScoredDocument, Verdict, article_row};
use crate::validate::{
    Codebook, Draws, GoldCode, LabelEvaluation, LabelSets, acknowledgement_table, evaluate_labels, evaluate_presence,
    presence_table,
};

/// An article with its codes, and the verdict to judge.
pub(super) struct Judged<'a> {
    pub(super) code: &'a GoldCode,
    pub(super) scored: &'a ScoredDocument,
    pub(super) verdict: &'a Verdict,
}

/// Acknowledgement of each tier against the coded attention to it.
pub(super) fn acknowledgement(lexicon: &Lexicon, articles: &[Judged<'_>], draws: Draws) -> String {
    let said: Vec<_> = articles.iter().map(|one| one.scored.acknowledgement_under(lexicon, one.verdict)).collect();
    let names = [AcknowledgementKind::None, AcknowledgementKind::Token, AcknowledgementKind::Substantive];
    let of_tier = |(at, tier): (usize, &String)| -> (String, LabelEvaluation) {
        let pair = |(one, said): (&Judged<'_>, &Vec<crate::score::Acknowledgement>)| {
            let coded = match one.code.attention[tier] {
                0 => AcknowledgementKind::None,
                1 => AcknowledgementKind::Token,
                _ => AcknowledgementKind::Substantive,
            };
            (coded.name(), said[at].kind.name())
        };
        let pairs: Vec<(&str, &str)> = articles.iter().zip(&said).map(pair).collect();
        (tier.clone(), evaluate_labels(&pairs, &names.map(AcknowledgementKind::name), draws))
    };
    let found: Vec<_> = lexicon.tiers.iter().enumerate().map(of_tier).collect();
    format!(
        "Acknowledgement, {} articles, against the coded attention: 0 as none, 1 as token, 2 and 3 as substantive; nobody coded \
         acknowledgement itself. 95 % intervals: Wilson for precision and recall, bootstrap over articles for F1.\n\n{}",
        articles.len(),
        markdown(&acknowledgement_table(&found))
    )
}

/// Scope gaps against those that follow from the codes of headline and attention.
pub(super) fn scope_gap(lexicon: &Lexicon, articles: &[Judged<'_>]) -> Option<String> {
    let pairs: Vec<LabelSets> = articles
        .iter()
        .filter_map(|one| {
            let set = |is_gap: bool| is_gap.then(|| "scope_gap".to_owned()).into_iter().collect();
            let gold = one.code.headline_scope.as_deref()? == UNIVERSAL && is_about_one(one.code, lexicon);
            Some(LabelSets { gold: set(gold), said: set(one.scored.scope_gap_under(one.verdict)) })
        })
        .collect();
    let scores = evaluate_presence(&pairs, &["scope_gap".to_owned()]);
    (!pairs.is_empty()).then(|| {
        format!(
            "Scope gap, {} articles: coded is one whose headline is coded universal, whose coded focus is one tier, and whose coded \
             attention to every other tier is at most 1. 95 % intervals by Wilson.\n\n{}",
            pairs.len(),
            markdown(&presence_table(&scores))
        )
    })
}

/// The focus is a tier, and every other tier has an attention of 1 at most.
fn is_about_one(code: &GoldCode, lexicon: &Lexicon) -> bool {
    let others = code.attention.iter().filter(|(tier, _)| **tier != code.focus);
    lexicon.tiers.contains(&code.focus) && others.map(|(_, attention)| *attention).all(|attention| attention <= 1)
}

/// Kinds of proposals against the coded ones.
pub(super) fn proposals(lexicon: &Lexicon, articles: &[Judged<'_>]) -> Option<String> {
    let kinds = Codebook::of(lexicon).proposals;
    let said = |one: &Judged<'_>| article_row(lexicon, one.scored).proposals.into_iter().collect();
    presence("Proposals", &kinds, articles, |code| code.proposals.as_ref(), said)
}

/// Kinds of schedules against the coded ones.
pub(super) fn schedules(lexicon: &Lexicon, articles: &[Judged<'_>]) -> Option<String> {
    let kinds = ScheduleKind::ALL.map(|kind| kind.name().to_owned());
    let said =
        |one: &Judged<'_>| article_row(lexicon, one.scored).work.schedules().into_iter().map(str::to_owned).collect();
    presence("Schedules", &kinds, articles, |code| code.schedules.as_ref(), said)
}

fn presence(
    variable: &str,
    kinds: &[String],
    articles: &[Judged<'_>],
    coded: impl Fn(&GoldCode) -> Option<&Vec<String>>,
    said: impl Fn(&Judged<'_>) -> BTreeSet<String>,
) -> Option<String> {
    let sets = |one: &Judged<'_>| {
        let gold = coded(one.code)?.iter().cloned().collect();
        Some(LabelSets { gold, said: said(one) })
    };
    let pairs: Vec<LabelSets> = articles.iter().filter_map(sets).collect();
    (!pairs.is_empty()).then(|| {
        format!(
            "{variable}, {} articles, each kind by itself; several can be true of an article. 95 % intervals by Wilson.\n\n{}",
            pairs.len(),
            markdown(&presence_table(&evaluate_presence(&pairs, kinds)))
        )
    })
}
