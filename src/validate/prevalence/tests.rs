use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::summarize::Z95;
use crate::validate::GoldRecord;
use crate::validate::prevalence::{
    CorrectedShare, GoldDocument, MatrixOptions, Method, Refusal, correct, corrected, design_based, dirichlet,
    focused_shares, gold_alone, lang_reiczigel, mixture, proportion, rogan_gladen,
};

pub(super) fn document(gold: &str, said: &str, stratum: &str, probability: Option<f64>) -> GoldDocument {
    GoldDocument {
        id: String::new(),
        gold: gold.to_owned(),
        said: said.to_owned(),
        sample: "s".to_owned(),
        stratum: stratum.to_owned(),
        probability,
        cluster: None,
    }
}

/// Labels for focused shares.
fn labels() -> Vec<String> {
    ["low", "high", "none"].map(str::to_owned).to_vec()
}

#[test]
fn focused_shares_are_those_worked_by_hand() {
    // 900 documents said `none`, of 45 coded 1 is high: 20 are missed. 80 said `low`, of 20 coded 15 are, 5 are none: 60.
    // 20 said `high`, of 10 coded 8 are and 2 are low: 16 and 4. So 64 low and 36 high of 100 with a focus; raw 80 and 20.
    let of = |gold: &str, said: &str, times: usize, probability: f64| {
        (0..times).map(|_| document(gold, said, said, Some(probability))).collect::<Vec<_>>()
    };
    let parts = [
        of("none", "none", 44, 0.05),
        of("high", "none", 1, 0.05),
        of("low", "low", 15, 0.25),
        of("none", "low", 5, 0.25),
        of("high", "high", 8, 0.5),
        of("low", "high", 2, 0.5),
    ];
    let counts = BTreeMap::from([("none", 900), ("low", 80), ("high", 20)].map(|(l, n)| (l.to_owned(), n)));
    let options = MatrixOptions { draws: 500, seed: 1 };
    let found = focused_shares(&parts.concat(), &counts, &labels(), "none", options).expect("there are enough");
    assert_eq!(found.keys().collect::<Vec<_>>(), ["high", "low"]);
    assert!((found["low"].share - 0.64).abs() < 1e-12 && (found["high"].share - 0.36).abs() < 1e-12, "{found:?}");
    assert!(found["high"].low < 0.3 && found["high"].high > 0.5, "one miss in 45 leaves much open: {found:?}");
    // Fully coded labels leave the misses alone in doubt; with those coded too nothing is.
    let all = [of("none", "none", 880, 1.0), of("high", "none", 20, 1.0), of("low", "low", 80, 1.0)].concat();
    let counts = BTreeMap::from([("none", 900), ("low", 80)].map(|(l, n)| (l.to_owned(), n)));
    let found = focused_shares(&all, &counts, &labels(), "none", options).expect("there are enough");
    assert_eq!((found["low"].low, found["low"].share, found["low"].high), (0.8, 0.8, 0.8));
}

#[test]
fn focused_shares_are_refused_where_too_few_are_coded() {
    let of = |said: &str, times: usize| (0..times).map(|_| document("low", said, said, Some(0.1))).collect::<Vec<_>>();
    let counts = BTreeMap::from([("none", 900), ("low", 80), ("high", 20)].map(|(l, n)| (l.to_owned(), n)));
    let found = |parts: &[Vec<GoldDocument>]| {
        focused_shares(&parts.concat(), &counts, &labels(), "none", MatrixOptions { draws: 10, seed: 1 })
    };
    let refused = |parts: &[Vec<GoldDocument>]| found(parts).expect_err("too few").to_string();
    assert_eq!(refused(&[of("none", 20)]), "20 coded articles, effective sample size 20.0: at least 30 are needed");
    let focused = refused(&[of("none", 40), of("low", 2), of("high", 1)]);
    assert!(focused.contains("does not assign `none` to 3 coded articles, effective sample size 3.0"), "{focused}");
    let none = refused(&[of("none", 4), of("low", 40)]);
    assert!(none.contains("assigns `none` to 4 coded articles, effective sample size 4.0: at least 5"), "{none}");
    assert!(found(&[of("none", 40), of("low", 6), of("high", 1)]).is_ok(), "a rare label goes with the next one");
}

