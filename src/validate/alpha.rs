//! Krippendorff's alpha: how far coders agree beyond chance, with an interval over documents.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::summarize::quantile;
use crate::validate::Level;

/// Agreement of coders on one variable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// 1 where all agree, 0 where they agree as by chance, below 0 where they agree less.
    pub alpha: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Krippendorff's alpha over the documents in `units`: one list a document, with the index of the label
/// each coder gave. A missing code is simply not in the list.
///
/// `values` are the labels as numbers, in ascending order; they count at [`Level::Interval`] only. `None`
/// where no document has two codes, or all codes are the same: without a difference to be expected by
/// chance nothing can be said.
///
/// # Panics
/// When an index is not one of a label: the caller counted wrong.
///
/// # Source
/// Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania.
#[must_use]
pub fn alpha(units: &[Vec<usize>], values: &[f64], level: Level) -> Option<f64> {
    let pairs: Vec<Coincidences> = units.iter().filter_map(|unit| Coincidences::of(unit, values.len())).collect();
    alpha_of(pairs.iter(), values, level)
}

/// Alpha with the percentile interval of `replicates` seeded draws of documents with replacement.
///
/// Draws in which all codes are the same say nothing and are left out. `None` as for [`alpha`].
#[must_use]
pub fn agreement(
    units: &[Vec<usize>],
    values: &[f64],
    level: Level,
    replicates: usize,
    seed: u64,
) -> Option<Agreement> {
    let pairs: Vec<Coincidences> = units.iter().filter_map(|unit| Coincidences::of(unit, values.len())).collect();
    let alpha = alpha_of(pairs.iter(), values, level)?;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut drawn: Vec<f64> = Vec::with_capacity(replicates);
    for _ in 0..replicates {
        let sample: Vec<&Coincidences> = pairs.iter().map(|_| &pairs[rng.random_range(0..pairs.len())]).collect();
        drawn.extend(alpha_of(sample.into_iter(), values, level));
    }
    drawn.sort_by(f64::total_cmp);
    let end = |at: f64| if drawn.is_empty() { alpha } else { quantile(&drawn, at) };
    let (low, high) = (end(0.025), end(0.975));
    Some(Agreement { alpha, low: low.min(alpha), high: high.max(alpha) })
}

/// Pairs of codes of one document by label, each code counting once.
struct Coincidences {
    /// `n_labels` × `n_labels`.
    pairs: Vec<f64>,
}

impl Coincidences {
    /// `None` for a document with fewer than two codes.
    fn of(unit: &[usize], n_labels: usize) -> Option<Self> {
        if unit.len() < 2 {
            return None;
        }
        let mut pairs = vec![0.0; n_labels * n_labels];
        let weight = 1.0 / (unit.len() - 1) as f64;
        for (at, one) in unit.iter().enumerate() {
            for (_, other) in unit.iter().enumerate().filter(|(place, _)| *place != at) {
                pairs[one * n_labels + other] += weight;
            }
        }
        Some(Self { pairs })
    }
}

fn alpha_of<'a>(units: impl Iterator<Item = &'a Coincidences>, values: &[f64], level: Level) -> Option<f64> {
    let n_labels = values.len();
    let mut observed = vec![0.0; n_labels * n_labels];
    for unit in units {
        observed.iter_mut().zip(&unit.pairs).for_each(|(sum, pair)| *sum += pair);
    }
    let totals: Vec<f64> = observed.chunks(n_labels.max(1)).map(|row| row.iter().sum()).collect();
    let n: f64 = totals.iter().sum();
    let (mut seen, mut expected) = (0.0, 0.0);
    for one in 0..n_labels {
        for other in 0..n_labels {
            let difference = difference(&totals, values, level, one, other);
            seen += observed[one * n_labels + other] * difference;
            expected += totals[one] * totals[other] * difference;
        }
    }
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * seen / expected)
}

/// Squared difference between two labels.
fn difference(totals: &[f64], values: &[f64], level: Level, one: usize, other: usize) -> f64 {
    match level {
        Level::Nominal => f64::from(u8::from(one != other)),
        Level::Interval => (values[one] - values[other]).powi(2),
        Level::Ordinal => {
            let (low, high) = (one.min(other), one.max(other));
            let between: f64 = totals[low..=high].iter().sum();
            (between - f64::midpoint(totals[low], totals[high])).powi(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::{Level, agreement, alpha};

    /// Four coders, twelve units, missing codes: Krippendorff (2011), section C.
    fn published() -> Vec<Vec<usize>> {
        let rows = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ];
        (0..12).map(|unit| rows.iter().filter_map(|row: &[usize; 12]| row[unit].checked_sub(1)).collect()).collect()
    }

    #[track_caller]
    fn check(level: Level, expected: f64) {
        let found = alpha(&published(), &[1.0, 2.0, 3.0, 4.0, 5.0], level).expect("codes differ");
        assert!((found - expected).abs() < 5e-4, "{found}");
    }

    #[test]
    fn alpha_agrees_with_the_published_values() {
        check(Level::Nominal, 0.743);
        check(Level::Ordinal, 0.815);
        check(Level::Interval, 0.849);
    }

    #[test]
    fn the_interval_holds_alpha_and_is_repeatable() {
        let draw = |seed| agreement(&published(), &[1.0, 2.0, 3.0, 4.0, 5.0], Level::Nominal, 500, seed);
        let first = draw(3).expect("codes differ");
        assert!(first.low < first.alpha && first.alpha < first.high, "{first:?}");
        assert_eq!(Some(first), draw(3));
        assert_ne!(Some(first), draw(4));
    }

    #[test]
    fn without_a_second_code_or_a_difference_there_is_no_alpha() {
        assert_eq!(alpha(&[vec![0], vec![1]], &[0.0, 1.0], Level::Nominal), None);
        assert_eq!(alpha(&[vec![0, 0], vec![0, 0]], &[0.0, 1.0], Level::Nominal), None);
        assert_eq!(alpha(&[vec![0, 1], vec![1, 0]], &[0.0, 1.0], Level::Nominal), Some(-0.5));
    }
}
