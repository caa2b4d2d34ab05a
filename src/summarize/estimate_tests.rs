//! Shares and their intervals in small corpora, worked by hand or by numpy and scipy.

use crate::lexicon::TierIdx;
use crate::record::Axis;
use crate::score::{ArticleRow, Focus};
use crate::summarize::estimate::widest;
use crate::summarize::{
    Cell, ClusterBy, ClusterSums, Estimate, Estimator, Method, Resampling, Tally, Weight, estimates_by_cluster,
    percentile_interval, quantile,
};

const RESAMPLING: Resampling = Resampling { replicates: 500, seed: 7 };

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} is not {expected}");
}

#[track_caller]
fn spans((low, high): (f64, f64), expected: (f64, f64)) {
    near(low, expected.0);
    near(high, expected.1);
}

const LOW: Focus = Focus::Tier(TierIdx(0));

fn row(outlet: &str, date: &str, focus: Focus) -> ArticleRow {
    ArticleRow {
        id: format!("{outlet}{date}{focus:?}"),
        outlet: Some(outlet.to_owned()),
        date: Some(date.to_owned()),
        focus,
        ..ArticleRow::default()
    }
}

fn of_low(rows: &[ArticleRow], weight: &Weight, method: Method) -> Estimate {
    let estimator = Estimator::new(rows, weight, method, RESAMPLING);
    let members: Vec<usize> = (0..rows.len()).collect();
    estimator.shares(&members, &|_| true, &[&|row| row.focus == LOW])[0].expect("there are articles")
}

#[test]
fn outlets_that_agree_within_themselves_are_as_many_observations() {
    // Ten outlets of 20 articles, half of them all low: ten observations, not two hundred.
    let rows: Vec<ArticleRow> = (0..200)
        .map(|at| row(&format!("o{}", at / 20), "2016-05-04", if at < 100 { LOW } else { Focus::None }))
        .collect();
    let wilson = of_low(&rows, &Weight::Copy, Method::Wilson);
    let outlets = of_low(&rows, &Weight::Copy, Method::Coarsest);
    assert_eq!((wilson.method(), outlets.method(), outlets.n_clusters), ("wilson", "outlet", 10));
    assert!(outlets.is_thin() && !wilson.is_thin());
    assert!(wilson.share.high - wilson.share.low < 0.14, "{wilson:?}");
    assert!(outlets.share.high - outlets.share.low > 0.5, "{outlets:?}");
}

#[test]
fn one_outlet_falls_back_to_weeks_and_one_week_to_wilson() {
    let days = ["2016-05-04", "2016-05-05", "2016-05-11", "2016-05-18"];
    let rows: Vec<ArticleRow> =
        days.iter().enumerate().map(|(at, day)| row("o", day, if at == 0 { LOW } else { Focus::None })).collect();
    let weeks = of_low(&rows, &Weight::Copy, Method::Coarsest);
    assert_eq!((weeks.method(), weeks.n_clusters), ("outlet-week", 3));
    assert_eq!(of_low(&rows[..2], &Weight::Copy, Method::Coarsest).method(), "wilson");
    let undated = ArticleRow { date: None, ..row("o", "", Focus::None) };
    assert_eq!(ClusterBy::OutletWeek.number(&[undated, row("o", "2016-05-04", Focus::None)]), [1, 0]);
    // The first and the last days of a year can lie in one ISO week.
    let edge = [row("o", "2015-12-31", LOW), row("o", "2016-01-03", Focus::None), row("p", "2016-01-03", Focus::None)];
    assert_eq!(ClusterBy::OutletWeek.number(&edge), [0, 0, 1]);
}

#[test]
fn a_share_of_nothing_or_all_keeps_an_interval() {
    let rows: Vec<ArticleRow> = (0..40).map(|at| row(&format!("o{at}"), "2016-05-04", Focus::None)).collect();
    let none = of_low(&rows, &Weight::Copy, Method::Coarsest);
    assert!(none.share.low.abs() < 1e-12 && none.share.high > 0.05, "{none:?}");
    let estimator = Estimator::new(&rows, &Weight::Copy, Method::Coarsest, RESAMPLING);
    assert_eq!(estimator.shares(&[], &|_| true, &[&|_| true]), [None]);
}

