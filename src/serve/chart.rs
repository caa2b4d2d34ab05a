//! Coordinates of figures, for templates that write SVG.

use crate::summarize::busy_periods;

/// A coordinate, written with one decimal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Px(pub(super) f64);

impl std::fmt::Display for Px {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1}", self.0)
    }
}

/// Counts over time as bars.
#[derive(Debug, Clone)]
pub(super) struct Timeline {
    pub(super) bars: Vec<Bar>,
    /// All periods with their counts and addresses, also those far before and after the rest.
    pub(super) periods: Vec<(String, u64, String)>,
    /// Articles of the periods that are not drawn.
    pub(super) outside: u64,
    pub(super) width: Px,
    pub(super) height: Px,
    /// Largest count.
    pub(super) top: u64,
}

/// One period.
#[derive(Debug, Clone)]
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) n: u64,
    /// Its articles.
    pub(super) href: String,
    pub(super) x: Px,
    pub(super) y: Px,
    pub(super) width: Px,
    pub(super) height: Px,
}

/// Width of a figure in its own units, which are about as large as pixels.
const WIDTH: f64 = 520.0;
/// Height of a timeline.
const TIMELINE: f64 = 64.0;

/// Bars for periods in order, those far from the rest left out; `None` for fewer than two.
pub(super) fn timeline(periods: Vec<(String, u64, String)>) -> Option<Timeline> {
    let top = periods.iter().map(|(_, n, _)| *n).max().filter(|n| *n > 0)?;
    if periods.len() < 2 {
        return None;
    }
    let counts: Vec<u64> = periods.iter().map(|(_, n, _)| *n).collect();
    let busy = busy_periods(&counts);
    let outside = counts.iter().sum::<u64>() - counts[busy.clone()].iter().sum::<u64>();
    let step = WIDTH / busy.len() as f64;
    let bars = periods[busy].iter().enumerate().map(|(at, (label, n, href))| {
        let (label, n, href) = (label.clone(), *n, href.clone());
        let height = (n as f64 / top as f64 * TIMELINE).max(if n > 0 { 1.5 } else { 0.0 });
        let gap = (step * 0.15).min(2.0);
        let (x, y) = (Px(at as f64 * step + gap / 2.0), Px(TIMELINE - height));
        Bar { label, n, href, x, y, width: Px(step - gap), height: Px(height) }
    });
    let bars = bars.collect();
    Some(Timeline { bars, outside, periods, width: Px(WIDTH), height: Px(TIMELINE), top })
}

#[cfg(test)]
mod tests {
    use super::timeline;

    #[test]
    fn bars_are_as_high_as_their_counts() {
        let found = timeline(vec![("2014".into(), 50, String::new()), ("2015".into(), 100, String::new())]);
        let bars = found.expect("two periods").bars;
        assert!((bars[1].height.0 - 2.0 * bars[0].height.0).abs() < 1e-9);
        assert!(timeline(vec![("2014".into(), 50, String::new())]).is_none());
    }

    #[test]
    fn a_wrong_date_is_in_the_table_and_does_not_stretch_the_axis() {
        let periods = [("2014", 500), ("2015", 600), ("2050", 1)].map(|(year, n)| (year.to_owned(), n, String::new()));
        let found = timeline(periods.to_vec()).expect("three periods");
        assert_eq!((found.bars.len(), found.periods.len(), found.outside), (2, 3, 1));
    }
}
