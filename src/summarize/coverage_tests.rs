//! How often intervals contain the truth, in simulated corpora of which the truth is known.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::lexicon::TierIdx;
use crate::score::{ArticleRow, Focus};
use crate::summarize::estimate::widest;
use crate::summarize::{
    ClusterBy, ClusterSums, Estimate, Estimator, Method, Resampling, Weight, Z95, percentile_interval, quantile, wilson,
};

/// Corpora a simulation draws: the error of a coverage of 95 % is then 0.7 points.
const CORPORA: u64 = 1000;
const RESAMPLING: Resampling = Resampling { replicates: 500, seed: 7 };

#[track_caller]
fn between(found: f64, low: f64, high: f64) {
    assert!((low..=high).contains(&found), "{found} is not in {low}–{high}");
}

/// `(hits, articles)` of each cluster: outlets of 3 to 60 articles that differ in their share, on
/// average 0.3.
fn clusters(rng: &mut ChaCha8Rng, n_clusters: usize) -> Vec<(u64, u64)> {
    let one = |_| {
        let size: f64 = rng.random_range(0.0..1.0);
        let n = 3 + (57.0 * size * size) as u64;
        let share = rng.random_range(0.05..0.55);
        ((0..n).filter(|_| rng.random_bool(share)).count() as u64, n)
    };
    (0..n_clusters).map(one).collect()
}

fn clustered(clusters: &[(u64, u64)]) -> (f64, f64) {
    let mut sums = ClusterSums::new(2);
    clusters.iter().for_each(|(hits, n)| sums.push(&[*hits as f64, *n as f64]));
    let mut drawn = Vec::new();
    sums.resample(RESAMPLING, |sums| drawn.push(sums[0] / sums[1]));
    let spanned = percentile_interval(&drawn, sums.n_clusters(), sums.n_effective(1));
    widest(independent(clusters), spanned)
}

/// Wilson's interval, as if articles had no outlet.
fn independent(clusters: &[(u64, u64)]) -> (f64, f64) {
    let hits = clusters.iter().map(|(hits, _)| hits).sum();
    wilson(hits, clusters.iter().map(|(_, n)| n).sum(), Z95).expect("there are articles")
}

/// Part of the corpora whose interval contains the truth; `--nocapture` prints it.
fn coverage(what: &str, seed: u64, holds: impl Fn(&mut ChaCha8Rng) -> bool) -> f64 {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let covered = (0..CORPORA).filter(|_| holds(&mut rng)).count() as f64 / CORPORA as f64;
    println!("{what}: {covered}");
    covered
}

#[test]
fn wilson_covers_where_articles_are_independent() {
    let covered = coverage("wilson, independent articles", 1, |rng| {
        let (n, share) = (rng.random_range(40..400), rng.random_range(0.05..0.95));
        let hits = (0..n).filter(|_| rng.random_bool(share)).count() as u64;
        wilson(hits, n, Z95).is_some_and(|(low, high)| low <= share && share <= high)
    });
    between(covered, 0.93, 0.97);
}

#[test]
fn the_cluster_bootstrap_covers_with_thirty_clusters_and_more() {
    for n_clusters in [30, 60] {
        let covered = coverage(&format!("bootstrap, {n_clusters} outlets"), 2, |rng| {
            let (low, high) = clustered(&clusters(rng, n_clusters));
            low <= 0.3 && 0.3 <= high
        });
        between(covered, 0.93, 0.97);
    }
}

#[test]
fn articles_of_outlets_taken_as_independent_cover_too_seldom() {
    let covered = coverage("wilson, 60 outlets", 2, |rng| {
        let (low, high) = independent(&clusters(rng, 60));
        low <= 0.3 && 0.3 <= high
    });
    between(covered, 0.0, 0.85);
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
    found.iter().zip([1.3, 3.0, 6.8]).for_each(|(found, expected)| between(*found, expected - 1e-9, expected + 1e-9));
}
