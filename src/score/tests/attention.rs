//! Section 2, attention and focus; section 6, the decision with and without fitted weights.

use proptest::prelude::{any, prop, proptest};

use crate::clean::Zone;
use crate::lexicon::TierIdx;
use crate::score::attention::{Scorer, Verdict, fitted};
use crate::score::feature::{Features, Sign};
use crate::score::features_of_signs;
use crate::score::tests::calibration::{constants, weigh};
use crate::score::tests::{LOW_WAGE, MIDDLE, PROFESSIONAL, assert_near, entry, lexicon};
use crate::score::{Focus, calibration::Calibration};

/// Predictors of certain yes and certain no.
const YES: f64 = 40.0;
const NO: f64 = -40.0;
/// Attention of 0, 1, 2, 3 for certain.
const AT: [[f64; 3]; 4] = [[NO, NO, NO], [YES, NO, NO], [YES, YES, NO], [YES, YES, YES]];

fn tier(at: usize) -> Focus {
    Focus::Tier(TierIdx(u8::try_from(at).expect("tiers are few")))
}

/// Features with this many sentences of each tier in the body.
fn spread(sentences: [u32; 3]) -> Features {
    let lexicon = lexicon();
    let patterns = ["lawyer|lawyers", "nurse|nurses", "cashier|cashiers"];
    let signs = patterns.iter().zip(sentences).flat_map(|(pattern, n)| {
        let entry = entry(&lexicon, pattern);
        (0..n).map(move |sentence| Sign { entry, sentence, zone: Zone::Body })
    });
    features_of_signs(&lexicon, 1_000, signs, &[])
}

#[track_caller]
fn check_fitted(calibration: &Calibration, sentences: [u32; 3], attention: [u8; 3], focus: Focus) -> Verdict {
    let verdict = fitted(calibration, &spread(sentences));
    assert_eq!((verdict.attention.as_slice(), verdict.focus), (attention.as_slice(), focus), "{verdict:?}");
    verdict
}

#[test]
fn the_focus_is_the_one_tier_with_the_highest_attention() {
    let cases: [(&[u8], Focus); 8] = [
        (&[0, 0, 0], Focus::None),
        (&[1, 1, 1], Focus::None),
        (&[2, 1, 0], tier(PROFESSIONAL)),
        (&[2, 3, 2], tier(MIDDLE)),
        (&[0, 0, 2], tier(LOW_WAGE)),
        (&[2, 1, 2], Focus::Mixed),
        (&[3, 3, 3], Focus::Mixed),
        (&[], Focus::None),
    ];
    for (attention, focus) in cases {
        assert_eq!(Focus::of_attention(attention), focus, "{attention:?}");
    }
}

#[test]
fn no_tier_above_none_means_no_focus_and_attention_of_one_at_most() {
    let calibration = constants([0.0, 0.0, 0.5, 1.0], [AT[0], AT[1], AT[3]]);
    check_fitted(&calibration, [1, 1, 1], [0, 1, 1], Focus::None);
}

#[test]
fn a_tier_as_probable_as_none_is_not_the_focus() {
    check_fitted(&constants([1.0, 0.0, 0.0, 1.0], [AT[3]; 3]), [1, 1, 1], [1, 1, 1], Focus::None);
}

#[test]
fn the_most_probable_tier_gets_its_rounded_score_and_at_least_two() {
    for (attention, expected) in [(AT[0], 2), (AT[1], 2), (AT[2], 2), (AT[3], 3)] {
        let calibration = constants([0.0, 0.0, 1.0, 0.0], [AT[0], AT[0], attention]);
        check_fitted(&calibration, [1, 1, 1], [0, 0, expected], tier(LOW_WAGE));
    }
}

