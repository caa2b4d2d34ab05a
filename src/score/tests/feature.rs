//! Section 5: the numbers of a document.

use crate::clean::Zone;
use crate::lexicon::Lexicon;
use crate::score::feature::{Features, Sign, feature_names};
use crate::score::sums::Sums;
use crate::score::tests::{LOW_WAGE, MIDDLE, PROFESSIONAL, assert_near, document, entry, lexicon, read};
use crate::score::{features, features_of_signs};
use crate::worklife::SentenceTotals;

/// Features of hits (pattern, sentence, zone) in a text of `n` scored tokens.
fn of(n_scored: usize, hits: &[(&str, u32, Zone)]) -> (Lexicon, Features) {
    let lexicon = lexicon();
    let sign = |(pattern, sentence, zone): &(&str, u32, Zone)| Sign {
        entry: entry(&lexicon, pattern),
        sentence: *sentence,
        zone: *zone,
    };
    let features = features_of_signs(&lexicon, n_scored, hits.iter().map(sign), &[]);
    (lexicon, features)
}

fn value(lexicon: &Lexicon, features: &Features, name: &str) -> f64 {
    let at = feature_names(lexicon).iter().position(|n| n == name);
    features.values[at.unwrap_or_else(|| panic!("there is no feature {name}"))]
}

#[track_caller]
fn check(n_scored: usize, hits: &[(&str, u32, Zone)], expected: &[(&str, f64)]) {
    let (lexicon, features) = of(n_scored, hits);
    for (name, expected) in expected {
        let found = value(&lexicon, &features, name);
        assert!((found - expected).abs() < 1e-12, "{name}: {found} is not {expected}");
    }
}

const CASHIER: &str = "cashier|cashiers";
const NURSE: &str = "nurse|nurses";

#[test]
fn each_tier_has_its_dimensions_then_six_parts_and_four_numbers_are_shared() {
    let names = feature_names(&lexicon());
    // 3 tiers × (5 dimensions + 6 parts) + 4.
    assert_eq!(names.len(), 37);
    assert_eq!(
        names[11..22],
        [
            "middle.occupation",
            "middle.pay",
            "middle.trope",
            "middle.proposal",
            "middle.schedule",
            "middle.total",
            "middle.headline",
            "middle.lede",
            "middle.spread",
            "middle.dimensions",
            "middle.entries"
        ]
    );
    assert_eq!(names[33..], ["universal.total", "universal.headline", "proposals.total", "proposals.headline"]);
}

#[test]
fn rates_are_logarithms_of_weight_per_thousand_tokens() {
    // Cashier 1 and minimum wage 2 in 400 tokens: 2.5, 5 and together 7.5 per 1,000.
    check(
        400,
        &[(CASHIER, 2, Zone::Body), ("minimum wage", 3, Zone::Body)],
        &[
            ("low_wage.occupation", 3.5_f64.ln()),
            ("low_wage.pay", 6_f64.ln()),
            ("low_wage.total", 8.5_f64.ln()),
            ("middle.total", 0.0),
        ],
    );
}

#[test]
fn a_text_below_200_tokens_counts_as_200() {
    for n_scored in [0, 50, 200] {
        // 1,000 · 1 / 200 = 5.
        check(n_scored, &[(CASHIER, 2, Zone::Body)], &[("low_wage.total", 6_f64.ln())]);
    }
    check(250, &[(CASHIER, 2, Zone::Body)], &[("low_wage.total", 5_f64.ln())]);
}

#[test]
fn weight_in_the_headline_is_cut_at_two() {
    let headline = |pattern| (pattern, 0, Zone::Headline);
    check(300, &[headline("bonus")], &[("professional.headline", 0.5)]);
    check(300, &[headline(CASHIER), headline("minimum wage")], &[("low_wage.headline", 2.0)]);
}

#[test]
fn weight_in_the_lede_is_cut_at_three() {
    let lede = |pattern| (pattern, 1, Zone::Lede);
    check(300, &[lede("minimum wage"), lede("tips")], &[("low_wage.lede", 2.3), ("low_wage.headline", 0.0)]);
    check(300, &[lede("minimum wage"), lede("minimum wage")], &[("low_wage.lede", 3.0)]);
}

