//! How often intervals of differences contain the truth, in simulated corpora of which the truth is known.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::lexicon::TierIdx;
use crate::score::{ArticleRow, Focus};
use crate::summarize::difference::p_of;
use crate::summarize::{
    ClusterBy, Estimator, Method, Resampling, ShareDifference, ShareOf, Weight, percentile_interval,
};

/// Corpora a simulation draws: the error of a coverage of 95 % is then 0.9 points.
const CORPORA: u32 = 600;
const RESAMPLING: Resampling = Resampling { replicates: 400, seed: 7 };
const LOW: Focus = Focus::Tier(TierIdx(0));

/// An article of an outlet that has the focus or none.
fn article(outlet: usize, is_low: bool) -> ArticleRow {
    ArticleRow {
        outlet: Some(format!("o{outlet}")),
        date: Some("2016-05-04".to_owned()),
        focus: if is_low { LOW } else { Focus::None },
        ..ArticleRow::default()
    }
}

/// The difference of the share of low between two sides of a corpus.
fn apart(rows: &[ArticleRow], sides: [&[usize]; 2], method: Method) -> Option<ShareDifference> {
    let estimator = Estimator::new(rows, &Weight::Copy, method, RESAMPLING);
    estimator.differences(sides, &[(&|_| true, &|row| row.focus == LOW)])[0]
}

/// Outlets that both sides share, each with 3 to 19 articles on either; an outlet moves the share of both alike, by up to
/// 0.25, and that of the first side is 0.1 above the second.
fn shared_outlets(rng: &mut ChaCha8Rng, n_outlets: usize) -> (Vec<ArticleRow>, [Vec<usize>; 2]) {
    let (mut rows, mut sides) = (Vec::new(), [Vec::new(), Vec::new()]);
    for outlet in 0..n_outlets {
        let share = rng.random_range(0.1..0.6);
        for (side, more) in [(0, 0.1), (1, 0.0)] {
            for _ in 0..rng.random_range(3..20) {
                sides[side].push(rows.len());
                rows.push(article(outlet, rng.random_bool(share + more)));
            }
        }
    }
    (rows, sides)
}

#[track_caller]
fn between(found: f64, low: f64, high: f64) {
    assert!((low..=high).contains(&found), "{found} is not in {low}–{high}");
}

fn part(n: u32) -> f64 {
    f64::from(n) / f64::from(CORPORA)
}

#[test]
fn intervals_of_a_difference_and_a_ratio_cover_over_shared_clusters() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let (mut covered, mut covered_ratio) = (0, 0);
    for _ in 0..CORPORA {
        let (rows, [one, other]) = shared_outlets(&mut rng, 40);
        let found = apart(&rows, [&one, &other], Method::Coarsest).expect("both sides have articles");
        assert_eq!(found.by, Some(ClusterBy::Outlet));
        let ends = (found.difference.low, found.difference.high.expect("a difference has two ends"));
        covered += u32::from(ends.0 <= 0.1 && 0.1 <= ends.1);
        let ratio = found.ratio.expect("no share is 0");
        // Shares are 0.45 and 0.35 in the mean.
        covered_ratio += u32::from(ratio.low <= 0.45 / 0.35 && ratio.high.is_none_or(|high| 0.45 / 0.35 <= high));
        assert_eq!(found.p < 0.05, ends.0 > 0.0 || ends.1 < 0.0, "{found:?}");
    }
    println!("difference {}, ratio {}", part(covered), part(covered_ratio));
    between(part(covered), 0.93, 0.97);
    between(part(covered_ratio), 0.93, 0.97);
}

#[test]
fn where_there_is_no_difference_one_is_shown_in_one_corpus_of_twenty() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let mut n_shown = 0;
    for _ in 0..CORPORA {
        // Two sides that share no outlet: 25 outlets each, of one distribution.
        let rows: Vec<ArticleRow> = (0..50)
            .flat_map(|outlet| {
                let share = rng.random_range(0.1..0.5);
                (0..12).map(|_| article(outlet, rng.random_bool(share))).collect::<Vec<_>>()
            })
            .collect();
        let (one, other): (Vec<usize>, Vec<usize>) = (0..rows.len()).partition(|at| at / 12 < 25);
        let found = apart(&rows, [&one, &other], Method::Coarsest).expect("both sides have articles");
        n_shown += u32::from(found.p < 0.05);
    }
    println!("shown without a difference: {}", part(n_shown));
    between(part(n_shown), 0.03, 0.07);
}