#[test]
fn an_audience_weighs_outlets_whatever_they_print() {
    // Outlet a prints 30 articles, all low; b prints 10, none low; the audience of b is three times that of a.
    let rows: Vec<ArticleRow> = (0..40)
        .map(|at| if at < 30 { row("a", "2016-05-04", LOW) } else { row("b", "2016-05-04", Focus::None) })
        .collect();
    let audience = Weight::Audience([("a".to_owned(), 1.0), ("b".to_owned(), 3.0)].into());
    assert!((of_low(&rows, &Weight::Copy, Method::Wilson).share.share - 0.75).abs() < 1e-12);
    assert!((of_low(&rows, &audience, Method::Wilson).share.share - 0.25).abs() < 1e-12);
    let only_a = Weight::Audience([("a".to_owned(), 2.0)].into());
    assert_eq!(only_a.of(&rows).unnamed.into_iter().collect::<Vec<_>>(), ["b"]);
    assert_eq!(of_low(&rows, &only_a, Method::Wilson).share.n, 30);
}

#[test]
fn the_same_seed_draws_the_same_clusters_and_another_one_others() {
    let draws = |seed| {
        let mut all = Vec::new();
        Resampling { replicates: 3, seed }.each(5, |times| all.push(times.to_vec()));
        all
    };
    assert_eq!(draws(1), draws(1));
    assert_ne!(draws(1), draws(2));
    assert!(draws(1).iter().all(|times| times.iter().sum::<u32>() == 5));
    assert_ne!(draws(1)[0], draws(1)[1]);
}

#[test]
fn quantiles_agree_with_values_worked_by_hand() {
    // R 4.5, quantile(c(1, 2, 4, 8), c(0.1, 0.5, 0.9)), type 7: 1.3, 3, 6.8.
    let found = [0.1, 0.5, 0.9].map(|at| quantile(&[1.0, 2.0, 4.0, 8.0], at));
    found.iter().zip([1.3, 3.0, 6.8]).for_each(|(found, expected)| near(*found, expected));
}

#[test]
fn an_interval_of_replicates_is_moved_out_by_the_number_of_clusters() {
    // numpy and scipy 1.17.1: tail = norm.cdf(-t.ppf(.975, max(m - 1, 1)) * sqrt(k / (k - 1))) of k clusters that
    // amount to m, numpy.quantile(x, [tail, 1 - tail]) of x = (0, 1, 4, … 1000²) / 10⁶.
    let mut replicates: Vec<f64> = (0..=1000).rev().map(|at| f64::from(at * at) / 1e6).collect();
    replicates.extend([f64::NAN, f64::INFINITY]);
    for (n_clusters, n_effective, expected) in [
        (40, 37.25, (4.006_156_042_7e-4, 0.960_370_586_1)),
        (5, 3.5, (3.213_132_4e-8, 0.999_935_769_5)),
        (2, 1.2, (0.0, 1.0)),
    ] {
        let found = percentile_interval(&replicates, n_clusters, n_effective).expect("there are replicates");
        assert!((found.0 - expected.0).abs() < 1e-9 && (found.1 - expected.1).abs() < 1e-9, "{found:?} {expected:?}");
    }
    assert_eq!(percentile_interval(&replicates, 1, 1.0), None);
    assert_eq!(percentile_interval(&[f64::NAN], 9, 9.0), None);
    assert_eq!((widest((0.2, 0.6), Some((0.3, 0.7))), widest((0.2, 0.6), None)), ((0.2, 0.7), (0.2, 0.6)));
}

