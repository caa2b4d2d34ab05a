//! What the articles of a corpus are like on average, and how far two corpora are apart.
//!
//! In: rows of articles. Out: a [`Makeup`], mean and variance of measures that the record has of every article; the
//! distance of two of them. Always holds: only scored articles count, and the order of the measures is that of
//! [`measure_names`].

use crate::score::{ArticleRow, Focus, standings};
use crate::worklife::{GENERAL, SentenceTotals};

/// Tokens that rates are taken over.
const RATE: f64 = 1_000.0;
/// A shorter article counts as this long, as in the features of a score.
const LEAST_TOKENS: u64 = 200;
/// Most hits of a tier that count in a headline.
const MOST_IN_HEADLINE: f64 = 2.0;
/// Measures of each tier by its hits, its people and the words of the article.
const OF_TIER: [&str; 4] = ["hits", "headline_hits", "profiled", "words"];
/// Measures of an article that belong to no tier.
const OF_ARTICLE: [&str; 6] = ["length", "occupations", "pay", "schedules", "reasons", "proposals"];
/// Measures of each class of sentences.
const OF_CLASS: [&str; 3] = ["expected", "share", "headline"];

/// Names of the measures, for these tiers.
#[must_use]
pub fn measure_names(tiers: &[String]) -> Vec<String> {
    let mut names: Vec<String> = OF_ARTICLE.map(str::to_owned).to_vec();
    names.extend(standings(tiers).map(|standing| format!("{standing}.quoted_words")));
    for tier in tiers {
        names.extend(OF_TIER.map(|measure| format!("{tier}.{measure}")));
    }
    for class in tiers.iter().map(String::as_str).chain([GENERAL]) {
        names.extend(OF_CLASS.map(|measure| format!("{class}.sentences_{measure}")));
    }
    names
}

/// The measures of one article: logarithms of its length and of rates per 1,000 tokens, counts of headline hits and of
/// proposals, log-odds by its words, and what its sentences add up to.
fn measures(row: &ArticleRow, n_tiers: usize) -> Vec<f64> {
    let thousands = row.n_tokens.max(LEAST_TOKENS) as f64 / RATE;
    let rate = |n: u64| libm::log1p(n as f64 / thousands);
    let work = &row.work;
    let mut values = vec![
        libm::log(row.n_tokens.max(1) as f64),
        rate(row.occupations.len() as u64),
        rate(work.n_pay),
        rate(work.schedule_control + work.schedule_rigid + work.schedule_unstable),
        rate(work.reasons_pull + work.reasons_push),
        row.proposals.len() as f64,
    ];
    values.extend(row.voice.quoted_words.iter().map(|n| rate(*n)));
    let totals = |class: usize| row.sentences.get(class).copied().unwrap_or_default();
    let of_tiers = row.voice.hits_by_place.iter().zip(&row.voice.n_profiled).enumerate();
    for (tier, (places, profiled)) in of_tiers {
        let [headline, _, first, middle, last, _] = *places;
        let in_headline = (headline as f64).min(MOST_IN_HEADLINE);
        values.extend([rate(first + middle + last), in_headline, rate(*profiled), totals(tier).words]);
    }
    for class in 0..=n_tiers {
        let SentenceTotals { expected, share, headline, .. } = totals(class);
        values.extend([libm::log1p(expected), share.sqrt(), headline]);
    }
    values
}

/// Means and variances of the measures over the scored articles of a corpus.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Makeup {
    n: u64,
    mean: Vec<f64>,
    /// Sums of squared deviations from the mean.
    squares: Vec<f64>,
    /// Articles assigned to a tier, and the sum of their scores of that tier.
    assigned: (u64, f64),
}

