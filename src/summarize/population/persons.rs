//! Persons whom articles profile, compared with the working population.

use std::collections::BTreeMap;

use crate::score::ArticleRow;
use crate::summarize::population::{Base, Mentions, Ratio, WorkerClasses};
use crate::summarize::{ClusterSums, Resampling, percentile_interval};

/// The ratio of every class of persons of whom some are expected, in the order of the classes.
///
/// `count` gives the persons of an article, a class each. Expected are as many persons as the articles
/// have, spread as employment is in the year of each article.
#[must_use]
pub fn persons(
    mentions: &Mentions<'_>,
    (base, classes): (&Base, &WorkerClasses),
    rows: &[ArticleRow],
    count: impl Fn(&ArticleRow) -> &[u64],
    (weights, clusters): (&[f64], &[u32]),
    resampling: Resampling,
) -> Vec<Ratio> {
    let n_classes = classes.labels.len();
    let employment: Vec<Vec<f64>> =
        (0..mentions.years.len()).map(|year| by_class(mentions, base, classes, year)).collect();
    let mut by_cluster: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    let mut counted = vec![0_u64; n_classes];
    for (at, row) in rows.iter().enumerate() {
        let own = count(row);
        let n = own.iter().sum::<u64>() as f64 * weights[at];
        if n <= 0.0 {
            continue;
        }
        let sums = by_cluster.entry(clusters[at]).or_insert_with(|| vec![0.0; 2 * n_classes + 1]);
        sums[0] += n;
        for class in 0..n_classes {
            let n_own = own.get(class).copied().unwrap_or(0);
            counted[class] += n_own;
            sums[1 + class] += n_own as f64 * weights[at];
            sums[1 + n_classes + class] += n * employment[mentions.year_of(row)][class];
        }
    }
    let mut sums = ClusterSums::new(2 * n_classes + 1);
    by_cluster.values().for_each(|own| sums.push(own));
    let total = sums.total();
    let mut replicates = vec![Vec::new(); n_classes];
    sums.resample(resampling, |sums| {
        let of_class = |class: usize| sums[1 + class] / sums[1 + n_classes + class];
        replicates.iter_mut().enumerate().for_each(|(class, values)| values.push(of_class(class)));
    });
    let one = |class: usize| {
        let (n, observed, expected) = (total[0], total[1 + class], total[1 + n_classes + class]);
        let (low, high) = percentile_interval(&replicates[class], sums.n_clusters(), sums.n_effective(0))
            .unwrap_or((f64::NAN, f64::NAN));
        let n_counted = counted.iter().sum::<u64>() as f64;
        let ratio = Ratio {
            class,
            observed: counted[class] as f64,
            expected: expected / n * n_counted,
            share: observed / n,
            expected_share: expected / n,
            ratio: observed / expected,
            low,
            high,
        };
        (expected > 0.0).then_some(ratio)
    };
    (0..n_classes).filter_map(one).collect()
}

/// Share of employment of each class in year number `year`.
fn by_class(mentions: &Mentions<'_>, base: &Base, classes: &WorkerClasses, year: usize) -> Vec<f64> {
    let mut shares = vec![0.0; classes.labels.len()];
    for group in 0..mentions.figures.groups.len() {
        let place = mentions.place(year, group);
        classes.employed[place].iter().for_each(|(class, part)| shares[*class] += base.share[place] * part);
    }
    shares
}
