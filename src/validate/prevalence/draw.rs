//! Random shares: draws of a Dirichlet distribution.

use rand::{Rng, RngExt};

/// Shares drawn from the Dirichlet distribution with these parameters, each above 0.
///
/// # Source
/// Gamma variates by Marsaglia & Tsang (2000), ACM TOMS 26: 363–372, over their sum.
pub fn dirichlet(parameters: &[f64], rng: &mut impl Rng) -> Vec<f64> {
    let drawn: Vec<f64> = parameters.iter().map(|shape| gamma(*shape, rng)).collect();
    let sum: f64 = drawn.iter().sum();
    drawn.into_iter().map(|x| x / sum.max(f64::MIN_POSITIVE)).collect()
}

fn gamma(shape: f64, rng: &mut impl Rng) -> f64 {
    if shape < 1.0 {
        let power = libm::pow(positive(rng), 1.0 / shape);
        return gamma(shape + 1.0, rng) * power;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(rng);
        let v = (1.0 + c * x).powi(3);
        if v > 0.0 && libm::log(positive(rng)) < 0.5 * x * x + d - d * v + d * libm::log(v) {
            return d * v;
        }
    }
}

/// A uniform number above 0.
fn positive(rng: &mut impl Rng) -> f64 {
    1.0 - rng.random::<f64>()
}

/// A normal number by Box and Muller (1958).
fn normal(rng: &mut impl Rng) -> f64 {
    (-2.0 * libm::log(positive(rng))).sqrt() * libm::cos(std::f64::consts::TAU * rng.random::<f64>())
}
