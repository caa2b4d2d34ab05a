use std::collections::{BTreeMap, BTreeSet};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::summarize::quantile;
use crate::validate::plan::{
    Allocation, Candidate, PlannedDocument, StratumSize, allocate, allocate_for_width, draw, prospects, sheet_order,
    strata_of, width_of,
};
use crate::validate::prevalence::{GoldDocument, MatrixOptions, SaidCell, focused_shares, ratios};

fn strata(sizes: &[(&str, u64, f64)]) -> Vec<StratumSize> {
    let of = |(name, n, spread): &(&str, u64, f64)| StratumSize {
        name: (*name).to_owned(),
        n_documents: *n,
        spread: *spread,
        n_drawn: 0,
    };
    sizes.iter().map(of).collect()
}

#[track_caller]
fn check(allocation: &Allocation, n: u64, expected: &[u64]) {
    let strata = strata(&[("a", 600, 0.1), ("b", 300, 0.3), ("c", 100, 0.5), ("d", 1, 0.5)]);
    let drawn = allocate(&strata, n, allocation);
    assert_eq!(drawn.into_values().collect::<Vec<_>>(), expected);
}

#[test]
fn a_sample_is_divided_as_asked_and_never_below_two() {
    check(&Allocation::Proportional, 101, &[60, 30, 10, 1]);
    check(&Allocation::Equal, 100, &[33, 33, 33, 1]);
    // Documents times spread: 60, 90, 50 and ½ of 200.5, so 59.85, 89.78, 49.88 and 0.50 of 200.
    check(&Allocation::Neyman, 200, &[60, 89, 50, 1]);
    check(&Allocation::Sizes(BTreeMap::from([("b".into(), 999), ("c".into(), 7)])), 0, &[2, 300, 7, 1]);
    check(&Allocation::Proportional, 5000, &[600, 300, 100, 1]);
    check(&Allocation::Proportional, 1, &[2, 2, 2, 1]);
}

#[test]
fn what_corrections_need_is_drawn_first() {
    // 5 of each scarce stratum, or all there are; then twice that, then as Neyman would.
    check(&Allocation::Corrections, 16, &[5, 5, 5, 1]);
    check(&Allocation::Corrections, 12, &[3, 4, 4, 1]);
    check(&Allocation::Corrections, 200, &[60, 89, 50, 1]);
    let mut strata = strata(&[("a", 35_000, 0.14), ("b", 800, 0.4), ("c", 200, 0.4)]);
    let drawn =
        |strata: &[StratumSize], n| allocate(strata, n, &Allocation::Corrections).into_values().collect::<Vec<u64>>();
    assert_eq!(drawn(&strata, 39), [29, 5, 5]);
    assert_eq!(drawn(&strata, 300), [275, 15, 10], "twice what is needed, then as Neyman");
    strata.iter_mut().zip([46, 2, 0]).for_each(|(stratum, n)| stratum.n_drawn = n);
    assert_eq!(drawn(&strata, 48 + 8), [46, 5, 5], "what an older plan drew is kept and counted");
}

