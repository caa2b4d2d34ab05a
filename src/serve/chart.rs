//! Figures as coordinates, for templates that write them as SVG.

use crate::summarize::Share;

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

/// Bars for periods in order; `None` for fewer than two.
pub(super) fn timeline(periods: Vec<(String, u64, String)>) -> Option<Timeline> {
    let top = periods.iter().map(|(_, n, _)| *n).max().filter(|n| *n > 0)?;
    if periods.len() < 2 {
        return None;
    }
    let step = WIDTH / periods.len() as f64;
    let bars = periods.into_iter().enumerate().map(|(at, (label, n, href))| {
        let height = (n as f64 / top as f64 * TIMELINE).max(if n > 0 { 1.5 } else { 0.0 });
        let gap = (step * 0.15).min(2.0);
        let (x, y) = (Px(at as f64 * step + gap / 2.0), Px(TIMELINE - height));
        Bar { label, n, href, x, y, width: Px(step - gap), height: Px(height) }
    });
    Some(Timeline { bars: bars.collect(), width: Px(WIDTH), height: Px(TIMELINE), top })
}

/// Shares with their intervals, a row each group, a mark each series.
#[derive(Debug, Clone)]
pub(super) struct Intervals {
    pub(super) rows: Vec<Row>,
    pub(super) ticks: Vec<Tick>,
    pub(super) width: Px,
    pub(super) height: Px,
    /// Where the axis stands.
    pub(super) base: Px,
    /// Width of the labels.
    pub(super) left: Px,
}

/// One group.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) y: Px,
    pub(super) marks: Vec<Mark>,
}

/// One share.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) series: String,
    pub(super) style: &'static str,
    /// The share in words, with its interval.
    pub(super) says: String,
    pub(super) x: Px,
    pub(super) y: Px,
    pub(super) low: Px,
    pub(super) high: Px,
}

/// A place on the axis.
#[derive(Debug, Clone)]
pub(super) struct Tick {
    pub(super) x: Px,
    pub(super) label: String,
}

/// A group that goes into [`intervals`].
pub(super) struct Group {
    pub(super) label: String,
    pub(super) href: String,
    /// Name, style and share of each series.
    pub(super) shares: Vec<(String, &'static str, Option<Share>)>,
}

/// Room for the labels of rows.
const LABELS: f64 = 170.0;
/// Height of one mark.
const STEP: f64 = 11.0;

/// A dot with a whisker for each share; `None` without groups.
pub(super) fn intervals(groups: Vec<Group>) -> Option<Intervals> {
    let shares = groups.iter().flat_map(|g| &g.shares).filter_map(|(_, _, share)| *share);
    let top = shares.map(|s| s.high).fold(0.0, f64::max);
    if top <= 0.0 {
        return None;
    }
    let unit = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2].into_iter().find(|u| top / u <= 6.0).unwrap_or(0.25);
    let end = (top / unit).ceil() * unit;
    let at = |share: f64| Px(LABELS + share / end * (WIDTH - LABELS - 20.0));
    let mut y = 8.0;
    let mut rows = Vec::new();
    for group in groups {
        let height = STEP * group.shares.len().max(1) as f64;
        let marks = group.shares.into_iter().enumerate().filter_map(|(place, (series, style, share))| {
            let share = share?;
            let says = crate::present::share_text(Some(share));
            let y = Px(y + STEP * (place as f64 + 0.5));
            Some(Mark { series, style, says, x: at(share.share), y, low: at(share.low), high: at(share.high) })
        });
        let marks = marks.collect();
        rows.push(Row { label: group.label, href: group.href, y: Px(y + height / 2.0), marks });
        y += height + 8.0;
    }
    let n_ticks = (end / unit).round() as usize;
    let decimals = usize::from(unit < 0.01);
    let tick = |n: usize| {
        let share = unit * n as f64;
        Tick { x: at(share), label: format!("{:.decimals$} %", share * 100.0) }
    };
    let ticks = (0..=n_ticks).map(tick).collect();
    Some(Intervals { rows, ticks, width: Px(WIDTH), height: Px(y + 20.0), base: Px(y), left: Px(LABELS) })
}

#[cfg(test)]
mod tests {
    use super::{Group, intervals, timeline};
    use crate::summarize::Share;

    #[test]
    fn bars_are_as_high_as_their_counts() {
        let found = timeline(vec![("2014".into(), 50, String::new()), ("2015".into(), 100, String::new())]);
        let bars = found.expect("two periods").bars;
        assert!((bars[1].height.0 - 2.0 * bars[0].height.0).abs() < 1e-9);
        assert!(timeline(vec![("2014".into(), 50, String::new())]).is_none());
    }

    #[test]
    fn a_dot_stands_inside_its_whisker_and_its_axis() {
        let shares = vec![("low".to_owned(), "t0", Share::of(3, 40)), ("none".to_owned(), "t1", Share::of(0, 40))];
        let group = Group { label: "One".into(), href: String::new(), shares };
        let found = intervals(vec![group]).expect("a figure");
        for mark in &found.rows[0].marks {
            assert!(mark.low.0 <= mark.x.0 && mark.x.0 <= mark.high.0 && mark.high.0 <= found.width.0);
        }
        assert_eq!(found.ticks.last().map(|t| t.label.as_str()), Some("20 %"));
    }
}
