//! The text of an article as a sample of shingles, with or without boilerplate; how much two agree.

use crate::copies::boilerplate::Boilerplate;
use crate::copies::signature::{SHORT_BODY, Signature};

/// Sorted hashes of shingles, complete up to the ceiling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sketch {
    pub(super) shingles: Vec<u32>,
    ceiling: u32,
}

impl Sketch {
    /// The shingles of the sentences that are no boilerplate; `None` when these have so few tokens
    /// that they show no story.
    pub(super) fn own(signature: &Signature, boilerplate: &Boilerplate) -> Option<Self> {
        let mut start = 0;
        let mut own = Vec::with_capacity(signature.shingles.len());
        for sentence in &signature.sentences {
            let kept = &signature.shingles[start..start + usize::from(sentence.n_kept)];
            start += kept.len();
            if !boilerplate.holds(signature.outlet, sentence.hash) {
                own.extend_from_slice(kept);
            }
        }
        // Shingles kept are a sample, so their share is that of the tokens.
        let n_tokens = signature.n_tokens as usize * own.len() / signature.shingles.len().max(1);
        (n_tokens >= SHORT_BODY).then(|| Self::sorted(own, signature.ceiling))
    }

    /// All shingles.
    pub(super) fn whole(signature: &Signature) -> Self {
        Self::sorted(signature.shingles.clone(), signature.ceiling)
    }

    fn sorted(mut shingles: Vec<u32>, ceiling: u32) -> Self {
        shingles.sort_unstable();
        Self { shingles, ceiling }
    }

    /// Jaccard index of the texts: shingles in both out of shingles in either, 0–1.
    ///
    /// Exact while both texts were kept whole; else estimated from the shingles below both ceilings,
    /// which are a random sample of either text.
    ///
    /// # Source
    /// Beyer et al. (2007), On synopses for distinct-value estimation under multiset operations,
    /// SIGMOD: the k smallest hashes as a sample of a union.
    pub(super) fn jaccard(&self, other: &Self) -> f64 {
        let ceiling = self.ceiling.min(other.ceiling);
        let below = |sketch: &Self| sketch.shingles.partition_point(|s| *s <= ceiling);
        let (one, two) = (&self.shingles[..below(self)], &other.shingles[..below(other)]);
        let (mut at, mut n_both) = (0, 0);
        for shingle in one {
            while two.get(at).is_some_and(|s| s < shingle) {
                at += 1;
            }
            n_both += usize::from(two.get(at) == Some(shingle));
        }
        let n_either = one.len() + two.len() - n_both;
        if n_either == 0 { 0.0 } else { n_both as f64 / n_either as f64 }
    }
}