#[test]
fn a_topped_up_plan_draws_all_of_a_stratum_with_one_chance() {
    let all = candidates();
    let first = BTreeMap::from([("dense".to_owned(), 5), ("rest".to_owned(), 20)]);
    let more = BTreeMap::from([("dense".to_owned(), 15), ("rest".to_owned(), 20)]);
    let mut times = BTreeMap::new();
    for seed in 0..2000 {
        let drawn = draw(&all, (&first, &none()), &["ann".to_owned()], 0.0, seed);
        let old: BTreeSet<&str> = drawn.iter().map(|d| d.id.as_str()).collect();
        let topped = draw(&all, (&more, &old), &["ann".to_owned()], 0.0, seed);
        assert!(old.iter().all(|id| topped.iter().any(|d| d.id == **id && d.coders.is_empty())));
        assert_eq!(topped.iter().filter(|d| !d.coders.is_empty()).count(), 10);
        let dense: Vec<&str> = topped.iter().filter(|d| d.stratum == "dense").map(|d| d.id.as_str()).collect();
        assert!(topped.iter().filter(|d| d.stratum == "dense").all(|d| (d.inclusion_probability - 0.3).abs() < 1e-12));
        for (a, b) in dense.iter().zip(&dense[1..]) {
            *times.entry((a.to_string(), b.to_string())).or_insert(0_u32) += 1;
        }
        for id in dense {
            *times.entry((id.to_owned(), String::new())).or_insert(0) += 1;
        }
    }
    // 15 of 50: a document is drawn 600 times of 2,000, standard deviation 20.5; five of them for 50 documents.
    let single = times.iter().filter(|((_, other), _)| other.is_empty()).map(|(_, n)| *n);
    assert!(single.clone().count() == 50 && single.clone().all(|n| (500..=700).contains(&n)), "{:?}", single.max());
    // Two next to each other by id, both drawn: 15 · 14 of 50 · 49, so 171 times, standard deviation 12.5.
    let beside = |((a, b), _): &(&(String, String), &u32)| b.parse::<u32>().is_ok_and(|b| a.parse() == Ok(b - 10));
    let pairs: Vec<u32> = times.iter().filter(beside).map(|(_, n)| *n).collect();
    assert!(pairs.len() == 49 && pairs.iter().all(|n| (110..=235).contains(n)), "{pairs:?}");
}

#[test]
fn the_size_gives_the_width() {
    // 1.96² · ¼ / 0.05² = 384.1 of an endless population, 278 of 1,000: Cochran (1977), section 4.4.
    let one = strata(&[("a", 1000, 0.5)]);
    let drawn = allocate_for_width(&one, &Allocation::Proportional, 0.1, 0.5);
    assert!((278..=280).contains(&drawn["a"]), "{drawn:?}");
    let two = strata(&[("a", 9000, 0.1), ("b", 1000, 0.5)]);
    for allocation in [Allocation::Proportional, Allocation::Equal, Allocation::Neyman] {
        let width = width_of(&two, &allocate_for_width(&two, &allocation, 0.08, 0.2), 0.2);
        assert!((0.077..=0.08).contains(&width), "{allocation:?}: {width}");
    }
    // Many small strata: least numbers take what the large one needs, and 0.2 was promised all the same.
    let many: Vec<(String, u64, f64)> = (0..24).map(|n| (format!("s{n:02}"), 3 + 40 * (n / 23), 0.3)).collect();
    let many: Vec<(&str, u64, f64)> = many.iter().map(|(name, n, spread)| (name.as_str(), *n, *spread)).collect();
    let many = strata(&many);
    for allocation in [Allocation::Corrections, Allocation::Neyman] {
        let width = width_of(&many, &allocate_for_width(&many, &allocation, 0.2, 0.5), 0.5);
        assert!(width <= 0.2, "{allocation:?}: {width}");
    }
    assert_eq!(allocate_for_width(&one, &Allocation::Equal, 0.0, 0.5)["a"], 1000, "no sample is that exact");
}

fn candidates() -> Vec<Candidate> {
    let of = |at: usize| Candidate {
        id: format!("{at:04}"),
        stratum: if at.is_multiple_of(10) { "dense" } else { "rest" }.to_owned(),
        doubt: 0.1,
        said: "none".to_owned(),
        chances: vec![1.0],
        cluster: None,
    };
    (0..500).map(of).collect()
}

fn none() -> BTreeSet<&'static str> {
    BTreeSet::new()
}

#[test]
fn a_stratum_sums_the_doubt_of_its_candidates_and_counts_those_drawn_before() {
    let mut candidates = candidates();
    candidates.truncate(12);
    candidates[10].doubt = 0.3;
    let found = strata_of(&candidates, &BTreeSet::from(["0001", "0002", "0010"]));
    let of = |at: usize| (found[at].name.as_str(), found[at].n_documents, found[at].n_drawn);
    assert_eq!((found.len(), of(0), of(1)), (2, ("dense", 2, 1), ("rest", 10, 2)));
    // Of two documents of doubt 0.1 and 0.3, and of ten of doubt 0.1.
    assert!((found[0].spread - 0.2_f64.sqrt()).abs() < 1e-12 && (found[1].spread - 0.1_f64.sqrt()).abs() < 1e-12);
}

