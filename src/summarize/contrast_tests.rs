use crate::summarize::{
    Collocation, Contrast, Side, WordRates, busy_periods, change_point, chi_squared_tail, deviation_of_proportions,
    false_discovery, holm, moving_average, normal_tails, sparkline,
};

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}

#[test]
fn g2_agrees_with_dunning() {
    // Dunning (1993), table 2: "the swiss" and "can be"; the last digit by scipy 1.17.1,
    // chi2_contingency(table, lambda_="log-likelihood", correction=False).
    let swiss = Contrast { target: 110.0, n_target: 221.0, reference: 2442.0, n_reference: 31556.0 };
    near(swiss.g2(), 270.721_876_936, 1e-6);
    let can_be = Contrast { target: 29.0, n_target: 152.0, reference: 13.0, n_reference: 31625.0 };
    near(can_be.g2(), 263.896_626_058, 1e-6);
    let same = Contrast { target: 10.0, n_target: 100.0, reference: 20.0, n_reference: 200.0 };
    near(same.g2(), 0.0, 1e-9);
    // A word that the reference lacks: the same function of [[5, 0], [95, 200]].
    let only_there = Contrast { target: 5.0, n_target: 100.0, reference: 0.0, n_reference: 200.0 };
    near(only_there.g2(), 11.156_596_759_7, 1e-6);
}

#[test]
fn log_ratio_counts_doublings() {
    let contrast = Contrast { target: 40.0, n_target: 1000.0, reference: 10.0, n_reference: 1000.0 };
    near(contrast.log_ratio(), 2.0, 1e-12);
    let never = Contrast { reference: 0.0, ..contrast };
    near(never.log_ratio(), 80.0_f64.log2(), 1e-12);
    // log2((40 / 1500) / (10 / 700)).
    let uneven = Contrast { n_target: 1500.0, n_reference: 700.0, ..contrast };
    near(uneven.log_ratio(), 0.900_464_326_4, 1e-9);
}

#[test]
fn log_odds_agree_with_a_value_worked_by_hand() {
    // ln(22/278) − ln(14/286) = 0.48036; variance 1/22 + 1/14; z = 1.40504.
    let contrast = Contrast { target: 10.0, n_target: 100.0, reference: 2.0, n_reference: 100.0 };
    let (delta, z) = contrast.log_odds(12.0, 200.0);
    near(delta, 0.480_355_820_9, 1e-9);
    near(z, 1.405_035_073_8, 1e-9);
}

#[test]
fn collocation_figures_agree_with_values_worked_by_hand() {
    // 8 meetings of a node seen 16 times and a word seen 32 times: 14 + log2(16/48); expected in
    // 160 window tokens of 10 240: 32 · 160 / 10 240 = 0.5, so MI = log2(16) = 4.
    let pair = Collocation { together: 8.0, node: 16.0, collocate: 32.0, n_window: 160.0, n_tokens: 10_240.0 };
    near(pair.log_dice().expect("they meet"), 14.0 - 3.0_f64.log2(), 1e-12);
    near(pair.mutual_information().expect("they meet"), 4.0, 1e-12);
    assert!(pair.g2() > 10.83, "{}", pair.g2());
    let apart = Collocation { together: 0.0, ..pair };
    assert_eq!((apart.log_dice(), apart.mutual_information()), (None, None));
}

