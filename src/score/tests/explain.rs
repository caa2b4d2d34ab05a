//! Section 6: the arithmetic that `explain` prints is that of the verdict.

use crate::clean::Zone;
use crate::score::sums::N_ADDED;
use crate::score::tests::calibration::{constants, weigh, written};
use crate::score::tests::{LOW_WAGE, assert_near, document, lexicon, lexicon_with, scored};
use crate::score::{Calibration, ScoredDocument, Scorer, argument, effects};

fn weighed() -> Calibration {
    let mut calibration = constants([0.25, 0.0, 0.5, 1.0], [[0.0; 3]; 3]);
    weigh(&mut calibration, "low_wage.headline", (0.5, 0.5), [0.0, 0.0, 2.0, -1.0]);
    weigh(&mut calibration, "low_wage.dimensions", (0.0, 1.0), [-1.0, 0.0, 0.5, 0.0]);
    weigh(&mut calibration, "middle.dimensions", (1.0, 0.5), [0.0, 1.0, -0.25, 0.25]);
    calibration
}

/// A cashier in the headline, tips in the body: one unit of weight in the headline, two dimensions.
fn article() -> crate::clean::Document {
    document(&[(Zone::Headline, "A cashier"), (Zone::Lede, "It rained."), (Zone::Body, "She lives on tips.")])
}

#[test]
fn an_argument_is_a_constant_and_what_each_feature_adds() {
    let scored = scored(&lexicon(), article());
    let scorer = Scorer::Fitted(Box::new(weighed()));
    let argument = argument(&scorer, &scored.features, LOW_WAGE).expect("there are weights");
    assert_near(argument.constant, 0.5 - 1.0);
    let added: Vec<_> = argument.contributions.iter().map(|c| (c.feature.as_str(), c.value, c.log_odds)).collect();
    // (1 − 0.5) / 0.5 · (2 + 1) = 3; 2 · 0.5 = 1; (0 − 1) / 0.5 · (−0.25 − 0.25) = 1: the strongest first, then by name.
    assert_eq!(
        added,
        [("low_wage.headline", 1.0, 3.0), ("low_wage.dimensions", 2.0, 1.0), ("middle.dimensions", 0.0, 1.0)]
    );
    assert_near(argument.log_odds, -0.5 + 3.0 + 1.0 + 1.0);
}

#[test]
fn an_argument_adds_up_to_the_odds_of_the_verdict() {
    let scored = scored(&lexicon(), article());
    let scorer = Scorer::Fitted(Box::new(weighed()));
    let probability = scorer.verdict(&scored.features).probability;
    for tier in 0..3 {
        let argument = argument(&scorer, &scored.features, tier).expect("there are weights");
        assert_near(argument.log_odds, (probability[tier] / probability[3]).ln());
    }
}

#[test]
fn a_rule_of_thumb_has_no_argument() {
    let lexicon = lexicon();
    let scorer = Scorer::new(&lexicon).expect("there is no calibration");
    assert_eq!(argument(&scorer, &scored(&lexicon, article()).features, LOW_WAGE), None);
}

fn effects_of(calibration: &str, paragraphs: &[(Zone, &str)]) -> (ScoredDocument, Vec<f64>) {
    let lexicon = lexicon_with(calibration);
    let scored = scored(&lexicon, document(paragraphs));
    let scorer = Scorer::new(&lexicon).expect("the calibration fits");
    let effects = effects(&scorer, &lexicon, &scored);
    (scored, effects)
}

#[test]
fn what_a_hit_moved_is_the_difference_of_leaving_it_out() {
    // By rule of thumb: cashier and minimum wage in 200 tokens, 5 and 10 per 1,000.
    let (_, effects) = effects_of("", &[(Zone::Body, "A cashier at the minimum wage.")]);
    let expected = |rate: f64| 3.0 * rate / (rate + 8.0);
    assert_near(effects[0], expected(15.0) - expected(10.0));
    assert_near(effects[1], expected(15.0) - expected(5.0));
}

#[test]
fn what_a_hit_moved_is_log_odds_with_fitted_weights() {
    let paragraphs = [(Zone::Headline, "A cashier"), (Zone::Lede, "It rained."), (Zone::Body, "She lives on tips.")];
    let (_, effects) = effects_of(&written(&weighed()), &paragraphs);
    // Without the cashier: headline −1 instead of 1 deviation (−6), one dimension less (−0.5 · 1).
    assert_near(effects[0], 6.0 + 0.5);
    // Without the tips: one dimension less.
    assert_near(effects[1], 0.5);
}

#[test]
fn hits_without_a_tier_or_outside_the_scored_zones_move_nothing() {
    let (scored, effects) =
        effects_of("", &[(Zone::Body, "Workers want paid leave."), (Zone::Comments, "A cashier agrees.")]);
    assert_eq!(scored.hits.len(), 3);
    assert_eq!(effects, [0.0; 3]);
}

#[test]
fn the_work_of_effects_grows_with_the_number_of_hits_and_not_with_its_square() {
    let n_added = |n: usize| {
        let text = "A cashier at the minimum wage. ".repeat(n);
        let before = N_ADDED.get();
        let (scored, effects) = effects_of("", &[(Zone::Body, &text)]);
        assert_eq!((scored.hits.len(), effects.len()), (2 * n, 2 * n));
        N_ADDED.get() - before
    };
    // Each sign is added up once to score the document and once to explain it.
    assert_eq!([n_added(10), n_added(1_000)], [2 * 20, 2 * 2_000]);
}