#[test]
fn focused_shares_need_a_document_with_a_focus() {
    let of = |said: &'static str, times: usize, probability| {
        (0..times).map(move |_| document("none", said, said, probability))
    };
    let counts = BTreeMap::from([("none", 50), ("low", 10)].map(|(l, n)| (l.to_owned(), n)));
    let (sampled, all) = (Some(0.5), Some(1.0));
    for documents in
        [of("none", 40, sampled).chain(of("low", 8, sampled)), of("none", 50, all).chain(of("low", 10, all))]
    {
        let documents: Vec<GoldDocument> = documents.collect();
        let options = MatrixOptions { draws: 10, seed: 1 };
        let refused = focused_shares(&documents, &counts, &labels(), "none", options).expect_err("all are on nothing");
        assert_eq!(refused, Refusal::NoFocus);
    }
}

#[test]
fn a_variance_of_nothing_but_rounding_is_none() {
    // The one hit is in a stratum that is coded whole, and no stratum differs within itself: Kish's size counts, which
    // is (12 + 10 · 1.1 + 14 · 15/14)² / (12 + 10 · 1.1² + 14 · (15/14)²), over the part that is not drawn:
    // (10 · 1.1² / 11 + 14 · (15/14)² / 15) / (12 + 10 · 1.1² + 14 · (15/14)²).
    let stratum = |name: &str, n: usize, of: f64| {
        (0..n).map(|_| document("low", "low", name, Some(n as f64 / of))).collect::<Vec<_>>()
    };
    let mut documents = [stratum("a", 12, 12.0), stratum("b", 10, 11.0), stratum("c", 14, 15.0)].concat();
    documents[0].gold = "none".to_owned();
    let found = proportion(&documents, &|_| true, &|d| d.gold == "none").expect("there are documents");
    let (b, c) = (10.0 * 1.1_f64.powi(2), 14.0 * (15.0_f64 / 14.0).powi(2));
    let (kish, undrawn) = (38.0_f64.powi(2) / (12.0 + b + c), (b / 11.0 + c / 15.0) / (12.0 + b + c));
    let expected = kish / undrawn;
    assert!((found.n_effective - expected).abs() < 1e-6, "{} is not {expected}", found.n_effective);
}

#[test]
fn a_refusal_never_says_that_enough_is_too_little() {
    // Five equal weights of 464 / 5 add up to a hair less than they are worth.
    let five: Vec<GoldDocument> = (0..5).map(|_| document("low", "low", "low", Some(5.0 / 464.0))).collect();
    let many = (0..60).map(|_| document("none", "none", "none", Some(60.0 / 35_588.0)));
    let coded: Vec<GoldDocument> = five.into_iter().chain(many).collect();
    assert!(design_based(&coded, "low", 0.013).is_ok());
    let few = |worth| Refusal::TooFew { n: 46, worth }.to_string();
    assert!(few(29.97).contains("size 29.9: at least 30"), "{}", few(29.97));
    // 36 documents have the label, with weights so uneven that they are worth few.
    let mut documents: Vec<GoldDocument> = (0..35).map(|_| document("low", "low", "a", Some(1.0))).collect();
    documents.push(document("low", "none", "b", Some(0.01)));
    documents.extend((0..60).map(|_| document("none", "none", "b", Some(0.1))));
    documents.extend((0..60).map(|_| document("high", "high", "c", Some(0.1))));
    let counts = BTreeMap::from([("none", 900), ("low", 35), ("high", 600)].map(|(l, n)| (l.to_owned(), n)));
    let found = correct(&documents, &counts, &labels(), MatrixOptions { draws: 10, seed: 1 });
    let low = found.iter().find(|correction| correction.label == "low").expect("it is a label");
    let refusal = low.by_method[&Method::Matrix].as_ref().expect_err("too few").to_string();
    assert!(refusal.contains("36 coded articles have `low`, effective sample size 1.8: at least 10"), "{refusal}");
}

/// Hand-coded and dictionary shares of articles on inequality, 1980–2012: Nelson et al. (2018), file
/// `mccall_dict_proportions_by_year.csv` of their replication material.
const BENCHMARK: [(f64, f64); 33] = [
    (0.3429, 0.6381),
    (0.4270, 0.5903),
    (0.3440, 0.5160),
    (0.2913, 0.5748),
    (0.2926, 0.5605),
    (0.3608, 0.4800),
    (0.1889, 0.4223),
    (0.2031, 0.4531),
    (0.2308, 0.3809),
    (0.2597, 0.8312),
    (0.5382, 0.6537),
    (0.4314, 0.6666),
    (0.4060, 0.7942),
    (0.3257, 0.7328),
    (0.1916, 0.6134),
    (0.4994, 0.7226),
    (0.2263, 0.5766),
    (0.5074, 0.5821),
    (0.0702, 0.6140),
    (0.2084, 0.5154),
    (0.4324, 0.5943),
    (0.2559, 0.5301),
    (0.2495, 0.5122),
    (0.2720, 0.5264),
    (0.1284, 0.4310),
    (0.2319, 0.5652),
    (0.1946, 0.4631),
    (0.2298, 0.6212),
    (0.4030, 0.6082),
    (0.4084, 0.7203),
    (0.3610, 0.5527),
    (0.2857, 0.4048),
    (0.3833, 0.5595),
];