#[test]
fn chances_are_exact_and_coders_share_the_overlap() {
    let coders = ["ann".to_owned(), "ben".to_owned()];
    let n_drawn = BTreeMap::from([("dense".to_owned(), 20), ("rest".to_owned(), 45)]);
    let drawn = draw(&candidates(), (&n_drawn, &none()), &coders, 0.2, 7);
    assert_eq!(drawn.len(), 65);
    let sum: f64 = drawn.iter().map(|d| 1.0 / d.inclusion_probability).sum();
    assert!((sum - 500.0).abs() < 1e-9, "{sum}");
    assert_eq!(drawn.iter().filter(|d| d.coders.len() == 2).count(), 13);
    let (ann, ben) = (sheet_order(&drawn, "ann", 7), sheet_order(&drawn, "ben", 7));
    assert_eq!((ann.len(), ben.len()), (39, 39));
    assert_ne!(ann.iter().map(|d| &d.id).collect::<Vec<_>>(), drawn.iter().map(|d| &d.id).take(39).collect::<Vec<_>>());
    assert_eq!(drawn, draw(&candidates(), (&n_drawn, &none()), &coders, 0.2, 7));
    assert_ne!(drawn, draw(&candidates(), (&n_drawn, &none()), &coders, 0.2, 8));
}

#[test]
fn the_draw_of_a_stratum_does_not_hang_on_the_others() {
    let of = |candidates: &[Candidate]| {
        let n_drawn = BTreeMap::from([("dense".to_owned(), 20), ("rest".to_owned(), 45)]);
        let drawn = draw(candidates, (&n_drawn, &none()), &[], 0.0, 3);
        drawn.into_iter().filter(|d| d.stratum == "dense").map(|d| d.id).collect::<BTreeSet<_>>()
    };
    let all = candidates();
    let dense: Vec<Candidate> = all.iter().filter(|c| c.stratum == "dense").cloned().collect();
    assert_eq!(of(&all), of(&dense));
}

#[test]
fn horvitz_thompson_over_drawn_plans_is_unbiased() {
    // Yes: 30 of the 50 dense articles and 45 of the other 450, so 75.
    let all = candidates();
    let yes = |id: &str| {
        let at: usize = id.parse().expect("ids are numbers");
        if at.is_multiple_of(10) { at < 300 } else { at % 10 == 1 && at < 450 }
    };
    assert_eq!(all.iter().filter(|c| yes(&c.id)).count(), 75);
    let n_drawn = BTreeMap::from([("dense".to_owned(), 15), ("rest".to_owned(), 30)]);
    let totals: Vec<f64> = (0..1000)
        .map(|seed| {
            let drawn = draw(&all, (&n_drawn, &none()), &[], 0.0, seed);
            drawn.iter().filter(|d| yes(&d.id)).map(|d| 1.0 / d.inclusion_probability).sum()
        })
        .collect();
    let mean = totals.iter().sum::<f64>() / 1000.0;
    let deviation = (totals.iter().map(|t| (t - mean).powi(2)).sum::<f64>() / 1000.0).sqrt();
    let error = (mean - 75.0).abs() / (deviation / 1000_f64.sqrt());
    assert!(error < 3.0, "mean {mean} is {error} standard errors off; the plain count would be far off");
    // Without weights the estimate is 500 · 12 / 45 = 133: the test can fail.
    let plain: f64 =
        draw(&all, (&n_drawn, &none()), &[], 0.0, 1).iter().filter(|d| yes(&d.id)).count() as f64 * 500.0 / 45.0;
    assert!(plain > 100.0, "{plain}");
}

