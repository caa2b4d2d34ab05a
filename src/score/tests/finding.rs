//! Section 2: headline scope and scope gap.

use crate::clean::Zone;
use crate::lexicon::{Lexicon, TierIdx};
use crate::score::finding::scope_gap;
use crate::score::tests::{document, lexicon, scored};
use crate::score::{AcknowledgementKind, Focus, HeadlineScope, Third, Verdict, sentence_totals};
use crate::worklife::SentenceReadings;

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
fn a_trope_is_left_out_beside_words_for_all_workers_and_not_beside_those_of_a_tier() {
    // A bonus 0.5 and a trope 1 against a nurse 1; without the trope the nurse would have more.
    check("A bonus, a nurse: why women opt out", "professional");
    check("A bonus, a nurse: why workers opt out", "middle");
}

#[test]
fn words_of_organizing_say_nothing_of_whose_strike_it_is_unless_they_name_an_occupation() {
    check("On the picket line", "universal");
    check("The picket captain", "low_wage");
    check("A lawyer on the picket line", "professional");
    // Words beside those of organizing are not part of them.
    check("Pickets, minimum wage", "low_wage");
    check("Minimum wage pickets", "low_wage");
    // Other remedies take nothing from the words of a tier.
    check("Paid leave at the minimum wage", "low_wage");
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

#[test]
fn every_finding_is_called_by_a_name_that_leads_back_to_it() {
    let tiers = ["low".to_owned(), "high".to_owned()];
    let tier = TierIdx(1);
    let foci = [Focus::Tier(tier), Focus::Mixed, Focus::None, Focus::Unscored];
    assert_eq!(foci.map(|focus| focus.name(&tiers)), ["high", "mixed", "none", "unscored"]);
    assert_eq!(foci.map(|focus| Focus::named(focus.name(&tiers), &tiers)), foci.map(Some));
    let scopes = [HeadlineScope::Tier(tier), HeadlineScope::Universal, HeadlineScope::None, HeadlineScope::Unscored];
    assert_eq!(scopes.map(|scope| scope.name(&tiers)), ["high", "universal", "none", "unscored"]);
    assert_eq!(scopes.map(|scope| HeadlineScope::named(scope.name(&tiers), &tiers)), scopes.map(Some));
    let kinds = AcknowledgementKind::ALL.map(AcknowledgementKind::name);
    assert_eq!(kinds, ["none", "token", "substantive", "unscored"]);
    assert_eq!(kinds.map(AcknowledgementKind::named), AcknowledgementKind::ALL.map(Some));
    let thirds = Third::ALL.map(Third::name);
    assert_eq!(thirds, ["first", "middle", "last"]);
    assert_eq!(thirds.map(Third::named), Third::ALL.map(Some));
    let unknown = "tiers";
    assert_eq!((Focus::named(unknown, &tiers), HeadlineScope::named(unknown, &tiers)), (None, None));
    assert_eq!((AcknowledgementKind::named(unknown), Third::named(unknown)), (None, None));
}

#[test]
fn findings_under_another_verdict_are_those_it_would_have_had() {
    let lexicon = lexicon();
    let body = [(Zone::Headline, "What workers want"), (Zone::Lede, "A lawyer spoke."), (Zone::Body, "A nurse came.")];
    let scored = scored(&lexicon, document(&body));
    let under = |attention: [u8; 3]| Verdict {
        focus: Focus::of_attention(&attention),
        attention: attention.to_vec(),
        ..scored.verdict.clone()
    };
    let kinds = |attention| {
        let found = scored.acknowledgement_under(&lexicon, &under(attention));
        found.iter().map(|of| of.kind.name()).collect::<Vec<_>>()
    };
    assert_eq!(kinds([1, 1, 0]), ["token", "token", "none"]);
    assert_eq!(kinds([2, 1, 0]), ["substantive", "token", "none"]);
    assert_eq!(scored.acknowledgement_under(&lexicon, &scored.verdict), scored.acknowledgement);
    let gaps = [[2, 1, 0], [2, 2, 0], [1, 1, 0]].map(|attention| scored.scope_gap_under(&under(attention)));
    assert_eq!(gaps, [true, false, false]);
}

#[test]
fn sentences_add_up_for_each_tier_and_for_none_where_there_is_a_model_of_them() {
    let none = SentenceReadings::default();
    assert_eq!(sentence_totals(&lexicon(), &none), []);
    let embedded = Lexicon::embedded();
    assert_eq!(sentence_totals(&embedded, &none).len(), embedded.tiers.len() + 1);
}