#[test]
fn what_a_cluster_does_to_both_sides_cancels() {
    // Ten outlets, nearly all or nearly none of whose articles are low, on both sides: shares are far apart between outlets and
    // alike within them.
    let mut rows = Vec::new();
    let mut sides = [Vec::new(), Vec::new()];
    for outlet in 0..10 {
        for at in 0..200 {
            sides[at % 2].push(rows.len());
            rows.push(article(outlet, (outlet < 5) != (at % 20 < 2)));
        }
    }
    let found = apart(&rows, [&sides[0], &sides[1]], Method::Coarsest).expect("both sides have articles");
    let estimator = Estimator::new(&rows, &Weight::Copy, Method::Coarsest, RESAMPLING);
    let of_side = estimator.shares(&sides[0], &|_| true, &[&|row| row.focus == LOW])[0].expect("there are articles");
    let width = found.difference.high.expect("two ends") - found.difference.low;
    assert!(width < (of_side.share.high - of_side.share.low) * 0.3, "{found:?} {of_side:?}");
}

#[test]
fn one_outlet_against_others_is_compared_by_weeks_and_one_week_by_articles() {
    let weeks = |outlet: usize| {
        (1..=4)
            .map(move |day| ArticleRow { date: Some(format!("2016-05-{:02}", day * 7)), ..article(outlet, day == 1) })
    };
    let rows: Vec<ArticleRow> = weeks(0).chain(weeks(1)).chain(weeks(2)).collect();
    let found =
        apart(&rows, [&[0, 1, 2, 3], &[4, 5, 6, 7, 8, 9, 10, 11]], Method::Coarsest).expect("there are articles");
    assert_eq!((found.by, found.n_both), (Some(ClusterBy::OutletWeek), 0));
    let found = apart(&rows, [&[0], &[4, 5]], Method::Coarsest).expect("there are articles");
    assert_eq!((found.by, found.method()), (None, "independent"));
    let forced = Method::Clusters(ClusterBy::Outlet);
    assert_eq!(apart(&rows, [&[0, 1], &[4, 8]], forced).expect("there are articles").by, None);
    assert_eq!(apart(&rows, [&[], &[4, 8]], forced), None);
}

