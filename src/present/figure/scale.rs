//! From values to places on an axis.

use crate::present::figure::{Mark, Measure};

/// An axis: where values lie, and which of them are marked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    /// Values that get a line and a label.
    pub(super) ticks: Vec<f64>,
    pub(super) measure: Measure,
    low: f64,
    high: f64,
}

/// Ends of a logarithmic axis that are never passed.
const RATIOS: (f64, f64) = (0.01, 100.0);

impl Scale {
    /// The axis that covers all marks and their intervals.
    pub(super) fn of<'a>(measure: Measure, marks: impl Iterator<Item = &'a Mark>) -> Self {
        let values = marks.flat_map(|mark| {
            let (low, high) = mark.ends.unwrap_or((mark.value, mark.value));
            [low, mark.value, high]
        });
        let finite: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        match measure {
            Measure::Ratio => Self::logarithmic(&finite),
            Measure::Share | Measure::Count => Self::linear(measure, &finite),
        }
    }

    fn linear(measure: Measure, values: &[f64]) -> Self {
        let most = values.iter().copied().fold(0.0, f64::max);
        let most = if most > 0.0 { most } else { 1.0 };
        let tens = libm::pow(10.0, libm::log10(most / 5.0).floor());
        let unit = [1.0, 2.0, 5.0, 10.0].map(|n| n * tens).into_iter().find(|unit| most / unit <= 5.0).unwrap_or(tens);
        let n = (most / unit).ceil() as usize;
        let ticks: Vec<f64> = (0..=n).map(|at| at as f64 * unit).collect();
        Self { measure, low: 0.0, high: n as f64 * unit, ticks }
    }

    fn logarithmic(values: &[f64]) -> Self {
        let inside = |value: f64| value.clamp(RATIOS.0, RATIOS.1);
        let low = values.iter().copied().map(inside).fold(0.5, f64::min);
        let high = values.iter().copied().map(inside).fold(2.0, f64::max);
        let all = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];
        let first = all.iter().rposition(|tick| *tick <= low + 1e-12).unwrap_or(0);
        let last = all.iter().position(|tick| *tick >= high - 1e-12).unwrap_or(all.len() - 1);
        Self { measure: Measure::Ratio, low: all[first], high: all[last], ticks: all[first..=last].to_vec() }
    }

    /// Place of a value, 0 at the lower end and 1 at the upper; what lies outside is put on the end.
    pub(super) fn place(&self, value: f64) -> f64 {
        let place = match self.measure {
            Measure::Ratio => libm::log(value.max(1e-9) / self.low) / libm::log(self.high / self.low),
            Measure::Share | Measure::Count => (value - self.low) / (self.high - self.low),
        };
        place.clamp(0.0, 1.0)
    }

    /// The value of coverage in proportion, where the measure has one.
    pub(super) fn even(&self) -> Option<f64> {
        (self.measure == Measure::Ratio).then_some(1.0)
    }
}
