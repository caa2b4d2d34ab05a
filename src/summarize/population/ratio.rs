//! Representation ratios: share of mentions over share of employment.

use std::collections::BTreeMap;

use crate::summarize::bootstrap::effective_number;
use crate::summarize::population::{Base, Mentions, WorkerClasses};
use crate::summarize::{Resampling, Z95, percentile_interval, wilson};

/// How often a class is named, and how often it would be if coverage followed employment.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratio {
    /// Index of the class.
    pub class: usize,
    /// Times it is named, whatever the articles weigh.
    pub observed: f64,
    /// Of as many namings, those that it would have in proportion.
    pub expected: f64,
    /// Share of the namings, weighed.
    pub share: f64,
    /// Share in proportion: that of employment, over the years as the articles lie, weighed as they are.
    pub expected_share: f64,
    /// One share over the other; 1 is in proportion.
    pub ratio: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A corpus ready to be drawn again, cluster by cluster.
#[derive(Debug)]
pub struct Drawn {
    /// Cell and weight of each naming, a cluster each.
    clusters: Vec<Vec<(u32, f64)>>,
    resampling: Resampling,
    n_cells: usize,
    /// Namings by cell, each 1.
    named: Vec<u64>,
}

impl Drawn {
    /// Namings with the weights and the clusters of their articles.
    #[must_use]
    pub fn new(mentions: &Mentions<'_>, weights: &[f64], clusters: &[u32], resampling: Resampling) -> Self {
        let mut by_cluster: BTreeMap<u32, BTreeMap<u32, f64>> = BTreeMap::new();
        let n_cells = mentions.n_places() * mentions.cells_a_place();
        let mut named = vec![0; n_cells];
        for naming in mentions.namings.iter().filter(|naming| weights[naming.article] > 0.0) {
            let cell = mentions.cell(naming) as u32;
            let cluster = by_cluster.entry(clusters[naming.article]).or_default();
            *cluster.entry(cell).or_default() += f64::from(naming.times) * weights[naming.article];
            named[cell as usize] += u64::from(naming.times);
        }
        let clusters = by_cluster.into_values().map(|cluster| cluster.into_iter().collect()).collect();
        Self { clusters, resampling, n_cells, named }
    }

    /// The same with every naming weighed by its cell.
    #[must_use]
    pub fn scaled(&self, weight: impl Fn(usize) -> f64) -> Self {
        let one = |(cell, n): &(u32, f64)| (*cell, n * weight(*cell as usize));
        let clusters = self.clusters.iter().map(|cluster| cluster.iter().map(one).collect()).collect();
        Self { clusters, resampling: self.resampling, n_cells: self.n_cells, named: self.named.clone() }
    }

    /// Clusters that name an occupation.
    #[must_use]
    pub fn n_clusters(&self) -> usize {
        self.clusters.len()
    }

    /// Clusters of equal size that these amount to.
    #[must_use]
    pub fn n_effective(&self) -> f64 {
        effective_number(self.clusters.iter().map(|cluster| cluster.iter().map(|(_, n)| n).sum()))
    }

    /// Namings by cell, weighed.
    #[must_use]
    pub fn observed(&self) -> Vec<f64> {
        let mut counts = vec![0.0; self.n_cells];
        self.clusters.iter().flatten().for_each(|(cell, n)| counts[*cell as usize] += n);
        counts
    }

    /// Calls `take` with the namings by cell of each replicate.
    pub fn each(&self, mut take: impl FnMut(&[f64])) {
        let mut counts = vec![0.0; self.n_cells];
        self.resampling.each(self.clusters.len(), |times| {
            counts.fill(0.0);
            for (cluster, times) in self.clusters.iter().zip(times).filter(|(_, times)| **times > 0) {
                cluster.iter().for_each(|(cell, n)| counts[*cell as usize] += n * f64::from(*times));
            }
            take(&counts);
        });
    }

    /// The interval of a statistic from its replicates.
    #[must_use]
    pub fn interval(&self, replicates: &[f64]) -> Option<(f64, f64)> {
        percentile_interval(replicates, self.n_clusters(), self.n_effective())
    }
}