#[test]
fn an_article_on_both_sides_counts_on_both_and_once_in_the_interval() {
    let rows: Vec<ArticleRow> = (0..60).map(|at| article(at % 12, at < 30)).collect();
    let (all, some): (Vec<usize>, Vec<usize>) = ((0..60).collect(), (0..20).collect());
    let found = apart(&rows, [&some, &all], Method::Wilson).expect("there are articles");
    assert_eq!((found.sides[0].n, found.sides[1].n, found.n_both), (20, 60, 20));
    assert!((found.difference.value - 0.5).abs() < 1e-12);
    // Against the others the difference is as much larger as all are more than these: 60 / 40.
    let others: Vec<usize> = (20..60).collect();
    let against = apart(&rows, [&some, &others], Method::Wilson).expect("there are articles");
    assert!((against.difference.value - 0.75).abs() < 1e-12);
    assert!((against.difference.low * 40.0 / 60.0 - found.difference.low).abs() < 1e-9, "{found:?} {against:?}");
    let same = apart(&rows, [&all, &all], Method::Coarsest).expect("there are articles");
    assert_eq!((same.difference.value, same.difference.low, same.p), (0.0, 0.0, 1.0));
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn the_p_of_an_interval_agrees_with_scipy() {
    // scipy 1.17.1, s = |value| / half towards 0: 2 * norm.sf(1.96 * s); of n clusters, f = max(n - 1, 1),
    // 2 * t.cdf(-s * t.ppf(.975, f), f).
    for (value, ends, n_effective, expected) in [
        (0.2, (-0.1, 0.3), None, 0.191_334_102_3),
        (-0.2, (-0.7, 0.05), None, 0.116_887_856_6),
        (0.2, (0.05, 0.3), Some(4.5), 0.022_213_353_6),
        (-0.3, (-0.4, 0.15), Some(12.0), 0.170_289_181_7),
        (0.0, (-0.1, 0.1), Some(12.0), 1.0),
        (0.2, (0.2, 0.3), None, 0.0),
        (-0.2, (-0.3, -0.25), Some(3.0), 0.0),
    ] {
        let found = p_of(value, ends, n_effective);
        assert!((found - expected).abs() < 1e-7, "{value} {ends:?} {n_effective:?}: {found} is not {expected}");
    }
    // One degree of freedom is the least: Cauchy's, 2 (½ − atan(s · 12.7062) / π) with s = 0.5.
    near(p_of(0.1, (-0.1, 0.3), Some(1.2)), 0.099_390_650_4);
}

/// Articles of eight outlets, two to four each, of which outlets 0–5 are on the first side and those of outlets 2–7 but
/// the first of each on the second; the weights of the outlets are 1 to 4.
fn overlapping() -> (Vec<ArticleRow>, [Vec<usize>; 2], Weight) {
    let (mut rows, mut sides) = (Vec::new(), [Vec::new(), Vec::new()]);
    for outlet in 0..8 {
        for at in 0..2 + outlet % 3 {
            if outlet < 6 {
                sides[0].push(rows.len());
            }
            if outlet >= 2 && at > 0 {
                sides[1].push(rows.len());
            }
            let focus = [LOW, Focus::Tier(TierIdx(1)), Focus::None][(outlet + 2 * at) % 3];
            rows.push(ArticleRow { focus, ..article(outlet, false) });
        }
    }
    let weights = (0..8_u8).map(|outlet| (format!("o{outlet}"), f64::from(1 + outlet % 4)));
    (rows, sides, Weight::Audience(weights.collect()))
}

#[test]
fn clusters_of_both_sides_are_drawn_together_and_each_share_is_taken_from_the_same_draw() {
    let (rows, sides, audience) = overlapping();
    let high = Focus::Tier(TierIdx(1));
    let rare = |row: &ArticleRow| row.focus == LOW && row.outlet.as_deref() == Some("o4");
    let asked: [ShareOf<'_>; 3] = [
        (&|_| true, &|row| row.focus == LOW),
        (&ArticleRow::is_focused, &|row| row.focus == high),
        (&ArticleRow::is_focused, &rare),
    ];
    let by = |method| Estimator::new(&rows, &audience, method, RESAMPLING);
    let of = |method| by(method).differences([&sides[0], &sides[1]], &asked);
    let estimator = by(Method::Coarsest);
    for ((found, independent), (base, part)) in of(Method::Coarsest).iter().zip(of(Method::Wilson)).zip(asked) {
        let (found, independent) = (found.expect("articles"), independent.expect("articles"));
        // Weight of base and part on either side, a cluster each.
        let mut clusters = [[0.0; 4]; 8];
        let mut counts = [[0; 2]; 2];
        for (side, members) in sides.iter().enumerate() {
            for at in members.iter().copied().filter(|at| base(&rows[*at])) {
                let (weight, is_part) = (estimator.weights().of[at], part(&rows[at]));
                let own = &mut clusters[estimator.cluster(ClusterBy::Outlet, at) as usize];
                own[2 * side] += weight;
                own[2 * side + 1] += if is_part { weight } else { 0.0 };
                counts[side][0] += 1;
                counts[side][1] += u64::from(is_part);
            }
        }
        let shares = |times: &[u32]| {
            let sum = |at: usize| clusters.iter().zip(times).map(|(own, n)| own[at] * f64::from(*n)).sum::<f64>();
            [sum(1) / sum(0), sum(3) / sum(2)]
        };
        let (mut differences, mut ratios) = (Vec::new(), Vec::new());
        RESAMPLING.each(8, |times| {
            let [one, other] = shares(times);
            differences.push(one - other);
            ratios.push(if one > 0.0 && other <= 0.0 { f64::MAX } else { one / other });
        });
        let effective = [0, 2].map(|at| {
            let (sum, squares) = clusters.iter().fold((0.0, 0.0), |(s, q), own| (s + own[at], q + own[at] * own[at]));
            sum * sum / squares
        });
        let n_effective = effective[0].min(effective[1]);
        let n = [0, 2].map(|at| clusters.iter().filter(|own| own[at] > 0.0).count()).into_iter().min().expect("sides");
        let interval = |of: &[f64]| percentile_interval(of, n, n_effective).expect("replicates");

        let [one, other] = shares(&[1; 8]);
        assert_eq!(found.sides.map(|side| [side.n, side.hits]), counts);
        near(found.sides[0].share, one);
        near(found.sides[1].share, other);
        near(found.difference.value, one - other);
        near(found.n_effective, n_effective);
        assert_eq!((found.method(), independent.method()), ("outlet", "independent"));
        let (low, high) = interval(&differences);
        let ends = (low.min(independent.difference.low), high.max(independent.difference.high.expect("two ends")));
        near(found.difference.low, ends.0.max(-1.0));
        near(found.difference.high.expect("two ends"), ends.1.min(1.0));
        near(found.p, p_of(one - other, (found.difference.low, ends.1.min(1.0)), Some(n_effective)));
        let (ratio, by_article) = (found.ratio.expect("a ratio"), independent.ratio.expect("a ratio"));
        near(ratio.value, one / other);
        let (low, high) = interval(&ratios);
        near(ratio.low, low.min(by_article.low));
        let bounded = high < 1e9 && by_article.high.is_some();
        assert_eq!(ratio.high.is_some(), bounded, "{ratio:?}");
        if let (Some(found), Some(by_article)) = (ratio.high, by_article.high) {
            near(found, high.max(by_article));
        }
    }
}

#[test]
fn a_share_over_none_has_no_ratio_and_over_a_rare_one_no_upper_end() {
    let rows: Vec<ArticleRow> = (0..80).map(|at| article(at % 40, at % 40 < 12 || at == 79)).collect();
    let of = |one: &[usize], other: &[usize]| apart(&rows, [one, other], Method::Coarsest).expect("articles");
    let (first, rest): (Vec<usize>, Vec<usize>) = (0..80).partition(|at| at % 40 < 20);
    let rare = of(&first, &rest);
    assert_eq!(rare.sides.map(|side| (side.n, side.hits)), [(40, 24), (40, 1)]);
    let ratio = rare.ratio.expect("one article is low");
    assert!((ratio.value - 24.0).abs() < 1e-12 && ratio.low > 1.0 && ratio.high.is_none(), "{ratio:?}");
    assert!(rare.is_thin(), "20 outlets: {rare:?}");
    let none: Vec<usize> = rest.iter().copied().filter(|at| *at != 79).collect();
    assert_eq!(of(&first, &none).ratio, None);
    // The other way the ratio is 0 of some, and both its ends are numbers.
    let inverse = of(&none, &first).ratio.expect("24 articles are low");
    assert!(inverse.value.abs() < 1e-12 && inverse.low.abs() < 1e-12, "{inverse:?}");
    assert!(inverse.high.is_some_and(|high| high < 0.5), "{inverse:?}");
}

#[test]
fn a_difference_by_few_clusters_is_thin_and_one_by_articles_is_not() {
    let rows: Vec<ArticleRow> = (0..120).map(|at| article(at % 60, at % 3 == 0)).collect();
    let (one, other): (Vec<usize>, Vec<usize>) = (0..120).partition(|at| at % 60 < 30);
    let of = |one: &[usize], method| apart(&rows, [one, &other], method).expect("articles");
    let thirty = of(&one, Method::Coarsest);
    assert_eq!((thirty.by, thirty.is_thin(), thirty.n_effective), (Some(ClusterBy::Outlet), false, 30.0));
    let some: Vec<usize> = one.iter().copied().filter(|at| at % 60 < 29).collect();
    assert!(of(&some, Method::Coarsest).is_thin());
    let few = of(&one[..3], Method::Wilson);
    assert_eq!((few.by, few.is_thin(), few.n_effective), (None, false, 3.0));
}

#[test]
fn an_article_that_weighs_nothing_is_on_no_side() {
    let rows = [article(0, true), article(1, false), article(2, true)];
    let audience = Weight::Audience([("o0".to_owned(), 2.0), ("o1".to_owned(), 1.0)].into());
    let estimator = Estimator::new(&rows, &audience, Method::Wilson, RESAMPLING);
    let found = estimator.differences([&[0, 2], &[1, 2]], &[(&|_| true, &|row| row.focus == LOW)])[0];
    let found = found.expect("there are articles");
    assert_eq!((found.sides.map(|side| (side.n, side.hits)), found.n_both), ([(1, 1), (1, 0)], 0));
}