#[test]
fn keyness_and_collocation_agree_with_nltk() {
    // NLTK 3.10.4, BigramAssocMeasures.likelihood_ratio(a, (a + b, c), c + d).
    for (a, b, c, d, g2) in [
        (20.0, 5.0, 10_000.0, 12_000.0, 12.593_222),
        (3.0, 40.0, 5_000.0, 90_000.0, 0.230_946),
        (50.0, 50.0, 1_000.0, 2_000.0, 12.210_593),
        (110.0, 2.0, 30_777.0, 1_000.0, 0.806_422),
    ] {
        near(Contrast { target: a, n_target: c, reference: b, n_reference: d }.g2(), g2, 1e-6);
    }
    // pmi, dice and likelihood_ratio(o, (f, n), N): a bigram is a window of the one word after.
    for (o, f, n, all, pmi, dice, g2) in [
        (30.0, 120.0, 80.0, 100_000.0, 8.287_712, 0.3_f64, 305.974_221),
        (7.0, 9.0, 50.0, 20_000.0, 8.281_286, 14.0 / 59.0, 75.381_186),
    ] {
        let pair = Collocation { together: o, node: f, collocate: n, n_window: f, n_tokens: all };
        near(pair.mutual_information().expect("they meet"), pmi, 1e-6);
        near(pair.log_dice().expect("they meet"), 14.0 + dice.log2(), 1e-6);
        near(pair.g2(), g2, 1e-6);
    }
}

#[test]
fn tails_agree_with_tables() {
    near(normal_tails(1.96), 0.049_995_790_3, 1e-8);
    near(normal_tails(0.0), 1.0, 1e-12);
    near(normal_tails(5.0) / 5.733_031_4e-7, 1.0, 1e-6);
    assert_eq!(normal_tails(50.0).to_bits(), 1e-300_f64.to_bits(), "no chance is 0");
    near(chi_squared_tail(3.841_458_820_7), 0.05, 1e-8);
}

#[test]
fn the_rank_test_agrees_with_scipy() {
    // scipy 1.17.1: mannwhitneyu([.1,.2,.5,0,0,.3], [0,0,0,.1,0,0,.2], method="asymptotic").
    let mut rates = WordRates::of(vec![10, 20, 200]);
    let p = |rates: &mut WordRates, target: &[(u32, u32)], n_target, reference: &[(u32, u32)], n_reference| {
        rates.add(target.iter().map(|(times, size)| (Side::Target, *size, *times)));
        rates.add(reference.iter().map(|(times, size)| (Side::Reference, *size, *times)));
        assert_eq!(rates.n_articles(), [target.len() as u64, reference.len() as u64]);
        rates.take_p(n_target, n_reference)
    };
    let of_ten = p(&mut rates, &[(1, 0), (2, 0), (5, 0), (3, 0)], 6, &[(1, 0), (2, 0)], 7);
    near(of_ten, 0.138_824_296_1, 1e-7);
    // 20 of 200 is 1 of 10; no article of this size has a word 100 or 60 times for which there is a number of its own.
    let mixed = p(&mut rates, &[(100, 2), (2, 1), (4, 1), (60, 2)], 6, &[(20, 2), (2, 0)], 7);
    near(mixed, of_ten, 0.0);
    near(p(&mut rates, &[], 5, &[], 7), 1.0, 1e-12);
    near(p(&mut rates, &[(1, 0)], 1, &[], 0), 1.0, 1e-12);
}

/// By the definition: ranks of sorted rates, each tie with the mean of its ranks.
fn p_by_sorting(target: &[f64], reference: &[f64]) -> f64 {
    let all: Vec<f64> = target.iter().chain(reference).copied().collect();
    let n_of = |wanted: &dyn Fn(f64) -> bool| all.iter().filter(|rate| wanted(**rate)).count() as f64;
    let rank = |rate: f64| n_of(&|other| other < rate) + n_of(&|other| other.total_cmp(&rate).is_eq()) / 2.0 + 0.5;
    let (n1, n2, n) = (target.len() as f64, reference.len() as f64, all.len() as f64);
    let u = target.iter().map(|rate| rank(*rate)).sum::<f64>() - n1 * (n1 + 1.0) / 2.0;
    // A tie of t articles gives each of them t² − 1, together t³ − t.
    let ties: f64 = all.iter().map(|rate| n_of(&|other| other.total_cmp(rate).is_eq()).powi(2) - 1.0).sum();
    let variance = n1 * n2 / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)));
    if variance <= 0.0 { 1.0 } else { normal_tails(((u - n1 * n2 / 2.0).abs() - 0.5).max(0.0) / variance.sqrt()) }
}

