//! How often intervals of differences contain the truth, in simulated corpora of which the truth is known.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::lexicon::TierIdx;
use crate::score::{ArticleRow, Focus};
use crate::summarize::{ClusterBy, Estimator, Method, Resampling, ShareDifference, Weight};

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
