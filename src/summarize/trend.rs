//! A share over time.

/// Mean of the values of each period and of its neighbours in time, `width` periods in all; fewer at both ends.
///
/// `values` has the number of each period, ascending, with its value. Periods without a value, and numbers that are skipped,
/// are left out; [`None`] where nothing is left. A width of 0 counts as 1.
#[must_use]
pub fn moving_average(values: &[(u64, Option<f64>)], width: usize) -> Vec<Option<f64>> {
    let width = width.max(1) as u64;
    let before = (width - 1) / 2;
    let mean = |(at, _): &(u64, Option<f64>)| {
        let near = |other: u64| other + before >= *at && other < *at + width - before;
        let known: Vec<f64> = values.iter().filter(|(other, _)| near(*other)).filter_map(|(_, value)| *value).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    values.iter().map(mean).collect()
}

/// A busy period has this part of what the busiest has.
const BUSY: f64 = 0.01;

/// The periods from the first busy one to the last: one wrong date would stretch an axis over decades.
#[must_use]
pub fn busy_periods(counts: &[u64]) -> std::ops::Range<usize> {
    let most = counts.iter().copied().max().unwrap_or(0) as f64;
    let is_busy = |n: &u64| *n as f64 >= most * BUSY;
    let first = counts.iter().position(is_busy).unwrap_or(0);
    first..counts.iter().rposition(is_busy).map_or(first, |at| at + 1)
}

/// Where a series most likely changes its level.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangePoint {
    /// Index of the first value after the change.
    pub at: usize,
    /// Pettitt's statistic K.
    pub statistic: f64,
    /// How likely one as large is by chance, approximately; at most 1.
    pub p: f64,
    /// The smallest `p` that a series of this length can have, when all values before the change are below those after it.
    pub least_p: f64,
    /// Values at either end among which no change can have a `p` below `level`, however large it is.
    pub blind: usize,
    /// Other values at which a change would have the same statistic.
    pub ties: Vec<usize>,
    /// Mean before the change.
    pub before: f64,
    /// Mean from the change on.
    pub after: f64,
}

/// Pettitt's test for one change of level in a series; [`None`] for fewer than four values.
///
/// It compares ranks, so outliers do not sway it; each value counts the same, whatever its base, and is taken as independent
/// of those before it. `level` is that of [`ChangePoint::blind`].
///
/// # Source
/// Pettitt (1979), Applied Statistics 28(2): 126–135.
#[must_use]
pub fn change_point(values: &[f64], level: f64) -> Option<ChangePoint> {
    let n = values.len();
    if n < 4 {
        return None;
    }
    let mut u = 0.0;
    let (mut statistic, mut best): (f64, Vec<usize>) = (0.0, Vec::new());
    for (t, value) in values.iter().enumerate() {
        u += values.iter().map(|other| sign(value - other)).sum::<f64>();
        if u.abs() > statistic {
            (statistic, best) = (u.abs(), Vec::new());
        }
        if u.abs() >= statistic && statistic > 0.0 {
            best.push(t + 1);
        }
    }
    if best.is_empty() {
        return None;
    }
    let (at, ties) = (best[0], best.split_off(1));
    let size = n as f64;
    let p_of = |k: f64| (2.0 * libm::exp(-6.0 * k * k / (size.powi(3) + size.powi(2)))).min(1.0);
    let (p, least_p) = (p_of(statistic), p_of((n / 2 * n.div_ceil(2)) as f64));
    // K is largest where all values before a change are below those after it: as many pairs as there are across it.
    let blind = (1..=n / 2).take_while(|t| p_of((t * (n - t)) as f64) >= level).count();
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    Some(ChangePoint {
        at,
        statistic,
        p,
        least_p,
        blind,
        ties,
        before: mean(&values[..at]),
        after: mean(&values[at..]),
    })
}

fn sign(difference: f64) -> f64 {
    if difference > 0.0 {
        1.0
    } else if difference < 0.0 {
        -1.0
    } else {
        0.0
    }
}

/// The series as eight heights of block characters, a dot where there is no value.
#[must_use]
pub fn sparkline(values: &[Option<f64>]) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let top = values.iter().flatten().copied().fold(0.0, f64::max);
    let block = |value: &Option<f64>| match value {
        None => '·',
        // Where none is above 0 the quotient is no number, which counts as the lowest.
        Some(value) => BLOCKS[((value / top * 8.0).ceil() as usize).clamp(1, 8) - 1],
    };
    values.iter().map(block).collect()
}
