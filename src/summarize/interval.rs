//! Intervals for shares, and the cells of a table that hold them.

use crate::record::Cell;

/// Normal quantile of a two-sided 95 % interval.
pub const Z95: f64 = 1.959_963_984_540_054;

/// Wilson interval for a share.
///
/// `hits` of `n` documents; `z` is the normal quantile ([`Z95`] for 95 %). Returns `(low, high)`,
/// shares in `0.0..=1.0`; `None` when `n == 0`, because "nothing read" is not "nothing found".
///
/// # Panics
/// When `hits > n`: the caller counted wrong.
///
/// # Source
/// Wilson (1927), JASA 22(158): 209–212.
#[must_use]
pub fn wilson(hits: u64, n: u64, z: f64) -> Option<(f64, f64)> {
    assert!(hits <= n, "{hits} hits of {n} documents");
    if n == 0 {
        return None;
    }
    Some(wilson_of_share(hits as f64 / n as f64, n as f64, z))
}

/// Wilson interval for `share` of `n` documents, where `n` need not be whole: documents that weigh
/// differently count as fewer equal ones.
///
/// # Source
/// As [`wilson`]; with an effective size: Dean & Pagano (2015), Journal of Survey Statistics and
/// Methodology 3: 484–503.
#[must_use]
pub fn wilson_of_share(share: f64, n: f64, z: f64) -> (f64, f64) {
    let z2 = z * z;
    let centre = share + z2 / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    // Rounding must not lift the lower end above a share of 0, nor the upper below a share of 1.
    (((centre - half) / scale).clamp(0.0, share), ((centre + half) / scale).clamp(share, 1.0))
}

impl Cell<'_> {
    /// A share with both ends of its interval, or nothing three times.
    #[must_use]
    pub fn share(share: Option<Share>) -> [Self; 3] {
        [share.map(|s| s.share), share.map(|s| s.low), share.map(|s| s.high)].map(Self::float)
    }
}

/// A share with its base and interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Articles counted.
    pub hits: u64,
    /// Out of this number.
    pub n: u64,
    /// Part of the whole, 0–1.
    pub share: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Share {
    /// `hits` of `n` articles taken as independent, at 95 %; `None` when `n` is 0.
    #[must_use]
    pub fn of(hits: u64, n: u64) -> Option<Self> {
        let (low, high) = wilson(hits, n, Z95)?;
        Some(Self { hits, n, share: hits as f64 / n as f64, low, high })
    }
}