proptest::proptest! {
    #[test]
    fn rates_that_are_counted_give_the_p_of_rates_that_are_sorted(
        articles in proptest::collection::vec((0_u32..40, 0_usize..5, proptest::bool::ANY), 2..60),
    ) {
        let sizes = [40_u32, 60, 80, 97, 120];
        let mut rates = WordRates::of(sizes.to_vec());
        let mut sides: [Vec<f64>; 2] = Default::default();
        for (times, size, is_target) in articles {
            let (side, own) = if is_target { (Side::Target, 0) } else { (Side::Reference, 1) };
            sides[own].push(f64::from(times) / f64::from(sizes[size]));
            if times > 0 {
                assert_eq!(rates.add(std::iter::once((side, size as u32, times))).iter().sum::<u64>(), u64::from(times));
            }
        }
        let [target, reference] = sides;
        let (n_target, n_reference) = (target.len() as u64, reference.len() as u64);
        let expected = if n_target == 0 || n_reference == 0 { 1.0 } else { p_by_sorting(&target, &reference) };
        near(rates.take_p(n_target, n_reference), expected, 1e-12);
        assert_eq!(rates.n_articles(), [0, 0], "the next word begins");
    }
}

#[test]
fn rates_of_more_sizes_than_a_word_of_bits_holds_are_counted_in_order() {
    let sizes: Vec<u32> = (0..900).map(|at| 101 + 2 * at).collect();
    let mut rates = WordRates::of(sizes.clone());
    let article = |at: u32| ((at * 353) % 900, 1 + (at * at) % 19, at % 5 < 2);
    let mut sides: [Vec<f64>; 2] = Default::default();
    let mut added = [0; 2];
    for (size, times, is_target) in (0..240).map(article) {
        let (side, own) = if is_target { (Side::Target, 0) } else { (Side::Reference, 1) };
        sides[own].push(f64::from(times) / f64::from(sizes[size as usize]));
        let n = rates.add(std::iter::once((side, size, times)));
        added = [added[0] + n[0], added[1] + n[1]];
    }
    let times = |target: bool| (0..240).map(article).filter(|a| a.2 == target).map(|a| u64::from(a.1)).sum::<u64>();
    assert_eq!(added, [times(true), times(false)]);
    let [target, reference] = sides;
    let expected = p_by_sorting(&target, &reference);
    near(rates.take_p(target.len() as u64, reference.len() as u64), expected, 1e-12);
}

#[test]
fn false_discovery_agrees_with_the_paper() {
    // Benjamini & Hochberg (1995), section 4: 15 tests, of which the first four are kept at 0.05.
    let p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0,
    ];
    let adjusted = false_discovery(&p);
    assert_eq!(adjusted.iter().filter(|q| **q <= 0.05).count(), 4);
    near(adjusted[3], 0.035_625, 1e-12);
    near(adjusted[4], 0.0603, 1e-12);
    near(adjusted[5], 0.063_857_142_9, 1e-9);
    assert_eq!(false_discovery(&[]), Vec::<f64>::new());
}

#[test]
fn holm_agrees_with_values_of_r() {
    // R 4.5, p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"): 0.03, 0.06, 0.06, 0.02.
    let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
    adjusted.iter().zip([0.03, 0.06, 0.06, 0.02]).for_each(|(found, expected)| near(*found, expected, 1e-12));
    assert_eq!(holm(&[0.9, f64::NAN]), [1.0, 1.0]);
    assert_eq!(holm(&[]), Vec::<f64>::new());
}

