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

/// Which class employment and mentions belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkerClasses {
    /// Names of the classes.
    pub labels: Vec<String>,
    /// The classes that share the employment of an occupation, each with its part (0–1), in the order of
    /// [`Mentions::place`]; an occupation with none is left out of the comparison.
    pub employed: Vec<Vec<(usize, f64)>>,
    /// Index of the class of mentions, in the order of [`Mentions::cell`]; `None` leaves them out.
    pub mentioned: Vec<Option<usize>>,
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
            if mentions.n_entries[group] > 0 && !classes.employed[place].is_empty() { *count } else { 0.0 }
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
    /// Classes of whole occupations, `of` in the order of [`Mentions::place`]: employment and all mentions of one have
    /// the same class.
    #[must_use]
    pub fn whole(mentions: &Mentions<'_>, labels: Vec<String>, of: &[Option<usize>]) -> Self {
        let employed = of.iter().map(|class| class.map(|class| (class, 1.0)).into_iter().collect());
        let mentioned = of.iter().flat_map(|class| std::iter::repeat_n(*class, mentions.cells_a_place()));
        Self { labels, employed: employed.collect(), mentioned: mentioned.collect() }
    }

    /// Every occupation is a class of its own.
    #[must_use]
    pub fn occupations(mentions: &Mentions<'_>) -> Self {
        let labels = mentions.figures.groups.iter().map(|group| group.title.clone()).collect();
        Self::whole(mentions, labels, &mentions.each(|_, group| Some(group)))
    }

    /// Classes by the occupations of SOC 2018 in a group: that of the first one that `class` knows.
    #[must_use]
    pub fn by_soc(mentions: &Mentions<'_>, labels: Vec<String>, class: impl Fn(&str) -> Option<usize>) -> Self {
        let groups = &mentions.figures.groups;
        let of = mentions.each(|_, group| groups[group].soc.iter().find_map(|soc| class(soc)));
        Self::whole(mentions, labels, &of)
    }

    /// Tiers: a mention has its own; the employment of an occupation is split by the tiers that `tier` gives to its
    /// codes of SOC 2018, each with its part.
    #[must_use]
    pub fn tiers(mentions: &Mentions<'_>, labels: Vec<String>, tier: impl Fn(&str) -> Option<usize>) -> Self {
        let split = |year: usize, group: usize| {
            let parts = mentions.figures.parts(mentions.years[year], group);
            let socs = &mentions.figures.groups[group].soc;
            let mut by_tier = vec![0.0; labels.len()];
            socs.iter().zip(parts).for_each(|(soc, part)| tier(soc).into_iter().for_each(|tier| by_tier[tier] += part));
            let known: f64 = by_tier.iter().sum();
            let parts = by_tier.iter().enumerate().filter(|(_, part)| **part > 0.0);
            parts.map(|(tier, part)| (tier, part / known)).collect()
        };
        let employed = mentions.each(split);
        let mentioned = (0..mentions.n_places() * mentions.cells_a_place()).map(|cell| mentions.tier_of(cell));
        Self { employed, mentioned: mentioned.collect(), labels }
    }

    /// The same with the employment of each occupation in the class that has most of it.
    #[must_use]
    pub fn with_whole_employment(mut self) -> Self {
        for parts in &mut self.employed {
            let most = parts.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            *parts = most.map(|(class, _)| (class, 1.0)).into_iter().collect();
        }
        self
    }

    /// Fifths of all jobs by median wage, 1 the lowest: an occupation belongs to the fifth in which
    /// the middle of its jobs lies. Occupations without a wage have no class.
    #[must_use]
    pub fn wage_fifths(mentions: &Mentions<'_>) -> Self {
        let labels = (1..=5).map(|fifth| fifth.to_string()).collect();
        let all = vec![true; mentions.figures.groups.len()];
        let spans = wage_spans(mentions, |figure| figure.employed, &all);
        let of = spans.iter().map(|span| span.map(|(low, high)| (f64::midpoint(low, high) * 5.0).min(4.0) as usize));
        Self::whole(mentions, labels, &of.collect::<Vec<_>>())
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
