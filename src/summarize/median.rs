//! Medians with intervals that ask nothing of the distribution.

use crate::summarize::Z95;

/// A median with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Median {
    /// Values it is taken over.
    pub n: u64,
    /// The middle value, or the mean of the two.
    pub middle: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Median {
    /// The median of independent values; `None` when there are none.
    ///
    /// The ends of the interval are the values at the ranks `(n ∓ 1.96 √n) / 2`, the lower one
    /// rounded down and the upper one up, and the smallest and largest value where there are few.
    ///
    /// # Source
    /// Conover (1999), Practical Nonparametric Statistics, 3rd ed., section 3.2: interval for a
    /// quantile by the normal approximation of the binomial distribution.
    #[must_use]
    pub fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let n = values.len();
        let upper = *values.get(n / 2)?;
        let middle = if n % 2 == 1 { upper } else { f64::midpoint(values[n / 2 - 1], upper) };
        let spread = Z95 * (n as f64).sqrt();
        let low = ((n as f64 - spread) / 2.0).floor().max(1.0) as usize;
        let high = (1.0 + f64::midpoint(n as f64, spread)).ceil().min(n as f64) as usize;
        Some(Self { n: n as u64, middle, low: values[low - 1], high: values[high - 1] })
    }
}

#[cfg(test)]
mod tests {
    use super::Median;

    #[test]
    fn the_interval_of_a_median_lies_at_its_ranks() {
        // By hand: n = 100, 1.96 * 10 = 19.6; ranks floor(40.2) = 40 and ceil(60.8) = 61.
        let median = Median::of((1..=100).map(f64::from).collect()).expect("there are values");
        assert_eq!((median.n, median.middle, median.low, median.high), (100, 50.5, 40.0, 61.0));
    }

    #[test]
    fn few_values_have_a_wide_interval_and_none_have_no_median() {
        let median = Median::of(vec![3.0, 1.0]).expect("there are values");
        assert_eq!((median.middle, median.low, median.high), (2.0, 1.0, 3.0));
        let odd = Median::of(vec![9.0, 1.0, 2.0]).expect("there are values");
        assert_eq!((odd.n, odd.middle, odd.low, odd.high), (3, 2.0, 1.0, 9.0));
        assert_eq!(Median::of(Vec::new()), None);
    }
}