#[test]
fn the_score_is_the_sum_of_three_probabilities() {
    // 0.75 + 0.5 + 0.25 = 1.5, which rounds to 2; with less certainty of 3 it rounds to 1.
    let odds = 3_f64.ln();
    let verdict = check_fitted(
        &constants([0.0, 1.0, 0.0, 0.0], [AT[0], [odds, 0.0, -odds], AT[0]]),
        [1, 1, 1],
        [0, 2, 0],
        tier(MIDDLE),
    );
    assert_near(verdict.score[MIDDLE], 1.5);
    let none = constants([0.0, 0.0, 0.0, 1.0], [[odds, NO, NO], [-odds, NO, NO], [0.0, NO, NO]]);
    let verdict = check_fitted(&none, [1, 1, 1], [1, 0, 1], Focus::None);
    assert_near(verdict.score[PROFESSIONAL], 0.75);
}

#[test]
fn a_tier_without_a_hit_has_a_score_of_zero() {
    let verdict = check_fitted(&constants([1.0, 0.0, 0.0, 0.0], [AT[3]; 3]), [2, 0, 1], [3, 0, 2], tier(PROFESSIONAL));
    assert_near(verdict.score[MIDDLE], 0.0);
    assert_near(verdict.score[LOW_WAGE], 3.0);
}

#[test]
fn the_next_tier_shares_the_focus_with_a_score_of_two_and_as_many_sentences() {
    let calibration = constants([2.0, 1.0, 0.0, 0.0], [AT[3], AT[2], AT[0]]);
    check_fitted(&calibration, [2, 2, 1], [3, 3, 0], Focus::Mixed);
    check_fitted(&calibration, [2, 3, 1], [3, 3, 0], Focus::Mixed);
}

#[test]
fn the_next_tier_does_not_share_with_fewer_sentences() {
    let calibration = constants([2.0, 1.0, 0.0, 0.0], [AT[3], AT[3], AT[0]]);
    check_fitted(&calibration, [3, 2, 1], [3, 2, 0], tier(PROFESSIONAL));
}

#[test]
fn the_next_tier_does_not_share_below_a_score_of_two() {
    // 1 + 0.75 + 0 = 1.75 rounds to 2, is below 2, and is kept one less than the first.
    let calibration = constants([2.0, 1.0, 0.0, 0.0], [AT[2], [YES, 3_f64.ln(), NO], AT[0]]);
    let verdict = check_fitted(&calibration, [1, 5, 1], [2, 1, 0], tier(PROFESSIONAL));
    assert_near(verdict.score[MIDDLE], 1.75);
}

#[test]
fn the_third_tier_never_shares_the_focus() {
    let calibration = constants([3.0, 2.0, 1.0, 0.0], [AT[3], AT[0], AT[3]]);
    check_fitted(&calibration, [1, 1, 9], [3, 0, 2], tier(PROFESSIONAL));
    let calibration = constants([3.0, 2.0, 1.0, 0.0], [AT[2]; 3]);
    check_fitted(&calibration, [1, 1, 9], [2, 2, 1], Focus::Mixed);
}

#[test]
fn of_two_tiers_as_probable_the_first_of_the_lexicon_comes_first() {
    check_fitted(&constants([0.0, 1.0, 1.0, 0.0], [AT[0], AT[1], AT[1]]), [1, 1, 1], [0, 2, 1], tier(MIDDLE));
}

#[test]
fn probabilities_are_those_of_the_tiers_and_none() {
    let verdict = fitted(&constants([2_f64.ln(), 0.0, 0.0, 0.0], [AT[0]; 3]), &spread([1, 1, 1]));
    assert_eq!(verdict.probability.len(), 4);
    assert_near(verdict.probability[PROFESSIONAL], 0.4);
    assert_near(verdict.probability[3], 0.2);
}

#[test]
fn hits_decide_through_the_weights_of_their_features() {
    let mut calibration = constants([0.0, 0.0, 0.0, 1.0], [AT[2]; 3]);
    weigh(&mut calibration, "low_wage.spread", (0.0, 1.0), [0.0, 0.0, 1.0, 0.0]);
    // One sentence in 1,000 tokens: ln 2 = 0.69, below the constant of `none`; two: ln 3 = 1.10, above it.
    check_fitted(&calibration, [0, 0, 1], [0, 0, 1], Focus::None);
    check_fitted(&calibration, [0, 0, 2], [0, 0, 2], tier(LOW_WAGE));
}