#[test]
fn pettitt_agrees_with_a_value_worked_by_hand() {
    // Every value before index 4 is below every one after: K = 4 · 4; p = 2·exp(−6·256/576).
    let found = change_point(&[1.0, 2.0, 1.0, 2.0, 5.0, 6.0, 5.0, 6.0], 0.05).expect("eight values");
    assert_eq!(found.at, 4);
    near(found.statistic, 16.0, 1e-12);
    near(found.p, 0.138_966_902_4, 1e-9);
    near(found.after - found.before, 4.0, 1e-12);
    // No place of eight values can have a p below 0.05.
    assert_eq!((found.blind, found.ties.as_slice()), (4, [].as_slice()));
    assert_eq!(change_point(&[1.0, 1.0, 1.0, 1.0], 0.05), None);
    assert_eq!(change_point(&[1.0, 2.0, 3.0], 0.05), None);
    // U is −3, −6, −3, −6, −3: two places are as likely. The largest K of six values is 3 · 3.
    let found = change_point(&[0.0, 0.0, 1.0, 0.0, 1.0, 1.0], 0.05).expect("six values");
    assert_eq!((found.at, found.ties.as_slice()), (2, [4].as_slice()));
    near(found.p, 0.848_745_691_4, 1e-9);
    near(found.least_p, 0.290_711_402_5, 1e-9);
    near(found.before, 0.0, 1e-12);
    near(found.after, 0.75, 1e-12);
    // Two values below three: K = 6, which is the largest of five values, 2 exp(−6 · 36 / 150).
    let found = change_point(&[1.0, 1.0, 5.0, 5.0, 5.0], 0.05).expect("five values");
    assert_eq!(found.at, 2);
    near(found.p, 0.473_855_517_4, 1e-9);
    near(found.least_p, found.p, 1e-12);
    assert_eq!(change_point(&[1.0, 2.0, 5.0, 6.0], 0.05).map(|found| found.at), Some(2));
    // 34 values: 2 exp(-6 · 145² / (34³ + 34²)) = 0.089 after five, 0.030 after six.
    let rising: Vec<f64> = (0..34).map(f64::from).collect();
    assert_eq!(change_point(&rising, 0.05).expect("it rises").blind, 5);
}

#[test]
fn dispersion_agrees_with_values_worked_by_hand() {
    // Gries (2008): evenly spread 0; all in one of four equal parts 0.75.
    near(deviation_of_proportions(&[(2, 10), (4, 20)]).expect("hits"), 0.0, 1e-12);
    near(deviation_of_proportions(&[(5, 10), (0, 10), (0, 10), (0, 10)]).expect("hits"), 0.75, 1e-12);
    assert_eq!(deviation_of_proportions(&[(0, 10)]), None);
}

#[test]
fn averages_move_and_lines_spark() {
    assert_eq!(
        moving_average(&[(4, Some(1.0)), (5, None), (6, Some(3.0)), (7, Some(5.0)), (9, Some(8.0)), (11, None)], 3),
        [Some(1.0), Some(2.0), Some(4.0), Some(4.0), Some(8.0), None],
        "8 and 10 are missing"
    );
    assert_eq!(moving_average(&[(1, Some(1.0)), (2, Some(3.0)), (3, Some(5.0))], 2), [Some(2.0), Some(4.0), Some(5.0)]);
    assert_eq!(sparkline(&[Some(0.0), Some(1.0), None, Some(8.0)]), "▁▁·█");
    assert_eq!(sparkline(&[Some(0.0), None, Some(0.0)]), "▁·▁");
}

#[test]
fn periods_are_busy_from_a_hundredth_of_the_busiest_on() {
    for (counts, expected) in [
        ([0, 1, 2, 150, 200, 0, 3, 1].as_slice(), 2..7),
        (&[1, 100, 1, 0], 0..3),
        (&[3], 0..1),
        (&[0, 0], 0..2),
        (&[], 0..0),
    ] {
        assert_eq!(busy_periods(counts), expected, "{counts:?}");
    }
}
