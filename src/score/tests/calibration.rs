//! Section 6: fitted weights, and the calibrations that are refused.

use crate::score::calibration::{Calibration, FeatureWeights, Provenance, Weights, softmax};
use crate::score::feature::{Features, feature_names};
use crate::score::tests::{assert_near, lexicon, lexicon_with};
use crate::score::{CalibrationError, RuleOfThumb, Scorer};
use crate::worklife::logistic;

/// A calibration of the test lexicon whose features vary nowhere: the constants decide alone.
pub(super) fn constants(focus: [f64; 4], attention: [[f64; 3]; 3]) -> Calibration {
    let zero = Weights { focus: vec![0.0; 4], attention: vec![[0.0; 3]; 3] };
    let feature = |name| FeatureWeights { name, mean: 0.0, deviation: 0.0, weights: zero.clone() };
    Calibration {
        fitted: Provenance::default(),
        intercept: Weights { focus: focus.to_vec(), attention: attention.to_vec() },
        feature: feature_names(&lexicon()).into_iter().map(feature).collect(),
    }
}

/// Sets mean, deviation and focus weights of one feature.
pub(super) fn weigh(calibration: &mut Calibration, name: &str, (mean, deviation): (f64, f64), focus: [f64; 4]) {
    let row = calibration.feature.iter_mut().find(|row| row.name == name).expect("the feature exists");
    (row.mean, row.deviation) = (mean, deviation);
    row.weights.focus = focus.to_vec();
}

/// The text of a calibration that fits the lexicon.
pub(super) fn written(calibration: &Calibration) -> String {
    toml::to_string(calibration).expect("a calibration can be written")
}

fn sound() -> Calibration {
    constants([0.0; 4], [[0.0; 3]; 3])
}

#[track_caller]
fn refused(calibration: &str, why: &str) {
    let error = Scorer::new(&lexicon_with(calibration)).expect_err("the calibration does not fit");
    assert!(matches!(error, CalibrationError::Features(_)), "{error}");
    let error = error.to_string();
    assert!(error.starts_with("calibration.toml: ") && error.ends_with("`gold fit`"), "{error}");
    assert!(error.contains(why), "{error}");
}

#[test]
fn a_lexicon_without_a_calibration_is_scored_by_rule_of_thumb() {
    for blank in ["", " \n"] {
        let scorer = Scorer::new(&lexicon_with(blank)).expect("a blank calibration is none");
        assert!(matches!(scorer, Scorer::Rule(RuleOfThumb { .. })));
    }
}

#[test]
fn a_calibration_is_read_as_it_was_written() {
    let mut calibration = constants([0.5, -0.25, 0.0, 1.0], [[1.0, 0.0, -1.0]; 3]);
    weigh(&mut calibration, "low_wage.total", (0.5, 2.0), [0.0, 0.0, 1.5, -1.5]);
    let read = Calibration::of(&lexicon_with(&written(&calibration))).expect("it fits").expect("there is one");
    assert_eq!(read, calibration);
}

#[test]
fn a_calibration_that_is_no_toml_is_refused() {
    refused("[fitted\n", "unclosed table");
}

#[test]
fn a_calibration_with_an_unknown_key_is_refused() {
    refused(&format!("surplus = 1\n{}", written(&sound())), "surplus");
}

#[test]
fn a_calibration_of_other_features_is_refused() {
    let mut fewer = sound();
    fewer.feature.pop();
    refused(&written(&fewer), "its features are not those of the lexicon");
    let mut swapped = sound();
    swapped.feature.swap(0, 1);
    refused(&written(&swapped), "its features are not those of the lexicon");
}

#[test]
fn a_calibration_of_other_tiers_is_refused() {
    let mut fewer = sound();
    fewer.intercept.focus.pop();
    refused(&written(&fewer), "its tiers are not those of the lexicon");
    let mut more = sound();
    more.feature[9].weights.attention.push([0.0; 3]);
    refused(&written(&more), "its tiers are not those of the lexicon");
}

