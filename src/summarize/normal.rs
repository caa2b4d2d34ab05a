//! Tails of the normal and chi-squared distributions.

/// The smallest probability that is written: no chance is 0, and other programs read smaller ones as 0.
pub const LEAST_P: f64 = 1e-300;

/// Two-sided tail of the normal distribution: how likely a deviation of `z` or more is by chance.
///
/// Relative error below 2·10⁻⁷; 1 for `z == 0`, [`LEAST_P`] where it is smaller than that.
///
/// # Source
/// `erfc` by the Chebyshev fit of Press et al., Numerical Recipes (2nd ed., 1992), section 6.2.
#[must_use]
pub fn normal_tails(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2).clamp(LEAST_P, 1.0)
}

/// Upper tail of chi-squared with one degree of freedom.
///
/// `statistic` is at least 0; a smaller one counts as 0.
#[must_use]
pub fn chi_squared_tail(statistic: f64) -> f64 {
    normal_tails(statistic.max(0.0).sqrt())
}

fn erfc(x: f64) -> f64 {
    const COEFFICIENTS: [f64; 10] = [
        -1.265_512_23,
        1.000_023_68,
        0.374_091_96,
        0.096_784_18,
        -0.186_288_06,
        0.278_868_07,
        -1.135_203_98,
        1.488_515_87,
        -0.822_152_23,
        0.170_872_77,
    ];
    let t = 1.0 / (1.0 + 0.5 * x);
    let polynomial = COEFFICIENTS.iter().rev().fold(0.0, |sum, c| sum * t + c);
    if x == 0.0 { 1.0 } else { t * libm::exp(polynomial - x * x) }
}

/// Holm's adjusted p-values: the least level at which each is kept when no true null hypothesis of all may be lost, whatever
/// depends on what.
///
/// In the order of the input; NaN counts as 1.
///
/// # Source
/// Holm (1979), Scandinavian Journal of Statistics 6(2): 65–70.
#[must_use]
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let p = |at: usize| if p_values[at].is_nan() { 1.0 } else { p_values[at] };
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p(*a).total_cmp(&p(*b)).then(a.cmp(b)));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut most = 0.0_f64;
    for (rank, at) in order.iter().enumerate() {
        most = most.max(p(*at) * (p_values.len() - rank) as f64).min(1.0);
        adjusted[*at] = most;
    }
    adjusted
}

/// Benjamini–Hochberg adjusted p-values: the least false-discovery rate at which each is kept.
///
/// In the order of the input; NaN counts as 1.
///
/// # Source
/// Benjamini & Hochberg (1995), JRSS B 57(1): 289–300.
#[must_use]
pub fn false_discovery(p_values: &[f64]) -> Vec<f64> {
    let p = |at: usize| if p_values[at].is_nan() { 1.0 } else { p_values[at] };
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p(*a).total_cmp(&p(*b)).then(a.cmp(b)));
    let n = p_values.len() as f64;
    let mut adjusted = vec![1.0; p_values.len()];
    let mut least = 1.0_f64;
    for (rank, at) in order.iter().enumerate().rev() {
        least = least.min(p(*at) * n / (rank as f64 + 1.0));
        adjusted[*at] = least;
    }
    adjusted
}
