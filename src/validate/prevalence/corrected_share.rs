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

impl CorrectedShare {
    /// A share that was counted: its interval has no width.
    #[must_use]
    pub fn exact(share: f64) -> Self {
        Self { share, low: share, high: share }
    }

    /// In percent with its interval, or with the words that all documents are coded.
    #[must_use]
    pub fn text(&self) -> String {
        let [share, low, high] = [self.share, self.low, self.high].map(|part| part * 100.0);
        // Only a counted share has an interval of no width.
        if self.low >= self.high {
            format!("{share:.1} % (all coded)")
        } else {
            format!("{share:.1} % ({low:.1}–{high:.1})")
        }
    }
}