#[test]
fn features_are_taken_in_deviations_from_their_mean_and_cut_at_three() {
    let row = |mean, deviation| FeatureWeights { mean, deviation, ..FeatureWeights::default() };
    // (2.5 − 1) / 0.5 = 3; (3 − 1) / 0.5 = 4, cut.
    assert_eq!(row(1.0, 0.5).standardized(1.5), Some(1.0));
    assert_eq!(row(1.0, 0.5).standardized(2.5), Some(3.0));
    assert_eq!(row(1.0, 0.5).standardized(3.0), Some(3.0));
    assert_eq!(row(1.0, 0.5).standardized(-9.0), Some(-3.0));
    assert_eq!(row(1.0, 0.0).standardized(1.5), None);
}

#[test]
fn a_predictor_is_its_constant_and_the_weighted_features() {
    let mut calibration = constants([0.1, 0.2, 0.3, 0.4], [[0.0; 3], [0.0; 3], [1.0, 2.0, 3.0]]);
    weigh(&mut calibration, "professional.occupation", (1.0, 0.5), [2.0, 0.0, -1.0, 0.0]);
    weigh(&mut calibration, "professional.pay", (0.0, 1.0), [0.0, 0.5, 0.0, 0.0]);
    calibration.feature[1].weights.attention[2] = [0.25, 0.0, -0.25];
    let mut features = Features { values: vec![0.0; 37], n_of_hits: 37 };
    // 2 is 2 deviations above its mean, 4 is cut at 3.
    (features.values[0], features.values[1]) = (2.0, 4.0);
    let found = calibration.predict(&features);
    for (found, expected) in found.focus.iter().zip([0.1 + 4.0, 0.2 + 1.5, 0.3 - 2.0, 0.4]) {
        assert_near(*found, expected);
    }
    for (found, expected) in found.attention[2].iter().zip([1.75, 2.0, 2.25]) {
        assert_near(*found, expected);
    }
    assert_eq!(found.attention[..2], [[0.0; 3]; 2]);
}

#[test]
fn softmax_and_logistic_turn_log_odds_into_probabilities() {
    // e^ln 2 = 2 of 2 + 1 + 1 + 1.
    for (found, expected) in softmax(&[2_f64.ln(), 0.0, 0.0, 0.0]).iter().zip([0.4, 0.2, 0.2, 0.2]) {
        assert_near(*found, expected);
    }
    assert_near(logistic(0.0), 0.5);
    assert_near(logistic(3_f64.ln()), 0.75);
    assert_near(logistic(-3_f64.ln()), 0.25);
}

#[test]
fn large_predictors_do_not_overflow() {
    assert_eq!(softmax(&[1_000.0, 0.0]), [1.0, 0.0]);
    assert_eq!(softmax(&[-1_000.0, -1_000.0]), [0.5, 0.5]);
    assert_eq!((logistic(1_000.0), logistic(-1_000.0)), (1.0, 0.0));
}

#[test]
fn a_calibration_remembers_the_documents_it_was_fitted_on() {
    let mut fitted = Provenance::default();
    assert!(!fitted.saw("a"));
    fitted.remember(["c", "a", "b"].into_iter());
    assert!(["a", "b", "c"].iter().all(|id| fitted.saw(id)) && !fitted.saw("d"));
    assert!(fitted.ids.is_sorted() && fitted.ids.iter().all(|id| id.len() == 8), "{:?}", fitted.ids);
}

#[test]
fn a_calibration_that_says_no_odds_was_fitted_with_even_ones() {
    let text = written(&sound());
    let line = text.lines().find(|line| line.starts_with("odds = ")).expect("they are written");
    let lexicon = lexicon_with(&text.replace(&format!("{line}\n"), ""));
    let read = Calibration::of(&lexicon).expect("it fits").expect("there is one");
    assert_near(read.fitted.odds, 1.0);
}
