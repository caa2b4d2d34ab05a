//! Tests that take an article, not a word, as one observation.

use crate::summarize::normal_tails;

/// Two-sided p-value of the Mann–Whitney test that articles of one group have higher rates.
///
/// `target` and `reference` are the rates above 0; all other articles of the groups of `n_target`
/// and `n_reference` have rate 0. Normal approximation with tie and continuity correction; 1 when a
/// group is empty or all rates are equal.
///
/// # Source
/// Mann & Whitney (1947), Annals of Mathematical Statistics 18(1): 50–60; its use on word rates is
/// that of Kilgarriff (2001), IJCL 6(1): 97–133.
#[must_use]
pub fn rank_test(target: &[f64], n_target: u64, reference: &[f64], n_reference: u64) -> f64 {
    let (n1, n2) = (n_target as f64, n_reference as f64);
    if n_target == 0 || n_reference == 0 {
        return 1.0;
    }
    // Numbers above 0 are in the order of their bits, of which the first is free for the group.
    let of = |group: u64| move |rate: &f64| rate.to_bits() << 1 | group;
    let mut all = Vec::with_capacity(target.len() + reference.len());
    all.extend(target.iter().map(of(1)));
    all.extend(reference.iter().map(of(0)));
    all.sort_unstable();
    let zeros = |n: u64, above: usize| (n as f64 - above as f64).max(0.0);
    let (zero1, zero2) = (zeros(n_target, target.len()), zeros(n_reference, reference.len()));
    let cube = |t: f64| t * t * t - t;
    let n_zero = zero1 + zero2;
    let mut rank_sum = zero1 * (n_zero + 1.0) * 0.5;
    let mut ties = cube(n_zero);
    let mut ranked = n_zero;
    for group in all.chunk_by(|a, b| a >> 1 == b >> 1) {
        let n = group.len() as f64;
        let of_target = group.iter().filter(|rate| **rate & 1 == 1).count() as f64;
        rank_sum += of_target * (ranked + n / 2.0 + 0.5);
        ties += cube(n);
        ranked += n;
    }
    let n = n1 + n2;
    let u = rank_sum - n1 * (n1 + 1.0) / 2.0;
    let variance = n1 * n2 / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)).max(1.0));
    if variance <= 0.0 {
        return 1.0;
    }
    let distance = ((u - n1 * n2 / 2.0).abs() - 0.5).max(0.0);
    normal_tails(distance / variance.sqrt())
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