/// The ratio of every class of which something is expected, in the order of the classes.
#[must_use]
pub fn ratios(mentions: &Mentions<'_>, drawn: &Drawn, base: &Base, classes: &WorkerClasses) -> Vec<Ratio> {
    let counts = drawn.observed();
    let comparison = Comparison::new(mentions, base, classes, &counts);
    let (mut observed, mut expected) = (vec![0.0; classes.labels.len()], vec![0.0; classes.labels.len()]);
    let mut replicates = vec![Vec::new(); classes.labels.len()];
    drawn.each(|counts| {
        comparison.of(counts, &mut observed, &mut expected);
        let pairs = observed.iter().zip(&expected).zip(&mut replicates);
        pairs.for_each(|((observed, expected), replicates)| replicates.push(observed / expected));
    });
    comparison.of(&counts, &mut observed, &mut expected);
    let n: f64 = observed.iter().sum();
    let named = comparison.named(&drawn.named, classes.labels.len());
    let n_named = named.iter().sum::<u64>() as f64;
    let one = |class: usize| {
        let (observed, expected) = (observed[class], expected[class]);
        if expected <= 0.0 {
            return None;
        }
        let ratio = observed / expected;
        let never = || wilson(0, n_named as u64, Z95).map_or(f64::NAN, |(_, high)| high * n / expected);
        let (low, high) = match drawn.interval(&replicates[class]) {
            Some((low, high)) if observed > 0.0 => (low, high),
            // Nothing to resample: at most what a share of 0 leaves open, namings taken as independent.
            _ if observed <= 0.0 => (0.0, never()),
            _ => (f64::NAN, f64::NAN),
        };
        let (share, expected_share) = (observed / n, expected / n);
        let (observed, expected) = (named[class] as f64, expected_share * n_named);
        Some(Ratio { class, observed, expected, share, expected_share, ratio, low, high })
    };
    (0..classes.labels.len()).filter_map(one).collect()
}

/// What the counts of a corpus, or of one drawn from it, are held against.
struct Comparison {
    /// The years in which a class is named.
    years: Vec<ComparedYear>,
}

struct ComparedYear {
    /// Cells that the corpus has, each with its class.
    cells: Vec<(usize, usize)>,
    /// Class, share of a place among the years, and part of the class there.
    expected: Vec<(usize, f64, f64)>,
}

impl Comparison {
    /// Made ready for counts that are 0 wherever `counts` are.
    fn new(mentions: &Mentions<'_>, base: &Base, classes: &WorkerClasses, counts: &[f64]) -> Self {
        let (width, n_groups) = (mentions.cells_a_place(), mentions.figures.groups.len());
        let of_year = |year: usize| {
            let places = || (year * n_groups..(year + 1) * n_groups).filter(|place| base.share[*place] > 0.0);
            let cells = places().flat_map(|place| place * width..(place + 1) * width);
            let named =
                cells.filter(|cell| counts[*cell] > 0.0).filter_map(|cell| Some((cell, classes.mentioned[cell]?)));
            let parts = |place: usize| classes.employed[place].iter().map(move |(class, part)| (place, *class, *part));
            let expected = places().flat_map(parts).map(|(place, class, part)| (class, base.share[place], part));
            ComparedYear { cells: named.collect(), expected: expected.collect() }
        };
        let years = (0..mentions.years.len()).map(of_year).filter(|year| !year.cells.is_empty());
        Self { years: years.collect() }
    }

    /// Namings of each class, each 1.
    fn named(&self, named: &[u64], n_classes: usize) -> Vec<u64> {
        let mut of = vec![0; n_classes];
        self.years.iter().flat_map(|year| &year.cells).for_each(|(cell, class)| of[*class] += named[*cell]);
        of
    }

    /// Observed and expected namings of each class, out of namings by cell.
    fn of(&self, counts: &[f64], observed: &mut [f64], expected: &mut [f64]) {
        observed.fill(0.0);
        expected.fill(0.0);
        for year in &self.years {
            let mut n = 0.0;
            for (cell, class) in &year.cells {
                observed[*class] += counts[*cell];
                n += counts[*cell];
            }
            if n > 0.0 {
                year.expected.iter().for_each(|(class, share, part)| expected[*class] += n * share * part);
            }
        }
    }
}
