//! Consumer prices: what a dollar of one year is in dollars of another.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::baseline::figures_file;

/// Year whose dollars real amounts are given in: the last one with all twelve months published.
pub const BASE_YEAR: i16 = 2024;

static INDEX: LazyLock<BTreeMap<i16, f64>> = LazyLock::new(|| {
    let rows = figures_file::rows::<1>(include_str!("figures/prices.csv"));
    rows.into_iter().map(|(year, [index])| (year, index)).collect()
});

/// `dollars` of the year `from` in dollars of the year `to`.
///
/// A year after the last one of the table has the prices of the last one; `None` before the first.
///
/// # Source
/// BLS, CPI-U, U.S. city average, all items, annual average, 1982-84 = 100 (`figures/prices.csv`).
#[must_use]
pub fn in_dollars_of(to: i16, dollars: f64, from: i16) -> Option<f64> {
    let index = |year: i16| INDEX.range(..=year).next_back().map(|(_, index)| *index);
    Some(dollars * index(to)? / index(from)?)
}

#[cfg(test)]
mod tests {
    use super::{BASE_YEAR, in_dollars_of};

    #[test]
    fn a_wage_of_2012_is_worth_more_in_2024() {
        // By hand: 7.25 * 313.689 / 229.594 = 9.9055.
        let real = in_dollars_of(2024, 7.25, 2012).expect("both years are in the table");
        assert!((real - 9.9055).abs() < 1e-4, "{real}");
    }

    #[test]
    fn years_outside_the_table_are_clear() {
        assert_eq!(in_dollars_of(BASE_YEAR, 1.0, 1900), None);
        assert_eq!(in_dollars_of(2030, 10.0, 2025), Some(10.0));
    }
}