#[test]
fn rogan_gladen_mends_the_mean_of_the_benchmark_and_not_its_years() {
    let mean = |values: &dyn Fn(&(f64, f64)) -> f64| BENCHMARK.iter().map(values).sum::<f64>() / 33.0;
    let corrected = |raw: f64| rogan_gladen(raw, 0.8375, 0.5233).clamp(0.0, 1.0);
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 6e-4, "{found} is not {expected}");
    close(mean(&|(_, raw)| *raw), 0.576);
    close(mean(&|(hand, _)| *hand), 0.3085);
    // 30.1 % is the mean of years cut at 0; six years fall below it, and without the cut it is 27.5 %.
    close(mean(&|(_, raw)| corrected(*raw)), 0.3008);
    close(rogan_gladen(mean(&|(_, raw)| *raw), 0.8375, 0.5233), 0.2751);
    close(mean(&|(hand, raw)| (raw - hand).abs()), 0.2675);
    close(mean(&|(hand, raw)| (corrected(*raw) - hand).abs()), 0.1872);
}

#[test]
fn lang_reiczigel_agrees_with_its_equations_worked_apart() {
    // 3 of 263 positive, 88 of 89 known positives and 132 of 134 known negatives classified correctly: the counts of a
    // seroprevalence study (Fernández Villalobos et al. 2023), the equations worked in another language.
    let (low, high) = lang_reiczigel((3.0 / 263.0, 263.0), (88.0 / 89.0, 89.0), (132.0 / 134.0, 134.0), Z95);
    assert!(low == 0.0 && (high - 0.025_920).abs() < 1e-6, "{low} {high}");
    // With error rates known for sure it is the interval of Agresti and Coull, stretched.
    let (low, high) = lang_reiczigel((0.2, 100.0), (1.0, 1e12), (1.0, 1e12), Z95);
    assert!((low - 0.1323).abs() < 2e-3 && (high - 0.2896).abs() < 2e-3, "{low} {high}");
}

#[test]
fn a_matrix_that_can_be_inverted_is_inverted() {
    let rates = [vec![0.8, 0.1, 0.1], vec![0.05, 0.9, 0.05], vec![0.1, 0.0, 0.9]];
    let truth = [0.2, 0.5, 0.3];
    let raw: Vec<f64> = (0..3).map(|j| (0..3).map(|k| truth[k] * rates[k][j]).sum()).collect();
    let found = mixture(&rates, &raw);
    assert!(found.iter().zip(truth).all(|(found, truth)| (found - truth).abs() < 1e-6), "{found:?}");
    // A raw share that no mixture gives: the nearest one has a label with no share.
    let found = mixture(&rates, &[0.9, 0.05, 0.05]);
    assert!(found[0] > 0.999 && found.iter().all(|share| (0.0..=1.0).contains(share)), "{found:?}");
}

#[test]
fn weights_of_a_design_are_undone() {
    // Half of the 10 rare articles and 1 in 10 of the 100 common ones: 4 of 5, and 2 of 10, are yes.
    let rare = (0..5).map(|i| document(if i < 4 { "yes" } else { "no" }, "no", "rare", Some(0.5)));
    let common = (0..10).map(|i| document(if i < 2 { "yes" } else { "no" }, "no", "common", Some(0.1)));
    let documents: Vec<GoldDocument> = rare.chain(common).collect();
    let found = proportion(&documents, &|_| true, &|d| d.gold == "yes").expect("documents");
    // (4 · 2 + 2 · 10) / 110; Kish: 110² / (5 · 4 + 10 · 100).
    assert!((found.share - 28.0 / 110.0).abs() < 1e-12, "{found:?}");
    assert!(found.n_effective <= 15.0 && found.low < found.share && found.share < found.high, "{found:?}");
    // Linearised variance by hand: 0.5 · 5/4 · 4/5 · (2 / 110)² + 0.9 · 10/9 · 16/10 · (10 / 110)² = 0.013 388.
    let size = 28.0 / 110.0 * 82.0 / 110.0 / 0.013_388_43;
    assert!((found.n_effective - size).abs() < 1e-4, "{} is not {size}", found.n_effective);
    let refused = gold_alone(&documents, "yes").expect_err("worth 12");
    assert_eq!(refused.to_string(), "15 coded articles, effective sample size 11.8: at least 30 are needed");
}

