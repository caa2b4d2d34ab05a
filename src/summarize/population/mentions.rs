//! Which occupations each article names.

use std::collections::{BTreeMap, HashMap};

use crate::baseline::Employment;
use crate::lexicon::Lexicon;
use crate::score::{ArticleRow, HitRow};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Every hit of an occupation word.
    Mentions,
    /// Every article once for each occupation it names.
    Articles,
}

impl Unit {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mentions => "mentions",
            Self::Articles => "articles",
        }
    }
}

/// An occupation that an article names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Naming {
    /// Index of the article among the rows.
    pub article: usize,
    /// Index into [`Mentions::years`].
    pub year: usize,
    /// Index into the groups of the survey.
    pub group: usize,
    /// Tier of the mentions, as an index into the tiers of the lexicon; `None` where they have none.
    pub tier: Option<usize>,
    /// How often: 1 where articles are counted.
    pub times: u32,
}

/// All occupations named in a corpus, by the groups of a survey.
#[derive(Debug, Clone)]
pub struct Mentions<'a> {
    /// The survey.
    pub figures: &'a Employment,
    /// Its years.
    pub years: Vec<i16>,
    /// Tiers of the lexicon.
    pub n_tiers: usize,
    /// Sorted by article, group and tier. Where articles are counted, one an article and group.
    pub namings: Vec<Naming>,
    /// Entries of the lexicon that name each group; a group without any cannot be found.
    pub n_entries: Vec<u32>,
    /// Of these, entries that count only beside words of working life.
    pub n_guarded: Vec<u32>,
    /// Articles that name an occupation.
    pub n_articles: u64,
    /// Of these, articles whose year has figures.
    pub n_own_year: u64,
    /// Of these, articles without a date.
    pub n_undated: u64,
    /// Hits of occupations that the survey does not have.
    pub n_outside: u64,
}

/// Times that articles name the occupations of a group, by article, group and tier.
type Times = BTreeMap<(usize, usize, Option<usize>), u32>;

