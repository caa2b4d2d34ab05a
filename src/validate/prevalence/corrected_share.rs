//! A share with its interval.

/// A share with its 95 % interval, all 0–1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CorrectedShare {
    /// The share.
    pub share: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}