#[test]
fn a_label_said_of_every_document_is_corrected_by_these_alone() {
    let one = |i| document(if i % 4 == 0 { "no" } else { "yes" }, "yes", "s", Some(0.1));
    let documents: Vec<GoldDocument> = (0..48).map(one).collect();
    let found = design_based(&documents, "yes", 1.0).expect("the others have no weight");
    let gold = gold_alone(&documents, "yes").expect("there are enough");
    assert!((found.share - 0.75).abs() < 1e-12, "{found:?}");
    assert!((found.low - gold.low).abs() < 1e-12 && (found.high - gold.high).abs() < 1e-12, "{found:?} {gold:?}");
}

#[test]
fn a_draw_has_the_size_of_the_population_that_it_gives_and_is_refused_for_another() {
    let documents = vec![document("yes", "yes", "a", Some(0.1)), document("no", "no", "b", Some(0.5))];
    let record = GoldRecord { documents, ..GoldRecord::default() };
    let (size, error) = record.sizes()["s"];
    // 1/0.1 + 1/0.5, and √(0.9/0.1² + 0.5/0.5²).
    assert!((size - 12.0).abs() < 1e-12 && (error - 92.0_f64.sqrt()).abs() < 1e-12, "{size} {error}");
    // Four standard errors are 38.4.
    assert_eq!(record.clone().of_population(50).refusal, None);
    assert!(matches!(record.of_population(51).refusal, Some(Refusal::OtherPopulation { population: 51, .. })));
}

#[test]
fn a_difference_of_shares_joins_both_intervals() {
    let share = |share, low, high| CorrectedShare { share, low, high };
    // By hand: 0.2 − √(0.1² + 0.06²) and 0.2 + √(0.15² + 0.08²).
    let found = share(0.5, 0.4, 0.65).above(&share(0.3, 0.22, 0.36));
    assert!((found.value - 0.2).abs() < 1e-12 && (found.low - 0.083_381).abs() < 1e-6, "{found:?}");
    assert!((found.high.expect("it ends") - 0.37).abs() < 1e-12, "{found:?}");
    let far = share(0.9, 0.2, 1.0).above(&share(0.1, 0.0, 0.9));
    assert!((far.low - (0.8 - 1.13_f64.sqrt())).abs() < 1e-12 && far.high == Some(0.8 + 0.02_f64.sqrt()), "{far:?}");
    assert_eq!(share(0.5, 0.4, 0.65).text(false), "50.0 % (40.0–65.0)");
    assert_eq!(CorrectedShare::exact(0.5).text(true), "50.0 % (all coded)");
}

#[test]
fn what_cannot_be_told_is_refused_with_the_reason() {
    let fifty = |said: fn(usize) -> &'static str, probability| {
        let one = |i| document(if i % 2 == 0 { "yes" } else { "no" }, said(i), "", probability);
        (0..50).map(one).collect::<Vec<_>>()
    };
    let guess = fifty(|i| if i % 3 == 0 { "yes" } else { "no" }, None);
    let refused = corrected(&guess, "yes", 0.3, 1000).expect_err("a guess");
    assert!(refused.to_string().starts_with("the program detects `yes` too poorly: sensitivity 0.36"), "{refused}");
    assert_eq!(design_based(&guess, "yes", 0.3), Err(Refusal::NoProbability));
    let never = fifty(|_| "no", Some(0.1));
    let refused = design_based(&never, "yes", 0.3).expect_err("it is never said");
    assert!(matches!(refused, Refusal::FewSaid { said: true, n: 0, .. }), "{refused}");
    assert_eq!(
        refused.to_string(),
        "the program assigns `yes` to 0 coded articles, effective sample size 0.0: at least 5 are needed"
    );
    let refused = corrected(&never[..6], "yes", 0.3, 1000).expect_err("three with the label");
    assert_eq!(refused.to_string(), "3 coded articles have `yes`, effective sample size 3.0: at least 10 are needed");
    assert_eq!(design_based(&[], "yes", 0.3), Err(Refusal::NoGold));
}

#[test]
fn dirichlet_draws_have_their_mean_and_variance() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let draws: Vec<f64> = (0..20_000).map(|_| dirichlet(&[0.4, 1.6, 3.0], &mut rng)[0]).collect();
    let mean = draws.iter().sum::<f64>() / 2e4;
    let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 2e4;
    // a / A = 0.08, and a (A − a) / (A² (A + 1)) = 0.4 · 4.6 / (25 · 6).
    assert!((mean - 0.08).abs() < 2e-3 && (variance - 0.012_27).abs() < 6e-4, "{mean} {variance}");
}

