//! The wage distribution of all jobs, and where on it a wage lies.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::baseline::figures_file;

/// Hourly wages of all occupations in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct WageDistribution {
    /// May of this year, and dollars of this year.
    pub year: i16,
    /// Wages at [`POINTS`].
    wages: [f64; 5],
}

/// Percentiles that the survey publishes.
const POINTS: [f64; 5] = [10.0, 25.0, 50.0, 75.0, 90.0];

static DISTRIBUTIONS: LazyLock<Vec<WageDistribution>> = LazyLock::new(|| {
    let rows = figures_file::rows::<5>(include_str!("figures/wages.csv"));
    rows.into_iter().map(|(year, wages)| WageDistribution { year, wages }).collect()
});

static MINIMUM: LazyLock<BTreeMap<i16, f64>> = LazyLock::new(|| {
    let rows = figures_file::rows::<1>(include_str!("figures/minimum_wage.csv"));
    rows.into_iter().map(|(year, [hourly])| (year, hourly)).collect()
});

/// The wage distribution of the year nearest to `year`, the earlier one of two.
///
/// # Source
/// BLS, Occupational Employment and Wage Statistics, all occupations (`figures/wages.csv`).
#[must_use]
pub fn nearest_wages(year: i16) -> &'static WageDistribution {
    let nearest = DISTRIBUTIONS.iter().min_by_key(|d| (d.year.abs_diff(year), d.year));
    nearest.expect("the figures hold a year")
}

/// The federal minimum wage on 1 January of `year`, dollars an hour; `None` for years without one in
/// the table. Many states ask for more.
///
/// # Source
/// U.S. Department of Labor, Wage and Hour Division (`figures/minimum_wage.csv`).
#[must_use]
pub fn federal_minimum(year: i16) -> Option<f64> {
    MINIMUM.get(&year).copied()
}

impl WageDistribution {
    /// Percent of jobs that pay less than `hourly` dollars of [`Self::year`], 0–100.
    ///
    /// Between published percentiles the logarithm of the wage is interpolated in a line; below
    /// the first one the wage itself, from 0; above the last one the tail is Pareto's through the
    /// last two. Good to a few points inside the published range, less outside.
    #[must_use]
    pub fn percentile(&self, hourly: f64) -> f64 {
        let [first, .., upper, last] = self.wages;
        if hourly <= first {
            return (POINTS[0] * hourly / first).max(0.0);
        }
        if hourly >= last {
            let (above_upper, above_last) = (100.0 - POINTS[3], 100.0 - POINTS[4]);
            let exponent = libm::log(above_upper / above_last) / libm::log(last / upper);
            return 100.0 - above_last * libm::pow(last / hourly, exponent);
        }
        let above = self.wages.partition_point(|wage| *wage < hourly);
        let (from, to) = (libm::log(self.wages[above - 1]), libm::log(self.wages[above]));
        let part = (libm::log(hourly) - from) / (to - from);
        POINTS[above - 1] + part * (POINTS[above] - POINTS[above - 1])
    }
}

#[cfg(test)]
mod tests {
    use super::{federal_minimum, nearest_wages};

    #[test]
    fn published_wages_stand_at_their_percentiles() {
        let wages = nearest_wages(2018);
        for (hourly, percent) in [(9.95, 10.0), (12.37, 25.0), (18.58, 50.0), (30.06, 75.0), (47.31, 90.0)] {
            assert!((wages.percentile(hourly) - percent).abs() < 1e-9, "{hourly}");
        }
    }

    #[test]
    fn wages_between_and_beyond_are_interpolated() {
        let wages = nearest_wages(2018);
        // By hand: 25 + 25 * ln(15/12.37) / ln(18.58/12.37) = 36.85.
        assert!((wages.percentile(15.0) - 36.85).abs() < 0.01, "{}", wages.percentile(15.0));
        // By hand: 10 * 7.25 / 9.95 = 7.29.
        assert!((wages.percentile(7.25) - 7.286).abs() < 0.001);
        // By hand: exponent ln 2.5 / ln(47.31/30.06) = 2.0203; 100 - 10 * (47.31/94.62)^2.0203 = 97.535.
        assert!((wages.percentile(94.62) - 97.535).abs() < 0.001, "{}", wages.percentile(94.62));
        assert!(wages.percentile(1e9) <= 100.0);
    }

    #[test]
    fn the_nearest_year_is_taken_and_named() {
        assert_eq!(
            [2005, 2018, 2019, 2020, 2023, 2024, 2030].map(|y| nearest_wages(y).year),
            [2018, 2018, 2018, 2021, 2021, 2025, 2025]
        );
    }

    #[test]
    fn the_federal_minimum_follows_the_law() {
        assert_eq!(
            [1967, 2007, 2009, 2010, 2024].map(federal_minimum),
            [None, Some(5.15), Some(6.55), Some(7.25), Some(7.25)]
        );
    }
}