/// Labels of the foci below.
fn labels() -> Vec<String> {
    ["low", "high", "none"].map(str::to_owned).to_vec()
}

/// Documents by what the program says, with the parts of each label among them, and how many of them are drawn.
const SAID: [(&str, [f64; 3], usize, usize); 3] =
    [("none", [0.01, 0.005, 0.985], 9000, 150), ("low", [0.6, 0.2, 0.2], 300, 30), ("high", [0.2, 0.6, 0.2], 300, 30)];

/// Clusters of the documents.
const OUTLETS: u32 = 5;

#[test]
fn promised_widths_among_focused_documents_are_those_of_codings() {
    let of_said = |(said, chances, n, _): &(&str, [f64; 3], usize, usize)| {
        let (said, chances) = ((*said).to_owned(), chances.to_vec());
        let one = move |at| Candidate {
            id: format!("{said}{at:04}"),
            stratum: said.clone(),
            doubt: 0.1,
            said: said.clone(),
            chances: chances.clone(),
            cluster: Some(at as u32 % OUTLETS),
        };
        (0..*n).map(one).collect::<Vec<_>>()
    };
    let candidates: Vec<Candidate> = SAID.iter().flat_map(of_said).collect();
    let n_drawn = SAID.iter().map(|(said, _, _, n)| ((*said).to_owned(), *n as u64)).collect();
    let planned: Vec<PlannedDocument> = draw(&candidates, (&n_drawn, &none()), &[], 0.0, 1);
    let (labels, options) = (labels(), MatrixOptions { draws: 300, seed: 1 });
    let found = prospects(&candidates, &planned, (&labels, "none"), options);
    let promised = |label: &str| {
        found.iter().find(|prospect| prospect.label == label).and_then(|p| p.of_focused).expect("it is promised")
    };
    assert!(found.iter().all(|prospect| prospect.of_focused.is_some() == (prospect.label != "none")));
    // Codings drawn apart: of the documents said to be of a label each is coded by the parts above.
    let counts: BTreeMap<String, u64> = SAID.iter().map(|(said, _, n, _)| ((*said).to_owned(), *n as u64)).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(99);
    let mut widths: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for _ in 0..81 {
        let mut coded = Vec::new();
        for (said, parts, n, n_drawn) in SAID {
            for document in 0..n_drawn {
                let at: f64 = rng.random();
                let gold = labels[usize::from(at >= parts[0]) + usize::from(at >= parts[0] + parts[1])].clone();
                coded.push(GoldDocument {
                    id: String::new(),
                    gold,
                    said: said.to_owned(),
                    sample: "plan".to_owned(),
                    stratum: said.to_owned(),
                    probability: Some(n_drawn as f64 / n as f64),
                    cluster: Some(document as u32 % OUTLETS),
                });
            }
        }
        let shares = focused_shares(&coded, &counts, &labels, "none", options).expect("there are enough");
        shares.into_iter().for_each(|(label, share)| widths.entry(label).or_default().push(share.high - share.low));
    }
    // The width where each part is just as expected is another: it is no promise.
    let cell = |(_, parts, n, n_drawn): &(&str, [f64; 3], usize, usize)| SaidCell {
        size: *n as f64,
        shares: parts.to_vec(),
        worth: *n_drawn as f64 / (1.0 - *n_drawn as f64 / *n as f64),
    };
    let plugged = ratios(&SAID.each_ref().map(cell), &labels, "none", options).expect("there are foci");
    for (at, label) in ["low", "high"].into_iter().enumerate() {
        let of_label = widths.get_mut(label).expect("it is coded");
        of_label.sort_by(f64::total_cmp);
        let median = quantile(of_label, 0.5);
        let (promised, plugged) = (promised(label), plugged[at].high - plugged[at].low);
        assert!((promised / median - 1.0).abs() < 0.1, "{label}: {promised} is promised, {median} comes");
        println!("{label} promised {promised} median {median} plugged {plugged}");
        assert!(plugged < 0.9 * median, "{label}: {plugged} was promised without codings, {median} comes");
    }
}