#[test]
fn spread_counts_sentences_of_lede_and_body_once() {
    let hits = [
        (CASHIER, 0, Zone::Headline),
        (CASHIER, 1, Zone::Lede),
        ("tips", 1, Zone::Lede),
        (CASHIER, 5, Zone::Body),
        (NURSE, 6, Zone::Body),
    ];
    // Sentences 1 and 5: 2 in 500 tokens are 4 per 1,000.
    check(500, &hits, &[("low_wage.spread", 5_f64.ln()), ("middle.spread", 3_f64.ln())]);
    let (_, features) = of(500, &hits);
    assert_near(features.spread(LOW_WAGE, 3), 5_f64.ln());
    assert_near(features.spread(MIDDLE, 3), 3_f64.ln());
}

#[test]
fn dimensions_are_counted_once_each() {
    let hits = [(CASHIER, 1, Zone::Lede), (CASHIER, 2, Zone::Body), ("tips", 2, Zone::Body)];
    check(300, &hits, &[("low_wage.dimensions", 2.0), ("professional.dimensions", 0.0)]);
}

#[test]
fn different_entries_count_once_and_at_most_as_one() {
    let hits =
        [(CASHIER, 1, Zone::Lede), (CASHIER, 2, Zone::Body), ("minimum wage", 3, Zone::Body), ("tips", 4, Zone::Body)];
    // 1 + min(2, 1) + 0.3 = 2.3.
    check(300, &hits, &[("low_wage.entries", 3.3_f64.ln())]);
}

#[test]
fn universal_entries_move_their_own_two_features_only() {
    let workers = ("worker|workers", 0, Zone::Headline);
    let (lexicon, features) = of(300, &[workers, workers, workers]);
    // 3 in 300 tokens are 10 per 1,000; the headline is cut at 2.
    assert_near(value(&lexicon, &features, "universal.total"), 11_f64.ln());
    assert_near(value(&lexicon, &features, "universal.headline"), 2.0);
    assert_eq!(features.values.iter().filter(|value| **value != 0.0).count(), 2);
    assert!((0..3).all(|tier| !features.has_evidence(tier, 3)), "no tier has evidence");
}

#[test]
fn proposals_move_their_own_two_features_only() {
    let (lexicon, features) = of(300, &[("telework", 0, Zone::Headline), ("telework", 4, Zone::Body)]);
    assert_near(value(&lexicon, &features, "proposals.total"), 11_f64.ln());
    assert_near(value(&lexicon, &features, "proposals.headline"), 1.5);
    assert_eq!(features.values.iter().filter(|value| **value != 0.0).count(), 2);
}

#[test]
fn schedules_and_reasons_move_nothing() {
    let all = ["flextime", "night shift", "on call", "quit", "family", "layoff"];
    let hits = all.map(|pattern| (pattern, 1, Zone::Lede));
    let (_, features) = of(300, &hits);
    assert!(features.values.iter().all(|value| *value == 0.0), "{features:?}");
}

#[test]
fn a_trope_counts_for_its_tier() {
    check(
        1_000,
        &[("opt out", 1, Zone::Lede)],
        &[("professional.trope", 2_f64.ln()), ("professional.total", 2_f64.ln()), ("professional.lede", 1.0)],
    );
}

#[test]
fn hits_outside_headline_lede_and_body_move_nothing() {
    let cut: Vec<Zone> =
        Zone::ALL.into_iter().filter(|z| !matches!(z, Zone::Headline | Zone::Lede | Zone::Body)).collect();
    assert_eq!(cut.len(), 8);
    for zone in cut {
        let (_, features) = of(300, &[(CASHIER, 1, zone), ("worker|workers", 1, zone), ("telework", 1, zone)]);
        assert!(features.values.iter().all(|value| *value == 0.0), "{zone:?}");
    }
}

#[test]
fn a_doubled_body_leaves_every_feature() {
    let once = [(CASHIER, 3, Zone::Body), ("tips", 4, Zone::Body), (NURSE, 4, Zone::Body)];
    let again = once.map(|(pattern, sentence, zone)| (pattern, sentence + 10, zone));
    let (_, single) = of(300, &once);
    let (_, doubled) = of(600, &[once, again].concat());
    for (one, two) in single.values.iter().zip(&doubled.values) {
        assert_near(*one, *two);
    }
}