/// Documents said and coded alike, `n` of each of three labels, drawn with this probability.
fn coded_alike(n: usize, probability: Option<f64>) -> Vec<GoldDocument> {
    let of = |label: &'static str| (0..n).map(move |_| document(label, label, label, probability));
    ["low", "high", "none"].into_iter().flat_map(of).collect()
}

#[test]
fn a_census_of_codes_has_no_sampling_error() {
    let counts = BTreeMap::from([("none", 6), ("low", 6), ("high", 6)].map(|(l, n)| (l.to_owned(), n)));
    let options = MatrixOptions { draws: 10, seed: 1 };
    // Six of each are fewer than any correction needs of a sample; a census needs none.
    for probability in [Some(1.0), None] {
        let mut documents = coded_alike(6, probability);
        documents[0].gold = "none".to_owned();
        for found in correct(&documents, &counts, &labels(), options) {
            let expected = match found.label.as_str() {
                "low" => 5.0 / 18.0,
                "none" => 7.0 / 18.0,
                _ => 6.0 / 18.0,
            };
            assert!(found.all_coded);
            for (method, share) in found.by_method {
                let share = share.unwrap_or_else(|refusal| panic!("{}: {refusal}", method.name()));
                assert_eq!((share.low, share.share, share.high), (expected, expected, expected), "{}", method.name());
            }
        }
        let focused = focused_shares(&documents, &counts, &labels(), "none", options).expect("all are coded");
        assert_eq!(
            (focused["low"].low, focused["low"].share, focused["low"].high),
            (5.0 / 11.0, 5.0 / 11.0, 5.0 / 11.0)
        );
    }
}

#[test]
fn nearly_a_census_leaves_nearly_no_doubt() {
    // 90 of 100 coded, all alike: a sample of 90 out of very many says less.
    let many = |probability| proportion(&coded_alike(30, Some(probability)), &|_| true, &|d| d.gold == "low");
    let (near, far) = (many(0.9).expect("some"), many(0.001).expect("some"));
    assert!((near.high - near.low) < (far.high - far.low) / 2.0, "{near:?} {far:?}");
    // Three documents said to have a label are all there are: their part is known.
    let mut documents = coded_alike(40, Some(0.1));
    documents.retain(|d| d.said != "high");
    documents.extend((0..3).map(|_| document("high", "high", "high", Some(1.0))));
    let found = design_based(&documents, "high", 3.0 / 803.0).expect("they are coded whole");
    assert!(found.low > 0.0 && found.share >= 3.0 / 803.0, "{found:?}");
}

#[test]
fn clusters_of_documents_widen_corrected_intervals() {
    // Six outlets of 20 coded articles; in three of them all are about low-wage work, in three none is.
    let outlet = |at: u32| {
        let gold = if at.is_multiple_of(2) { "low" } else { "none" };
        (0..20).map(move |_| GoldDocument { cluster: Some(at), ..document(gold, "none", "s", Some(0.01)) })
    };
    let clustered: Vec<GoldDocument> = (0..6).flat_map(outlet).collect();
    let alone: Vec<GoldDocument> = clustered.iter().map(|d| GoldDocument { cluster: None, ..d.clone() }).collect();
    let width = |documents: &[GoldDocument]| {
        let found = gold_alone(documents, "low").expect("there are enough");
        assert!((found.share - 0.5).abs() < 1e-12);
        found.high - found.low
    };
    // Worked by hand: deviations of ±0.5 / 120, scaled by √(0.99 · 120 / 119); totals of ±20 of these in 6 clusters:
    // variance 6/5 · 6 · (20 · 0.5 / 120)² · 0.99 · 120 / 119 = 0.04992; t of 5 degrees 2.5706.
    let size = 0.25 / 0.049_916 * (Z95 / 2.570_582_f64).powi(2);
    let found = proportion(&clustered, &|_| true, &|d| d.gold == "low").expect("some");
    assert!((found.n_effective - size).abs() < 1e-3, "{} is not {size}", found.n_effective);
    assert!(width(&clustered) > 3.0 * width(&alone), "{} {}", width(&clustered), width(&alone));
    // Articles that each have a cluster of their own are nearly independent.
    let single: Vec<GoldDocument> =
        (0..).zip(&alone).map(|(at, d)| GoldDocument { cluster: Some(at), ..d.clone() }).collect();
    assert!(width(&single) < 1.05 * width(&alone));
}
