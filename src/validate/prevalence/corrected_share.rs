//! A share with its interval.

use crate::summarize::Spanned;

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

impl CorrectedShare {
    /// A share that was counted: its interval has no width.
    #[must_use]
    pub fn exact(share: f64) -> Self {
        Self { share, low: share, high: share }
    }

    /// How far this share is above another of other documents, whose codes are drawn independently: both intervals joined by
    /// recovered variances. Ends are −1 to 1.
    ///
    /// # Source
    /// Zou & Donner (2008), Statistics in Medicine 27: 1693–1702, equation 4.
    #[must_use]
    pub fn above(&self, other: &Self) -> Spanned {
        let value = self.share - other.share;
        let low = value - libm::hypot(self.share - self.low, other.high - other.share);
        let high = value + libm::hypot(self.high - self.share, other.share - other.low);
        Spanned { value, low: low.max(-1.0), high: Some(high.min(1.0)) }
    }

    /// In percent with its interval, or with the words that all documents are coded. An interval of no width that is not
    /// counted is none: the codes at hand do not vary.
    #[must_use]
    pub fn text(&self, all_coded: bool) -> String {
        let [share, low, high] = [self.share, self.low, self.high].map(|part| part * 100.0);
        match self.low >= self.high {
            true if all_coded => format!("{share:.1} % (all coded)"),
            true => format!("{share:.1} % (no interval: nothing varies in these codes)"),
            false => format!("{share:.1} % ({low:.1}–{high:.1})"),
        }
    }
}
