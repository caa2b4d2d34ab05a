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
