//! What coverage in proportion would be: the share of each occupation in the working population.

use crate::baseline::EmploymentFigure;
use crate::summarize::population::Mentions;

/// Whose occupations coverage is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum People {
    /// All workers.
    All,
    /// Women.
    Women,
}

impl People {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Women => "women",
        }
    }

    fn count(self, figure: &EmploymentFigure) -> f64 {
        match self {
            Self::All => figure.employed,
            Self::Women => figure.women.map_or(0.0, |women| women * figure.employed),
        }
    }
}

/// Which class each occupation belongs to in each year; `None` leaves it out of the comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkerClasses {
    /// Names of the classes.
    pub labels: Vec<String>,
    /// Index of the class, in the order of [`Mentions::place`].
    pub of: Vec<Option<usize>>,
}

/// Shares of employment, in the order of [`Mentions::place`]: they add up to 1 in every year, over
/// the occupations that the lexicon has words for and the survey has figures for.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// The shares; 0 is left out of the comparison.
    pub share: Vec<f64>,
    /// Part of employment that the comparison covers, by year.
    pub covered: Vec<f64>,
}

impl Base {
    /// The base of `people` over the occupations that have a class.
    #[must_use]
    pub fn new(mentions: &Mentions<'_>, people: People, classes: &WorkerClasses) -> Self {
        let figure = |year: usize, group: usize| &mentions.figures.years[&mentions.years[year]][group];
        let all = mentions.each(|year, group| people.count(figure(year, group)));
        let counted = |(place, count): (usize, &f64)| {
            let group = place % mentions.figures.groups.len();
            if mentions.n_entries[group] > 0 && classes.of[place].is_some() { *count } else { 0.0 }
        };
        let mut share: Vec<f64> = all.iter().enumerate().map(counted).collect();
        let width = mentions.figures.groups.len();
        let covered = share.chunks_mut(width).zip(all.chunks(width)).map(|(share, all)| {
            let (sum, whole): (f64, f64) = (share.iter().sum(), all.iter().sum());
            share.iter_mut().for_each(|share| *share = if sum > 0.0 { *share / sum } else { 0.0 });
            if whole > 0.0 { sum / whole } else { 0.0 }
        });
        Self { covered: covered.collect(), share }
    }
}

impl WorkerClasses {
    /// Every occupation is a class of its own.
    #[must_use]
    pub fn occupations(mentions: &Mentions<'_>) -> Self {
        let labels = mentions.figures.groups.iter().map(|group| group.title.clone()).collect();
        Self { labels, of: mentions.each(|_, group| Some(group)) }
    }

    /// Classes by the occupations of SOC 2018 in a group: that of the first one that `class` knows.
    #[must_use]
    pub fn by_soc(mentions: &Mentions<'_>, labels: Vec<String>, class: impl Fn(&str) -> Option<usize>) -> Self {
        let groups = &mentions.figures.groups;
        let of = mentions.each(|_, group| groups[group].soc.iter().find_map(|soc| class(soc)));
        Self { labels, of }
    }

    /// Fifths of all jobs by median wage, 1 the lowest: an occupation belongs to the fifth in which
    /// the middle of its jobs lies. Occupations without a wage have no class.
    #[must_use]
    pub fn wage_fifths(mentions: &Mentions<'_>) -> Self {
        let labels = (1..=5).map(|fifth| fifth.to_string()).collect();
        let all = vec![true; mentions.figures.groups.len()];
        let spans = wage_spans(mentions, |figure| figure.employed, &all);
        let of = spans.iter().map(|span| span.map(|(low, high)| (f64::midpoint(low, high) * 5.0).min(4.0) as usize));
        Self { labels, of: of.collect() }
    }
}

/// The part of the wage distribution that each occupation takes, from 0 (lowest paid) to 1, in the
/// order of [`Mentions::place`]; `None` without a wage, without jobs, or where `kept` says so.
pub(super) fn wage_spans(
    mentions: &Mentions<'_>,
    count: impl Fn(&EmploymentFigure) -> f64,
    kept: &[bool],
) -> Vec<Option<(f64, f64)>> {
    let mut spans = vec![None; mentions.n_places()];
    for (at, year) in mentions.years.iter().enumerate() {
        let figures = &mentions.figures.years[year];
        let paid = |group: usize| figures[group].median_hourly.filter(|_| kept[group] && count(&figures[group]) > 0.0);
        let mut order: Vec<(f64, usize)> = (0..figures.len()).filter_map(|group| Some((paid(group)?, group))).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let all: f64 = order.iter().map(|(_, group)| count(&figures[*group])).sum();
        let mut below = 0.0;
        for (_, group) in order {
            let above = below + count(&figures[group]);
            spans[mentions.place(at, group)] = Some((below / all, above / all));
            below = above;
        }
    }
    spans
}