#[test]
fn a_tier_has_evidence_when_a_scored_zone_names_it() {
    let (_, features) = of(300, &[("bonus", 7, Zone::Body), (NURSE, 9, Zone::Comments)]);
    assert!(features.has_evidence(PROFESSIONAL, 3));
    assert!(!features.has_evidence(MIDDLE, 3) && !features.has_evidence(LOW_WAGE, 3));
}

#[test]
fn the_length_of_a_text_is_that_of_its_scored_zones() {
    let lexicon = lexicon();
    let (lede, comments) = (["cashier"; 250].join(" "), ["other"; 750].join(" "));
    let document = document(&[(Zone::Lede, &lede), (Zone::Comments, &comments)]);
    let (tokens, hits) = read(&lexicon, &document);
    assert_eq!(hits.len(), 250);
    // 250 in 250 tokens are 1,000 per 1,000; with the comments they would be 250.
    assert_near(value(&lexicon, &features(&lexicon, &tokens, &hits, &[]), "low_wage.total"), 1_001_f64.ln());
}

#[test]
fn a_class_of_sentences_has_eight_numbers_and_its_lead_over_the_others() {
    let lexicon = lexicon();
    let totals = |expected, share, headline| SentenceTotals {
        expected,
        share,
        headline,
        opening: 0.3,
        strongest: 0.9,
        strong: 2.0,
        passage: 1.2,
        words: -0.3,
    };
    let all = [totals(1.5, 0.25, 0.4), totals(4.0, 0.36, 0.1), totals(0.5, 0.0, 0.0)];
    let without = features_of_signs(&lexicon, 300, std::iter::empty(), &[]);
    let found = features_of_signs(&lexicon, 300, std::iter::empty(), &all);
    assert_eq!((found.values.len(), found.n_of_hits), (without.values.len() + 27, without.values.len()));
    let of_class = |class: usize| &found.values[found.n_of_hits + 9 * class..][..9];
    // The lead is ln(1 + expected) less ln(1 + that of the others): 4.5, 2 and 5.5.
    for (class, logarithm, root, headline, others) in
        [(0, 2.5_f64, 0.5, 0.4, 5.5_f64), (1, 5.0, 0.6, 0.1, 3.0), (2, 1.5, 0.0, 0.0, 6.5)]
    {
        let expected = [logarithm.ln(), root, headline, 0.3, 0.9, 2.0, 1.2, -0.3, logarithm.ln() - others.ln()];
        of_class(class).iter().zip(expected).for_each(|(found, expected)| assert_near(*found, expected));
    }
    assert_eq!(without.with_sentences(&all), found);
    assert_eq!(found.with_sentences(&[]), without);
}

#[test]
fn features_without_a_sign_are_those_of_the_other_signs() {
    let lexicon = lexicon();
    let sign = |(pattern, sentence, zone): (&str, u32, Zone)| Sign { entry: entry(&lexicon, pattern), sentence, zone };
    let signs = [
        (CASHIER, 0, Zone::Headline),
        ("tips", 0, Zone::Headline),
        ("worker|workers", 0, Zone::Headline),
        ("worker|workers", 1, Zone::Lede),
        ("telework", 0, Zone::Headline),
        ("paid leave", 4, Zone::Body),
        (CASHIER, 1, Zone::Lede),
        ("minimum wage", 1, Zone::Lede),
        ("minimum wage", 5, Zone::Body),
        ("minimum wage", 5, Zone::Body),
        (NURSE, 5, Zone::Body),
        ("bonus", 6, Zone::Body),
        ("bonus", 7, Zone::Body),
        (CASHIER, 8, Zone::Comments),
        ("on call", 8, Zone::Body),
    ]
    .map(sign);
    let sums = Sums::of(&lexicon, 700, signs.into_iter());
    let all = sums.features();
    for (at, left_out) in signs.into_iter().enumerate() {
        let others = signs.into_iter().enumerate().filter(|(other, _)| *other != at).map(|(_, sign)| sign);
        let expected = features_of_signs(&lexicon, 700, others, &[]);
        let found = sums.without(&all, left_out);
        for ((found, expected), name) in found.values.iter().zip(&expected.values).zip(feature_names(&lexicon)) {
            assert!((found - expected).abs() < 1e-12, "{left_out:?}: {name} is {found}, not {expected}");
        }
        assert_eq!(found.n_of_hits, expected.n_of_hits);
    }
}
