//! Large occupations that are named less often than coverage in proportion would name them.

use statrs::distribution::{Binomial, DiscreteCDF};

use crate::summarize::population::{Base, Mentions};
use crate::summarize::{LEAST_P, false_discovery};

/// An occupation and how unlikely it is to be named as seldom as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Silence {
    /// Index of the group.
    pub group: usize,
    /// Share of employment, over the years as the articles lie.
    pub employment: f64,
    /// Articles that name it.
    pub n_articles: u64,
    /// Articles that would.
    pub expected: f64,
    /// Probability of as few or fewer.
    pub p: f64,
    /// The same after all occupations that were tested (Benjamini & Hochberg 1995).
    pub q: f64,
}

/// Occupations with at least `least` of employment that fewer articles name than expected, the most
/// unlikely first; what a survey calls "all other" is no occupation that could be named.
///
/// An article that names k different occupations is taken to draw k at random by employment, so it
/// names an occupation of share e with probability 1 − (1 − e)^k. Articles count, not mentions, because
/// an article that names an occupation once tends to name it again. The probability is that of a
/// binomial with the mean of these probabilities, which is never below that of their sum in this tail
/// (Hoeffding 1956). Articles are taken as independent: a `p` that is not tiny proves little.
///
/// # Source
/// Hoeffding (1956), Annals of Mathematical Statistics 27(3): 713–721, theorem 4.
#[must_use]
pub fn silences(mentions: &Mentions<'_>, base: &Base, least: f64) -> Vec<Silence> {
    let mut named = vec![0_u64; mentions.figures.groups.len()];
    // Articles by year of figures and number of occupations named.
    let mut articles: std::collections::BTreeMap<(usize, i32), u64> = std::collections::BTreeMap::new();
    let counted = |naming: &&super::Naming| base.share[mentions.place(naming.year, naming.group)] > 0.0;
    let kept: Vec<_> = mentions.namings.iter().filter(counted).collect();
    for article in kept.chunk_by(|a, b| a.article == b.article) {
        article.iter().for_each(|naming| named[naming.group] += 1);
        let k = i32::try_from(article.len()).expect("occupations are few");
        *articles.entry((article[0].year, k)).or_default() += 1;
    }
    let n: u64 = articles.values().sum();
    if n == 0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (group, n_articles) in named.iter().enumerate() {
        let share = |year: usize| base.share[mentions.place(year, group)];
        let of_articles = |f: &dyn Fn(usize, i32) -> f64| -> f64 {
            articles.iter().map(|((year, k), n)| *n as f64 * f(*year, *k)).sum()
        };
        let employment = of_articles(&|year, _| share(year)) / n as f64;
        if employment < least || employment <= 0.0 || mentions.figures.groups[group].is_residual() {
            continue;
        }
        let expected = of_articles(&|year, k| 1.0 - (1.0 - share(year)).powi(k));
        let binomial = Binomial::new(expected / n as f64, n).expect("a mean of probabilities is one");
        found.push(Silence {
            group,
            employment,
            n_articles: *n_articles,
            expected,
            p: binomial.cdf(*n_articles).max(LEAST_P),
            q: 1.0,
        });
    }
    let p_values: Vec<f64> = found.iter().map(|silence| silence.p).collect();
    found.iter_mut().zip(false_discovery(&p_values)).for_each(|(silence, q)| silence.q = q);
    found.retain(|silence| (silence.n_articles as f64) < silence.expected);
    found.sort_by(|a, b| {
        let lack = |s: &Silence| s.n_articles as f64 / s.expected;
        a.p.total_cmp(&b.p).then(lack(a).total_cmp(&lack(b))).then(a.group.cmp(&b.group))
    });
    found
}