proptest! {
    #[test]
    fn the_focus_always_follows_from_the_attentions(
        focus in prop::array::uniform4(-3.0..3.0_f64),
        attention in prop::array::uniform3(prop::array::uniform3(-4.0..4.0_f64)),
        sentences in prop::array::uniform3(0..6_u32),
        bounded in any::<bool>(),
    ) {
        let focus = if bounded { focus.map(f64::round) } else { focus };
        let verdict = fitted(&constants(focus, attention), &spread(sentences));
        assert_eq!(verdict.focus, Focus::of_attention(&verdict.attention));
        let with_a_hit = focus[..3].iter().zip(sentences).filter(|(_, n)| *n > 0);
        let best = with_a_hit.map(|(log_odds, _)| *log_odds).fold(f64::NEG_INFINITY, f64::max);
        match verdict.focus {
            Focus::None => assert!(best <= focus[3]),
            Focus::Tier(tier) => assert!(best > focus[3] && focus[usize::from(tier.0)] >= best),
            _ => assert!(best > focus[3]),
        }
    }
}

#[test]
fn a_tier_without_a_hit_has_no_focus_however_probable() {
    let verdict = fitted(&constants([3.0, 0.0, 0.0, 1.0], [[4.0; 3]; 3]), &spread([0, 0, 2]));
    assert_eq!((verdict.focus, verdict.attention), (Focus::None, vec![0, 0, 1]));
}

/// The verdict of the rule of thumb on hits (pattern, sentence, zone) in 1,000 tokens.
fn by_rule(hits: &[(&str, Zone)]) -> Verdict {
    let lexicon = lexicon();
    let sign = |(pattern, zone): &(&str, Zone)| Sign { entry: entry(&lexicon, pattern), sentence: 1, zone: *zone };
    let features = features_of_signs(&lexicon, 1_000, hits.iter().map(sign), &[]);
    Scorer::new(&lexicon).expect("there is no calibration").verdict(&features)
}

#[test]
fn rates_of_one_eight_and_sixteen_give_attention_by_rule_of_thumb() {
    // One cashier in 1,000 tokens is a rate of 1.
    for (n_hits, attention, focus) in [
        (0, 0, Focus::None),
        (1, 1, Focus::None),
        (7, 1, Focus::None),
        (8, 2, tier(LOW_WAGE)),
        (15, 2, tier(LOW_WAGE)),
        (16, 3, tier(LOW_WAGE)),
        (17, 3, tier(LOW_WAGE)),
    ] {
        let verdict = by_rule(&vec![("cashier|cashiers", Zone::Body); n_hits]);
        assert_eq!((verdict.attention[LOW_WAGE], verdict.focus), (attention, focus), "{n_hits} hits");
        assert!(verdict.probability.is_empty());
    }
    assert_eq!(by_rule(&[("bonus", Zone::Body)]).attention, [0, 0, 0]);
}

#[test]
fn a_headline_adds_four_for_each_unit_of_weight_by_rule_of_thumb() {
    // 1 + 4 · 1 = 5; 3 · 5 / (5 + 8).
    let verdict = by_rule(&[("cashier|cashiers", Zone::Headline)]);
    assert_eq!(verdict.attention, [0, 0, 1]);
    assert_near(verdict.score[LOW_WAGE], 15.0 / 13.0);
    // 2 + 4 · 2 = 10.
    assert_eq!(by_rule(&[("minimum wage", Zone::Headline)]).attention, [0, 0, 2]);
    // 4 + 4 · 2, the headline being cut at 2: 12, not 20.
    assert_eq!(by_rule(&[("minimum wage", Zone::Headline); 2]).attention, [0, 0, 2]);
}

#[test]
fn equal_attention_of_two_tiers_is_mixed_by_rule_of_thumb() {
    let verdict = by_rule(&[[("nurse|nurses", Zone::Body); 8], [("cashier|cashiers", Zone::Body); 8]].concat());
    assert_eq!((verdict.attention.as_slice(), verdict.focus), ([0, 2, 2].as_slice(), Focus::Mixed));
}