#[test]
fn sums_of_clusters_are_drawn_as_often_as_their_clusters() {
    let clusters = [[3.0, 1.0], [0.0, 2.0], [3.0, 1.0], [5.0, 0.5]];
    let mut sums = ClusterSums::new(2);
    clusters.iter().for_each(|own| sums.push(own));
    assert_eq!((sums.n_clusters(), sums.n_above_zero(0), sums.n_above_zero(1)), (4, 3, 4));
    assert_eq!(sums.total(), [11.0, 4.5]);
    // Kish: 11² / (9 + 9 + 25), 4.5² / (1 + 4 + 1 + 0.25).
    near(sums.n_effective(0), 121.0 / 43.0);
    near(sums.n_effective(1), 3.24);
    let mut times = Vec::new();
    RESAMPLING.each(4, |drawn| times.push(drawn.to_vec()));
    let mut drawn = Vec::new();
    sums.resample(RESAMPLING, |sums| drawn.push(sums.to_vec()));
    assert_eq!((times.len(), drawn.len()), (500, 500));
    for (times, drawn) in times.iter().zip(&drawn) {
        assert_eq!(times.iter().sum::<u32>(), 4);
        for (at, drawn) in drawn.iter().enumerate() {
            near(*drawn, clusters.iter().zip(times).map(|(own, times)| own[at] * f64::from(*times)).sum());
        }
    }
    let mut empty = ClusterSums::new(1);
    empty.push(&[0.0]);
    assert_eq!((empty.n_effective(0), ClusterSums::new(1).n_effective(0)), (0.0, 0.0));
    RESAMPLING.each(0, |_| panic!("there is nothing to draw"));
}

#[test]
fn thirty_articles_carry_an_interval_and_fewer_are_thin() {
    let is_thin = |n| Estimate::independent(3, n).expect("there are articles").is_thin();
    assert_eq!([29, 30, 31].map(is_thin), [true, false, false]);
    assert_eq!(Estimate::independent(0, 0), None);
}

/// Seven articles of four outlets, the last of which the audience does not weigh: those of `a` weigh 2 each, those of
/// `b` a half, that of `c` 4.
fn of_an_audience() -> (Vec<ArticleRow>, Weight) {
    let high = Focus::Tier(TierIdx(1));
    let foci = [("a", LOW), ("a", high), ("a", Focus::None), ("b", LOW), ("b", LOW), ("c", high), ("d", LOW)];
    let rows = foci.map(|(outlet, focus)| row(outlet, "2016-05-04", focus)).to_vec();
    (rows, Weight::Audience([("a", 6.0), ("b", 1.0), ("c", 4.0)].map(|(name, n)| (name.to_owned(), n)).into()))
}

#[test]
fn shares_weigh_articles_and_their_interval_counts_them_by_their_weight() {
    let (rows, audience) = of_an_audience();
    let estimator = Estimator::new(&rows, &audience, Method::Wilson, RESAMPLING);
    let tiers = ["low".to_owned(), "high".to_owned()];
    let found = estimator.by_focus(&[0, 1, 2, 3, 4, 5, 6], &tiers);
    // Weights with a focus: 2, 2, 0.5, 0.5, 4. Kish: 9² / 24.5 articles; Wilson's interval of 3/9 and 6/9 of these.
    for (found, (hits, share, ends)) in found.iter().zip([
        (3, 1.0 / 3.0, (0.065_897_337_187, 0.779_918_922_223)),
        (2, 2.0 / 3.0, (0.220_081_077_777, 0.934_102_662_813)),
    ]) {
        let found = found.expect("there are articles");
        assert_eq!((found.share.hits, found.share.n, found.n_clusters, found.by), (hits, 5, 5, None));
        near(found.share.share, share);
        near(found.n_effective, 81.0 / 24.5);
        spans((found.share.low, found.share.high), ends);
    }
    let only_unweighed = estimator.by_focus(&[6], &tiers);
    assert_eq!(only_unweighed, [None, None]);
    // Copies weigh alike, and have no clusters under any weight.
    let copies = estimator.weighed(&Weight::Copy).by_focus(&[0, 1, 2, 3, 4, 5, 6], &tiers);
    assert_eq!(copies[0], Estimate::independent(4, 6));
    assert_eq!(estimator.weights().of, [2.0, 2.0, 2.0, 0.5, 0.5, 4.0, 0.0]);
}

