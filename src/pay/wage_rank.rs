//! Pay an hour, in dollars of one year, and its place among the wages of all jobs.

use crate::baseline::{BASE_YEAR, in_dollars_of, nearest_wages};
use crate::pay::{Currency, Pay};

/// Where pay lies on the wage distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WageRank {
    /// Dollars of `BASE_YEAR` an hour.
    pub real_hourly: f64,
    /// Percent of jobs that pay less, 0–100.
    pub percentile: f64,
    /// Year of the wage distribution; the article's own year where the survey has figures for it.
    pub year_of_figures: i16,
}

/// The third of jobs, or fifth, that pay is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Below the 33rd percentile.
    BottomThird,
    /// From there to the 80th.
    Middle,
    /// From the 80th percentile on.
    TopFifth,
}

impl Band {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 3] = [Self::BottomThird, Self::Middle, Self::TopFifth];

    /// The band of a percentile, 0–100.
    ///
    /// # Source
    /// Williams & Boushey (2010), The Three Faces of Work-Family Conflict: low income is the bottom
    /// third, professionals the top fifth, the missing middle what lies between. They cut family
    /// incomes; here it is wages of jobs.
    #[must_use]
    pub fn of(percentile: f64) -> Self {
        if percentile < 100.0 / 3.0 {
            Self::BottomThird
        } else if percentile < 80.0 {
            Self::Middle
        } else {
            Self::TopFifth
        }
    }

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BottomThird => "bottom_third",
            Self::Middle => "middle",
            Self::TopFifth => "top_fifth",
        }
    }
}

impl Pay {
    /// Pay an hour in its own currency: the middle of a range over the hours of full-time work in
    /// the period; the low end of an amount given by its number of figures.
    #[must_use]
    pub fn hourly(&self) -> f64 {
        let high = self.high.unwrap_or(self.low);
        f64::midpoint(self.low, high) / self.period.hours()
    }

    /// The place of pay that an article of `year` names.
    ///
    /// The amount is taken as money of `year`. `None` for other currencies than U.S. dollars, and
    /// for years before the first one with prices.
    #[must_use]
    pub fn placed(&self, year: i16) -> Option<WageRank> {
        if self.currency != Currency::Usd {
            return None;
        }
        let wages = nearest_wages(year);
        let hourly = self.hourly();
        Some(WageRank {
            real_hourly: in_dollars_of(BASE_YEAR, hourly, year)?,
            percentile: wages.percentile(in_dollars_of(wages.year, hourly, year)?),
            year_of_figures: wages.year,
        })
    }
}
