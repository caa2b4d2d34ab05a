//! Where the occupations named lie on the wage distribution, against coverage in proportion.

use crate::summarize::population::base::wage_spans;
use crate::summarize::population::{Drawn, Mentions};

/// A figure with its 95 % interval; the ends are `None` with fewer than two clusters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The figure.
    pub value: f64,
    /// Both ends.
    pub ends: Option<(f64, f64)>,
}

/// The distribution of namings over the wage distribution of jobs.
///
/// In proportion to employment it is uniform: median 0.5, bottom third 1/3, middle 7/15, top fifth
/// 1/5, distance 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// Place on the wage distribution, 0–1, below which half of the namings lie.
    pub median: Interval,
    /// Share of namings in the bottom third of jobs.
    pub bottom_third: Interval,
    /// Share between the bottom third and the top fifth.
    pub middle: Interval,
    /// Share in the top fifth.
    pub top_fifth: Interval,
    /// Kolmogorov–Smirnov distance from the uniform distribution, 0–1.
    pub distance: Interval,
    /// Namings of occupations with a wage, weighted.
    pub n: f64,
    /// The cumulative distribution: place on the wage distribution and share of namings up to it, 0–1.
    pub curve: Vec<(f64, f64)>,
}

/// Where the bottom third ends and the top fifth begins, after Williams & Boushey (2010).
const CUTS: [f64; 2] = [1.0 / 3.0, 0.8];

/// The places of the namings; `None` when no occupation with a wage is named.
///
/// An occupation takes the part of the distribution that its jobs take, and its namings are spread
/// evenly over that part: so namings in proportion to jobs give exactly the uniform distribution,
/// however large single occupations are.
#[must_use]
pub fn places(mentions: &Mentions<'_>, drawn: &Drawn) -> Option<Places> {
    let kept: Vec<bool> = mentions.n_entries.iter().map(|n| *n > 0).collect();
    let spans = wage_spans(mentions, |figure| figure.employed, &kept);
    let mut edges: Vec<f64> = spans.iter().flatten().flat_map(|(low, high)| [*low, *high]).chain(CUTS).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    let at = |edge: f64| edges.partition_point(|other| *other < edge);
    let spans = spans.iter().map(|s| s.map(|(low, high)| (at(low), at(high))));
    let spans = spans.flat_map(|span| std::iter::repeat_n(span, mentions.cells_a_place())).collect();
    let grid = Grid { spans, cuts: CUTS.map(at), edges };
    let observed = drawn.observed();
    let figures = grid.figures(&observed)?;
    let mut replicates: [Vec<f64>; 5] = Default::default();
    drawn.each(|counts| {
        let of_replicate = grid.figures(counts).unwrap_or([f64::NAN; 5]);
        replicates.iter_mut().zip(of_replicate).for_each(|(values, value)| values.push(value));
    });
    let [median, bottom_third, middle, top_fifth, distance] =
        std::array::from_fn(|at| Interval { value: figures[at], ends: drawn.interval(&replicates[at]) });
    let n = observed.iter().zip(&grid.spans).filter(|(_, span)| span.is_some()).map(|(n, _)| n).sum();
    Some(Places { median, bottom_third, middle, top_fifth, distance, n, curve: grid.curve(&observed) })
}

/// The ends of all occupations on the wage distribution, sorted, and each cell of mentions between two of them.
struct Grid {
    edges: Vec<f64>,
    spans: Vec<Option<(usize, usize)>>,
    cuts: [usize; 2],
}

impl Grid {
    /// Share of namings below each edge; `None` without namings.
    fn below(&self, counts: &[f64]) -> Option<Vec<f64>> {
        // Density between neighbouring edges, from where it begins and where it ends.
        let mut change = vec![0.0; self.edges.len()];
        let mut all = 0.0;
        for (count, span) in counts.iter().zip(&self.spans).filter(|(count, _)| **count > 0.0) {
            let Some((low, high)) = *span else { continue };
            let density = count / (self.edges[high] - self.edges[low]);
            change[low] += density;
            change[high] -= density;
            all += count;
        }
        if all <= 0.0 {
            return None;
        }
        let (mut below, mut density) = (vec![0.0; self.edges.len()], 0.0);
        for at in 1..self.edges.len() {
            density += change[at - 1];
            below[at] = below[at - 1] + density * (self.edges[at] - self.edges[at - 1]) / all;
        }
        Some(below)
    }

    /// The edges with the share of namings below them.
    fn curve(&self, counts: &[f64]) -> Vec<(f64, f64)> {
        self.below(counts).map_or_else(Vec::new, |below| self.edges.iter().copied().zip(below).collect())
    }

    /// Median, bottom third, middle, top fifth and distance of namings by cell.
    fn figures(&self, counts: &[f64]) -> Option<[f64; 5]> {
        let below = self.below(counts)?;
        let distance = below.iter().zip(&self.edges).map(|(f, edge)| (f - edge).abs()).fold(0.0, f64::max);
        let half = below.partition_point(|f| *f < 0.5).clamp(1, below.len() - 1);
        let part = (0.5 - below[half - 1]) / (below[half] - below[half - 1]);
        let median = self.edges[half - 1] + part * (self.edges[half] - self.edges[half - 1]);
        let [third, fifth] = self.cuts.map(|cut| below[cut]);
        Some([median, third, fifth - third, 1.0 - fifth, distance])
    }
}
