//! Tests that take an article, not a word, as one observation.

use crate::summarize::normal_tails;

/// Most times in an article for which rates are numbered; few words are more frequent in one.
const NUMBERED_TIMES: u32 = 16;

/// The rates of one word in the articles of two groups, in ascending order without sorting them.
///
/// The sizes of the articles are known before any word is counted, so the rates that a word can have are numbered in their
/// order once, and each word counts the articles of each number. A rate of a word that is more than 16 times in an article
/// has a number only if it equals one of the others.
#[derive(Debug)]
pub struct WordRates {
    /// Tokens of an article: each number once, ascending.
    sizes: Vec<u32>,
    /// The numbers of the rates of one time in articles of each size, of two times, and so on.
    numbers: Vec<u32>,
    /// Rates, ascending and each once.
    rates: Vec<f64>,
    /// Articles of each rate: of target and reference.
    counts: Vec<[u32; 2]>,
    /// A bit for each rate that an article has.
    found: Vec<u64>,
    /// A bit for each element of `found` that is not 0.
    found_any: Vec<u64>,
    /// Rates without a number, and the group of the article.
    others: Vec<(f64, usize)>,
    /// Articles that were added, of target and reference.
    n_articles: [u64; 2],
}

/// Group of an article in [`WordRates`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The group that is tested.
    Target,
    /// What it is tested against.
    Reference,
}

impl WordRates {
    /// No rates yet, of articles of these sizes in tokens: ascending, each once.
    #[must_use]
    pub fn of(sizes: Vec<u32>) -> Self {
        let mut all = Vec::with_capacity(sizes.len() * NUMBERED_TIMES as usize);
        for times in 1..=NUMBERED_TIMES {
            all.extend(sizes.iter().map(|size| rate(times, *size)));
        }
        let mut rates = all.clone();
        rates.sort_unstable_by(f64::total_cmp);
        rates.dedup();
        let number = |one: &f64| rates.partition_point(|other| other < one) as u32;
        let numbers = all.iter().map(number).collect();
        let words = rates.len().div_ceil(64);
        let (counts, found, found_any) = (vec![[0; 2]; rates.len()], vec![0; words], vec![0; words.div_ceil(64)]);
        Self { sizes, numbers, rates, counts, found, found_any, others: Vec::new(), n_articles: [0; 2] }
    }

    /// Adds articles that have the word, each with its group, the index of its size, and how many times it has the word;
    /// returns the times in target and reference.
    pub fn add(&mut self, articles: impl Iterator<Item = (Side, u32, u32)>) -> [u64; 2] {
        let Self { sizes, numbers, rates, counts, found, found_any, others, n_articles } = self;
        let (mut n, mut sum) = ([0_u64; 2], [0_u64; 2]);
        for (side, size, times) in articles {
            let (group, size) = (usize::from(side == Side::Reference), size as usize);
            n[group] += 1;
            sum[group] += u64::from(times);
            let number = if times <= NUMBERED_TIMES {
                numbers[(times - 1) as usize * sizes.len() + size] as usize
            } else {
                let own = rate(times, sizes[size]);
                let Ok(number) = rates.binary_search_by(|other| other.total_cmp(&own)) else {
                    others.push((own, group));
                    continue;
                };
                number
            };
            counts[number][group] += 1;
            found[number / 64] |= 1 << (number % 64);
            found_any[number / 4096] |= 1 << (number / 64 % 64);
        }
        *n_articles = [n_articles[0] + n[0], n_articles[1] + n[1]];
        sum
    }

    /// Calls `each` with the articles of target and reference that have one rate, by ascending rate, and forgets them.
    fn drain(&mut self, mut each: impl FnMut([u32; 2])) {
        self.others.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut others = self.others.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()).peekable();
        let count =
            |same: &[(f64, usize)]| [0, 1].map(|group| same.iter().filter(|other| other.1 == group).count() as u32);
        for (at, any) in self.found_any.iter_mut().enumerate() {
            for word in bits(std::mem::take(any)).map(|bit| at * 64 + bit) {
                for number in bits(std::mem::take(&mut self.found[word])).map(|bit| word * 64 + bit) {
                    while let Some(same) = others.next_if(|same| same[0].0 < self.rates[number]) {
                        each(count(same));
                    }
                    each(std::mem::take(&mut self.counts[number]));
                }
            }
        }
        others.map(count).for_each(each);
        self.others.clear();
    }

    /// Articles that were added, of target and reference.
    #[must_use]
    pub fn n_articles(&self) -> [u64; 2] {
        self.n_articles
    }

    /// Two-sided p-value of the Mann–Whitney test that articles of one group have higher rates, and forgets the rates.
    ///
    /// The articles that were added have rates above 0; all others of the groups of `n_target` and `n_reference` have
    /// rate 0. Normal approximation with tie and continuity correction; 1 when a group is empty or all rates are equal.
    ///
    /// # Source
    /// Mann & Whitney (1947), Annals of Mathematical Statistics 18(1): 50–60; its use on word rates is
    /// that of Kilgarriff (2001), IJCL 6(1): 97–133.
    pub fn take_p(&mut self, n_target: u64, n_reference: u64) -> f64 {
        let above = std::mem::take(&mut self.n_articles);
        let zeros = |n: u64, above: u64| n.saturating_sub(above) as f64;
        let (zero1, zero2) = (zeros(n_target, above[0]), zeros(n_reference, above[1]));
        let cube = |t: f64| t * t * t - t;
        let n_zero = zero1 + zero2;
        let mut rank_sum = zero1 * (n_zero + 1.0) * 0.5;
        let mut ties = cube(n_zero);
        let mut ranked = n_zero;
        self.drain(|[of_target, of_reference]| {
            let of_target = f64::from(of_target);
            let n = of_target + f64::from(of_reference);
            rank_sum += of_target * (ranked + n / 2.0 + 0.5);
            ties += cube(n);
            ranked += n;
        });
        let (n1, n2) = (n_target as f64, n_reference as f64);
        let n = n1 + n2;
        let u = rank_sum - n1 * (n1 + 1.0) / 2.0;
        let variance = n1 * n2 / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)).max(1.0));
        // A group is empty, or all rates are equal.
        if variance <= 0.0 {
            return 1.0;
        }
        let distance = ((u - n1 * n2 / 2.0).abs() - 0.5).max(0.0);
        normal_tails(distance / variance.sqrt())
    }
}

fn rate(times: u32, size: u32) -> f64 {
    f64::from(times) / f64::from(size.max(1))
}

/// The bits that are set, ascending.
fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
        word &= word - 1;
        Some(bit)
    })
}

/// How unevenly hits are spread over articles: Gries' DP, 0 (as the articles' sizes would have it)
/// to nearly 1 (all in one small article). [`None`] without hits.
///
/// `parts` has hits and tokens of each article.
///
/// # Source
/// Gries (2008), IJCL 13(4): 403–437.
#[must_use]
pub fn deviation_of_proportions(parts: &[(u64, u64)]) -> Option<f64> {
    let hits: u64 = parts.iter().map(|(hits, _)| hits).sum();
    let tokens: u64 = parts.iter().map(|(_, tokens)| tokens).sum();
    if hits == 0 || tokens == 0 {
        return None;
    }
    let difference = |(h, t): &(u64, u64)| (*h as f64 / hits as f64 - *t as f64 / tokens as f64).abs();
    Some(parts.iter().map(difference).sum::<f64>() / 2.0)
}