impl Makeup {
    /// That of these articles.
    pub fn of_rows<'a>(rows: impl IntoIterator<Item = &'a ArticleRow>, n_tiers: usize) -> Self {
        let mut makeup = Self::default();
        rows.into_iter().for_each(|row| makeup.add(row, n_tiers));
        makeup
    }

    /// That of a corpus whose means and variances are known.
    #[must_use]
    pub fn of_moments(n: u64, mean: Vec<f64>, variance: &[f64]) -> Self {
        let degrees = n.saturating_sub(1) as f64;
        Self { n, mean, assigned: (0, 0.0), squares: variance.iter().map(|variance| variance * degrees).collect() }
    }

    /// Adds one article, where it is scored.
    ///
    /// # Source
    /// Welford (1962), Technometrics 4(3): 419–420.
    pub fn add(&mut self, row: &ArticleRow, n_tiers: usize) {
        if !row.is_scored() {
            return;
        }
        if let Focus::Tier(tier) = row.focus {
            self.assigned.0 += 1;
            self.assigned.1 += row.score.get(usize::from(tier.0)).copied().unwrap_or_default();
        }
        let values = measures(row, n_tiers);
        self.mean.resize(values.len(), 0.0);
        self.squares.resize(values.len(), 0.0);
        self.n += 1;
        for ((mean, squares), value) in self.mean.iter_mut().zip(&mut self.squares).zip(values) {
            let away = value - *mean;
            *mean += away / self.n as f64;
            *squares += away * (value - *mean);
        }
    }

    /// Scored articles.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Articles assigned to one tier; 0 where only moments are known.
    #[must_use]
    pub fn n_assigned(&self) -> u64 {
        self.assigned.0
    }

    /// Mean score, 0–3, of the articles assigned to one tier, each of that tier: how sure the assignments are. `None` without
    /// any, or where only moments are known.
    #[must_use]
    pub fn assigned_score(&self) -> Option<f64> {
        let (n, sum) = self.assigned;
        (n > 0).then(|| sum / n as f64)
    }

    /// Means of the measures; empty without articles.
    #[must_use]
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// Variances of the measures between articles; 0 for fewer than two.
    #[must_use]
    pub fn variance(&self) -> Vec<f64> {
        let degrees = self.n.saturating_sub(1).max(1) as f64;
        self.squares.iter().map(|squares| squares / degrees).collect()
    }

    /// The differences of two means, each in deviations of `scale` (variances between articles).
    #[must_use]
    pub fn differences(&self, other: &Self, scale: &[f64]) -> Vec<f64> {
        let of_measure = |((one, other), variance): ((&f64, &f64), &f64)| {
            if *variance > 0.0 { (one - other) / variance.sqrt() } else { 0.0 }
        };
        self.mean.iter().zip(&other.mean).zip(scale).map(of_measure).collect()
    }

    /// How far two corpora are apart: the root of the mean squared difference of their means over all measures, each in
    /// deviations of `scale`, without what the chance of the draw of articles adds on average. 0 where chance explains it.
    ///
    /// `None` where either has fewer than two articles.
    #[must_use]
    pub fn distance(&self, other: &Self, scale: &[f64]) -> Option<f64> {
        if self.n < 2 || other.n < 2 {
            return None;
        }
        let differences = self.differences(other, scale);
        let by_chance = self.variance().into_iter().zip(other.variance()).zip(scale);
        let by_chance = by_chance.filter(|(_, scale)| **scale > 0.0);
        let by_chance: f64 =
            by_chance.map(|((one, two), scale)| (one / self.n as f64 + two / other.n as f64) / scale).sum();
        let squares: f64 = differences.iter().map(|difference| difference * difference).sum();
        Some(((squares - by_chance).max(0.0) / differences.len().max(1) as f64).sqrt())
    }
}

/// Variances of the measures over articles of several corpora that count alike: the mean of the variances within them, and
/// the variance of their means.
#[must_use]
pub fn pooled_variance(corpora: &[Makeup]) -> Vec<f64> {
    let n = corpora.len().max(1) as f64;
    let n_measures = corpora.first().map_or(0, |corpus| corpus.mean.len());
    let within: Vec<Vec<f64>> = corpora.iter().map(Makeup::variance).collect();
    let of_measure = |at: usize| {
        let mean = corpora.iter().map(|corpus| corpus.mean[at]).sum::<f64>() / n;
        let between = corpora.iter().map(|corpus| (corpus.mean[at] - mean).powi(2)).sum::<f64>() / n;
        within.iter().map(|variances| variances[at]).sum::<f64>() / n + between
    };
    (0..n_measures).map(of_measure).collect()
}
