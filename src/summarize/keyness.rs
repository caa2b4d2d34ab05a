//! How much more frequent a word is in one group of articles than in another, and beside a word
//! than elsewhere.

/// Counts of one word in two groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// Times in the target.
    pub target: f64,
    /// Tokens of the target.
    pub n_target: f64,
    /// Times in the reference.
    pub reference: f64,
    /// Tokens of the reference.
    pub n_reference: f64,
}

impl Contrast {
    /// Log-likelihood ratio G² of the full 2 × 2 table; 0 when the word is equally frequent.
    ///
    /// Always 0 or more; the sign of [`Self::log_ratio`] gives the side.
    ///
    /// # Source
    /// Dunning (1993), Computational Linguistics 19(1): 61–74.
    #[must_use]
    pub fn g2(&self) -> f64 {
        let rest = |n: f64, k: f64| (n - k).max(0.0);
        let cells =
            [[self.target, self.reference], [rest(self.n_target, self.target), rest(self.n_reference, self.reference)]];
        let total = self.n_target + self.n_reference;
        let columns = [self.n_target, self.n_reference];
        let mut sum = 0.0;
        for row in cells {
            let of_row = row[0] + row[1];
            for (observed, of_column) in row.into_iter().zip(columns) {
                let expected = of_row * of_column / total;
                if observed > 0.0 && expected > 0.0 {
                    sum += observed * libm::log(observed / expected);
                }
            }
        }
        (2.0 * sum).max(0.0)
    }

    /// Binary logarithm of the ratio of the two rates: 1 is twice as frequent in the target.
    ///
    /// A count of 0 is taken as 0.5, so that the ratio is finite.
    ///
    /// # Source
    /// Hardie (2014), Log Ratio: an informal introduction (CASS, Lancaster).
    #[must_use]
    pub fn log_ratio(&self) -> f64 {
        let rate = |k: f64, n: f64| k.max(0.5) / n.max(1.0);
        libm::log2(rate(self.target, self.n_target) / rate(self.reference, self.n_reference))
    }

    /// Log-odds ratio with an informative Dirichlet prior, and its z-score.
    ///
    /// `prior` is the prior count of the word, `n_prior` of all words together.
    ///
    /// # Source
    /// Monroe, Colaresi & Quinn (2008), Political Analysis 16(4): 372–403, equations 16, 20, 22.
    #[must_use]
    pub fn log_odds(&self, prior: f64, n_prior: f64) -> (f64, f64) {
        let logit = |k: f64, n: f64| libm::log((k + prior) / (n + n_prior - k - prior));
        let delta = logit(self.target, self.n_target) - logit(self.reference, self.n_reference);
        let variance = 1.0 / (self.target + prior) + 1.0 / (self.reference + prior);
        (delta, delta / variance.sqrt())
    }
}

/// Counts of a word beside another one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Collocation {
    /// Times the word occurs in the windows around the node.
    pub together: f64,
    /// Times the node occurs in the text.
    pub node: f64,
    /// Times the word occurs in the text.
    pub collocate: f64,
    /// Tokens in all windows.
    pub n_window: f64,
    /// Tokens in the text.
    pub n_tokens: f64,
}

impl Collocation {
    /// Log-Dice: 14 at most; two words that never meet have none, so [`None`] stands for no meeting.
    ///
    /// # Source
    /// Rychlý (2008), RASLAN 2008: 6–9.
    #[must_use]
    pub fn log_dice(&self) -> Option<f64> {
        (self.together > 0.0).then(|| 14.0 + libm::log2(2.0 * self.together / (self.node + self.collocate)))
    }

    /// Mutual information: binary logarithm of observed over expected; [`None`] when never together.
    ///
    /// # Source
    /// Church & Hanks (1990), Computational Linguistics 16(1): 22–29; the expected count takes the
    /// window into account as in Evert (2008), Corpora and collocations.
    #[must_use]
    pub fn mutual_information(&self) -> Option<f64> {
        let expected = self.collocate * self.n_window / self.n_tokens;
        (self.together > 0.0 && expected > 0.0).then(|| libm::log2(self.together / expected))
    }

    /// G² of the word inside the windows against outside.
    #[must_use]
    pub fn g2(&self) -> f64 {
        let outside = (self.collocate - self.together).max(0.0);
        let n_reference = (self.n_tokens - self.n_window).max(outside);
        Contrast { target: self.together, n_target: self.n_window, reference: outside, n_reference }.g2()
    }
}