#[test]
fn shares_of_things_weigh_each_thing_as_its_article() {
    let (rows, audience) = of_an_audience();
    let counts = [vec![3, 1], vec![], vec![0, 2], vec![4, 0], vec![1, 5], vec![3, 1], vec![9, 9]];
    let of = |method| {
        let estimator = Estimator::new(&rows, &audience, method, RESAMPLING);
        let found = estimator.shares_of_things(&[0, 1, 2, 3, 4, 5, 6], &counts, 2);
        assert_eq!(estimator.shares_of_things(&[1, 6], &counts, 2), [None, None]);
        [found[0].expect("there are things"), found[1].expect("there are things")]
    };
    // Things and what each weighs: 4 · 2, 2 · 2, 4 · ½, 6 · ½, 4 · 4, together 33; of the first kind 20.5. Kish: 33² /
    // (4·4 + 2·4 + 4·¼ + 6·¼ + 4·16) things.
    let [first, second] = of(Method::Wilson);
    assert_eq!((first.share.hits, second.share.hits, first.share.n), (11, 9, 20));
    near(first.share.share, 20.5 / 33.0);
    spans((first.share.low, first.share.high), (0.351_460_048_475, 0.832_300_525_222));
    near(second.share.share, 12.5 / 33.0);
    spans((second.share.low, second.share.high), (0.167_699_474_778, 0.648_539_951_525));
    // Each article by itself: 33² / (8² + 4² + 2² + 3² + 16²); by outlet: 33² / (12² + 5² + 16²).
    assert_eq!((first.n_clusters, first.by), (5, None));
    near(first.n_effective, 1089.0 / 349.0);
    let [by_outlet, _] = of(Method::Coarsest);
    assert_eq!((by_outlet.n_clusters, by_outlet.by, by_outlet.share.share), (3, Some(ClusterBy::Outlet), 20.5 / 33.0));
    near(by_outlet.n_effective, 1089.0 / 425.0);
}

#[test]
fn a_part_of_things_is_weighed_by_article() {
    let (mut rows, audience) = of_an_audience();
    rows.iter_mut().zip(1..).for_each(|(row, n)| row.n_tokens = 10 * n);
    let estimator = Estimator::new(&rows, &audience, Method::Wilson, RESAMPLING);
    let of = |members: &[usize]| estimator.part(members, &|row| u64::from(row.focus == LOW), &|row| row.n_tokens);
    // (2·1 + 2·0 + ½·1 + 4·0) / (2·10 + 2·20 + ½·40 + 4·60).
    near(of(&[0, 1, 3, 5]).expect("there are tokens"), 2.5 / 320.0);
    assert_eq!((of(&[6]), of(&[])), (None, None));
}

#[test]
fn articles_are_clustered_by_what_several_of_them_do_not_share() {
    let rows = [
        row("o", "2016-05-04", LOW),
        row("o", "2016-05-05", LOW),
        row("o", "2016-05-11", LOW),
        row("p", "2016-05-04", LOW),
    ]
    .map(|row| ArticleRow { story: row.date.clone().unwrap_or_default(), ..row });
    let (outlet, week, story) = (Some(ClusterBy::Outlet), Some(ClusterBy::OutletWeek), Some(ClusterBy::Story));
    for (method, members, expected) in [
        (Method::Coarsest, [0, 3].as_slice(), outlet),
        (Method::Coarsest, &[0, 2], week),
        (Method::Coarsest, &[0, 1], None),
        (Method::Coarsest, &[0], None),
        (Method::Wilson, &[0, 3], None),
        (Method::Clusters(ClusterBy::OutletWeek), &[0, 3], week),
        (Method::Clusters(ClusterBy::Outlet), &[0, 2], None),
        (Method::Clusters(ClusterBy::Story), &[0, 1], story),
        (Method::Clusters(ClusterBy::Story), &[0, 3], None),
    ] {
        let estimator = Estimator::new(&rows, &Weight::Copy, method, RESAMPLING);
        assert_eq!(estimator.clustering(members), expected, "{method:?} {members:?}");
    }
    for (method, rows, expected) in [
        (Method::Wilson, &rows[..], None),
        (Method::Coarsest, &rows[..], Some((ClusterBy::Outlet, vec![0, 0, 0, 1]))),
        (Method::Coarsest, &rows[..3], Some((ClusterBy::OutletWeek, vec![0, 0, 1]))),
        (Method::Clusters(ClusterBy::Story), &rows[..], Some((ClusterBy::Story, vec![0, 1, 2, 0]))),
    ] {
        assert_eq!(method.clusters(rows), expected, "{method:?}");
    }
    let names = [ClusterBy::Outlet, ClusterBy::OutletWeek, ClusterBy::Story].map(ClusterBy::name);
    assert_eq!(names, ["outlet", "outlet-week", "story"]);
    let estimator = Estimator::new(&rows, &Weight::Copy, Method::Clusters(ClusterBy::Story), RESAMPLING);
    assert_eq!([0, 1, 2, 3].map(|at| estimator.cluster(ClusterBy::Story, at)), [0, 1, 2, 0]);
    assert_eq!([0, 1, 2, 3].map(|at| estimator.cluster(ClusterBy::Outlet, at)), [0, 0, 0, 1]);
    let groups = estimator.groups(&[Axis::outlet()], &[]);
    assert_eq!(groups.into_values().collect::<Vec<_>>(), [vec![0, 1, 2], vec![3]]);
}

