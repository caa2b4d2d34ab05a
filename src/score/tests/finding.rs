//! Section 2: headline scope and scope gap.

use crate::clean::Zone;
use crate::lexicon::TierIdx;
use crate::score::finding::scope_gap;
use crate::score::tests::{document, lexicon, scored};
use crate::score::{Focus, HeadlineScope};

#[track_caller]
fn check(title: &str, expected: &str) {
    let lexicon = lexicon();
    let article = document(&[(Zone::Headline, title), (Zone::Lede, "A cashier spoke."), (Zone::Body, "So it went.")]);
    assert_eq!(scored(&lexicon, article).headline_scope.name(&lexicon.tiers), expected, "{title}");
}

#[test]
fn a_headline_promises_the_tier_with_most_weight() {
    check("A nurse at work", "middle");
    // Lawyer 1 and bonus 0.5 against nurse 1; minimum wage 2 against lawyer 1.
    check("A lawyer, a bonus, a nurse", "professional");
    check("What a lawyer thinks of the minimum wage", "low_wage");
}

#[test]
fn weight_of_three_tenths_promises_nothing() {
    check("On tips", "none");
    check("On tips upon tips", "low_wage");
    check("On a bonus", "professional");
}

#[test]
fn a_trope_in_a_headline_promises_its_tier() {
    check("Why women opt out", "professional");
    check("Why workers opt out", "universal");
    check("Why workers opt out, by a lawyer", "professional");
}

#[test]
fn a_headline_of_work_or_of_a_remedy_without_a_tier_promises_all() {
    check("What workers want", "universal");
    check("The case for paid leave", "universal");
    check("What workers want: tips", "universal");
    check("Workers and a cashier", "low_wage");
}

#[test]
fn schedules_reasons_and_hits_below_the_headline_promise_nothing() {
    check("On call", "none");
    check("Why she quit", "none");
    check("News of the day", "none");
}

#[test]
fn a_scope_gap_is_a_universal_headline_over_one_tier_that_leaves_the_others_in_passing() {
    let professional = Focus::Tier(TierIdx(0));
    for (headline, focus, attention, expected) in [
        (HeadlineScope::Universal, professional, [3, 0, 0], true),
        (HeadlineScope::Universal, professional, [2, 1, 1], true),
        (HeadlineScope::Universal, professional, [3, 0, 2], false),
        (HeadlineScope::Universal, Focus::Tier(TierIdx(2)), [0, 1, 2], true),
        (HeadlineScope::Universal, Focus::Mixed, [2, 2, 0], false),
        (HeadlineScope::Universal, Focus::None, [1, 0, 0], false),
        (HeadlineScope::Universal, Focus::Unscored, [0, 0, 0], false),
        (HeadlineScope::Tier(TierIdx(0)), professional, [3, 0, 0], false),
        (HeadlineScope::None, professional, [3, 0, 0], false),
    ] {
        assert_eq!(scope_gap(headline, focus, &attention), expected, "{headline:?} {focus:?} {attention:?}");
    }
}

#[test]
fn an_article_on_one_tier_under_a_headline_for_all_has_a_scope_gap() {
    let lexicon = lexicon();
    // Two lawyers in some 10 tokens, counted as 200: a rate of 10 is substantial.
    let body = [(Zone::Lede, "A lawyer spoke."), (Zone::Body, "Another lawyer agreed.")];
    let with = |title| scored(&lexicon, document(&[&[(Zone::Headline, title)], body.as_slice()].concat()));
    assert!(with("What workers want").scope_gap);
    assert!(!with("What they want").scope_gap);
    assert!(!with("What a lawyer wants").scope_gap);
}