impl<'a> Mentions<'a> {
    /// Gathers the occupations of `hits`, of which only scored zones count; a mention has the tier of its hit.
    ///
    /// Undated articles take the year of figures that most dated ones take.
    #[must_use]
    pub fn gather(
        figures: &'a Employment,
        lexicon: &Lexicon,
        rows: &[ArticleRow],
        hits: &[HitRow<'_>],
        unit: Unit,
    ) -> Self {
        let (times, n_outside) = times_named(figures, lexicon, rows, hits);
        let years: Vec<i16> = figures.years.keys().copied().collect();
        let place =
            |year: i16| years.iter().position(|known| *known == figures.nearest(year)).expect("it is one of them");
        let mut named: Vec<usize> = times.keys().map(|(article, ..)| *article).collect();
        named.dedup();
        let own: Vec<Option<i16>> = named.iter().map(|article| year_of(&rows[*article])).collect();
        let mut taken = vec![0_u64; years.len()];
        own.iter().flatten().for_each(|year| taken[place(*year)] += 1);
        let usual = (0..years.len()).max_by_key(|at| (taken[*at], *at)).expect("the figures hold a year");
        let one = |((article, group, tier), times): (&(usize, usize, Option<usize>), &u32)| Naming {
            article: *article,
            year: year_of(&rows[*article]).map_or(usual, place),
            group: *group,
            tier: *tier,
            times: *times,
        };
        let namings: Vec<Naming> = times.iter().map(one).collect();
        let (n_entries, n_guarded) = words_for(figures, lexicon);
        Self {
            namings: if unit == Unit::Articles { once_an_article(&namings) } else { namings },
            n_articles: named.len() as u64,
            n_own_year: own.iter().flatten().filter(|year| years.contains(year)).count() as u64,
            n_undated: own.iter().filter(|year| year.is_none()).count() as u64,
            n_tiers: lexicon.tiers.len(),
            figures,
            years,
            n_entries,
            n_guarded,
            n_outside,
        }
    }

    /// The year of figures for an article, as an index into [`Self::years`]: the nearest one, or for
    /// an undated article the one that most namings take.
    #[must_use]
    pub fn year_of(&self, row: &ArticleRow) -> usize {
        let at = |year: i16| self.years.iter().position(|known| *known == self.figures.nearest(year));
        year_of(row).and_then(at).unwrap_or_else(|| {
            let mut taken = vec![0_u64; self.years.len()];
            self.namings.iter().for_each(|naming| taken[naming.year] += 1);
            (0..taken.len()).max_by_key(|at| (taken[*at], *at)).expect("the figures hold a year")
        })
    }

    /// The same corpus, all of it compared with the figures of year number `year`.
    #[must_use]
    pub fn in_year(&self, year: usize) -> Self {
        let mut out = self.clone();
        out.namings.iter_mut().for_each(|naming| naming.year = year);
        out
    }

    /// The same corpus with a lexicon that has no word for `group`.
    #[must_use]
    pub fn without(&self, group: usize) -> Self {
        let mut out = self.clone();
        out.namings.retain(|naming| naming.group != group);
        out.n_entries[group] = 0;
        out
    }

    /// The group named most often, the first of several; `None` when none is named.
    #[must_use]
    pub fn commonest(&self) -> Option<usize> {
        let mut times = vec![0_u64; self.figures.groups.len()];
        self.namings.iter().for_each(|naming| times[naming.group] += u64::from(naming.times));
        let most = times.iter().copied().max().filter(|most| *most > 0)?;
        times.iter().position(|n| *n == most)
    }

    /// Place of a group in a list of numbers by year and group.
    #[must_use]
    pub fn place(&self, year: usize, group: usize) -> usize {
        year * self.figures.groups.len() + group
    }

    /// Length of a list of numbers by year and group.
    #[must_use]
    pub fn n_places(&self) -> usize {
        self.years.len() * self.figures.groups.len()
    }

    /// Place of a group and tier in a list of numbers by year, group and tier; the last tier is none.
    #[must_use]
    pub fn cell(&self, naming: &Naming) -> usize {
        self.place(naming.year, naming.group) * self.cells_a_place() + naming.tier.unwrap_or(self.n_tiers)
    }

    /// Cells that share a place: one a tier, and one for mentions of no tier.
    #[must_use]
    pub fn cells_a_place(&self) -> usize {
        self.n_tiers + 1
    }

    /// Tier of a cell; `None` for mentions of no tier.
    #[must_use]
    pub fn tier_of(&self, cell: usize) -> Option<usize> {
        Some(cell % self.cells_a_place()).filter(|tier| *tier < self.n_tiers)
    }

    /// What every year and group has, in the order of [`Self::place`].
    pub(super) fn each<T>(&self, mut of: impl FnMut(usize, usize) -> T) -> Vec<T> {
        let groups = self.figures.groups.len();
        (0..self.n_places()).map(|place| of(place / groups, place % groups)).collect()
    }
}

/// Times that each article names each group in each tier, and hits of occupations that the survey does not have.
fn times_named(figures: &Employment, lexicon: &Lexicon, rows: &[ArticleRow], hits: &[HitRow<'_>]) -> (Times, u64) {
    let codes = lexicon.entries.iter().filter_map(|entry| Some((entry.id.as_str(), entry.soc.as_deref()?)));
    let codes: HashMap<&str, &str> = codes.collect();
    let articles: HashMap<&str, usize> = rows.iter().enumerate().map(|(at, row)| (row.id.as_str(), at)).collect();
    let mut times = Times::new();
    let mut n_outside = 0;
    for hit in hits.iter().filter(|hit| hit.is_scored()) {
        let (Some(soc), Some(article)) = (codes.get(hit.entry), articles.get(hit.article)) else { continue };
        let tier = lexicon.tiers.iter().position(|tier| tier == hit.tier);
        match figures.group(soc) {
            Some(group) => *times.entry((*article, group, tier)).or_default() += 1,
            None => n_outside += 1,
        }
    }
    (times, n_outside)
}

/// Entries that name each group, and of these the ones that count only beside words of working life.
fn words_for(figures: &Employment, lexicon: &Lexicon) -> (Vec<u32>, Vec<u32>) {
    let mut n_entries = vec![0_u32; figures.groups.len()];
    let mut n_guarded = n_entries.clone();
    for entry in &lexicon.entries {
        if let Some(group) = entry.soc.as_deref().and_then(|soc| figures.group(soc)) {
            n_entries[group] += 1;
            n_guarded[group] += u32::from(!entry.near.is_empty());
        }
    }
    (n_entries, n_guarded)
}

/// One naming an article and group, with the tier of most of its mentions, the first of several.
pub(super) fn once_an_article(namings: &[Naming]) -> Vec<Naming> {
    let same = |a: &Naming, b: &Naming| (a.article, a.group) == (b.article, b.group);
    let first_of_most = |of: &[Naming]| {
        let most = of.iter().map(|naming| naming.times).max().unwrap_or_default();
        let tier = of.iter().find(|naming| naming.times == most && naming.tier.is_some()).and_then(|n| n.tier);
        Naming { tier, times: 1, ..of[0] }
    };
    namings.chunk_by(same).map(first_of_most).collect()
}

/// The year of an article.
fn year_of(row: &ArticleRow) -> Option<i16> {
    row.date.as_deref().and_then(|date| date.get(..4)?.parse().ok())
}