#[test]
fn shares_over_counts_of_clusters_are_those_over_their_articles() {
    let rows: Vec<ArticleRow> = (0..48)
        .map(|at| row(&format!("o{}", at % 11), "2016-05-04", if at % 5 < 2 { LOW } else { Focus::Mixed }))
        .chain([row("empty", "2016-05-04", Focus::None)])
        .collect();
    let mut tally = Tally::new(&[Axis::outlet()]);
    rows.iter().for_each(|row| tally.add(row, &["low".to_owned()]));
    let of_low = |cell: &Cell| cell.n_about(LOW);
    let mixed = |cell: &Cell| cell.n_about(Focus::Mixed);
    let by_cluster = |n: usize| {
        let cells = tally.cells().map(|(_, cell)| cell).take(n);
        estimates_by_cluster((cells, ClusterBy::Outlet), &Cell::n_focused, &[&of_low, &mixed], RESAMPLING)
    };
    let estimator = Estimator::new(&rows, &Weight::Copy, Method::Coarsest, RESAMPLING);
    let members: Vec<usize> = (0..rows.len()).collect();
    let tests: [&dyn Fn(&ArticleRow) -> bool; 2] = [&|row| row.focus == LOW, &|row| row.focus == Focus::Mixed];
    let by_article = estimator.shares(&members, &ArticleRow::is_focused, &tests);
    assert_eq!(by_cluster(12), by_article);
    let low = by_article[0].expect("there are articles");
    assert_eq!((low.by, low.n_clusters, low.share.hits, low.share.n), (Some(ClusterBy::Outlet), 11, 20, 48));
    // Shares of the drawn clusters, by hand; nowhere narrower than Wilson's interval.
    let clusters: Vec<(f64, f64)> = tally
        .cells()
        .filter(|(_, cell)| cell.n_focused() > 0)
        .map(|(_, cell)| (of_low(cell) as f64, cell.n_focused() as f64))
        .collect();
    let mut shares = Vec::new();
    RESAMPLING.each(11, |times| {
        let sums = clusters.iter().zip(times).fold((0.0, 0.0), |(hits, n), (own, times)| {
            (hits + own.0 * f64::from(*times), n + own.1 * f64::from(*times))
        });
        shares.push(sums.0 / sums.1);
    });
    let independent = Estimate::independent(20, 48).expect("there are articles").share;
    let ends = widest((independent.low, independent.high), percentile_interval(&shares, 11, low.n_effective));
    spans((low.share.low, low.share.high), ends);
    // Kish: 48² / (4 · 5² + 7 · 4²).
    near(low.n_effective, 2304.0 / 212.0);
    let of_two = by_cluster(3)[0].expect("there are articles");
    assert_eq!((of_two.by, of_two.n_clusters), (Some(ClusterBy::Outlet), 2));
    // The first cluster is empty: with articles in one cluster alone they are taken as independent.
    assert_eq!(by_cluster(2), [Estimate::independent(2, 5), Estimate::independent(3, 5)]);
    assert_eq!(by_cluster(1), [None, None]);
}
